package lanner.cli.coverage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lanner.engine.explain.CoverageReport;
import lanner.engine.rules.compile.LoadedRules;

/** A file of coverage; its name's ending says how it is written. */
public final class CoverageFile {
    private CoverageFile() {}

    /** Writes {@code .html}, {@code .json}, or text for any other name. */
    public static void write(Path file, CoverageReport report, LoadedRules rules) throws IOException {
        String name = file.toString();
        if (name.endsWith(".html")) {
            Files.writeString(file, CoverageHtml.of(report, rules));
        } else {
            Files.writeString(file, name.endsWith(".json") ? CoverageJson.of(report) : CoverageText.of(report, true));
        }
    }
}
