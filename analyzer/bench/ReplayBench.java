import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Times whole replays of one capture in turn: {@code java analyzer/bench/ReplayBench.java CAPTURE [--runs N] [FILE...]}.
 * Without rule files it writes sets of its own with 25 and 93 rules, in the shape of the community's: macros over event
 * types, lists of programs and directories, exceptions by ancestor. Prints medians of wall seconds and of processor
 * seconds, start-up included, and events a second.
 */
final class ReplayBench {
    private static final String[] PROGRAMS = {
        "nginx", "redis", "postgres", "mysqld", "java", "python3", "node", "ruby", "perl", "php", "haproxy", "memcached"
    };
    private static final String[] DIRECTORIES = {
        "/etc/ssl/private", "/root/.ssh", "/var/spool/cron", "/boot", "/etc/systemd", "/usr/local/sbin", "/opt/app/conf",
        "/var/lib/app", "/etc/pam.d", "/srv/data", "/usr/libexec/app", "/home/app/.config"
    };

    private ReplayBench() {}

    public static void main(String[] args) throws Exception {
        int runs = 5;
        List<Path> given = new ArrayList<>();
        for (int i = 1; i < args.length; i++) {
            if (args[i].equals("--runs")) {
                runs = Integer.parseInt(args[++i]);
            } else {
                given.add(Path.of(args[i]));
            }
        }
        if (args.length == 0) {
            System.err.println("usage: java analyzer/bench/ReplayBench.java CAPTURE [--runs N] [FILE...]");
            System.exit(2);
        }
        String capture = args[0];
        Path scratch = Files.createTempDirectory("replay-bench");
        List<List<String>> commands = new ArrayList<>();
        commands.add(List.of("./lanner", "events", capture, "--count"));
        List<Path> sets = given.isEmpty()
                ? List.of(write(scratch.resolve("rules25.yaml"), 25), write(scratch.resolve("rules93.yaml"), 93))
                : given;
        for (Path set : sets) {
            for (String jobs : List.of("1", "2")) {
                commands.add(List.of("./lanner", "analyze", capture, "-r", set.toString(), "--jobs", jobs));
            }
        }
        long events = events(capture, scratch);
        double[][] wall = new double[commands.size()][runs];
        double[][] cpu = new double[commands.size()][runs];
        for (int run = -1; run < runs; run++) {
            for (int i = 0; i < commands.size(); i++) {
                double[] times = time(commands.get(i), scratch);
                if (run >= 0) {
                    wall[i][run] = times[0];
                    cpu[i][run] = times[1];
                }
            }
        }
        System.out.printf(Locale.ROOT, "%,d events, %d runs of each in turn%n%n", events, runs);
        System.out.println("| | wall s | processor s | M events a second |");
        System.out.println("|---|---|---|---|");
        for (int i = 0; i < commands.size(); i++) {
            double seconds = median(wall[i]);
            List<String> command = commands.get(i);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.2f | %.2f | %.2f |%n",
                    String.join(" ", command.subList(1, command.size()))
                            .replace(capture, "X")
                            .replace(scratch + "/", ""),
                    seconds,
                    median(cpu[i]),
                    events / seconds / 1e6);
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static long events(String capture, Path scratch) throws Exception {
        Path out = scratch.resolve("count");
        Process process = new ProcessBuilder("./lanner", "events", capture, "--count")
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("events --count failed");
        }
        return Long.parseLong(Files.readString(out).strip());
    }

    /** Wall seconds and processor seconds of one run. */
    private static double[] time(List<String> command, Path scratch) throws Exception {
        Path out = scratch.resolve("out");
        List<String> timed = new ArrayList<>(List.of("bash", "-c", "TIMEFORMAT='%R %U %S'; time \"$@\" >" + out, "bash"));
        timed.addAll(command);
        Path err = scratch.resolve("err");
        Process process = new ProcessBuilder(timed).redirectError(err.toFile()).start();
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed: " + Files.readString(err));
        }
        String[] lines = Files.readString(err).strip().split("\n");
        String[] times = lines[lines.length - 1].split(" ");
        return new double[] {Double.parseDouble(times[0]), Double.parseDouble(times[1]) + Double.parseDouble(times[2])};
    }

    /** A set of rules in the shape of real ones. */
    static Path write(Path file, int rules) throws IOException {
        StringBuilder yaml = new StringBuilder();
        for (String macro : new String[] {
            "opened|evt.type in (open,openat,openat2) and fd.num>=0",
            "read_opened|opened and evt.is_open_read=true and fd.typechar='f'",
            "write_opened|opened and evt.is_open_write=true and fd.typechar='f'",
            "spawned|evt.type in (execve,execveat) and evt.res=SUCCESS",
            "out|evt.type in (connect,sendto,sendmsg) and fd.typechar=4 and (fd.connected=true or evt.rawres=0)",
            "removed|evt.type in (unlink,unlinkat,rmdir,rename,renameat,renameat2) and evt.rawres=0",
            "changed_mode|evt.type in (chmod,fchmod,fchmodat) and evt.arg.mode contains S_IXUSR",
            "in_container|container.id != host",
            "known_ancestor|proc.aname[2] in (package_programs) or proc.aname[3] in (package_programs)"
        }) {
            String[] parts = macro.split("\\|");
            yaml.append("- macro: ").append(parts[0]).append("\n  condition: ").append(parts[1]).append('\n');
        }
        yaml.append("- list: package_programs\n  items: [dpkg, apt, apt-get, rpm, dnf, yum, apk, pip, npm]\n");
        yaml.append("- list: shells\n  items: [bash, sh, dash, zsh, ksh, csh, tcsh, ash]\n");
        for (int i = 0; i < 12; i++) {
            yaml.append("- list: programs").append(i).append("\n  items: [");
            for (int j = 0; j < 8; j++) {
                yaml.append(PROGRAMS[(i + j) % 12]).append(j == 0 ? "" : "-" + j).append(", ");
            }
            yaml.append("x").append(i).append("]\n");
        }
        for (int i = 0; i < rules; i++) {
            String directory = DIRECTORIES[i % 12];
            String other = DIRECTORIES[(i * 5 + 3) % 12];
            String programs = "(programs" + i % 12 + ")";
            String condition = switch (i % 8) {
                case 0 -> "read_opened and fd.name startswith " + directory + " and not proc.name in " + programs
                        + " and not known_ancestor";
                case 1 -> "write_opened and fd.name pmatch (" + directory + ", " + other + ") and not proc.pname in "
                        + programs;
                case 2 -> "spawned and proc.name in (shells) and proc.pname in " + programs + " and not in_container";
                case 3 -> "out and fd.sport in (22, 23, " + (4000 + i) + ") and proc.name in (shells)";
                case 4 -> "removed and (fs.path.name startswith " + directory + " or evt.arg.name endswith .log" + i + ")";
                case 5 -> "read_opened and (fd.name contains id_rsa" + i + " or fd.filename in (shadow" + i
                        + ", credentials)) and not proc.cmdline contains backup" + i;
                case 6 -> "changed_mode and evt.arg.filename glob " + directory + "/*" + i + " and user.uid != 0";
                default -> "opened and fd.directory = " + directory + " and proc.aname in " + programs
                        + " and not user.name in (svc" + i + ")";
            };
            yaml.append("- rule: Bench ").append(i).append("\n  desc: d\n  condition: ").append(condition);
            yaml.append("\n  output: file=%fd.name command=%proc.cmdline parent=%proc.pname user=%user.name\n");
            yaml.append("  priority: WARNING\n  tags: [bench]\n");
        }
        return Files.writeString(file, yaml);
    }
}
