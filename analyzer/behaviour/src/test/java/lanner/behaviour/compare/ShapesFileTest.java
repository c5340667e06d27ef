package lanner.behaviour.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import lanner.behaviour.baseline.Baseline;
import lanner.behaviour.baseline.Key;
import lanner.behaviour.baseline.Known;
import lanner.behaviour.fact.Aspect;
import lanner.behaviour.fact.Example;
import lanner.behaviour.fact.Fact;
import lanner.behaviour.fact.Recording;
import lanner.behaviour.fact.Seen;
import lanner.behaviour.shape.Place;
import lanner.behaviour.shape.Shape;
import lanner.behaviour.shape.Shapes;
import lanner.product.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the rules of shapes make alike, and what they leave. */
class ShapesFileTest {
    private static final Place PLACE = new Place("/srv/build/x", "/home/sam");
    private static final Seen ONCE = new Seen(1, 0, new Example(1, 0, "sh 1"));

    @TempDir
    private Path directory;

    private static Shape shape(Fact fact) {
        return ShapesFile.shipped().shapes().at(PLACE).shape(fact);
    }

    private static String path(String path) {
        return shape(new Fact.FileUse(Aspect.FILE_READ, path, ONCE)).text();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            /srv/build/x                              | .
            /srv/build/x/src/a.c                      | ./src/a.c
            /srv/build/xy/a.c                         | /srv/build/xy/a.c
            /srv/build                                | <above>
            /srv                                      | <above>
            /srv/node_modules/.bin/sh                 | <above>/node_modules/.bin/sh
            /srv/build/package.json                   | <above>/package.json
            /srv/build/other.json                     | /srv/build/other.json
            /srv/build/node_modules2                  | /srv/build/node_modules2
            /home/sam/.npmrc                          | ~/.npmrc
            /home/samantha/.npmrc                     | /home/samantha/.npmrc
            /proc/4711/status                         | /proc/<pid>/status
            /proc/self/status                         | /proc/self/status
            /proc/4711/task/4712/comm                 | /proc/<pid>/task/<tid>/comm
            /proc/self/fd/17                          | /proc/self/fd/<fd>
            /dev/pts/3                                | /dev/pts/<n>
            /dev/sda1                                 | /dev/sda1
            pipe:[123456]                             | pipe:[<inode>]
            /tmp/tmp.Xy12AbCdEf                       | /tmp/<tmp>
            /tmp/tmp.Xy12AbCdEf/x                     | /tmp/<tmp>/x
            /tmp/ccAb12Xy.s                           | /tmp/<tmp>.s
            /tmp/ccAb12Xy.cdtor.o                     | /tmp/<tmp>.cdtor.o
            /usr/include/ccompute.h                   | /usr/include/ccompute.h
            /tmp/tmpab12_xyz                          | /tmp/<tmp>
            /srv/build/x/sedAb12Xy                    | ./<tmp>
            /srv/build/x/stAb12Xy/a.o                 | ./<tmp>/a.o
            /srv/build/x/standard                     | ./standard
            /tmp/go-build3141592653/b001/a.o          | /tmp/go-build<n>/b001/a.o
            /tmp/sh-thd.a1B2c3                        | /tmp/sh-thd.<tmp>
            /tmp/npm-4711-abcd/x                      | /tmp/npm-<n>-abcd/x
            /tmp/.x/payload                           | /tmp/.x/payload
            /tmp/home/.bashrc                         | /tmp/home/.bashrc
            /tmp/report-Ab12Xy.txt                    | /tmp/report-<tmp>.txt
            /tmp/cache/update-notifier-checked        | /tmp/cache/update-notifier-checked
            /dev/shm/.note                            | /dev/shm/.note
            /x/__pycache__/a.cpython-311.pyc.140123   | /x/__pycache__/a.cpython-311.pyc.<n>
            /x/.git/objects/ab                        | /x/.git/objects/<object>
            /x/.git/objects/ab/cdef0123456789abcdef0123456789abcdef01 | /x/.git/objects/<object>
            /x/.git/objects/ab/tmp_obj_Ab12Xy         | /x/.git/objects/<object>
            /x/.git/config                            | /x/.git/config
            /home/sam/.npm/_cacache/content-v2/sha512/ab/cd/ef01 | ~/.npm/_cacache/content-v2/<entry>
            /home/sam/.npm/_logs/2026-11-30T03_20_30_123Z-debug-0.log | ~/.npm/_logs/<date>-debug-0.log
            /srv/build/x/node_modules/.left-pad-Ab12Xy34 | ./node_modules/.left-pad-<tmp>
            /x/3f2504e0-4f89-11d3-9a0c-0305e82c3301   | /x/<uuid>
            /tmp/tmpab12_xyz/77aea4c6-9663-4466-8c13-0a23086d100f.done | /tmp/<tmp>/<uuid>.done
            /x/3F2504E0-4F89-11D3-9A0C-0305E82C3301   | /x/<uuid>
            /tmp/8fkwh28f                             | /tmp/<tmp>
            /x/log.2026-11-30                         | /x/log.<date>
            /x/d41d8cd98f00b204e9800998ecf8427e.bin   | /x/<hash>.bin
            /x/0000000001                             | /x/<number>
            /usr/lib/libssl.so.3                      | /usr/lib/libssl.so.3
            /etc/passwd                               | /etc/passwd
            """)
    void makesPathsAlike(String path, String expected) {
        assertThat(path(path)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            -I/srv/build/x/include          | -I./include
            -o;/tmp/ccAb12Xy.s              | -o /tmp/<tmp>.s
            --cache=/home/sam/.cache        | --cache=~/.cache
            http://127.0.0.1:41234/a        | http://127.0.0.1:<port>/a
            http://127.0.0.1:8443/a         | http://127.0.0.1:8443/a
            http://203.0.113.9:41234/a      | http://203.0.113.9:41234/a
            -c;echo x > /tmp/a.Ab12Xy; true | -c 'echo x > /tmp/a.<tmp>' true
            644;x                           | 644 x
            """)
    void makesArgumentsAlike(String arguments, String expected) {
        List<String> words =
                List.of(arguments.split(";")).stream().map(String::strip).toList();
        assertThat(shape(new Fact.CommandLine("/usr/bin/x", words, ONCE)).text())
                .isEqualTo("/usr/bin/x " + expected);
    }

    @Test
    void aProcessThatIsKilledIsAnyProcess() {
        assertThat(shape(new Fact.CommandLine("/usr/bin/kill", List.of("-TERM", "4711"), ONCE))
                        .text())
                .isEqualTo("/usr/bin/kill -TERM <pid>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OUT | 127.0.0.1    | 8443  | tcp to <loopback> port 8443
            OUT | 127.0.0.1    | 41234 | tcp to <loopback> port <ephemeral>
            OUT | ::1          | 80    | tcp to <loopback> port 80
            OUT | 203.0.113.9  | 41234 | tcp to 203.0.113.9 port 41234
            OUT | 10.0.0.9     | 443   | tcp to 10.0.0.9 port 443
            OUT | 2001:db8::1  | 443   | tcp to 2001:db8::1 port 443
            IN  | 10.0.0.9     | 80    | tcp from <private-client> at port 80
            IN  | fd00::7      | 80    | tcp from <private-client> at port 80
            IN  | 203.0.113.9  | 80    | tcp from <client> at port 80
            IN  | 127.0.0.1    | 80    | tcp from <loopback> at port 80
            """)
    void makesPeersAlikeWhereTheirAddressesAreChance(
            Fact.Direction direction, String address, int port, String expected) {
        assertThat(shape(new Fact.Peer("tcp", direction, address, port, ONCE)).text())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CALL      | futex                           | new more gone
            CALL      | epoll_wait                      | more
            CALL      | openat                          | none
            FILE_READ | /sys/devices/system/cpu/online  | new more gone
            FILE_READ | /sys/devices/system/cpu/online2 | none
            FILE_WRITE | /sys/devices/system/cpu/online | none
            """)
    void whatThreadsDoByChanceIsNoDifference(Aspect aspect, String text, String left) {
        Key key = new Key(aspect, text);
        Known once = new Known(1, 1, 1, 1, 0, Set.of(), Optional.empty(), null);
        Known often = new Known(1, 1000, 1000, 1000, 0, Set.of(), Optional.empty(), null);
        List<String> leftOut = new ArrayList<>();
        Map.<String, List<Map<Key, Known>>>of(
                        "new", List.of(Map.of(), Map.of(key, once)),
                        "more", List.of(Map.of(key, once), Map.of(key, often)),
                        "gone", List.of(Map.of(key, once), Map.of()))
                .forEach((change, sides) -> {
                    Comparison comparison = Comparison.of(
                            side(sides.get(0)),
                            side(sides.get(1)),
                            Threshold.DEFAULT,
                            ShapesFile.shipped().chance());
                    if (comparison.differences().isEmpty()) {
                        leftOut.add(change);
                    }
                });
        assertThat(leftOut)
                .containsExactlyInAnyOrderElementsOf(left.equals("none") ? List.of() : List.of(left.split(" ")));
    }

    private static Baseline side(Map<Key, Known> known) {
        Recording recording = new Recording("x", List.of(), "", "", "", "", "", "", "", true, 0, 1, 0);
        return new Baseline(List.of(recording), new TreeMap<>(known), 0);
    }

    @Test
    void aDirectoryThatIsCalledAsAWordOfTheRulesIsOneLikeAnother() {
        Fact fact = new Fact.FileUse(Aspect.FILE_READ, "/srv/{home}/a.c", ONCE);
        assertThat(ShapesFile.shipped()
                        .shapes()
                        .at(new Place("/srv/{home}", "/home/sam"))
                        .shape(fact)
                        .text())
                .isEqualTo("./a.c");
    }

    @ParameterizedTest
    @CsvSource({
        "/home/sam/work/x/a.c, ./a.c",
        "/home/sam/work, <above>",
        "/home/sam, <above>",
        "/home/sam/.npmrc, ~/.npmrc",
        "/home/sam/work/y, ~/work/y",
        "/home/sam/work/node_modules/y, <above>/node_modules/y",
    })
    void whatIsAboveBelowTheHomeIsAbove(String path, String expected) {
        Place place = new Place("/home/sam/work/x", "/home/sam");
        Fact fact = new Fact.FileUse(Aspect.FILE_LOOKUP, path, ONCE);
        assertThat(ShapesFile.shipped().shapes().at(place).shape(fact).text()).isEqualTo(expected);
    }

    @Test
    void aDirectoryOfAnyDepthIsReplaced() {
        String deep = "/a".repeat(2000);
        Place place = new Place(deep, "/home/sam");
        Fact near = new Fact.FileUse(Aspect.FILE_READ, "/a".repeat(1999), ONCE);
        Fact far = new Fact.FileUse(Aspect.FILE_READ, "/a".repeat(1000), ONCE);
        assertThat(ShapesFile.shipped().shapes().at(place).shape(near).text()).isEqualTo("<above>");
        assertThat(ShapesFile.shipped().shapes().at(place).shape(far).text()).isEqualTo("/a".repeat(1000));
    }

    @Test
    void saysWhichRulesMadeAName() {
        assertThat(shape(new Fact.FileUse(Aspect.FILE_READ, "/proc/7/fd/3", ONCE))
                        .rules())
                .containsExactly("process-id", "descriptor");
        assertThat(shape(new Fact.FileUse(Aspect.FILE_READ, "/etc/passwd", ONCE))
                        .rules())
                .isEmpty();
    }

    @Test
    void aFileOfTheUsersAddsToWhatIsShippedOrReplacesIt() throws IOException, InputException {
        String own = "names:\n  - {rule: shard, match: 'shard-[0-9]+', replace: 'shard-<n>'}\n";
        Fact fact = new Fact.FileUse(Aspect.FILE_READ, "/proc/7/shard-3", ONCE);
        assertThat(read("version: 1\nextends: shipped\n" + own)
                        .at(PLACE)
                        .shape(fact)
                        .text())
                .isEqualTo("/proc/<pid>/shard-<n>");
        assertThat(read("version: 1\n" + own).at(PLACE).shape(fact).text()).isEqualTo("/proc/7/shard-<n>");
    }

    private Shapes read(String text) throws IOException, InputException {
        return ShapesFile.read(Files.writeString(directory.resolve("s.yaml"), text))
                .shapes();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            names: []                                                       | begins with version: 1
            version: 2                                                      | :1:10: version 1 is known
            {version: 1, nmaes: []}                                         | did you mean 'names'
            {version: 1, names: [{rule: a, match: '(', replace: ''}]}       | rule 'a': missing closing )
            {version: 1, names: [{rule: a, match: '(?=x)', replace: ''}]}   | rule 'a': invalid or unsupported
            {version: 1, names: [{rule: a, match: 'x*', replace: ''}]}      | matches where there is nothing
            {version: 1, names: [{rule: a, match: 'x', replace: '$1'}]}     | not followed by the number of a group
            {version: 1, names: [{rule: a, match: 'x'}]}                    | 'replace' is missing
            {version: 1, names: [{rule: a, in: files, match: x, replace: y}]} | none of paths, arguments, commands
            {version: 1, names: [{rule: a, digits: 0, match: x, replace: y}]} | 'digits' is a number of characters
            {version: 1, names: [{rule: a, hex: many, match: x, replace: y}]} | 'hex' is a number of characters
            {version: 1, addresses: [{name: a, networks: [example.com]}]}   | 'example.com' is no network
            {version: 1, addresses: [{name: a, networks: [1.2.3.4/33]}]}    | '1.2.3.4/33' is no network
            {version: 1, ports: [{name: a, range: 5-1}]}                    | '5-1' is no range of ports
            {version: 1, ports: [{name: a, range: 1-70000}]}                | '1-70000' is no range of ports
            {version: 1, ports: [{name: a, range: 1-5, address: lo}]}       | no rule of addresses is called 'lo'
            {version: 1, chance: [{rule: a, match: x}]}                     | 'of' is missing
            {version: 1, chance: [{rule: a, of: calls, match: x}]}          | 'calls' is none of alert, privilege
            {version: 1, chance: [{rule: a, of: call, changes: old, match: x}]} | 'old' is none of new, rare
            {version: 1, chance: [{rule: a, of: call, match: '('}]}         | rule 'a': missing closing )
            {version: 1, extends: other}                                    | extends is 'shipped'
            """)
    void refusesWhatIsWrongWithItsPlace(String text, String message) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(InputException.class).hasMessageContaining(message);
    }
}
