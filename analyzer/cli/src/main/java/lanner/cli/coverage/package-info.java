/** What a corpus of captures made of rules, written for people, for programs, and as the rule files with each leaf marked. */
@NullMarked
package lanner.cli.coverage;

import org.jspecify.annotations.NullMarked;
