package lanner.engine.rules.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lanner.engine.rules.finding.Finding;
import lanner.engine.rules.finding.FindingCode;
import lanner.engine.rules.finding.FindingText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes that Falco loads without a word. */
class LannerChecksTest {
    private static List<String> codes(String yaml) {
        LoadedRules loaded = RuleLoaderTest.load(yaml);
        assertThat(loaded.error().map(FindingText::of)).isEmpty();
        return loaded.warnings().stream()
                .map(finding -> finding.code().name())
                .filter(code -> code.startsWith("LANNER"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        proc.name in (shell_binaries)                          |
        proc.name in (shel_binaries)                           | LANNER_UNKNOWN_LIST
        proc.name in (bash, other_binaries)                    | LANNER_UNKNOWN_LIST
        proc.name in ("other_binaries", cat)                   |
        evt.type in (rt_sigaction, open) and proc.name in (sh) |
        proc.cmdline contains "run shell_binaries now"         | LANNER_LIST_IN_QUOTES
        proc.cmdline contains "run shell_binaries_now"         |
        proc.name in ()                                        | LANNER_ALWAYS_FALSE
        proc.name in (bash, zsh)                               |
        """)
    void aDoubtfulConditionIsFoundByItsCode(String condition, String code) {
        String yaml =
                "- list: shell_binaries\n  items: [bash]\n- macro: used\n  condition: proc.name in (shell_binaries)\n"
                        + "- rule: r\n  desc: d\n  condition: evt.type=open and used and " + condition
                        + "\n  output: o\n  priority: INFO\n";
        assertThat(codes(yaml)).isEqualTo(code == null ? List.of() : List.of(code));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        proc.name = nvidia-persistenced                     | Never true: the kernel keeps 15
        proc.name != nvidia-persistenced                    | True of every value: the kernel keeps 15
        fd.sport != 70000                                   | True of every value: out of range
        fd.type != regular                                  | True of every value: no value of the field
        fd.l4proto != sctp                                  | True of every value: no value of the field
        not fd.sport = 70000                                | Never true: out of range
        fd.sport in (70000)                                 | Never true: out of range
        fd.name != /etc/                                    | True of every value: no slash stands at its end
        """)
    void theHeadingSaysWhatTheComparisonComesTo(String condition, String heading) {
        assertThat(neverTrue(condition)).singleElement().asString().startsWith(heading);
    }

    private static List<String> neverTrue(String condition) {
        LoadedRules loaded =
                RuleLoaderTest.load("- rule: r\n  desc: d\n  condition: >\n    evt.type in (openat, connect) and "
                        + condition + "\n  output: o\n  priority: INFO\n  warn_evttypes: false\n");
        assertThat(loaded.error().map(FindingText::of)).isEmpty();
        return loaded.warnings().stream()
                .filter(finding -> finding.code() == FindingCode.LANNER_ALWAYS_FALSE
                        || finding.code() == FindingCode.LANNER_ALWAYS_TRUE)
                .map(Finding::message)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        proc.name in (nvidia-smi, nvidia-persistenced)   | 15 bytes of a name: proc.name never is 'nvidia-persistenced'
        not proc.name in (nvidia-persistenced)           | did you mean 'nvidia-persiste'?
        proc.pname = kube-controller-manager             | proc.pname never is
        proc.aname[2] != containerd-shim-runc-v2         | proc.aname[2] never is
        proc.aname contains gnome-terminal-server        | never contains
        proc.name endswith -very-long-ending             | never ends with
        proc.name startswith anyof (a, sixteen-letters-x) | never starts with 'sixteen-letters-x'
        proc.name glob "*-sixteen-letters-x*"            | never matches
        proc.name in (größengrößengr)                    | 15 bytes
        fd.name = /etc/                                  | did you mean '/etc'?
        fd.name endswith /.ssh/                          | never ends with '/.ssh/'
        fd.directory in (/etc, /usr/)                    | fd.directory never is '/usr/'
        proc.exepath = bin/sh                            | the path is absolute
        fs.path.name startswith etc/                     | never starts with 'etc/'
        fd.filename = etc/passwd                         | it holds no slash
        fd.l4proto = TCP                                 | did you mean 'tcp'?
        fd.l4proto in (tcp, sctp)                        | one of <NA>, icmp, raw, tcp, udp
        fd.l4proto glob u?                               | never matches 'u?'
        fd.type = regular                                | fd.type never is 'regular'
        fd.typechar = x                                  | fd.typechar never is 'x'
        fd.type regex "reg.*x"                           | never matches
        evt.res = EPREM                                  | did you mean 'EPERM'?
        evt.res in (SUCCES)                              | did you mean 'SUCCESS'?
        evt.arg.flags contains O_CRAET                   | did you mean 'O_CREAT'?
        evt.arg.domain = af_inet                         | did you mean 'AF_INET'?
        fd.sport = 70000                                 | at most 65535
        fd.port in (80, 65536)                           | at most 65535
        proc.pid = -5                                    | at least 0
        evt.rawres = -5000                               | at least -4095
        evt.io_dir = Read                                | did you mean 'read'?
        fd.lport > 65535                                 | fd.lport is never > 65535
        fd.rport < 0                                     | fd.rport is never < 0
        proc.cwd = /etc                                  | did you mean '/etc/'?
        proc.cwd endswith /.ssh                          | did you mean '/.ssh/'?
        evt.arg.sig = SIGKIL                             | did you mean 'SIGKILL'?
        evt.category = fille                             | did you mean 'file'?
        thread.cap_effective contains CAP_SYS_ADMN       | did you mean 'CAP_SYS_ADMIN'
        container.id = 3ad7b26ded6d8e7b23da7d48fe889434573036c27ae5a74837233de441c3601e | did you mean '3ad7b26ded6d'?
        proc.name regex sixteen-letters-x                | proc.name never matches
        lanner.outcome = failed                          | one of done, pending, refused, unknown
        """)
    void aComparisonWithAValueThatTheFieldNeverHasIsNamed(String condition, String words) {
        assertThat(neverTrue(condition)).singleElement().asString().contains(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proc.name in (nvidia-persiste, containerd-shim)",
                "proc.name startswith containerd-shim",
                "proc.name glob \"a*very*long*\"",
                "proc.cmdline contains a-name-of-more-than-15",
                "fd.name startswith /etc/",
                "fd.name = /",
                "fd.directory = /",
                "fd.name contains /etc/",
                "proc.cwd = /tmp/",
                "proc.cwd startswith /tmp",
                "proc.cwd endswith tmp/",
                "fd.lport < 70000",
                "fd.lport <= 0",
                "fd.lport >= 65535",
                "evt.arg.sig in (SIGKILL, SIGTERM, 34)",
                "evt.category in (file, ipc, IPC, process)",
                "thread.cap_effective contains CAP_SYS_ADMIN",
                "thread.cap_effective icontains sys_module",
                "thread.cap_effective startswith \"CAP_CHOWN CAP_DAC\"",
                "container.id in (host, 3ad7b26ded6d, web)",
                "proc.name regex \"(sixteen-letters-x|a)\"",
                "fd.name pmatch (/etc/)",
                "fd.l4proto in (tcp, udp, raw, icmp)",
                "fd.type in (file, directory, ipv4, ipv6, unix, pipe)",
                "evt.res in (ENOENT, EPERM, SUCCESS)",
                "evt.arg.flags contains \"O_TRUNC|O_CREAT\"",
                "evt.arg.flags = 0",
                "evt.arg.flags contains O_",
                "evt.arg.domain = AF_UNIX",
                "evt.arg.mode contains S_ISUID",
                "fd.sport = 65535",
                "fd.type regex \"ip.*[46]\"",
                "proc.exepath = \"\"",
                "proc.exepath startswith /usr/",
                "proc.exepath endswith bin/sh",
                "fs.path.name contains etc",
                "evt.rawres = -2",
                "fd.filename = passwd",
                "fd.typechar = f"
            })
    void aComparisonThatMayBeTrueIsNot(String condition) {
        assertThat(neverTrue(condition)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        evt.type = open and proc.nmae = a      | o            | did you mean 'proc.name'?
        evt.type = opne                        | o            | did you mean 'open'?
        evt.type = open and open_wirte         | o            | did you mean 'open_write'?
        evt.type = open and evt.arg.flgs = a   | o            | did you mean 'flags'?
        evt.type = open and open_write         | %proc.cmdlin | did you mean 'proc.cmdline'?
        evt.type = open and nothing_like_it    | o            |
        """)
    void aNameThatIsNoneComesWithWhatWasMeant(String condition, String output, String hint) {
        LoadedRules loaded =
                RuleLoaderTest.load("- macro: open_write\n  condition: evt.type = open\n- rule: r\n  desc: d\n"
                        + "  condition: " + condition + "\n  output: \"" + output + "\"\n  priority: INFO\n");
        Finding error = loaded.error().orElseThrow();
        assertThat(error.message()).as("Falco's words").doesNotContain("did you mean");
        if (hint == null) {
            assertThat(FindingText.brief(error)).doesNotContain("did you mean");
        } else {
            assertThat(FindingText.brief(error)).contains(hint);
        }
    }

    @Test
    void anItemOfAListIsFoundAtItsList() {
        LoadedRules loaded = RuleLoaderTest.load("""
            - list: inner
              items: [nvidia-persistenced]
            - list: outer
              items: [bash, inner]
            - macro: gpu
              condition: proc.name in (outer)
            - rule: r
              desc: d
              condition: evt.type = open and gpu and proc.pname in (outer) and proc.name in (outer)
              output: o
              priority: INFO
            """);
        List<Finding> found = loaded.warnings().stream()
                .filter(finding -> finding.code() == FindingCode.LANNER_ALWAYS_FALSE)
                .toList();
        assertThat(found).hasSize(2);
        assertThat(found.get(0).message()).contains("proc.name never is", "an item of the list 'inner'");
        assertThat(found.get(0).chain().get(found.get(0).chain().size() - 1).name())
                .isEqualTo("inner");
        assertThat(found.get(1).message()).contains("proc.pname never is");
    }

    @Test
    void aRuleThatAnEarlierOneAlwaysBeatsIsNamed() {
        String rule = "- rule: %s\n  desc: d\n  condition: %s\n  output: o\n  priority: INFO\n";
        String broad = rule.formatted("broad", "evt.type=open and proc.name=cat");
        String narrow = rule.formatted("narrow", "proc.name=cat and evt.type=open and fd.name=/x");
        assertThat(codes(broad + narrow)).containsExactly("LANNER_SHADOWED_RULE");
        assertThat(codes(narrow + broad)).isEmpty();
        assertThat(codes(broad.replace("priority: INFO", "priority: INFO\n  enabled: false") + narrow))
                .isEmpty();
    }
}
