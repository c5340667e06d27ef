/** What two sets of recordings did differently: what is new, gone, more, less. */
@NullMarked
package lanner.behaviour.compare;

import org.jspecify.annotations.NullMarked;
