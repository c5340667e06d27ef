package lanner.viewer.app;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import lanner.investigation.casework.CaseLocation;
import lanner.investigation.workspace.Workspace;
import lanner.viewer.model.RecentCaptures;

/** Asks for captures to open and for files to write. */
final class FileDialogs {
    private FileDialogs() {}

    /** Asks for a capture, which is a directory, or a file: a packed one, or one of another tool. */
    static void askCapture(Window owner, RecentCaptures recent, Consumer<Path> then) {
        String beside = recent.list().stream()
                .map(each -> each.path().getParent())
                .filter(directory -> directory != null && Files.isDirectory(directory))
                .findFirst()
                .map(directory -> directory + "/")
                .orElse("");
        PathPrompt.ask(
                owner,
                "Open a capture: a NAME.lanner directory, a packed one, a scap file, an audit log of Kubernetes",
                PathPrompt.Use.OPEN,
                beside,
                List.of(
                        directory("Open a capture"),
                        file(
                                "Open a file",
                                new FileChooser.ExtensionFilter(
                                        "captures", "*.scap", "*.scap.gz", "*.lanner.zst", "*.cq4"),
                                new FileChooser.ExtensionFilter(
                                        "audit logs of Kubernetes", "*.jsonl", "*.json", "*.log", "*.gz"),
                                new FileChooser.ExtensionFilter("all files", "*"))),
                then);
    }

    /** Asks for a private key that signs: a PEM file. */
    static void askKey(Window owner, Consumer<Path> then) {
        String title = "The Ed25519 key that signs the report (PEM)";
        PathPrompt.ask(
                owner, title, PathPrompt.Use.OPEN, System.getProperty("user.home") + "/", List.of(file(title)), then);
    }

    /** Asks for a rule file, or a directory of them. */
    static void askRules(Window owner, Consumer<Path> then) {
        PathPrompt.ask(
                owner,
                "Take other rules: a file, or a directory of them",
                PathPrompt.Use.OPEN,
                "",
                List.of(
                        directory("Take the rules of a directory"),
                        file("Take a rule file", new FileChooser.ExtensionFilter("rules", "*.yaml", "*.yml"))),
                then);
    }

    private static PathPrompt.Browse directory(String title) {
        return new PathPrompt.Browse("path-browse", "Browse directories\u2026", owner -> {
            DirectoryChooser chooser = new DirectoryChooser();
            chooser.setTitle(title);
            return Optional.ofNullable(chooser.showDialog(owner)).map(File::toPath);
        });
    }

    private static PathPrompt.Browse file(String title, FileChooser.ExtensionFilter... kinds) {
        return new PathPrompt.Browse("path-browse-file", "Browse files\u2026", owner -> {
            FileChooser chooser = new FileChooser();
            chooser.setTitle(title);
            chooser.getExtensionFilters().addAll(kinds);
            return Optional.ofNullable(chooser.showOpenDialog(owner)).map(File::toPath);
        });
    }

    /** Asks where to write something to: beside the first capture, if nothing else is said. */
    static void askTarget(Window owner, String title, Workspace workspace, String name, Consumer<Path> then) {
        Path directory = directoryFor(workspace);
        PathPrompt.ask(
                owner,
                title,
                PathPrompt.Use.WRITE,
                directory.resolve(name).toString(),
                List.of(new PathPrompt.Browse("path-browse", "Browse\u2026", dialogOwner -> {
                    FileChooser chooser = new FileChooser();
                    chooser.setTitle(title);
                    chooser.setInitialFileName(name);
                    chooser.setInitialDirectory(directory.toFile());
                    return Optional.ofNullable(chooser.showSaveDialog(dialogOwner))
                            .map(File::toPath);
                })),
                then);
    }

    /** In the directory of the first capture, or where that cannot be written, at home. */
    private static Path directoryFor(Workspace workspace) {
        Path directory = workspace.captures().get(0).path().getParent();
        Path home = Path.of(System.getProperty("user.home"));
        return directory != null && CaseLocation.againstWritingIn(directory).isEmpty() ? directory : home;
    }
}
