package lanner.cli.inquiry;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lanner.cli.rulework.ReportColours;
import lanner.engine.alert.AlertText;
import lanner.engine.field.EventTime;
import lanner.investigation.entities.Story;
import lanner.investigation.entities.StoryStep;
import lanner.investigation.entities.StorySubject;
import lanner.investigation.entities.StorySubject.Kind;
import lanner.investigation.index.AlertEntry;
import lanner.investigation.index.Events;
import lanner.investigation.index.ProcessEntry;
import lanner.product.Counted;

/** A story as lines: the first event of each step, its time, what happened, and who did it. */
public final class StoryText {
    private static final String MORE = "...";
    private static final String NO_DAY = "";

    private final Events events;
    private final Style style;
    private final PrintWriter out;

    /**
     * How the lines look.
     *
     * @param width characters of a line, beyond which it is cut; 0 for no bound
     * @param most how many steps of a story are printed
     */
    public record Style(int width, int most, ReportColours colours) {}

    public StoryText(Events events, Style style, PrintWriter out) {
        this.events = events;
        this.style = style;
        this.out = out;
    }

    /** Says so where more than one thing can be meant. */
    public void found(String asked, StorySubject.Found found) {
        int count = found.subjects().size() + found.more();
        if (count > 1) {
            boolean processes = found.subjects().get(0).kind() == Kind.PROCESS;
            out.println(AlertText.visibleCharacters(asked) + " is "
                    + String.format(Locale.ROOT, "%,d", count)
                    + (processes ? " processes, each with its number: PID#N is one of them" : " files or sockets")
                    + (found.more() > 0 ? "; the first " + found.subjects().size() + " are told" : ""));
            out.println();
        }
    }

    /** Prints one. */
    public void print(StorySubject subject, Story story) {
        out.println(style.colours().bold(AlertText.visible(subject.name())));
        if (subject.kind() == Kind.PROCESS) {
            facts(events.process(subject.process())).forEach(fact -> out.println(cut("  " + fact)));
        }
        out.println("  " + counts(story));
        String day = NO_DAY;
        for (StoryStep step :
                story.steps().subList(0, Math.min(style.most(), story.steps().size()))) {
            String utc = EventTime.utc(events.time(step.row()), "");
            String date = utc.substring(0, utc.indexOf('T'));
            if (!date.equals(day)) {
                day = date;
                out.println("  " + date + " UTC");
            }
            out.println(line(step, utc.substring(utc.indexOf('T') + 1), subject.kind() != Kind.PROCESS));
        }
        long more = story.steps().size() - (long) style.most();
        if (more > 0) {
            out.println("  and " + Counted.of(more, "more step") + ": --all");
        }
        if (story.beyond() > 0) {
            out.println("  and " + Counted.of(story.beyond(), "more event") + " that are not kept as steps");
        }
        alerts(story);
        out.println();
    }

    private String counts(Story story) {
        List<String> counts = new ArrayList<>();
        counts.add(Counted.of(story.steps().size(), "step"));
        counts.add(Counted.of(story.others(), "other event") + " about it");
        return String.join(", ", counts);
    }

    private List<String> facts(ProcessEntry process) {
        List<String> facts = new ArrayList<>();
        String command =
                process.image() < 0 ? "?" : events.image(process.image()).commandLine();
        facts.add("command:   " + AlertText.visible(command));
        facts.add("parent:    "
                + (process.parent() < 0 ? "unknown" : AlertText.visible(events.processName(process.parent()))));
        if (!process.user().isEmpty()) {
            facts.add("user:      " + AlertText.visible(process.user()) + " (the last it had)");
        }
        if (!process.container().isEmpty()) {
            facts.add("container: " + AlertText.visible(process.container()));
        }
        if (process.firstRow() < 0) {
            facts.add("none of its own calls is recorded");
            return facts;
        }
        facts.add("end:       "
                + (process.end() == 0
                        ? "it still ran when the recording ended, or its end was not recorded"
                        : (process.ending().isEmpty() ? "how is not known" : process.ending())));
        return facts;
    }

    private String line(StoryStep step, String time, boolean who) {
        String behind = step.measure();
        behind += who ? "  [" + AlertText.visible(events.processName(step.process())) + "]" : "";
        String start = String.format(Locale.ROOT, "%9d  %s  ", events.number(step.row()), time);
        String words = AlertText.visible(step.words());
        int room = style.width() - start.length() - behind.length();
        if (style.width() > 0 && words.length() > room) {
            words = words.substring(0, Math.max(0, Math.min(words.length(), room - MORE.length()))) + MORE;
        }
        return start + (step.failed() ? style.colours().red(words) : words) + behind;
    }

    private String cut(String line) {
        return style.width() > 0 && line.length() > style.width()
                ? line.substring(0, Math.max(0, style.width() - MORE.length())) + MORE
                : line;
    }

    private void alerts(Story story) {
        List<AlertEntry> alerts = story.alerts(events);
        if (alerts.isEmpty()) {
            return;
        }
        out.println("  Alerts");
        alerts.stream()
                .limit(style.most())
                .forEach(alert -> out.println(cut(String.format(Locale.ROOT, "%9d  ", alert.number())
                        + alert.priority().word() + "  " + AlertText.visibleCharacters(alert.rule()) + " ("
                        + AlertText.visible(alert.words()) + ")  ["
                        + AlertText.visible(
                                events.processName(events.processOf(alert.row()).id())) + "]")));
        if (alerts.size() > style.most()) {
            out.println("  and " + Counted.of(alerts.size() - style.most(), "more alert") + ": --all");
        }
    }
}
