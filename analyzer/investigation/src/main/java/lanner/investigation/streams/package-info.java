/**
 * What passed through a descriptor, a pipe or a connection, in order and in both directions.
 */
@NullMarked
package lanner.investigation.streams;

import org.jspecify.annotations.NullMarked;
