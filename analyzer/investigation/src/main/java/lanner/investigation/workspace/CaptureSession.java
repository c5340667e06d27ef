package lanner.investigation.workspace;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import lanner.capture.CaptureReader;
import lanner.capture.CaptureReport;
import lanner.capture.EventSource;
import lanner.capture.RecordAccess;
import lanner.capture.SegmentHeader;
import lanner.capture.event.Event;
import lanner.engine.field.StandardFields;
import lanner.engine.replay.Replay;
import lanner.engine.rules.compile.ConditionReader;
import lanner.engine.rules.compile.LoadedRules;
import lanner.engine.rules.compile.RuleLoader;
import lanner.engine.rules.define.Rule;
import lanner.engine.rules.finding.LoadResult;
import lanner.engine.rules.run.RuleSet;
import lanner.exchange.conversion.CaptureImport;
import lanner.exchange.kubernetes.AuditLogReader;
import lanner.exchange.pack.CaptureUnpacker;
import lanner.exchange.pack.UnpackedCaptures;
import lanner.exchange.scap.ScapReader;
import lanner.investigation.index.AlertPass;
import lanner.investigation.index.CaptureReplay;
import lanner.investigation.index.Chunk;
import lanner.investigation.index.Events;
import lanner.investigation.index.Following;
import lanner.investigation.index.Index;
import lanner.investigation.index.IndexBuilder;
import lanner.investigation.index.IndexStore;
import lanner.investigation.index.JobProgress;
import lanner.investigation.index.ReplayMarks;
import lanner.product.Counted;
import lanner.product.ScratchDirectory;
import org.jspecify.annotations.Nullable;

/**
 * One capture that is open for reading, and its index. A scap file and an audit log are translated and a packed
 * capture is unpacked first, into a place of its own.
 */
public final class CaptureSession implements Closeable {
    private final Path given;
    private final Path capture;
    private final Closeable scratch;
    private final Optional<CaptureReport> translated;
    private final List<Path> rules;
    private final IndexStore store;
    private final SegmentHeader header;
    private final long begin;
    private final RecordAccess records;
    /** For the first index; null once that was begun. */
    private @Nullable Ready ready;

    private final ReplayMarks marks;
    private volatile Index index;
    private volatile boolean indexed;
    private volatile ConditionReader conditions = new ConditionReader();
    private volatile Optional<CaptureReport> report = Optional.empty();

    private CaptureSession(
            Path given, Place place, List<Path> rules, IndexStore store, SegmentHeader header, long begin)
            throws IOException {
        this.given = given;
        this.capture = place.capture();
        this.marks = new ReplayMarks(place.capture());
        this.scratch = place.scratch();
        this.translated = place.translated();
        this.rules = List.copyOf(rules);
        this.store = store;
        this.header = header;
        this.begin = begin;
        // Rules that do not load are a reason not to open, rather than a window without events.
        this.ready = rulesForThread();
        this.records = RecordAccess.open(capture);
        this.index = new Index(records);
    }

    /**
     * Opens a capture, a packed one, one segment's file, a scap file, or an audit log of Kubernetes.
     *
     * @param rules rule files whose alerts are shown
     * @throws IOException with a sentence, when it is none of these
     */
    public static CaptureSession open(Path given, List<Path> rules) throws IOException {
        return open(given, rules, read -> true);
    }

    /**
     * The same, for those who want to see how far a packed capture is unpacked, or another file translated.
     *
     * @param goOn told now and then how many bytes of the file were read; false ends it
     * @throws java.io.InterruptedIOException when it is ended so
     */
    public static CaptureSession open(Path given, List<Path> rules, LongPredicate goOn) throws IOException {
        return open(given, rules, IndexStore.ofUser(), goOn);
    }

    public static CaptureSession open(Path given, List<Path> rules, IndexStore store) throws IOException {
        return open(given, rules, store, read -> true);
    }

    private static CaptureSession open(Path given, List<Path> rules, IndexStore store, LongPredicate goOn)
            throws IOException {
        Place place = place(given, goOn);
        try {
            return open(given, place, rules, store);
        } catch (IOException | RuntimeException e) {
            place.scratch().close();
            throw e;
        }
    }

    /**
     * Where a capture can be read.
     *
     * @param scratch what is to be closed when nobody reads it any more
     * @param translated what was found wrong with the file that it was translated from; empty for one of ours
     */
    private record Place(Path capture, Closeable scratch, Optional<CaptureReport> translated) {}

    private static Place place(Path given, LongPredicate goOn) throws IOException {
        if (!Files.isRegularFile(given) || CaptureReader.isSegment(given)) {
            return new Place(given, () -> {}, Optional.empty());
        }
        return CaptureUnpacker.isPacked(given) ? unpacked(given, goOn) : translated(given, goOn);
    }

    private static Place unpacked(Path given, LongPredicate goOn) throws IOException {
        UnpackedCaptures copies = new UnpackedCaptures();
        try {
            return new Place(copies.directory(given, goOn), copies::close, Optional.empty());
        } catch (IOException | RuntimeException e) {
            copies.close();
            throw e;
        }
    }

    private static Place translated(Path given, LongPredicate goOn) throws IOException {
        ScratchDirectory directory = ScratchDirectory.create("lanner-import-");
        Path capture = directory.path().resolve("import.lanner");
        try (EventSource reader =
                AuditLogReader.isAuditLog(given) ? AuditLogReader.open(given) : ScapReader.open(given)) {
            CaptureImport.Result result =
                    CaptureImport.run(reader, capture, false, () -> !goOn.test(reader.readBytes()));
            if (result.stopped()) {
                throw new InterruptedIOException("interrupted");
            }
            return new Place(capture, directory::close, Optional.of(result.report()));
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private static CaptureSession open(Path given, Place place, List<Path> rules, IndexStore store) throws IOException {
        try (CaptureReader reader = CaptureReader.open(place.capture())) {
            // The first record that is good says what the capture is.
            Event event = new Event();
            reader.next(event);
            List<SegmentHeader> headers = reader.report().headers();
            if (headers.isEmpty()) {
                throw new IOException(given + " has no header that can be read: lanner salvage may help");
            }
            long begin = IndexBuilder.begin(reader, event);
            return new CaptureSession(given, place, rules, store, headers.get(0), begin);
        }
    }

    /** What the user named. */
    public Path given() {
        return given;
    }

    /** What the user named, absolute and without {@code .} and {@code ..}. */
    public Path path() {
        return given.toAbsolutePath().normalize();
    }

    /** The last name of {@link #path}; as whoever made the capture chose it. */
    public String name() {
        Path name = path().getFileName();
        return name == null ? path().toString() : name.toString();
    }

    /** Whether it has checksums of its own: what other tools write has none. */
    public boolean isOurs() throws IOException {
        return Files.isDirectory(given) || CaptureReader.isSegment(given) || CaptureUnpacker.isPacked(given);
    }

    public Path capture() {
        return capture;
    }

    public List<Path> rules() {
        return rules;
    }

    public SegmentHeader header() {
        return header;
    }

    public Index index() {
        return index;
    }

    /** Its events so far, apart from those of other captures. */
    public Events events() {
        return index;
    }

    /** What was found wrong with a file of another tool while it was translated; empty for a capture of ours. */
    public Optional<CaptureReport> translated() {
        return translated;
    }

    /** What of a file of another tool could not be read while it was translated, in sentences; of a capture of ours nothing. */
    List<String> unread() {
        List<String> texts = new ArrayList<>();
        translated.ifPresent(found -> {
            found.damages().forEach(damage -> texts.add(damage.detail()));
            if (found.damageCount() > texts.size()) {
                texts.add(Counted.of(found.damageCount() - texts.size(), "more place") + " could not be read");
            }
        });
        return texts;
    }

    /** The size of its files. */
    public long bytes() throws IOException {
        try (Stream<Path> files = Files.walk(given)) {
            long all = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all += Files.size(file);
            }
            return all;
        }
    }

    /**
     * Replays the capture by a reader of its own, from its beginning.
     *
     * @param progress told now and then how much of the capture was read
     * @return false if it was cancelled
     */
    public boolean replay(JobProgress progress, Replay.Visitor visitor) throws IOException {
        return replay(0, progress, visitor);
    }

    /**
     * The same, from a place before an event that is as near as can be, so that the event has the state that a replay of the whole
     * gives it. Events before it may come first.
     *
     * @param number {@code evt.num}
     */
    public boolean replay(long number, JobProgress progress, Replay.Visitor visitor) throws IOException {
        try (CaptureReplay replay = marks.open(number)) {
            return replay.run(progress, visitor);
        }
    }

    /** Where replays of the capture may begin. */
    public ReplayMarks marks() {
        return marks;
    }

    /** Whether the index is whole. */
    public boolean isIndexed() {
        return indexed;
    }

    /** What was found of the capture's state while it was indexed; empty before, and for an index that was kept. */
    public Optional<CaptureReport> report() {
        return report;
    }

    /** Knows the lists and macros of the rule files once indexing has begun. */
    public ConditionReader conditions() {
        return conditions;
    }

    /** Rules with fields of their own, for one thread. */
    public record Ready(LoadedRules loaded, StandardFields fields) {}

    private synchronized Ready takeRules() throws IOException {
        Ready taken = ready == null ? rulesForThread() : ready;
        ready = null;
        return taken;
    }

    /** @throws IOException with the first error of the rule files, in one line */
    public Ready rulesForThread() throws IOException {
        StandardFields fields = new StandardFields();
        LoadedRules loaded = new RuleLoader(fields).loadPaths(rules);
        if (loaded.error().isPresent()) {
            throw new IOException(
                    lanner.engine.rules.finding.FindingText.brief(loaded.error().get())
                            .lines()
                            .findFirst()
                            .orElseThrow());
        }
        return new Ready(loaded, fields);
    }

    /**
     * Makes the index, or takes the one that was kept. Rows can be read while this goes on.
     *
     * @return false if it was cancelled; the rows so far stay
     */
    public boolean index(JobProgress progress) throws IOException {
        Ready ready = takeRules();
        conditions = ready.loaded().conditions();
        String key = IndexStore.key(
                capture,
                ready.loaded().results().stream()
                        .map(LoadResult::file)
                        .map(file -> ready.loaded().text(file).orElse(""))
                        .toList());
        Optional<Index> kept = store.open(key, records);
        if (kept.isPresent()) {
            index = kept.get();
            indexed = true;
            progress.at(1);
            return true;
        }
        try (CaptureReplay replay = marks.open(0);
                IndexStore.Draft draft = store.draft(key)) {
            RuleSet set = RuleSet.of(ready.loaded().rules(), Rule::enabled, ready.fields());
            Optional<AlertPass> later = AlertPass.begin(
                    capture,
                    replay.reader().totalBytes(),
                    () -> set.copy(new StandardFields()),
                    IndexBuilder.MAX_ALERTS);
            IndexBuilder builder =
                    new IndexBuilder(replay, begin, set, later, index, (chunk, rows) -> draft.write(chunk));
            builder.lacks(unread());
            if (!builder.run(progress)) {
                return false;
            }
            report = Optional.of(replay.reader().report());
            if ((builder.rows() & Chunk.MASK) != 0) {
                draft.write(builder.lastChunk());
            }
            draft.keep(index);
        }
        indexed = true;
        progress.at(1);
        return true;
    }

    /** Whether it is a capture of ours that another process is writing, as far as can be seen from here. */
    public boolean isBeingRecorded() throws IOException {
        return Files.isDirectory(given) && CaptureReader.isBeingRecorded(capture);
    }

    /**
     * Makes the index while the capture is being recorded: waits for what is written next, until the recording or the
     * following ends. Rows can be read while this goes on. Such an index is not kept.
     *
     * @return false if it was cancelled; the rows so far stay
     */
    public boolean follow(JobProgress progress, Following following) throws IOException {
        Ready ready = takeRules();
        conditions = ready.loaded().conditions();
        List<IndexBuilder> reading = new ArrayList<>();
        try (CaptureReplay replay = CaptureReplay.follow(capture, () -> {
                    publish(reading);
                    return following.goesOn(progress);
                });
                IndexStore.Draft draft = store.draft()) {
            RuleSet set = RuleSet.of(ready.loaded().rules(), Rule::enabled, ready.fields());
            IndexBuilder builder =
                    new IndexBuilder(replay, begin, set, Optional.empty(), index, (chunk, rows) -> draft.write(chunk));
            reading.add(builder);
            if (!builder.run(following.waiting(progress))) {
                return false;
            }
            report = Optional.of(replay.reader().report());
        }
        indexed = true;
        return true;
    }

    /** The reader has nothing to read at the moment: what it read shall be seen. */
    private static void publish(List<IndexBuilder> reading) {
        for (IndexBuilder builder : reading) {
            try {
                builder.publish();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Gives back the memory of columns that were read, see {@link Index#release}. */
    public void release() throws IOException {
        index.release();
    }

    @Override
    public void close() throws IOException {
        records.close();
        index.close();
        scratch.close();
    }
}
