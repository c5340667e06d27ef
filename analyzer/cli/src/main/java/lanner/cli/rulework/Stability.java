package lanner.cli.rulework;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of a field's value will be the same the next time. Numbers of processes, times and the like never are; a path, a
 * command line or the name of a connection may have parts that are not: those become holes.
 */
final class Stability {
    /** Ports from here on are handed out by the kernel (net.ipv4.ip_local_port_range). */
    private static final int EPHEMERAL = 32_768;

    /** Fewer letters and digits around the holes would mean nearly anything. */
    private static final int FEWEST_FIRM = 3;

    /** So many changes between capitals, small letters and digits are no word. */
    private static final int MIXED = 3;

    /** Fields that name one run, one process, one moment or one container. */
    private static final Pattern NEVER = Pattern.compile("evt\\.(num|time|datetime|rawtime|reltime|deltatime|latency|"
            + "wait_latency|cpu|count|args|info|buffer|buflen|outputtime|around|hostname|rawres|arg\\.(tid|pid|ptid))"
            + "(\\..*)?"
            + "|(proc|thread)\\.(v?pid|ppid|pvpid|apid|v?tid|nametid|sid|v?pgid|loginshellid|duration|exe_ino|pidns.*|"
            + "vm.*|fd.*|nthreads|nchilds|pf.*|cpu.*|exectime|totexectime|cgroups?|env|aenv)([.\\[].*)?"
            + "|proc\\.(pid|ppid)\\..*"
            + "|fd\\.(num|uid|ino|cport|cproto|containername|containerdirectory)"
            + "|container\\.(id|full_id|start_ts|ip|duration|mounts?.*|healthcheck|labels?)"
            + "|k8s\\.(pod\\.(name|id|uid|full_sandbox_id|sandbox_id|ip)|rs\\..*)"
            + "|fdlist\\..*");

    private static final Pattern PORT = Pattern.compile("fd\\.[slr]?(port|proto)");
    private static final Pattern CONNECTION = Pattern.compile("(\\S+):([0-9]{1,5})->(\\S+):([0-9]{1,5})");
    private static final Pattern SCRATCH = Pattern.compile("/(?:tmp|shm)/\\S*");
    private static final Pattern RUN = Pattern.compile("[A-Za-z0-9]{6,}");
    /** What changes wherever it stands: the process in /proc/PID, a UUID, a long number, a digest. */
    private static final Pattern CHANGING = Pattern.compile("(?<=/proc/)[0-9]+"
            + "|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
            + "|(?<![0-9a-fA-F])(?=[a-fA-F]*[0-9])[0-9a-fA-F]{12,}(?![0-9a-fA-F])"
            + "|[0-9]{5,}");

    private Stability() {}

    /**
     * A value's firm pieces, in order, with a hole between each two; a hole may be at either end, where the piece is empty.
     */
    record Shape(List<String> pieces) {
        Shape {
            pieces = List.copyOf(pieces);
        }

        boolean isWhole() {
            return pieces.size() == 1;
        }

        /** Whether enough is left to compare with. */
        boolean isFirm() {
            String firm = String.join("", pieces).replaceFirst("^/(var/tmp|tmp|dev/shm)/", "");
            return isWhole() || firm.chars().filter(Character::isLetterOrDigit).count() >= FEWEST_FIRM;
        }
    }

    /** Whether the field is about one run alone, whatever its value. */
    static boolean isFleeting(String field) {
        return NEVER.matcher(field).matches();
    }

    /** Why the value will not come again; empty if it will, apart from holes. */
    static Optional<String> reasonAgainst(String field, String value) {
        if (isFleeting(field)) {
            return Optional.of("it is another each time");
        }
        if (PORT.matcher(field).matches() && value.matches("[0-9]{5}") && Integer.parseInt(value) >= EPHEMERAL) {
            return Optional.of("the port " + value + " is one that the kernel hands out");
        }
        return shape(value).isFirm() ? Optional.empty() : Optional.of("nothing of its value will come again");
    }

    /** The value with holes where it will be another the next time. */
    static Shape shape(String value) {
        Matcher connection = CONNECTION.matcher(value);
        if (connection.matches()) {
            // The client's end comes first, and changes.
            String server = "->" + connection.group(3) + ":";
            boolean firm = Integer.parseInt(connection.group(4)) < EPHEMERAL;
            return new Shape(firm ? List.of("", server + connection.group(4)) : List.of("", server, ""));
        }
        boolean[] holes = new boolean[value.length()];
        for (Matcher changing = CHANGING.matcher(value); changing.find(); ) {
            mark(holes, changing.start(), changing.end());
        }
        for (Matcher scratch = SCRATCH.matcher(value); scratch.find(); ) {
            Matcher run = RUN.matcher(value).region(scratch.start(), scratch.end());
            while (run.find()) {
                if (isMixed(run.group())) {
                    mark(holes, run.start(), run.end());
                }
            }
        }
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < holes.length; i++) {
            if (holes[i]) {
                pieces.add(value.substring(from, i));
                while (i + 1 < holes.length && holes[i + 1]) {
                    i++;
                }
                from = i + 1;
            }
        }
        pieces.add(value.substring(from));
        return new Shape(pieces);
    }

    private static void mark(boolean[] holes, int from, int to) {
        for (int i = from; i < to; i++) {
            holes[i] = true;
        }
    }

    /** What mktemp, compilers and Python call their files: {@code aB3dE5}, {@code ccXyZabQ}. */
    private static boolean isMixed(String run) {
        int changes = 0;
        for (int i = 1; i < run.length(); i++) {
            changes += kind(run.charAt(i)) == kind(run.charAt(i - 1)) ? 0 : 1;
        }
        return changes >= MIXED;
    }

    private static int kind(char c) {
        return c <= '9' ? 0 : c <= 'Z' ? 1 : 2;
    }
}
