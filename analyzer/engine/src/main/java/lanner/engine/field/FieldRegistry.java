package lanner.engine.field;

import java.util.Optional;

/** All fields that conditions and templates may name. */
public interface FieldRegistry {
    /** Those of them that events of one source have; all where they are of one source anyway. */
    default FieldRegistry of(Source source) {
        return this;
    }

    /** Whether the dotted name, without argument, is that of a field ({@code evt.arg.flags} is, {@code evt.arg} too). */
    boolean isField(String name);

    /**
     * The field of this name and argument.
     *
     * @param name the dotted name as written: {@code proc.name}, {@code evt.arg.flags}
     * @param argument what stood in brackets, unquoted
     * @throws UnknownFieldException when there is none, or the argument is missing, surplus or of no use
     */
    Field resolve(String name, Optional<String> argument) throws UnknownFieldException;
}
