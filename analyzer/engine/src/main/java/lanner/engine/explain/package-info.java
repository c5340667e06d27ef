/**
 * Why a rule matched an event or did not: its condition as a tree, each leaf with what it read and what came of it. Over
 * many events: how often each part was asked, what came of it, and whether it mattered.
 */
@NullMarked
package lanner.engine.explain;

import org.jspecify.annotations.NullMarked;
