/** What the build does to compiled classes. It runs inside Maven and is in no installation. */
@NullMarked
package lanner.build;

import org.jspecify.annotations.NullMarked;
