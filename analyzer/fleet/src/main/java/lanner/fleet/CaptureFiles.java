package lanner.fleet;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lanner.exchange.pack.CapturePacker;
import lanner.fleet.task.CaptureFile;
import lanner.product.FileFailure;
import lanner.product.InputException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Finds captures on any file system. A file, or a directory of segments, is one itself; any other directory stands for all below it
 * whose names say so, in the order of the bytes of their paths, as {@code rules diff} has it; audit logs in directories are not looked for.
 */
final class CaptureFiles {
    private static final String OURS = ".lanner";
    private static final String SEGMENT = ".cq4";
    private static final List<String> FILES = List.of(OURS + CapturePacker.SUFFIX, ".scap", ".scap.gz");

    private final Configuration hadoop;
    private final Map<String, CaptureFile> found = new LinkedHashMap<>();

    private CaptureFiles(Configuration hadoop) {
        this.hadoop = hadoop;
    }

    /** @throws InputException when a path leads to no capture */
    static List<CaptureFile> find(List<String> paths, Configuration hadoop) throws InputException {
        CaptureFiles files = new CaptureFiles(hadoop);
        for (String path : paths) {
            try {
                files.take(path);
            } catch (FileNotFoundException e) {
                throw new InputException(path + ": there is no such file or directory");
            } catch (IOException | IllegalArgumentException e) {
                throw new InputException(path + ": " + FileFailure.words(e));
            }
        }
        return List.copyOf(files.found.values());
    }

    private void take(String given) throws IOException, InputException {
        Path path = path(given);
        FileSystem system = system(path);
        FileStatus status = system.getFileStatus(path);
        if (status.isFile()) {
            add(given, status, status.getLen());
            return;
        }
        List<FileStatus> entries = list(system, status.getPath());
        if (isCapture(status, entries)) {
            add(given, status, bytes(entries));
            return;
        }
        List<CaptureFile> below = new ArrayList<>();
        below(system, given, entries, below);
        if (below.isEmpty()) {
            throw new InputException(
                    given + ": no capture, neither .lanner nor .lanner.zst nor .scap, is in this directory");
        }
        below.sort((a, b) -> Arrays.compareUnsigned(
                a.name().getBytes(StandardCharsets.UTF_8), b.name().getBytes(StandardCharsets.UTF_8)));
        below.forEach(each -> found.putIfAbsent(each.uri(), each));
    }

    /** A path without a scheme is one of this machine, unless Spark's settings name another system. */
    private static Path path(String given) {
        return given.matches("[A-Za-z][A-Za-z0-9+.-]*://.*") || given.startsWith("file:/")
                ? new Path(given)
                : new Path(null, null, given);
    }

    private FileSystem system(Path path) throws IOException {
        try {
            return path.getFileSystem(hadoop);
        } catch (RuntimeException e) {
            // One whose classes are not there.
            throw new IOException(FileFailure.words(e), e);
        }
    }

    private static List<FileStatus> list(FileSystem system, Path directory) throws IOException {
        boolean local = system.getScheme().equals("file");
        return Arrays.stream(system.listStatus(directory))
                // A link may lead round in a circle.
                .filter(each -> !local
                        || !Files.isSymbolicLink(
                                java.nio.file.Path.of(each.getPath().toUri().getPath())))
                .toList();
    }

    private static boolean isCapture(FileStatus directory, List<FileStatus> entries) {
        return directory.getPath().getName().endsWith(OURS)
                || entries.stream().anyMatch(each -> each.getPath().getName().endsWith(SEGMENT));
    }

    private static long bytes(List<FileStatus> entries) {
        return entries.stream()
                .filter(each -> each.getPath().getName().endsWith(SEGMENT))
                .mapToLong(FileStatus::getLen)
                .sum();
    }

    private void below(FileSystem system, String name, List<FileStatus> entries, List<CaptureFile> to)
            throws IOException {
        for (FileStatus each : entries) {
            String own =
                    (name.endsWith("/") ? name : name + "/") + each.getPath().getName();
            if (each.isFile()) {
                if (FILES.stream().anyMatch(own::endsWith)) {
                    to.add(file(own, each, each.getLen()));
                }
                continue;
            }
            List<FileStatus> inside = list(system, each.getPath());
            if (isCapture(each, inside)) {
                to.add(file(own, each, bytes(inside)));
            } else {
                below(system, own, inside, to);
            }
        }
    }

    private void add(String name, FileStatus status, long bytes) {
        CaptureFile file = file(name, status, bytes);
        found.putIfAbsent(file.uri(), file);
    }

    private static CaptureFile file(String name, FileStatus status, long bytes) {
        return new CaptureFile(
                name, Objects.requireNonNull(status.getPath().toUri()).toString(), bytes);
    }
}
