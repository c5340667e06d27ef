/**
 * The rule language: text to verdict. Text is parsed to a tree ({@code parse}, {@code ast}), the tree is checked and typed
 * ({@code check}), the typed tree becomes a predicate ({@code plan}); each stage takes what the one before makes.
 * Positions travel along, so that every complaint can point. Here is the whole of it, for those who need no single stage.
 */
@NullMarked
package lanner.engine.lang;

import org.jspecify.annotations.NullMarked;
