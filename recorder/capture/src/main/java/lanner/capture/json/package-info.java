/**
 * JSON as others write it: what a metadata service answers, what the container events of other tools hold. The only
 * package that knows the JSON library; it knows nothing of captures.
 */
@NullMarked
package lanner.capture.json;

import org.jspecify.annotations.NullMarked;
