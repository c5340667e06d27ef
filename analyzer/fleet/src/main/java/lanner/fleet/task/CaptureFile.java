package lanner.fleet.task;

import java.io.Serializable;

/**
 * A capture as a file system has it.
 *
 * @param name for people: the path that the user gave, and below that its own
 * @param uri where it is
 * @param bytes of its files, as they are there
 */
public record CaptureFile(String name, String uri, long bytes) implements Serializable {
    private static final long serialVersionUID = 1L;
}
