package lanner.viewer.entities;

import static lanner.viewer.action.Action.action;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lanner.investigation.entities.Entities.Kind;
import lanner.viewer.action.Action;
import lanner.viewer.action.ActionCondition;
import lanner.viewer.action.Keys;
import lanner.viewer.action.MenuSection;

/** What can be done with entities: to show those of a kind. */
public final class EntitiesActions {
    public static final List<Action<EntitiesScreen>> ROWS = kinds();

    private EntitiesActions() {}

    private static List<Action<EntitiesScreen>> kinds() {
        List<Action<EntitiesScreen>> rows = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            rows.add(action(
                    "entities." + kind.name().toLowerCase(Locale.ROOT),
                    MenuSection.GO_ENTITIES,
                    kind.words(),
                    Keys.digit(rows.size() + 1, Keys.ALT),
                    ActionCondition.BRINGS_SCREEN,
                    screen -> screen.show(kind)));
        }
        return List.copyOf(rows);
    }
}
