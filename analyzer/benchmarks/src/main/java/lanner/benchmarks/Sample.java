package lanner.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lanner.capture.CaptureReader;
import lanner.capture.SegmentHeader;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;

/** Sample captures as inputs. */
public enum Sample {
    PACKAGE_BUILD("package-build"),
    WEB_SERVER("quiet-web-server");

    private final String name;

    Sample(String name) {
        this.name = name;
    }

    /** Where the checkout is. */
    static Path home() {
        return Path.of(System.getProperty("lanner.home", "."));
    }

    private Path capture() {
        return home().resolve("sample-captures").resolve(name + ".lanner");
    }

    SegmentHeader header() {
        try (CaptureReader reader = CaptureReader.open(capture())) {
            reader.next(new Event());
            return reader.report().headers().get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All records but the frames of segments. */
    List<Event> records() {
        List<Event> records = new ArrayList<>();
        try (CaptureReader reader = CaptureReader.open(capture())) {
            Event event = new Event();
            while (reader.next(event)) {
                if (event.type().kind() != EventType.Kind.SEGMENT) {
                    records.add(event.copy());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return records;
    }
}
