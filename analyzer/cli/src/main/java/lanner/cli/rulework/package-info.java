/** What {@code rules diff}, {@code rules cost} and {@code rules exception} find, put into words. */
package lanner.cli.rulework;
