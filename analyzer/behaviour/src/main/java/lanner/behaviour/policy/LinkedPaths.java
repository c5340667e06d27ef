package lanner.behaviour.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Where recorded paths lead to when the symbolic links of a file system are followed, that of the machine or of an image.
 * Captures hold paths as programs gave them; AppArmor asks for what they lead to.
 */
final class LinkedPaths {
    /** As path_resolution(7) has it. */
    private static final int MOST_LINKS = 40;

    private final Path root;

    /** @param root the directory that the recorded programs had as their root */
    LinkedPaths(Path root) {
        this.root = root;
    }

    /**
     * The path without links, {@code .} and {@code ..}; what is not there stays as it is written. No link leads out of the
     * root.
     *
     * @param path absolute; bytes, one character each
     */
    String resolve(String path) {
        Deque<String> todo = new ArrayDeque<>(List.of(path.split("/", -1)));
        List<String> done = new ArrayList<>();
        int links = 0;
        while (!todo.isEmpty()) {
            String name = todo.removeFirst();
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            if (name.equals("..")) {
                if (!done.isEmpty()) {
                    done.remove(done.size() - 1);
                }
                continue;
            }
            String target = links < MOST_LINKS ? target(done, name) : "";
            if (target.isEmpty()) {
                done.add(name);
                continue;
            }
            links++;
            if (target.startsWith("/")) {
                done.clear();
            }
            List<String> names = List.of(target.split("/", -1));
            for (int i = names.size() - 1; i >= 0; i--) {
                todo.addFirst(names.get(i));
            }
        }
        return "/" + String.join("/", done);
    }

    /** What a link leads to; empty for what is none, or is not there, or cannot be read. */
    private String target(List<String> directory, String name) {
        try {
            Path place = root;
            for (String each : directory) {
                place = place.resolve(each);
            }
            place = place.resolve(name);
            return Files.isSymbolicLink(place) ? Files.readSymbolicLink(place).toString() : "";
        } catch (InvalidPathException | IOException e) {
            // A name that no path of this system can hold, or a link that went away: it stays as it is written.
            return "";
        }
    }
}
