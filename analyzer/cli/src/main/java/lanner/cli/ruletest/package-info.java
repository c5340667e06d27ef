/**
 * Rules tested like code: files that say which alerts a capture must raise and which it must not.
 *
 * <pre>
 * YAML ─▶ {@link lanner.cli.ruletest.RuleTestFile} ─▶ {@link lanner.cli.ruletest.RuleTest} ─▶ {@link lanner.cli.ruletest.RuleTestRun} ─▶ {@link lanner.cli.ruletest.Outcome} ─▶ text, TAP, JUnit XML, JSON
 * </pre>
 */
package lanner.cli.ruletest;
