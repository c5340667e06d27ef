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
import lanner.capture.json.JsonException;
import lanner.capture.json.JsonReader;
import lanner.engine.json.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * What an investigator thinks of a capture: bookmarks, notes, decisions about alerts, and a log of what was looked at.
 * A file of JSON lines beside the capture, {@code NAME.lanner-case}, that is only ever added to: the state is what its
 * lines come to, and the lines say who came to it how. The capture itself is never touched.
 *
 * <pre>
 * {"at":"2026-11-25T10:00:00Z","by":"A. Analyst","do":"open","capture":"x.lanner","sha256":"…"}
 * {"at":…,"do":"number","text":"2026-0417"}               the case's number; null takes it away
 * {"at":…,"do":"bookmark","capture":0,"event":17,"note":"…","place":2}     note null takes it away; place in the narrative
 * {"at":…,"do":"judge","capture":0,"event":17,"rule":"…","verdict":"accepted","note":"…"}
 * {"at":…,"do":"tag-look","tag":"loot","letter":"L","colour":"orange"}     colour null: there is no such tag any more
 * {"at":…,"do":"tag","capture":0,"event":17,"tag":"loot","set":true}
 * {"at":…,"do":"text","place":1,"was":"…","text":"…"}     a paragraph of the narrative; was null: new; text null: gone
 * {"at":…,"do":"move","from":3,"to":1}                    a passage of the narrative
 * {"at":…,"do":"order","places":[2,0,1]}                  all of them: the third comes first
 * {"at":…,"do":"filter","text":"proc.name = cat","events":12}
 * {"at":…,"do":"export","file":"…"}
 * </pre>
 *
 * A line that is none of these is kept and passed over. Times are UTC. {@code by} is who wrote the line, where somebody was
 * named. A bookmark that is set joins the narrative at its end.
 */
public final class CaseFile {
    private static final long LONGEST = 16L << 20;

    private final Path file;
    private final Clock clock;
    private final CaseState state = new CaseState();
    private final List<String> log = new ArrayList<>();
    private int unread;
    /** Whether the last line was cut off in the writing. */
    private boolean unended;
    /** Who writes; empty while nobody is named. */
    private String analyst = "";

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

    /** A decision and why. */
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

    /** The case as it is now, for a report that is written beside further changes. Nothing is to be written to it. */
    public CaseFile asItIs() {
        CaseFile same = new CaseFile(file, clock);
        same.analyst = analyst;
        log().forEach(same::take);
        return same;
    }

    private void take(String line) {
        if (line.isBlank()) {
            return;
        }
        log.add(line);
        try {
            if (state.take(JsonReader.object(line))) {
                return;
            }
        } catch (JsonException e) {
            // No entry at all, perhaps one that was cut: counted with those that are not understood.
        }
        unread++;
    }

    public Path file() {
        return file;
    }

    /** Who wrote lines of the case, in the order of their first, each with how many. */
    public Map<String, Integer> analysts() {
        return Collections.unmodifiableMap(state.analysts);
    }

    /** Who writes. */
    public String analyst() {
        return analyst;
    }

    /**
     * Names who writes from now on.
     *
     * @param name empty for nobody
     * @throws IllegalArgumentException if it may be no name, see {@link CaseText#problem}
     */
    public void analyst(String name) {
        if (CaseText.problem(name).isPresent()) {
            throw new IllegalArgumentException("no analyst's name: " + name);
        }
        analyst = name.strip();
    }

    /** What the case is called; empty for no number. */
    public String number() {
        return state.number;
    }

    /** Notes by event, in order. */
    public Map<EventKey, String> bookmarks() {
        return Collections.unmodifiableMap(state.bookmarks);
    }

    public Map<AlertKey, Judgement> judgements() {
        return Collections.unmodifiableMap(state.judgements);
    }

    /** Who decided about an alert, and when; empty for an undecided one. */
    public Optional<Hand> hand(AlertKey alert) {
        return Optional.ofNullable(state.hands.get(alert));
    }

    /** The tags that there are, in the order in which they were made. */
    public List<Tag> tags() {
        return List.copyOf(state.tags.values());
    }

    public Optional<Tag> tag(String name) {
        return Optional.ofNullable(state.tags.get(name));
    }

    /** The tags of an event, by name. */
    public List<Tag> tags(EventKey event) {
        Set<String> names = state.tagged.get(event);
        return names == null
                ? List.of()
                : names.stream().flatMap(name -> tag(name).stream()).toList();
    }

    /** The events that have a tag, in order. */
    public List<EventKey> tagged(String tag) {
        return state.tags.containsKey(tag)
                ? state.tagged.entrySet().stream()
                        .filter(each -> each.getValue().contains(tag))
                        .map(Map.Entry::getKey)
                        .toList()
                : List.of();
    }

    /** What the analyst tells: bookmarks in an order of their own, and text between them. */
    public List<Passage> narrative() {
        return state.narrative.passages();
    }

    /** The filters that were applied, the latest last, each once. */
    public List<String> filters() {
        return List.copyOf(state.filters);
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

    /** Sets a bookmark that comes into the narrative at a place. */
    void bookmark(EventKey event, String note, int place) throws IOException {
        append("bookmark", "capture", event.capture(), "event", event.event(), "note", note, "place", place);
    }

    /** @param number empty for none */
    void numbered(String number) throws IOException {
        append("number", "text", number.isEmpty() ? null : number);
    }

    /** Makes a tag, or gives it another look. */
    void tagLook(Tag tag) throws IOException {
        append("tag-look", "tag", tag.name(), "letter", tag.letter(), "colour", tag.colour());
    }

    /** There is no such tag any more. */
    void noTag(String name) throws IOException {
        append("tag-look", "tag", name, "colour", null);
    }

    /** @param set whether the event has the tag from now on */
    void tag(EventKey event, String name, boolean set) throws IOException {
        append("tag", "capture", event.capture(), "event", event.event(), "tag", name, "set", set);
    }

    /** A paragraph of the narrative comes, changes or goes. */
    void text(int place, Optional<String> was, Optional<String> now) throws IOException {
        append("text", "place", place, "was", was.orElse(null), "text", now.orElse(null));
    }

    void moved(int from, int to) throws IOException {
        append("move", "from", from, "to", to);
    }

    void ordered(List<Integer> places) throws IOException {
        append("order", "places", places);
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
        if (!analyst.isEmpty()) {
            entry.put("by", JsonText.latin(analyst));
        }
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
