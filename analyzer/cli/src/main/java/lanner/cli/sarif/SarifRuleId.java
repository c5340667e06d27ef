package lanner.cli.sarif;

/**
 * A rule that a log knows.
 *
 * @param id the same in every run: letters, digits and dashes
 * @param index where it stands among the rules of its log
 */
public record SarifRuleId(String id, int index) {}
