package lanner.recorder.arch;

import java.util.List;
import java.util.Map;

/** arm64, with programs of 32-bit ARM. */
final class Arm implements Architecture {
    private static final int EM_AARCH64 = 183;

    private static final List<Abi> ABIS = List.of(Abi.ARM64, Abi.ARM);

    private static final Map<String, Long> VALUES = Map.ofEntries(
            Map.entry("O_DIRECTORY", 0x4000L),
            Map.entry("O_NOFOLLOW", 0x8000L),
            Map.entry("O_DIRECT", 0x10000L),
            Map.entry("O_LARGEFILE", 0x20000L));

    @Override
    public String machine() {
        return "aarch64";
    }

    @Override
    public Abi abi() {
        return Abi.ARM64;
    }

    @Override
    public List<Abi> abis() {
        return ABIS;
    }

    @Override
    public List<Abi> all() {
        return abis();
    }

    @Override
    public Abi abi(int audit, int raw) {
        return audit == Abi.ARM.audit() ? Abi.ARM : Abi.ARM64;
    }

    @Override
    public int number(Abi abi, int raw) {
        return raw;
    }

    @Override
    public int resultOfTrap(Abi abi, int number, long firstArgument) {
        return (int) firstArgument;
    }

    @Override
    public int foreignBit() {
        return 0;
    }

    @Override
    public Map<String, Long> values() {
        return VALUES;
    }

    @Override
    public int redZone() {
        return 0;
    }

    @Override
    public byte[] breakpointLeftBehind() {
        return new byte[0];
    }

    @Override
    public boolean rewindsBeforeSignals() {
        return true;
    }

    @Override
    public boolean strictModeTakesClock() {
        return false;
    }

    @Override
    public Registers registers(RegisterAccess access) {
        return new ArmRegisters(access);
    }

    @Override
    public int elfMachine() {
        return EM_AARCH64;
    }

    @Override
    public LaunchCode launchCode(int address) {
        return new ArmCode(this, address);
    }
}
