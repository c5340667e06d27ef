/** Why a rule matched an event or did not: its condition as a tree, each leaf with what it read and what came of it. */
package lanner.engine.explain;
