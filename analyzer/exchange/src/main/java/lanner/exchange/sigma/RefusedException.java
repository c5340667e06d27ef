package lanner.exchange.sigma;

/** Something that cannot be translated: where it stands, and why. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** A reason may quote the file. */
    private static final int LONGEST = 400;

    private final transient Place place;
    private final String reason;

    RefusedException(Place place, String reason) {
        super(place + ": " + reason, null, false, false);
        this.place = place;
        this.reason = reason.length() > LONGEST ? reason.substring(0, LONGEST) + "..." : reason;
    }

    Place place() {
        return place;
    }

    String reason() {
        return reason;
    }
}
