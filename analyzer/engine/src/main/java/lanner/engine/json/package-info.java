/** JSON as we write it; {@code lanner.capture.json} reads it. */
@NullMarked
package lanner.engine.json;

import org.jspecify.annotations.NullMarked;
