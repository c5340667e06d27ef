/** Rule files: YAML becomes items with their places. Knows what an item may hold, and nothing of other items. */
package lanner.engine.rules.read;
