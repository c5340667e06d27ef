package lanner.viewer.app;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import javafx.scene.control.TextInputDialog;
import javafx.stage.Window;
import lanner.investigation.entities.Entities;
import lanner.investigation.rows.RowFilter;
import lanner.viewer.entities.EntitiesScreen;
import lanner.viewer.groups.GroupsScreen;
import lanner.viewer.list.Dialogs;
import lanner.viewer.model.Investigation;
import lanner.viewer.model.Navigation;
import lanner.viewer.paint.DisplayText;

/** Goes from screen to screen and from event to event, and knows how to return. One for the captures that are open. */
final class Navigator implements Navigation {
    private final Investigation investigation;
    private final ScreenSwitcher screens;
    private final Consumer<String> status;
    private final Deque<Place> visited = new ArrayDeque<>();
    /** The row that the status bar says something of. */
    private int saidOf = NO_ROW;

    private boolean goesWithFilter;

    /** A screen, and what it was about. */
    private record Place(ScreenId screen, String condition, RowFilter filter, int row) {}

    /** @param status takes a sentence about what was just done; empty for none */
    Navigator(Investigation investigation, ScreenSwitcher screens, Consumer<String> status) {
        this.investigation = investigation;
        this.screens = screens;
        this.status = status;
    }

    @Override
    public void explore(String condition, RowFilter filter, int row) {
        leave();
        screens.show(ScreenId.EXPLORE);
        investigation.query().look(condition, filter);
        if (row >= 0) {
            investigation.selected().select(row);
        }
    }

    @Override
    public void entities(Entities.Kind kind) {
        leave();
        screens.show(ScreenId.ENTITIES);
        screens.screen(EntitiesScreen.class).ifPresent(screen -> screen.show(kind));
    }

    @Override
    public void file(String path) {
        leave();
        screens.show(ScreenId.ENTITIES);
        screens.screen(EntitiesScreen.class).ifPresent(screen -> screen.showFile(path));
    }

    /** To what is in view, grouped by a field. */
    void groups(String field) {
        leave();
        screens.show(ScreenId.GROUPS);
        screens.screen(GroupsScreen.class).ifPresent(screen -> screen.show(field));
    }

    /** Notes where the person is, so that {@link #back} returns here. */
    private void leave() {
        screens.shown()
                .ifPresent(screen -> visited.push(new Place(
                        screen.id(),
                        investigation.query().condition().get(),
                        investigation.query().filter().get(),
                        investigation.selected().row().get())));
    }

    @Override
    public void back() {
        if (!visited.isEmpty()) {
            Place last = visited.pop();
            boolean same = last.condition()
                            .equals(investigation.query().condition().get())
                    && last.filter().equals(investigation.query().filter().get());
            if (!same) {
                investigation.query().look(last.condition(), last.filter());
            }
            investigation.selected().select(last.row());
            screens.show(last.screen());
        }
    }

    /** Opens an event in the main screen. What hides it there is taken away. */
    void goTo(int row) {
        boolean hidden = investigation.query().isHidden(row);
        if (!screens.isShown(ScreenId.EXPLORE) || hidden) {
            leave();
        }
        screens.show(ScreenId.EXPLORE);
        if (hidden) {
            unhide(row);
        }
        investigation.selected().select(row);
    }

    /** Makes a row the selected one, on whichever screen is in view. In the main screen it must be seen. */
    void jump(int row) {
        if (row < 0) {
            return;
        }
        if (screens.isShown(ScreenId.EXPLORE)) {
            goTo(row);
        } else {
            investigation.selected().select(row);
        }
    }

    private void unhide(int row) {
        investigation.query().clear();
        status.accept("The filter hid event "
                + DisplayText.number(investigation.events().get().number(row))
                + "; it is off now. Backspace: back, with the filter");
        saidOf = row;
        goesWithFilter = true;
    }

    /** Says something that is of interest until another event is selected. */
    void say(String sentence) {
        status.accept(sentence);
        saidOf = investigation.selected().row().get();
        goesWithFilter = false;
    }

    /** Takes the sentence about an event away once another event is selected, or a filter is there again. */
    void tick() {
        if (saidOf >= 0
                && (saidOf != investigation.selected().row().get()
                        || goesWithFilter && !investigation.query().rows().get().isAll())) {
            saidOf = NO_ROW;
            status.accept("");
        }
    }

    /** Asks for an event's number and goes to the event. */
    void askForNumber(Window owner) {
        TextInputDialog dialog = new TextInputDialog();
        Dialogs.own(dialog, owner);
        dialog.setTitle("Go to");
        dialog.setHeaderText(null);
        dialog.setContentText("Event number");
        dialog.showAndWait().map(text -> text.replaceAll("[,_ ]", "")).ifPresent(text -> {
            int row =
                    text.matches("[0-9]{1,12}") ? investigation.events().get().rowOf(0, Long.parseLong(text)) : NO_ROW;
            if (row < 0) {
                investigation.refuse("there is no event " + text);
            } else {
                goTo(row);
            }
        });
    }
}
