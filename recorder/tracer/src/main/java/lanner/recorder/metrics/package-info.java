/** The figures of a recording for those who watch it: Prometheus, and what asks whether it is healthy. */
@NullMarked
package lanner.recorder.metrics;

import org.jspecify.annotations.NullMarked;
