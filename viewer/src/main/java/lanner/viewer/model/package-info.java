/** What is being looked at: the workspace, the filter, the selection, the case. Windows bind to it; it knows none of them. */
package lanner.viewer.model;
