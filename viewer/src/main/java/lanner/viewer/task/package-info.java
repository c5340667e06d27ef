/** Background jobs, each with a name, progress and a way to cancel it. Nothing here knows captures. */
@NullMarked
package lanner.viewer.task;

import org.jspecify.annotations.NullMarked;
