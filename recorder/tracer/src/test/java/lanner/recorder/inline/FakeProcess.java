package lanner.recorder.inline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import lanner.recorder.arch.AllRegisters;
import lanner.recorder.context.ProcFiles;

/** A process as its tracer sees it: memory and registers that are tables, and a note of everything that is done to it. */
final class FakeProcess implements Hands {
    final List<String> done = new ArrayList<>();
    final Map<Integer, AllRegisters> registers = new HashMap<>();
    private final TreeMap<Long, byte[]> memory = new TreeMap<>();
    private final Map<Integer, Long> masks = new HashMap<>();
    private int inCall = -1;
    private long behind;
    private long clock = 1_000_000;
    Optional<String> unfit = Optional.empty();
    /** The signal that is being served was sent. */
    boolean isSent;
    /** Whether there is a handler for traps. */
    boolean isTrapCaught;

    /** Threads that have run into a trap and not been heard of. */
    final Set<Integer> trapped = new HashSet<>();
    /** Ids of threads that have other memory, where nothing of ours is. */
    final Set<Integer> elsewhere = new HashSet<>();
    /** Ids of threads that are no more. */
    final Set<Integer> dead = new HashSet<>();

    AllRegisters registers(int tid) {
        return registers.computeIfAbsent(tid, each -> {
            AllRegisters fresh = new AllRegisters();
            fresh.be64Bit();
            return fresh;
        });
    }

    void map(long address, int length) {
        memory.put(address, new byte[length]);
    }

    void unmap(long address) {
        memory.remove(address);
    }

    byte[] bytes(long address, int length) {
        byte[] into = new byte[length];
        return read(0, address, into, length) == length ? into : new byte[0];
    }

    /** The stop that is being served is at this call. */
    void stoppedIn(int number, long instruction) {
        inCall = number;
        behind = instruction;
    }

    @Override
    public boolean readRegisters(int tid, AllRegisters into) {
        into.copy(registers(tid));
        return !dead.contains(tid);
    }

    @Override
    public boolean writeRegisters(int tid, AllRegisters from) {
        registers(tid).copy(from);
        done.add("registers " + Long.toHexString(from.rip()));
        return true;
    }

    @Override
    public boolean setGsBase(int tid, long address) {
        registers(tid).gsBase(address);
        done.add("gs " + Long.toHexString(address));
        return true;
    }

    @Override
    public long signalMask(int tid) {
        return masks.getOrDefault(tid, 0L);
    }

    @Override
    public boolean setSignalMask(int tid, long blocked) {
        masks.put(tid, blocked);
        return true;
    }

    @Override
    public long blockedSignals(int tid) {
        return signalMask(tid);
    }

    @Override
    public boolean hasTrapped(int tid) {
        return trapped.contains(tid);
    }

    @Override
    public boolean catches(int tid, int signal) {
        return isTrapCaught;
    }

    @Override
    public void goOn(int tid) {
        done.add("goes on");
    }

    @Override
    public void goOnToCall(int tid) {
        done.add("goes on to a call");
    }

    private byte[] region(long address, int length) {
        Map.Entry<Long, byte[]> entry = memory.floorEntry(address);
        boolean there = entry != null && address + length <= entry.getKey() + entry.getValue().length;
        return there ? entry.getValue() : null;
    }

    @Override
    public int read(int tid, long address, byte[] into, int length) {
        byte[] region = region(address, 1);
        if (region == null || elsewhere.contains(tid) || dead.contains(tid)) {
            return -1;
        }
        int at = (int) (address - memory.floorKey(address));
        int got = Math.min(length, region.length - at);
        System.arraycopy(region, at, into, 0, got);
        return got;
    }

    @Override
    public int readBoth(int tid, long first, int firstLength, long second, int secondLength, byte[] into) {
        int got = read(tid, first, into, firstLength);
        byte[] more = new byte[secondLength];
        int behind = got == firstLength ? read(tid, second, more, secondLength) : -1;
        System.arraycopy(more, 0, into, Math.max(0, got), Math.max(0, behind));
        return got + Math.max(0, behind);
    }

    @Override
    public boolean write(int tid, long address, byte[] bytes) {
        byte[] region = region(address, bytes.length);
        if (region == null || dead.contains(tid)) {
            return false;
        }
        if (elsewhere.contains(tid)) {
            done.add("writes elsewhere");
            return true;
        }
        System.arraycopy(bytes, 0, region, (int) (address - memory.floorKey(address)), bytes.length);
        done.add("writes " + bytes.length + " at " + Long.toHexString(address));
        return true;
    }

    @Override
    public boolean write(int tid, long address, long number) {
        byte[] bytes = new byte[Long.BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (number >> 8 * i);
        }
        return write(tid, address, bytes);
    }

    @Override
    public boolean isFault(int tid) {
        return !isSent;
    }

    @Override
    public boolean isInCall(int tid, int number, long instruction) {
        return number == inCall && instruction == behind;
    }

    @Override
    public Optional<String> unfit(int tid) {
        return unfit;
    }

    @Override
    public Optional<ProcFiles.FileCode> fileCode(int tid, long address) {
        return Optional.of(new ProcFiles.FileCode(address, address + 0x1000));
    }

    @Override
    public boolean isWritable(int tid, long address, byte there) {
        return false;
    }

    void passes(long nanos) {
        clock += nanos;
    }

    @Override
    public long now() {
        clock += 1000;
        return clock;
    }
}
