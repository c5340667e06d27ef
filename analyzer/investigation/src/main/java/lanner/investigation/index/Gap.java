package lanner.investigation.index;

/**
 * A place where something that happened is not in the capture.
 *
 * @param row the first event behind it
 * @param time that event's time
 * @param text what is known of it
 */
public record Gap(int row, long time, String text) {}
