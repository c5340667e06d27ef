package lanner.viewer.app;

import java.util.Locale;

/** The screens, in the order of their tabs and of their keys Ctrl+1, Ctrl+2, and so on. */
enum ScreenId {
    OVERVIEW("Overview"),
    EXPLORE("Explore"),
    ALERTS("Alerts"),
    FOLLOW("Follow"),
    ENTITIES("Entities"),
    COMPARE("Compare"),
    GROUPS("Groups");

    private final String label;

    ScreenId(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** Of its tab. */
    String tabId() {
        return "screen-" + name().toLowerCase(Locale.ROOT);
    }
}
