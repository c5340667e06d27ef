package lanner.exchange.sigma;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A condition of ours on its way to text. */
sealed interface Clause {
    /** A single comparison, as it is written. */
    record Leaf(String text) implements Clause {}

    /**
     * A field that has one of a few values.
     *
     * @param values as they are written
     */
    record OneOf(String field, List<String> values) implements Clause {
        public OneOf {
            values = List.copyOf(values);
        }

        String text() {
            boolean network = values.get(0).startsWith("\"");
            return values.size() == 1 && !network
                    ? field + " = " + values.get(0)
                    : field + " in (" + String.join(", ", values) + ")";
        }

        OneOf or(OneOf other) {
            return new OneOf(
                    field,
                    Stream.concat(values.stream(), other.values.stream())
                            .distinct()
                            .toList());
        }
    }

    /** A macro of the table of log sources. */
    record Macro(String name) implements Clause {}

    record All(List<Clause> parts) implements Clause {
        public All {
            parts = List.copyOf(parts);
        }
    }

    record Any(List<Clause> parts) implements Clause {
        public Any {
            parts = List.copyOf(parts);
        }
    }

    record Not(Clause part) implements Clause {}

    /** All of them; one alone is itself, and what stands there twice stands there once. */
    static Clause all(List<? extends Clause> parts) {
        List<Clause> flat = flat(parts, true);
        return flat.size() == 1 ? flat.get(0) : new All(flat);
    }

    /** Any of them. */
    static Clause any(List<? extends Clause> parts) {
        List<Clause> flat = flat(parts, false);
        return flat.size() == 1 ? flat.get(0) : new Any(flat);
    }

    static Clause not(Clause part) {
        return part instanceof Not negated ? negated.part() : new Not(part);
    }

    private static List<Clause> flat(List<? extends Clause> parts, boolean all) {
        Set<Clause> flat = new LinkedHashSet<>();
        Map<String, OneOf> sets = new HashMap<>();
        for (Clause part : parts) {
            if (all && part instanceof All inner) {
                flat.addAll(inner.parts());
            } else if (!all && part instanceof Any inner) {
                flat.addAll(inner.parts());
            } else {
                flat.add(part);
            }
            if (!all && part instanceof OneOf set) {
                sets.merge(set.field(), set, OneOf::or);
            }
        }
        if (sets.isEmpty()) {
            return new ArrayList<>(flat);
        }
        // The values of one field stand together, where the first of them stood.
        Set<Clause> merged = new LinkedHashSet<>();
        flat.forEach(part -> merged.add(part instanceof OneOf set ? sets.getOrDefault(set.field(), set) : part));
        return new ArrayList<>(merged);
    }

    /** As text of a condition; with parentheses around it if it is a group and stands in another. */
    static String text(Clause clause) {
        StringBuilder text = new StringBuilder();
        write(clause, false, text);
        return text.toString();
    }

    private static void write(Clause clause, boolean inner, StringBuilder text) {
        if (clause instanceof Leaf leaf) {
            text.append(leaf.text());
        } else if (clause instanceof OneOf set) {
            text.append(set.text());
        } else if (clause instanceof Macro macro) {
            text.append(macro.name());
        } else if (clause instanceof Not not) {
            text.append("not ");
            write(not.part(), true, text);
        } else if (clause instanceof All all) {
            group(all.parts(), " and ", inner, text);
        } else if (clause instanceof Any any) {
            group(any.parts(), " or ", inner, text);
        }
    }

    private static void group(List<Clause> parts, String between, boolean inner, StringBuilder text) {
        text.append(inner ? "(" : "");
        for (int i = 0; i < parts.size(); i++) {
            text.append(i == 0 ? "" : between);
            write(parts.get(i), true, text);
        }
        text.append(inner ? ")" : "");
    }

    /** How many characters its text has, about. */
    default long size() {
        if (this instanceof Leaf leaf) {
            return leaf.text().length();
        }
        if (this instanceof OneOf set) {
            return set.text().length();
        }
        if (this instanceof Not not) {
            return 4 + not.part().size();
        }
        List<Clause> parts = this instanceof All all ? all.parts() : this instanceof Any any ? any.parts() : List.of();
        return 24 + parts.stream().mapToLong(part -> part.size() + 5).sum();
    }

    /** Hands each macro's name on. */
    default void macros(Consumer<String> names) {
        if (this instanceof Macro macro) {
            names.accept(macro.name());
        } else if (this instanceof Not not) {
            not.part().macros(names);
        } else if (this instanceof All all) {
            all.parts().forEach(part -> part.macros(names));
        } else if (this instanceof Any any) {
            any.parts().forEach(part -> part.macros(names));
        }
    }
}
