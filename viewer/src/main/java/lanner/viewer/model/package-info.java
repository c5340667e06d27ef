/** The state that screens share: workspace, filter, selection, time range, case. Screens bind to it; it knows no screen. */
package lanner.viewer.model;
