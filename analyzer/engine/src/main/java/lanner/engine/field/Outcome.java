package lanner.engine.field;

import java.util.Map;
import java.util.Set;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.engine.state.EventContext;

/**
 * What became of what an event is about. An alert tells of what a program asked for: only this says whether it was done.
 *
 * @param error the error's name; empty unless it was refused or is pending
 */
public record Outcome(Kind kind, String error) {
    public static final Outcome DONE = new Outcome(Kind.DONE, "");
    public static final Outcome UNKNOWN = new Outcome(Kind.UNKNOWN, "");

    /** Of these it is known when they begin: exit(2) cannot fail. */
    private static final Set<String> NEVER_RETURN = Set.of("exit", "exit_group");

    private static final long FIRST_HTTP_ERROR = 400;
    private static final int EALREADY = 114;
    private static final int EINPROGRESS = 115;

    /** What became of it, in one word. */
    public enum Kind {
        DONE("done"),
        /** The call failed, whatever the reason. */
        REFUSED("refused"),
        /** The kernel went on with it after the call: EINPROGRESS, EALREADY. */
        PENDING("pending"),
        /** Recorded when the call began, or never returned from. */
        UNKNOWN("unknown");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** What became of the event at hand; what is no call has happened. */
    public static Outcome of(Event event) {
        if (!event.isResultKnown()) {
            return NEVER_RETURN.contains(event.name()) ? DONE : UNKNOWN;
        }
        if (!event.type().resultIsFirst() && event.type().kind() != EventType.Kind.GENERIC || event.result() >= 0) {
            return DONE;
        }
        long errno = -event.result();
        return new Outcome(isPending(errno) ? Kind.PENDING : Kind.REFUSED, KernelNames.error(errno));
    }

    /**
     * The same, of what an event of an audit log asked for too: it is done or refused as the status of the response says,
     * whose reason, or number, is the error then. Of a request that was only received nothing is known.
     */
    public static Outcome of(EventContext context) {
        if (Source.of(context.event()) == Source.SYSCALL) {
            return of(context.event());
        }
        Map<String, Object> event = context.document();
        if (!(AuditValues.at(event, "responseStatus", "code") instanceof Long code)) {
            return UNKNOWN;
        }
        String reason = AuditValues.text(AuditValues.at(event, "responseStatus", "reason"));
        return ofResponse(code, reason == null ? "" : reason);
    }

    /**
     * What became of a request that was answered.
     *
     * @param code the response's HTTP status
     * @param reason why it failed; may be empty
     */
    public static Outcome ofResponse(long code, String reason) {
        return code < FIRST_HTTP_ERROR
                ? DONE
                : new Outcome(Kind.REFUSED, reason.isEmpty() ? Long.toString(code) : reason);
    }

    /** Whether {@link #of(Event)} is {@link Kind#PENDING}. */
    public static boolean isPending(Event event) {
        return isPending(-event.result()) && of(event).kind() == Kind.PENDING;
    }

    private static boolean isPending(long errno) {
        return errno == EINPROGRESS || errno == EALREADY;
    }

    public boolean isDone() {
        return kind == Kind.DONE;
    }

    /** {@code done}, {@code refused: EPERM}. */
    public String words() {
        return error.isEmpty() ? kind.word() : kind.word() + ": " + error;
    }

    /**
     * What was done or tried, as a sentence's verb.
     *
     * @param past the verb's past, {@code mounted}
     * @param infinitive the verb itself, {@code mount}
     * @return {@code mounted}, {@code tried to mount}, {@code began to mount}, {@code asked to mount}
     */
    String verb(String past, String infinitive) {
        return switch (kind) {
            case DONE -> past;
            case REFUSED -> "tried to " + infinitive;
            case PENDING -> "began to " + infinitive;
            case UNKNOWN -> "asked to " + infinitive;
        };
    }
}
