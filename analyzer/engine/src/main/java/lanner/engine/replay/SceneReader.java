package lanner.engine.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import lanner.engine.alert.AlertScene;
import lanner.engine.field.Field;
import lanner.engine.field.Source;
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
    private final Field auditUser;
    private final Field object;

    SceneReader() {
        StandardFields fields = new StandardFields();
        try {
            path = fields.resolve("lanner.path", Optional.empty());
            descriptor = fields.resolve("fd.name", Optional.empty());
            user = fields.resolve("user.name", Optional.empty());
            object = fields.resolve("lanner.object", Optional.empty());
            auditUser = fields.resolve("ka.user.name", Optional.empty());
        } catch (UnknownFieldException e) {
            throw new IllegalStateException("the registry lacks a field", e);
        }
    }

    AlertScene read(EventContext context) {
        return Source.of(context.event()) == Source.SYSCALL ? ofCall(context) : ofRequest(context);
    }

    /** Of a request to a Kubernetes API server: who asked stands for the process. */
    private AlertScene ofRequest(EventContext context) {
        String who = text(auditUser, context);
        return new AlertScene(text(object, context), who, who, List.of());
    }

    private static String text(Field field, EventContext context) {
        return Objects.requireNonNullElse(field.print(context), "");
    }

    private AlertScene ofCall(EventContext context) {
        String subject = text(path, context);
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
                subject.isEmpty() ? text(descriptor, context) : subject,
                named(process),
                text(user, context),
                ancestors);
    }

    private static String named(ProcessInfo process) {
        return process.comm() + " " + process.pid();
    }
}
