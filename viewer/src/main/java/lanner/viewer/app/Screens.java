package lanner.viewer.app;

import java.util.List;
import lanner.viewer.alerts.AlertsScreen;
import lanner.viewer.compare.CompareScreen;
import lanner.viewer.entities.EntitiesScreen;
import lanner.viewer.explore.ExploreScreen;
import lanner.viewer.follow.FollowScreen;
import lanner.viewer.groups.GroupsScreen;
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
                navigator::jump,
                navigator::groups);
        AlertsScreen alerts = new AlertsScreen(investigation, navigator::goTo, navigator, saveDialog);
        EntitiesScreen entities = new EntitiesScreen(investigation, evidence, navigator);
        CompareScreen compare = new CompareScreen(investigation, navigator);
        GroupsScreen groups = new GroupsScreen(investigation, navigator);
        OverviewScreen overview = new OverviewScreen(investigation, evidence, navigator);
        Screen.Find inEvents = new Screen.Find(
                () -> {
                    screens.show(ScreenId.EXPLORE);
                    explore.find();
                },
                forwards -> {
                    screens.show(ScreenId.EXPLORE);
                    explore.findNext(forwards);
                });
        return List.of(
                new Screen(ScreenId.OVERVIEW, overview, overview.first(), inEvents),
                new Screen(ScreenId.EXPLORE, explore, explore.table(), inEvents),
                new Screen(ScreenId.ALERTS, alerts, alerts.focus(), new Screen.Find(alerts::find, inEvents.next())),
                new Screen(ScreenId.FOLLOW, follow, follow.focus(), new Screen.Find(follow::find, follow::find)),
                new Screen(ScreenId.ENTITIES, entities, entities.first(), inEvents),
                new Screen(ScreenId.COMPARE, compare, compare.first(), new Screen.Find(compare::find, inEvents.next())),
                new Screen(ScreenId.GROUPS, groups, groups.first(), inEvents));
    }
}
