package lanner.viewer.app;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.layout.HBox;
import lanner.viewer.action.Command;
import lanner.viewer.action.MenuSection;
import lanner.viewer.model.Settings;

/** The menus, made from rows; beside them the tabs. */
final class Menus {
    private Menus() {}

    /** @param help shows the list of keys */
    static HeaderBar bar(List<Command> commands, Tabs tabs, Settings settings, Runnable help) {
        Button keys = new Button("?");
        keys.setAccessibleText("Keys");
        keys.setOnAction(event -> help.run());
        HBox right = new HBox(tabs, keys);
        right.setAlignment(Pos.CENTER_LEFT);
        right.setPadding(new Insets(0, 4, 0, 0));
        return new HeaderBar(menus(commands), right, settings);
    }

    private static MenuBar menus(List<Command> commands) {
        Map<MenuSection, List<Command>> sections = new EnumMap<>(MenuSection.class);
        for (MenuSection section : MenuSection.values()) {
            sections.put(
                    section,
                    commands.stream()
                            .filter(command -> command.section() == section && !command.isSecondKey())
                            .toList());
        }
        MenuBar bar = new MenuBar();
        bar.setId("menus");
        sections.forEach((section, rows) -> {
            if (section.isInMenus()) {
                Menu menu = menu(bar, section.menu());
                rows.forEach(row -> menu.getItems().add(item(row)));
                if (section.isSeparated()) {
                    menu.getItems().add(new SeparatorMenuItem());
                }
            }
        });
        return bar;
    }

    /** The last menu, if it has this name; another one behind it otherwise: sections of a menu follow each other. */
    private static Menu menu(MenuBar bar, String name) {
        List<Menu> menus = bar.getMenus();
        if (menus.isEmpty() || !menus.get(menus.size() - 1).getText().equals(name)) {
            menus.add(new Menu(name));
        }
        return menus.get(menus.size() - 1);
    }

    private static MenuItem item(Command command) {
        String keys = command.keys().words();
        MenuItem item = new MenuItem(command.label() + (keys.isEmpty() ? "" : "    " + keys));
        item.setId(command.id());
        item.setMnemonicParsing(false);
        item.setOnAction(event -> command.run().run());
        return item;
    }
}
