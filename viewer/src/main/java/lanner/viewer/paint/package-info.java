/** Colours, texts and times as windows show them. Text of a capture is escaped here. */
@NullMarked
package lanner.viewer.paint;

import org.jspecify.annotations.NullMarked;
