/**
 * The main screen: filter bar, timeline, process tree, event table, details, side by side and of one selection. Tables
 * and timeline are painted, so that their cost does not grow with the capture.
 */
@NullMarked
package lanner.viewer.explore;

import org.jspecify.annotations.NullMarked;
