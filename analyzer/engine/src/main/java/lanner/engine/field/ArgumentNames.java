package lanner.engine.field;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lanner.capture.event.EventType;
import lanner.capture.event.FlagSet;
import lanner.capture.event.ParamSpec;
import lanner.capture.event.ParamType;

/** The names that parameters print with, where every event that has one prints it as names or plain numbers. */
final class ArgumentNames {
    private static final int LAST_SIGNAL = 64;
    private static final Map<String, Domain> BY_PARAMETER = byParameter();

    private ArgumentNames() {}

    /** The values of a parameter, by its name. */
    static Optional<Domain> of(Optional<String> parameter) {
        return parameter.map(BY_PARAMETER::get);
    }

    private static Map<String, Domain> byParameter() {
        Map<String, Set<String>> names = new HashMap<>();
        Set<String> open = new HashSet<>();
        for (EventType type : EventType.values()) {
            for (ParamSpec param : type.params()) {
                if (!param.flagSet().isEmpty() || param.type() == ParamType.SIGNAL) {
                    names.computeIfAbsent(param.name(), name -> new LinkedHashSet<>())
                            .addAll(names(param));
                } else if (!isPlainNumber(param.type())) {
                    open.add(param.name());
                }
            }
        }
        names.keySet().removeAll(open);
        Map<String, Domain> domains = new HashMap<>();
        names.forEach((parameter, known) -> domains.put(parameter, new Domain.Names(new ArrayList<>(known))));
        return domains;
    }

    private static List<String> names(ParamSpec param) {
        List<String> names = new ArrayList<>();
        if (param.type() == ParamType.SIGNAL) {
            for (int signal = 1; signal <= LAST_SIGNAL; signal++) {
                names.add(KernelNames.signal(signal));
            }
        } else {
            for (FlagSet.Flag flag : param.flagSet().orElseThrow().flags()) {
                names.add(flag.name());
            }
        }
        return names;
    }

    /** Whether it prints as digits alone. */
    private static boolean isPlainNumber(ParamType type) {
        return switch (type) {
            case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, SIGSET -> true;
            default -> false;
        };
    }
}
