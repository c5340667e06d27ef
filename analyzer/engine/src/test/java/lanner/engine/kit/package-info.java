/** What tests of the engine are written with: records in memory and rules from text. */
package lanner.engine.kit;
