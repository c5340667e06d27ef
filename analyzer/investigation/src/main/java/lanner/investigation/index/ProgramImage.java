package lanner.investigation.index;

/**
 * A program that a process ran: from one exec to the next, or to a change of its name. Or, of no process, somebody who asked
 * an API server.
 *
 * @param process the process, by its number in the same index; that of {@link ProcessEntry#NONE} for who asked
 * @param comm the name; bytes, one character each, as all texts here
 * @param commandLine name and arguments, shortened
 * @param firstRow the first event of it
 */
public record ProgramImage(int process, String comm, String exePath, String commandLine, int firstRow) {
    /** Whether a process ran it. */
    public boolean isProgram() {
        return process != ProcessEntry.NONE.id();
    }
}
