package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lanner.behaviour.fact.Behaviour;
import lanner.behaviour.fact.Recording;
import lanner.behaviour.policy.AppArmorProfile;
import lanner.behaviour.policy.Denied;
import lanner.behaviour.policy.NetworkPolicy;
import lanner.behaviour.policy.PolicyException;
import lanner.behaviour.policy.SeccompProfile;
import lanner.behaviour.policy.SeccompProfile.Denial;
import lanner.behaviour.policy.SeccompRules;
import lanner.behaviour.shape.Shapes;
import lanner.engine.json.JsonText;
import lanner.product.BoundedText;
import lanner.product.Counted;
import lanner.product.ExitCode;
import lanner.product.InputException;
import lanner.product.TerminalText;
import lanner.product.WholeFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code policy}: what recordings needed, as the files that allow it. */
@Command(
        name = "policy",
        description = {
            "Writes what recordings needed as a seccomp profile, an AppArmor profile or a Kubernetes NetworkPolicy.",
            "",
            "A policy allows what the recordings show and nothing else: record everything that the program is to do, "
                    + "with its tests for example, and give all the captures."
        },
        mixinStandardHelpOptions = true,
        subcommands = {
            PolicyCommand.Seccomp.class,
            PolicyCommand.AppArmor.class,
            PolicyCommand.Network.class,
            PolicyCommand.Check.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanner record --profile all -o tests.lanner -- make check",
            "  lanner policy seccomp tests.lanner -o seccomp.json",
            "  lanner policy apparmor tests.lanner --name web -o web.apparmor",
            "  lanner policy network tests.lanner --name web --label app=web",
            "  lanner policy check seccomp.json other.lanner"
        })
final class PolicyCommand implements Callable<Integer> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern LABEL_KEY =
            Pattern.compile("([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");
    private static final Pattern LABEL_VALUE = Pattern.compile("([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?");
    private static final String ALL = "all";
    private static final int LONGEST_PROFILE = 16 << 20;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "one of seccomp, apparmor, network, check is needed");
    }

    /** The captures that a policy is made of, and where it goes. */
    static final class Input {
        @Spec(Spec.Target.MIXEE)
        private CommandSpec spec;

        @Parameters(
                paramLabel = "CAPTURE",
                arity = "1..*",
                description = "Captures, packed or not, or scap files; a directory stands for all below it.")
        private List<Path> captures = List.of();

        @Option(
                names = {"-o", "--output"},
                paramLabel = "FILE",
                description = "Write the policy to this file (default: standard output).")
        private @Nullable Path output;

        private ExitCode status = ExitCode.DONE;

        PrintWriter out() {
            return spec.commandLine().getOut();
        }

        /** What the captures did; what of it is not whole is said. */
        List<Behaviour> read() throws IOException, InputException {
            RecordedBehaviours recorded =
                    new RecordedBehaviours(spec.commandLine().getErr());
            List<Behaviour> behaviours = recorded.read(captures);
            status = recorded.status();
            return behaviours;
        }

        /** Writes the policy, and says what it holds where that does not go between its lines. */
        int write(String policy, String holds) throws IOException {
            Path file = output;
            if (file == null) {
                out().print(policy);
                out().flush();
            } else {
                WholeFile.write(file, policy);
                PrintWriter err = spec.commandLine().getErr();
                err.println("lanner: " + holds + ", in " + file);
                err.flush();
            }
            return status.code();
        }
    }

    private static String named(CommandSpec spec, String option, String value, Pattern pattern, String what) {
        if (!pattern.matcher(value).matches()) {
            throw new ParameterException(spec.commandLine(), option + ": '" + value + "' is no " + what);
        }
        return value;
    }

    /** {@code policy seccomp}. */
    @Command(
            name = "seccomp",
            description = {
                "Writes the system calls of recordings as a seccomp profile of the OCI runtime specification.",
                "It takes recordings of --profile all: others do not hold all calls. Which arguments calls had is not "
                        + "part of it. Beside what was recorded it allows what every program does (to end, to return from "
                        + "a handler, to ask for the time) and what a container's runtime does before the program runs.",
                "Docker: --security-opt seccomp=FILE. Kubernetes: securityContext.seccompProfile.localhostProfile."
            },
            mixinStandardHelpOptions = true,
            sortOptions = false,
            footerHeading = "%nExamples:%n",
            footer = {
                "  lanner record --profile all -o tests.lanner -- ./run-tests.sh",
                "  lanner policy seccomp tests.lanner -o seccomp.json",
                "  lanner policy seccomp tests.lanner --why | less",
                "  podman run --security-opt seccomp=seccomp.json web"
            })
    static final class Seccomp implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private Input input;

        @Option(
                names = "--denied",
                paramLabel = "errno|kill|log",
                description = "What becomes of other calls: they fail with ENOSYS, end the process, or are made and "
                        + "logged by the kernel (default: ${DEFAULT-VALUE}).")
        private String denied = "errno";

        @Option(names = "--why", description = "Print for each call why it is allowed, in place of the profile.")
        private boolean why;

        @Option(names = "--anyway", description = "Take recordings of other profiles too.")
        private boolean anyway;

        @Override
        public Integer call() throws IOException, InputException {
            Denial denial = Stream.of(Denial.values())
                    .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(denied))
                    .findFirst()
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(), "--denied is errno, kill, log, not '" + denied + "'"));
            List<Behaviour> behaviours = input.read();
            for (Behaviour each : behaviours) {
                Recording recording = each.recording();
                if (!recording.profile().equals(ALL) && !anyway) {
                    throw new InputException(recording.capture() + " does not hold all calls: "
                            + (recording.profile().isEmpty()
                                    ? "it does not say which it holds"
                                    : "it was recorded with --profile " + JsonText.characters(recording.profile()))
                            + ". Record with --profile all, or give --anyway");
                }
            }
            SeccompProfile profile = SeccompProfile.of(behaviours);
            if (profile.calls().isEmpty()) {
                throw new InputException("the recordings hold no system call");
            }
            if (why) {
                PrintWriter out = input.out();
                profile.reasons().forEach((name, reason) -> out.printf("%-24s %s%n", name, reason));
                out.flush();
                return ExitCode.DONE.code();
            }
            return input.write(
                    profile.json(denial),
                    Counted.of(profile.calls().size(), "call") + " of recordings, "
                            + profile.others().size() + " others");
        }
    }

    /** {@code policy apparmor}. */
    @Command(
            name = "apparmor",
            description = {
                "Writes the files, networks and capabilities of recordings as an AppArmor profile.",
                "Each line says what it was derived from. Names that differ from run to run become patterns, by the rules "
                        + "of lanner compare --print-shapes. A byte of a name that means something in a pattern matches "
                        + "any byte. Check it with apparmor_parser -Q FILE."
            },
            mixinStandardHelpOptions = true,
            sortOptions = false,
            footerHeading = "%nExamples:%n",
            footer = {
                "  lanner policy apparmor tests.lanner --name web --root / -o web.apparmor",
                "  lanner policy apparmor tests.lanner --name web --attach /usr/sbin/web"
            })
    static final class AppArmor implements Callable<Integer> {
        private static final int SIBLINGS = 20;

        @Spec
        private CommandSpec spec;

        @Mixin
        private Input input;

        @Option(names = "--name", paramLabel = "NAME", description = "The profile's name (default: ${DEFAULT-VALUE}).")
        private String name = "recorded";

        @Option(
                names = "--attach",
                paramLabel = "PATH",
                description = "The program that the profile is for whenever it is run (default: none, as containers "
                        + "name their profile).")
        private String attachment = "";

        @Option(
                names = "--siblings",
                paramLabel = "N",
                description = "From so many files of one directory with the same permissions on one rule stands for "
                        + "all of the directory (default: ${DEFAULT-VALUE}; 0 for never).")
        private int siblings = SIBLINGS;

        @Option(
                names = "--root",
                paramLabel = "DIR",
                description = "Follow the symbolic links in recorded paths below this directory: / on the machine that "
                        + "was recorded, or the root of its image. AppArmor asks for what paths lead to, captures have "
                        + "them as programs gave them (default: do not look).")
        private @Nullable Path root;

        @Mixin
        private ShapesOption shapes;

        @Override
        public Integer call() throws IOException, InputException {
            named(spec, "--name", name, NAME, "name of letters, digits, dots, dashes and underscores");
            if (!attachment.isEmpty() && !attachment.startsWith("/")) {
                throw new ParameterException(
                        spec.commandLine(), "--attach: '" + attachment + "' does not begin with /");
            }
            if (root != null && !Files.isDirectory(root)) {
                throw new ParameterException(spec.commandLine(), "--root: " + root + " is no directory");
            }
            if (siblings < 0) {
                throw new ParameterException(spec.commandLine(), "--siblings is 0 or more");
            }
            Shapes alike = shapes.read().shapes();
            AppArmorProfile profile = AppArmorProfile.of(
                    input.read(), alike, Optional.ofNullable(root), siblings == 0 ? Integer.MAX_VALUE : siblings - 1);
            return input.write(
                    profile.text(name, JsonText.latin(attachment)),
                    Counted.of(profile.fileRules(), "rule") + " about files");
        }
    }

    /** {@code policy network}. */
    @Command(
            name = "network",
            description = {
                "Writes the peers of recordings as a Kubernetes NetworkPolicy.",
                "Addresses that were connected to may be connected to, at the same ports; ports that were listened at may "
                        + "be connected to, by anyone. Port 53 may be asked anywhere: each cluster has name servers of its "
                        + "own. What stays within the pod is left out. Check it with kubectl apply --dry-run=server."
            },
            mixinStandardHelpOptions = true,
            sortOptions = false,
            footerHeading = "%nExamples:%n",
            footer = {
                "  lanner policy network tests.lanner --name web --label app=web",
                "  lanner policy network tests.lanner -o policy.yaml"
            })
    static final class Network implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private Input input;

        @Option(names = "--name", paramLabel = "NAME", description = "The policy's name (default: ${DEFAULT-VALUE}).")
        private String name = "recorded";

        @Option(
                names = "--label",
                paramLabel = "KEY=VALUE",
                description = "The label of the pods that it is for (default: app=NAME).")
        private @Nullable String label;

        @Override
        public Integer call() throws IOException, InputException {
            named(spec, "--name", name, DNS_LABEL, "DNS label (lower case letters, digits and dashes, at most 63)");
            Map.Entry<String, String> pods = label(label == null ? "app=" + name : label);
            NetworkPolicy policy = NetworkPolicy.of(input.read());
            return input.write(
                    policy.yaml(name, pods), Counted.of(policy.allowed(), "peer or port", "peers and ports"));
        }

        private Map.Entry<String, String> label(String text) {
            int equals = text.indexOf('=');
            String key = equals < 0 ? text : text.substring(0, equals);
            String value = equals < 0 ? "" : text.substring(equals + 1);
            if (equals < 0
                    || !LABEL_KEY.matcher(key).matches()
                    || !LABEL_VALUE.matcher(value).matches()) {
                throw new ParameterException(spec.commandLine(), "--label: '" + text + "' is no label KEY=VALUE");
            }
            return new SimpleImmutableEntry<>(key, value);
        }
    }

    /** {@code policy check}. */
    @Command(
            name = "check",
            description = {
                "Says which system calls of recordings a seccomp profile would not let through.",
                "A call that is let through for some arguments alone is told too. Exit status: 1 if there is one."
            },
            mixinStandardHelpOptions = true,
            sortOptions = false,
            footerHeading = "%nExamples:%n",
            footer = {
                "  lanner policy check seccomp.json tests.lanner",
                "  lanner record --profile all -o x.lanner -- ./web --version && \\",
                "      lanner policy check seccomp.json x.lanner"
            })
    static final class Check implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(index = "0", paramLabel = "PROFILE", description = "A profile of the OCI runtime specification.")
        private Path profile;

        @Parameters(
                index = "1..*",
                paramLabel = "CAPTURE",
                arity = "1..*",
                description = "Captures, packed or not, or scap files; a directory stands for all below it.")
        private List<Path> captures = List.of();

        @Override
        public Integer call() throws IOException, InputException {
            SeccompRules rules;
            try {
                rules = SeccompRules.read(text(profile));
            } catch (PolicyException e) {
                throw new InputException(profile + ": " + e.getMessage());
            }
            RecordedBehaviours recorded =
                    new RecordedBehaviours(spec.commandLine().getErr());
            List<Denied> denied = rules.denied(recorded.read(captures));
            PrintWriter out = spec.commandLine().getOut();
            for (Denied each : denied) {
                out.println(TerminalText.visible(each.what() + ": " + each.why()) + ", "
                        + each.need().words());
            }
            out.println(
                    denied.isEmpty()
                            ? "every call is let through"
                            : Counted.of(denied.size(), "call is", "calls are") + " not let through");
            out.flush();
            return denied.isEmpty() ? recorded.status().code() : ExitCode.FOUND.code();
        }

        private static String text(Path file) throws IOException, InputException {
            try {
                return BoundedText.read(file, LONGEST_PROFILE);
            } catch (BoundedText.TooLongException e) {
                throw new InputException(file + ": " + e.getMessage());
            } catch (CharacterCodingException e) {
                throw new InputException(file + ": not UTF-8 text");
            }
        }
    }
}
