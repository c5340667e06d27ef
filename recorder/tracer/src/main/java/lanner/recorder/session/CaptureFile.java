package lanner.recorder.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import lanner.capture.CaptureSigner;
import lanner.capture.CaptureWriteException;
import lanner.capture.CaptureWriter;
import lanner.capture.SegmentFooter;
import lanner.capture.SegmentHeader;
import lanner.capture.SegmentListener;
import lanner.capture.SegmentPolicy;
import lanner.capture.queue.CaptureDirectory;
import lanner.capture.queue.QueueCaptureWriter;
import lanner.product.FileFailure;
import lanner.recorder.delivery.Delivered;
import lanner.recorder.delivery.Delivery;
import lanner.recorder.delivery.SegmentCommand;
import lanner.recorder.os.NativeSha256;
import lanner.recorder.recording.Clock;

/** The capture of one recording on the disk: opened, put aside in parts, and deleted where it is not to stay. */
final class CaptureFile {
    private static final String SUFFIX = ".lanner";

    private final RecordingRequest.Output output;
    private final Optional<CaptureSigner> signer;
    private final Consumer<String> messages;
    private final Optional<Delivery> delivery;
    private final List<Path> kept = new ArrayList<>();
    /** Where it is on the disk: what a link in its place leads to later is nothing of ours. */
    private volatile Path place;

    private volatile boolean wasThere;

    /**
     * Reads the key that signs it, and finds the command that segments are handed to; nothing is written yet.
     *
     * @param messages told in a sentence what went wrong while the recording goes on
     * @throws RecordingException when there is no such key or command
     */
    CaptureFile(RecordingRequest.Output output, Consumer<String> messages) throws RecordingException {
        this.output = output;
        this.messages = messages;
        place = output.path();
        Optional<Path> key = output.keeping().signingKey();
        signer = key.isPresent() ? Optional.of(read(key.get())) : Optional.empty();
        Optional<SegmentCommand> command = output.keeping().onSegment();
        delivery = command.isPresent() ? Optional.of(delivery(command.get())) : Optional.empty();
    }

    private Delivery delivery(SegmentCommand command) throws RecordingException {
        CommandResolver.Resolution program =
                CommandResolver.resolve(command.words().get(0));
        String file = program.path()
                .orElseThrow(() ->
                        new RecordingException(RecordingException.BAD_INPUT, "--on-segment: " + program.reason()));
        return Delivery.start(command, file, ExecBytes.environment(), ExecBytes::encoded, messages);
    }

    private static CaptureSigner read(Path key) throws RecordingException {
        try {
            return CaptureSigner.read(key);
        } catch (NoSuchFileException e) {
            throw new RecordingException(RecordingException.BAD_INPUT, "there is no key " + e.getFile());
        } catch (IOException e) {
            throw new RecordingException(RecordingException.BAD_INPUT, e);
        }
    }

    /** The key that signs the capture. */
    Optional<CaptureSigner> signer() {
        return signer;
    }

    /** Begins the capture with its first segment. */
    CaptureWriter open(SegmentHeader header, Clock clock) throws CaptureWriteException {
        place = CaptureDirectory.place(output.path());
        wasThere = Files.exists(place, LinkOption.NOFOLLOW_LINKS);
        long now = clock.monotonic();
        return QueueCaptureWriter.create(
                place,
                output.overwrite(),
                header,
                new SegmentPolicy(
                        output.keeping().retention(),
                        signer,
                        delivery.isPresent() ? delivery.get() : SegmentListener.NONE,
                        NativeSha256::new),
                clock.realTime(now),
                now);
    }

    /** Puts the segments that have ended into a capture beside this one. Where that fails the recording goes on. */
    void putAside(CaptureWriter writer) {
        Path aside = beside();
        try {
            writer.keep(aside);
            kept.add(aside);
        } catch (IOException e) {
            messages.accept("could not put " + aside + " aside: " + FileFailure.sentence(e));
        }
    }

    /** The first name that is free: {@code NAME-kept-1.lanner}. */
    private Path beside() {
        String name = String.valueOf(output.path().getFileName());
        String stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        for (int number = 1; ; number++) {
            Path path = output.path().resolveSibling(stem + "-kept-" + number + SUFFIX);
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return path;
            }
        }
    }

    /** What segments are handed over by. */
    Optional<Delivery> delivery() {
        return delivery;
    }

    /** Waits for the segments that have not been handed over, as long as that may take at the end. */
    Delivered deliver() {
        return delivery.map(Delivery::finish).orElse(Delivered.NOTHING);
    }

    /** What became of segments so far, for a footer; empty where none are handed over. */
    Map<String, Long> deliveryCounters() {
        return delivery.map(Delivery::delivered)
                .map(so -> Map.of(
                        SegmentFooter.SEGMENTS_ENDED, so.segments(),
                        SegmentFooter.SEGMENTS_DELIVERED, so.arrived(),
                        SegmentFooter.SEGMENTS_UNDELIVERED, so.missingCount()))
                .orElse(Map.of());
    }

    /** There was nothing to record: none of it is handed over. */
    void cancelDelivery() {
        delivery.ifPresent(Delivery::cancel);
    }

    /** The captures that were put aside. */
    List<Path> kept() {
        return kept;
    }

    /** Deletes the capture; a directory that was there before it stays, and whatever else somebody has put there. */
    void discard() throws RecordingException {
        try {
            CaptureDirectory.delete(place, wasThere);
        } catch (IOException e) {
            throw new RecordingException(
                    RecordingException.ENVIRONMENT,
                    "could not delete " + output.path() + ": " + FileFailure.sentence(e));
        }
    }

    /** Deletes the capture of a recording that failed; what goes wrong meanwhile is of less interest than why it did. */
    void discardAfter(Throwable failure) {
        try {
            CaptureDirectory.delete(place, wasThere);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Deletes what was opened, or half opened, when this process ends before the recording begins. */
    void discardAtExit() {
        try {
            discard();
        } catch (RecordingException e) {
            messages.accept(e.getMessage());
        }
    }
}
