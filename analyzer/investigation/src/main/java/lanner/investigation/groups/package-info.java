/**
 * Sums over events: how many, how many failed, bytes and time, of all that are chosen or by the values of fields. Taken from
 * the columns of the index where they hold the fields, else from a replay.
 */
@NullMarked
package lanner.investigation.groups;

import org.jspecify.annotations.NullMarked;
