/**
 * Drafts an exception of a rule from an alert: which fields say who did what to what, which of their values will come
 * again, and how they are written so that two languages read them as they are.
 */
@NullMarked
package lanner.engine.except;

import org.jspecify.annotations.NullMarked;
