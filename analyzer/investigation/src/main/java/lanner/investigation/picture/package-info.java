/**
 * Pictures as files: boxes, lines and words, written as SVG or drawn as PNG. It knows nothing of captures, and is the one
 * package of the investigation that uses Java's own graphics.
 */
@NullMarked
package lanner.investigation.picture;

import org.jspecify.annotations.NullMarked;
