/** What a corpus of captures made of rules, written for people, for programs, and as the rule files with each leaf marked. */
package lanner.cli.coverage;
