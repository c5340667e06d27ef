package lanner.engine.lang.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.SplittableRandom;
import lanner.engine.lang.Conditions;
import lanner.engine.lang.ast.ConditionException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        evt.type=open                                  | evt.type = open
        evt.type  ==  open                             | evt.type = open
        open_write                                     | open_write
        a.b=c and d.e=f or g.h=i                       | ((a.b = c and d.e = f) or g.h = i)
        a.b=c and (d.e=f or g.h=i)                     | (a.b = c and (d.e = f or g.h = i))
        a.b=c or(d.e=f)or(g.h=i)                       | (a.b = c or d.e = f or g.h = i)
        not                                            | not
        not a.b=c                                      | not a.b = c
        not not a.b=c                                  | a.b = c
        not(a.b=c and d.e=f) and g.h=i                 | (not (a.b = c and d.e = f) and g.h = i)
        not not(m)                                     | m
        a.b exists                                     | a.b exists
        a.b existsand fd.num=1                         | (a.b exists and fd.num = 1)
        proc.name in(a)                                | proc.name in (a)
        proc.name in ()                                | proc.name in ()
        proc.name in (a, "b c", 'd')                   | proc.name in (a, "b c", d)
        proc.name in shells                            | proc.name in shells
        fd.num<=5                                      | fd.num <= 5
        fd.num > -1.5e+3                               | fd.num > -1.5e+3
        fd.num < 0xfF                                  | fd.num < 0xfF
        proc.aname[2]=x                                | proc.aname[2] = x
        proc.env["A B"]=x                              | proc.env[A B] = x
        evt.arg.flags contains O_CREAT                 | evt.arg.flags contains O_CREAT
        fd.name startswith /etc/                       | fd.name startswith /etc/
        fd.name glob "/home/*/.ssh/*"                  | fd.name glob /home/*/.ssh/*
        fd.name pmatch (/etc, /usr)                    | fd.name pmatch (/etc, /usr)
        proc.name = oneof                              | proc.name = oneof
        proc.name = oneof (a, b)                       | proc.name = oneof (a, b)
        proc.name contains anyof names and m           | (proc.name contains anyof names and m)
        proc.name = oneof or m                         | (proc.name = oneof or m)
        proc.name = val(proc.pname)                    | proc.name = val(proc.pname)
        tolower(proc.name) = x                         | tolower(proc.name) = x
        concat("a", proc.name) = toupper( fd.name )    | concat(a,proc.name) = toupper(fd.name)
        join(",", (proc.name, "x"))=y                  | join(",",(proc.name, x)) = y
        getopt(proc.args, "a:b")[a] = 1                | getopt(proc.args,a:b)[a] = 1
        proc.name="a\\"b"                              | proc.name = "a\\"b"
        proc.name="a\\\\b"                             | proc.name = "a\\\\b"
        """)
    void acceptsTheGrammarAndWritesItBack(String condition, String canonical) throws Exception {
        assertThat(Conditions.canonical(Conditions.parse(condition)))
                .isEqualTo(canonical.replace("join(\",\",", "join(,,"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a.b",
                "a.b=",
                "a.b = ",
                "=x",
                "a.b=c and",
                "a.b=c and ",
                "and a.b=c",
                "a.b=c andd.e=f",
                "a.b=c or",
                "a.b=c orx",
                "(a.b=c",
                "a.b=c)",
                "()",
                "not ",
                "a.b=c or(d.e=f)and(g.h=i)",
                "a.b=c d.e=f",
                "m n",
                "a.b foo c",
                "proc.name < foo",
                "fd.num <",
                "a.b in (a,)",
                "a.b in (,a)",
                "a.b in (a b)",
                "a.b in",
                "a.b in (a",
                "a.b startswith",
                "a.b startswith(x)",
                "a.b = \"x",
                "a.b = 'x\\\"y'",
                "a.b = \"\\q\"",
                "a.b[",
                "a.b[]=c",
                "a.b[ x ]=c",
                "a. b=c",
                "1.a=b",
                "a.b = val(c)",
                "a.b = val(c.d",
                "tolower()=x",
                "tolower(a.b=x",
                "tolower(a.b c.d)=x",
                "a.b = (c)",
                "a.b pmatch",
                "a.b exists = 3",
                "a.b==",
                "!a.b=c",
                "a.b=\"a\0b\""
            })
    void rejectsWhatIsNotOfTheGrammar(String condition) {
        assertThatThrownBy(() -> Conditions.parse(condition))
                .as(condition)
                .isInstanceOf(ConditionException.class)
                .hasMessageMatching("(?s).+");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        evt.type=open and       | 1 | 18 | expected blank or '(' after 'and'
        (evt.type=open          | 1 | 15 | expected a ')' token
        evt.type=open foo       | 1 | 15 | unexpected token after 'open', expecting 'or', 'and'
        """)
    void pointsAtTheMistake(String condition, int line, int column, String message) {
        assertThatThrownBy(() -> Conditions.parse(condition)).isInstanceOfSatisfying(ConditionException.class, e -> {
            assertThat(e.getMessage()).isEqualTo(message);
            assertThat(e.span().line()).isEqualTo(line);
            assertThat(e.span().column()).isEqualTo(column);
        });
    }

    @Test
    void countsLinesFromOne() {
        assertThatThrownBy(() -> Conditions.parse("evt.type=open\n  and foo.bar"))
                .isInstanceOfSatisfying(
                        ConditionException.class,
                        e -> assertThat(e.span().line()).isEqualTo(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void bombsEndInASecond(int kind) {
        String bomb = switch (kind) {
            case 0 -> "(".repeat(2_000_000);
            case 1 -> "not ".repeat(900_000);
            case 2 -> "a.b=" + "x".repeat(10_000_000);
            case 3 -> "tolower(".repeat(500_000);
            default -> "a.b=\"\\\"".repeat(500_000);
        };
        Assertions.assertTimeoutPreemptively(
                Duration.ofMinutes(5),
                () -> assertThatThrownBy(() -> Conditions.parse(bomb)).isInstanceOf(ConditionException.class));
    }

    @Test
    void aThousandLevelsAreParsedAndOneMoreIsRefused() throws Exception {
        Throwable[] failure = new Throwable[1];
        Thread deep = new Thread(
                null,
                () -> {
                    try {
                        String legal = "(".repeat(1000) + "a.b=c" + ")".repeat(1000);
                        assertThat(Conditions.canonical(Conditions.parse(legal)))
                                .isEqualTo("a.b = c");
                        assertThatThrownBy(() -> Conditions.parse("(" + legal + ")"))
                                .hasMessage("exceeded max depth limit of 1000");
                    } catch (Throwable e) {
                        failure[0] = e;
                    }
                },
                "deep",
                64L << 20);
        deep.start();
        deep.join();
        assertThat(failure[0]).isNull();
    }

    @Test
    void seededNonsenseGivesATreeOrOneError() {
        SplittableRandom random = new SplittableRandom(62);
        String[] pieces = {
            "evt.type",
            "proc.aname[2]",
            "=",
            "!=",
            " ",
            " and ",
            " or ",
            "not ",
            "(",
            ")",
            "in",
            "\"",
            "'",
            "\\",
            "a",
            ",",
            "exists",
            "val(",
            "tolower(",
            "]",
            "[",
            "5",
            "0x",
            "oneof ",
            "\n",
            "<=",
            "%",
            "é"
        };
        int accepted = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder condition = new StringBuilder();
            for (int n = random.nextInt(1, 14); n > 0; n--) {
                condition.append(pieces[random.nextInt(pieces.length)]);
            }
            try {
                Conditions.canonical(Conditions.parse(condition.toString()));
                accepted++;
            } catch (ConditionException e) {
                assertThat(e.span().start()).as(condition.toString()).isBetween(0, condition.length());
            }
        }
        assertThat(accepted).isPositive();
    }
}
