package lanner.viewer.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Insets;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import javafx.stage.Modality;
import javafx.stage.Stage;
import javafx.stage.Window;
import lanner.engine.json.JsonText;
import lanner.viewer.list.Dialogs;
import lanner.viewer.paint.DisplayText;

/**
 * Asks for a path by keyboard: Tab completes, Enter takes it, Esc goes without. What is there already is replaced only
 * after a second Enter. Buttons open the system's own dialogs.
 */
final class PathPrompt {
    /** With letters of the usual size. */
    private static final int MOST_CHOICES = 24;

    private static final int LONGEST = 300;
    private static final double WIDTH = 760;

    /** What is asked for. */
    enum Use {
        OPEN("Open"),
        WRITE("Write");

        private final String word;

        Use(String word) {
            this.word = word;
        }
    }

    private final Use use;
    private final PathCompletion completion = new PathCompletion(
            Path.of("").toAbsolutePath(),
            Path.of(System.getProperty("user.home")).toAbsolutePath());
    private final List<Browse> browse;
    private final Consumer<Path> then;
    private final Stage stage = new Stage();
    private final TextField field = new TextField();
    private final Label problem = new Label();
    private final Label choices = new Label();
    /** What a second Enter replaces; empty for nothing. */
    private String replaces = "";

    /**
     * One of the system's own dialogs.
     *
     * @param id of its button
     * @param ask over a window; empty if nothing was chosen
     */
    record Browse(String id, String words, Function<Window, Optional<Path>> ask) {}

    private PathPrompt(Use use, List<Browse> browse, Consumer<Path> then) {
        this.use = use;
        this.browse = browse;
        this.then = then;
    }

    /**
     * Asks, and returns at once.
     *
     * @param suggested stands in the field; what is typed takes its place
     * @param browse what else asks
     * @param then takes the path: there for one to open; for one to write, in a directory that is there
     */
    static void ask(Window owner, String title, Use use, String suggested, List<Browse> browse, Consumer<Path> then) {
        new PathPrompt(use, browse, then).open(owner, title, suggested);
    }

    private void open(Window owner, String title, String suggested) {
        Label head = Dialogs.sentence(title);
        head.getStyleClass().add("panel-title");
        field.setId("path");
        field.setAccessibleText(title);
        field.setText(suggested);
        field.textProperty().addListener((property, before, now) -> say("", ""));
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        problem.setId("path-problem");
        problem.getStyleClass().add("grave");
        choices.setId("path-choices");
        choices.getStyleClass().addAll("quiet", "fixed");
        problem.setWrapText(true);
        problem.setMinHeight(Label.USE_PREF_SIZE);
        // Names that are still too many give way: the buttons below do not.
        choices.setWrapText(true);
        choices.setMinHeight(0);
        Label keys = new Label("Tab completes, Enter: " + use.word + ", Esc: not now");
        keys.getStyleClass().add("quiet");
        FlowPane hands = Dialogs.hands(button("path-take", use.word, this::take));
        browse.forEach(each -> hands.getChildren().add(button(each.id(), each.words(), () -> browse(each))));
        hands.getChildren().addAll(button("path-cancel", "Cancel", stage::close), keys);
        VBox all = new VBox(8, head, field, problem, choices, hands);
        all.setPadding(new Insets(14));
        Scene scene = Dialogs.scene(owner, all, WIDTH, 260);
        scene.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                stage.close();
            }
        });
        stage.initOwner(owner);
        stage.initModality(Modality.WINDOW_MODAL);
        stage.setTitle(title);
        stage.setScene(scene);
        stage.show();
        field.requestFocus();
        field.selectAll();
    }

    private static Button button(String id, String words, Runnable action) {
        Button button = new Button(words);
        button.setId(id);
        button.setMnemonicParsing(false);
        button.setOnAction(event -> action.run());
        return button;
    }

    private void keyPressed(KeyEvent event) {
        boolean plain = !event.isShiftDown() && !event.isShortcutDown() && !event.isAltDown();
        if (event.getCode() == KeyCode.TAB && plain) {
            complete();
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER) {
            take();
            event.consume();
        }
    }

    private void complete() {
        PathCompletion.Completed found = completion.complete(field.getText());
        field.setText(found.text());
        field.end();
        List<String> names = found.choices();
        // Of large letters fewer have room.
        int most =
                (int) Math.ceil(MOST_CHOICES * Dialogs.LETTERS / field.getFont().getSize());
        int more = names.size() - most;
        String shown = String.join(
                "   ", names.stream().limit(most).map(PathPrompt::own).toList());
        say("", shown + (more > 0 ? "   and " + DisplayText.number(more) + " more" : ""));
    }

    private void take() {
        Optional<Path> path = completion.path(field.getText());
        String against = path.map(this::against).orElse("This is no path");
        if (!against.isEmpty()) {
            say(against, "");
            return;
        }
        if (use == Use.WRITE && Files.exists(path.get()) && !replaces.equals(field.getText())) {
            say(own(path.get().getFileName().toString()) + " is there already: Enter once more replaces it", "");
            replaces = field.getText();
            return;
        }
        stage.close();
        then.accept(path.get());
    }

    /** Why a path cannot be taken; empty if it can. */
    private String against(Path path) {
        String name = own(path.toString());
        if (use == Use.OPEN) {
            return Files.exists(path) ? "" : "There is no " + name;
        }
        if (Files.isDirectory(path)) {
            return name + " is a directory";
        }
        return path.getParent() != null && Files.isDirectory(path.getParent())
                ? ""
                : "There is no directory " + own(String.valueOf(path.getParent()));
    }

    /** The system's dialog asks by itself before something is replaced. */
    private void browse(Browse by) {
        by.ask().apply(stage).ifPresent(path -> {
            stage.close();
            then.accept(path);
        });
    }

    private void say(String trouble, String names) {
        problem.setText(trouble);
        choices.setText(names);
        replaces = "";
    }

    private static String own(String characters) {
        return DisplayText.text(JsonText.latin(characters), LONGEST);
    }
}
