/** Texts: what was meant by a name that is none, words of a command line, what is written into rule files. Knows no rule. */
@NullMarked
package lanner.engine.text;

import org.jspecify.annotations.NullMarked;
