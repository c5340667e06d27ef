/**
 * What a user got wrong, or may have: findings with Falco's codes, the chain of places that leads to each, and how they
 * print. Never an exception that reaches a caller.
 */
@NullMarked
package lanner.engine.rules.finding;

import org.jspecify.annotations.NullMarked;
