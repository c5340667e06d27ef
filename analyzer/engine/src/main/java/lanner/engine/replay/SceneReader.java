package lanner.engine.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import lanner.engine.alert.AlertScene;
import lanner.engine.field.Field;
import lanner.engine.field.StandardFields;
import lanner.engine.field.UnknownFieldException;
import lanner.engine.state.EventContext;
import lanner.engine.state.ProcessInfo;

/** Reads an alert's {@link AlertScene} while its event is at hand. For one thread. */
final class SceneReader {
    private static final int MOST_ANCESTORS = 6;

    private final Field path;
    private final Field descriptor;
    private final Field user;

    SceneReader() {
        StandardFields fields = new StandardFields();
        try {
            path = fields.resolve("lanner.path", Optional.empty());
            descriptor = fields.resolve("fd.name", Optional.empty());
            user = fields.resolve("user.name", Optional.empty());
        } catch (UnknownFieldException e) {
            throw new IllegalStateException("the registry lacks a field", e);
        }
    }

    AlertScene read(EventContext context) {
        String subject = Objects.requireNonNullElse(path.print(context), "");
        ProcessInfo process = context.process();
        List<String> ancestors = new ArrayList<>();
        for (int level = 1; level <= MOST_ANCESTORS; level++) {
            ProcessInfo ancestor = process.ancestor(level);
            if (ancestor == null) {
                break;
            }
            ancestors.add(named(ancestor));
        }
        return new AlertScene(
                subject.isEmpty() ? Objects.requireNonNullElse(descriptor.print(context), "") : subject,
                named(process),
                Objects.requireNonNullElse(user.print(context), ""),
                ancestors);
    }

    private static String named(ProcessInfo process) {
        return process.comm() + " " + process.pid();
    }
}
