/**
 * What passed through a descriptor, a pipe or a connection, in order and in both directions.
 */
package lanner.investigation.streams;
