package lanner.viewer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.input.KeyCombination;
import lanner.viewer.action.Action;
import lanner.viewer.action.ActionCondition;
import lanner.viewer.action.Command;
import lanner.viewer.action.MenuSection;
import lanner.viewer.alerts.AlertsActions;
import lanner.viewer.entities.EntitiesActions;
import lanner.viewer.explore.ExploreActions;
import lanner.viewer.follow.FollowActions;
import org.junit.jupiter.api.Test;

class ActionsTest {
    private static List<Command> table() {
        Actions actions = new Actions(null, new ScreenSwitcher(id -> {}));
        actions.open(true);
        return actions.table();
    }

    @Test
    void eachActionHasAnIdOfItsOwn() {
        assertThat(table()).extracting(Command::id).doesNotHaveDuplicates();
    }

    @Test
    void noTwoActionsHaveTheSameKeys() {
        assertThat(table().stream()
                        .flatMap(command -> command.keys().combination().stream())
                        .map(KeyCombination::getName))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(60);
    }

    @Test
    void labelsAreUniqueInAMenu() {
        assertThat(table())
                .extracting(command -> command.menu() + ": " + command.label())
                .doesNotHaveDuplicates();
    }

    @Test
    void actionsStandInTheOrderOfTheMenus() {
        assertThat(table()).extracting(Command::section).isSorted();
        assertThat(table().stream().map(Command::section).collect(Collectors.toSet()))
                .isEqualTo(EnumSet.allOf(MenuSection.class));
    }

    @Test
    void sectionsOfAMenuFollowEachOther() {
        List<String> menus =
                Arrays.stream(MenuSection.values()).map(MenuSection::menu).toList();
        Set<String> seen = new java.util.HashSet<>();
        for (int i = 0; i < menus.size(); i++) {
            if (i == 0 || !menus.get(i).equals(menus.get(i - 1))) {
                assertThat(seen.add(menus.get(i))).as(menus.get(i)).isTrue();
            }
        }
    }

    @Test
    void onlyTheWindowsOwnActionsNeedNoCapture() {
        assertThat(ExploreActions.ROWS).extracting(Action::when).doesNotContain(ActionCondition.ALWAYS);
        assertThat(AlertsActions.ROWS).extracting(Action::when).doesNotContain(ActionCondition.ALWAYS);
        assertThat(FollowActions.ROWS).extracting(Action::when).doesNotContain(ActionCondition.ALWAYS);
        assertThat(EntitiesActions.ROWS).extracting(Action::when).doesNotContain(ActionCondition.ALWAYS);
    }

    @Test
    void withoutACaptureNothingHappensThatNeedsOne() {
        Actions actions = new Actions(null, new ScreenSwitcher(id -> {}));
        assertThat(actions.table()).extracting(Command::section).doesNotContain(MenuSection.SCREENS);
        actions.table().stream()
                .filter(command ->
                        ExploreActions.ROWS.stream().anyMatch(row -> row.id().equals(command.id())))
                .forEach(command -> command.run().run());
        actions.table().stream()
                .filter(command ->
                        command.id().startsWith("go.") || command.id().equals("file.report"))
                .forEach(command -> command.run().run());
    }
}
