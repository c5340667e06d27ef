package lanner.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lanner.capture.CaptureReader;
import lanner.capture.EventSource;
import lanner.exchange.scap.ScapReader;

/** Opens what a command was given: a capture of ours, which is a directory, or a scap file. */
final class Captures {
    private Captures() {}

    static EventSource open(Path capture) throws IOException {
        return Files.isRegularFile(capture) ? ScapReader.open(capture) : CaptureReader.open(capture);
    }
}
