package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import lanner.engine.alert.AlertText;
import lanner.investigation.casework.CapturePage;
import lanner.investigation.casework.Excerpt;
import lanner.investigation.workspace.Integrity;
import lanner.investigation.workspace.Workspace;
import lanner.product.Counted;
import lanner.product.ExitCode;
import lanner.product.Version;
import org.jspecify.annotations.Nullable;

/** {@code export --to html}: events of a capture as a page. */
final class PageExport {
    private final ExcerptArgument argument;

    PageExport(ExcerptArgument argument) {
        this.argument = argument;
    }

    /**
     * Writes it.
     *
     * @param output the file; null for standard output
     * @return as {@code verify} has it for a damaged capture, of which the page is written all the same
     */
    ExitCode run(Inquiry inquiry, @Nullable Path output, PrintWriter out, PrintWriter err) throws IOException {
        Workspace workspace = inquiry.workspace();
        if (output != null) {
            workspace.refuse(output);
        }
        Clock clock = Clock.systemUTC();
        List<Optional<Integrity>> integrity = List.of(Optional.of(
                inquiry.run(progress -> Integrity.of(workspace.captures().get(0), clock, progress))));
        inquiry.index();
        Excerpt excerpt = argument.of(inquiry);
        CapturePage page = new CapturePage(workspace, excerpt, integrity, Optional.empty(), Version.product(), clock);
        if (output == null) {
            out.print(inquiry.run(page::html));
            out.flush();
        } else {
            inquiry.run(progress -> page.save(output, progress) ? Optional.of(true) : Optional.empty());
            err.println("lanner: "
                    + Counted.of(Math.min(Excerpt.MOST, excerpt.rows().size()), "event") + " written to "
                    + AlertText.visibleCharacters(output.toString()));
        }
        if (excerpt.rows().size() > Excerpt.MOST) {
            err.println("lanner: a page holds the first " + Counted.of(Excerpt.MOST, "event") + " of "
                    + Counted.of(excerpt.rows().size(), "chosen one") + ": a filter chooses others");
        }
        err.flush();
        return ReportCommand.status(integrity);
    }
}
