/** The summary of a capture and what to look at first. Each number opens the events that it counts. */
package lanner.viewer.overview;
