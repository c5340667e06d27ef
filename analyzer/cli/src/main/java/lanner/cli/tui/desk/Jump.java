package lanner.cli.tui.desk;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lanner.engine.field.EventTime;
import lanner.investigation.index.Events;
import lanner.investigation.rows.TimeFormat;

/** Where to go to: an event's number, a time of day, a day and a time, seconds from the first event. */
public final class Jump {
    /** What can be typed, for a person. */
    public static final String FORMS = "1234, 18:27, 18:27:02.5, 2026-11-25 18:27:02, +1.5";

    private static final double SECOND = 1e9;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final Pattern SINCE = Pattern.compile("\\+(\\d{1,9}(?:\\.\\d{1,9})?)\\s*s?");
    private static final Pattern MOMENT =
            Pattern.compile("(?:(\\d{4}-\\d\\d-\\d\\d)[ T])?(\\d?\\d):(\\d\\d)(?::(\\d\\d(?:\\.\\d{1,9})?))?Z?");

    /**
     * What came of it.
     *
     * @param row the row; empty for what is nowhere
     * @param problem what is wrong with the text, a sentence; empty for nothing
     */
    public record Landing(OptionalInt row, String problem) {
        private static Landing at(int row) {
            return new Landing(OptionalInt.of(row), "");
        }

        private static Landing nowhere(String why) {
            return new Landing(OptionalInt.empty(), why);
        }
    }

    private Jump() {}

    /**
     * @param at the row at hand: a number is of its capture, a time of day of its day
     * @param format in which zone times are
     */
    public static Landing to(String text, Events events, int at, TimeFormat format) {
        String asked = text.strip();
        if (events.rows() == 0) {
            return Landing.nowhere("there are no events");
        }
        int here = Math.max(0, Math.min(at, events.rows() - 1));
        if (NUMBER.matcher(asked).matches()) {
            int row = events.rowOf(events.capture(here), Long.parseLong(asked));
            return row < 0 ? Landing.nowhere("there is no event " + asked) : Landing.at(row);
        }
        Matcher since = SINCE.matcher(asked);
        if (since.matches()) {
            return nearest(events, events.axis(0) + (long) (Double.parseDouble(since.group(1)) * SECOND));
        }
        Matcher moment = MOMENT.matcher(asked);
        if (moment.matches()) {
            return moment(moment, events, here, format)
                    .map(nanos -> nearest(events, nanos))
                    .orElseGet(() -> Landing.nowhere("there is no such time: " + asked));
        }
        return Landing.nowhere("neither a number nor a time: " + FORMS);
    }

    private static Optional<Long> moment(Matcher parts, Events events, int here, TimeFormat format) {
        ZoneId zone = format == TimeFormat.LOCAL ? ZoneId.systemDefault() : ZoneOffset.UTC;
        try {
            LocalDate day = parts.group(1) == null
                    ? EventTime.instant(events.axis(here)).atZone(zone).toLocalDate()
                    : LocalDate.parse(parts.group(1));
            String seconds = parts.group(4) == null ? "00" : parts.group(4);
            String hour = parts.group(2).length() == 1 ? "0" + parts.group(2) : parts.group(2);
            LocalTime time = LocalTime.parse(hour + ":" + parts.group(3) + ":" + seconds);
            Instant instant = LocalDateTime.of(day, time).atZone(zone).toInstant();
            return Optional.of(
                    Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano()));
        } catch (DateTimeException | ArithmeticException e) {
            // The 99th of a month; a year that nanoseconds do not reach.
            return Optional.empty();
        }
    }

    /** The first event that is not before a moment; behind the last one the last. */
    private static Landing nearest(Events events, long axis) {
        return Landing.at(Math.min(events.firstAt(axis), events.rows() - 1));
    }
}
