/** Events put together by the values of fields: counts, bytes and times of what is in view, and how long calls took. */
@NullMarked
package lanner.viewer.groups;

import org.jspecify.annotations.NullMarked;
