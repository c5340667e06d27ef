package lanner.behaviour.policy;

/**
 * Something that a recording did and a policy does not allow.
 *
 * @param what {@code connect}, {@code /etc/passwd}; bytes, one character each
 * @param why what the policy says
 */
public record Denied(String what, String why, Need need) {}
