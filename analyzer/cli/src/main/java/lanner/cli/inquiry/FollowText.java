package lanner.cli.inquiry;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lanner.cli.rulework.ReportColours;
import lanner.engine.alert.AlertText;
import lanner.engine.field.EventTime;
import lanner.investigation.index.Events;
import lanner.investigation.streams.FollowReader.Passed;
import lanner.investigation.streams.FollowReader.Thing;
import lanner.investigation.streams.FollowStep;
import lanner.investigation.streams.FollowStep.Direction;
import lanner.investigation.streams.FollowStream;
import lanner.investigation.streams.Payload;
import lanner.product.Counted;

/** What passed as lines: one for each step, below it the data behind {@code >} or {@code <}. Nothing is kept. */
public final class FollowText {
    private static final String MORE = "...";
    private static final int USUAL_WIDTH = 100;
    private static final int LEAST_WIDTH = 20;

    private final Events events;
    private final Style style;
    private final long kept;
    private final PrintWriter out;
    private boolean any;
    private long left;

    /**
     * How the lines look.
     *
     * @param width of the terminal; 0 where there is none
     * @param only the way whose data is shown; none for both
     * @param all whether calls that neither move data nor hand the thing over are shown
     */
    public record Style(int width, Payload.Form form, Direction only, boolean all, ReportColours colours) {}

    /** @param kept how many bytes of a call's data the recorder kept at most; 0 where that is not known */
    public FollowText(Events events, Style style, long kept, PrintWriter out) {
        this.events = events;
        this.style = style;
        this.kept = kept;
        this.out = out;
    }

    /** Before the first step. */
    public void begin(Thing thing) {
        String name = thing.name().isEmpty() ? "what event " + events.number(thing.row()) + " is about" : thing.name();
        out.println(style.colours().bold(AlertText.visible(name)));
    }

    /** One step. */
    public void step(FollowStep step) {
        if (!any) {
            any = true;
            boolean openedBefore = step.kind() != FollowStep.Kind.OPENED;
            String utc = EventTime.utc(step.time(), "");
            out.println("  " + utc.substring(0, utc.indexOf('T')) + " UTC"
                    + (openedBefore
                            ? "; opened before the first event about it: what passed before is not known"
                            : ""));
        }
        if (step.kind() == FollowStep.Kind.OTHER && !style.all()) {
            left++;
            return;
        }
        String utc = EventTime.utc(step.time(), "");
        String line = String.format(
                Locale.ROOT,
                "%9d  %s  %s fd %d  %s",
                events.number(step.row()),
                utc.substring(utc.indexOf('T') + 1),
                AlertText.visible(
                        events.processName(events.processOf(step.row()).id())),
                step.fd(),
                AlertText.visible(words(step)));
        String shown = style.width() > 0 && line.length() > style.width()
                ? line.substring(0, Math.max(0, style.width() - MORE.length())) + MORE
                : line;
        out.println(step.error().isEmpty() ? shown : style.colours().red(shown));
        if (style.only() == Direction.NONE || style.only() == step.direction()) {
            data(step);
        }
    }

    private String words(FollowStep step) {
        List<String> words = new ArrayList<>();
        words.add(
                step.error().isEmpty()
                        ? events.call(step.row())
                        : "failed (" + step.error() + "): " + events.call(step.row()));
        if (step.kind() == FollowStep.Kind.MOVED_DATA && step.error().isEmpty()) {
            words.add(
                    step.size() < 0
                            ? "its end was not seen, so how much is not known"
                            : Counted.of(step.size(), "byte") + (step.direction() == Direction.OUT ? " out" : " in"));
        }
        if (!step.words().isEmpty()) {
            words.add(step.words());
        }
        return String.join(", ", words);
    }

    private void data(FollowStep step) {
        String prefix = step.direction() == Direction.OUT ? "> " : "< ";
        int width = Math.max(LEAST_WIDTH, (style.width() > 0 ? style.width() : USUAL_WIDTH) - prefix.length());
        for (String line : Payload.lines(step.data(), style.form(), width)) {
            out.println(
                    step.direction() == Direction.OUT
                            ? style.colours().yellow(prefix + line)
                            : style.colours().green(prefix + line));
        }
        long lacks = step.size() - step.data().length;
        if (step.kind() == FollowStep.Kind.MOVED_DATA && step.error().isEmpty() && lacks > 0) {
            out.println("  ... " + Counted.of(lacks, "more byte") + " not in the capture"
                    + (kept > 0 && step.data().length >= kept
                            ? ": it keeps " + String.format(Locale.ROOT, "%,d", kept) + " of a call (record --snaplen)"
                            : ""));
        } else if (step.isCut() && lacks <= 0) {
            out.println("  ... more was given to the call than the capture keeps");
        }
    }

    /** Behind the last one. */
    public void end(Passed passed) {
        FollowStream.Totals totals = passed.totals();
        out.println();
        out.println(AlertText.visible((passed.name().isEmpty() ? "" : passed.name() + ", ") + passed.type()) + ": "
                + Counted.of(totals.out(), "byte") + " out, " + Counted.of(totals.in(), "byte") + " in, "
                + Counted.of(totals.calls(), "call"));
        if (totals.calls() == 0) {
            out.println("no recorded call moved data: the recording's profile decides which calls are recorded");
        }
        if (totals.missing() > 0) {
            out.println("of these " + Counted.of(totals.missing(), "byte is", "bytes are") + " not in the capture");
        }
        if (totals.unknown() > 0) {
            out.println("of " + Counted.of(totals.unknown(), "call") + " it is not known how much moved");
        }
        if (left > 0) {
            out.println(Counted.of(left, "other call") + " about it: --all");
        }
        passed.openAtEnd().forEach(holder -> out.println("open at the end: " + AlertText.visible(holder)));
    }
}
