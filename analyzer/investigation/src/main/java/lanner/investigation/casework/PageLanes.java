package lanner.investigation.casework;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import lanner.investigation.index.Events;
import lanner.investigation.index.ProcessEntry;
import lanner.investigation.rows.Lanes;
import lanner.product.Counted;

/** A page's time line as a picture: a lane a process, each piece of it a link to its first event. */
final class PageLanes {
    private static final int MOST = 40;
    private static final int PARTS = 100;
    private static final int NAMES = 160;
    private static final int PART = 8;
    private static final int LANE = 16;
    private static final int LONGEST_NAME = 22;
    private static final int SHADES = 4;

    private final Events events;
    private final Excerpt excerpt;
    private final PageLinks links;
    private final ReportText text;
    private final Map<Integer, Lane> lanes = new LinkedHashMap<>();
    private int beyond;
    private long from;
    private long to;
    private int most = 1;

    /** How many events of a process there are in each part of the time, which is the first, and where alerts are. */
    private static final class Lane {
        final int[] counts = new int[PARTS];
        final int[] firsts = new int[PARTS];
        final boolean[] alerts = new boolean[PARTS];
    }

    PageLanes(Events events, Excerpt excerpt, PageLinks links, ReportText text) {
        this.events = events;
        this.excerpt = excerpt;
        this.links = links;
        this.text = text;
    }

    /** The picture, and below it what is not in it. */
    String svg() {
        int shown = excerpt.shown();
        if (shown == 0) {
            return "<p>No event was chosen.</p>\n";
        }
        from = events.axis(excerpt.rows().row(0));
        to = events.axis(excerpt.rows().row(shown - 1));
        for (int place = 0; place < shown; place++) {
            count(excerpt.rows().row(place));
        }
        int width = NAMES + PARTS * PART;
        int height = (lanes.size() + 1) * LANE;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg class=\"lanes\" viewBox=\"0 0 %d %d\" role=\"group\" aria-label=\"Events over time, a lane a process\">%n",
                width,
                height));
        int y = 0;
        for (Map.Entry<Integer, Lane> each : lanes.entrySet()) {
            lane(svg, each.getKey(), each.getValue(), y);
            y += LANE;
        }
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\">%s</text><text text-anchor=\"end\" x=\"%d\" y=\"%d\">%s</text></svg>%n",
                NAMES,
                y + 12,
                ReportText.moment(from),
                width,
                y + 12,
                ReportText.moment(to)));
        if (beyond > 0) {
            svg.append("<p>")
                    .append(Counted.of(beyond, "event"))
                    .append(" of processes beyond the first ")
                    .append(MOST)
                    .append(" are in the table alone.</p>\n");
        }
        return svg.toString();
    }

    private void count(int row) {
        int process = events.image(events.imageId(row)).process();
        Lane lane = lanes.get(process);
        if (lane == null && lanes.size() == MOST) {
            beyond++;
            return;
        }
        Lane into = Objects.requireNonNullElseGet(lane, Lane::new);
        lanes.putIfAbsent(process, into);
        int part = (int) Math.min(PARTS - 1, (events.axis(row) - from) * (double) PARTS / Math.max(1, to - from));
        if (into.counts[part]++ == 0) {
            into.firsts[part] = row;
        }
        most = Math.max(most, into.counts[part]);
        if (events.raisedAlert(row) && !into.alerts[part]) {
            into.alerts[part] = true;
            into.firsts[part] = row;
        }
    }

    private void lane(StringBuilder svg, int process, Lane lane, int y) {
        String whole =
                process == ProcessEntry.NONE.id() ? Lanes.REQUESTS : ReportText.visible(events.processName(process));
        String name = whole.length() > LONGEST_NAME ? whole.substring(0, LONGEST_NAME - 1) + "\u2026" : whole;
        String label = "<text class=\"name\" x=\"0\" y=\"" + (y + 12) + "\">" + HtmlFormat.escaped(name) + "</text>";
        String link = links.toProcess(process);
        svg.append(link.isEmpty() ? label : "<a href=\"" + link + "\">" + label + "</a>")
                .append('\n');
        for (int part = 0; part < PARTS; part++) {
            if (lane.counts[part] > 0) {
                piece(svg, whole, lane, part, y);
            }
        }
    }

    private void piece(StringBuilder svg, String name, Lane lane, int part, int y) {
        int shade = most == 1 ? 1 : 1 + (int) Math.round((SHADES - 1) * Math.log(lane.counts[part]) / Math.log(most));
        List<String> said = new ArrayList<>(List.of(Counted.of(lane.counts[part], "event") + " of " + name));
        if (lane.alerts[part]) {
            said.add("an alert");
        }
        svg.append(String.format(
                Locale.ROOT,
                "<a tabindex=\"-1\" href=\"%s\"><title>%s</title><rect class=\"s%d%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>",
                links.toEvent(lane.firsts[part]),
                HtmlFormat.escaped(String.join(", ", said) + "; leads to event " + text.eventName(lane.firsts[part])),
                shade,
                lane.alerts[part] ? " alerted" : "",
                NAMES + part * PART,
                y + 2,
                PART - 1,
                LANE - 4));
        if (lane.alerts[part]) {
            svg.append(String.format(
                    Locale.ROOT, "<text class=\"alert\" x=\"%d\" y=\"%d\">!</text>", NAMES + part * PART + 2, y + 12));
        }
        svg.append("</a>\n");
    }
}
