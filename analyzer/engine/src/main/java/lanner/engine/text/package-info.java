/** Texts for people: what was meant by a name that is none. Knows nothing of rules and events. */
@NullMarked
package lanner.engine.text;

import org.jspecify.annotations.NullMarked;
