/**
 * Which events, in which order, and what each says: conditions over all events, sorting, cells, counts along the axis of
 * time, export. A condition is asked of the columns where they hold what it needs, else of a replay.
 */
@NullMarked
package lanner.investigation.rows;

import org.jspecify.annotations.NullMarked;
