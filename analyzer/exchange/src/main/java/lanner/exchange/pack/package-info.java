/**
 * Captures as one file: a tar archive of the capture's files (POSIX.1-2017, pax, "ustar Interchange Format"), compressed
 * with zstd (RFC 8878). {@code tar --zstd -xf} unpacks it as well.
 *
 * <pre>
 * NAME.lanner/ ──▶ {@link lanner.exchange.pack.CapturePacker} ──▶ NAME.lanner.zst
 *             ◀── {@link lanner.exchange.pack.CaptureUnpacker} ◀── trusting nothing in it
 *             {@link lanner.exchange.pack.UnpackedCaptures}: a private copy for commands that read it as it is
 * </pre>
 */
@NullMarked
package lanner.exchange.pack;

import org.jspecify.annotations.NullMarked;
