/** Text to tree: the grammar, and nothing of what names mean. */
package lanner.engine.lang.parse;
