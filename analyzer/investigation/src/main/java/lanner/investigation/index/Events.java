package lanner.investigation.index;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.engine.field.KernelNames;
import lanner.engine.field.Outcome;

/**
 * Events by row, in the order of time. Rows from 0 to {@link #rows} are there; more may come while an index is being
 * built. Reading rows is safe from any thread, except {@link #read}.
 */
public interface Events {
    /** What an event that is about nothing has in the place of a name. */
    int NO_NAME = -1;

    int rows();

    /** Which capture of the workspace a row is of. */
    int capture(int row);

    /** Nanoseconds since 1970 UTC, as the recorded machine's clock had it. */
    long time(int row);

    /**
     * Nanoseconds since 1970 UTC on an axis that never steps back: the first event's time, and from there the monotonic
     * clock. The same as {@link #time} where the clock was not set.
     */
    long axis(int row);

    /** Which capture of the workspace a process is of; that of {@link ProcessEntry#NONE} of the first. */
    default int captureOfProcess(int id) {
        return 0;
    }

    /** {@code evt.num}. */
    long number(int row);

    /**
     * {@code lanner.duration}: how long the call took, in nanoseconds; {@link Event#UNKNOWN_DURATION} where the capture does
     * not tell. The event's time is the call's end.
     */
    long duration(int row);

    /** {@code evt.rawres}; 0 for an event without a result. */
    long result(int row);

    /** Whether the event has a result: not one that is no call, nor a call of which nobody knows how it ended. */
    boolean hasResult(int row);

    /** {@code evt.type}; the verb of a request. */
    String call(int row);

    /** The call as a number that is the same for the same call. */
    int callCode(int row);

    int tid(int row);

    /** The descriptor; -1 for an event that is about none. */
    int fd(int row);

    /** The program that ran, for {@link #image}. */
    int imageId(int row);

    /** What the event is about, for {@link #name}: a path, a connection; {@link #NO_NAME} for nothing. */
    int nameId(int row);

    /**
     * The path that the event is about, for {@link #name}. Another than {@link #nameId} where the call was given a descriptor
     * and a path that starts from it.
     */
    int pathId(int row);

    /**
     * The second path of a call that is about two, for {@link #name}: the new name of a rename or of a link, what a symbolic
     * link points to, where a mount is moved to, the device of a mount; {@link #NO_NAME} for others.
     */
    int targetId(int row);

    /** Whether what the event is about is the name of its descriptor, rather than a path that the call was given. */
    boolean isOfDescriptor(int row);

    /** What a row's event asked of a Kubernetes API server; empty for any other event. */
    Optional<Request> request(int row);

    /** Whether the event is a request to a Kubernetes API server. */
    boolean isRequest(int row);

    /** What a request is about, for {@link #name}; {@link #NO_NAME} for nothing and for other events. */
    int objectId(int row);

    /** The verb of a request, for {@link #name}; {@link #NO_NAME} for none and for other events. */
    int verbId(int row);

    /** {@code evt.failed}; of a request whether its response says so. */
    boolean failed(int row);

    /** Whether the kernel goes on with what the call asked for, whose result is an error all the same: EINPROGRESS. */
    boolean pending(int row);

    /** How many bytes the call read, wrote or copied; 0 for one that moves none, failed or did not end. */
    default long moved(int row) {
        return Calls.movesBytes(callCode(row)) && succeeded(row) ? Math.max(0, result(row)) : 0;
    }

    /** Whether what the call asked for was not done. */
    default boolean refused(int row) {
        return failed(row) && !pending(row);
    }

    /** Whether the call is known to have done what it was asked for: one that never returned is neither this nor refused. */
    default boolean succeeded(int row) {
        return hasResult(row) && !failed(row);
    }

    /** What became of a row's call; what is no call has happened. */
    default Outcome outcome(int row) {
        Optional<Request> request = request(row);
        if (request.isPresent()) {
            return request.get().outcome();
        }
        if (refused(row) || pending(row)) {
            Outcome.Kind kind = refused(row) ? Outcome.Kind.REFUSED : Outcome.Kind.PENDING;
            return new Outcome(kind, KernelNames.error(-result(row)));
        }
        boolean isCall = EventType.byCode(callCode(row))
                .map(type -> type.kind() == EventType.Kind.SYSCALL)
                .orElse(true);
        return isCall && !hasResult(row) ? Outcome.UNKNOWN : Outcome.DONE;
    }

    /** {@code evt.is_open_write}, whatever became of the call. */
    boolean opensToWrite(int row);

    /** Whether the call was to connect or accept a socket of the Internet's families, whatever became of it. */
    boolean isInternet(int row);

    boolean raisedAlert(int row);

    boolean followsGap(int row);

    /** Whether something of the event is cut, unreadable, or it never ended. */
    boolean isInPart(int row);

    ProgramImage image(int id);

    int images();

    /** A process; {@link ProcessEntry#NONE} by its own id. */
    ProcessEntry process(int id);

    int processes();

    /** Bytes, one character each. */
    String name(int id);

    int names();

    /** How many events of programs are about this name; none about what only requests are about. */
    long nameCount(int id);

    List<AlertEntry> alerts();

    List<Gap> gaps();

    /**
     * Moves a view to the event's record. From one thread at a time.
     *
     * @throws IOException when it cannot be read any more
     */
    void read(int row, Event event) throws IOException;

    /** The process of a row; {@link ProcessEntry#NONE} of a request. */
    default ProcessEntry processOf(int row) {
        return process(image(imageId(row)).process());
    }

    /**
     * {@code bash 4711}, and {@code #2} where the number was used before: the program that a process ran last, and its
     * number. Bytes, one character each.
     */
    default String processName(int id) {
        ProcessEntry process = process(id);
        return (process.image() < 0 ? "?" : image(process.image()).comm()) + " " + process.numbered();
    }

    /**
     * Who did what a row tells of: {@code bash 4711}, the program that the process ran then; of a request the user who asked.
     * Bytes, one character each.
     */
    default String who(int row) {
        ProgramImage image = image(imageId(row));
        if (image.isProgram()) {
            return image.comm() + " " + process(image.process()).numbered();
        }
        return image.comm().isEmpty() ? "?" : image.comm();
    }

    /** {@link #processName} of a row's process; of a request who asked. */
    default String processNameOf(int row) {
        return isRequest(row) ? who(row) : processName(processOf(row).id());
    }

    /** Whether any event is a request to a Kubernetes API server. */
    default boolean hasRequests() {
        return IntStream.range(0, images()).anyMatch(id -> !image(id).isProgram());
    }

    /** The first row that is not before a place on the axis; {@link #rows} if all are. */
    default int firstAt(long axis) {
        int low = 0;
        int high = rows();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (axis(middle) < axis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The row of an event; -1 if there is none of that number. */
    int rowOf(int capture, long number);
}
