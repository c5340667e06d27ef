package lanner.viewer.action;

/** Where an action stands: a menu is made of sections, in this order. */
public enum MenuSection {
    FILE_CAPTURE("File"),
    FILE_QUIT("File"),
    EDIT("Edit"),
    GO_EVENT("Go"),
    GO_NEXT("Go"),
    GO_BACK("Go"),
    GO_ENTITIES("Go"),
    GO_GROUPS("Go"),
    GO_HISTORY("Go"),
    GO_FIND("Go"),
    GO_FIND_NEXT("Go"),
    ALERTS("Alerts"),
    FOLLOW("Follow"),
    COMPARE_SIDES("Compare"),
    COMPARE_SHOW("Compare"),
    TIME_RANGE("Time"),
    TIME_LANES("Time"),
    TIME_LIVE("Time"),
    VIEW_LOOK("View"),
    VIEW_SIZE("View"),
    VIEW_PANES("View"),
    TABLE_COLUMNS("Table"),
    TABLE_ROWS("Table"),
    HELP("Help"),
    /** In the list of keys and the palette alone: the screens have tabs. */
    SCREENS("Screens");

    private final String menu;

    MenuSection(String menu) {
        this.menu = menu;
    }

    /** The name of the menu. */
    public String menu() {
        return menu;
    }

    /** Whether a line stands between this section and the one below it in the menu. */
    public boolean isSeparated() {
        return this == FILE_CAPTURE || this == COMPARE_SIDES || this == VIEW_LOOK;
    }

    /** Whether its actions are items of a menu. */
    public boolean isInMenus() {
        return this != SCREENS;
    }
}
