package lanner.viewer.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.application.Application;
import javafx.stage.Stage;
import javafx.util.Duration;
import lanner.product.ExitCode;
import lanner.product.Installation;
import lanner.viewer.model.Settings;
import org.jspecify.annotations.Nullable;

/** The JavaFX application: one window. */
public final class ViewerApp extends Application {
    /** Within this a window manager has put its frame around a window. */
    private static final Duration SETTLING = Duration.seconds(2);

    private static volatile Request request = new Request(List.of(), List.of(), null, null, null);
    private static volatile int status;

    /**
     * What the command line asks for.
     *
     * @param caseFile null for the one that belongs to the first capture
     * @param analyst who works on the case; null for who was named last
     * @param caseNumber null for the one that the case has
     */
    record Request(
            List<Path> captures,
            List<Path> rules,
            @Nullable Path caseFile,
            @Nullable String analyst,
            @Nullable String caseNumber) {
        Request {
            captures = List.copyOf(captures);
            rules = List.copyOf(rules);
        }
    }

    static void request(Request asked) {
        request = asked;
    }

    static int status() {
        return status;
    }

    private @Nullable MainWindow window;

    @Override
    public void start(Stage stage) {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            System.err.println("lanner: internal error, please report it with the lines below");
            failure.printStackTrace();
            status = ExitCode.INTERNAL.code();
        });
        Request asked = request;
        Settings settings = Settings.ofUser();
        if (asked.analyst() != null) {
            settings.analyst().set(asked.analyst().strip());
        }
        MainWindow opened = new MainWindow(stage, settings, asked.rules(), Installation.samples());
        window = opened;
        stage.show();
        opened.settle(SETTLING);
        if (!asked.captures().isEmpty()) {
            opened.open(
                    asked.captures(), Optional.ofNullable(asked.caseFile()), Optional.ofNullable(asked.caseNumber()));
        }
    }

    @Override
    public void stop() {
        if (window != null) {
            window.close();
        }
    }
}
