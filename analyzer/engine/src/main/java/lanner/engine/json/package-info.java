/** JSON as we write it; {@code lanner.capture.json} reads it. */
package lanner.engine.json;
