package lanner.sql.shell;

import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.impl.DefaultParser;

/** A line ends a statement where a semicolon does; else another line follows. Words are those of SQL. */
final class StatementParser extends DefaultParser {
    StatementParser() {
        setQuoteChars(new char[0]);
        setEscapeChars(new char[0]);
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        boolean forShell = line.strip().startsWith(".");
        if (context == ParseContext.ACCEPT_LINE && !line.isBlank() && !forShell && Statements.isOpen(line)) {
            throw new EOFError(-1, cursor, "a semicolon is missing");
        }
        return super.parse(line, cursor, context);
    }

    @Override
    public boolean isDelimiterChar(CharSequence buffer, int at) {
        char c = buffer.charAt(at);
        boolean shellWord = c == '.' && buffer.toString().strip().startsWith(".");
        return !Character.isLetterOrDigit(c) && c != '_' && !shellWord;
    }
}
