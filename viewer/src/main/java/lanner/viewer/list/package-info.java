/** Lists, tables and trees that several screens show. They know values and settings, and no screen. */
package lanner.viewer.list;
