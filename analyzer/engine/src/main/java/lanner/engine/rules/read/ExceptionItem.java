package lanner.engine.rules.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lanner.engine.rules.finding.Location;

/**
 * One entry of a rule's {@code exceptions}: values for which the rule stays silent.
 *
 * @param fields one field, or a list of them; absent where values are only added to an exception of that name
 * @param comps one operator, or one for each field; absent for the default
 * @param values one tuple each where fields is a list, one value each where it is a single field
 */
public record ExceptionItem(
        String name, Optional<Entry> fields, Optional<Entry> comps, List<Entry> values, List<Location> chain) {
    public ExceptionItem {
        values = List.copyOf(values);
    }

    /** A scalar, or a list of such entries. */
    public record Entry(Optional<String> scalar, List<Entry> items) {
        public Entry {
            items = List.copyOf(items);
        }

        public static Entry of(String scalar) {
            return new Entry(Optional.of(scalar), List.of());
        }

        public boolean isList() {
            return scalar.isEmpty();
        }

        /** The scalar, or the scalars of the list; what is nested deeper counts as nothing. */
        public List<String> texts() {
            return scalar.map(List::of)
                    .orElseGet(() -> items.stream()
                            .flatMap(item -> item.scalar().stream())
                            .toList());
        }
    }

    public ExceptionItem withComps(Entry operators) {
        return new ExceptionItem(name, fields, Optional.of(operators), values, chain);
    }

    public ExceptionItem withMore(List<Entry> more) {
        List<Entry> all = new ArrayList<>(values);
        all.addAll(more);
        return new ExceptionItem(name, fields, comps, all, chain);
    }
}
