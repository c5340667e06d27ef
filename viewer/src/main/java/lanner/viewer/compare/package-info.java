/** The screen of what two captures, or two stretches of time, did differently. */
@NullMarked
package lanner.viewer.compare;

import org.jspecify.annotations.NullMarked;
