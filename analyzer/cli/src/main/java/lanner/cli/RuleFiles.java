package lanner.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lanner.engine.field.StandardFields;
import lanner.engine.rules.compile.LoadedRules;
import lanner.engine.rules.compile.OutputSuffix;
import lanner.engine.rules.compile.RuleLoader;
import lanner.engine.rules.finding.FindingText;
import lanner.product.Counted;
import lanner.product.InputException;
import lanner.product.Installation;

/** Finds and loads rule files for commands. */
final class RuleFiles {
    private RuleFiles() {}

    /** The paths that were given, or the rules that come with Lanner. */
    static List<Path> orShipped(List<Path> given) throws InputException {
        if (!given.isEmpty()) {
            return given;
        }
        Path shipped = Installation.rules();
        if (!Files.isDirectory(shipped)) {
            throw new InputException("no rules: give rule files with -r, there is no " + shipped);
        }
        return List.of(shipped);
    }

    /** Loads rules that must be without errors; the first error is the failure's sentence. */
    static LoadedRules load(List<Path> paths, PrintWriter err) throws InputException {
        return load(paths, List.of(), err);
    }

    /** The same, with more in the outputs of rules. */
    static LoadedRules load(List<Path> paths, List<OutputSuffix> suffixes, PrintWriter err) throws InputException {
        LoadedRules loaded = new RuleLoader(new StandardFields(), suffixes).loadPaths(paths);
        if (loaded.error().isPresent()) {
            throw new InputException(FindingText.brief(loaded.error().get()));
        }
        long warnings = loaded.warnings().size();
        if (warnings > 0) {
            err.println("lanner: " + Counted.of(warnings, "warning") + " about the rules; see lanner rules check");
            err.flush();
        }
        return loaded;
    }
}
