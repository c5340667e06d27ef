/**
 * What is done where a capture is read: in a process that may be on another machine, may die at any moment, and may be asked the
 * same again. All that comes here or goes from here is serialized.
 */
@NullMarked
package lanner.fleet.task;

import org.jspecify.annotations.NullMarked;
