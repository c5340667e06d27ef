package lanner.engine.lang.plan;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lanner.engine.field.Extractor;
import lanner.engine.field.Field;
import lanner.engine.lang.check.Read;
import lanner.engine.lang.check.Typed;
import lanner.engine.state.EventContext;

/** Finds what verdicts depend on; verdicts about the same names share one memory. */
final class Subjects {
    /** What is made of a descriptor's name and kind, and of nothing else. */
    private static final Set<String> OF_NAME_AND_KIND =
            Set.of("fd.name", "fd.type", "fd.typechar", "fd.filename", "fd.directory", "fd.sockfamily");

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

    private Subject of(Read read) {
        if (read.field().scope() == Field.Scope.PROCESS) {
            return Subject.PROCESS;
        }
        Optional<Field> only = read.only();
        if (only.isEmpty()) {
            return Subject.EVENT;
        }
        String name = only.get().text();
        if (OF_NAME_AND_KIND.contains(name)) {
            return memos.computeIfAbsent("fd", each -> new TextMemo(Subjects::name, Subjects::kind));
        }
        return name.startsWith("fs.path.") && only.get().extractor() instanceof Extractor.OfText get
                ? memos.computeIfAbsent(name, each -> new TextMemo(get::get, context -> "path"))
                : Subject.EVENT;
    }

    private static String name(EventContext context) {
        return context.fd() == null ? null : context.fd().name();
    }

    private static Object kind(EventContext context) {
        return context.fd().kind();
    }
}
