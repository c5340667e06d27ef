package lanner.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import lanner.capture.CaptureReader;
import lanner.capture.EventSource;
import lanner.exchange.kubernetes.AuditLogReader;
import lanner.exchange.pack.CapturePacker;
import lanner.exchange.pack.UnpackedCaptures;
import lanner.exchange.scap.ScapReader;
import lanner.product.InputException;

/**
 * Finds and opens what a command was given: captures of ours, which are directories, packed ones, single segments of them, scap
 * files, and audit logs of Kubernetes.
 */
final class CaptureFinder {
    private static final String OURS = ".lanner";
    private static final String PACKED = OURS + CapturePacker.SUFFIX;

    private CaptureFinder() {}

    static EventSource open(Path given) throws IOException {
        Path capture = place(given);
        if (!Files.isRegularFile(capture) || CaptureReader.isSegment(capture)) {
            return CaptureReader.open(capture);
        }
        return AuditLogReader.isAuditLog(capture) ? AuditLogReader.open(capture) : ScapReader.open(capture);
    }

    /**
     * The same paths, but instead of a directory that is no capture and holds audit logs these logs, in the order of their names;
     * what is below is not looked at.
     */
    static List<Path> withLogs(List<Path> paths) throws IOException {
        List<Path> all = new ArrayList<>();
        for (Path path : paths) {
            List<Path> logs = Files.isDirectory(path) && !isCapture(path) ? logs(path) : List.of();
            all.addAll(logs.isEmpty() ? List.of(path) : logs);
        }
        return all;
    }

    /** Whether these belong on one time line: an audit log is among several. */
    static boolean isTimeline(List<Path> inputs) throws IOException {
        return inputs.size() > 1 && hasLog(inputs);
    }

    /** Whether an audit log is among these. */
    static boolean hasLog(List<Path> inputs) throws IOException {
        for (Path input : inputs) {
            if (AuditLogReader.isAuditLog(input)) {
                return true;
            }
        }
        return false;
    }

    private static List<Path> logs(Path directory) throws IOException {
        List<Path> logs = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (isLogOf(file)) {
                    logs.add(file);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        logs.sort(null);
        return logs;
    }

    /** Whether a file of a directory is meant as a log: one named .json may be any JSON, and has to say so. */
    private static boolean isLogOf(Path file) throws IOException {
        String name = file.getFileName().toString();
        String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        return (plain.endsWith(".log") || plain.endsWith(".jsonl")) && AuditLogReader.isAuditLog(file)
                || plain.endsWith(".json") && AuditLogReader.namesAuditEvents(file);
    }

    /** Where what was given can be read: a packed capture is unpacked first, for as long as this process runs. */
    static Path place(Path given) throws IOException {
        long packed = Files.isRegularFile(given) ? Files.size(given) : 0;
        return ProgressBar.during(
                packed, () -> false, goOn -> UnpackedCaptures.ofThisProcess().directory(given, goOn));
    }

    /**
     * The captures that the paths stand for, each once: a file or a directory of segments is one itself, any other
     * directory stands for all below it whose names say so, in the order of their paths.
     *
     * @throws InputException when a path leads to none
     */
    static List<Path> find(List<Path> paths) throws IOException, InputException {
        Set<Path> found = new LinkedHashSet<>();
        for (Path path : paths) {
            if (Files.isRegularFile(path) || Files.isDirectory(path) && isCapture(path)) {
                found.add(path);
            } else if (Files.isDirectory(path)) {
                List<Path> below = below(path);
                below.addAll(logs(path));
                if (below.isEmpty()) {
                    throw new InputException(
                            path
                                    + ": no capture, neither .lanner nor .lanner.zst nor .scap nor an audit log, is in this directory");
                }
                found.addAll(below);
            } else {
                throw new InputException(path + ": there is no such file or directory");
            }
        }
        return List.copyOf(found);
    }

    private static boolean isCapture(Path directory) throws IOException {
        Path name = directory.getFileName();
        if (name != null && name.toString().endsWith(OURS)) {
            return true;
        }
        try (DirectoryStream<Path> segments = Files.newDirectoryStream(directory, "*.cq4")) {
            return segments.iterator().hasNext();
        }
    }

    private static List<Path> below(Path directory) throws IOException {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) throws IOException {
                    if (!isCapture(at)) {
                        return FileVisitResult.CONTINUE;
                    }
                    found.add(at);
                    return FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFile(Path at, BasicFileAttributes attributes) {
                    String name = at.getFileName().toString();
                    if (attributes.isRegularFile()
                            && (name.endsWith(".scap") || name.endsWith(".scap.gz") || name.endsWith(PACKED))) {
                        found.add(at);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        found.sort(null);
        return found;
    }

    /** Bytes of all these captures; 0 when one of them is not there. */
    static long bytes(List<Path> captures) throws IOException {
        long bytes = 0;
        for (Path given : captures) {
            if (!Files.exists(given)) {
                return 0;
            }
            Path capture = place(given);
            if (Files.isRegularFile(capture)) {
                bytes += Files.size(capture);
                continue;
            }
            try (DirectoryStream<Path> segments = Files.newDirectoryStream(capture, "*.cq4")) {
                for (Path segment : segments) {
                    bytes += Files.size(segment);
                }
            }
        }
        return bytes;
    }
}
