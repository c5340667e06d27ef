package lanner.recorder.arch;

/** Machine code as it is written, one thing that the launcher does after the other. */
public interface LaunchCode {
    /** Where the next instruction will lie. */
    int here();

    /** What was written. */
    byte[] bytes();

    /** Writes a call with arguments of 32 bits, zero-extended; what it returns is there for {@code jumpIf...}. */
    void call(String name, int... arguments);

    /** Waits for a signal, for ever. */
    void waitForSignal();

    /** Goes on elsewhere. */
    void jump(int address);

    /** Goes on elsewhere if the last call returned 0. */
    void jumpIfZero(int address);

    /** Goes on elsewhere if the last call returned another error than this. */
    void jumpUnlessError(int errno, int address);

    /**
     * Executes a file, with the arguments and the environment that the launcher itself was executed with.
     *
     * @param path the address of its name
     * @param arguments how many arguments there are
     */
    void execute(int path, int arguments);

    /** Ends the process with the error of the last call. */
    void exitWithError();
}
