/** What all programs of Lanner share: their version and the statuses they end with. Depends on no other part of Lanner. */
@NullMarked
package lanner.product;

import org.jspecify.annotations.NullMarked;
