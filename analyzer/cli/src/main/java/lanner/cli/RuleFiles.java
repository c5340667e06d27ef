package lanner.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lanner.engine.field.StandardFields;
import lanner.engine.rules.Finding;
import lanner.engine.rules.Loaded;
import lanner.engine.rules.RuleLoader;

/** Finds and loads rule files for commands. */
final class RuleFiles {
    private RuleFiles() {}

    /** The paths that were given, or the rules that come with Lanner. */
    static List<Path> orShipped(List<Path> given) throws InputException {
        if (!given.isEmpty()) {
            return given;
        }
        Path shipped = Path.of(System.getProperty("lanner.home", ".")).resolve("rules");
        if (!Files.isDirectory(shipped)) {
            throw new InputException("no rules: give rule files with -r, there is no " + shipped);
        }
        return List.of(shipped);
    }

    /** Loads rules that must be without errors; the first error is the failure's sentence. */
    static Loaded load(List<Path> paths, PrintWriter err) throws InputException {
        Loaded loaded = new RuleLoader(new StandardFields()).load(paths);
        for (Finding finding : loaded.findings()) {
            if (finding.isError()) {
                throw new InputException(finding.text());
            }
        }
        long warnings = loaded.findings().size();
        if (warnings > 0) {
            err.println("lanner: " + warnings + " warnings about the rules; see lanner rules check");
            err.flush();
        }
        return loaded;
    }
}
