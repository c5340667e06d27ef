package lanner.sql.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SELECT 1                          | SELECT 1
            SELECT 1; SELECT 2;               | SELECT 1 / SELECT 2
            ; ;SELECT 1;;                     | SELECT 1
            SELECT 'a;b'; SELECT "c;d"        | SELECT 'a;b' / SELECT "c;d"
            SELECT 'it''s;'; SELECT 2         | SELECT 'it''s;' / SELECT 2
            SELECT E'\\';'; SELECT 2          | SELECT E'\\';' / SELECT 2
            SELECT name'\\'; SELECT 2         | SELECT name'\\' / SELECT 2
            SELECT $$a;b$$; SELECT 2          | SELECT $$a;b$$ / SELECT 2
            SELECT $t$a;$$;b$t$; SELECT 2     | SELECT $t$a;$$;b$t$ / SELECT 2
            SELECT $1; SELECT 2               | SELECT $1 / SELECT 2
            SELECT /* a;/* b; */c; */ 1; SELECT 2 | SELECT /* a;/* b; */c; */ 1 / SELECT 2
            SELECT 1 - -1; SELECT 2           | SELECT 1 - -1 / SELECT 2
            """)
    void aSemicolonEndsAStatementWhereItStandsAlone(String text, String statements) {
        assertThat(Statements.of(text)).isEqualTo(List.of(statements.split(" / ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", "-- nothing; here", "/* nothing; here */", ";;"})
    void nothingIsNoStatement(String text) {
        assertThat(Statements.of(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 1", "SELECT 'a;", "SELECT \"a;", "SELECT 1; SELECT", "/* a;", "SELECT $$ a;"})
    void aStatementWithoutItsEndIsOpen(String text) {
        assertThat(Statements.isOpen(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 1;", "SELECT 1; -- more", "SELECT ';';", "", "SELECT 1;\n\n"})
    void aStatementWithItsEndIsNot(String text) {
        assertThat(Statements.isOpen(text)).isFalse();
    }
}
