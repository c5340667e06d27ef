package lanner.cli.output;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lanner.cli.rulework.ReportColours;
import lanner.engine.alert.Alert;
import lanner.engine.alert.AlertScene;
import lanner.engine.alert.AlertText;
import lanner.engine.alert.Priority;
import lanner.engine.field.EventTime;

/**
 * An alert for a person at a terminal: event, time, gravity and rule; below it what it is about, and who did it, from the
 * process upwards.
 *
 * @param width characters of a line, beyond which it is cut; 0 for no bound
 */
public record CompactLine(int width, ReportColours colours) implements AlertLine {
    private static final String BELOW = " ".repeat(11);
    private static final String MORE = "...";

    @Override
    public String line(Alert alert) {
        String reservations = Stream.of(
                        alert.outcome().isDone() ? "" : alert.outcome().words(), alert.inline() ? "inline" : "")
                .filter(word -> !word.isEmpty())
                .map(word -> " [" + word + "]")
                .collect(Collectors.joining());
        String start =
                String.format(Locale.ROOT, "%9d  %s  ", alert.eventNumber(), EventTime.clock(alert.time(), true));
        String gravity = String.format(Locale.ROOT, "%-9s", alert.priority().word());
        String rule = AlertText.visibleCharacters(alert.rule()) + AlertText.visible(reservations);
        String first = start + painted(alert.priority(), gravity) + "  "
                + colours.bold(cut(rule, start.length() + gravity.length() + 2));
        return alert.scene().map(scene -> first + "\n" + scene(scene)).orElse(first);
    }

    private String painted(Priority priority, String gravity) {
        if (priority.atLeast(Priority.ERROR)) {
            return colours.red(gravity);
        }
        return priority.atLeast(Priority.WARNING) ? colours.yellow(gravity) : gravity;
    }

    private String scene(AlertScene scene) {
        String who = scene.process() + (scene.user().isEmpty() ? "" : " (" + scene.user() + ")");
        String chain = Stream.concat(Stream.of(who), scene.ancestors().stream()).collect(Collectors.joining(" < "));
        return Stream.of(scene.subject(), chain)
                .filter(each -> !each.isEmpty())
                .map(each -> BELOW + cut(AlertText.visible(each), BELOW.length()))
                .collect(Collectors.joining("\n"));
    }

    private String cut(String text, int before) {
        int room = width - before;
        return width > 0 && text.length() > room
                ? text.substring(0, Math.max(0, Math.min(text.length(), room - MORE.length()))) + MORE
                : text;
    }
}
