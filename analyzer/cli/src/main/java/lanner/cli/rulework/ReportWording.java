package lanner.cli.rulework;

import lanner.engine.alert.AlertText;
import lanner.engine.json.JsonText;

/** Small phrases that reports share. */
final class ReportWording {
    /** A line of a report shows so much of an alert. */
    private static final int LONGEST = 200;

    private ReportWording() {}

    /** Text that is characters, a rule's name or a path, safe to print. */
    static String visible(Object text) {
        return AlertText.visible(JsonText.latin(text.toString()));
    }

    /** A line cut to what a terminal shows well. */
    static String shortened(String line) {
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
    }
}
