package lanner.engine.rules.read;

import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * The YAML documents of a file. Only the tree of nodes is made, never a typed value, and within bounds: depth, aliases,
 * length. A node may be its own descendant.
 */
public final class YamlDocuments {
    private static final int MAX_DEPTH = 50;
    private static final int MAX_ALIASES = 10;

    /** The YAML library takes time that grows with the square of a line's length. */
    private static final int MAX_LINE = 500_000;

    /** A file that is no YAML, or not within the bounds: what is wrong, and where. */
    public static final class NotYamlException extends Exception {
        private static final long serialVersionUID = 1L;

        private final int line;
        private final int column;
        private final int offset;

        /**
         * @param line counts from 0; -1 for the file as a whole
         * @param column counts from 0
         * @param offset in characters, from 0
         */
        public NotYamlException(String message, int line, int column, int offset) {
            super(message);
            this.line = line;
            this.column = column;
            this.offset = offset;
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }

        /** Counts from 0; -1 for the file as a whole. */
        public int line() {
            return line;
        }

        /** Counts from 0. */
        public int column() {
            return column;
        }

        /** In characters, from 0. */
        public int offset() {
            return offset;
        }
    }

    /** Tells no value and merging from texts, as the library does. To nobody here a number, a date or a truth is anything but text. */
    static final class PlainResolver extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            // It has none: what it tells needs no expressions.
        }

        @Override
        public Tag resolve(NodeId kind, String value, boolean implicit) {
            return switch (kind) {
                case sequence -> Tag.SEQ;
                case mapping -> Tag.MAP;
                case scalar, anchor -> implicit ? tag(value) : Tag.STR;
            };
        }
    }

    private static Tag tag(String scalar) {
        return switch (scalar) {
            case "", " ", "~", "null", "Null", "NULL" -> Tag.NULL;
            case "<<" -> Tag.MERGE;
            default -> Tag.STR;
        };
    }

    private YamlDocuments() {}

    /** The documents in order, null ones too. */
    public static List<Node> read(RuleFile file) throws NotYamlException {
        refuseEndlessLines(file.text());
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setCodePointLimit(RuleFile.MAX_BYTES);
        options.setProcessComments(false);
        List<Node> documents = new ArrayList<>();
        try {
            // The tree alone: what makes values of it is not even set up.
            StreamReader reader = new StreamReader(file.text());
            Composer composer = new Composer(new ParserImpl(reader, options), new PlainResolver(), options);
            while (composer.checkNode()) {
                documents.add(composer.getNode());
            }
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
            throw mark == null
                    ? new NotYamlException(problem(e), -1, 0, 0)
                    : new NotYamlException(problem(e), mark.getLine(), mark.getColumn(), mark.getIndex());
        } catch (ReaderException e) {
            throw at(file.text(), e.getPosition(), unprintable(e));
        } catch (YAMLException e) {
            throw new NotYamlException(String.valueOf(e.getMessage()), -1, 0, 0);
        }
        return documents;
    }

    private static void refuseEndlessLines(String text) throws NotYamlException {
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            if (end - start > MAX_LINE) {
                throw at(text, start, "a line is longer than " + MAX_LINE + " characters");
            }
            start = end + 1;
        }
    }

    private static String problem(MarkedYAMLException e) {
        String problem = e.getProblem() == null ? "not YAML" : e.getProblem().strip();
        return e.getContext() == null ? problem : e.getContext().strip() + ": " + problem;
    }

    private static String unprintable(ReaderException e) {
        return String.format("the character U+%04X may not stand in YAML", e.getCodePoint());
    }

    private static NotYamlException at(String text, int offset, String message) {
        int at = Math.max(0, Math.min(offset, text.length()));
        String before = text.substring(0, at);
        int line = (int) before.chars().filter(c -> c == '\n').count();
        return new NotYamlException(message, line, at - (before.lastIndexOf('\n') + 1), at);
    }
}
