package lanner.cli.inquiry;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lanner.engine.json.JsonText;
import lanner.investigation.index.Events;
import lanner.investigation.index.ProcessEntry;
import lanner.investigation.rows.ConnectionName;
import lanner.investigation.streams.FollowReader;
import lanner.product.InputException;

/**
 * Which descriptor is asked about.
 *
 * @param wanted finds the events that use it
 * @param isOne whether one event is meant
 * @param notFound what to say if there is none
 */
public record FollowSubject(FollowReader.Wanted wanted, boolean isOne, String notFound) {
    private static final Pattern EVENT = Pattern.compile("[0-9]{1,18}");
    private static final Pattern DESCRIPTOR = Pattern.compile("([0-9]{1,9})(?:#([0-9]{1,9}))?:([0-9]{1,9})");

    /**
     * Reads what a user wrote: an event's number, {@code PID:FD}, {@code PID#2:FD}, a name.
     *
     * @throws InputException where there is no such event
     */
    public static FollowSubject of(Events events, String asked) throws InputException {
        if (EVENT.matcher(asked).matches()) {
            return event(events, Long.parseLong(asked));
        }
        Matcher descriptor = DESCRIPTOR.matcher(asked);
        return descriptor.matches() ? descriptor(events, descriptor, asked) : named(asked);
    }

    private static FollowSubject event(Events events, long number) throws InputException {
        int row = events.rowOf(0, number);
        if (row < 0) {
            throw new InputException("there is no event " + number + ": the capture has " + events.rows());
        }
        return new FollowSubject(
                (context, fd, of) -> context.event().number() == number,
                true,
                "event " + number + ", " + events.call(row) + ", is about no descriptor that is known");
    }

    private static FollowSubject descriptor(Events events, Matcher asked, String words) {
        int pid = Integer.parseInt(asked.group(1));
        int use = asked.group(2) == null ? 0 : Integer.parseInt(asked.group(2));
        int number = Integer.parseInt(asked.group(3));
        return new FollowSubject(
                (context, fd, row) -> {
                    if (fd.number() != number || context.process().pid() != pid) {
                        return false;
                    }
                    ProcessEntry process = events.processOf(row.getAsInt());
                    return use == 0 || process.reuse() + 1 == use;
                },
                false,
                "no recorded call of a process " + words.substring(0, words.indexOf(':')) + " is about a descriptor "
                        + number);
    }

    private static FollowSubject named(String asked) {
        String name = JsonText.latin(asked);
        return new FollowSubject(
                (context, fd, row) -> !name.isEmpty() && isNamed(fd.name(), name),
                false,
                "no recorded call is about a descriptor of '" + asked + "'");
    }

    private static boolean isNamed(String of, String name) {
        String socket = ConnectionName.socketPath(of);
        return of.equals(name)
                || socket.equals(name)
                || !name.startsWith("/")
                        && (of.endsWith("/" + name)
                                || ConnectionName.isInternet(of) && ConnectionName.isAtAnEnd(of, name));
    }

    /** How many things to look for. */
    public int most(int things) {
        return isOne ? 1 : things;
    }
}
