package lanner.cli.sarif;

import java.util.List;
import java.util.regex.Pattern;

/** What stays of a path, a connection or a process when the same program runs once more. */
final class StableText {
    /** What differs between two runs, and what is put in its place; in this order. */
    private static final List<Replacement> REPLACEMENTS = List.of(
            // A connection is known by its far end: the near port is whichever was free.
            of("^\\S*->(?=\\S)", "->"),
            // Names made by mktemp(1) and mkdtemp(3).
            of("\\b(tmp|temp|scratch)[._-]?[A-Za-z0-9]{6,}", "$1#"),
            // Hashes, and what is counted or random in hexadecimal.
            of("\\b[0-9a-fA-F]{8,}\\b", "#"));

    /** Process numbers and counters: in paths alone, since a port or an address says who the other side is. */
    private static final Replacement IN_PATHS = of("[0-9]+", "#");

    private record Replacement(Pattern found, String stead) {
        String in(String text) {
            return found.matcher(text).replaceAll(stead);
        }
    }

    private StableText() {}

    private static Replacement of(String found, String stead) {
        return new Replacement(Pattern.compile(found), stead);
    }

    /** The text without what is another each time. */
    static String of(String text) {
        String stable = text;
        for (Replacement each : REPLACEMENTS) {
            stable = each.in(stable);
        }
        return stable.startsWith("/") ? IN_PATHS.in(stable) : stable;
    }
}
