package lanner.viewer.app;

import javafx.scene.Node;

/**
 * One of the screens that a window switches between.
 *
 * @param focus where the keyboard goes when the screen is shown
 */
record Screen(String name, Node content, Node focus) {}
