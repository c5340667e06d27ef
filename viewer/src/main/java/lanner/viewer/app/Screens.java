package lanner.viewer.app;

import java.util.List;
import lanner.viewer.alerts.AlertsScreen;
import lanner.viewer.compare.CompareScreen;
import lanner.viewer.entities.EntitiesScreen;
import lanner.viewer.explore.ExploreScreen;
import lanner.viewer.follow.FollowScreen;
import lanner.viewer.model.Evidence;
import lanner.viewer.model.Investigation;
import lanner.viewer.model.SaveDialog;
import lanner.viewer.overview.OverviewScreen;

/** Puts the screens of captures together. */
final class Screens {
    private Screens() {}

    static List<Screen> build(
            ScreenSwitcher screens,
            Navigator navigator,
            Investigation investigation,
            Evidence evidence,
            SaveDialog saveDialog) {
        FollowScreen follow = new FollowScreen(investigation, navigator::goTo, saveDialog);
        ExploreScreen explore = new ExploreScreen(
                investigation,
                () -> {
                    screens.show(ScreenId.FOLLOW);
                    follow.follow();
                },
                navigator::jump);
        AlertsScreen alerts = new AlertsScreen(investigation, navigator::goTo, navigator, saveDialog);
        EntitiesScreen entities = new EntitiesScreen(investigation, evidence, navigator);
        CompareScreen compare = new CompareScreen(investigation, navigator);
        OverviewScreen overview = new OverviewScreen(investigation, evidence, navigator);
        Runnable filter = () -> {
            screens.show(ScreenId.EXPLORE);
            explore.focusFilter();
        };
        return List.of(
                new Screen(ScreenId.OVERVIEW, overview, overview.first(), filter),
                new Screen(ScreenId.EXPLORE, explore, explore.table(), filter),
                new Screen(ScreenId.ALERTS, alerts, alerts.focus(), alerts::find),
                new Screen(ScreenId.FOLLOW, follow, follow.focus(), follow::find),
                new Screen(ScreenId.ENTITIES, entities, entities.first(), filter),
                new Screen(ScreenId.COMPARE, compare, compare.first(), compare::find));
    }
}
