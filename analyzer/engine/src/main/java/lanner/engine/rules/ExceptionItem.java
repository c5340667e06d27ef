package lanner.engine.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One entry of a rule's {@code exceptions}: values for which the rule stays silent.
 *
 * @param fields one field, or a list of them; absent where values are only added to an exception of that name
 * @param comps one operator, or one for each field; absent for the default
 * @param values one tuple each where fields is a list, one value each where it is a single field
 */
record ExceptionItem(
        String name, Optional<Entry> fields, Optional<Entry> comps, List<Entry> values, List<Location> chain) {
    ExceptionItem {
        values = List.copyOf(values);
    }

    /** A scalar, or a list of such entries. */
    record Entry(Optional<String> scalar, List<Entry> items) {
        Entry {
            items = List.copyOf(items);
        }

        static Entry of(String scalar) {
            return new Entry(Optional.of(scalar), List.of());
        }

        boolean isList() {
            return scalar.isEmpty();
        }

        /** The scalar, or the scalars of the list; what is nested deeper counts as nothing. */
        List<String> texts() {
            return scalar.map(List::of)
                    .orElseGet(() -> items.stream()
                            .flatMap(item -> item.scalar().stream())
                            .toList());
        }
    }

    ExceptionItem withComps(Entry operators) {
        return new ExceptionItem(name, fields, Optional.of(operators), values, chain);
    }

    ExceptionItem withMore(List<Entry> more) {
        List<Entry> all = new ArrayList<>(values);
        all.addAll(more);
        return new ExceptionItem(name, fields, comps, all, chain);
    }
}
