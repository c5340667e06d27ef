package lanner.investigation.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lanner.capture.RecordAccess;
import lanner.capture.kit.CaptureStory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColumnWriterTest {
    private static final int ROWS = 3 * Chunk.ROWS + 100;

    @TempDir
    private Path directory;

    private Index index;

    @BeforeEach
    void anIndexWithoutRows() throws IOException {
        Path capture = directory.resolve("x.lanner");
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.process(7, 1, "cat").calls(7, 102, 0);
        }
        index = new Index(RecordAccess.open(capture));
    }

    private static void row(ColumnWriter writer, int row, @Nullable String name) {
        writer.texts().add(row & Chunk.MASK, name);
        writer.chunk().set(row & Chunk.MASK, row, row, 0, 0, 0, 0, row, 0, 7, 3, Events.NO_NAME, 2, 0);
    }

    private static void publishWhereFull(ColumnWriter writer, int rows) throws IOException {
        if ((rows & Chunk.MASK) == 0) {
            writer.publish(rows);
        }
    }

    @Test
    void namesAreNumberedInTheOrderOfRowsAcrossChunks() throws IOException {
        try (ColumnWriter writer = new ColumnWriter(index, (chunk, rows) -> chunk)) {
            for (int row = 0; row < ROWS; row++) {
                row(writer, row, row % 3 == 0 ? null : "/name/" + row / 1000);
                if (row % 1000 == 999) {
                    writer.texts().more(row & Chunk.MASK, null, "/to/" + row);
                }
                publishWhereFull(writer, row + 1);
            }
            writer.publish(ROWS);
        }
        assertThat(index.rows()).isEqualTo(ROWS);
        List<String> inOrder = new ArrayList<>();
        for (int thousand = 0; thousand * 1000 < ROWS; thousand++) {
            inOrder.add("/name/" + thousand);
            if (thousand * 1000 + 999 < ROWS) {
                inOrder.add("/to/" + (thousand * 1000 + 999));
            }
        }
        List<String> names = new ArrayList<>();
        for (int id = 0; id < index.names(); id++) {
            names.add(index.name(id));
        }
        assertThat(names).isEqualTo(inOrder);
        for (int row = 0; row < ROWS; row++) {
            assertThat(index.number(row)).isEqualTo(row);
            if (row % 3 == 0) {
                assertThat(index.nameId(row)).isEqualTo(Events.NO_NAME);
            } else {
                assertThat(index.name(index.nameId(row))).isEqualTo("/name/" + row / 1000);
            }
            if (row % 1000 == 999) {
                assertThat(index.name(index.targetId(row))).isEqualTo("/to/" + row);
            } else {
                assertThat(index.targetId(row)).isEqualTo(Events.NO_NAME);
            }
        }
        assertThat(index.nameCount(0)).isEqualTo(666);
    }

    @Test
    void rowsThatArePublishedEarlyKeepTheirNames() throws IOException {
        try (ColumnWriter writer = new ColumnWriter(index, (chunk, rows) -> chunk)) {
            for (int row = 0; row < Chunk.ROWS + 10; row++) {
                row(writer, row, "/name/" + row % 7);
                publishWhereFull(writer, row + 1);
                if (row == 1999 || row == 40_000) {
                    writer.publish(row + 1);
                    assertThat(index.rows()).isEqualTo(row + 1);
                    assertThat(index.name(index.nameId(row))).isEqualTo("/name/" + row % 7);
                }
            }
            writer.publish(Chunk.ROWS + 10);
        }
        for (int row = 0; row < Chunk.ROWS + 10; row++) {
            assertThat(index.name(index.nameId(row))).isEqualTo("/name/" + row % 7);
        }
        assertThat(index.nameCount(0)).isEqualTo((Chunk.ROWS + 10 + 6) / 7);
    }

    /** A program that chooses long names fills no memory: its texts do not wait for the chunk to be full. */
    @Test
    void manyLongTextsAreGivenTheirNumbersBeforeTheChunkIsFull() {
        Texts texts = new Texts();
        int row = 0;
        for (; !texts.areMany(); row++) {
            texts.add(row, "x".repeat(4_000) + row);
        }
        assertThat(row).isBetween(1_000, 10_000);
        texts.clear();
        assertThat(texts.areMany()).isFalse();
    }

    @Test
    void whatFailsBesideFailsTheWriter() throws IOException {
        try (ColumnWriter writer = new ColumnWriter(index, (chunk, rows) -> {
            throw new IOException("no space left");
        })) {
            for (int row = 0; row < Chunk.ROWS; row++) {
                row(writer, row, "/name");
            }
            writer.publish(Chunk.ROWS);
            assertThatThrownBy(writer::finish).isInstanceOf(IOException.class).hasMessage("no space left");
            assertThat(index.rows()).isZero();
        }
    }

    @Test
    void alertsThatAreKnownEarlierAreSeenWithTheirRowsAlone() throws IOException {
        try (ColumnWriter writer = new ColumnWriter(index, (chunk, rows) -> chunk)) {
            for (int row = 0; row < Chunk.ROWS; row++) {
                row(writer, row, "/name");
            }
            index.gaps.add(new Gap(1, 1, "of the first chunk"));
            writer.publish(Chunk.ROWS);
            index.gaps.add(new Gap(Chunk.ROWS + 1, 1, "of the second"));
            writer.finish();
            assertThat(index.gaps()).extracting(Gap::text).containsExactly("of the first chunk");
        }
    }
}
