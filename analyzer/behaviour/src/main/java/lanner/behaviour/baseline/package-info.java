/** What is known of many recordings: each shape, in how many of them, how often; and the file that keeps it. */
@NullMarked
package lanner.behaviour.baseline;

import org.jspecify.annotations.NullMarked;
