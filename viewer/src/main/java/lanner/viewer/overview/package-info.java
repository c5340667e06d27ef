/** The summary of a capture and what to look at first. Each number opens the events that it counts. */
@NullMarked
package lanner.viewer.overview;

import org.jspecify.annotations.NullMarked;
