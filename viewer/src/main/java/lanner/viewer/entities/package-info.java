/** Files, processes and connections as tables: who touched what, how often, when first and last. */
@NullMarked
package lanner.viewer.entities;

import org.jspecify.annotations.NullMarked;
