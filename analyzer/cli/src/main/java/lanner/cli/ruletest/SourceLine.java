package lanner.cli.ruletest;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lanner.engine.rules.compile.LoadedRules;
import lanner.engine.rules.define.Definition;

/** Shows a place in a rule file. */
final class SourceLine {
    private SourceLine() {}

    /** The place, its file relative to the working directory where it lies below it. */
    static String shown(Definition.Place place) {
        return shown(Path.of(place.file())) + ":" + place.line() + ":" + place.column();
    }

    /** The file, relative to the working directory where it lies below it. */
    static String shown(Path file) {
        Path here = Path.of("").toAbsolutePath();
        return (file.isAbsolute() && file.startsWith(here) ? here.relativize(file) : file).toString();
    }

    /** The line of the place and a line with a caret below the column; cut to so many columns round it. */
    static List<String> of(LoadedRules loaded, Definition.Place place, int columns) {
        Optional<String> line = loaded.text(place.file())
                .flatMap(text -> text.lines().skip(place.line() - 1L).findFirst());
        if (line.isEmpty()) {
            return List.of();
        }
        int column = Math.min(place.column() - 1, line.get().length());
        int from = Math.max(0, Math.min(column - columns / 2, line.get().length() - columns));
        String shown = line.get()
                .substring(from, Math.min(line.get().length(), from + columns))
                .replace('\t', ' ');
        int indent = shown.length() - shown.stripLeading().length();
        return List.of(shown.strip(), " ".repeat(Math.max(0, column - from - indent)) + "^");
    }
}
