/**
 * Evaluation decided once: fields resolved to extractors, sets, patterns and prefix tries built, constants folded.
 */
package lanner.engine.lang.plan;
