/** JSON, as much of it as alerts and line protocols need: a writer, and a bounded reader. */
package lanner.engine.json;
