/** Events and alerts as rows for data tools: JSON lines, CSV, and what Timesketch takes. One object or line each. */
@NullMarked
package lanner.exchange.table;

import org.jspecify.annotations.NullMarked;
