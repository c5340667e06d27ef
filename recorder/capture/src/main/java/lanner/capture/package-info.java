/**
 * The capture: what a recorder writes and everything else reads. Reading is bounded and trusts nothing; writing is one
 * thread's. Depends on no other part of Lanner.
 */
@NullMarked
package lanner.capture;

import org.jspecify.annotations.NullMarked;
