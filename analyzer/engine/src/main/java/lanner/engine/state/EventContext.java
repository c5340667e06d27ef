package lanner.engine.state;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import lanner.capture.ContainerId;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.PluginIds;
import lanner.capture.event.PluginParams;
import lanner.capture.json.JsonException;
import lanner.capture.json.JsonReader;
import org.jspecify.annotations.Nullable;

/**
 * What a field sees: the event, and the state as the event left it. One instance is moved from event to event; keep
 * values, not this.
 */
public final class EventContext {
    /** What {@link #fdNumber} answers for an event that is about no descriptor. */
    public static final long NO_DESCRIPTOR = Long.MIN_VALUE;

    /** Serials of one replay never are those of another: what was remembered there does not hold here. */
    private static final AtomicLong CONTEXTS = new AtomicLong();

    private final SystemState state;
    /** Before the first event, one of no thread that is known. */
    private Event event = new Event();

    private ThreadInfo thread = new ProcessInfo(0).leader;
    private @Nullable FdInfo fd;
    private long fdNumber = NO_DESCRIPTOR;
    /** The descriptor is one that an open has just made, or would have made. */
    private boolean opened;

    private @Nullable ContainerInfo container;
    private @Nullable Map<String, Object> document;
    private long serial = CONTEXTS.getAndIncrement() << 40;

    EventContext(SystemState state) {
        this.state = state;
    }

    void move(Event next, ThreadInfo nextThread) {
        serial++;
        event = next;
        thread = nextThread;
        fd = null;
        fdNumber = NO_DESCRIPTOR;
        opened = false;
        container = null;
        document = null;
    }

    void descriptor(long number, @Nullable FdInfo info) {
        fdNumber = number;
        fd = info;
    }

    void opened(long number, FdInfo made) {
        descriptor(number, made);
        opened = true;
    }

    void container(ContainerInfo info) {
        container = info;
    }

    void thread(ThreadInfo other) {
        thread = other;
    }

    /** Another number for every event, of whatever replay. */
    public long serial() {
        return serial;
    }

    public Event event() {
        return event;
    }

    public ThreadInfo thread() {
        return thread;
    }

    public ProcessInfo process() {
        return thread.process();
    }

    /** The descriptor that the event creates, uses or closes; null if there is none or nothing is known of it. */
    public @Nullable FdInfo fd() {
        return fd;
    }

    /** Its number; negative when creating it failed, {@link #NO_DESCRIPTOR} for an event that is about none. */
    public long fdNumber() {
        return fdNumber;
    }

    /**
     * The absolute path that the event's call names, see {@link ThreadInfo#path}. An open's is put together once, for its
     * descriptor.
     *
     * @param path the parameter with the path
     * @param dirfd the parameter with the directory it starts from; negative for the working directory
     */
    public String path(int path, int dirfd) {
        FdInfo made = fd;
        return opened && made != null && !made.name.isEmpty() ? made.name : thread.path(event, path, dirfd);
    }

    /** The container that the event tells of; null for an event that is no container's. */
    public @Nullable ContainerInfo container() {
        return container;
    }

    /**
     * The container that it happened in: the one that the event tells of; else that of the process: the one its control
     * groups name, else the one that the recorder itself was in. Null on the host.
     */
    public @Nullable ContainerId containerId() {
        if (container != null) {
            return container.id();
        }
        ContainerId ofGroups = process().container();
        if (ofGroups != null) {
            return ofGroups;
        }
        return state.container()
                .map(ContainerInfo::id)
                .filter(id -> !id.id().isEmpty())
                .orElse(null);
    }

    /**
     * What the event of a Kubernetes audit log says: the object as {@link JsonReader} answers it, whose texts are characters.
     * Empty for any other event and where that cannot be read.
     */
    public Map<String, Object> document() {
        Map<String, Object> known = document;
        if (known == null) {
            known = read(event);
            document = known;
        }
        return known;
    }

    private static Map<String, Object> read(Event event) {
        if (event.type() != EventType.PLUGINEVENT || event.param(PluginParams.PLUGIN_ID, 0) != PluginIds.K8S_AUDIT) {
            return Map.of();
        }
        try {
            return JsonReader.object(new String(event.bytes(PluginParams.EVENT_DATA), StandardCharsets.UTF_8));
        } catch (JsonException e) {
            // Readers of audit logs let nothing else through; a capture that was made up says nothing.
            return Map.of();
        }
    }

    public SystemState state() {
        return state;
    }
}
