package lanner.capture.event;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says for which rows of {@link EventType} the positions of a class hold; at a constant, for which that one holds
 * instead. Rows that stand at a class are described whole: every parameter beside the result has a name, there or in a
 * class that several rows share, whether it is used yet or not. A constant is named as the table's parameter, in capital letters. Being compile-time constants, they cost
 * nothing where they are used.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD})
@interface PositionsOf {
    /** The rows that have the parameter at this position. */
    EventType[] value();
}
