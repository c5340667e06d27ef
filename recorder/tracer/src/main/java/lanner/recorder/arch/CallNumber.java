package lanner.recorder.arch;

/** A call by its name, looked up once: its number wherever the machine at hand has a table. */
public final class CallNumber {
    private static final int NONE = -1;

    private final int[] numbers = new int[Abi.COUNT];

    private CallNumber(String name) {
        for (Abi abi : Abi.values()) {
            numbers[abi.index()] = Architecture.current().all().contains(abi)
                    ? abi.names().number(name).orElse(NONE)
                    : NONE;
        }
    }

    public static CallNumber of(String name) {
        return new CallNumber(name);
    }

    /** Its number in a table; negative where that has none. */
    public int of(Abi abi) {
        return numbers[abi.index()];
    }

    /** Whether this is it. A program may ask for any number. */
    public boolean is(Abi abi, int number) {
        return number != NONE && numbers[abi.index()] == number;
    }
}
