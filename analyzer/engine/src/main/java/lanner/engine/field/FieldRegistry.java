package lanner.engine.field;

import java.util.Optional;

/** All fields that conditions and templates may name. */
public interface FieldRegistry {
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
