/**
 * A capture as an investigator asks about it, as plain Java: for windows, for a terminal, for reports. Knows no toolkit of
 * windows.
 *
 * <pre>
 * index ◀── workspace ◀── rows ◀─┬─ entities
 *                                ├─ details
 *                                ├─ streams
 *                                ├─ groups
 *                                └─ casework
 * </pre>
 */
@NullMarked
package lanner.investigation;

import org.jspecify.annotations.NullMarked;
