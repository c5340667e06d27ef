/** What passed through one descriptor or socket. */
@NullMarked
package lanner.viewer.follow;

import org.jspecify.annotations.NullMarked;
