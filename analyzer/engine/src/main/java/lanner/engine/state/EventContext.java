package lanner.engine.state;

import lanner.capture.event.Event;

/** What a field sees: the event, and the state as the event left it. One instance is moved from event to event. */
public final class EventContext {
    private Event event;

    public Event event() {
        return event;
    }

    void event(Event next) {
        event = next;
    }
}
