package lanner.exchange.sigma;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lanner.engine.text.Nearest;

/** The two tables of the translation: which events a log source is, and what stands for a field. */
final class FieldMap {
    static final FieldMap STANDARD = new FieldMap();

    /** Fields that every category has. */
    private static final String EVERY_CATEGORY = "*";

    private static final String ARGUMENTS = "aN";
    private static final String ARGUMENT = "a[1-9][0-9]{0,2}";

    private final Map<String, LogSource> sources = new LinkedHashMap<>();
    private final Map<String, String> macros = new LinkedHashMap<>();
    private final Map<String, Map<String, FieldRow>> fields = new LinkedHashMap<>();

    private FieldMap() {
        lines("logsources.txt").forEach(this::readSource);
        List<String> section = new ArrayList<>();
        for (String line : lines("fields.txt")) {
            if (line.startsWith("[")) {
                section = List.of(line.substring(1, line.indexOf(']')).split(" (?!auditd)", -1));
            } else {
                FieldRow row = FieldRow.parse(line);
                for (String source : section) {
                    fields.computeIfAbsent(source, any -> new LinkedHashMap<>()).put(row.name(), row);
                }
            }
        }
    }

    private static List<String> lines(String resource) {
        try (InputStream in = FieldMap.class.getResourceAsStream(resource);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readSource(String line) {
        String[] cells = Stream.of(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
        if (cells[0].equals("macro")) {
            macros.put(cells[1], cells[2]);
        } else if (cells[1].equals("refused")) {
            sources.put(cells[0], new LogSource(cells[0], Optional.empty(), "", Optional.of(cells[2])));
        } else {
            boolean has = !cells[1].equals("none");
            if (has) {
                macros.put(cells[1], cells[2]);
            }
            sources.put(
                    cells[0],
                    new LogSource(
                            cells[0], has ? Optional.of(cells[1]) : Optional.empty(), cells[3], Optional.empty()));
        }
    }

    /** The conditions of our macros by their names. */
    Map<String, String> macros() {
        return macros;
    }

    /** The row of a log source; empty for one that no table knows. */
    Optional<LogSource> source(String name) {
        return Optional.ofNullable(sources.get(name));
    }

    /** The row of a field; empty for one that no table knows. */
    Optional<FieldRow> field(LogSource source, String name) {
        Map<String, FieldRow> own = fields.getOrDefault(source.name(), Map.of());
        FieldRow row = own.get(name);
        if (row == null && source.macro().isPresent()) {
            row = fields.getOrDefault(EVERY_CATEGORY, Map.of()).get(name);
        }
        if (row == null && own.containsKey(ARGUMENTS) && name.matches(ARGUMENT)) {
            row = own.get(ARGUMENTS).argument(Integer.parseInt(name.substring(1)));
        }
        return Optional.ofNullable(row);
    }

    /** The fields that keywords are sought in. */
    List<FieldRow> keywords(LogSource source) {
        return rows(source).filter(FieldRow::keyword).toList();
    }

    /** {@code "; did you mean 'CommandLine'?"}, or nothing. */
    String meant(LogSource source, String name) {
        return Nearest.hint(name, rows(source).map(FieldRow::name).toList());
    }

    private Stream<FieldRow> rows(LogSource source) {
        Stream<FieldRow> own = fields.getOrDefault(source.name(), Map.of()).values().stream();
        return source.macro().isPresent()
                ? Stream.concat(own, fields.getOrDefault(EVERY_CATEGORY, Map.of()).values().stream())
                : own;
    }

    /** Both tables as text, for people. */
    String text() {
        StringBuilder text = new StringBuilder("Log sources\n\n");
        for (LogSource source : sources.values()) {
            String events = source.refused()
                    .map(why -> "refused: " + why)
                    .orElseGet(
                            () -> source.macro().map(macros::get).orElse("what its fields 'type' and 'syscall' name"));
            text.append(String.format("  %-26s %s%n", source.name(), events));
        }
        fields.forEach((section, rows) -> {
            text.append("\nFields of ")
                    .append(section.equals(EVERY_CATEGORY) ? "every category" : section)
                    .append("\n\n");
            for (FieldRow row : rows.values()) {
                boolean refused = row.kind() == FieldRow.Kind.REFUSED;
                text.append(String.format("  %-26s %s%n", row.name(), row.shown()));
                if (!refused && !row.note().isEmpty()) {
                    text.append(String.format("  %-26s   %s%n", "", row.note()));
                }
            }
        });
        text.append("\nMacros of auditd's records\n\n");
        macros.forEach((name, condition) -> {
            if (sources.values().stream().noneMatch(source -> source.macro().equals(Optional.of(name)))) {
                text.append(String.format("  %-26s %s%n", name, condition));
            }
        });
        return text.toString();
    }
}
