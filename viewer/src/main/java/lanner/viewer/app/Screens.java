package lanner.viewer.app;

import java.util.List;
import lanner.viewer.alerts.AlertsScreen;
import lanner.viewer.explore.ExploreScreen;
import lanner.viewer.follow.FollowScreen;
import lanner.viewer.model.Investigation;

/** The screens, in the order of their keys Ctrl+1, Ctrl+2, and so on. */
final class Screens {
    static final String EXPLORE = "Explore";
    static final String ALERTS = "Alerts";
    static final String FOLLOW = "Follow";

    private Screens() {}

    static List<Screen> build(MainWindow window, Investigation investigation) {
        AlertsScreen alerts = new AlertsScreen(investigation, window::goTo);
        FollowScreen follow = new FollowScreen(investigation, window::goTo);
        ExploreScreen explore = new ExploreScreen(investigation, () -> {
            window.showScreen(FOLLOW);
            follow.follow();
        });
        return List.of(
                new Screen(EXPLORE, explore, explore.table()),
                new Screen(ALERTS, alerts, alerts.focus()),
                new Screen(FOLLOW, follow, follow.focus()));
    }
}
