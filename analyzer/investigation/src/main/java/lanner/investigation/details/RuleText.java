package lanner.investigation.details;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lanner.engine.explain.Explanation;
import lanner.engine.explain.Verdict;
import lanner.engine.lang.ast.Span;
import lanner.engine.rules.compile.ConditionOrigins;
import lanner.engine.rules.compile.LoadedRules;
import lanner.engine.rules.define.Definition;
import lanner.engine.rules.define.Rule;
import lanner.investigation.workspace.Workspace;

/**
 * A rule as its file has it.
 *
 * @param firstLine the number of the first of {@code lines} in the file, from 1
 * @param lines the rule's item, without empty lines at its end
 * @param elsewhere other places that belong to its condition, as {@code FILE:LINE:COLUMN}
 */
public record RuleText(
        String name,
        String description,
        List<String> tags,
        String file,
        int firstLine,
        List<String> lines,
        List<String> elsewhere) {
    private static final int MOST_LINES = 2000;

    public RuleText {
        tags = List.copyOf(tags);
        lines = List.copyOf(lines);
        elsewhere = List.copyOf(elsewhere);
    }

    /** The rules of a capture's rule files, once read. For any thread. */
    public static final class Book {
        private final LoadedRules loaded;
        private final Map<String, Definition> definitions = new HashMap<>();

        private Book(LoadedRules loaded) {
            this.loaded = loaded;
            for (Definition definition : loaded.definitions()) {
                definitions.put(key(definition.kind(), definition.name()), definition);
            }
        }

        /** Reads the rule files. Takes a while. */
        public static Book of(Workspace workspace) throws IOException {
            return new Book(workspace.captures().get(0).rulesForThread().loaded());
        }

        private static String key(Definition.Kind kind, String name) {
            return kind.word() + " " + name;
        }

        public Optional<RuleText> rule(String name) {
            Optional<Definition> found = Optional.ofNullable(definitions.get(key(Definition.Kind.RULE, name)));
            return found.flatMap(definition -> loaded.rules().stream()
                    .map(compiled -> compiled.rule())
                    .filter(rule -> rule.name().equals(name))
                    .findFirst()
                    .map(rule -> text(rule, definition)));
        }

        private RuleText text(Rule rule, Definition definition) {
            Definition.Place place = definition.place();
            List<String> lines = loaded.text(place.file())
                    .map(String::lines)
                    .map(all -> all.toList())
                    .orElse(List.of());
            List<String> item = item(lines, place.line() - 1);
            List<String> elsewhere = new ArrayList<>();
            if (!definition.text().isEmpty()) {
                Definition.Place end = definition.place(definition.text().length() - 1);
                boolean inside = end.file().equals(place.file())
                        && end.line() >= place.line()
                        && end.line() < place.line() + item.size();
                if (!inside) {
                    elsewhere.add(end.toString());
                }
            }
            return new RuleText(
                    rule.name(), rule.description(), rule.sortedTags(), place.file(), place.line(), item, elsewhere);
        }

        /** Where a leaf of a trace stands; empty for one that an exception or a list made. */
        public Optional<Definition.Place> place(ConditionOrigins.Leaf leaf) {
            Definition definition = definitions.get(key(leaf.kind(), leaf.name()));
            if (definition == null) {
                return Optional.empty();
            }
            Optional<Span> span = definition.leaf(leaf.ordinal());
            return span.map(where -> definition.place(where.start()));
        }
    }

    /** From a line that begins an item of a list to the next one that begins one as far to the left. */
    private static List<String> item(List<String> lines, int first) {
        if (first < 0 || first >= lines.size()) {
            return List.of();
        }
        int indent = indent(lines.get(first));
        int end = first + 1;
        while (end < lines.size() && end - first < MOST_LINES && isInside(lines.get(end), indent)) {
            end++;
        }
        while (end > first + 1 && lines.get(end - 1).isBlank()) {
            end--;
        }
        return lines.subList(first, end);
    }

    private static boolean isInside(String line, int indent) {
        return line.isBlank() || indent(line) > indent;
    }

    private static int indent(String line) {
        int at = 0;
        while (at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    /** What became of the leaves that stand on each line of the rule, by the line's number in the file. */
    public Map<Integer, List<Verdict>> verdicts(Explanation trace, Book book) {
        Map<Integer, List<Verdict>> found = new HashMap<>();
        collect(trace, book, found);
        return found;
    }

    private void collect(Explanation part, Book book, Map<Integer, List<Verdict>> found) {
        part.origin()
                .flatMap(book::place)
                .filter(place -> place.file().equals(file))
                .ifPresent(place -> found.computeIfAbsent(place.line(), line -> new ArrayList<>())
                        .add(part.verdict()));
        part.children().forEach(child -> collect(child, book, found));
    }
}
