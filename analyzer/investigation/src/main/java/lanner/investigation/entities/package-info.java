/**
 * What a capture knows of one file, process or peer: the list of them, the story of one, and the events that belong to
 * one event.
 */
@NullMarked
package lanner.investigation.entities;

import org.jspecify.annotations.NullMarked;
