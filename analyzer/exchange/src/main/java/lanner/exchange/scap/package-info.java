/**
 * The scap format of sysdig, Falco and Stratoshark, read and written.
 *
 * <pre>
 * file ─▶ blocks ({@link lanner.exchange.scap.ScapInput}) ─┬▶ lists of processes, descriptors, users ─▶ snapshot records
 *                                                          └▶ enter and exit events ─▶ one event each call
 * </pre>
 *
 * Which parameter of which event goes where is decided by name, from {@link lanner.exchange.scap.ScapTables}.
 */
@NullMarked
package lanner.exchange.scap;

import org.jspecify.annotations.NullMarked;
