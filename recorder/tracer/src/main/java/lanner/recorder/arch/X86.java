package lanner.recorder.arch;

import java.util.List;
import java.util.Map;

/** x86-64, with programs of i386 and x32. */
final class X86 implements Architecture {
    /** The bit in a number that marks x32 calls. */
    private static final int X32_BIT = 0x40000000;

    /** System V ABI for x86-64, 3.2.2. */
    private static final int RED_ZONE = 128;

    private static final byte INT3 = (byte) 0xCC;
    private static final int EM_X86_64 = 62;

    private static final List<Abi> ABIS = List.of(Abi.X86_64, Abi.I386);
    private static final List<Abi> ALL = List.of(Abi.X86_64, Abi.I386, Abi.X32);

    private static final Map<String, Long> VALUES = Map.ofEntries(
            Map.entry("O_DIRECT", 0x4000L),
            Map.entry("O_LARGEFILE", 0x8000L),
            Map.entry("O_DIRECTORY", 0x10000L),
            Map.entry("O_NOFOLLOW", 0x20000L),
            Map.entry("MAP_32BIT", 0x40L),
            Map.entry("PTRACE_GETREGS", 0xCL),
            Map.entry("PTRACE_SETREGS", 0xDL),
            Map.entry("PTRACE_GETFPREGS", 0xEL),
            Map.entry("PTRACE_SETFPREGS", 0xFL),
            Map.entry("PTRACE_GETFPXREGS", 0x12L),
            Map.entry("PTRACE_SETFPXREGS", 0x13L),
            Map.entry("PTRACE_OLDSETOPTIONS", 0x15L),
            Map.entry("PTRACE_GET_THREAD_AREA", 0x19L),
            Map.entry("PTRACE_SET_THREAD_AREA", 0x1AL),
            Map.entry("PTRACE_ARCH_PRCTL", 0x1EL),
            Map.entry("PTRACE_SINGLEBLOCK", 0x21L));

    @Override
    public String machine() {
        return "x86_64";
    }

    @Override
    public Abi abi() {
        return Abi.X86_64;
    }

    @Override
    public List<Abi> abis() {
        return ABIS;
    }

    @Override
    public List<Abi> all() {
        return ALL;
    }

    @Override
    public Abi abi(int audit, int raw) {
        if (audit == Abi.I386.audit()) {
            return Abi.I386;
        }
        // As the kernel looks it up: with its highest bit too, a number is no call of x32 but none at all.
        return audit == Abi.X86_64.audit() && raw >= X32_BIT ? Abi.X32 : Abi.X86_64;
    }

    @Override
    public int number(Abi abi, int raw) {
        return abi == Abi.X32 ? raw & ~X32_BIT : raw;
    }

    @Override
    public int resultOfTrap(Abi abi, int number, long firstArgument) {
        return abi == Abi.X32 ? number | X32_BIT : number;
    }

    @Override
    public int foreignBit() {
        return X32_BIT;
    }

    @Override
    public Map<String, Long> values() {
        return VALUES;
    }

    @Override
    public int redZone() {
        return RED_ZONE;
    }

    @Override
    public byte[] breakpointLeftBehind() {
        return new byte[] {INT3};
    }

    @Override
    public boolean rewindsBeforeSignals() {
        return false;
    }

    @Override
    public boolean strictModeTakesClock() {
        return true;
    }

    @Override
    public Registers registers(RegisterAccess access) {
        return new X86Registers(access);
    }

    @Override
    public int elfMachine() {
        return EM_X86_64;
    }

    @Override
    public LaunchCode launchCode(int address) {
        return new X86Code(this, address);
    }
}
