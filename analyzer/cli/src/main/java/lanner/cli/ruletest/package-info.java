/**
 * Rules tested like code: files that say which alerts a capture must raise and which it must not.
 *
 * <pre>
 * YAML ─▶ {@link lanner.cli.ruletest.RuleTestFile} ─▶ {@link lanner.cli.ruletest.RuleTest} ─▶ {@link lanner.cli.ruletest.RuleTestRun} ─▶ {@link lanner.cli.ruletest.TestResult} ─▶ text, TAP, JUnit XML, JSON
 * </pre>
 *
 * Scripts of tests are recorded once for all that share them ({@link lanner.cli.ruletest.Recordings}).
 *
 * <pre>
 * tests that pass ─▶ {@link lanner.cli.ruletest.PassedTest}s ─▶ {@link lanner.cli.ruletest.MutationRun} ─▶ {@link lanner.cli.ruletest.MutationReport}
 * </pre>
 */
@NullMarked
package lanner.cli.ruletest;

import org.jspecify.annotations.NullMarked;
