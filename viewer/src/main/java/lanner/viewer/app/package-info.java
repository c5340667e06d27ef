/** The program: command line, window, screens, menus, keys. Everything is wired here, by constructor. */
@NullMarked
package lanner.viewer.app;

import org.jspecify.annotations.NullMarked;
