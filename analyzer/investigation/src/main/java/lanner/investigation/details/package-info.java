/**
 * Everything about one event: all its fields, what each rule made of it, the bytes of its record.
 */
@NullMarked
package lanner.investigation.details;

import org.jspecify.annotations.NullMarked;
