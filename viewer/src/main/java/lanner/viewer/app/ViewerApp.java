package lanner.viewer.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.application.Application;
import javafx.stage.Stage;
import lanner.product.ExitCode;
import lanner.viewer.model.Settings;

/** The JavaFX application: one window. */
public final class ViewerApp extends Application {
    private static volatile Request request = new Request(List.of(), List.of(), null);
    private static volatile int status;

    /**
     * What the command line asks for.
     *
     * @param caseFile null for the one that belongs to the first capture
     */
    record Request(List<Path> captures, List<Path> rules, Path caseFile) {
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

    private MainWindow window;

    @Override
    public void start(Stage stage) {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            System.err.println("lanner: internal error, please report it with the lines below");
            failure.printStackTrace();
            status = ExitCode.INTERNAL.code();
        });
        Request asked = request;
        window = new MainWindow(stage, Settings.ofUser(), asked.rules());
        stage.show();
        if (!asked.captures().isEmpty()) {
            window.open(asked.captures(), Optional.ofNullable(asked.caseFile()));
        }
    }

    @Override
    public void stop() {
        window.close();
    }
}
