package lanner.viewer.app;

import java.util.List;
import lanner.viewer.explore.ExploreScreen;
import lanner.viewer.model.Investigation;

/** The screens, in the order of their keys Ctrl+1, Ctrl+2, and so on. */
final class Screens {
    static final String EXPLORE = "Explore";

    private Screens() {}

    static List<Screen> build(MainWindow window, Investigation investigation) {
        ExploreScreen explore = new ExploreScreen(investigation, () -> {});
        return List.of(new Screen(EXPLORE, explore, explore.table()));
    }
}
