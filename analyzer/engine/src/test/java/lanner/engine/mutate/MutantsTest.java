package lanner.engine.mutate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import lanner.engine.field.StandardFields;
import lanner.engine.lang.Conditions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MutantsTest {
    private final Mutants mutants = new Mutants(Set.of("shells", "editors"), new StandardFields());

    /** The condition, then its mutants in order. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "m | none",
                "not m | m",
                "m and n | m or n ; n ; m",
                "m or n or k | m and n and k ; n or k ; m or k ; m or n",
                "m and (n or not k) | m or (n or not k) ; n or not k ; m ; m and (n and not k) ; m and not k ; m and n ; m and (n or k)",
                "not (m and n) | m and n ; not (m or n) ; not n ; not m",
                "proc.name = cat | proc.name != cat",
                "proc.name==cat | proc.name!=cat",
                "proc.name != 'a b' | proc.name = 'a b'",
                "fd.name startswith /a | fd.name contains /a",
                "fd.name endswith /a | fd.name contains /a",
                "fd.name contains /a | none",
                "fd.num >= 0 | fd.num > 0 ; fd.num >= -1",
                "fd.num > 0 | fd.num >= 0 ; fd.num > 1",
                "fd.num < 3 | fd.num <= 3 ; fd.num < 2",
                "fd.num<=3 | fd.num<3 ; fd.num<=4",
                "evt.rawres = 0 | evt.rawres != 0 ; evt.rawres = 1",
                "proc.name = 0 | proc.name != 0",
                "evt.is_open_read = true | evt.is_open_read != true",
                "proc.name in (a, 'b c' ,shells,d) | proc.name in ('b c' ,shells,d) ; proc.name in (a, shells,d) ; proc.name in (a, 'b c' ,shells)",
                "proc.name in (a) | none",
                "proc.name in (shells) | none",
                "proc.name in (shells, editors) | none",
                "proc.aname[2] exists | not proc.aname[2] exists",
                "not fd.name exists | fd.name exists",
                "len(proc.args) > 2 | len(proc.args) >= 2 ; len(proc.args) > 3",
            })
    void eachChangeIsMadeOnce(String condition, String expected) {
        List<String> made =
                mutants.ofCondition(condition).stream().map(Mutant::condition).toList();
        assertThat(made)
                .containsExactlyElementsOf(expected.equals("none") ? List.of() : List.of(expected.split(" ; ")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "m and (n or k) | 0 | JUNCTION_SWAPPED | and -> or: m and (n or k)",
                "m and (n or k) | 1 | PART_DROPPED | dropped: m and",
                "m and (n or k) | 2 | PART_DROPPED | dropped: and (n or k)",
                "m and   not  n | 3 | NOT_DROPPED | dropped: not, before n",
                "fd.num  >=  7  | 0 | OPERATOR_CHANGED | fd.num >= 7 -> fd.num > 7",
                "fd.num  >=  7  | 1 | NUMBER_MOVED | fd.num >= 7 -> fd.num >= 6",
                "proc.name in (a, b) | 1 | ITEM_DROPPED | dropped: b, from proc.name in (a, b)",
            })
    void theChangeIsSaid(String condition, int index, Mutation mutation, String description) {
        Mutant mutant = mutants.ofCondition(condition).get(index);
        assertThat(mutant.mutation()).isEqualTo(mutation);
        assertThat(mutant.description()).isEqualTo(description);
    }

    @Test
    void thePlaceIsThatOfTheChange() {
        String condition = "m and not (fd.num >= 7\n or proc.name in (aa, bb))";
        assertThat(mutants.ofCondition(condition))
                .allSatisfy(mutant -> assertThat(condition.substring(mutant.index()))
                        .as(mutant.description())
                        .startsWith(
                                switch (mutant.mutation()) {
                                    case JUNCTION_SWAPPED ->
                                        mutant.description().startsWith("and") ? "m and" : "fd.num";
                                    case PART_DROPPED ->
                                        mutant.description()
                                                .replaceAll("dropped: (and |or )?\\(?", "")
                                                .substring(0, 1);
                                    case NOT_DROPPED -> "not (";
                                    case ITEM_DROPPED -> mutant.description().substring(9, 11);
                                    case OPERATOR_CHANGED -> ">=";
                                    case NUMBER_MOVED -> "7";
                                    case EXISTS_NEGATED -> "nothing";
                                }));
    }

    @Test
    void anItemOfAListIsDroppedAndAListInItIsNot() {
        List<Mutant> made = mutants.ofItems(List.of("sh", "editors", "b c"));
        assertThat(made.stream().map(Mutant::items))
                .containsExactly(List.of("editors", "b c"), List.of("sh", "editors"));
        assertThat(made.stream().map(Mutant::index)).containsExactly(0, 2);
        assertThat(mutants.ofItems(List.of("only")).get(0).items()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a and b and c",
                "(a or b) and not (c and d) or not e",
                "a and(b or(c and not(d)))",
                "not not a or b",
                "evt.type in (open,\n  openat) and fd.name glob \"*/.ssh/id_*\" and proc.args contains ' -c '",
            })
    void whatIsPrintedReadsAsTheSameCondition(String condition) throws Exception {
        SourceCondition part = SourceCondition.of(Conditions.parse(condition), condition);
        assertThat(Conditions.canonical(Conditions.parse(SourceCondition.condition(part))))
                .isEqualTo(Conditions.canonical(Conditions.parse(condition)));
    }

    @Test
    void whatIsNoConditionYetHasNoMutants() {
        assertThat(mutants.ofCondition("proc.name = a and (shells")).isEmpty();
    }
}
