/** Files, processes and connections as tables: who touched what, how often, when first and last. */
package lanner.viewer.entities;
