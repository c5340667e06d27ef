/** Two versions of rules side by side: what changed in the rules, and in the alerts that they raise. */
package lanner.engine.compare;
