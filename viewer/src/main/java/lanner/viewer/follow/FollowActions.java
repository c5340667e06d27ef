package lanner.viewer.follow;

import static lanner.viewer.action.Action.action;
import static lanner.viewer.action.ActionCondition.SHOWN;
import static lanner.viewer.action.Keys.CTRL;
import static lanner.viewer.action.Keys.SHIFT;
import static lanner.viewer.action.Keys.anywhere;
import static lanner.viewer.action.Keys.outsideText;
import static lanner.viewer.action.MenuSection.FOLLOW;

import java.util.List;
import javafx.scene.input.KeyCode;
import lanner.viewer.action.Action;

/** What can be done with the data that passed through a descriptor. */
public final class FollowActions {
    public static final List<Action<FollowScreen>> ROWS = List.of(
            // spotless:off
            action("follow.form", FOLLOW, "Data as text, hex, dotted", outsideText(KeyCode.X), SHOWN, FollowScreen::nextForm),
            action("follow.way", FOLLOW, "Direction: both, out, in", outsideText(KeyCode.B), SHOWN, FollowScreen::nextWay),
            action("follow.save", FOLLOW, "Save data\u2026", anywhere(KeyCode.S, CTRL, SHIFT), SHOWN, FollowScreen::save));
            // spotless:on

    private FollowActions() {}
}
