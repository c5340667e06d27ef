/** The one pipeline: records from a source, state, rules, alerts. */
package lanner.engine.replay;
