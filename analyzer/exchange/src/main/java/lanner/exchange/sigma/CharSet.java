package lanner.exchange.sigma;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Characters of a class of a regular expression, as ranges. */
final class CharSet {
    private static final Map<String, String> POSIX = Map.ofEntries(
            Map.entry("alnum", "09AZaz"),
            Map.entry("alpha", "AZaz"),
            Map.entry("ascii", "\u0001\u007f"),
            Map.entry("blank", "\t\t  "),
            Map.entry("cntrl", "\u0001\u001f\u007f\u007f"),
            Map.entry("digit", "09"),
            Map.entry("graph", "!~"),
            Map.entry("lower", "az"),
            Map.entry("print", " ~"),
            Map.entry("punct", "!/:@[`{~"),
            Map.entry("space", "\t\r  "),
            Map.entry("upper", "AZ"),
            Map.entry("word", "09AZ__az"),
            Map.entry("xdigit", "09AFaf"));

    /** From the first character of each range to its last. */
    private final TreeMap<Integer, Integer> ranges = new TreeMap<>();

    /** Adds a range, both ends included. */
    CharSet add(int low, int high) {
        int from = low;
        int to = high;
        Map.Entry<Integer, Integer> before = ranges.floorEntry(from);
        if (before != null && before.getValue() >= from - 1) {
            from = before.getKey();
            to = Math.max(to, before.getValue());
        }
        Map.Entry<Integer, Integer> behind = ranges.higherEntry(from);
        while (behind != null && behind.getKey() <= to + 1) {
            to = Math.max(to, behind.getValue());
            ranges.remove(behind.getKey());
            behind = ranges.higherEntry(from);
        }
        ranges.put(from, to);
        return this;
    }

    void addAll(CharSet other) {
        other.ranges.forEach(this::add);
    }

    /** Adds a class of POSIX by its name; false for none of that name. */
    boolean addPosix(String name) {
        String pairs = POSIX.get(name);
        if (pairs == null) {
            return false;
        }
        for (int i = 0; i < pairs.length(); i += 2) {
            add(pairs.charAt(i), pairs.charAt(i + 1));
        }
        return true;
    }

    /** All others, but NUL, which no text of a capture holds. */
    CharSet complement() {
        CharSet others = new CharSet();
        int next = 1;
        for (Map.Entry<Integer, Integer> range : ranges.entrySet()) {
            if (range.getKey() > next) {
                others.add(next, range.getKey() - 1);
            }
            next = range.getValue() + 1;
        }
        if (next <= Character.MAX_CODE_POINT) {
            others.add(next, Character.MAX_CODE_POINT);
        }
        return others;
    }

    /** For texts in lower case: ASCII letters of either case as lower ones. */
    CharSet lower() {
        CharSet folded = new CharSet();
        folded.addAll(this);
        for (Map.Entry<Integer, Integer> range : List.copyOf(ranges.entrySet())) {
            int from = Math.max(range.getKey(), 'A');
            int to = Math.min(range.getValue(), 'Z');
            if (from <= to) {
                folded.add(from + 32, to + 32);
            }
        }
        return folded;
    }

    /** As a class in brackets. */
    void write(boolean negated, StringBuilder out) {
        List<String> members = new ArrayList<>();
        ranges.forEach((low, high) -> {
            String from = member(low);
            members.add(low.equals(high) ? from : high == low + 1 ? from + member(high) : from + "-" + member(high));
        });
        out.append(negated ? "[^" : "[");
        members.forEach(out::append);
        out.append(']');
    }

    private static String member(int c) {
        int named = "\t\n\f\r".indexOf(c);
        if (named >= 0) {
            return "\\" + "tnfr".charAt(named);
        }
        if (c < 32 || c >= 127) {
            return String.format("\\x{%x}", c);
        }
        return ("\\]^-[".indexOf(c) >= 0 ? "\\" : "") + (char) c;
    }
}
