/** Rule files: YAML with places, lists, macros and rules, substitution, findings; the outcome is a set of rules that run. */
package lanner.engine.rules;
