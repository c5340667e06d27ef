package lanner.capture;

import java.nio.file.Path;

/** Told of a capture's segments when they have come to their end, and asked before one is dropped. */
public interface SegmentListener {
    /** Takes no notice, and lets every segment go. */
    SegmentListener NONE = new SegmentListener() {
        @Override
        public void sealed(Path segment) {
            // Nobody wants it.
        }

        @Override
        public void unfinished(Path segment) {
            // Nobody wanted it.
        }

        @Override
        public boolean mayDrop(Path segment, boolean mustGo) {
            return true;
        }
    };

    /**
     * A segment has its footer, its last length and is on the disk: it will not change any more. On a thread that must
     * not be kept waiting.
     */
    void sealed(Path segment);

    /** A segment ended without a footer, because it could not be written any more. */
    void unfinished(Path segment);

    /**
     * A segment is about to be deleted because the retention says so. On the thread that writes.
     *
     * @param mustGo whether its space is needed for what comes next: then it is deleted whatever the answer
     * @return whether it may go now; otherwise the retention asks again when the next segment ends
     */
    boolean mayDrop(Path segment, boolean mustGo);
}
