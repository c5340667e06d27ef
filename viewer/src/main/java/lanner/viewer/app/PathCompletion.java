package lanner.viewer.app;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Completes a path that is being typed, as a shell does: as far as it is clear, and the names that it may go on with. */
final class PathCompletion {
    private static final int MOST = 10_000;

    private final Path here;
    private final Path home;

    /**
     * What a text came to.
     *
     * @param text the longer text; the same where nothing is clear
     * @param choices the names that it may go on with, in order; none if there is but one
     */
    record Completed(String text, List<String> choices) {
        Completed {
            choices = List.copyOf(choices);
        }
    }

    /**
     * @param here what a path is relative to
     * @param home what {@code ~} stands for
     */
    PathCompletion(Path here, Path home) {
        this.here = here;
        this.home = home;
    }

    /** The path that a text means; empty for a text that means none. */
    Optional<Path> path(String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        boolean atHome = text.equals("~") || text.startsWith("~/");
        try {
            Path path = atHome ? Path.of(home + text.substring(1)) : Path.of(text);
            return Optional.of(here.resolve(path).normalize());
        } catch (InvalidPathException e) {
            // A text that no file can be called by.
            return Optional.empty();
        }
    }

    Completed complete(String text) {
        int cut = text.lastIndexOf('/') + 1;
        String before = text.substring(0, cut);
        String begun = text.substring(cut);
        if (text.equals("~")) {
            return new Completed("~/", List.of());
        }
        List<String> names = path(before.isEmpty() ? "." : before)
                .map(directory -> names(directory, begun))
                .orElse(List.of());
        if (names.isEmpty()) {
            return new Completed(text, List.of());
        }
        return new Completed(before + common(names), names.size() == 1 ? List.of() : names);
    }

    /** Names that begin so, directories with a slash; hidden ones for who asks for them. */
    private static List<String> names(Path directory, String begun) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                boolean wanted = name.startsWith(begun) && (!name.startsWith(".") || begun.startsWith("."));
                if (wanted && names.size() < MOST) {
                    names.add(name + (isWalkedInto(file, name) ? "/" : ""));
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Not there, or not ours to read: nothing to go on with, as in a shell.
            return List.of();
        }
        Collections.sort(names);
        return names;
    }

    /** A capture is a directory too, but nothing in it can be opened by itself. */
    private static boolean isWalkedInto(Path file, String name) {
        return !name.endsWith(".lanner") && Files.isDirectory(file);
    }

    private static String common(List<String> names) {
        String common = names.get(0);
        for (String name : names) {
            int length = 0;
            while (length < Math.min(common.length(), name.length()) && common.charAt(length) == name.charAt(length)) {
                length++;
            }
            common = common.substring(0, length);
        }
        return common;
    }
}
