/**
 * Facts without what differs from run to run: rules, which users can see and edit, put names in the place of process
 * numbers, temporary files, chance ports.
 */
@NullMarked
package lanner.behaviour.shape;

import org.jspecify.annotations.NullMarked;
