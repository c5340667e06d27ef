/** What a capture comes to, on one screen, and what to look at first. Each number leads to the events behind it. */
package lanner.viewer.overview;
