/** What rules and the leaves of their conditions cost, measured one rule by itself. */
package lanner.engine.cost;
