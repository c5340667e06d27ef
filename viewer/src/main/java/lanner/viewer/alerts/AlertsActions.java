package lanner.viewer.alerts;

import static lanner.viewer.action.Action.action;
import static lanner.viewer.action.ActionCondition.OPEN;
import static lanner.viewer.action.ActionCondition.SHOWN;
import static lanner.viewer.action.Keys.CTRL;
import static lanner.viewer.action.Keys.SHIFT;
import static lanner.viewer.action.Keys.anywhere;
import static lanner.viewer.action.Keys.outsideText;
import static lanner.viewer.action.MenuSection.ALERTS;

import java.util.List;
import javafx.scene.input.KeyCode;
import lanner.investigation.casework.CaseFile.Verdict;
import lanner.viewer.action.Action;

/** What can be done with alerts. Decisions are about the alert of the selected event, whatever screen is in view. */
public final class AlertsActions {
    public static final List<Action<AlertsScreen>> ROWS = List.of(
            // spotless:off
            action("alerts.accept", ALERTS, "Accept", outsideText(KeyCode.Y), OPEN, s -> s.decide(Verdict.ACCEPTED, false)),
            action("alerts.accept-note", ALERTS, "Accept with a note\u2026", outsideText(KeyCode.Y, SHIFT), OPEN, s -> s.decide(Verdict.ACCEPTED, true)),
            action("alerts.false-positive", ALERTS, "False positive", outsideText(KeyCode.N), OPEN, s -> s.decide(Verdict.FALSE_POSITIVE, false)),
            action("alerts.false-positive-note", ALERTS, "False positive with a note\u2026", outsideText(KeyCode.N, SHIFT), OPEN, s -> s.decide(Verdict.FALSE_POSITIVE, true)),
            action("alerts.escalate", ALERTS, "Escalate", outsideText(KeyCode.E), OPEN, s -> s.decide(Verdict.ESCALATED, false)),
            action("alerts.escalate-note", ALERTS, "Escalate with a note\u2026", outsideText(KeyCode.E, SHIFT), OPEN, s -> s.decide(Verdict.ESCALATED, true)),
            action("alerts.undecide", ALERTS, "Undecided again", outsideText(KeyCode.DELETE), OPEN, AlertsScreen::clear),
            action("alerts.next-undecided", ALERTS, "Next undecided", outsideText(KeyCode.U), OPEN, AlertsScreen::nextUndecided),
            action("alerts.undecided-only", ALERTS, "Undecided only", outsideText(KeyCode.U, SHIFT), OPEN, AlertsScreen::toggleUndecidedOnly),
            action("alerts.draft", ALERTS, "Draft an exception\u2026", anywhere(KeyCode.D, CTRL), OPEN, AlertsScreen::draftException),
            action("alerts.file", ALERTS, "The alert's file", outsideText(KeyCode.DIGIT1), SHOWN, AlertsScreen::toFile),
            action("alerts.chain", ALERTS, "Its process chain", outsideText(KeyCode.DIGIT2), SHOWN, AlertsScreen::toChain),
            action("alerts.connections", ALERTS, "Its connections", outsideText(KeyCode.DIGIT3), SHOWN, AlertsScreen::toConnections),
            action("alerts.group", ALERTS, "Group by the next kind", outsideText(KeyCode.G), OPEN, AlertsScreen::nextGrouping));
            // spotless:on

    private AlertsActions() {}
}
