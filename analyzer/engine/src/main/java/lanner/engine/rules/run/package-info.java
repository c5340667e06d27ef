/** Compiled rules at work: which of them are chosen, which are asked about an event, which calls a recorder traces for them. */
@NullMarked
package lanner.engine.rules.run;

import org.jspecify.annotations.NullMarked;
