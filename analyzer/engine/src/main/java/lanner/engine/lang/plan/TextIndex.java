package lanner.engine.lang.plan;

import java.util.ArrayList;
import java.util.List;
import lanner.engine.field.Extractor;
import lanner.engine.lang.ast.Modifier;
import lanner.engine.lang.ast.Operator;
import lanner.engine.lang.check.Typed;
import lanner.engine.state.EventContext;
import org.jspecify.annotations.Nullable;

/**
 * What many comparisons ask of one field's text is found by one search for all of their literals, when the first of them is asked about an
 * event. Not thread safe.
 */
final class TextIndex {
    private final Extractor.OfText field;
    private final LiteralSearch search;
    private final boolean fold;
    private long serial = -1;
    private @Nullable String text;

    /** @param fold whether ASCII letters of either case are the same */
    TextIndex(Extractor.OfText field, boolean fold) {
        this.field = field;
        this.fold = fold;
        this.search = new LiteralSearch(fold);
    }

    /** The predicate of a comparison of this index's field; null for one that is not answered by a search for literals. */
    @Nullable
    Predicate plan(Typed.Texts node) {
        Operator operator = node.comparison().operator();
        List<String> values = node.values();
        Modifier modifier = node.comparison().modifier().orElse(Modifier.ANYOF);
        if (values.isEmpty() || modifier == Modifier.ONEOF) {
            return null;
        }
        return switch (operator) {
            case CONTAINS, ICONTAINS -> literals(values, LiteralSearch.Place.ANYWHERE, modifier);
            case STARTSWITH -> literals(values, LiteralSearch.Place.START, modifier);
            case ENDSWITH -> literals(values, LiteralSearch.Place.END, modifier);
            case GLOB, IGLOB -> globs(values, modifier);
            case PMATCH -> within(values);
            default -> null;
        };
    }

    private @Nullable Predicate literals(List<String> values, LiteralSearch.Place place, Modifier modifier) {
        Bits bits = new Bits();
        for (String value : values) {
            if (!bits.add(value, place)) {
                return null;
            }
        }
        if (values.size() == 1) {
            int bit = bits.bits.get(0);
            int word = bit >>> 6;
            long mask = 1L << bit;
            return context -> (found(context)[word] & mask) != 0;
        }
        long[] masks = bits.masks();
        return modifier == Modifier.ALLOF
                ? context -> holdsAll(found(context), masks)
                : context -> holdsAny(found(context), masks);
    }

    /** Patterns are tried where a long literal of one was found. */
    private @Nullable Predicate globs(List<String> values, Modifier modifier) {
        Bits bits = new Bits();
        TextTest[] tests = new TextTest[values.size()];
        for (int i = 0; i < tests.length; i++) {
            Glob glob = new Glob(values.get(i), fold);
            if (!bits.add(glob.longLiteral(), LiteralSearch.Place.ANYWHERE)) {
                return null;
            }
            tests[i] = glob::matches;
        }
        return where(bits, modifier, TextTest.count(modifier, List.of(tests)));
    }

    /** Prefixes are tried where the names of one were found, or an empty one that may stand between them. */
    private @Nullable Predicate within(List<String> prefixes) {
        Bits bits = new Bits();
        if (!bits.add("//", LiteralSearch.Place.ANYWHERE)) {
            return null;
        }
        for (String prefix : prefixes) {
            if (!bits.add(PathPrefixes.longNames(prefix, LiteralSearch.LONGEST), LiteralSearch.Place.ANYWHERE)) {
                return null;
            }
        }
        return where(bits, Modifier.ANYOF, TextTest.in(prefixes, Operator.PMATCH));
    }

    private Predicate where(Bits bits, Modifier modifier, TextTest test) {
        long[] masks = bits.masks();
        boolean all = modifier == Modifier.ALLOF;
        return context -> {
            long[] found = found(context);
            return (all ? holdsAll(found, masks) : holdsAny(found, masks)) && text != null && test.test(text);
        };
    }

    private static boolean holdsAny(long[] found, long[] masks) {
        for (int i = 0; i < masks.length; i++) {
            if ((found[i] & masks[i]) != 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean holdsAll(long[] found, long[] masks) {
        for (int i = 0; i < masks.length; i++) {
            if ((found[i] & masks[i]) != masks[i]) {
                return false;
            }
        }
        return true;
    }

    /** What was found of the event's text. */
    private long[] found(EventContext context) {
        if (serial != context.serial()) {
            turn(context);
        }
        return search.found();
    }

    @SuppressWarnings("ReferenceEquality") // a short cut: what is no longer the same object is searched again
    private void turn(EventContext context) {
        String now = field.get(context);
        if (now == null) {
            search.clear();
        } else if (now != text) {
            search.search(now);
        }
        text = now;
        serial = context.serial();
    }

    /** The bits of literals at their places. */
    private final class Bits {
        private final List<Integer> bits = new ArrayList<>();

        boolean add(String literal, LiteralSearch.Place place) {
            int number = search.add(literal);
            if (number < 0) {
                return false;
            }
            bits.add(LiteralSearch.bit(number, place));
            return true;
        }

        long[] masks() {
            int words = 0;
            for (int bit : bits) {
                words = Math.max(words, (bit >>> 6) + 1);
            }
            long[] masks = new long[words];
            for (int bit : bits) {
                masks[bit >>> 6] |= 1L << bit;
            }
            return masks;
        }
    }
}
