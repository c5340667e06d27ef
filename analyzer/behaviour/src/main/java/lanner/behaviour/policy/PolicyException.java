package lanner.behaviour.policy;

/** A policy's text is not what it should be; the message says where. */
public final class PolicyException extends Exception {
    private static final long serialVersionUID = 1L;

    public PolicyException(String message) {
        super(message);
    }
}
