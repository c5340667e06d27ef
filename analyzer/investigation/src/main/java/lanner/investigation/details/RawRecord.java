package lanner.investigation.details;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.ParamSpec;
import lanner.capture.event.ParamType;

/** The bytes of an event's record, and where in them its texts and data stand. Of a long record the beginning alone. */
public final class RawRecord {
    /** How many bytes are kept. */
    public static final int MOST = 64 * 1024;

    /**
     * A parameter's bytes.
     *
     * @param from where in the record, from 0
     */
    public record Piece(String name, int from, int length) {}

    private final byte[] bytes;
    private final int length;
    private final List<Piece> pieces;

    private RawRecord(byte[] bytes, int length, List<Piece> pieces) {
        this.bytes = bytes;
        this.length = length;
        this.pieces = List.copyOf(pieces);
    }

    static RawRecord of(Event event) {
        RawRecord[] made = new RawRecord[1];
        event.rawBytes((buffer, start, length) -> made[0] = new RawRecord(
                Arrays.copyOfRange(buffer, start, start + Math.min(MOST, length)), length, pieces(event, start)));
        return made[0];
    }

    private static List<Piece> pieces(Event event, int start) {
        List<Piece> pieces = new ArrayList<>();
        List<ParamSpec> params =
                event.type() == EventType.GENERIC ? List.of() : event.type().params();
        for (int i = 0; i < params.size(); i++) {
            if (params.get(i).type().storage() == ParamType.Storage.BYTES && event.length(i) > 0) {
                pieces.add(new Piece(params.get(i).name(), event.offset(i) - start, event.length(i)));
            }
        }
        return pieces;
    }

    /** How many bytes can be shown. */
    public int kept() {
        return bytes.length;
    }

    /** How many bytes the record has. */
    public int length() {
        return length;
    }

    /** From 0 to 255. */
    public int at(int place) {
        return bytes[place] & 0xFF;
    }

    /** All texts and data, in the order of the call's parameters. */
    public List<Piece> pieces() {
        return pieces;
    }

    /** Where a parameter stands; empty for one that is a number, or not there. */
    public Optional<Piece> piece(String name) {
        return pieces.stream().filter(piece -> piece.name().equals(name)).findFirst();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawRecord record
                && length == record.length
                && pieces.equals(record.pieces)
                && Arrays.equals(bytes, record.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
