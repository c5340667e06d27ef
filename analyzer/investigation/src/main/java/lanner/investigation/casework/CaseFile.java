package lanner.investigation.casework;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import lanner.capture.json.JsonException;
import lanner.capture.json.JsonReader;
import lanner.engine.json.JsonText;
import lanner.investigation.index.MergedEvents;
import org.jspecify.annotations.Nullable;

/**
 * What an investigator thinks of a capture: bookmarks, notes, decisions about alerts, and a log of what was looked at.
 * A file of JSON lines beside the capture, {@code NAME.lanner-case}, that is only ever added to: the state is what its
 * lines come to, and the lines say who came to it how. The capture itself is never touched.
 *
 * <pre>
 * {"at":"2026-11-25T10:00:00Z","do":"open","capture":"x.lanner","sha256":"…"}
 * {"at":…,"do":"bookmark","capture":0,"event":17,"note":"…"}      note null takes it away
 * {"at":…,"do":"judge","capture":0,"event":17,"rule":"…","verdict":"accepted","note":"…"}
 * {"at":…,"do":"filter","text":"proc.name = cat","events":12}
 * {"at":…,"do":"export","file":"…"}
 * </pre>
 *
 * A line that is none of these is kept and passed over. Times are UTC.
 */
public final class CaseFile {
    private static final long LONGEST = 16L << 20;

    private final Path file;
    private final Clock clock;
    private final Map<EventKey, String> bookmarks = new TreeMap<>();
    private final Map<AlertKey, Judgement> judgements = new TreeMap<>();
    private final List<String> filters = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private int unread;
    /** Whether the last line was cut off in the writing. */
    private boolean unended;

    /** An event: which capture of the workspace, which number. */
    public record EventKey(int capture, long event) implements Comparable<EventKey> {
        @Override
        public int compareTo(EventKey other) {
            return capture != other.capture
                    ? Integer.compare(capture, other.capture)
                    : Long.compare(event, other.event);
        }
    }

    /** An alert: an event and the rule. */
    public record AlertKey(EventKey event, String rule) implements Comparable<AlertKey> {
        @Override
        public int compareTo(AlertKey other) {
            int byEvent = event.compareTo(other.event);
            return byEvent != 0 ? byEvent : rule.compareTo(other.rule);
        }
    }

    /** What was decided about an alert. */
    public enum Verdict {
        ACCEPTED("accepted"),
        FALSE_POSITIVE("false positive"),
        ESCALATED("escalated");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        static Optional<Verdict> of(@Nullable Object word) {
            for (Verdict each : values()) {
                if (each.word.equals(word)) {
                    return Optional.of(each);
                }
            }
            return Optional.empty();
        }
    }

    public record Judgement(Verdict verdict, String note) {}

    private CaseFile(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /** The file that belongs to a capture: {@code x.lanner} has {@code x.lanner-case}, any other name gets the ending. */
    public static Path besides(Path capture) {
        Path path = capture.toAbsolutePath().normalize();
        // The root has no name: its file lies in it.
        String name = path.getFileName() == null ? "" : path.getFileName().toString();
        String base = name.endsWith(".lanner") ? name.substring(0, name.length() - ".lanner".length()) : name;
        Path directory = path.getParent() == null ? path : path.getParent();
        return directory.resolve(base + ".lanner-case");
    }

    /** Reads a case file, or begins one that is written with the first thing to say. */
    public static CaseFile open(Path file, Clock clock) throws IOException {
        CaseFile found = new CaseFile(file, clock);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                // It lies beside the capture, and whoever made that may have put it there, to have another file
                // written.
                throw new IOException(
                        file + ": a case file is a plain file, not a link or a device; --case names another");
            }
            if (Files.size(file) > LONGEST) {
                throw new IOException(file + ": longer than " + (LONGEST >> 20) + " MB");
            }
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            text.lines().forEach(found::take);
            found.unended = !text.isEmpty() && !text.endsWith("\n");
        }
        return found;
    }

    private void take(String line) {
        if (line.isBlank()) {
            return;
        }
        log.add(line);
        try {
            if (understood(JsonReader.object(line))) {
                return;
            }
        } catch (JsonException e) {
            // No entry at all, perhaps one that was cut: counted with those that are not understood.
        }
        unread++;
    }

    private boolean understood(Map<?, ?> entry) {
        if (!(entry.get("do") instanceof String what)) {
            return false;
        }
        switch (what) {
            case "bookmark" -> {
                return eventOf(entry)
                        .map(event -> mark(event, entry.get("note")))
                        .orElse(false);
            }
            case "judge" -> {
                Optional<EventKey> event = eventOf(entry);
                if (event.isEmpty() || !(entry.get("rule") instanceof String rule)) {
                    return false;
                }
                AlertKey alert = new AlertKey(event.get(), rule);
                Verdict.of(entry.get("verdict"))
                        .ifPresentOrElse(
                                verdict -> judgements.put(
                                        alert,
                                        new Judgement(verdict, entry.get("note") instanceof String note ? note : "")),
                                () -> judgements.remove(alert));
                return true;
            }
            case "filter" -> {
                if (entry.get("text") instanceof String text) {
                    filters.remove(text);
                    filters.add(text);
                    return true;
                }
                return false;
            }
            case "open", "export", "close" -> {
                return true;
            }
            default -> {
                return false;
            }
        }
    }

    private boolean mark(EventKey event, @Nullable Object note) {
        if (note instanceof String text) {
            bookmarks.put(event, text);
        } else {
            bookmarks.remove(event);
        }
        return true;
    }

    private static Optional<EventKey> eventOf(Map<?, ?> entry) {
        return entry.get("capture") instanceof Long capture
                        && entry.get("event") instanceof Long event
                        && capture >= 0
                        && capture < MergedEvents.MOST
                ? Optional.of(new EventKey(capture.intValue(), event))
                : Optional.empty();
    }

    public Path file() {
        return file;
    }

    /** Notes by event, in order. */
    public Map<EventKey, String> bookmarks() {
        return Collections.unmodifiableMap(bookmarks);
    }

    public Map<AlertKey, Judgement> judgements() {
        return Collections.unmodifiableMap(judgements);
    }

    /** The filters that were applied, the latest last, each once. */
    public List<String> filters() {
        return List.copyOf(filters);
    }

    /** The file's lines. */
    public List<String> log() {
        return List.copyOf(log);
    }

    /** Lines that could not be understood; they stay in the file. */
    public int unread() {
        return unread;
    }

    /** Sets a bookmark's note, or takes the bookmark away. */
    public void bookmark(EventKey event, Optional<String> note) throws IOException {
        append("bookmark", "capture", event.capture(), "event", event.event(), "note", note.orElse(null));
    }

    /** Decides about an alert, or takes the decision back. */
    public void judge(AlertKey alert, Optional<Judgement> judgement) throws IOException {
        append(
                "judge",
                "capture",
                alert.event().capture(),
                "event",
                alert.event().event(),
                "rule",
                alert.rule(),
                "verdict",
                judgement.map(each -> each.verdict().word()).orElse(null),
                "note",
                judgement.map(Judgement::note).orElse(null));
    }

    public void filtered(String text, long events) throws IOException {
        append("filter", "text", text, "events", events);
    }

    public void opened(String capture, String sha256) throws IOException {
        append("open", "capture", capture, "sha256", sha256);
    }

    /** @param verdict what the capture was found to be; its log keeps it beside the hash */
    public void opened(String capture, String sha256, String verdict) throws IOException {
        append("open", "capture", capture, "sha256", sha256, "verdict", verdict);
    }

    public void exported(String target) throws IOException {
        append("export", "file", target);
    }

    private synchronized void append(String what, @Nullable Object... values) throws IOException {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("at", Instant.now(clock).toString());
        entry.put("do", what);
        for (int i = 0; i < values.length; i += 2) {
            Object value = values[i + 1];
            entry.put((String) values[i], value instanceof String text ? JsonText.latin(text) : value);
        }
        // Texts are characters here; what is written is UTF-8.
        String line = new String(JsonText.write(entry).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.wrap(((unended ? "\n" : "") + line + "\n").getBytes(StandardCharsets.UTF_8));
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.APPEND,
                        LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        }
        unended = false;
        take(line);
    }
}
