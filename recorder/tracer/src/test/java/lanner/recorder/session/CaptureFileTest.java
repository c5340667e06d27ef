package lanner.recorder.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lanner.capture.CaptureEnd;
import lanner.capture.CaptureWriter;
import lanner.capture.Retention;
import lanner.capture.SegmentHeader;
import lanner.recorder.recording.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureFileTest {
    @TempDir
    private Path directory;

    private final List<String> messages = new ArrayList<>();

    private CaptureFile named(String name) throws RecordingException {
        return new CaptureFile(new RecordingRequest.Output(directory.resolve(name), false, Keeping.ALL), messages::add);
    }

    @Test
    void whatIsPutAsideGetsTheFirstFreeNameBesideTheCapture() throws Exception {
        CaptureFile capture = named("build.lanner");
        Files.createFile(directory.resolve("build-kept-2.lanner"));
        CaptureWriter writer = new FakeWriter(Files::createDirectory);
        capture.putAside(writer);
        capture.putAside(writer);
        assertThat(capture.kept())
                .containsExactly(directory.resolve("build-kept-1.lanner"), directory.resolve("build-kept-3.lanner"));
        assertThat(messages).isEmpty();
    }

    @Test
    void aNameWithoutTheUsualEndingGetsIt() throws Exception {
        CaptureFile capture = named("build");
        capture.putAside(new FakeWriter(path -> {}));
        assertThat(capture.kept()).containsExactly(directory.resolve("build-kept-1.lanner"));
    }

    @Test
    void whatCannotBePutAsideIsSaidAndTheRecordingGoesOn() throws Exception {
        CaptureFile capture = named("x.lanner");
        capture.putAside(new FakeWriter(path -> {
            throw new IOException("no space");
        }));
        assertThat(capture.kept()).isEmpty();
        assertThat(messages)
                .containsExactly("could not put " + directory.resolve("x-kept-1.lanner") + " aside: no space");
    }

    private Path captureWith(String... files) throws IOException {
        Path place = Files.createDirectory(directory.resolve("x.lanner"));
        for (String file : files) {
            Files.createFile(place.resolve(file));
        }
        return place;
    }

    private static void open(CaptureFile capture) throws IOException {
        SegmentHeader header = new SegmentHeader(
                new SegmentHeader.Origin("1", "test", List.of("true"), "/"),
                new SegmentHeader.Host("host", "6.1", "x86_64", "", 1, 1, "UTC"),
                new SegmentHeader.Content("all", "", 0, 0, "none", List.of()));
        capture.open(header, new Clock()).close(new CaptureEnd(0, "exited", Map.of()));
    }

    @Test
    void aCaptureThatIsNotWantedIsDeleted() throws Exception {
        Path place = captureWith("20260101F-0.cq4", "metadata.cq4t");
        named("x.lanner").discard();
        assertThat(place).doesNotExist();
    }

    @Test
    void whatSomebodyHasPutBesideTheCapturesFilesStays() throws Exception {
        Path place = captureWith("20260101F-0.cq4", "SHA256SUMS", "notes.txt");
        named("x.lanner").discard();
        assertThat(place.toFile().list()).containsExactly("notes.txt");
    }

    @Test
    void nothingIsDeletedThroughASymbolicLink() throws Exception {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Path segment = Files.createFile(elsewhere.resolve("20260101F-0.cq4"));
        Path link = Files.createSymbolicLink(directory.resolve("x.lanner"), elsewhere);
        named("x.lanner").discard();
        assertThat(segment).exists();
        assertThat(link).isSymbolicLink();
    }

    @Test
    void whatWasWrittenThroughASymbolicLinkIsDeletedWhereItIs() throws Exception {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Path other = Files.createDirectory(directory.resolve("other"));
        Path segment = Files.createFile(other.resolve("20260101F-0.cq4"));
        Path link = Files.createSymbolicLink(directory.resolve("x.lanner"), elsewhere);
        CaptureFile capture = named("x.lanner");
        open(capture);
        assertThat(elsewhere).isNotEmptyDirectory();
        // The program that is recorded may turn the link to another capture.
        Files.delete(link);
        Files.createSymbolicLink(link, other);
        capture.discard();
        assertThat(elsewhere).isEmptyDirectory();
        assertThat(segment).exists();
    }

    @Test
    void whatIsNotThereNeedsNoDeleting() throws Exception {
        named("x.lanner").discard();
        assertThat(messages).isEmpty();
    }

    @Test
    void aCaptureThatCannotBeDeletedIsNamed() throws Exception {
        Path place = captureWith();
        Files.createFile(Files.createDirectory(place.resolve("1.cq4")).resolve("file"));
        assertThatThrownBy(() -> named("x.lanner").discard())
                .isInstanceOfSatisfying(
                        RecordingException.class, e -> assertThat(e.status()).isEqualTo(RecordingException.ENVIRONMENT))
                .hasMessageStartingWith("could not delete " + place);
    }

    @Test
    void theReasonOfAFailureIsToldEvenWhereItsCaptureCannotBeDeleted() throws Exception {
        Path place = captureWith();
        Files.createFile(Files.createDirectory(place.resolve("1.cq4")).resolve("file"));
        RecordingException failure = new RecordingException(RecordingException.ENVIRONMENT, "not started");
        named("x.lanner").discardAfter(failure);
        assertThat(failure).hasMessage("not started");
        assertThat(failure.getSuppressed()).hasSize(1);
    }

    @Test
    void aFileInPlaceOfTheCaptureIsLeftAtExit() throws Exception {
        Path file = Files.createFile(directory.resolve("x.lanner"));
        named("x.lanner").discardAtExit();
        assertThat(file).exists();
        assertThat(messages).isEmpty();
    }

    @Test
    void aKeyThatIsNotThereIsBadInput() {
        Path key = directory.resolve("key.pem");
        Keeping keeping = new Keeping(Retention.ALL, Optional.of(key), Keeping.OnExit.KEEP, false);
        assertThatThrownBy(() -> new CaptureFile(
                        new RecordingRequest.Output(directory.resolve("x.lanner"), false, keeping), messages::add))
                .isInstanceOfSatisfying(
                        RecordingException.class, e -> assertThat(e.status()).isEqualTo(RecordingException.BAD_INPUT))
                .hasMessage("there is no key " + key);
    }
}
