package lanner.engine.rules;

import java.util.List;

/** A rule file's text, for pointing into it. */
record SourceText(String file, List<String> lines) {
    static SourceText of(String file, String text) {
        return new SourceText(file, text.lines().toList());
    }

    String line(int number) {
        return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
    }

    Finding finding(Finding.Code code, String message, String item, int line, int column) {
        return new Finding(code, message, item, file, line, column, line(line));
    }
}
