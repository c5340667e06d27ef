package lanner.viewer.action;

/** When an action does something. */
public enum ActionCondition {
    /** At any time: an action of the window itself. */
    ALWAYS,
    /** While a capture is open, whichever screen is in view. */
    OPEN,
    /** While its screen is in view. */
    SHOWN,
    /** While a capture is open; its screen is brought into view first. */
    BRINGS_SCREEN
}
