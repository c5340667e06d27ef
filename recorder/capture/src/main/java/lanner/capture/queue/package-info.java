/**
 * Writing a capture through Chronicle Queue: the only package that knows Chronicle. Reading untrusted captures does not
 * go through it.
 */
package lanner.capture.queue;
