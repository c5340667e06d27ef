/**
 * From rule files to rules that run, in stages: YAML with places ({@link lanner.engine.rules.ItemReader}), definitions
 * of lists, macros and rules ({@link lanner.engine.rules.Definitions}), then lists filled in, macros resolved, conditions
 * and outputs compiled ({@link lanner.engine.rules.RuleCompiler}). What a user got wrong is a
 * {@link lanner.engine.rules.Finding}, never an exception. Knows nothing of captures and sinks.
 */
package lanner.engine.rules;
