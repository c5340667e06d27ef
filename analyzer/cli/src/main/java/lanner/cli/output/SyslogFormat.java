package lanner.cli.output;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import lanner.engine.alert.Alert;
import lanner.engine.field.EventTime;

/** Alerts as syslog messages: RFC 5424. */
final class SyslogFormat {
    /** The number that structured data of private use is marked with (RFC 5612). */
    private static final String PRIVATE = "@32473";

    private static final int LONGEST_HOST = 255;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final List<String> FACILITIES = List.of(
            "kern",
            "user",
            "mail",
            "daemon",
            "auth",
            "syslog",
            "lpr",
            "news",
            "uucp",
            "cron",
            "authpriv",
            "ftp",
            "ntp",
            "audit",
            "alert",
            "clock",
            "local0",
            "local1",
            "local2",
            "local3",
            "local4",
            "local5",
            "local6",
            "local7");

    private final int facility;
    private final AlertLine lines;

    SyslogFormat(int facility, AlertLine lines) {
        this.facility = facility;
        this.lines = lines;
    }

    static int facility(String name) throws OutputSpec.Invalid {
        int facility = FACILITIES.indexOf(name);
        if (facility < 0) {
            throw new OutputSpec.Invalid(
                    "'" + name + "' is not a syslog facility; there are " + String.join(", ", FACILITIES));
        }
        return facility;
    }

    /** Facility and severity in one number; alerts' priorities are syslog's severities. */
    int priority(Alert alert) {
        return facility * 8 + alert.priority().severity();
    }

    /** The whole message. */
    byte[] message(Alert alert) {
        Instant time = EventTime.instant(alert.time());
        String text = "<" + priority(alert) + ">1 " + TIME.format(time) + " " + host(alert.hostname()) + " lanner "
                + ProcessHandle.current().pid() + " alert [lanner" + PRIVATE + " rule=\"" + value(alert.rule())
                + "\" priority=\"" + alert.priority().word() + "\" event=\"" + alert.eventNumber() + "\"] \uFEFF"
                + lines.line(alert);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A host name of visible ASCII; {@code -} for none. */
    private static String host(String hostname) {
        String visible = hostname.replaceAll("[^\\x21-\\x7e]", "");
        return visible.isEmpty() ? "-" : visible.substring(0, Math.min(visible.length(), LONGEST_HOST));
    }

    private static String value(String text) {
        return text.replaceAll("[\\x00-\\x1f\\x7f]", " ").replaceAll("([\"\\\\\\]])", "\\\\$1");
    }
}
