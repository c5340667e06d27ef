package lanner.engine.state;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import lanner.capture.ContainerId;
import lanner.capture.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * The containers of a capture: the recorder's own, those that events of an imported capture tell of, and the users of each.
 * Containers are known by the first twelve digits of their ids.
 */
final class Containers {
    private static final int SHORT_ID = 12;

    /** Against captures that make up containers without end. */
    private static final int MOST = 10_000;

    private static final long MAX_TOLD = 64 << 20;
    /** About what a place in a map takes. */
    private static final long ENTRY_BYTES = 100;

    private static final Accounts NOBODY_KNOWN = new Accounts();

    private Optional<ContainerInfo> own = Optional.empty();
    private final Map<String, ContainerInfo> told = new HashMap<>();
    private long toldBytes;

    private final Accounts machine = new Accounts();
    private final Map<String, Accounts> inside = new HashMap<>();

    /** About how much memory this takes, in bytes, but for what copies share. */
    long size() {
        long entries = told.size();
        entries += machine.size();
        for (Accounts accounts : inside.values()) {
            entries += accounts.size();
        }
        return ENTRY_BYTES * entries;
    }

    /** Takes over all that others know; of its own it knows nothing yet. */
    void addAll(Containers others) {
        own = others.own;
        told.putAll(others.told);
        toldBytes = others.toldBytes;
        machine.addAll(others.machine);
        others.inside.forEach((id, accounts) ->
                inside.computeIfAbsent(id, none -> new Accounts()).addAll(accounts));
    }

    /** The container that the recorder ran in. */
    Optional<ContainerInfo> own() {
        return own;
    }

    void own(ContainerInfo container) {
        own = Optional.of(container);
    }

    /** What events said of a container; null when they said nothing. */
    @Nullable
    ContainerInfo told(String id) {
        return told.get(shortId(id));
    }

    /** What an event says of a container; empty if it cannot be read or there is no room for it. */
    Optional<ContainerInfo> learn(String json) {
        if (told.size() >= MOST || toldBytes + json.length() > MAX_TOLD) {
            return Optional.empty();
        }
        Optional<ContainerInfo> said = ContainerInfo.ofJson(json);
        said.ifPresent(info -> {
            toldBytes += json.length();
            told.put(shortId(info.id().id()), info);
        });
        return said;
    }

    /** That a container is gone; its id may be another's one day. */
    Optional<ContainerInfo> forget(String json) {
        Optional<ContainerInfo> said = ContainerInfo.ofJson(json);
        said.ifPresent(info -> {
            told.remove(shortId(info.id().id()));
            inside.remove(shortId(info.id().id()));
        });
        return said;
    }

    /** The users of the recorded machine. */
    Accounts machine() {
        return machine;
    }

    /** The users of the container that an event about a user names, or of the machine. */
    Accounts accountsOf(Event event, int containerParam) {
        String id = event.text(containerParam, "");
        if (id.isEmpty()) {
            return machine;
        }
        boolean full = inside.size() >= MOST && !inside.containsKey(shortId(id));
        return full ? new Accounts() : inside.computeIfAbsent(shortId(id), none -> new Accounts());
    }

    /** The users as a process's container knows them; outside of containers, as the machine does. */
    Accounts accountsOf(ProcessInfo process) {
        ContainerId container = process.container();
        if (container == null
                || own.map(info -> info.id().id().equals(container.id())).orElse(false)) {
            return machine;
        }
        return inside.getOrDefault(container.shortId(), NOBODY_KNOWN);
    }

    private static String shortId(String id) {
        return id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id;
    }
}
