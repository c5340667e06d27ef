/** Rule files: YAML becomes items with their places. Knows what an item may hold, and nothing of other items. */
@NullMarked
package lanner.engine.rules.read;

import org.jspecify.annotations.NullMarked;
