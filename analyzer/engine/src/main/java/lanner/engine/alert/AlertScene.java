package lanner.engine.alert;

import java.util.List;

/**
 * What an alert is about and who did it, whatever the rule's output says. Texts are bytes, one character each.
 *
 * @param subject the path or the connection that the event is about, or the object of a request to an API server; empty for
 *     none
 * @param process name and number of the process, {@code cat 135}, or the user who made that request
 * @param user its user's name or number; empty where unknown
 * @param ancestors the processes above it, the nearest first; not all of a long chain
 */
public record AlertScene(String subject, String process, String user, List<String> ancestors) {
    public AlertScene {
        ancestors = List.copyOf(ancestors);
    }
}
