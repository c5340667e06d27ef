package lanner.investigation.details;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.Opened;
import lanner.investigation.index.JobProgress;
import lanner.investigation.workspace.Workspace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes of a record, and where its texts stand in them. */
class RawRecordTest {
    @TempDir
    static Path directory;

    private static Workspace workspace;

    @BeforeAll
    static void writeAndIndex() throws IOException {
        Path capture = directory.resolve("x.lanner");
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.process(7, 1, "make").runs(7, 1, "make", "-j2", "all").opens(7, 3, "/etc/passwd");
            written.opens(7, 3, "/" + "x".repeat(RawRecord.MOST)).calls(7, 102, 0);
        }
        workspace = Opened.workspace(directory, capture);
    }

    private static EventDetails details(int row) throws IOException {
        return new DetailsReader(workspace).read(row, JobProgress.NONE).orElseThrow();
    }

    private static String text(RawRecord record, RawRecord.Piece piece) {
        byte[] bytes = new byte[Math.min(piece.length(), record.kept() - piece.from())];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) record.at(piece.from() + i);
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({
        "0, exe,  make",
        "0, args, -j2\\0all\\0",
        "0, comm, make",
        "1, name, /etc/passwd",
    })
    void anArgumentsBytesAreItsText(int row, String argument, String text) throws IOException {
        EventDetails details = details(row);
        RawRecord.Piece piece = details.raw().piece(argument).orElseThrow();
        assertThat(text(details.raw(), piece)).isEqualTo(text.replace("\\0", "\0"));
        assertThat(details.arguments()).anyMatch(value -> value.name().equals(argument));
    }

    @Test
    void numbersHaveNoPieceOfTheirOwn() throws IOException {
        assertThat(details(1).raw().piece("flags")).isEmpty();
        assertThat(details(1).raw().piece("nosuch")).isEmpty();
        assertThat(details(3).raw().pieces()).isEmpty();
        assertThat(details(3).raw().kept())
                .isPositive()
                .isEqualTo(details(3).raw().length());
    }

    @Test
    void ofALongRecordTheBeginningIsKept() throws IOException {
        RawRecord record = details(2).raw();
        assertThat(record.kept()).isEqualTo(RawRecord.MOST);
        assertThat(record.length()).isGreaterThan(RawRecord.MOST);
        RawRecord.Piece piece = record.piece("name").orElseThrow();
        assertThat(piece.length()).isEqualTo(RawRecord.MOST + 1);
        assertThat(text(record, piece)).startsWith("/xxx");
    }

    @Test
    void theSameRecordIsEqual() throws IOException {
        assertThat(details(1)).isEqualTo(details(1));
        assertThat(details(1).raw()).isNotEqualTo(details(2).raw());
    }
}
