package lanner.engine.lang.plan;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lanner.engine.field.Extractor;
import lanner.engine.field.Field;
import lanner.engine.lang.check.ResolvedOperand;
import lanner.engine.lang.check.Typed;
import lanner.engine.state.EventContext;
import lanner.engine.state.FdInfo;
import org.jspecify.annotations.Nullable;

/** Finds what verdicts depend on; verdicts about the same names share one memory. */
final class Subjects {
    private final Map<String, TextMemo> memos = new LinkedHashMap<>();

    /** The names that verdicts were found to depend on, in order. */
    Collection<TextMemo> memos() {
        return List.copyOf(memos.values());
    }

    Subject of(Typed.Leaf leaf) {
        Subject left = of(leaf.left());
        if (leaf instanceof Typed.Fields pair) {
            return left.equals(of(pair.right())) ? left : Subject.EVENT;
        }
        return left;
    }

    private Subject of(ResolvedOperand read) {
        if (read.field().scope() == Field.Scope.PROCESS) {
            return Subject.PROCESS;
        }
        Optional<Field> only = read.only();
        if (only.isEmpty()) {
            return Subject.EVENT;
        }
        Field field = only.get();
        if (field.scope() == Field.Scope.DESCRIPTOR_NAME) {
            return memos.computeIfAbsent("fd", each -> new TextMemo(Subjects::name, Subjects::kind));
        }
        return field.scope() == Field.Scope.PATH && field.extractor() instanceof Extractor.OfText get
                ? memos.computeIfAbsent(field.text(), each -> new TextMemo(get::get, context -> "path"))
                : Subject.EVENT;
    }

    private static @Nullable String name(EventContext context) {
        FdInfo fd = context.fd();
        return fd == null ? null : fd.name();
    }

    private static @Nullable Object kind(EventContext context) {
        FdInfo fd = context.fd();
        return fd == null ? null : fd.kind();
    }
}
