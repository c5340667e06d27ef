/** Types: which literals and operators a field takes, with Falco's words when it does not. */
package lanner.engine.lang.check;
