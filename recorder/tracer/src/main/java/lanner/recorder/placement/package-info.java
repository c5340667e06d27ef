/**
 * Where the tracer and the traced threads run. On one processor a stop is two switches; across processors it wakes an
 * idle one twice, which costs many times more. So all start on one processor, and spread while several of them compute.
 * The program must not notice: what it asks and says about its processors is answered as if we were not there.
 */
@NullMarked
package lanner.recorder.placement;

import org.jspecify.annotations.NullMarked;
