package lanner.viewer.groups;

import static lanner.viewer.action.Action.action;
import static lanner.viewer.action.ActionCondition.BRINGS_SCREEN;
import static lanner.viewer.action.Keys.ALT;
import static lanner.viewer.action.Keys.CTRL;
import static lanner.viewer.action.Keys.SHIFT;
import static lanner.viewer.action.Keys.anywhere;
import static lanner.viewer.action.MenuSection.GO_GROUPS;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.input.KeyCode;
import lanner.viewer.action.Action;
import lanner.viewer.action.Keys;

/** What can be done with groups of events: to choose what makes a group. */
public final class GroupsActions {
    public static final List<Action<GroupsScreen>> ROWS = rows();

    private GroupsActions() {}

    private static List<Action<GroupsScreen>> rows() {
        List<Action<GroupsScreen>> rows = new ArrayList<>();
        for (ReadyGrouping ready : ReadyGrouping.values()) {
            rows.add(action(
                    "groups." + ready.name().toLowerCase(Locale.ROOT),
                    GO_GROUPS,
                    ready.words(),
                    Keys.digit(rows.size() + 1, CTRL, ALT),
                    BRINGS_SCREEN,
                    screen -> screen.show(ready)));
        }
        rows.add(action(
                "groups.by",
                GO_GROUPS,
                "Group by fields\u2026",
                anywhere(KeyCode.G, CTRL, SHIFT),
                BRINGS_SCREEN,
                GroupsScreen::focusFields));
        return List.copyOf(rows);
    }
}
