/** Alerts and what they say: output templates, the alert as a value, text and JSON. */
package lanner.engine.alert;
