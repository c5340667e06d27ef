package lanner.engine.rules;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lanner.capture.event.EventType;
import lanner.capture.event.FlagSet;
import lanner.capture.event.ParamSpec;
import lanner.capture.event.ParamType;
import lanner.engine.field.KernelNames;
import lanner.engine.field.Outcome;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.ast.Operator;
import lanner.engine.lang.plan.Glob;
import lanner.engine.state.FdInfo;
import lanner.engine.text.Nearest;

/**
 * Comparisons with a value that their field never has: names longer than the kernel keeps, directories with a slash at
 * their end, values outside a closed set, numbers out of range. A table says what each field's values are like.
 */
final class NeverTrue {
    /** The kernel keeps 15 bytes of a program's name (TASK_COMM_LEN, with the byte that ends it, is 16). */
    private static final int LONGEST_NAME = 15;

    private static final int MOST_PORTS = 65_535;
    private static final int LAST_SIGNAL = 64;
    private static final Pattern LONG_ID = Pattern.compile("[0-9a-f]{13,64}");

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,18}");
    private static final Pattern FLAG_NUMBER = Pattern.compile("(0x)?[0-9a-fA-F]+");

    /** Characters that make a regular expression more than a text. */
    private static final String REGEX_SIGNS = ".*+?[](){}|^$\\";

    private static final String NO_VALUE = "<NA>";

    /** Says what is wrong with a value; empty if nothing is. */
    private interface Check {
        Optional<String> wrong(String field, Operator operator, String value);
    }

    private static final Map<String, Check> CHECKS = checks();
    private static final Map<String, Set<String>> FLAGS = flags();

    private NeverTrue() {}

    /** Takes what was found. */
    interface Report {
        /**
         * @param operator how the field is compared: with {@code !=} the comparison is true of every value
         * @param why why no value of the field meets the literal
         */
        void add(Expr.Literal literal, Operator operator, String why);
    }

    /** Looks at the comparisons of a tree; hands on each literal that cannot be met, and why. */
    static void check(Expr tree, Report report) {
        for (Expr leaf : tree.leaves()) {
            if (leaf instanceof Expr.Compare compare && compare.left() instanceof Expr.FieldRef field) {
                Check check = checkOf(field);
                if (check != null) {
                    String name = field.name()
                            + field.argument()
                                    .map(argument -> "[" + argument + "]")
                                    .orElse("");
                    literals(compare.right())
                            .forEach(literal -> check.wrong(name, compare.operator(), literal.text())
                                    .ifPresent(why -> report.add(literal, compare.operator(), why)));
                }
            }
        }
    }

    private static Check checkOf(Expr.FieldRef field) {
        Check check = CHECKS.get(field.name());
        if (check == null && field.name().startsWith("evt.arg.")) {
            Set<String> names = FLAGS.get(field.name().substring("evt.arg.".length()));
            return names == null ? null : (name, operator, value) -> flag(name, operator, value, names);
        }
        return check;
    }

    private static List<Expr.Literal> literals(Expr.Right right) {
        if (right instanceof Expr.Literal literal) {
            return List.of(literal);
        }
        if (right instanceof Expr.ListLiteral list) {
            return list.items();
        }
        return right instanceof Expr.Identifier name
                ? List.of(new Expr.Literal(name.name(), false, name.span()))
                : List.of();
    }

    // --- the table
    // ------------------------------------------------------------------------------------------------------------

    private static Map<String, Check> checks() {
        Map<String, Check> checks = new HashMap<>();
        for (String field :
                List.of("proc.name", "proc.pname", "proc.aname", "proc.sname", "proc.pgid.name", "proc.vpgid.name")) {
            checks.put(field, NeverTrue::name);
        }
        for (String field : List.of(
                "proc.exepath",
                "proc.pexepath",
                "proc.aexepath",
                "proc.sid.exepath",
                "proc.pgid.exepath",
                "proc.vpgid.exepath",
                "fd.directory",
                "fs.path.name",
                "fs.path.source",
                "fs.path.target",
                "lanner.path",
                "lanner.path.target")) {
            checks.put(field, NeverTrue::absolutePath);
        }
        checks.put("fd.name", NeverTrue::fileName);
        checks.put("fd.filename", NeverTrue::lastComponent);
        checks.put("proc.cwd", NeverTrue::directoryWithSlash);
        checks.put("container.id", NeverTrue::shortId);
        for (String field :
                List.of("fd.port", "fd.cport", "fd.sport", "fd.lport", "fd.rport", "fd.rport.name", "fd.sport.name")) {
            checks.put(field, (name, operator, value) -> outOf(name, operator, value, 0, MOST_PORTS));
        }
        for (String field : List.of(
                "proc.pid",
                "proc.ppid",
                "proc.apid",
                "proc.vpid",
                "proc.pvpid",
                "proc.sid",
                "proc.vpgid",
                "thread.tid",
                "thread.vtid")) {
            checks.put(field, (name, operator, value) -> outOf(name, operator, value, 0, Integer.MAX_VALUE));
        }
        checks.put(
                "evt.rawres",
                (name, operator, value) -> outOf(name, operator, value, -KernelNames.LARGEST_ERROR, Long.MAX_VALUE));
        closed(checks, "fd.l4proto", Stream.of("tcp", "udp", "icmp", "raw", NO_VALUE));
        closed(checks, "fd.sockfamily", Stream.of("ip", "unix"));
        closed(checks, "fd.type", Stream.of(FdInfo.Kind.values()).map(FdInfo.Kind::word));
        closed(checks, "fd.typechar", Stream.of(FdInfo.Kind.values()).map(FdInfo.Kind::letter));
        for (String field : List.of("proc.stdin.type", "proc.stdout.type", "proc.stderr.type")) {
            closed(checks, field, Stream.of(FdInfo.Kind.values()).map(FdInfo.Kind::word));
        }
        for (String field : List.of("thread.cap_effective", "thread.cap_permitted", "thread.cap_inheritable")) {
            checks.put(field, NeverTrue::capability);
        }
        closed(checks, "evt.category", Stream.concat(Stream.of("ipc", "unknown"), categories()));
        closed(checks, "evt.io_dir", Stream.of("read", "write"));
        closed(checks, "evt.dir", Stream.of("<"));
        closed(checks, "evt.res", errors());
        closed(checks, "lanner.outcome", Stream.of(Outcome.Kind.values()).map(Outcome.Kind::word));
        return Map.copyOf(checks);
    }

    private static Stream<String> categories() {
        return Stream.of(EventType.Category.values()).map(EventType.Category::label);
    }

    private static Stream<String> errors() {
        Stream<String> names = IntStream.rangeClosed(1, KernelNames.LARGEST_ERROR)
                .mapToObj(KernelNames::error)
                .filter(name -> !Character.isDigit(name.charAt(0)));
        return Stream.concat(Stream.of("SUCCESS"), names);
    }

    private static void closed(Map<String, Check> checks, String field, Stream<String> values) {
        Set<String> set = new TreeSet<>(values.toList());
        checks.put(field, (name, operator, value) -> outside(name, operator, value, set));
    }

    /** The names that a parameter prints with, by its name, where every event has it as names or plain numbers. */
    private static Map<String, Set<String>> flags() {
        Map<String, Set<String>> names = new HashMap<>();
        Set<String> open = new HashSet<>();
        for (EventType type : EventType.values()) {
            for (ParamSpec param : type.params()) {
                if (param.type() == ParamType.SIGNAL) {
                    names.computeIfAbsent(param.name(), name -> new LinkedHashSet<>())
                            .addAll(signals());
                } else if (param.flagSet().isEmpty()) {
                    if (!isPlainNumber(param.type())) {
                        open.add(param.name());
                    }
                } else {
                    Set<String> into = names.computeIfAbsent(param.name(), name -> new LinkedHashSet<>());
                    param.flagSet().get().flags().stream()
                            .map(FlagSet.Flag::name)
                            .forEach(into::add);
                }
            }
        }
        names.keySet().removeAll(open);
        return names;
    }

    private static List<String> signals() {
        return IntStream.rangeClosed(1, LAST_SIGNAL)
                .mapToObj(KernelNames::signal)
                .toList();
    }

    /** Whether it prints as digits alone. */
    private static boolean isPlainNumber(ParamType type) {
        return switch (type) {
            case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, SIGSET -> true;
            default -> false;
        };
    }

    // --- what can be wrong
    // ------------------------------------------------------------------------------------------------------------

    private static Optional<String> name(String field, Operator operator, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        boolean literal = switch (operator) {
            case EQ, NE, IN, INTERSECTS, CONTAINS, ICONTAINS, STARTSWITH, ENDSWITH -> true;
            case GLOB, IGLOB, PMATCH -> value.chars().noneMatch(c -> "*?[\\".indexOf(c) >= 0);
            case REGEX -> value.chars().noneMatch(c -> REGEX_SIGNS.indexOf(c) >= 0);
            default -> false;
        };
        int least =
                literal ? bytes.length : operator == Operator.GLOB || operator == Operator.IGLOB ? leastOf(value) : 0;
        if (least <= LONGEST_NAME) {
            return Optional.empty();
        }
        String kept = new String(bytes, 0, Math.min(bytes.length, LONGEST_NAME), StandardCharsets.UTF_8);
        return Optional.of("the kernel keeps " + LONGEST_NAME + " bytes of a name: " + field + " never "
                + verb(operator) + " '" + value + "'"
                + (literal && operator != Operator.ENDSWITH ? "; did you mean '" + kept + "'?" : ""));
    }

    /** The fewest bytes of a text that matches a glob. */
    private static int leastOf(String glob) {
        int least = 0;
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (c == '\\' && i + 1 < glob.length()) {
                i++;
            } else if (c == '[' && glob.indexOf(']', i + 2) > 0) {
                i = glob.indexOf(']', i + 2);
            } else if (c == '*') {
                continue;
            }
            least++;
        }
        return least;
    }

    private static boolean isEquality(Operator operator) {
        return switch (operator) {
            case EQ, NE, IN, INTERSECTS -> true;
            default -> false;
        };
    }

    private static boolean isPattern(Operator operator) {
        return operator == Operator.GLOB || operator == Operator.IGLOB || operator == Operator.REGEX;
    }

    private static Optional<String> fileName(String field, Operator operator, String value) {
        boolean whole = isEquality(operator) && value.length() > 1 && value.startsWith("/")
                || operator == Operator.ENDSWITH && value.startsWith("/") && value.length() > 1;
        return whole && value.endsWith("/") ? slashAtEnd(field, operator, value) : Optional.empty();
    }

    private static Optional<String> absolutePath(String field, Operator operator, String value) {
        if (value.isEmpty() || value.equals("/") || value.equals(NO_VALUE)) {
            return Optional.empty();
        }
        if ((isEquality(operator) || operator == Operator.ENDSWITH) && value.endsWith("/")) {
            return slashAtEnd(field, operator, value);
        }
        boolean begins = isEquality(operator) || operator == Operator.STARTSWITH;
        char first = value.charAt(0);
        boolean relative = first == '.' || Character.isLetterOrDigit(first) && value.indexOf(':') < 0;
        return begins && relative
                ? Optional.of("the path is absolute: " + field + " never " + verb(operator) + " '" + value + "'")
                : Optional.empty();
    }

    private static Optional<String> slashAtEnd(String field, Operator operator, String value) {
        return Optional.of("no slash stands at its end: " + field + " never " + verb(operator) + " '" + value
                + "'; did you mean '" + value.replaceAll("/+$", "") + "'?");
    }

    private static Optional<String> lastComponent(String field, Operator operator, String value) {
        boolean plain = isEquality(operator)
                || operator == Operator.CONTAINS
                || operator == Operator.STARTSWITH
                || operator == Operator.ENDSWITH;
        return plain && value.indexOf('/') >= 0
                ? Optional.of("it holds no slash: " + field + " never " + verb(operator) + " '" + value + "'")
                : Optional.empty();
    }

    private static Optional<String> directoryWithSlash(String field, Operator operator, String value) {
        boolean lacks = (isEquality(operator) || operator == Operator.ENDSWITH)
                && value.indexOf('/') >= 0
                && !value.endsWith("/");
        return lacks
                ? Optional.of("a slash stands at its end: " + field + " never " + verb(operator) + " '" + value
                        + "'; did you mean '" + value + "/'?")
                : Optional.empty();
    }

    private static Optional<String> shortId(String field, Operator operator, String value) {
        boolean asked = isEquality(operator) || operator == Operator.STARTSWITH || operator == Operator.CONTAINS;
        return asked && LONG_ID.matches(value)
                ? Optional.of("it holds 12 digits: " + field + " never " + verb(operator) + " '" + value
                        + "'; did you mean '" + value.substring(0, 12) + "'?")
                : Optional.empty();
    }

    /** The names stand in one text with blanks between them. */
    private static Optional<String> capability(String field, Operator operator, String value) {
        if (isPattern(operator)) {
            return Optional.empty();
        }
        for (String name : value.strip().split(" +")) {
            Optional<String> wrong = name.isEmpty() || name.equals(NO_VALUE)
                    ? Optional.empty()
                    : outside(field, operator, name, KernelNames.CAPABILITIES);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> outOf(String field, Operator operator, String value, long least, long most) {
        if (!NUMBER.matches(value)) {
            return Optional.empty();
        }
        long number = Long.parseLong(value);
        boolean low = switch (operator) {
            case LT -> number <= least;
            case GT, GE -> false;
            default -> number < least;
        };
        boolean high = switch (operator) {
            case GT -> number >= most;
            case LT, LE -> false;
            default -> number > most;
        };
        return low || high
                ? Optional.of("out of range: " + field + " is never " + sign(operator) + value
                        + (low ? ", but at least " + least : ", but at most " + most))
                : Optional.empty();
    }

    private static String sign(Operator operator) {
        return switch (operator) {
            case LT, LE, GT, GE -> operator.symbol() + " ";
            default -> "";
        };
    }

    private static Optional<String> outside(String field, Operator operator, String value, Collection<String> values) {
        Optional<Predicate<String>> test = test(operator, value);
        if (test.isEmpty() || values.stream().anyMatch(test.get())) {
            return Optional.empty();
        }
        String hint = isPattern(operator) ? "" : Nearest.hint(value, values);
        String all = values.size() > 20 ? "" : ", but one of " + String.join(", ", values);
        return Optional.of("no value of the field: " + field + " never " + verb(operator) + " '" + value + "'"
                + (hint.isEmpty() ? all : hint));
    }

    private static Optional<String> flag(String field, Operator operator, String value, Set<String> names) {
        if (value.isEmpty() || value.equals(NO_VALUE) || FLAG_NUMBER.matches(value)) {
            return Optional.empty();
        }
        for (String part : value.split("\\|")) {
            Operator asked = operator;
            if (value.indexOf('|') >= 0 && !isEquality(operator)) {
                asked = Operator.CONTAINS;
            }
            Optional<Predicate<String>> test = isPattern(operator) ? Optional.empty() : test(asked, part);
            if (test.isPresent() && names.stream().noneMatch(test.get())) {
                return Optional.of("no name that the parameter prints with: " + field + " never " + verb(operator)
                        + " '" + part + "'" + Nearest.hint(part, names));
            }
        }
        return Optional.empty();
    }

    /** What an operator asks of a text; empty for those that a closed set says nothing about. */
    private static Optional<Predicate<String>> test(Operator operator, String value) {
        return switch (operator) {
            case EQ, NE, IN, INTERSECTS -> Optional.of(value::equals);
            case CONTAINS -> Optional.of(text -> text.contains(value));
            case ICONTAINS ->
                Optional.of(text -> text.toLowerCase(Locale.ROOT).contains(value.toLowerCase(Locale.ROOT)));
            case STARTSWITH -> Optional.of(text -> text.startsWith(value));
            case ENDSWITH -> Optional.of(text -> text.endsWith(value));
            case GLOB -> Optional.of(new Glob(value, false)::matches);
            case IGLOB -> Optional.of(new Glob(value, true)::matches);
            case REGEX -> regex(value);
            default -> Optional.empty();
        };
    }

    private static Optional<Predicate<String>> regex(String value) {
        try {
            Pattern pattern = Pattern.compile(value);
            return Optional.of(pattern::matches);
        } catch (PatternSyntaxException e) {
            // The compiler of conditions says what is wrong with it.
            return Optional.empty();
        }
    }

    private static String verb(Operator operator) {
        return switch (operator) {
            case EQ, NE, IN, INTERSECTS -> "is";
            case CONTAINS, ICONTAINS, BCONTAINS -> "contains";
            case STARTSWITH, BSTARTSWITH, PMATCH -> "starts with";
            case ENDSWITH -> "ends with";
            default -> "matches";
        };
    }
}
