package lanner.behaviour.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import lanner.engine.json.JsonText;

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
        boolean isThere = true;
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
            // Below what is not there nothing is looked for: a capture may name paths of any depth.
            Optional<Path> place = isThere ? place(done, name) : Optional.empty();
            isThere = place.isPresent();
            String target = links < MOST_LINKS ? place.map(LinkedPaths::target).orElse("") : "";
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

    /** Where it lies in the file system; empty where nothing does. */
    private Optional<Path> place(List<String> directory, String name) {
        try {
            Path place = root.resolve(JsonText.characters(String.join("/", directory)))
                    .resolve(JsonText.characters(name));
            return Files.exists(place, LinkOption.NOFOLLOW_LINKS) ? Optional.of(place) : Optional.empty();
        } catch (InvalidPathException e) {
            // A name that no path of this system can hold.
            return Optional.empty();
        }
    }

    /** What a link leads to; empty for what is none, or cannot be read. */
    private static String target(Path place) {
        try {
            return Files.isSymbolicLink(place)
                    ? JsonText.latin(Files.readSymbolicLink(place).toString())
                    : "";
        } catch (IOException e) {
            // It went away meanwhile: it stays as it is written.
            return "";
        }
    }
}
