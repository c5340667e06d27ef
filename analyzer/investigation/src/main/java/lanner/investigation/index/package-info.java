/**
 * What is known of a capture once it was read from beginning to end: columns of its events, names, processes, alerts and
 * gaps, kept beside the user in a cache.
 *
 * <pre>
 * capture ─▶ {@link lanner.investigation.index.IndexBuilder} ─▶ {@link lanner.investigation.index.Index} ◀─▶ {@link lanner.investigation.index.IndexStore} (files)
 *                                    {@link lanner.investigation.index.Events}: rows by number, of one index or of several merged by time
 * </pre>
 *
 * An index grows while it is read by others; what was published to them does not change any more.
 */
@NullMarked
package lanner.investigation.index;

import org.jspecify.annotations.NullMarked;
