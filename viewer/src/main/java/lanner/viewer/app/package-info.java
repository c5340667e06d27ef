/** The program: command line, window, screens, menus, keys. Everything is wired here, by constructor. */
package lanner.viewer.app;
