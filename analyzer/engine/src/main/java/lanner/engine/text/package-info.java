/** Texts for people: what was meant by a name that is none. Knows nothing of rules and events. */
package lanner.engine.text;
