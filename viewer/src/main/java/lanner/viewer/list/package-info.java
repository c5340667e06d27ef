/** Lists, tables and trees that several screens show. They know values and settings, and no screen. */
@NullMarked
package lanner.viewer.list;

import org.jspecify.annotations.NullMarked;
