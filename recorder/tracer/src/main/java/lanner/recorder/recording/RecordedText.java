package lanner.recorder.recording;

import lanner.recorder.inline.InlineRecord;
import lanner.recorder.os.TraceeMemory;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a call that its process has recorded, in the place of the program's memory: that may hold something else
 * by now.
 */
final class RecordedText implements TraceeMemory {
    private @Nullable InlineRecord record;
    private long path;
    private long answer;

    /** From now on the texts of this record. */
    void of(InlineRecord next) {
        record = next;
        path = argument(next, next.pathArgument());
        answer = argument(next, next.answerArgument());
    }

    private static long argument(InlineRecord record, int index) {
        return index < 0 ? 0 : record.argument(index);
    }

    @Override
    public int read(int tid, long from, byte[] into, int offset, int length) {
        if (record == null || answer == 0 || from != answer) {
            return UNREADABLE;
        }
        int got = Math.min(record.answerLength(), length);
        System.arraycopy(record.bytes(), record.answer(), into, offset, got);
        return got;
    }

    @Override
    public int readText(int tid, long from, byte[] into, int offset, int max) {
        if (record != null && path != 0 && from == path) {
            int length = Math.min(record.pathLength(), max);
            System.arraycopy(record.bytes(), record.path(), into, offset, length);
            return length;
        }
        int got = read(tid, from, into, offset, max);
        for (int i = 0; i < got; i++) {
            if (into[offset + i] == 0) {
                return i;
            }
        }
        return got == max ? max : UNREADABLE;
    }

    @Override
    public void waitForNobody() {}
}
