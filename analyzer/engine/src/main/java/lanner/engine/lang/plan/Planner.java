package lanner.engine.lang.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import lanner.capture.event.CallNames;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.engine.field.Extractor;
import lanner.engine.field.Field;
import lanner.engine.field.FieldRegistry;
import lanner.engine.field.FieldType;
import lanner.engine.field.IpAddress;
import lanner.engine.field.Multiplicity;
import lanner.engine.field.Values;
import lanner.engine.lang.ConditionException;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.ast.Modifier;
import lanner.engine.lang.ast.Operator;
import lanner.engine.lang.check.Literals;
import lanner.engine.state.EventContext;
import lanner.engine.text.Nearest;

/**
 * Makes a predicate of a condition: types are checked, fields resolved, sets and patterns built, once. What is left for
 * an event is to read values and ask tests. A missing value makes every comparison false.
 */
public final class Planner {
    private static final int MOST_COST = 1_000_000;
    static final int HOLDS = 1;
    static final int FAILS = 0;
    static final int UNKNOWN = -1;
    /** What is made of a descriptor's name and kind, and of nothing else. */
    private static final Set<String> OF_NAME_AND_KIND =
            Set.of("fd.name", "fd.type", "fd.typechar", "fd.filename", "fd.directory", "fd.sockfamily");

    private final FieldRegistry registry;
    private final Operands operands;
    private final List<String> warnings = new ArrayList<>();
    private final IdentityHashMap<Expr, ToIntFunction<EventType>> known = new IdentityHashMap<>();
    private final Map<String, TextMemo> memos = new LinkedHashMap<>();

    private Planner(FieldRegistry registry) {
        this.registry = registry;
        this.operands = new Operands(registry);
    }

    /** Plans a condition without macros. */
    public static CompiledCondition plan(Expr expr, FieldRegistry registry) throws ConditionException {
        Planner planner = new Planner(registry);
        Predicate predicate = planner.root(expr, planner.new Nodes(Sharing.of(List.of()), new HashMap<>()));
        return new CompiledCondition(predicate, EventAnalysis.of(expr), planner.warnings);
    }

    /**
     * Plans conditions that are asked about the same events: what several of them say is found once for an event. Never
     * more than one thread may ask them.
     *
     * @throws ConditionException as {@link #plan} does; conditions that it has taken never fail here
     */
    public static Together planAll(List<Expr> conditions, FieldRegistry registry) throws ConditionException {
        Planner planner = new Planner(registry);
        Sharing sharing = Sharing.of(conditions);
        Map<Integer, Planned> done = new HashMap<>();
        List<Predicate> predicates = new ArrayList<>();
        Nodes nodes = planner.new Nodes(sharing, done);
        for (Expr condition : conditions) {
            predicates.add(planner.root(condition, nodes));
        }
        return planner.new Together(conditions, predicates, sharing, nodes);
    }

    /** Conditions that were planned together. */
    public final class Together {
        private final List<Expr> expressions;
        private final List<Predicate> predicates;
        private final Sharing sharing;
        private final Nodes nodes;

        private Together(List<Expr> expressions, List<Predicate> predicates, Sharing sharing, Nodes nodes) {
            this.expressions = expressions;
            this.predicates = predicates;
            this.sharing = sharing;
            this.nodes = nodes;
        }

        /** What asks the condition of this number. */
        public Predicate condition(int number) {
            return predicates.get(number);
        }

        /**
         * The conditions of these numbers, in this order. Not while one of them is being asked.
         *
         * @param type of the events that they will be asked about; null for any
         */
        public Candidates candidates(List<Integer> numbers, EventType type) {
            Needs needs = new Needs(Planner.this, nodes, type);
            List<Expr> asked = numbers.stream().map(expressions::get).toList();
            Candidates.Builder builder =
                    new Candidates.Builder(numbers.stream().map(predicates::get).toList());
            if (builder.isWorthGates()) {
                builder.gate(Subject.PROCESS, asked, needs);
                builder.gates(
                        asked.stream().map(each -> needs.shared(each, sharing)).toList());
                for (TextMemo name : List.copyOf(memos.values())) {
                    builder.gate(name, asked, needs);
                }
            }
            return builder.build();
        }
    }

    /** Carries a checked exception through the tree's visitor. */
    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final ConditionException reason;

        Failure(ConditionException reason) {
            super(reason);
            this.reason = reason;
        }
    }

    private Predicate root(Expr expr, Nodes nodes) throws ConditionException {
        try {
            Planned planned = nodes.plan(expr);
            return (planned.isOfEvent() ? planned : planned.remembered()).predicate();
        } catch (Failure failure) {
            throw failure.reason;
        }
    }

    final class Nodes implements Expr.Visitor<Planned> {
        private final Sharing sharing;
        private final Map<Integer, Planned> done;

        Nodes(Sharing sharing, Map<Integer, Planned> done) {
            this.sharing = sharing;
            this.done = done;
        }

        Planned plan(Expr node) {
            OptionalInt number = sharing.number(node);
            if (number.isEmpty() || sharing.uses(number.getAsInt()) < 2) {
                return node.accept(this);
            }
            Planned earlier = done.get(number.getAsInt());
            if (earlier == null) {
                earlier = node.accept(this).remembered();
                done.put(number.getAsInt(), earlier);
            }
            return earlier;
        }

        @Override
        public Planned and(Expr.And node) {
            return joined(node.children(), Nodes::all);
        }

        @Override
        public Planned or(Expr.Or node) {
            return joined(node.children(), Nodes::any);
        }

        /** Cheap questions first; those about the same process, or the same text, as one that is remembered. */
        private Planned joined(List<Expr> nodes, Function<Predicate[], Predicate> join) {
            Map<Subject, List<Planned>> bySubject = bySubject(nodes);
            if (bySubject.size() == 1) {
                Map.Entry<Subject, List<Planned>> one =
                        bySubject.entrySet().iterator().next();
                return joined(one.getValue(), join, one.getKey());
            }
            List<Planned> parts = bySubject.getOrDefault(Subject.EVENT, new ArrayList<>());
            bySubject.forEach((subject, same) -> {
                if (!subject.equals(Subject.EVENT)) {
                    parts.add(joined(same, join, subject).remembered());
                }
            });
            return joined(parts, join, Subject.EVENT);
        }

        private Map<Subject, List<Planned>> bySubject(List<Expr> nodes) {
            Map<Subject, List<Planned>> bySubject = new LinkedHashMap<>();
            for (Expr child : nodes) {
                Planned planned = plan(child);
                bySubject
                        .computeIfAbsent(planned.subject(), subject -> new ArrayList<>())
                        .add(planned);
            }
            return bySubject;
        }

        private static Planned joined(List<Planned> parts, Function<Predicate[], Predicate> join, Subject subject) {
            if (parts.size() == 1) {
                return parts.get(0);
            }
            List<Planned> sorted = new ArrayList<>(parts);
            sorted.sort(Comparator.comparingInt(Planned::cost));
            int cost = 0;
            for (Planned part : sorted) {
                cost = Math.min(MOST_COST, cost + part.cost());
            }
            return new Planned(
                    join.apply(sorted.stream().map(Planned::predicate).toArray(Predicate[]::new)), cost, subject);
        }

        static Predicate all(Predicate[] children) {
            if (children.length == 2) {
                Predicate first = children[0];
                Predicate second = children[1];
                return context -> first.test(context) && second.test(context);
            }
            return context -> {
                for (Predicate child : children) {
                    if (!child.test(context)) {
                        return false;
                    }
                }
                return true;
            };
        }

        static Predicate any(Predicate[] children) {
            return context -> {
                for (Predicate child : children) {
                    if (child.test(context)) {
                        return true;
                    }
                }
                return false;
            };
        }

        @Override
        public Planned not(Expr.Not node) {
            Planned child = plan(node.child());
            Predicate asked = child.predicate();
            return new Planned(context -> !asked.test(context), child.cost(), child.subject());
        }

        @Override
        public Planned macro(Expr.MacroRef node) {
            throw new Failure(
                    new ConditionException("Undefined macro '" + node.name() + "' used in filter.", node.span()));
        }

        @Override
        public Planned exists(Expr.Exists node) {
            try {
                Field field = operands.resolve(node.operand());
                allowed(field, node.operand());
                return new Planned(present(field.extractor()), 2, subject(node.operand(), field));
            } catch (ConditionException e) {
                throw new Failure(e);
            }
        }

        @Override
        public Planned compare(Expr.Compare node) {
            try {
                return comparison(node);
            } catch (ConditionException e) {
                throw new Failure(e);
            }
        }
    }

    private static void allowed(Field field, Expr.Operand operand) throws ConditionException {
        if (operand instanceof Expr.Call call && namesEventType(call)) {
            // The index of rules by event type has to see through a condition.
            throw new ConditionException("the event's type cannot be transformed in a condition", operand.span());
        }
        if (field.traits().contains(Field.Trait.PRINT_ONLY)) {
            throw new ConditionException("field '" + field.text() + "' can only be printed", operand.span());
        }
    }

    private static boolean namesEventType(Expr.Call call) {
        return call.arguments().stream()
                .anyMatch(argument -> argument instanceof Expr.OperandArgument inner
                        && (inner.operand() instanceof Expr.FieldRef field
                                ? field.name().equals("evt.type")
                                        || field.name().equals("syscall.type")
                                : namesEventType((Expr.Call) inner.operand())));
    }

    private static Predicate present(Extractor extractor) {
        if (extractor instanceof Extractor.OfText get) {
            return context -> get.get(context) != null;
        }
        if (extractor instanceof Extractor.OfNumber get) {
            return context -> get.get(context) != Extractor.MISSING;
        }
        if (extractor instanceof Extractor.OfDouble get) {
            return context -> !Double.isNaN(get.get(context));
        }
        if (extractor instanceof Extractor.OfAddress get) {
            return context -> get.get(context) != null;
        }
        Extractor.OfMany many = (Extractor.OfMany) extractor;
        Values values = new Values();
        return context -> {
            values.clear();
            return many.collect(context, values);
        };
    }

    private Planned comparison(Expr.Compare node) throws ConditionException {
        Field left = operands.resolve(node.left());
        allowed(left, node.left());
        Operator operator = node.operator();
        FieldType.Family family = left.type().family();
        if (left.multiplicity() == Multiplicity.LIST && operator != Operator.IN && operator != Operator.INTERSECTS) {
            throw refused(operator, "list", node);
        }
        if (!allowed(operator, family)) {
            throw refused(operator, words(family), node);
        }
        if (node.modifier().isPresent() && left.multiplicity() == Multiplicity.LIST) {
            throw new ConditionException("filter error: modifiers are not supported for list fields", node.span());
        }
        Subject subject = subject(node.left(), left);
        int cost = cost(node, left);
        if (node.right() instanceof Expr.OperandRight right) {
            return new Planned(
                    fieldComparison(node, left, operator, right),
                    cost,
                    subject.equals(subject(right.operand(), operands.resolve(right.operand())))
                            ? subject
                            : Subject.EVENT);
        }
        List<Expr.Literal> literals = literals(node.right());
        if (isEventType(left)) {
            for (Expr.Literal literal : literals) {
                if (EventNames.of(literal.text()).isEmpty()) {
                    String hint = Nearest.hint(literal.text(), EventNames.all().names());
                    throw new ConditionException("unknown event type " + literal.text(), hint, literal.span());
                }
                CallNames.eventOf(literal.text())
                        .ifPresent(event ->
                                warnings.add("'" + literal.text() + "' is the kernel's name of '" + event + "'"));
            }
        }
        warn(operator, literals);
        Predicate predicate = switch (family) {
            case NUMBER, BOOL, DYNAMIC -> numbers(node, left, literals);
            case DOUBLE -> doubles(node, left, literals);
            case TEXT, BYTES -> isNamedType(node, left) ? types(node, literals) : texts(node, left, literals);
            case ADDRESS -> addresses(node, left, literals);
            case NETWORK -> networks(node, left, literals);
        };
        return new Planned(predicate, isNamedType(node, left) ? 1 : cost, subject);
    }

    /** What an operand's value depends on. */
    private Subject subject(Expr.Operand operand, Field field) throws ConditionException {
        if (field.scope() == Field.Scope.PROCESS) {
            return Subject.PROCESS;
        }
        Optional<Expr.FieldRef> one = onlyField(operand);
        if (one.isEmpty()) {
            return Subject.EVENT;
        }
        Field read = operands.resolve(one.get());
        if (OF_NAME_AND_KIND.contains(read.text())) {
            return memos.computeIfAbsent("fd", each -> new TextMemo(Planner::name, Planner::kind));
        }
        return read.text().startsWith("fs.path.") && read.extractor() instanceof Extractor.OfText get
                ? memos.computeIfAbsent(read.text(), each -> new TextMemo(get::get, context -> "path"))
                : Subject.EVENT;
    }

    private static String name(EventContext context) {
        return context.fd() == null ? null : context.fd().name();
    }

    private static Object kind(EventContext context) {
        return context.fd().kind();
    }

    /** What a leaf comes to for every event of a type: {@link #HOLDS}, {@link #FAILS} or {@link #UNKNOWN}. */
    int knownFor(Expr leaf, EventType type) {
        return known.computeIfAbsent(leaf, this::known).applyAsInt(type);
    }

    private ToIntFunction<EventType> known(Expr leaf) {
        try {
            if (leaf instanceof Expr.Compare compare) {
                Field left = operands.resolve(compare.left());
                if (isNamedType(compare, left) && !(compare.right() instanceof Expr.OperandRight)) {
                    TextSet names = names(compare);
                    boolean negative = compare.operator() == Operator.NE;
                    return type -> names.contains(type.label()) != negative ? HOLDS : FAILS;
                }
                return missing(compare.left());
            }
            return leaf instanceof Expr.Exists exists ? missing(exists.operand()) : type -> UNKNOWN;
        } catch (ConditionException e) {
            throw new Failure(e);
        }
    }

    private static TextSet names(Expr.Compare node) {
        return eventTypes(literals(node.right()));
    }

    /** Names of events: of what goes by the kernel's name, both. */
    private static TextSet eventTypes(List<Expr.Literal> literals) {
        return new TextSet(literals.stream()
                .map(Expr.Literal::text)
                .flatMap(name -> Stream.concat(Stream.of(name), CallNames.eventOf(name).stream()))
                .toList());
    }

    /** Says that a leaf fails for a type whose events never have the operand's field. */
    private ToIntFunction<EventType> missing(Expr.Operand operand) throws ConditionException {
        if (operand instanceof Expr.FieldRef) {
            Field field = operands.resolve(operand);
            return type -> field.isMissingIn(type) ? FAILS : UNKNOWN;
        }
        Expr.Call call = (Expr.Call) operand;
        return Needs.keepsMissing(call.transformer()) && call.arguments().get(0) instanceof Expr.OperandArgument inner
                ? missing(inner.operand())
                : type -> UNKNOWN;
    }

    /** The field that an operand's value is made of; empty where there are several or none. */
    private static Optional<Expr.FieldRef> onlyField(Expr.Operand operand) {
        if (operand instanceof Expr.FieldRef field) {
            return Optional.of(field);
        }
        Optional<Expr.FieldRef> only = Optional.empty();
        for (Expr.Argument argument : ((Expr.Call) operand).arguments()) {
            if (argument instanceof Expr.ListArgument) {
                return Optional.empty();
            }
            if (argument instanceof Expr.OperandArgument inner) {
                Optional<Expr.FieldRef> found = onlyField(inner.operand());
                if (found.isEmpty() || only.isPresent()) {
                    return Optional.empty();
                }
                only = found;
            }
        }
        return only;
    }

    /** About how many simple tests a comparison is worth. */
    private static int cost(Expr.Compare node, Field left) {
        int reading = left.multiplicity() == Multiplicity.ONE ? 1 : 8;
        if (!(node.left() instanceof Expr.FieldRef)) {
            reading += 20;
        }
        int test = switch (node.operator()) {
            case EQ, NE, LT, LE, GT, GE -> left.type().family() == FieldType.Family.TEXT ? 2 : 1;
            case IN, INTERSECTS, STARTSWITH, ENDSWITH, BSTARTSWITH -> 3;
            case CONTAINS, BCONTAINS -> 8;
            case ICONTAINS, PMATCH -> 12;
            case GLOB, IGLOB -> 20;
            case REGEX -> 100;
        };
        int times = node.modifier().isPresent() && node.right() instanceof Expr.ListLiteral list
                ? Math.max(1, list.items().size())
                : 1;
        return Math.min(MOST_COST, reading * test * times);
    }

    private static boolean isNamedType(Expr.Compare node, Field left) {
        return left.text().equals("evt.type")
                && node.modifier().isEmpty()
                && (node.operator() == Operator.EQ || node.operator() == Operator.NE || isSet(node));
    }

    /** The event's type by its place in the table; calls without a row by their name. */
    private static Predicate types(Expr.Compare node, List<Expr.Literal> literals) {
        TextSet names = eventTypes(literals);
        boolean negative = node.operator() == Operator.NE;
        boolean[] verdicts = new boolean[EventType.CODES];
        for (EventType type : EventType.values()) {
            verdicts[type.code()] = names.contains(type.label()) != negative;
        }
        return context -> {
            Event event = context.event();
            return event.type() == EventType.GENERIC || event.type() == EventType.ASYNCEVENT
                    ? names.contains(event.name()) != negative
                    : verdicts[event.type().code()];
        };
    }

    private static boolean isEventType(Field field) {
        return field.text().equals("evt.type") || field.text().equals("syscall.type");
    }

    private static List<Expr.Literal> literals(Expr.Right right) {
        if (right instanceof Expr.ListLiteral list) {
            return list.items();
        }
        if (right instanceof Expr.Identifier identifier) {
            return List.of(new Expr.Literal(identifier.name(), false, identifier.span()));
        }
        return List.of((Expr.Literal) right);
    }

    /** The table of operators and types. */
    private static boolean allowed(Operator operator, FieldType.Family family) {
        return switch (operator) {
            case EQ, NE, IN, INTERSECTS -> true;
            case LT, LE, GT, GE ->
                family == FieldType.Family.NUMBER
                        || family == FieldType.Family.DOUBLE
                        || family == FieldType.Family.TEXT
                        || family == FieldType.Family.DYNAMIC;
            case CONTAINS, STARTSWITH, ENDSWITH -> family == FieldType.Family.TEXT || family == FieldType.Family.BYTES;
            case ICONTAINS, GLOB, IGLOB, REGEX, PMATCH -> family == FieldType.Family.TEXT;
            case BCONTAINS, BSTARTSWITH -> family == FieldType.Family.BYTES;
        };
    }

    private static String words(FieldType.Family family) {
        return switch (family) {
            case NUMBER, BOOL, DOUBLE, DYNAMIC -> "numeric";
            case TEXT -> "string";
            case BYTES -> "buffer";
            case ADDRESS, NETWORK -> "ip address and network";
        };
    }

    private static ConditionException refused(Operator operator, String family, Expr.Compare node) {
        return new ConditionException(
                "filter error: '" + operator.symbol() + "' operator not supported for " + family + " filters",
                node.span());
    }

    // --- literals on the right
    // -------------------------------------------------------------------------------------------

    private static boolean isSet(Expr.Compare node) {
        return node.modifier().isEmpty()
                && (node.operator() == Operator.IN
                        || node.operator() == Operator.INTERSECTS
                        || node.operator() == Operator.PMATCH);
    }

    private Predicate numbers(Expr.Compare node, Field left, List<Expr.Literal> literals) throws ConditionException {
        boolean bool = left.type() == FieldType.BOOL;
        long[] values = new long[literals.size()];
        for (int i = 0; i < values.length; i++) {
            Expr.Literal literal = literals.get(i);
            values[i] = bool
                    ? Literals.bool(literal.text(), literal.span())
                    : Literals.number(literal.text(), left.type(), literal.span());
        }
        boolean unsigned = left.type() == FieldType.UINT64;
        NumberTest test;
        if (left.multiplicity() == Multiplicity.DISTANCE) {
            if (node.operator() != Operator.EQ) {
                throw refused(node.operator(), "distance", node);
            }
            test = NumberTest.of(Operator.LE, values[0], unsigned);
        } else if (isSet(node)) {
            test = NumberTest.in(values);
        } else if (node.modifier().isPresent()) {
            NumberTest[] tests = new NumberTest[values.length];
            for (int i = 0; i < values.length; i++) {
                tests[i] = NumberTest.of(node.operator(), values[i], unsigned);
            }
            test = value -> {
                int holds = 0;
                for (NumberTest each : tests) {
                    holds += each.test(value) ? 1 : 0;
                }
                return enough(node, holds, tests.length);
            };
        } else {
            test = NumberTest.of(node.operator(), values[0], unsigned);
        }
        if (left.extractor() instanceof Extractor.OfNumber get) {
            return context -> {
                long value = get.get(context);
                return value != Extractor.MISSING && test.test(value);
            };
        }
        Quantifier quantifier = Quantifier.of(left.multiplicity(), node.operator());
        return quantifier.over((Extractor.OfMany) left.extractor(), (values1, i) -> test.test(values1.number(i)));
    }

    /** Whether so many of the operands are enough: one, or what the modifier says; never of an empty list. */
    private static boolean enough(Expr.Compare node, int holds, int all) {
        return all > 0
                && switch (node.modifier().orElse(Modifier.ANYOF)) {
                    case ANYOF -> holds > 0;
                    case ALLOF -> holds == all;
                    case ONEOF -> holds == 1;
                };
    }

    private Predicate doubles(Expr.Compare node, Field left, List<Expr.Literal> literals) throws ConditionException {
        Operator operator = node.operator();
        DoublePredicate[] tests = new DoublePredicate[literals.size()];
        for (int i = 0; i < tests.length; i++) {
            Expr.Literal literal = literals.get(i);
            double operand = Literals.number(literal.text(), FieldType.INT64, literal.span());
            tests[i] = value -> holds(operator, Double.compare(value, operand));
        }
        Extractor.OfDouble get = (Extractor.OfDouble) left.extractor();
        return context -> {
            double value = get.get(context);
            if (Double.isNaN(value)) {
                return false;
            }
            int holds = 0;
            for (DoublePredicate test : tests) {
                holds += test.test(value) ? 1 : 0;
            }
            return enough(node, holds, tests.length);
        };
    }

    private Predicate texts(Expr.Compare node, Field left, List<Expr.Literal> literals) throws ConditionException {
        Operator operator = node.operator();
        boolean hex = operator == Operator.BCONTAINS || operator == Operator.BSTARTSWITH;
        List<String> values = new ArrayList<>();
        for (Expr.Literal literal : literals) {
            values.add(hex ? Literals.hex(literal.text(), literal.span()) : Literals.text(literal.text()));
        }
        TextTest test;
        if (isSet(node)) {
            test = TextTest.in(values, operator);
        } else if (node.modifier().isPresent()) {
            List<TextTest> tests = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                tests.add(textTest(operator, values.get(i), literals.get(i)));
            }
            test = TextTest.count(node.modifier().get(), tests);
        } else {
            test = textTest(operator, values.get(0), literals.get(0));
        }
        if (left.extractor() instanceof Extractor.OfText get) {
            return context -> {
                String value = get.get(context);
                return value != null && test.test(value);
            };
        }
        Quantifier quantifier = Quantifier.of(left.multiplicity(), operator);
        return quantifier.over((Extractor.OfMany) left.extractor(), (found, i) -> test.test(found.text(i)));
    }

    private static TextTest textTest(Operator operator, String operand, Expr.Literal literal)
            throws ConditionException {
        // A regular expression keeps its characters: the field's bytes are decoded instead.
        return TextTest.of(operator, operator == Operator.REGEX ? literal.text() : operand, literal.span());
    }

    private Predicate addresses(Expr.Compare node, Field left, List<Expr.Literal> literals) throws ConditionException {
        boolean negative = node.operator() == Operator.NE;
        List<AddressTest> tests = new ArrayList<>();
        for (Expr.Literal literal : literals) {
            IpAddress operand = Literals.address(literal.text(), literal.span());
            tests.add(address -> negative != operand.equals(address));
        }
        return addressNode(node, left, tests);
    }

    private Predicate networks(Expr.Compare node, Field left, List<Expr.Literal> literals) throws ConditionException {
        boolean negative = node.operator() == Operator.NE;
        List<AddressTest> tests = new ArrayList<>();
        for (Expr.Literal literal : literals) {
            Literals.Network operand = Literals.network(literal.text(), literal.span());
            tests.add(address -> negative != operand.contains(address));
        }
        return addressNode(node, left, tests);
    }

    private interface AddressTest {
        boolean test(IpAddress address);
    }

    private static Predicate addressNode(Expr.Compare node, Field left, List<AddressTest> tests) {
        AddressTest[] each = tests.toArray(AddressTest[]::new);
        AddressTest test = each.length == 1
                ? each[0]
                : address -> {
                    int holds = 0;
                    for (AddressTest one : each) {
                        holds += one.test(address) ? 1 : 0;
                    }
                    return enough(node, holds, each.length);
                };
        if (left.extractor() instanceof Extractor.OfAddress get) {
            return context -> {
                IpAddress address = get.get(context);
                return address != null && test.test(address);
            };
        }
        Quantifier quantifier = Quantifier.of(left.multiplicity(), node.operator());
        return quantifier.over((Extractor.OfMany) left.extractor(), (found, i) -> test.test(found.address(i)));
    }

    // --- a field on the right
    // ------------------------------------------------------------------------------------------------

    private Predicate fieldComparison(Expr.Compare node, Field left, Operator operator, Expr.OperandRight right)
            throws ConditionException {
        Field other = operands.resolve(right.operand());
        if (operator == Operator.PMATCH || operator == Operator.REGEX) {
            throw new ConditionException(
                    "operator '" + operator.symbol() + "' doesn't support right-hand side fields", node.span());
        }
        if (left.type() == FieldType.IPNET) {
            throw new ConditionException("field type 'IPNET' doesn't support right-hand side fields", node.span());
        }
        if (left.traits().contains(Field.Trait.NO_RHS)) {
            throw new ConditionException(
                    "field '" + Operands.name(left) + "' doesn't support right-hand side fields", node.span());
        }
        if (other.traits().contains(Field.Trait.NO_RHS)) {
            throw new ConditionException(
                    "field '" + Operands.name(other) + "' can't be used as a right-hand side field", right.span());
        }
        if (left.type() != other.type() || left.multiplicity() != other.multiplicity()) {
            throw new ConditionException(
                    "field '" + Operands.name(left) + "' has type '" + typeName(left)
                            + "' while the right-hand side field '" + Operands.name(other)
                            + "' has incompatible type '" + typeName(other) + "'",
                    right.span());
        }
        if (isEventType(left)) {
            throw new ConditionException(
                    "field '" + left.text() + "' doesn't support right-hand side fields", node.span());
        }
        if (left.extractor() instanceof Extractor.OfText one && other.extractor() instanceof Extractor.OfText two) {
            return textFields(one, two, operator);
        }
        if (left.extractor() instanceof Extractor.OfNumber one && other.extractor() instanceof Extractor.OfNumber two) {
            boolean unsigned = left.type() == FieldType.UINT64;
            return context -> {
                long a = one.get(context);
                long b = two.get(context);
                if (a == Extractor.MISSING || b == Extractor.MISSING) {
                    return false;
                }
                int order = unsigned ? Long.compareUnsigned(a, b) : Long.compare(a, b);
                return holds(operator, order);
            };
        }
        if (left.extractor() instanceof Extractor.OfAddress one
                && other.extractor() instanceof Extractor.OfAddress two) {
            return context -> {
                IpAddress a = one.get(context);
                IpAddress b = two.get(context);
                return a != null && b != null && a.equals(b) != (operator == Operator.NE);
            };
        }
        if (left.extractor() instanceof Extractor.OfDouble one && other.extractor() instanceof Extractor.OfDouble two) {
            return context -> {
                double a = one.get(context);
                double b = two.get(context);
                return !Double.isNaN(a) && !Double.isNaN(b) && holds(operator, Double.compare(a, b));
            };
        }
        return manyFields((Extractor.OfMany) left.extractor(), (Extractor.OfMany) other.extractor(), operator);
    }

    private static Predicate manyFields(Extractor.OfMany one, Extractor.OfMany two, Operator operator) {
        Values a = new Values();
        Values b = new Values();
        return context -> {
            a.clear();
            b.clear();
            if (!one.collect(context, a) || !two.collect(context, b)) {
                return false;
            }
            int inside = 0;
            for (int i = 0; i < a.size(); i++) {
                for (int j = 0; j < b.size(); j++) {
                    if (a.text(i).equals(b.text(j))) {
                        inside++;
                        break;
                    }
                }
            }
            return operator == Operator.INTERSECTS ? inside > 0 : inside == a.size();
        };
    }

    private static boolean holds(Operator operator, int order) {
        return switch (operator) {
            case NE -> order != 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
            default -> order == 0;
        };
    }

    private static Predicate textFields(Extractor.OfText one, Extractor.OfText two, Operator operator) {
        return context -> {
            String a = one.get(context);
            String b = two.get(context);
            if (a == null || b == null) {
                return false;
            }
            return switch (operator) {
                case EQ, IN, INTERSECTS -> a.equals(b);
                case NE -> !a.equals(b);
                case CONTAINS, BCONTAINS -> a.contains(b);
                case STARTSWITH, BSTARTSWITH -> a.startsWith(b);
                case ENDSWITH -> a.endsWith(b);
                case ICONTAINS -> a.toLowerCase(Locale.ROOT).contains(b.toLowerCase(Locale.ROOT));
                case GLOB -> new Glob(b, false).matches(a);
                case IGLOB -> new Glob(b, true).matches(a);
                default -> holds(operator, a.compareTo(b));
            };
        };
    }

    private static String typeName(Field field) {
        return Operands.typeName(field) + (field.multiplicity() == Multiplicity.LIST ? " (list)" : "");
    }

    // --- warnings
    // ---------------------------------------------------------------------------------------------------------------

    private void warn(Operator operator, List<Expr.Literal> literals) {
        for (Expr.Literal literal : literals) {
            String text = literal.text();
            String bare = text.replace(" ", "");
            if (operator == Operator.REGEX && !needsRegex(text)) {
                warnings.add("regex check with '" + text
                        + "' may be optimized with simpler operators such as '=', 'contains', 'startswith',"
                        + " 'endswith'");
            }
            if (bare.indexOf('.') > 0 && isField(bare)) {
                warnings.add("'" + text + "' may be a valid field misused as a const string value");
            } else if (looksLikeTransformer(bare)) {
                warnings.add("'" + text + "' may be a valid field transformer misused as a const string value");
            }
        }
    }

    private boolean isField(String text) {
        int bracket = text.indexOf('[');
        return registry.isField(bracket > 0 && text.endsWith("]") ? text.substring(0, bracket) : text);
    }

    private static boolean looksLikeTransformer(String text) {
        int open = text.indexOf('(');
        return open > 0
                && text.endsWith(")")
                && List.of("tolower", "toupper", "b64", "basename", "len", "join", "concat", "getopt", "val")
                        .contains(text.substring(0, open));
    }

    /** Whether a pattern has a special character beyond anchors and a leading or trailing "anything". */
    private static boolean needsRegex(String pattern) {
        String core = pattern;
        core = core.startsWith("^") ? core.substring(1) : core;
        core = core.endsWith("$") ? core.substring(0, core.length() - 1) : core;
        for (String any : List.of(".*", ".+", ".?")) {
            core = core.startsWith(any) ? core.substring(2) : core;
            core = core.endsWith(any) ? core.substring(0, core.length() - 2) : core;
        }
        return core.chars().anyMatch(c -> ".[]{}()\\*+?|^$".indexOf(c) >= 0);
    }
}
