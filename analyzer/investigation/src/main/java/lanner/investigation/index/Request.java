package lanner.investigation.index;

import lanner.engine.field.Outcome;

/**
 * What an event of an audit log asked of a Kubernetes API server. Texts are bytes, one character each.
 *
 * @param verb get, list, create and others; empty for none
 * @param object what it is about, as {@code lanner.object} has it; empty for nothing
 * @param status of the response, as HTTP has it; {@link #NO_STATUS} while there is none
 * @param reason why it failed; empty where the response does not say
 */
public record Request(String verb, String object, long status, String reason) {
    /** The request was received, and not answered yet. */
    public static final long NO_STATUS = Long.MIN_VALUE;

    /** What became of it, as its response says. */
    public Outcome outcome() {
        return status == NO_STATUS ? Outcome.UNKNOWN : Outcome.ofResponse(status, reason);
    }

    /** {@code 403 Forbidden}; empty while there is no response. */
    public String response() {
        return status == NO_STATUS ? "" : (status + " " + reason).strip();
    }
}
