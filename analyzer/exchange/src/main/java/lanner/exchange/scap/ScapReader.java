package lanner.exchange.scap;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lanner.capture.CaptureReport;
import lanner.capture.Damage;
import lanner.capture.EventSource;
import lanner.capture.SegmentHeader;
import lanner.capture.event.CaptureFormatException;
import lanner.capture.event.ContainerParams;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.GenericParams;
import lanner.capture.event.Mark;
import lanner.exchange.scap.Translation.Source;
import org.jspecify.annotations.Nullable;

/**
 * Reads a scap capture as if it were one of ours: its lists as the snapshot, each pair of enter and exit as one event.
 * Trusts nothing in it. An event that is wrong in itself is noted and skipped; where the chain of blocks breaks, reading
 * ends with what was read so far.
 *
 * <p>Of two sections in one file (two captures joined) the second's lists replace what the first's said.
 */
public final class ScapReader implements EventSource {
    private static final int MAX_DAMAGES = 100;
    private static final int MAX_BLOCK = 1 << 16;
    private static final int MAX_LARGE_BLOCK = 16 << 20;
    private static final int MACHINE_BYTES = 180;
    private static final int SECTION_BYTES = 16;

    /** The type of events that plugins send, today's way to tell of a container. */
    private static final int ASYNCHRONOUS = 402;

    private static final String CONTAINER = "container";

    /** More bytes of one parameter are cut. */
    private static final int MAX_PARAM = 64 << 10;

    /** Kinds of events that are counted by name. */
    private static final int MAX_UNKNOWN = 1000;

    private final Path file;
    private final ScapInput in;
    private final EventEncoder encoder = EventEncoder.forViews();
    private final RawEvent raw = new RawEvent();
    private final PendingCalls pending = new PendingCalls();
    private final List<SegmentHeader> headers = new ArrayList<>();
    private final List<Damage> damages = new ArrayList<>();
    private final Map<String, Long> unknown = new TreeMap<>();
    /** How many events of each known type had no counterpart. */
    private final long[] withoutCounterpart = new long[ScapEvents.COUNT];

    /** A block that the input does not hold at once. */
    private byte[] body = new byte[0];

    /** The list that is read; null outside a list. */
    private @Nullable SnapshotBlock block;

    private long blockEnd;
    private boolean blockChecked;
    private boolean hasBlock;
    private int nextType;
    private long nextLength;
    private long nextOffset;
    private int sections;
    private long bootTime;
    private long sequence;
    private long events;
    private long damageCount;
    private long entersWithoutExit;
    private long exitsWithoutEnter;
    private long hidden;
    private long cut;
    private boolean ended;

    private ScapReader(Path file, ScapInput in) {
        this.file = file;
        this.in = in;
    }

    /**
     * Opens a scap capture, plain or gzip.
     *
     * @throws CaptureFormatException when the file is none
     */
    public static ScapReader open(Path file) throws IOException {
        ScapInput in = new ScapInput(file);
        ScapReader reader = new ScapReader(file, in);
        try {
            reader.begin();
            return reader;
        } catch (CaptureFormatException e) {
            in.close();
            throw new CaptureFormatException(file + " is not a scap capture: " + e.getMessage());
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private void begin() throws IOException {
        if (in.isAtEnd()) {
            throw new CaptureFormatException("it is empty");
        }
        readBlockHeader();
        if (nextType != Blocks.SECTION) {
            throw new CaptureFormatException("it does not begin with a section header");
        }
        section();
    }

    /** What was left out or is not as it was, for people, each with how often. */
    public Map<String, Long> remarks() {
        Map<String, Long> remarks = new TreeMap<>();
        unknown.forEach((name, times) -> remarks.put("not imported: event " + name, times));
        for (ScapEvents.Row row : ScapEvents.all()) {
            put(remarks, "not imported: event " + row.name() + " (" + row.id() + ")", withoutCounterpart[row.id()]);
        }
        put(remarks, "calls that began and never ended, left out", entersWithoutExit + pending.size());
        put(remarks, "calls whose beginning is missing, imported with what their end says", exitsWithoutEnter);
        put(remarks, "hidden events, which change state and match no rule", hidden);
        put(remarks, "parameters over 64 KiB, cut; what a container event of that length says is not known", cut);
        put(remarks, "captures joined in this file", sections > 1 ? sections : 0);
        return remarks;
    }

    private static void put(Map<String, Long> remarks, String what, long times) {
        if (times > 0) {
            remarks.put(what, times);
        }
    }

    @Override
    public boolean next(Event event) throws IOException {
        if (ended) {
            return false;
        }
        try {
            return advance(event);
        } catch (CaptureFormatException e) {
            damage(Damage.Kind.FRAMING, (e.offset() >= 0) ? e.offset() : in.offset(), e.getMessage());
        } catch (EOFException e) {
            damage(Damage.Kind.TRUNCATED, in.offset(), "the file ends too early");
        }
        ended = true;
        return false;
    }

    private boolean advance(Event event) throws IOException {
        if (headers.isEmpty()) {
            header(event);
            return true;
        }
        while (true) {
            if (block != null) {
                if (block.next(encoder, bootTime)) {
                    return answer(event);
                }
                block = null;
                closeBlock();
            }
            if (!hasBlock) {
                int at = in.takeBlock(12 + MAX_BLOCK);
                if (at >= 0) {
                    byte[] window = in.window();
                    nextType = ScapInput.i32(window, at);
                    int version = Blocks.eventVersion(nextType);
                    if (version > 0) {
                        nextLength = ScapInput.i32(window, at + 4);
                        nextOffset = in.offset() - nextLength;
                        if (event(event, version, window, at + 8, (int) nextLength - 12)) {
                            return true;
                        }
                        continue;
                    }
                    in.takeBack(at);
                }
                if (in.isAtEnd()) {
                    ended = true;
                    return false;
                }
                readBlockHeader();
            }
            hasBlock = false;
            int version = Blocks.eventVersion(nextType);
            if (version > 0) {
                if (event(event, version)) {
                    return true;
                }
            } else if (nextType == Blocks.SECTION) {
                section();
            } else {
                list();
            }
        }
    }

    private void readBlockHeader() throws IOException {
        nextOffset = in.offset();
        nextType = in.i32();
        nextLength = in.u32();
        if (nextLength < 12) {
            throw new CaptureFormatException("a block of " + nextLength + " bytes is too short", nextOffset);
        }
        hasBlock = true;
    }

    private void openBlock(boolean checked) {
        in.beginBlock(nextLength - 12);
        blockEnd = nextOffset + nextLength - 4;
        blockChecked = checked;
    }

    private void closeBlock() throws IOException {
        in.skip(in.left());
        in.endBlock();
        long trailer = in.u32();
        if (blockChecked && trailer != nextLength) {
            throw new CaptureFormatException("a block's two lengths are " + nextLength + " and " + trailer, blockEnd);
        }
    }

    private void section() throws IOException {
        hasBlock = false;
        if (nextLength < 12 + SECTION_BYTES) {
            throw new CaptureFormatException("the section header is too short", nextOffset);
        }
        openBlock(true);
        if (in.i32() != Blocks.SECTION_MAGIC) {
            throw new CaptureFormatException("the section's byte order is not ours", nextOffset);
        }
        int major = in.u16();
        int minor = in.u16();
        if (major > 1) {
            throw new CaptureFormatException(
                    "format version " + major + "." + minor + ", this Lanner reads 1.x", nextOffset);
        }
        closeBlock();
        sections++;
        pending.clear();
    }

    /** The first record: what the section and the machine's block say. */
    private void header(Event event) throws IOException {
        String host = "";
        long processors = 0;
        if (!in.isAtEnd()) {
            readBlockHeader();
            if (Blocks.isMachine(nextType)) {
                hasBlock = false;
                openBlock(true);
                if (in.left() != MACHINE_BYTES) {
                    throw new CaptureFormatException("the machine's block has an impossible length", nextOffset);
                }
                processors = in.u32();
                in.skip(16);
                byte[] name = new byte[128];
                in.read(name, 0, name.length);
                int length = 0;
                while (length < name.length && name[length] != 0) {
                    length++;
                }
                host = new String(name, 0, length, StandardCharsets.ISO_8859_1);
                bootTime = Math.max(0, in.i64());
                closeBlock();
            }
        }
        SegmentHeader header = new SegmentHeader(
                        new SegmentHeader.Origin(
                                SegmentHeader.Origin.newCaptureId(), "import of a scap capture", List.of(), ""),
                        new SegmentHeader.Host(host, "", "", "", bootTime, (int) Math.min(processors, 1 << 20), "UTC"),
                        new SegmentHeader.Content("scap", "", 0, 0, "all", List.of()))
                .withAttributes(Map.of(
                        "imported_from", latin(file.getFileName().toString()).replace('\0', '?')));
        headers.add(header);
        header.encode(encoder, bootTime, bootTime);
        answer(event);
    }

    private static String latin(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** A block before the events: one of the lists, or something to leave alone. */
    private void list() throws IOException {
        boolean isList = Blocks.processListVersion(nextType)
                        + Blocks.descriptorListVersion(nextType)
                        + Blocks.userListVersion(nextType)
                        + Blocks.interfaceListVersion(nextType)
                > 0;
        openBlock(isList);
        if (isList) {
            block = SnapshotBlock.of(nextType, in, sections > 1 || events > 0);
            return;
        }
        if (!Blocks.isMachine(nextType)) {
            count("block 0x" + Integer.toHexString(nextType));
        }
        closeBlock();
    }

    /** Takes an event's block that the input does not hold at once. */
    private boolean event(Event event, int version) throws IOException {
        long length = nextLength - 12;
        boolean large = nextType == Blocks.EVENT_LARGE || nextType == Blocks.EVENT_FLAGS_LARGE;
        if (length > (large ? MAX_LARGE_BLOCK : MAX_BLOCK)) {
            throw new CaptureFormatException("an event's block of " + nextLength + " bytes", nextOffset);
        }
        int size = (int) length;
        if (size > body.length) {
            body = new byte[size];
        }
        openBlock(false);
        in.read(body, 0, size);
        closeBlock();
        return event(event, version, body, 0, size);
    }

    /** Takes an event's block without type and lengths; false when none of our events is complete with it. */
    private boolean event(Event event, int version, byte[] bytes, int at, int size) {
        int start = Blocks.hasFlags(nextType) ? 6 : 2;
        boolean stateOnly = false;
        try {
            if (size < start) {
                throw new CaptureFormatException("an event's block of " + nextLength + " bytes", 0);
            }
            stateOnly = start == 6 && (bytes[at + 2] & 1) != 0;
            raw.read(bytes, at + start, size - start, version);
            ScapEvents.Row row = ScapEvents.orNull(raw.id);
            if (row != null && row.kind() == ScapEvents.Kind.ENTER) {
                entersWithoutExit += pending.put(raw);
                return false;
            }
            Translation translation = Translation.orNull(raw.id);
            if (translation == null) {
                if (row == null) {
                    count(raw.name());
                } else {
                    withoutCounterpart[raw.id]++;
                }
                return false;
            }
            RawEvent entered = null;
            if (translation.row.kind() == ScapEvents.Kind.EXIT) {
                entered = pending.take(raw.tid);
                if (entered == null || entered.id != raw.id - 1) {
                    exitsWithoutEnter += ScapEvents.orNull(raw.id - 1) != null && !translation.row.current() ? 1 : 0;
                    if (entered != null) {
                        entersWithoutExit++;
                        entered = null;
                    }
                }
            }
            translate(translation, entered, stateOnly);
        } catch (CaptureFormatException e) {
            damage(Damage.Kind.RECORD, nextOffset + 8 + ((e.offset() >= 0) ? start + e.offset() : 0), e.getMessage());
            return false;
        }
        answer(event);
        return true;
    }

    private void translate(Translation translation, @Nullable RawEvent entered, boolean stateOnly)
            throws CaptureFormatException {
        boolean container = raw.id == ASYNCHRONOUS && isContainer();
        EventType type = container ? EventType.CONTAINER : translation.type;
        long monotonic = bootTime > 0 && raw.time > bootTime ? raw.time - bootTime : raw.time;
        encoder.begin(type, (int) raw.tid, raw.time, monotonic);
        if (stateOnly) {
            encoder.mark(Mark.STATE_ONLY);
            hidden++;
        }
        if (entered != null) {
            took(raw.time - entered.time);
        }
        @Nullable Source[] own = translation.own;
        int first = 0;
        if (type.resultIsFirst()) {
            first = 1;
            Source result = own[0];
            if (result != null && result.position() < raw.count) {
                encoder.result(number(raw, result));
            }
        }
        if (type == EventType.CONTAINER && (container || raw.id == 228)) {
            if (container) {
                bytes(ContainerParams.JSON, raw.bytes, raw.placeOf(2), unterminated(raw, 2));
            } else {
                encoder.text(ContainerParams.JSON, containerJson());
            }
            return;
        }
        if (type == EventType.GENERIC) {
            call(entered);
            return;
        }
        @Nullable Source[] before = translation.entered;
        for (int i = first; i < own.length; i++) {
            Source source = own[i];
            if (source != null && raw.has(source.position())) {
                put(i, raw, source);
                continue;
            }
            Source other = before[i];
            if (other != null && entered != null && entered.has(other.position())) {
                put(i, entered, other);
            } else if (source != null && source.isData() && source.position() < raw.count) {
                encoder.bytes(i, raw.bytes, 0, 0);
            } else if (i == translation.nameFromExecutable
                    && translation.executable != null
                    && raw.has(translation.executable.position())) {
                put(i, raw, translation.executable);
            }
        }
    }

    /**
     * How long the call took. Enter and exit of the same moment say nothing: so they are written of a call whose duration
     * is not known. Nor do those of a clock that went back.
     */
    private void took(long nanos) {
        if (nanos > 0) {
            encoder.duration(nanos);
        }
    }

    /** Whether an asynchronous event tells of a container, as events of their own did before. */
    private boolean isContainer() {
        return raw.count > 2
                && raw.lengthOf(2) > 0
                && unterminated(raw, 1) == CONTAINER.length()
                && equal(raw.bytes, raw.placeOf(1), CONTAINER);
    }

    private static int unterminated(RawEvent from, int param) {
        int length = from.lengthOf(param);
        while (length > 0 && from.bytes[from.placeOf(param) + length - 1] == 0) {
            length--;
        }
        return length;
    }

    /** A call that is known by number only. The number that is the same everywhere says more than the machine's own. */
    private void call(@Nullable RawEvent entered) throws CaptureFormatException {
        long code = -1;
        long machine = -1;
        if (entered != null) {
            code = number(entered, Translation.CODE, code);
            machine = number(entered, Translation.MACHINE_NUMBER, machine);
        }
        code = number(raw, Translation.CODE, code);
        machine = number(raw, Translation.MACHINE_NUMBER, machine);
        if (code >= 0) {
            encoder.number(GenericParams.ID, code);
        }
        int named = ScapEvents.machineNumber((int) code);
        long number = named >= 0 ? named : machine;
        if (number >= 0) {
            encoder.number(GenericParams.NATIVE_ID, number);
        }
    }

    private static long number(RawEvent from, Source source, long missing) throws CaptureFormatException {
        return from.has(source.position()) ? number(from, source) : missing;
    }

    private void put(int param, RawEvent from, Source source) throws CaptureFormatException {
        if (source.isNumber()) {
            long value = number(from, source);
            encoder.number(param, source.isWidened() ? value & 0xFFFFFFFFL : value);
            return;
        }
        int offset = from.placeOf(source.position());
        int length = from.lengthOf(source.position());
        if (source.isText()) {
            if (from.bytes[offset + length - 1] == 0) {
                length--;
            }
            if (isMissing(from.bytes, offset, length)) {
                return;
            }
        } else if (source.isAddress()
                && from.bytes[offset] == 1
                && from.bytes[offset + length - 1] == 0
                && length > (source.hasTwoEnds() ? 17 : 1)) {
            length--;
        }
        bytes(param, from.bytes, offset, length);
    }

    private void bytes(int param, byte[] from, int offset, int length) {
        if (length > MAX_PARAM) {
            encoder.cut(param);
            cut++;
        }
        encoder.bytes(param, from, offset, Math.min(length, MAX_PARAM));
    }

    /** Old writers spelled out what they did not know. */
    private static boolean isMissing(byte[] bytes, int at, int length) {
        return length == 6 && equal(bytes, at, "(NULL)") || length == 4 && equal(bytes, at, "<NA>");
    }

    private static boolean equal(byte[] bytes, int at, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (bytes[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static long number(RawEvent from, Source source) throws CaptureFormatException {
        int length = from.lengthOf(source.position());
        int offset = from.placeOf(source.position());
        if (length == 0) {
            return 0;
        }
        if (source.hasSelector()) {
            offset++;
            length--;
        }
        if (length == 8) {
            return ScapInput.i64(from.bytes, offset);
        }
        if (length != 1 && length != 2 && length != 4) {
            throw new CaptureFormatException("parameter " + source.name() + " has " + length + " bytes");
        }
        int unused = 64 - 8 * length;
        long value = length == 4 ? ScapInput.i32(from.bytes, offset) : ScapInput.number(from.bytes, offset, length);
        return source.isSigned() ? value << unused >> unused : value << unused >>> unused;
    }

    /** The oldest container event has a field each where later ones have an object. */
    private String containerJson() {
        StringBuilder json = new StringBuilder("{\"container\":{\"id\":");
        quote(json, 0);
        json.append(",\"type\":")
                .append(raw.count > 1 && raw.lengthOf(1) == 4 ? ScapInput.number(raw.bytes, raw.placeOf(1), 4) : 0);
        json.append(",\"name\":");
        quote(json, 2);
        json.append(",\"image\":");
        quote(json, 3);
        return json.append("}}").toString();
    }

    private void quote(StringBuilder json, int param) {
        json.append('"');
        for (int i = 0; param < raw.count && i < raw.lengthOf(param); i++) {
            char each = (char) (raw.bytes[raw.placeOf(param) + i] & 0xFF);
            if (each == '"' || each == '\\') {
                json.append('\\').append(each);
            } else if (each >= ' ') {
                json.append(each);
            }
        }
        json.append('"');
    }

    private boolean answer(Event event) {
        event.wrapHeld(encoder, sequence++);
        if (event.type().kind() != EventType.Kind.SEGMENT) {
            event.number(++events);
        }
        return true;
    }

    private void count(String name) {
        if (unknown.size() < MAX_UNKNOWN || unknown.containsKey(name)) {
            unknown.merge(name, 1L, Long::sum);
        }
    }

    private void damage(Damage.Kind kind, long offset, String detail) {
        damageCount++;
        if (damages.size() < MAX_DAMAGES) {
            damages.add(new Damage(file.getFileName().toString(), offset, kind, detail));
        }
    }

    @Override
    public long readBytes() {
        return in.fileBytesRead();
    }

    @Override
    public long totalBytes() {
        return in.fileSize();
    }

    @Override
    public CaptureReport report() {
        return new CaptureReport(headers, List.of(), sequence, events, 0, damages, damageCount, true);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
