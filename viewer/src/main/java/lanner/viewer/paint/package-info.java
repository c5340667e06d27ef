/** Colours, texts and times as windows show them. Text of a capture is made harmless here. */
package lanner.viewer.paint;
