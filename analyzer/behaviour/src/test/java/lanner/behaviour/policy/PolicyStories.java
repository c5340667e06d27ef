package lanner.behaviour.policy;

import java.io.IOException;
import java.nio.file.Path;
import lanner.behaviour.fact.Behaviour;
import lanner.capture.CaptureReader;
import lanner.capture.EventSource;
import lanner.capture.kit.CaptureStory;

/** What captures did whose events a test tells. */
final class PolicyStories {
    private final Path directory;
    private int number;

    PolicyStories(Path directory) {
        this.directory = directory;
    }

    /** Tells a capture. */
    @FunctionalInterface
    interface Told {
        void in(CaptureStory story) throws IOException;
    }

    Behaviour behaviour(Told told) throws IOException {
        number++;
        Path capture = directory.resolve(number + ".lanner");
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.process(10, 1, "sh");
            told.in(story);
        }
        try (EventSource source = CaptureReader.open(capture)) {
            return Behaviour.read(source, capture.getFileName().toString(), null, () -> false);
        }
    }
}
