package lanner.engine.lang.check;

import java.util.Optional;
import lanner.engine.field.Field;

/**
 * An operand that was resolved.
 *
 * @param field what it stands for: a field of the registry, or a transformer applied to some
 * @param only the field that the value is made of; empty where there are several or none
 * @param needed the field without which the value is missing; empty where it may be there all the same
 * @param isPlain whether it is a field as it is, without a transformer
 */
public record ResolvedOperand(Field field, Optional<Field> only, Optional<Field> needed, boolean isPlain) {}
