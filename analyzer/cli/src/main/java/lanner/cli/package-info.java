/** The commands over captures and rules: options, one call, exit codes. */
package lanner.cli;
