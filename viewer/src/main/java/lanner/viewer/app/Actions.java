package lanner.viewer.app;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javafx.event.EventTarget;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyEvent;
import lanner.viewer.action.Action;
import lanner.viewer.action.ActionCondition;
import lanner.viewer.action.Command;
import lanner.viewer.alerts.AlertsActions;
import lanner.viewer.alerts.AlertsScreen;
import lanner.viewer.compare.CompareActions;
import lanner.viewer.compare.CompareScreen;
import lanner.viewer.entities.EntitiesActions;
import lanner.viewer.entities.EntitiesScreen;
import lanner.viewer.explore.ExploreActions;
import lanner.viewer.explore.ExploreScreen;
import lanner.viewer.explore.Timeline;
import lanner.viewer.follow.FollowActions;
import lanner.viewer.follow.FollowScreen;
import lanner.viewer.groups.GroupsActions;
import lanner.viewer.groups.GroupsScreen;
import lanner.viewer.list.PaintedList;
import lanner.viewer.list.TypingTarget;

/**
 * Everything that can be done: the rows of all screens and of the window. Menus, keys, the palette and the list of keys are
 * made from it.
 */
final class Actions {
    private final ScreenSwitcher screens;
    private final List<Command> screenless;
    private final List<Command> all;
    private boolean isOpen;
    private boolean taken;

    Actions(MainWindow window, ScreenSwitcher screens) {
        this.screens = screens;
        List<Command> commands = new ArrayList<>();
        add(commands, ScreenId.EXPLORE, ExploreScreen.class, ExploreActions.ROWS);
        add(commands, ScreenId.ENTITIES, EntitiesScreen.class, EntitiesActions.ROWS);
        add(commands, ScreenId.GROUPS, GroupsScreen.class, GroupsActions.ROWS);
        add(commands, ScreenId.ALERTS, AlertsScreen.class, AlertsActions.ROWS);
        add(commands, ScreenId.FOLLOW, FollowScreen.class, FollowActions.ROWS);
        add(commands, ScreenId.COMPARE, CompareScreen.class, CompareActions.ROWS);
        WindowActions.ROWS.forEach(row -> commands.add(of(row, window)));
        screenless = inOrder(commands);
        WindowActions.SCREEN_ROWS.forEach(row -> commands.add(of(row, window)));
        all = inOrder(commands);
    }

    private static List<Command> inOrder(List<Command> commands) {
        return commands.stream().sorted(Comparator.comparing(Command::section)).toList();
    }

    private <T extends Node> void add(List<Command> to, ScreenId id, Class<T> type, List<Action<T>> rows) {
        for (Action<T> row : rows) {
            to.add(row.with(run -> screens.screen(type)
                    .filter(screen -> row.when() != ActionCondition.SHOWN || screens.isShown(id))
                    .ifPresent(screen -> {
                        if (row.when() == ActionCondition.BRINGS_SCREEN) {
                            screens.show(id);
                        }
                        run.accept(screen);
                    })));
        }
    }

    private Command of(Action<MainWindow> row, MainWindow window) {
        return row.with(run -> {
            if (isOpen || row.when() == ActionCondition.ALWAYS) {
                run.accept(window);
            }
        });
    }

    /** @param open whether there are screens to switch between */
    void open(boolean open) {
        isOpen = open;
    }

    /** All of them, in the order of the menus. */
    List<Command> table() {
        return isOpen ? all : screenless;
    }

    void keyPressed(KeyEvent event) {
        taken = false;
        boolean typing = event.getTarget() instanceof TextInputControl || event.getTarget() instanceof TypingTarget;
        boolean inList = isList(event.getTarget());
        for (Command command : table()) {
            if (command.keys().match(event, typing, inList)) {
                taken = true;
                event.consume();
                command.run().run();
                return;
            }
        }
    }

    private static boolean isList(EventTarget target) {
        return target instanceof PaintedList
                || target instanceof Timeline
                || target instanceof ListView
                || target instanceof TreeView;
    }

    /** Drops the character of a key that ran an action: it must not be typed into the field that has the focus now. */
    void keyTyped(KeyEvent event) {
        if (taken) {
            event.consume();
        }
    }
}
