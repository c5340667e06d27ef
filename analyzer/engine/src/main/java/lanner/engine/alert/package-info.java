/** Alerts and what they say: output templates, the alert as a value, text and JSON. */
@NullMarked
package lanner.engine.alert;

import org.jspecify.annotations.NullMarked;
