package lanner.engine.field;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import lanner.capture.event.EventType;
import lanner.capture.event.FlagSet;
import lanner.capture.event.ParamSpec;
import lanner.capture.event.ParamType;

/** The names that parameters print with, where every event that has one prints it as names or plain numbers. */
final class ArgumentNames {
    private static final int LAST_SIGNAL = 64;
    /** Of the parameters that were asked for: a set of rules asks for few. */
    private static final Map<String, Optional<Domain>> KNOWN = new ConcurrentHashMap<>();

    private ArgumentNames() {}

    /** The values of a parameter, by its name. */
    static Optional<Domain> of(Optional<String> parameter) {
        return parameter.flatMap(ArgumentNames::of);
    }

    private static Optional<Domain> of(String parameter) {
        // No name but a parameter's is kept.
        Optional<Domain> domain = KNOWN.get(parameter);
        if (domain == null) {
            domain = find(parameter);
            if (domain.isPresent()) {
                KNOWN.put(parameter, domain);
            }
        }
        return domain;
    }

    private static Optional<Domain> find(String parameter) {
        Set<String> names = new LinkedHashSet<>();
        for (EventType type : EventType.values()) {
            for (ParamSpec param : type.params()) {
                if (!param.name().equals(parameter)) {
                    continue;
                }
                if (!param.flagSet().isEmpty() || param.type() == ParamType.SIGNAL) {
                    names.addAll(names(param));
                } else if (!isPlainNumber(param.type())) {
                    return Optional.empty();
                }
            }
        }
        return names.isEmpty() ? Optional.empty() : Optional.of(new Domain.Names(new ArrayList<>(names)));
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
