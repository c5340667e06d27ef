package lanner.capture;

import java.util.Map;

/**
 * How a recording ended.
 *
 * @param exitStatus the recorded command's status as a shell tells it: 0 to 255, 128 + n for signal n; -1 if unknown
 * @param reason one word or more for people: {@code exited}, {@code interrupted}, {@code detached}
 * @param counters figures of the recorder (stops, unreadable parameters), by name
 */
public record CaptureEnd(int exitStatus, String reason, Map<String, Long> counters) {
    public CaptureEnd {
        counters = Map.copyOf(counters);
    }
}
