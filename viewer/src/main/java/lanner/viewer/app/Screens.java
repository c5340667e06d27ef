package lanner.viewer.app;

import java.util.List;
import lanner.investigation.entities.Entities;
import lanner.investigation.rows.RowFilter;
import lanner.viewer.alerts.AlertsScreen;
import lanner.viewer.entities.EntitiesScreen;
import lanner.viewer.explore.ExploreScreen;
import lanner.viewer.follow.FollowScreen;
import lanner.viewer.model.Evidence;
import lanner.viewer.model.Investigation;
import lanner.viewer.model.Navigation;
import lanner.viewer.overview.OverviewScreen;

/** The screens, in the order of their keys Ctrl+1, Ctrl+2, and so on. */
final class Screens {
    static final String OVERVIEW = "Overview";
    static final String EXPLORE = "Explore";
    static final String ALERTS = "Alerts";
    static final String FOLLOW = "Follow";
    static final String ENTITIES = "Entities";

    private Screens() {}

    static List<Screen> build(MainWindow window, Investigation investigation, Evidence evidence) {
        FollowScreen follow = new FollowScreen(investigation, window::goTo, window::askTarget);
        ExploreScreen explore = new ExploreScreen(
                investigation,
                () -> {
                    window.showScreen(FOLLOW);
                    follow.follow();
                },
                window::jump);
        EntitiesScreen[] things = new EntitiesScreen[1];
        Navigation navigation = new Navigation() {
            @Override
            public void explore(String condition, RowFilter filter, int row) {
                window.lookAt(condition, filter, row);
            }

            @Override
            public void entities(Entities.Kind kind) {
                window.leave();
                window.showEntities(kind);
            }

            @Override
            public void file(String path) {
                window.leave();
                window.showScreen(ENTITIES);
                things[0].showFile(path);
            }

            @Override
            public void back() {
                window.back();
            }
        };
        AlertsScreen alerts = new AlertsScreen(investigation, window::goTo, ways, window::askTarget);
        things[0] = new EntitiesScreen(investigation, evidence, ways);
        OverviewScreen overview = new OverviewScreen(investigation, evidence, ways);
        return List.of(
                new Screen(OVERVIEW, overview, overview.first()),
                new Screen(EXPLORE, explore, explore.table()),
                new Screen(ALERTS, alerts, alerts.focus()),
                new Screen(FOLLOW, follow, follow.focus()),
                new Screen(ENTITIES, things[0], things[0].first()));
    }
}
