package lanner.viewer.app;

import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextInputDialog;
import javafx.stage.Stage;
import lanner.engine.json.JsonText;
import lanner.viewer.list.Dialogs;
import lanner.viewer.model.Layout;
import lanner.viewer.model.NamedTexts.Named;
import lanner.viewer.model.Settings;
import lanner.viewer.paint.DisplayText;

/** Arrangements of the window that were given a name: to save, to take, to delete. */
final class LayoutMenu {
    private static final double MARGIN = 80;
    private static final int LONGEST_NAME = 60;

    private final Settings settings;
    private final Stage owner;
    private final Consumer<String> refuse;

    /** @param refuse takes a sentence that says why something is not done */
    LayoutMenu(Stage owner, Settings settings, Consumer<String> refuse) {
        this.owner = owner;
        this.settings = settings;
        this.refuse = refuse;
    }

    /** Asks for a name and keeps the present layout under it. */
    void save() {
        TextInputDialog dialog = new TextInputDialog();
        Dialogs.own(dialog, owner);
        dialog.setTitle("Save the layout");
        dialog.setHeaderText("Panes, columns, size of letters and height of rows, as they are now");
        dialog.setContentText("Name");
        dialog.getEditor().setId("layout-name");
        dialog.showAndWait()
                .flatMap(name -> settings.layouts().save(name, Layout.of(settings)))
                .ifPresent(refuse);
    }

    /** Opens the menu of saved layouts, in the window's upper left. */
    void show() {
        List<Named> saved = settings.layouts().list().get();
        ContextMenu menu = new ContextMenu();
        menu.setId("layout-menu");
        for (Named each : saved) {
            menu.getItems().add(item(shown(each), () -> Layout.apply(settings, each.text())));
        }
        if (!saved.isEmpty()) {
            menu.getItems().add(new SeparatorMenuItem());
        }
        menu.getItems().add(item("Save the layout under a name\u2026", this::save));
        Menu delete = new Menu("Delete a saved layout");
        delete.setDisable(saved.isEmpty());
        for (Named each : saved) {
            delete.getItems().add(item(shown(each), () -> settings.layouts().remove(each.name())));
        }
        menu.getItems().add(delete);
        // Over a node, as a menu over a window alone does not take keys at once.
        menu.show(owner.getScene().getRoot(), owner.getX() + MARGIN, owner.getY() + MARGIN);
    }

    private static String shown(Named each) {
        return DisplayText.text(JsonText.latin(each.name()), LONGEST_NAME);
    }

    private static MenuItem item(String words, Runnable action) {
        MenuItem item = new MenuItem(words);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> action.run());
        return item;
    }
}
