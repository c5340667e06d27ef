package lanner.recorder.seccomp;

import java.util.List;

/**
 * A call of 64-bit programs that is traced, but not when one known instruction makes it: there the program has recorded it itself.
 *
 * @param call its name
 * @param instruction the address behind that instruction, as a filter sees it; below 4 GB
 * @param tests tests on its arguments of which one has to hold as well; none asks nothing
 */
public record Unstopped(String call, int instruction, List<ArgumentTest> tests) {
    public Unstopped {
        tests = List.copyOf(tests);
    }
}
