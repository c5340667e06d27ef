/**
 * Where alerts go: standard output, files, programs, syslog, webhooks, metrics. {@link lanner.cli.output.Outputs} sends
 * every alert to all of them; what can block has a queue and a thread of its own, so that a failing output stops neither
 * the analysis nor its neighbours. Nothing is lost without being counted and said.
 */
@NullMarked
package lanner.cli.output;

import org.jspecify.annotations.NullMarked;
