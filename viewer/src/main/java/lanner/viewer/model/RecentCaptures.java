package lanner.viewer.model;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.prefs.BackingStoreException;
import java.util.prefs.Preferences;
import lanner.capture.json.JsonException;
import lanner.capture.json.JsonReader;
import lanner.engine.json.JsonText;
import lanner.product.TerminalText;

/** The captures that were opened last, the latest first. Kept with the user's settings; or for this run alone. */
public final class RecentCaptures {
    private static final int MOST = 12;

    private final Optional<Preferences> kept;
    private final List<Recent> list = new ArrayList<>();

    /**
     * A capture that was opened.
     *
     * @param bytes of all its files
     * @param opened when it was opened last
     */
    public record Recent(Path path, long bytes, long events, long alerts, Instant opened) {}

    private RecentCaptures(Optional<Preferences> kept) {
        this.kept = kept;
        kept.ifPresent(node -> {
            for (int i = 0; i < MOST; i++) {
                read(node.get(key(i), "")).ifPresent(list::add);
            }
        });
    }

    /** A list that is not kept. */
    public static RecentCaptures ofThisRun() {
        return new RecentCaptures(Optional.empty());
    }

    /** @param node where entries are kept, one a key; what is no entry there is passed over */
    public static RecentCaptures in(Preferences node) {
        return new RecentCaptures(Optional.of(node));
    }

    public List<Recent> list() {
        return List.copyOf(list);
    }

    /** Puts a capture first. */
    public void add(Recent recent) {
        list.removeIf(each -> each.path().equals(recent.path()));
        list.add(0, recent);
        if (list.size() > MOST) {
            list.remove(MOST);
        }
        write();
    }

    /** Forgets a capture, or all with {@link #clear}. */
    public void remove(Path path) {
        list.removeIf(each -> each.path().equals(path));
        write();
    }

    public void clear() {
        list.clear();
        write();
    }

    private static String key(int number) {
        return "recent" + number;
    }

    private static Optional<Recent> read(String line) {
        Map<String, Object> entry;
        try {
            entry = JsonReader.object(line);
        } catch (JsonException e) {
            // Not an entry of this program: ignored.
            return Optional.empty();
        }
        if (!(entry.get("path") instanceof String path)
                || !(entry.get("bytes") instanceof Long bytes)
                || !(entry.get("events") instanceof Long events)
                || !(entry.get("alerts") instanceof Long alerts)
                || !(entry.get("opened") instanceof String opened)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Recent(Path.of(path), bytes, events, alerts, Instant.parse(opened)));
        } catch (InvalidPathException | DateTimeParseException e) {
            // Not an entry of this program: ignored.
            return Optional.empty();
        }
    }

    private void write() {
        kept.ifPresent(node -> {
            for (int i = 0; i < MOST; i++) {
                if (i < list.size()) {
                    String line = line(list.get(i));
                    node.put(key(i), line.length() <= Preferences.MAX_VALUE_LENGTH ? line : "");
                } else {
                    node.remove(key(i));
                }
            }
            try {
                node.flush();
            } catch (BackingStoreException e) {
                System.err.println("lanner: the list of recent captures cannot be kept: "
                        + TerminalText.visible(String.valueOf(e.getMessage())));
            }
        });
    }

    private static String line(Recent recent) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("path", JsonText.latin(recent.path().toString()));
        entry.put("bytes", recent.bytes());
        entry.put("events", recent.events());
        entry.put("alerts", recent.alerts());
        entry.put("opened", recent.opened().toString());
        return JsonText.write(entry);
    }
}
