package lanner.viewer.alerts;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import lanner.investigation.entities.RelatedEvents;
import lanner.investigation.entities.RelatedEvents.Connection;
import lanner.investigation.index.AlertEntry;
import lanner.investigation.index.Events;
import lanner.investigation.index.ProcessEntry;
import lanner.investigation.rows.RowFilter;
import lanner.viewer.model.Investigation;
import lanner.viewer.model.Navigation;
import lanner.viewer.paint.DisplayText;
import lanner.viewer.task.Job;
import org.jspecify.annotations.Nullable;

/** Where the selected alert leads: each line says it already, and a press goes there. */
final class RelatedEventLines extends VBox {
    private static final int LONGEST = 400;
    private static final int LONGEST_COMMAND = 80;
    private static final int NAMED = 3;

    private final Investigation investigation;
    private final Navigation navigation;
    private final Button file = line("lead-file", this::toFile);
    private final Button chain = line("lead-chain", this::toChain);
    private final Button connections = line("lead-connections", this::toConnections);
    private int row = -1;
    private Optional<RelatedEvents> leads = Optional.empty();
    private Consumer<RelatedEvents> wish = found -> {};
    private @Nullable Job reading;
    /** What stands where a lead is not known, or not yet. */
    private String unknown = "";

    RelatedEventLines(Investigation investigation, Navigation navigation) {
        super(1);
        this.investigation = investigation;
        this.navigation = navigation;
        setId("leads");
        getChildren().addAll(file, chain, connections);
        investigation.indexingOver().addListener((property, before, now) -> read());
        words();
    }

    private Button line(String id, Consumer<RelatedEvents> way) {
        Button button = new Button();
        button.setId(id);
        button.getStyleClass().add("look");
        button.setMnemonicParsing(false);
        button.setWrapText(true);
        button.setMaxWidth(Double.MAX_VALUE);
        button.setMinHeight(USE_PREF_SIZE);
        button.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        button.setOnAction(event -> leads.ifPresent(way));
        button.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER && !event.isShortcutDown()) {
                button.fire();
                event.consume();
            }
        });
        return button;
    }

    /** Shows where another alert leads, or nothing. */
    void show(Optional<AlertEntry> alert) {
        int now = alert.map(AlertEntry::row).orElse(-1);
        if (now != row || leads.isEmpty()) {
            row = now;
            read();
        }
    }

    private void read() {
        if (reading != null) {
            reading.cancel();
        }
        reading = null;
        leads = Optional.empty();
        wish = found -> {};
        int wanted = row;
        boolean indexed = investigation.indexed().get();
        unknown = indexed
                ? "\u2026"
                : investigation.indexingOver().get()
                        ? "not known: indexing ended early"
                        : "once the capture is indexed";
        words();
        if (wanted < 0 || !indexed) {
            return;
        }
        Job[] own = new Job[1];
        own[0] = investigation
                .jobs()
                .start(
                        "leads",
                        progress -> RelatedEvents.of(investigation.workspace(), wanted, progress),
                        found -> {
                            if (reading == own[0]) {
                                leads = found;
                                unknown = "not known: cancelled";
                                words();
                                found.ifPresent(wish);
                                wish = read -> {};
                            }
                        },
                        () -> {
                            if (reading == own[0]) {
                                unknown = "could not be read";
                                words();
                            }
                        });
        reading = own[0];
    }

    /** Goes to the file; once that is known, where it is not yet. */
    void file() {
        go(this::toFile);
    }

    /** Goes to the events of the processes above. */
    void chain() {
        go(this::toChain);
    }

    /** Goes to the events of the connections. */
    void connections() {
        go(this::toConnections);
    }

    private void go(Consumer<RelatedEvents> way) {
        leads.ifPresentOrElse(way, () -> wish = way);
    }

    private void toFile(RelatedEvents found) {
        found.file().ifPresent(navigation::file);
    }

    private void toChain(RelatedEvents found) {
        BitSet processes = new BitSet();
        found.chain().forEach(processes::set);
        navigation.explore("", RowFilter.NONE.of(processes), row);
    }

    private void toConnections(RelatedEvents found) {
        if (!found.connections().isEmpty()) {
            RowFilter.Some rows = new RowFilter.Some(found.rows(), "connections of the process chain");
            navigation.explore(
                    "", RowFilter.NONE.ofRows(rows), found.connections().get(0).row());
        }
    }

    private void words() {
        setVisible(row >= 0);
        setManaged(row >= 0);
        file.setText("1  File: "
                + leads.map(found -> found.file()
                                .map(path -> DisplayText.text(path, LONGEST))
                                .orElse("none is known"))
                        .orElse(unknown));
        chain.setText(
                "2  Process chain: " + leads.map(found -> chain(found.chain())).orElse(unknown));
        connections.setText("3  Connections: "
                + leads.map(found -> connections(found.connections())).orElse(unknown));
        file.setDisable(leads.flatMap(RelatedEvents::file).isEmpty());
        chain.setDisable(leads.isEmpty());
        connections.setDisable(leads.map(found -> found.connections().isEmpty()).orElse(true));
    }

    private String chain(List<Integer> processes) {
        return DisplayText.chain(processes, this::command);
    }

    private String command(int id) {
        Events events = investigation.events().get();
        ProcessEntry process = events.process(id);
        String command =
                process.image() < 0 ? "?" : events.image(process.image()).commandLine();
        return process.pid() + " " + DisplayText.text(command, LONGEST_COMMAND);
    }

    private String connections(List<Connection> all) {
        if (all.isEmpty()) {
            return "none of these processes, nor of those below";
        }
        int more = all.size() - NAMED;
        return all.stream()
                        .limit(NAMED)
                        .map(each -> DisplayText.text(each.name(), LONGEST_COMMAND) + " by " + command(each.process()))
                        .collect(Collectors.joining(";  "))
                + (more > 0 ? ";  and " + DisplayText.number(more) + " more" : "");
    }
}
