/**
 * What all programs of Lanner share: their version, the statuses they end with, and text that is safe on a terminal.
 * Depends on no other part of Lanner.
 */
@NullMarked
package lanner.product;

import org.jspecify.annotations.NullMarked;
