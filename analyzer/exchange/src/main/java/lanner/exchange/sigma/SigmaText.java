package lanner.exchange.sigma;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lanner.engine.lang.plan.Glob;

/**
 * A text of Sigma with its wildcards: {@code *} any run of characters, {@code ?} one of them. A backslash before one of
 * them, or before a backslash, makes it an ordinary character; before anything else it is one itself.
 */
record SigmaText(List<Part> parts) {
    /** A piece: characters as they are, or a wildcard. */
    sealed interface Part {}

    record Literal(String text) implements Part {}

    enum Wildcard implements Part {
        /** Any run of characters, none too. */
        RUN,
        /** One character. */
        ONE,
        /** One of the five characters that begin an option on Windows: {@code windash}. */
        DASH
    }

    SigmaText {
        parts = List.copyOf(parts);
    }

    /** A text without wildcards. */
    static SigmaText literal(String text) {
        return new SigmaText(text.isEmpty() ? List.of() : List.of(new Literal(text)));
    }

    static SigmaText parse(String written) {
        List<Part> parts = new ArrayList<>();
        StringBuilder run = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == '\\' && i + 1 < written.length() && "*?\\".indexOf(written.charAt(i + 1)) >= 0) {
                run.append(written.charAt(++i));
            } else if (c == '*' || c == '?') {
                flush(run, parts);
                parts.add(c == '*' ? Wildcard.RUN : Wildcard.ONE);
            } else {
                run.append(c);
            }
        }
        flush(run, parts);
        return new SigmaText(parts);
    }

    private static void flush(StringBuilder run, List<Part> parts) {
        if (!run.isEmpty()) {
            parts.add(new Literal(run.toString()));
            run.setLength(0);
        }
    }

    /** The characters, if there is no wildcard among them. */
    Optional<String> plain() {
        if (parts.isEmpty()) {
            return Optional.of("");
        }
        return parts.size() == 1 && parts.get(0) instanceof Literal only ? Optional.of(only.text()) : Optional.empty();
    }

    boolean has(Wildcard wildcard) {
        return parts.contains(wildcard);
    }

    /** With any run of characters before it, behind it, or both. */
    SigmaText open(boolean before, boolean behind) {
        List<Part> opened = new ArrayList<>(parts);
        if (before && (opened.isEmpty() || opened.get(0) != Wildcard.RUN)) {
            opened.add(0, Wildcard.RUN);
        }
        if (behind && (opened.isEmpty() || opened.get(opened.size() - 1) != Wildcard.RUN)) {
            opened.add(Wildcard.RUN);
        }
        return new SigmaText(opened);
    }

    /** Whether it begins, or ends, with any run of characters. */
    boolean isOpenBefore() {
        return !parts.isEmpty() && parts.get(0) == Wildcard.RUN;
    }

    boolean isOpenBehind() {
        return !parts.isEmpty() && parts.get(parts.size() - 1) == Wildcard.RUN;
    }

    /** Without the runs at its ends. */
    SigmaText core() {
        int from = 0;
        int to = parts.size();
        while (from < to && parts.get(from) == Wildcard.RUN) {
            from++;
        }
        while (to > from && parts.get(to - 1) == Wildcard.RUN) {
            to--;
        }
        return new SigmaText(parts.subList(from, to));
    }

    /** With more characters at its end. */
    SigmaText and(String more) {
        List<Part> longer = new ArrayList<>(parts);
        if (!longer.isEmpty() && longer.get(longer.size() - 1) instanceof Literal last) {
            longer.set(longer.size() - 1, new Literal(last.text() + more));
        } else {
            longer.add(new Literal(more));
        }
        return new SigmaText(longer);
    }

    boolean endsWith(String end) {
        return !parts.isEmpty()
                && parts.get(parts.size() - 1) instanceof Literal last
                && last.text().endsWith(end);
    }

    /** With each dash or slash that begins a word behind no word standing for the five dashes of Windows. */
    SigmaText withDashes() {
        List<Part> dashed = new ArrayList<>();
        for (Part part : parts) {
            if (!(part instanceof Literal literal)) {
                dashed.add(part);
                continue;
            }
            String text = literal.text();
            StringBuilder run = new StringBuilder();
            for (int i = 0; i < text.length(); i++) {
                boolean begins =
                        (i == 0 || !isWord(text.charAt(i - 1))) && i + 1 < text.length() && isWord(text.charAt(i + 1));
                if (begins && (text.charAt(i) == '-' || text.charAt(i) == '/')) {
                    flush(run, dashed);
                    dashed.add(Wildcard.DASH);
                } else {
                    run.append(text.charAt(i));
                }
            }
            flush(run, dashed);
        }
        return new SigmaText(dashed);
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    /** Whether an ASCII letter is among its characters. */
    boolean hasLetters() {
        return parts.stream()
                .anyMatch(part -> part instanceof Literal literal
                        && literal.text().chars().anyMatch(SigmaText::isLetter));
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    /** With ASCII letters in lower case, as {@code tolower()} makes them. */
    SigmaText lower() {
        return new SigmaText(parts.stream()
                .map(part -> part instanceof Literal literal ? new Literal(lower(literal.text())) : part)
                .toList());
    }

    static String lower(String text) {
        StringBuilder lower = new StringBuilder(text);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                lower.setCharAt(i, (char) (c + 32));
            }
        }
        return lower.toString();
    }

    /** As a pattern of fnmatch(3), whose wildcards stand for bytes. */
    String glob() {
        StringBuilder glob = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Literal literal) {
                for (int i = 0; i < literal.text().length(); i++) {
                    char c = literal.text().charAt(i);
                    if (c == '*' || c == '?' || c == '[' || c == '\\') {
                        glob.append('\\');
                    }
                    glob.append(c);
                }
            } else {
                glob.append(part == Wildcard.RUN ? '*' : '?');
            }
        }
        return glob.toString();
    }

    /**
     * As a regular expression for the whole of a text.
     *
     * @param any what stands for one character
     */
    String regex(String any) {
        StringBuilder regex = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Literal literal) {
                regex.append(RegexTranslator.escaped(literal.text()));
            } else {
                regex.append(
                        switch ((Wildcard) part) {
                            case RUN -> any + "*";
                            case ONE -> any;
                            case DASH -> "[/\u2013\u2014\u2015-]";
                        });
            }
        }
        return regex.toString();
    }

    /** Whether the whole of a text matches, ASCII letters of either case the same; for names of ours, which are short. */
    boolean matches(String text) {
        return new Glob(lower().glob(), false).matches(lower(text));
    }

    /** Its characters as UTF-8; empty if it has wildcards, which no encoding keeps. */
    Optional<byte[]> bytes() {
        return plain().map(text -> text.getBytes(StandardCharsets.UTF_8));
    }
}
