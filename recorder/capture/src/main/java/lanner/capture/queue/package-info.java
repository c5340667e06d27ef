/**
 * Writing a capture through Chronicle Queue: the only package that knows Chronicle. Reading untrusted captures does not
 * go through it.
 */
@NullMarked
package lanner.capture.queue;

import org.jspecify.annotations.NullMarked;
