/**
 * The capture: what a recorder writes and everything else reads. Reading is bounded and trusts nothing; writing is one
 * thread's. Depends on no other part of Lanner.
 */
package lanner.capture;
