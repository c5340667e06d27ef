package lanner.cli.fleet;

import java.io.IOException;

/** Takes what captures answer: capture after capture in the order of their paths, each in the order of its events. */
public interface FleetListener<T> {
    /** @param capture the capture's name */
    void found(String capture, T found) throws IOException;

    /** Nothing more comes of this capture. */
    void ended(FleetCapture capture) throws IOException;
}
