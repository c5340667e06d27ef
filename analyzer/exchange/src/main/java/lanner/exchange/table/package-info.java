/** Events and alerts as rows for data tools: JSON lines, CSV, and what Timesketch takes. One object or line each. */
package lanner.exchange.table;
