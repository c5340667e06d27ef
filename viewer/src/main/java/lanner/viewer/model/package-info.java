/** The state that screens share: workspace, filter, selection, time range, case. Screens bind to it; it knows no screen. */
@NullMarked
package lanner.viewer.model;

import org.jspecify.annotations.NullMarked;
