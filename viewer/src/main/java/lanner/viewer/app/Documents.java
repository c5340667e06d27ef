package lanner.viewer.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import lanner.engine.json.JsonText;
import lanner.investigation.casework.CapturePage;
import lanner.investigation.casework.CaseFile;
import lanner.investigation.casework.CasePicture;
import lanner.investigation.casework.CaseReport;
import lanner.investigation.casework.Excerpt;
import lanner.investigation.casework.ReportHeading;
import lanner.investigation.casework.ReportSignature;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.rows.Narrowing;
import lanner.investigation.rows.RowSet;
import lanner.investigation.rows.TimeFormat;
import lanner.product.Version;
import lanner.viewer.model.Evidence;
import lanner.viewer.model.Investigation;
import lanner.viewer.paint.DisplayText;

/** Writes documents about the captures that are open, in background jobs: the report, a page or a picture of the events in view. */
final class Documents {
    private static final String STILL_FILTERING = "the filter is still at work: wait for it, or end it with Esc";

    private final Investigation investigation;
    private final Evidence evidence;
    private final Clock clock;
    private final Consumer<String> status;

    /** Writes a document. */
    @FunctionalInterface
    private interface Writing {
        /** False if it was cancelled. */
        boolean write(JobProgress progress) throws IOException;
    }

    /** @param status takes a sentence about what was written */
    Documents(Investigation investigation, Evidence evidence, Clock clock, Consumer<String> status) {
        this.investigation = investigation;
        this.evidence = evidence;
        this.clock = clock;
        this.status = status;
    }

    /**
     * Writes the report, as HTML or, for a name that ends so, as Markdown.
     *
     * @param key a private key's file, which signs it; empty for none
     */
    void report(Path file, CaseReport.Audience audience, Optional<Path> key) {
        CaseFile now = investigation.notes().file().asItIs();
        CaseReport report = new CaseReport(
                investigation.workspace(), now, ReportHeading.of(now), evidence.integrity(), Version.product(), clock);
        start(
                "report",
                file,
                progress -> report.save(
                        file,
                        audience,
                        key.isEmpty() ? Optional.empty() : Optional.of(ReportSignature.by(key.get())),
                        progress),
                key.isEmpty() ? "" : ", its signature beside it");
    }

    /** Writes the events in view, and what belongs to them, as a page for a browser. */
    void page(Path file) {
        RowSet rows = investigation.query().settled().get();
        if (rows == null) {
            investigation.refuse(STILL_FILTERING);
            return;
        }
        CapturePage page = new CapturePage(
                investigation.workspace(),
                new Excerpt(rows, choice()),
                evidence.integrity(),
                Optional.of(investigation.notes().file().asItIs()),
                Version.product(),
                clock);
        String beyond = rows.size() > Excerpt.MOST
                ? ": the first " + DisplayText.number(Excerpt.MOST) + " of the " + DisplayText.number(rows.size())
                        + " events in view"
                : "";
        start("page", file, progress -> page.save(file, progress), beyond);
    }

    /** Writes the events in view as a picture: SVG or, for a name that ends so, PNG. */
    void picture(Path file, CasePicture.Subject subject) {
        RowSet rows = investigation.query().settled().get();
        if (rows == null) {
            investigation.refuse(STILL_FILTERING);
            return;
        }
        CasePicture picture = new CasePicture(investigation.workspace(), rows, subject);
        CasePicture.Format format = CasePicture.Format.of(file);
        start(
                "picture",
                file,
                progress -> picture.save(
                        file, format, Optional.of(investigation.notes().file()), progress),
                "");
    }

    /** What chose the events in view; times as the page has them. */
    private List<String> choice() {
        Events events = investigation.events().get();
        List<String> choice = new ArrayList<>();
        String condition = investigation.query().condition().get();
        if (!condition.isEmpty()) {
            choice.add(DisplayText.text(JsonText.latin(condition)));
        }
        Narrowing.of(
                        investigation.query().filter().get(),
                        events,
                        moment -> TimeFormat.UTC.whole(moment, events.axis(0)))
                .forEach(each -> choice.add(each.words()));
        return choice;
    }

    private void start(String name, Path file, Writing writing, String remark) {
        if (!investigation.indexed().get()) {
            investigation.refuse(
                    "the " + name + " needs the whole index: wait until it is there, or open the capture again");
            return;
        }
        investigation.jobs().start(name, writing::write, whole -> {
            if (whole) {
                String written = file.toAbsolutePath().getFileName().toString();
                investigation.notes().write(() -> investigation.notes().file().exported(written));
                status.accept(name + " written to " + OpenedCaptures.shownName(file) + remark);
            }
        });
    }
}
