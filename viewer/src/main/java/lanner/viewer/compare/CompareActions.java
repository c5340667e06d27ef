package lanner.viewer.compare;

import static lanner.viewer.action.Action.action;
import static lanner.viewer.action.ActionCondition.BRINGS_SCREEN;
import static lanner.viewer.action.Keys.ALT;
import static lanner.viewer.action.Keys.CTRL;
import static lanner.viewer.action.Keys.anywhere;
import static lanner.viewer.action.MenuSection.COMPARE_SHOW;
import static lanner.viewer.action.MenuSection.COMPARE_SIDES;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.input.KeyCode;
import lanner.viewer.action.Action;
import lanner.viewer.action.Keys;

/** What can be done with a comparison. */
public final class CompareActions {
    private static final int FIRST_DIGIT = 4;

    public static final List<Action<CompareScreen>> ROWS = rows();

    private CompareActions() {}

    private static List<Action<CompareScreen>> rows() {
        List<Action<CompareScreen>> rows = new ArrayList<>(List.of(
                // spotless:off
                action("compare.side-a", COMPARE_SIDES, "Side A: the marked stretch of time", anywhere(KeyCode.A, CTRL, ALT), BRINGS_SCREEN, s -> s.takeMarked(Place.A)),
                action("compare.side-b", COMPARE_SIDES, "Side B: the marked stretch of time", anywhere(KeyCode.B, CTRL, ALT), BRINGS_SCREEN, s -> s.takeMarked(Place.B)),
                action("compare.swap", COMPARE_SIDES, "Exchange the sides", anywhere(KeyCode.X, CTRL, ALT), BRINGS_SCREEN, CompareScreen::exchange)));
                // spotless:on
        int digit = FIRST_DIGIT;
        for (Choice choice : Choice.values()) {
            rows.add(action(
                    "compare." + choice.name().toLowerCase(Locale.ROOT),
                    COMPARE_SHOW,
                    choice.label(),
                    Keys.digit(digit, ALT),
                    BRINGS_SCREEN,
                    screen -> screen.show(choice)));
            digit++;
        }
        return List.copyOf(rows);
    }
}
