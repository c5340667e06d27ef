/** Text to tree: the grammar, and nothing of what names mean. */
@NullMarked
package lanner.engine.lang.parse;

import org.jspecify.annotations.NullMarked;
