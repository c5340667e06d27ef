package lanner.behaviour.fact;

/**
 * An event that shows a fact.
 *
 * @param event its number in its capture, {@code evt.num}
 * @param time nanoseconds since the epoch
 * @param processes the process that made it and those above it, the eldest first: {@code npm 100 > sh 131}; bytes, one
 *     character each
 */
public record Example(long event, long time, String processes) {}
