package lanner.engine.lang.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import lanner.engine.field.StandardFields;
import lanner.engine.lang.Conditions;
import lanner.engine.lang.ast.ConditionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckerTest {
    private final Checker checker = new Checker(new StandardFields());

    private Checker.Checked check(String condition) throws ConditionException {
        return checker.check(Conditions.parse(condition));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        evt.type in (open, openat)         | EventTypes
        evt.type startswith open           | Texts
        syscall.type = open                | Texts
        proc.name in (sh, bash)            | Texts
        evt.buffer bcontains CAFE          | Texts
        proc.name regex ".*sh"             | Patterns
        fd.num > 3                         | Numbers
        evt.failed = true                  | Numbers
        fd.sport = https                   | Numbers
        thread.cpu > 5                     | Decimals
        fd.sip = 10.0.0.1                  | Addresses
        fd.snet in (10.0.0.0/8, ::1/128)   | Networks
        proc.name = val(proc.pname)        | Fields
        tolower(proc.name) = val(fd.name)  | Fields
        fd.name exists                     | Exists
        not fd.name exists                 | Not
        fd.num = 1 and fd.num = 2          | And
        fd.num = 1 or fd.num = 2           | Or
        """)
    void aNodeIsOfTheKindOfItsValues(String condition, String kind) throws Exception {
        assertThat(check(condition).tree().getClass().getSimpleName()).isEqualTo(kind);
    }

    @Test
    void textsOnTheRightBecomeValues() throws Exception {
        assertThat(((Typed.Numbers) check("fd.sport in (https, 80)").tree()).values())
                .containsExactly(443L, 80L);
        assertThat(((Typed.Numbers) check("evt.failed = true").tree()).values()).containsExactly(1L);
        assertThat(((Typed.Texts) check("evt.buffer bcontains 4142").tree()).values())
                .containsExactly("AB");
        assertThat(((Typed.EventTypes) check("evt.type = pread64").tree()).names())
                .containsExactly("pread64", "pread");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        fd.name                               | fd.name | fd.name
        tolower(basename(fd.name))            | fd.name | fd.name
        concat(fd.name, "x")                  | fd.name | -
        concat(fd.name, proc.name)            | -       | -
        join("x", (fd.name, proc.name))       | -       | -
        tolower(concat(fd.name, "x"))         | fd.name | -
        """)
    void anOperandKnowsWhatItIsMadeOfAndCannotDoWithout(String operand, String only, String needed) throws Exception {
        ResolvedOperand read = ((Typed.Exists) check(operand + " exists").tree()).left();
        assertThat(read.only().map(field -> field.text()).orElse("-")).isEqualTo(only);
        assertThat(read.needed().map(field -> field.text()).orElse("-")).isEqualTo(needed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        fd.num = 1 and fd.num contains 3      | fd.num contains 3
        fd.num = 1 and proc.nam = x           | proc.nam
        fd.sip in (10.0.0.1, 1.2.3)           | 1.2.3
        proc.name = val(fd.num)               | val(fd.num)
        tolower(fd.num) = x                   | tolower(fd.num)
        fd.name regex "a**"                   | "a**"
        m or fd.num = x                       | m
        """)
    void aFaultPointsAtWhatIsWrong(String condition, String at) {
        ConditionException fault = catchThrowableOfType(ConditionException.class, () -> check(condition));
        assertThat(condition.substring(fault.span().start(), fault.span().end()))
                .isEqualTo(at);
    }

    @Test
    void hintsComeInTheOrderOfTheTextAndAgainForEachCondition() throws Exception {
        String condition = "evt.type = pread64 and proc.name = proc.pname";
        List<String> hints = check(condition).warnings();
        assertThat(hints)
                .containsExactly(
                        "'pread64' is the kernel's name of 'pread'",
                        "'proc.pname' may be a valid field misused as a const string value");
        var tree = Conditions.parse(condition);
        assertThat(checker.check(tree).warnings()).isEqualTo(hints);
        assertThat(checker.check(tree).warnings()).isEqualTo(hints);
    }
}
