package lanner.exchange.sigma;

/**
 * A document that was not translated.
 *
 * @param place what stands in the way
 * @param title the document's; empty where it has none that can be read
 * @param reason a sentence without its full stop
 * @param unreadable the file is no Sigma file at all: no YAML, not of its form, not to be read
 */
public record Refusal(Place place, String title, String reason, boolean unreadable) {
    /** {@code FILE:LINE:COLUMN: 'TITLE': REASON}. */
    public String sentence() {
        return place + ": " + (title.isEmpty() ? "" : "'" + title + "': ") + reason;
    }
}
