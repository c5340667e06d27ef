package lanner.exchange.kubernetes;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;
import lanner.capture.CaptureReport;
import lanner.capture.Damage;
import lanner.capture.EventSource;
import lanner.capture.event.CaptureFormatException;
import lanner.capture.event.Event;
import lanner.capture.json.JsonException;
import lanner.exchange.kubernetes.AuditEvents.AuditEvent;
import lanner.exchange.kubernetes.AuditEvents.NoAuditEventException;

/**
 * Reads an audit log, plain or gzip: lines of JSON, each an {@code Event}, an {@code EventList} or an array of events of {@code
 * audit.k8s.io/v1}; or one such list over many lines. Trusts nothing in it: what is wrong with a line is noted with its
 * number, and the line is skipped.
 */
public final class AuditLogReader implements EventSource {
    /** One line, or a list over many, is no longer, in bytes. */
    static final int LONGEST = 16 << 20;

    private static final int MAX_DAMAGES = 100;
    private static final int SNIFFED = 4096;

    private final Path file;
    private final AuditInput in;
    private final AuditRecords records = new AuditRecords();
    private final Deque<AuditEvent> waiting = new ArrayDeque<>();
    private final List<Damage> damages = new ArrayList<>();
    private long damageCount;
    private long line;
    private long lineStart;
    private boolean ended;

    private AuditLogReader(Path file, AuditInput in) {
        this.file = file;
        this.in = in;
    }

    /** Whether a file looks like an audit log and not like a capture: what it holds begins as JSON does. */
    public static boolean isAuditLog(Path file) throws IOException {
        for (byte each : start(file)) {
            if (!isBlank(each)) {
                return each == '{' || each == '[';
            }
        }
        return false;
    }

    /** Whether what a file begins with names the API of audit events: other JSON does not. */
    public static boolean namesAuditEvents(Path file) throws IOException {
        return new String(start(file), StandardCharsets.ISO_8859_1).contains("audit.k8s.io/");
    }

    /** The first bytes of a file; none where it is no file, or begins as gzip does and is none. */
    private static byte[] start(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return new byte[0];
        }
        try (AuditInput in = AuditInput.open(file)) {
            return in.rest(SNIFFED);
        } catch (ZipException | EOFException e) {
            return new byte[0];
        }
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    /**
     * Opens an audit log.
     *
     * @throws CaptureFormatException when the file is none: what it begins with is no audit event
     */
    public static AuditLogReader open(Path file) throws IOException {
        AuditLogReader reader = new AuditLogReader(file, AuditInput.open(file));
        try {
            reader.begin();
            return reader;
        } catch (CaptureFormatException e) {
            reader.close();
            throw new CaptureFormatException(file + " is no audit log: " + e.getMessage());
        } catch (ZipException | EOFException e) {
            reader.close();
            throw new CaptureFormatException(file + " is no audit log: the compressed data ends early or is damaged");
        } catch (IOException e) {
            reader.close();
            throw e;
        }
    }

    /** Reads the first line that is not empty, and with it the rest where it is but the beginning of a list. */
    private void begin() throws IOException {
        Optional<byte[]> first = line();
        if (first.isEmpty()) {
            throw new CaptureFormatException("it is empty");
        }
        byte[] bytes = first.get();
        if (bytes.length > LONGEST) {
            throw new CaptureFormatException("line " + line + " is longer than " + LONGEST + " bytes");
        }
        byte last = bytes[bytes.length - 1];
        long began = line;
        try {
            waiting.addAll(AuditEvents.of(text(last == '}' || last == ']' ? bytes : withRest(bytes))));
        } catch (JsonException e) {
            throw new CaptureFormatException("line " + (began + e.line() - 1) + ": " + e.getMessage());
        } catch (CharacterCodingException e) {
            throw new CaptureFormatException("line " + began + ": no UTF-8");
        } catch (NoAuditEventException e) {
            throw new CaptureFormatException("line " + began + ": " + e.getMessage());
        }
    }

    private byte[] withRest(byte[] begun) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(begun);
        int room = LONGEST - whole.size();
        byte[] rest = in.rest(room + 1);
        if (rest.length > room) {
            throw new CaptureFormatException("a list over many lines is longer than " + LONGEST + " bytes");
        }
        if (rest.length > 0) {
            whole.write('\n');
            whole.write(rest);
        }
        return whole.toByteArray();
    }

    static String text(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    @Override
    public boolean next(Event event) throws IOException {
        if (records.hasHeader()) {
            records.header(event, file.getFileName().toString());
            return true;
        }
        while (waiting.isEmpty()) {
            if (ended || !read()) {
                ended = true;
                return false;
            }
        }
        records.event(event, waiting.remove());
        return true;
    }

    /** Reads one line; false at the end. */
    private boolean read() throws IOException {
        Optional<byte[]> next;
        try {
            next = line();
        } catch (EOFException | ZipException e) {
            damage(Damage.Kind.TRUNCATED, "the compressed file ends, or is damaged, behind line " + line);
            return false;
        }
        if (next.isEmpty()) {
            return false;
        }
        byte[] bytes = next.get();
        if (bytes.length > LONGEST) {
            damage(Damage.Kind.RECORD, "line " + line + " is longer than " + LONGEST + " bytes");
            return true;
        }
        try {
            waiting.addAll(AuditEvents.of(text(bytes)));
        } catch (JsonException e) {
            boolean cut = in.isCut();
            damage(
                    cut ? Damage.Kind.TRUNCATED : Damage.Kind.RECORD,
                    "line " + line + (cut ? ", the last, ends too early: " : ": ") + e.getMessage());
        } catch (CharacterCodingException e) {
            damage(Damage.Kind.RECORD, "line " + line + ": no UTF-8");
        } catch (NoAuditEventException e) {
            damage(Damage.Kind.RECORD, "line " + line + ": " + e.getMessage());
        }
        return true;
    }

    /** The next line with anything in it, without blanks around it. */
    private Optional<byte[]> line() throws IOException {
        while (true) {
            lineStart = in.offset();
            Optional<byte[]> next = in.line(LONGEST);
            if (next.isEmpty()) {
                return next;
            }
            line++;
            byte[] bytes = next.get();
            int from = 0;
            int to = bytes.length;
            while (from < to && isBlank(bytes[from])) {
                from++;
            }
            while (from < to && isBlank(bytes[to - 1])) {
                to--;
            }
            if (from < to) {
                return Optional.of(Arrays.copyOfRange(bytes, from, to));
            }
        }
    }

    private void damage(Damage.Kind kind, String detail) {
        damageCount++;
        if (damages.size() < MAX_DAMAGES) {
            damages.add(new Damage(file.getFileName().toString(), lineStart, kind, detail));
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
        return new CaptureReport(
                records.headers(), List.of(), records.count(), records.events(), 0, damages, damageCount, true);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
