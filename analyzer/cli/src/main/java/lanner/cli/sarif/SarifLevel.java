package lanner.cli.sarif;

import java.util.Locale;

/** How grave a result is, in SARIF's words (section 3.27.10); the gravest first. */
public enum SarifLevel {
    ERROR,
    WARNING,
    NOTE;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
