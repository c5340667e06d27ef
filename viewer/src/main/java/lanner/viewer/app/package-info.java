/** The program: command line, window, screens, menus, keys. Everything is put together here, by constructor. */
package lanner.viewer.app;
