package lanner.capture.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import lanner.capture.CaptureReader;
import lanner.capture.RecordAccess;
import lanner.capture.event.CaptureFormatException;
import lanner.capture.event.Event;
import lanner.capture.kit.CaptureStory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Single records, also those that are written after the capture was opened. */
class RecordAccessTest {
    @TempDir
    private Path directory;

    /** An event's number and where its record stands. */
    private record Place(long number, int file, long offset) {}

    /** Reads on to an event, and says where all up to it stand. */
    private static List<Place> readTo(CaptureReader reader, long number) throws IOException {
        List<Place> places = new ArrayList<>();
        Event event = new Event();
        while ((places.isEmpty() || places.get(places.size() - 1).number() < number) && reader.next(event)) {
            places.add(new Place(event.number(), reader.file(), reader.offset()));
        }
        return places;
    }

    private static void assertReads(RecordAccess records, List<Place> places) throws IOException {
        Event event = new Event();
        for (Place place : places) {
            records.read(place.file(), place.offset(), event);
            if (place.number() > 0) {
                assertThat(event.text(event.type().indexOf("name"))).isEqualTo("/made/" + place.number());
            }
        }
    }

    @Test
    void recordsThatAreWrittenLaterAndInLaterSegmentsAreRead() throws IOException {
        Path capture = directory.resolve("live.lanner");
        AtomicBoolean goesOn = new AtomicBoolean(true);
        try (CaptureStory story = CaptureStory.at(capture)) {
            for (int i = 1; i <= 10; i++) {
                story.opens(7, 3, "/made/" + i);
            }
            try (CaptureReader reader = CaptureReader.follow(capture, goesOn::get);
                    RecordAccess records = RecordAccess.open(capture)) {
                assertReads(records, readTo(reader, 10));
                for (int i = 11; i <= 2000; i++) {
                    if (i % 500 == 0) {
                        story.rolls();
                    }
                    story.opens(7, 3, "/made/" + i);
                }
                List<Place> places = readTo(reader, 2000);
                assertThat(places.get(places.size() - 1).file()).isEqualTo(4);
                assertReads(records, places);
                assertThatThrownBy(() -> records.read(5, 0, new Event()))
                        .isInstanceOf(CaptureFormatException.class)
                        .hasMessageContaining("there is no segment 5");
                assertThatThrownBy(() -> records.read(0, 3, new Event())).isInstanceOf(CaptureFormatException.class);
            }
        }
    }

    @Test
    void aCaptureIsBeingRecordedWhileAnotherProcessHasItsNewestSegmentOpen() throws Exception {
        Path capture = directory.resolve("held.lanner");
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.opens(7, 3, "/made/1");
        }
        assertThat(CaptureReader.isBeingRecorded(capture)).isFalse();
        Process holder = new ProcessBuilder("sleep", "600")
                .redirectInput(CaptureStory.segment(capture).toFile())
                .start();
        try {
            assertThat(CaptureReader.isBeingRecorded(capture)).isTrue();
        } finally {
            holder.destroyForcibly().waitFor();
        }
        assertThat(CaptureReader.isBeingRecorded(capture)).isFalse();
    }
}
