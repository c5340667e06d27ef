package lanner.engine.rules.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lanner.engine.rules.define.Definitions.ListDefinition;
import lanner.engine.rules.define.ExpansionBudget;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListSubstitutionTest {
    /** Lists are written {@code name=item|item;name=...}, in order. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            # lists,                     condition,                 filled in
            sh=a|b,                      `x in (sh)`,               `x in ( a, b )`
            sh=a|b,                      `x in (sh,c)`,             `x in ( a, b ,c)`
            sh=a|b,                      `x in (c,  sh , d)`,       `x in (c, a, b , d)`
            sh=a|b,                      `x in sh`,                 `x in a, b `
            sh=a,                        `sh`,                      `a `
            sh=a|b,                      `x = "run sh now"`,        `x = "run a, b now"`
            sh=a|b,                      `x in (shx) or y = xsh`,   `x in (shx) or y = xsh`
            e=,                          `x in (a, e)`,             `x in (a  )`
            e=,                          `x in (e, a)`,             `x in (   a)`
            e=,                          `x in (e)`,                `x in (  )`
            sh=a b|'c d',                `x in (sh)`,               `x in ( "a b", 'c d' )`
            l1=l2|q;l2=z,                `x in (l1)`,               `x in ( z , q )`
            l1=z;l2=l1|q,                `x in (l2)`,               `x in ( z, q )`
            l1=z;l2=l1|q;l3=l2,          `x in (l3)`,               `x in ( l1, q )`
            my list=a|b,                 `x in (my list)`,          `x in ( a, b )`
            my list=a|b,                 `x in (my list2, my  list)`, `x in (my list2, my  list)`
            my list=a;all=my list|c,     `x in (all)`,              `x in ( a, c )`
            """)
    void fillsListsInAsFalcoDoes(String lists, String condition, String filled) throws Exception {
        List<ListDefinition> definitions = new ArrayList<>();
        for (String list : lists.split(";")) {
            String[] parts = list.split("=", 2);
            List<String> items = parts[1].isEmpty() ? List.of() : Arrays.asList(parts[1].split("\\|"));
            definitions.add(new ListDefinition(parts[0], definitions.size(), definitions.size(), items, List.of()));
        }
        assertThat(new ListSubstitution(definitions, new ExpansionBudget()).fillIn(condition))
                .isEqualTo(filled);
    }
}
