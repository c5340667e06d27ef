/** Alerts in groups, what rules made them, and what an investigator decides about each. */
@NullMarked
package lanner.viewer.alerts;

import org.jspecify.annotations.NullMarked;
