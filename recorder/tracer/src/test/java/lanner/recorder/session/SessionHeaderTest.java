package lanner.recorder.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lanner.capture.InlineLevel;
import lanner.capture.Retention;
import lanner.capture.SegmentHeader;
import lanner.product.Version;
import lanner.recorder.placement.PlacementMode;
import lanner.recorder.recording.RecordingOptions;
import lanner.recorder.recording.Redactions;
import lanner.recorder.seccomp.Profile;
import lanner.recorder.seccomp.Selection;
import lanner.recorder.syscall.EnvironmentPolicy;
import lanner.recorder.trace.Denied;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a capture says of its recording. */
class SessionHeaderTest {
    private static final List<String> COMMAND = List.of("curl", "-u", "me:secret", "https://example.org");
    private static final Target PROGRAM = new Target.Program(COMMAND, List.of(0, 1, 2));

    private static SegmentHeader header(Target target, Retention retention, RecordingOptions options) {
        return header(target, retention, options, InlineChoice.NOTHING);
    }

    private static SegmentHeader header(
            Target target, Retention retention, RecordingOptions options, InlineChoice inline) {
        Keeping keeping = new Keeping(retention, Optional.empty(), Keeping.OnExit.KEEP, false);
        return SessionHeader.of(
                new RecordingRequest(
                        target,
                        new RecordingRequest.Output(Path.of("x.lanner"), false, keeping),
                        options,
                        Denied.NOTHING,
                        PlacementMode.OFF,
                        inline,
                        Map.of()),
                COMMAND,
                Optional.empty());
    }

    private static SegmentHeader header(RecordingOptions options) {
        return header(PROGRAM, Retention.ALL, options);
    }

    @Test
    void itNamesTheCommandTheRecorderAndTheMachine() {
        SegmentHeader header = header(new RecordingOptions(4096, 80, EnvironmentPolicy.NONE));
        assertThat(header.version()).isEqualTo(SegmentHeader.VERSION);
        assertThat(header.place()).isEqualTo(SegmentHeader.Place.FIRST);
        assertThat(header.origin().command()).isEqualTo(COMMAND);
        assertThat(header.origin().recorder()).isEqualTo(Version.product());
        assertThat(header.origin().cwd()).isEqualTo(System.getProperty("user.dir"));
        assertThat(header.host().machine()).isEqualTo("x86_64");
        assertThat(header.host().name()).isNotEmpty();
        assertThat(header.host().bootTime()).isPositive();
        assertThat(header.host().cpus()).isPositive();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            OPEN | -                                | open
            LOOK | -                                | look
            OFF  | -                                | off
            OFF  | there is no stub for this machine | off (there is no stub for this machine)
            """, delimiter = '|')
    void itSaysWhatIsRecordedInsideAndWhatIsMissingForIt(InlineLevel level, String missing, String words) {
        InlineChoice choice = new InlineChoice(level, Optional.ofNullable(missing));
        SegmentHeader header =
                header(PROGRAM, Retention.ALL, new RecordingOptions(4096, 80, EnvironmentPolicy.NONE), choice);
        assertThat(header.inlineWords()).isEqualTo(words);
        assertThat(header.inlineLevel()).isEqualToIgnoringCase(level.label());
    }

    /** What was decided: who names rules or calls wants them from the kernel, and an attached process has no filter. */
    @ParameterizedTest
    @CsvSource({"FORENSIC, true", "ALL, true", "RULES, false"})
    void questionsAreRecordedInsideWhereAWholeProfileHoldsThem(Profile profile, boolean are) {
        InlineChoice choice = InlineChoice.usual(Selection.of(profile));
        InlineLevel level = are && choice.missing().isEmpty() ? InlineLevel.LOOK : InlineLevel.OFF;
        assertThat(choice.level()).isEqualTo(level);
        assertThat(are || choice.missing().isEmpty()).isTrue();
    }

    @Test
    void everyCaptureHasAnIdOfItsOwn() {
        RecordingOptions options = new RecordingOptions(4096, 80, EnvironmentPolicy.NONE);
        assertThat(header(options).origin().captureId())
                .isNotEqualTo(header(options).origin().captureId());
    }

    @ParameterizedTest
    @EnumSource(EnvironmentPolicy.class)
    void itSaysWhatIsKeptOfEachCall(EnvironmentPolicy environment) {
        SegmentHeader.Content content =
                header(new RecordingOptions(300, 0, environment)).content();
        assertThat(content.profile()).isEqualTo(Selection.of(Profile.FORENSIC).name());
        assertThat(content.snaplenPath()).isEqualTo(300);
        assertThat(content.snaplenData()).isZero();
        assertThat(content.environmentPolicy()).isEqualToIgnoringCase(environment.name());
        assertThat(content.redactions()).isEmpty();
    }

    @Test
    void whatIsRedactedIsRedactedInTheCommandToo() {
        SegmentHeader header = header(new RecordingOptions(
                4096,
                80,
                EnvironmentPolicy.NONE,
                Optional.of(Redactions.of(List.of("me:[a-z]+"))),
                Selection.of(Profile.FORENSIC)));
        assertThat(header.origin().command())
                .containsExactly("curl", "-u", Redactions.REPLACEMENT, "https://example.org");
        assertThat(header.content().redactions()).containsExactly("me:[a-z]+");
    }

    @Test
    void aFlightRecorderSaysWhatItDrops() {
        RecordingOptions options = new RecordingOptions(4096, 80, EnvironmentPolicy.NONE);
        assertThat(header(options).attributes()).doesNotContainKey(SegmentHeader.RETENTION);
        Retention retention = new Retention(Retention.SEGMENT_BYTES, 0, 3, 0);
        assertThat(header(PROGRAM, retention, options).attributes())
                .containsEntry(SegmentHeader.RETENTION, retention.words());
    }

    @Test
    void whoAttachesNamesTheProcesses() {
        RecordingOptions options = new RecordingOptions(4096, 80, EnvironmentPolicy.NONE);
        assertThat(header(options).attributes()).doesNotContainKey(SegmentHeader.ATTACHED_TO);
        assertThat(header(new Target.Processes(List.of(7, 42)), Retention.ALL, options)
                        .attributes())
                .containsEntry(SegmentHeader.ATTACHED_TO, "7 42");
    }
}
