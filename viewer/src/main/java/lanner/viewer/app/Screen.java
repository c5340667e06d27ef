package lanner.viewer.app;

import javafx.scene.Node;

/**
 * One of the screens that a window switches between.
 *
 * @param focus has the focus when the screen is shown
 * @param find lets a person look for text in it
 */
record Screen(ScreenId id, Node content, Node focus, Runnable find) {}
