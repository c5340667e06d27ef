package lanner.exchange.sigma;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import lanner.capture.event.CallNames;
import lanner.capture.event.SyscallNames;

/** System calls by name, by a pattern of names, or by their number on x86-64. */
final class SyscallComparisons {
    private static final String FIELD = "evt.type";

    private SyscallComparisons() {}

    static Clause of(Value value, DetectionItem item) throws RefusedException {
        if (!(value instanceof Value.Text text)) {
            throw new RefusedException(item.place(), "a system call is compared with names and numbers alone");
        }
        Set<String> events = new TreeSet<>();
        for (int number : SyscallNames.X86_64.numbers()) {
            String name = SyscallNames.X86_64.name(number);
            if (text.text().matches(name)
                    || text.text()
                            .plain()
                            .filter(Integer.toString(number)::equals)
                            .isPresent()) {
                events.add(CallNames.eventOf(name).orElse(name));
            }
        }
        if (events.isEmpty()) {
            throw new RefusedException(
                    item.place(),
                    "no system call of x86-64 is called so: "
                            + text.text().plain().orElse("the pattern"));
        }
        List<String> names = new ArrayList<>(events);
        return new Clause.OneOf(FIELD, names);
    }
}
