/**
 * SARIF 2.1.0 (OASIS Standard, errata 01), the format that code scanning reads: what was found in captures, as one run of one
 * tool. {@link lanner.cli.sarif.SarifLog} takes rules and results of any kind and writes the file;
 * {@link lanner.cli.sarif.AlertResults} makes results of alerts. Texts are characters, not bytes.
 */
@NullMarked
package lanner.cli.sarif;

import org.jspecify.annotations.NullMarked;
