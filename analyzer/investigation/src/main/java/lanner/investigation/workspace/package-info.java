/**
 * Captures that are open: one or several on one axis of time, each with its index, its records, its rules and what
 * {@code verify} says of it. Nothing here, nor above it, writes to a capture.
 */
@NullMarked
package lanner.investigation.workspace;

import org.jspecify.annotations.NullMarked;
