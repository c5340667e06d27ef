/**
 * An open capture as plain Java: what the windows show, without a window. Knows no JavaFX.
 *
 * <pre>
 * capture ─▶ {@link lanner.viewer.session.IndexBuilder} ─▶ chunks of columns, names, processes, alerts, gaps (sidecar)
 *                                            │
 * {@link lanner.viewer.session.Workspace} ◀──┴── {@link lanner.viewer.session.Events}: rows by number, one capture or several merged by time
 *     ├─▶ {@link lanner.viewer.session.RowQuery}: a condition of the rule language over all events, streaming
 *     ├─▶ {@link lanner.viewer.session.DetailsReader}: all fields of one event, and what rules made of it
 *     └─▶ {@link lanner.viewer.session.CaseFile}: bookmarks, notes, decisions; append only, beside the capture
 * </pre>
 *
 * Nothing here writes to the capture.
 */
package lanner.viewer.session;
