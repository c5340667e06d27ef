package lanner.investigation.entities;

import java.util.ArrayList;
import java.util.List;
import lanner.engine.field.Outcome;
import lanner.product.Counted;

/**
 * Something that happened to a thing, once or several times.
 *
 * @param row its first event
 * @param count how many events it is
 * @param bytes how many bytes these moved; 0 for events that move none
 * @param what a word or two, and of a call with two paths the other one; bytes, one character each
 * @param process whose events these are; an id of the index
 * @param outcome what became of each of them
 */
public record StoryStep(int row, int count, long bytes, String what, int process, Outcome outcome) {
    /** Whether what was asked for was not done. */
    public boolean failed() {
        return outcome.kind() == Outcome.Kind.REFUSED;
    }

    /** As a sentence: what was not done, or is not known to be, is told as such before it is told. Bytes. */
    public String words() {
        return reservation() + what;
    }

    /** How often, and how many bytes: {@code  (7 bytes in 2 calls)}; empty for one call that moved none. */
    public String measure() {
        List<String> counts = new ArrayList<>();
        if (bytes > 0) {
            counts.add(Counted.of(bytes, "byte"));
        }
        if (count > 1) {
            counts.add(Counted.of(count, "call"));
        }
        return counts.isEmpty() ? "" : " (" + String.join(" in ", counts) + ")";
    }

    private String reservation() {
        return switch (outcome.kind()) {
            case DONE -> "";
            case REFUSED -> "failed (" + outcome.error() + "): ";
            case PENDING -> "begun (" + outcome.error() + "): ";
            case UNKNOWN -> "asked for, its end was not seen: ";
        };
    }
}
