package lanner.recorder.seccomp;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lanner.capture.event.SyscallNames;
import lanner.recorder.arch.Abi;
import lanner.recorder.arch.Architecture;
import org.jspecify.annotations.Nullable;

/**
 * A seccomp filter in classic BPF: for each architecture, which calls stop for the tracer and which run on untouched.
 * It never refuses a call: what it does not know, it traces.
 *
 * <p>A call's number is looked up by binary search over the places where the verdict changes. The shape hardly matters:
 * the kernel caches the verdict of calls that are always allowed.
 */
public final class Filter {
    /** The datum of our stops, which tells them from those of a filter that the program installs itself. */
    public static final int DATUM = 0x4C41;

    /** The datum of stops that nothing is recorded of: the tracer needs them itself. */
    public static final int SILENT_DATUM = 0x4C53;

    static final int RET_ALLOW = 0x7FFF0000;
    static final int RET_TRACE = 0x7FF00000 | DATUM;
    static final int RET_TRACE_SILENTLY = 0x7FF00000 | SILENT_DATUM;

    static final int LOAD = 0x20; // BPF_LD | BPF_W | BPF_ABS
    static final int JUMP = 0x05; // BPF_JMP | BPF_JA
    static final int JUMP_EQUAL = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
    static final int JUMP_GREATER_EQUAL = 0x35; // BPF_JMP | BPF_JGE | BPF_K
    static final int AND = 0x54; // BPF_ALU | BPF_AND | BPF_K
    static final int RETURN = 0x06; // BPF_RET | BPF_K

    /** What is greater and compared is no call's number. */
    private static final int MOST_CALLS = 0xFFFF;

    private static final int OFFSET_NUMBER = 0;
    private static final int OFFSET_ARCH = 4;
    /** The address behind the instruction that makes the call; its high half four bytes further on. */
    private static final int OFFSET_INSTRUCTION = 8;
    /** The low half of the first argument; eight bytes further on the next. */
    private static final int OFFSET_ARGUMENTS = 16;

    /** One instruction, {@code struct sock_filter}. */
    record Instruction(int code, int whenTrue, int whenFalse, int constant) {
        long encoded() {
            return code & 0xFFFFL
                    | (whenTrue & 0xFFL) << 16
                    | (whenFalse & 0xFFL) << 24
                    | (constant & 0xFFFFFFFFL) << 32;
        }

        // A record's own comparison is made by the virtual machine when it is first asked for: at each start.

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Instruction instruction && instruction.encoded() == encoded();
        }

        @Override
        public int hashCode() {
            return Long.hashCode(encoded());
        }
    }

    private final Architecture architecture;
    private final List<Instruction> instructions;
    /** Where the part for 32-bit programs begins. */
    private final int second;

    private Filter(Architecture architecture, List<Instruction> instructions, int second) {
        this.architecture = architecture;
        this.instructions = List.copyOf(instructions);
        this.second = second;
    }

    /** The filter that traces what this selection names. */
    public static Filter of(Selection selection) {
        return of(selection, Map.of(), List.of(), Set.of());
    }

    /** A filter for programs that record nothing themselves. */
    public static Filter of(
            Selection selection, Map<String, List<ArgumentTest>> silent, List<FiniteWait> waits, Set<String> more) {
        return of(selection, silent, waits, more, InlineRules.NONE);
    }

    /**
     * @param silent calls that stop without a record where the selection does not name them: if one of their tests holds, or
     *     if they have none
     * @param waits calls that stop without a record when they wait with a limit, where the selection does not name them
     * @param more calls that are traced whatever the selection says
     * @param inline what is different where programs record calls themselves
     */
    public static Filter of(
            Selection selection,
            Map<String, List<ArgumentTest>> silent,
            List<FiniteWait> waits,
            Set<String> more,
            InlineRules inline) {
        return of(Architecture.current(), selection, silent, waits, more, inline);
    }

    static Filter of(
            Architecture architecture,
            Selection selection,
            Map<String, List<ArgumentTest>> silent,
            List<FiniteWait> waits,
            Set<String> more) {
        return of(architecture, selection, silent, waits, more, InlineRules.NONE);
    }

    private static Filter of(
            Architecture architecture,
            Selection selection,
            Map<String, List<ArgumentTest>> silent,
            List<FiniteWait> waits,
            Set<String> more,
            InlineRules inline) {
        Abi own = architecture.abis().get(0);
        Abi narrow = architecture.abis().get(1);
        List<Instruction> first = new ArrayList<>(foreign(architecture));
        first.addAll(search(selection, own.names(), silent, waits, more, inline));
        List<Instruction> all = new ArrayList<>();
        all.add(new Instruction(LOAD, 0, 0, OFFSET_ARCH));
        all.add(new Instruction(JUMP_EQUAL, 0, 1, own.audit()));
        all.add(new Instruction(JUMP, 0, 0, 3));
        all.add(new Instruction(JUMP_EQUAL, 0, 1, narrow.audit()));
        all.add(new Instruction(JUMP, 0, 0, 2 + first.size()));
        all.add(new Instruction(RETURN, 0, 0, RET_TRACE));
        all.add(new Instruction(LOAD, 0, 0, OFFSET_NUMBER));
        all.addAll(first);
        int second = all.size();
        all.add(new Instruction(LOAD, 0, 0, OFFSET_NUMBER));
        all.addAll(search(selection, narrow.names(), silent, List.of(), more, InlineRules.NONE));
        return new Filter(architecture, all, second);
    }

    /** Traces numbers of a table that the kernel does not tell apart. */
    private static List<Instruction> foreign(Architecture architecture) {
        return architecture.foreignBit() == 0
                ? List.of()
                : List.of(
                        new Instruction(JUMP_GREATER_EQUAL, 0, 1, architecture.foreignBit()),
                        new Instruction(RETURN, 0, 0, RET_TRACE));
    }

    private static List<Instruction> search(
            Selection selection,
            SyscallNames table,
            Map<String, List<ArgumentTest>> silent,
            List<FiniteWait> waits,
            Set<String> more,
            InlineRules inline) {
        if (selection.isEverything() && inline.unstopped().isEmpty()) {
            return List.of(verdict(RET_TRACE));
        }
        BitSet traced = selection.calls(table);
        List<List<Instruction>> verdicts = new ArrayList<>();
        int count = table.numbers().stream().max(Integer::compare).orElse(0) + 2;
        for (int number = 0; number < count; number++) {
            String name = table.name(number);
            List<Instruction> otherwise = tested(silent.get(name), RET_TRACE_SILENTLY, watched(name, inline));
            if (more.contains(name) || !table.has(number)) {
                verdicts.add(List.of(verdict(RET_TRACE)));
            } else if (traced.get(number)) {
                List<ArgumentTest> tests = selection.tests(table, number);
                verdicts.add(
                        tests == null || tests.isEmpty() ? always(name, inline) : tested(tests, RET_TRACE, otherwise));
            } else {
                FiniteWait wait = waitOf(name, waits);
                verdicts.add(wait == null ? otherwise : waiting(wait));
            }
        }
        List<Integer> changes = new ArrayList<>();
        for (int number = 1; number < count; number++) {
            if (!verdicts.get(number).equals(verdicts.get(number - 1))) {
                changes.add(number);
            }
        }
        return node(changes, 0, changes.size(), verdicts);
    }

    private static @Nullable FiniteWait waitOf(String call, List<FiniteWait> waits) {
        for (FiniteWait wait : waits) {
            if (wait.call().equals(call)) {
                return wait;
            }
        }
        return null;
    }

    /** What is done with a call that only recording inside processes has to know of. */
    private static List<Instruction> watched(String name, InlineRules inline) {
        List<Instruction> result = List.of(verdict(RET_ALLOW));
        for (Watched watched : inline.watched()) {
            if (watched.call().equals(name)) {
                List<Instruction> tested = tested(watched.tests(), RET_TRACE_SILENTLY, result);
                result = watched.reach() == null ? tested : reaching(watched.reach(), tested, result);
            }
        }
        return result;
    }

    /** What is done with a call that the selection names whatever its arguments. */
    private static List<Instruction> always(String name, InlineRules inline) {
        return inline.unstopped().stream()
                .filter(unstopped -> unstopped.call().equals(name))
                .findFirst()
                .map(Filter::unstopped)
                .orElse(List.of(verdict(RET_TRACE)));
    }

    /** The instruction first: all others are made by the program and stop. */
    private static List<Instruction> unstopped(Unstopped unstopped) {
        List<Instruction> result = new ArrayList<>();
        result.add(new Instruction(LOAD, 0, 0, OFFSET_INSTRUCTION));
        result.add(new Instruction(JUMP_EQUAL, 1, 0, unstopped.instruction()));
        result.add(verdict(RET_TRACE));
        result.add(new Instruction(LOAD, 0, 0, OFFSET_INSTRUCTION + 4));
        result.add(new Instruction(JUMP_EQUAL, 1, 0, 0));
        result.add(verdict(RET_TRACE));
        result.addAll(
                unstopped.tests().isEmpty()
                        ? List.of(verdict(RET_ALLOW))
                        : tested(unstopped.tests(), RET_ALLOW, List.of(verdict(RET_TRACE))));
        return result;
    }

    /** Asks whether a call may be about certain memory. */
    private static List<Instruction> reaching(Watched.Reach reach, List<Instruction> yes, List<Instruction> no) {
        int address = OFFSET_ARGUMENTS + 8 * reach.address();
        int length = OFFSET_ARGUMENTS + 8 * reach.length();
        int size = no.size();
        List<Instruction> result = new ArrayList<>(List.of(
                new Instruction(LOAD, 0, 0, address + 4),
                new Instruction(JUMP_EQUAL, 0, 3, 0),
                new Instruction(LOAD, 0, 0, address),
                new Instruction(JUMP_EQUAL, 1, 0, 0),
                new Instruction(JUMP_GREATER_EQUAL, 0, 7 + size, reach.below()),
                new Instruction(LOAD, 0, 0, address),
                new Instruction(AND, 0, 0, reach.mask()),
                new Instruction(JUMP_EQUAL, 4 + size, 0, reach.bits()),
                new Instruction(LOAD, 0, 0, length + 4),
                new Instruction(JUMP_EQUAL, 0, 2 + size, 0),
                new Instruction(LOAD, 0, 0, length),
                new Instruction(JUMP_GREATER_EQUAL, size, 0, reach.longest())));
        result.addAll(no);
        result.addAll(yes);
        return result;
    }

    private static Instruction verdict(int verdict) {
        return new Instruction(RETURN, 0, 0, verdict);
    }

    /** A verdict for calls of which one of these tests holds, and for all of them when there are no tests. */
    private static List<Instruction> tested(
            @Nullable List<ArgumentTest> tests, int verdict, List<Instruction> otherwise) {
        if (tests == null) {
            return otherwise;
        }
        if (tests.isEmpty()) {
            return List.of(verdict(verdict));
        }
        List<Instruction> result = new ArrayList<>();
        for (ArgumentTest test : tests) {
            result.add(new Instruction(LOAD, 0, 0, OFFSET_ARGUMENTS + 8 * test.argument()));
            result.add(new Instruction(AND, 0, 0, test.mask()));
            result.add(new Instruction(JUMP_EQUAL, 0, 1, test.value()));
            result.add(verdict(verdict));
        }
        result.addAll(otherwise);
        return result;
    }

    /** Traces a call silently that waits with a limit. */
    private static List<Instruction> waiting(FiniteWait wait) {
        int low = OFFSET_ARGUMENTS + 8 * wait.argument();
        return switch (wait.kind()) {
            case POSITIVE ->
                List.of(
                        new Instruction(LOAD, 0, 0, low),
                        new Instruction(JUMP_EQUAL, 2, 0, 0),
                        new Instruction(JUMP_GREATER_EQUAL, 1, 0, Integer.MIN_VALUE),
                        verdict(RET_TRACE_SILENTLY),
                        verdict(RET_ALLOW));
            case POINTER ->
                List.of(
                        new Instruction(LOAD, 0, 0, low),
                        new Instruction(JUMP_EQUAL, 0, 2, 0),
                        new Instruction(LOAD, 0, 0, low + 4),
                        new Instruction(JUMP_EQUAL, 1, 0, 0),
                        verdict(RET_TRACE_SILENTLY),
                        verdict(RET_ALLOW));
            case FLAG ->
                List.of(
                        new Instruction(LOAD, 0, 0, low),
                        new Instruction(AND, 0, 0, wait.mask()),
                        new Instruction(JUMP_EQUAL, 1, 0, 0),
                        verdict(RET_TRACE_SILENTLY),
                        verdict(RET_ALLOW));
        };
    }

    /** Decides between the changes from {@code low} to {@code high}. */
    private static List<Instruction> node(List<Integer> changes, int low, int high, List<List<Instruction>> verdicts) {
        if (low == high) {
            return verdicts.get(low == 0 ? 0 : changes.get(low - 1));
        }
        int middle = (low + high) >>> 1;
        List<Instruction> below = node(changes, low, middle, verdicts);
        List<Instruction> result = new ArrayList<>();
        if (below.size() <= 255) {
            result.add(new Instruction(JUMP_GREATER_EQUAL, below.size(), 0, changes.get(middle)));
        } else {
            result.add(new Instruction(JUMP_GREATER_EQUAL, 0, 1, changes.get(middle)));
            result.add(new Instruction(JUMP, 0, 0, below.size()));
        }
        result.addAll(below);
        result.addAll(node(changes, middle + 1, high, verdicts));
        return result;
    }

    List<Instruction> instructions() {
        return instructions;
    }

    /** The instructions as the kernel takes them, eight bytes each. */
    public long[] encoded() {
        return instructions.stream().mapToLong(Instruction::encoded).toArray();
    }

    /** The program for people, a line an instruction, with the names of calls at the places where the verdict changes. */
    public String listing() {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < instructions.size(); at++) {
            text.append(String.format("%4d  %s%n", at, line(at, instructions.get(at))));
        }
        return text.toString();
    }

    private String line(int at, Instruction instruction) {
        int constant = instruction.constant();
        return switch (instruction.code()) {
            case LOAD ->
                switch (constant) {
                    case OFFSET_ARCH -> "load architecture";
                    case OFFSET_NUMBER -> "load number";
                    case OFFSET_INSTRUCTION -> "load instruction pointer";
                    case OFFSET_INSTRUCTION + 4 -> "load instruction pointer, its high half";
                    default ->
                        "load argument " + (constant - OFFSET_ARGUMENTS) / 8
                                + ((constant - OFFSET_ARGUMENTS) % 8 == 0 ? "" : ", its high half");
                };
            case AND -> "and 0x" + Integer.toHexString(constant);
            case JUMP -> "jump " + (at + 1 + constant);
            case RETURN -> constant == RET_ALLOW ? "allow" : constant == RET_TRACE ? "trace" : "trace silently";
            case JUMP_EQUAL ->
                String.format(
                        "if %s then %d else %d",
                        architecture.abis().stream()
                                .filter(abi -> abi.audit() == constant)
                                .findFirst()
                                .map(abi -> "architecture = " + abi.label())
                                .orElse("= 0x" + Integer.toHexString(constant)),
                        at + 1 + instruction.whenTrue(),
                        at + 1 + instruction.whenFalse());
            default ->
                constant == Integer.MIN_VALUE || constant > MOST_CALLS && constant != architecture.foreignBit()
                        ? String.format(
                                "if >= 0x%x then %d else %d",
                                constant, at + 1 + instruction.whenTrue(), at + 1 + instruction.whenFalse())
                        : String.format(
                                "if number >= %s then %d else %d",
                                number(constant, at >= second),
                                at + 1 + instruction.whenTrue(),
                                at + 1 + instruction.whenFalse());
        };
    }

    private String number(int number, boolean narrow) {
        return number == architecture.foreignBit()
                ? architecture.abi(architecture.abi().audit(), number).label()
                : number + " ("
                        + architecture.abis().get(narrow ? 1 : 0).names().name(number) + ")";
    }
}
