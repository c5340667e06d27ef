package lanner.engine.rules.compile;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import lanner.engine.lang.ast.Expr;

/** Fields that Falco keeps for old rules and warns of, in the order of its warnings. */
enum DeprecatedField {
    DIR(
            "evt.dir",
            "due to the drop of enter events, 'evt.dir = <' always evaluates to true, and 'evt.dir = >' always"
                    + " evaluates to false. The rule expression can be simplified by removing the condition on"
                    + " 'evt.dir'"),
    LATENCY("evt.latency"),
    LATENCY_S("evt.latency.s"),
    LATENCY_NS("evt.latency.ns"),
    LATENCY_HUMAN("evt.latency.human"),
    WAIT_LATENCY("evt.wait_latency");

    private static final List<DeprecatedField> ALL = List.of(values());

    private final String fieldName;
    private final String reason;

    DeprecatedField(String fieldName) {
        this(fieldName, "field is not available due to the drop of enter events.");
    }

    DeprecatedField(String fieldName, String reason) {
        this.fieldName = fieldName;
        this.reason = reason;
    }

    String fieldName() {
        return fieldName;
    }

    String reason() {
        return reason;
    }

    /** Those on the left-hand sides of a condition whose macros are in place. */
    static Set<DeprecatedField> askedFor(Expr condition) {
        Set<DeprecatedField> found = EnumSet.noneOf(DeprecatedField.class);
        for (Expr leaf : condition.leaves()) {
            if (leaf instanceof Expr.Exists exists) {
                add(exists.operand(), found);
            } else if (leaf instanceof Expr.Compare compare) {
                add(compare.left(), found);
            }
        }
        return found;
    }

    private static void add(Expr.Operand operand, Set<DeprecatedField> found) {
        for (Expr.FieldRef read : operand.fields()) {
            for (DeprecatedField field : ALL) {
                if (field.fieldName.equals(read.name())) {
                    found.add(field);
                }
            }
        }
    }
}
