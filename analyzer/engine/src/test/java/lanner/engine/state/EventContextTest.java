package lanner.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import lanner.capture.event.AsyncParams;
import lanner.capture.event.ContainerParams;
import lanner.capture.event.EventType;
import lanner.capture.event.FdParams;
import lanner.engine.kit.History;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the fields of one event see. */
class EventContextTest {
    private static final int TID = 7;

    private final History history = new History();
    private final EventContext context = history.state().context();

    @BeforeEach
    void aProcess() {
        history.listed(TID, 1, "sh");
    }

    @Test
    void beforeTheFirstEventNothingIsKnownAndNothingIsNull() {
        EventContext fresh = new SystemState().context();
        assertThat(fresh.thread().tid()).isZero();
        assertThat(fresh.process().comm()).isEmpty();
        assertThat(fresh.fd()).isNull();
        assertThat(fresh.fdNumber()).isEqualTo(EventContext.NO_DESCRIPTOR);
        assertThat(fresh.container()).isNull();
    }

    @Test
    void everyEventHasASerialOfItsOwnInEveryReplay() {
        Set<Long> serials = new HashSet<>();
        for (History replay : new History[] {history, new History(), new History()}) {
            for (int i = 0; i < 3; i++) {
                replay.fchmod(TID, 3);
                serials.add(replay.state().context().serial());
            }
        }
        assertThat(serials).hasSize(9);
    }

    @Test
    void itMovesToTheThreadAndTheProcessOfEachEvent() {
        history.born(8, TID, 1, History.PTHREAD, 0).fchmod(8, 3);
        assertThat(context.thread().tid()).isEqualTo(8);
        assertThat(context.process().pid()).isEqualTo(TID);
        history.fchmod(TID, 3);
        assertThat(context.thread().tid()).isEqualTo(TID);
        assertThat(context.event().type()).isEqualTo(EventType.FCHMOD);
        assertThat(context.state()).isSameAs(history.state());
    }

    @Test
    void theDescriptorOfOneEventIsNotThatOfTheNext() {
        history.openat(TID, "/etc/hosts", 4);
        assertThat(context.fdNumber()).isEqualTo(4);
        assertThat(context.fd()).isNotNull();
        history.setresuid(TID, 5);
        assertThat(context.fdNumber()).isEqualTo(EventContext.NO_DESCRIPTOR);
        assertThat(context.fd()).isNull();
    }

    @Test
    void aDescriptorOfWhichNothingIsKnownHasItsNumberOnly() {
        history.fchmod(TID, 99);
        assertThat(context.fdNumber()).isEqualTo(99);
        assertThat(context.fd()).isNull();
    }

    @Test
    void oneThatCouldNotBeCreatedHasTheErrorAsItsNumber() {
        history.openat(TID, "/etc/shadow", -13);
        assertThat(context.fdNumber()).isEqualTo(-13);
        assertThat(context.fd()).isNotNull();
    }

    @Test
    void aClosedDescriptorIsThereForTheEventThatClosesIt() {
        history.openat(TID, "/etc/hosts", 4).close(TID, 4);
        assertThat(history.fdName()).isEqualTo("/etc/hosts");
        history.fchmod(TID, 4);
        assertThat(context.fd()).isNull();
    }

    @Test
    void aCloseThatFailsClosesNothing() {
        history.openat(TID, "/etc/hosts", 4);
        history.begin(EventType.CLOSE, TID).number(FdParams.FD, 4).result(-9);
        history.apply().fchmod(TID, 4);
        assertThat(history.fdName()).isEqualTo("/etc/hosts");
    }

    @Test
    void onlyAnEventAboutAContainerHasOne() {
        String json = "{\"container\":{\"id\":\"c0ffee\",\"name\":\"web\"}}";
        history.begin(EventType.CONTAINER, 0).text(ContainerParams.JSON, json);
        history.apply();
        assertThat(context.container().name()).isEqualTo("web");
        history.fchmod(TID, 3);
        assertThat(context.container()).isNull();
        history.begin(EventType.ASYNCEVENT, 0)
                .text(AsyncParams.NAME, "container_removed")
                .text(AsyncParams.DATA, json);
        history.apply();
        assertThat(context.container().name()).isEqualTo("web");
    }
}
