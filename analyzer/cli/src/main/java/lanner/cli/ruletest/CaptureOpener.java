package lanner.cli.ruletest;

import java.io.IOException;
import java.nio.file.Path;
import lanner.capture.EventSource;

/** Opens a capture. */
@FunctionalInterface
public interface CaptureOpener {
    /** @throws IOException with a sentence, when there is none or it cannot be read */
    EventSource open(Path capture) throws IOException;
}
