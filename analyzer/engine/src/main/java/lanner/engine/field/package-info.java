/**
 * The fields of the rule language: one registry of rows, a file a prefix, a row a field with its type, documentation and
 * extractor together. The checker, the templates, {@code rules fields} and the viewer read the same rows.
 */
@NullMarked
package lanner.engine.field;

import org.jspecify.annotations.NullMarked;
