/** What {@code compare} reads and prints: rules of shapes, differences as text, JSON and a page. */
@NullMarked
package lanner.cli.compare;

import org.jspecify.annotations.NullMarked;
