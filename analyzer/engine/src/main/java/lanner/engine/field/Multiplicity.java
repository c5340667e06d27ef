package lanner.engine.field;

/** How many values a field has for one event, and what a comparison with them means. */
public enum Multiplicity {
    ONE,
    /** A list: {@code in} when all values are in the set, {@code intersects} when any is. */
    LIST,
    /** One of the ancestors: true when any value satisfies the operator, {@code !=} too. */
    ANY_ANCESTOR,
    /** Either end of a socket: true when any value satisfies the operator, but {@code !=} only when all differ. */
    EITHER_END,
    /** One distance: {@code =} means at most, and no other operator is allowed. */
    DISTANCE
}
