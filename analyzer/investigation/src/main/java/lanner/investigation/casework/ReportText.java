package lanner.investigation.casework;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import lanner.engine.alert.AlertText;
import lanner.engine.field.EventTime;
import lanner.engine.json.JsonText;
import lanner.investigation.index.Events;
import lanner.investigation.workspace.Workspace;

/** Numbers, moments and texts as a report has them, and names of events and processes. */
final class ReportText {
    static final int LONGEST = 1_000;
    private static final long SECOND = 1_000_000_000L;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final Workspace workspace;
    private final Events events;

    ReportText(Workspace workspace) {
        this.workspace = workspace;
        this.events = workspace.events();
    }

    /** The number of an event, and of its capture if there are several. */
    String eventName(int row) {
        String number = number(events.number(row));
        return workspace.captures().size() == 1 ? number : number + " of capture " + (events.capture(row) + 1);
    }

    /** Whose a row is. */
    String who(int row) {
        return visible(events.processNameOf(row));
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String moment(long nanos) {
        Instant instant = EventTime.instant(nanos);
        return DAY.format(instant.atZone(ZoneOffset.UTC))
                + String.format(Locale.ROOT, ".%09d", Math.floorMod(nanos, SECOND));
    }

    /** Bytes of a capture as printable text. */
    static String visible(String bytes) {
        String some = bytes.length() > LONGEST ? bytes.substring(0, LONGEST) : bytes;
        return AlertText.visible(some) + (some.length() < bytes.length() ? "\u2026" : "");
    }

    /** The same of what is characters already: a note, a file's name, a rule's. */
    static String characters(String text) {
        return visible(JsonText.latin(text));
    }
}
