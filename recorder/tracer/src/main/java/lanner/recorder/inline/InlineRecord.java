package lanner.recorder.inline;

/** A call that a process has recorded itself, as far as the record may be believed. Valid until the next one. */
public interface InlineRecord {
    int number();

    long argument(int index);

    /** Negative values are {@code -errno}. */
    long result();

    /** The argument that is a path; -1 if the call has none. */
    int pathArgument();

    /** The bytes that the path is in. */
    byte[] bytes();

    /** Where the path begins in {@link #bytes}. */
    int path();

    /** The path's length without its NUL. */
    int pathLength();

    /** The argument that the kernel has written its answer to; -1 if there is none here. */
    int answerArgument();

    /** Where the answer begins in {@link #bytes}. */
    int answer();

    /** As long as the result says. */
    int answerLength();
}
