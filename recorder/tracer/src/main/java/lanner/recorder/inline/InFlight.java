package lanner.recorder.inline;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What a thread's slot holds of the call that it makes just now: where the call returns, and the record at HEAD without its
 * path. The program can write all of it: every value is just a number.
 */
final class InFlight {
    private final ByteBuffer header;
    private final ByteBuffer record;

    /**
     * @param header the slot's first {@link SlotLayout#HEADER_BYTES}
     * @param record the first {@link SlotLayout#PATH} bytes at HEAD
     */
    InFlight(byte[] header, byte[] record) {
        this.header = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        this.record = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
    }

    long head() {
        return header.getLong(SlotLayout.HEAD);
    }

    long returnAddress() {
        return header.getLong(SlotLayout.RETURN);
    }

    int size() {
        return record.getInt(SlotLayout.SIZE);
    }

    int number() {
        return record.getInt(SlotLayout.NUMBER);
    }

    /** The time stamp counter before the call. */
    long entered() {
        return record.getLong(SlotLayout.ENTERED);
    }

    long result() {
        return record.getLong(SlotLayout.RESULT);
    }

    long argument(int index) {
        return record.getLong(SlotLayout.ARGUMENTS + index * Long.BYTES);
    }
}
