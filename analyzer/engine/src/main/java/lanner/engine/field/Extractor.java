package lanner.engine.field;

import lanner.capture.event.IpAddress;
import lanner.engine.state.EventContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads one field's value for the event at hand. One kind for each way a value is held, so that planned predicates call
 * it without a box or a cast. Text is bytes, one character a byte (ISO 8859-1), never decoded.
 */
public sealed interface Extractor {
    /** What {@link OfNumber} answers when the field is missing. */
    long MISSING = Long.MIN_VALUE;

    /** Numbers of any width, ports, times, and booleans as 0 and 1. Unsigned 64-bit values are the same bits. */
    @FunctionalInterface
    non-sealed interface OfNumber extends Extractor {
        /** The value, or {@link #MISSING}. */
        long get(EventContext context);
    }

    /** Text and bytes. */
    @FunctionalInterface
    non-sealed interface OfText extends Extractor {
        /** The value, or null when the field is missing. */
        @Nullable
        String get(EventContext context);
    }

    /** Floating point. */
    @FunctionalInterface
    non-sealed interface OfDouble extends Extractor {
        /** The value, or NaN when the field is missing. */
        double get(EventContext context);
    }

    /** Addresses; also the field side of a network comparison. */
    @FunctionalInterface
    non-sealed interface OfAddress extends Extractor {
        /** The value, or null when the field is missing. */
        @Nullable
        IpAddress get(EventContext context);
    }

    /** Fields with any number of values: lists, ancestors, both ends of a socket. */
    @FunctionalInterface
    non-sealed interface OfMany extends Extractor {
        /** Adds the values to {@code values}, which is empty; false when the field is missing. */
        boolean collect(EventContext context, Values values);
    }
}
