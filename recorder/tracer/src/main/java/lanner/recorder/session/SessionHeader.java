package lanner.recorder.session;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import lanner.capture.CaptureSigner;
import lanner.capture.Retention;
import lanner.capture.SegmentHeader;
import lanner.product.Version;
import lanner.recorder.arch.Architecture;
import lanner.recorder.context.HostFacts;
import lanner.recorder.context.ProcFiles;
import lanner.recorder.os.NativeFacts;
import lanner.recorder.recording.RecordingOptions;
import lanner.recorder.recording.Redactions;

/** What the first segment of a capture says of its recording. */
final class SessionHeader {
    private SessionHeader() {}

    /** @param command the arguments of what is recorded, one character a byte */
    static SegmentHeader of(RecordingRequest request, List<String> command, Optional<CaptureSigner> signer) {
        RecordingOptions options = request.options();
        String directory = ExecBytes.latin1(ExecBytes.encoded(System.getProperty("user.dir")));
        SegmentHeader.Origin origin = new SegmentHeader.Origin(
                SegmentHeader.Origin.newCaptureId(),
                Version.product(),
                redacted(command, options),
                redacted(List.of(directory), options).get(0));
        return new SegmentHeader(origin, host(), content(options)).withAttributes(attributes(request, signer));
    }

    private static SegmentHeader.Host host() {
        return new SegmentHeader.Host(
                HostFacts.hostname(),
                HostFacts.kernel(),
                Architecture.current().machine(),
                HostFacts.bootId(),
                new ProcFiles(new NativeFacts()).bootTimeNanos(),
                Runtime.getRuntime().availableProcessors(),
                ZoneId.systemDefault().getId());
    }

    private static SegmentHeader.Content content(RecordingOptions options) {
        return new SegmentHeader.Content(
                options.selection().name(),
                options.selection().listing(),
                options.snaplenPath(),
                options.snaplenData(),
                options.environment().name().toLowerCase(Locale.ROOT),
                options.redactions().map(Redactions::expressions).orElse(List.of()));
    }

    private static List<String> redacted(List<String> command, RecordingOptions options) {
        return options.redactions()
                .map(redactions -> command.stream().map(redactions::apply).toList())
                .orElse(command);
    }

    private static Map<String, String> attributes(RecordingRequest request, Optional<CaptureSigner> signer) {
        Map<String, String> attributes = new HashMap<>();
        attributes.put(SegmentHeader.INLINE, request.inline().level().label());
        request.inline().missing().ifPresent(what -> attributes.put(SegmentHeader.INLINE_MISSING, what));
        Retention retention = request.output().keeping().retention();
        if (retention.drops()) {
            attributes.put(SegmentHeader.RETENTION, retention.words());
        }
        if (request.output().keeping().onSegment().isPresent()) {
            attributes.put(SegmentHeader.ON_SEGMENT, SegmentHeader.DELIVERED);
        }
        if (request.target() instanceof Target.Processes processes) {
            attributes.put(
                    SegmentHeader.ATTACHED_TO,
                    String.join(
                            " ",
                            processes.pids().stream()
                                    .map(pid -> Integer.toString(pid))
                                    .toList()));
        }
        signer.ifPresent(key -> attributes.put(SegmentHeader.PUBLIC_KEY, key.publicKeyBase64()));
        return attributes;
    }
}
