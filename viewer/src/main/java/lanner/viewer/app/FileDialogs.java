package lanner.viewer.app;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import lanner.investigation.casework.CaseLocation;
import lanner.investigation.workspace.Workspace;
import lanner.viewer.model.RecentCaptures;

/** Asks for captures to open and for files to write. */
final class FileDialogs {
    private FileDialogs() {}

    /** Asks for a capture, which is a directory. */
    static void askCapture(Window owner, RecentCaptures recent, Consumer<Path> then) {
        askForCapture(owner, "Open a capture", recent, then, dialogOwner -> {
            DirectoryChooser chooser = new DirectoryChooser();
            chooser.setTitle("Open a capture");
            return Optional.ofNullable(chooser.showDialog(dialogOwner)).map(File::toPath);
        });
    }

    /** Asks for a file: a packed capture, or one of another tool. */
    static void askFile(Window owner, RecentCaptures recent, Consumer<Path> then) {
        askForCapture(owner, "Open a file", recent, then, dialogOwner -> {
            FileChooser chooser = new FileChooser();
            chooser.setTitle("Open a file");
            chooser.getExtensionFilters()
                    .addAll(
                            new FileChooser.ExtensionFilter("scap", "*.scap", "*.scap.gz"),
                            new FileChooser.ExtensionFilter("packed captures", "*.lanner.zst"),
                            new FileChooser.ExtensionFilter(
                                    "audit logs of Kubernetes", "*.jsonl", "*.json", "*.log", "*.gz"));
            return Optional.ofNullable(chooser.showOpenDialog(dialogOwner)).map(File::toPath);
        });
    }

    /** Asks for a private key that signs: a PEM file. */
    static void askKey(Window owner, Consumer<Path> then) {
        String title = "The Ed25519 key that signs the report (PEM)";
        PathPrompt.ask(
                owner,
                title,
                PathPrompt.Use.OPEN,
                System.getProperty("user.home") + "/",
                dialogOwner -> {
                    FileChooser chooser = new FileChooser();
                    chooser.setTitle(title);
                    return Optional.ofNullable(chooser.showOpenDialog(dialogOwner))
                            .map(File::toPath);
                },
                then);
    }

    private static void askForCapture(
            Window owner,
            String title,
            RecentCaptures recent,
            Consumer<Path> then,
            Function<Window, Optional<Path>> browse) {
        String beside = recent.list().stream()
                .map(each -> each.path().getParent())
                .filter(directory -> directory != null && Files.isDirectory(directory))
                .findFirst()
                .map(directory -> directory + "/")
                .orElse("");
        PathPrompt.ask(owner, title, PathPrompt.Use.OPEN, beside, browse, then);
    }

    /** Asks where to write something to: beside the first capture, if nothing else is said. */
    static void askTarget(Window owner, String title, Workspace workspace, String name, Consumer<Path> then) {
        Path directory = directoryFor(workspace);
        PathPrompt.ask(
                owner,
                title,
                PathPrompt.Use.WRITE,
                directory.resolve(name).toString(),
                dialogOwner -> {
                    FileChooser chooser = new FileChooser();
                    chooser.setTitle(title);
                    chooser.setInitialFileName(name);
                    chooser.setInitialDirectory(directory.toFile());
                    return Optional.ofNullable(chooser.showSaveDialog(dialogOwner))
                            .map(File::toPath);
                },
                then);
    }

    /** In the directory of the first capture, or where that cannot be written, at home. */
    private static Path directoryFor(Workspace workspace) {
        Path directory = workspace.captures().get(0).path().getParent();
        Path home = Path.of(System.getProperty("user.home"));
        return directory != null && CaseLocation.againstWritingIn(directory).isEmpty() ? directory : home;
    }
}
