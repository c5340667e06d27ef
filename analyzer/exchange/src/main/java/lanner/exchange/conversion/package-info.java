/** Captures of ours made of what other tools recorded; knows no format but ours. */
@NullMarked
package lanner.exchange.conversion;

import org.jspecify.annotations.NullMarked;
