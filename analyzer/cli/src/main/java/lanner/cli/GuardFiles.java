package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import lanner.cli.guard.CodeQuality;
import lanner.cli.guard.GuardReport;
import lanner.cli.guard.JobSummary;
import lanner.product.FileFailure;
import lanner.product.WholeFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The files that {@code guard} writes its report to. */
final class GuardFiles {
    @Mixin
    private SarifOptions sarif = new SarifOptions();

    @Option(
            names = "--code-quality",
            paramLabel = "FILE",
            description = "Also write what was found to this file as GitLab's report of code quality.")
    private @Nullable Path codeQuality;

    @Option(
            names = "--summary",
            paramLabel = "FILE",
            description = "Add a report in Markdown to this file (default: the one that GITHUB_STEP_SUMMARY names).")
    private @Nullable Path summary;

    private Optional<Path> sarifFile = Optional.empty();

    /** Writes a file. */
    private interface Writing {
        void run() throws IOException;
    }

    /** Finds out whether the files can be written. */
    void begin() throws IOException {
        sarifFile = sarif.file();
        if (codeQuality != null) {
            WholeFile.begin(codeQuality).close();
        }
    }

    /** What results about a capture are shown at. */
    String place(Path capture) {
        return sarif.place(capture);
    }

    /** Writes the files that were asked for; false if one could not be. */
    boolean write(GuardReport report, SarifOfAlerts scanning, PrintWriter err) {
        boolean written = true;
        if (sarifFile.isPresent()) {
            Path file = sarifFile.get();
            written &= write(() -> scanning.write(file, report.status(), report.events(), err), err);
        }
        if (codeQuality != null) {
            Path file = codeQuality;
            written &= write(() -> CodeQuality.write(file, scanning.log()), err);
        }
        String page = System.getenv().getOrDefault("GITHUB_STEP_SUMMARY", "");
        if (summary != null) {
            Path file = summary;
            written &= write(() -> JobSummary.append(file, report), err);
        } else if (!page.isEmpty()) {
            // Nobody asked for it.
            write(() -> JobSummary.append(Path.of(page), report), err);
        }
        return written;
    }

    private static boolean write(Writing writing, PrintWriter err) {
        try {
            writing.run();
            return true;
        } catch (IOException e) {
            err.println("lanner: " + FileFailure.sentence(e));
            err.flush();
            return false;
        }
    }
}
