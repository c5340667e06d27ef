package lanner.viewer.compare;

/** One of the two sides. */
enum Place {
    A,
    B
}
