/** Colours, texts and times as windows show them. Text of a capture is escaped here. */
package lanner.viewer.paint;
