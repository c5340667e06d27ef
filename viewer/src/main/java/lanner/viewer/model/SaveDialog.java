package lanner.viewer.model;

import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.stage.Window;

/** Asks a person where something shall be written to. */
@FunctionalInterface
public interface SaveDialog {
    /**
     * Asks, and returns at once.
     *
     * @param owner the window that asks
     * @param name what the file might be called
     * @param then takes the path, once there is one; an existing file may be replaced
     */
    void ask(Window owner, String title, String name, Consumer<Path> then);
}
