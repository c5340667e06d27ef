/** Alerts in groups, what rules made them, and what an investigator decides about each. */
package lanner.viewer.alerts;
