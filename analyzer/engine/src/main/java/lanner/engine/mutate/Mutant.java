package lanner.engine.mutate;

import java.util.List;

/**
 * A definition with one change.
 *
 * @param description the change for people
 * @param index where in the definition it is: a character of the condition, or an item of the list; both from 0
 * @param condition the changed condition; empty for a list
 * @param items the items that are left of a list; empty for a condition
 */
public record Mutant(Mutation mutation, String description, int index, String condition, List<String> items) {
    public Mutant {
        items = List.copyOf(items);
    }
}
