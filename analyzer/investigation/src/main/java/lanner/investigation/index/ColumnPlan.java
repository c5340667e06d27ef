package lanner.investigation.index;

import java.util.List;
import lanner.engine.lang.Conditions;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.plan.Predicate;

/**
 * A condition over an index's columns. Each comparison is planned by the engine over {@link IndexedFields}; one that depends
 * on nothing but a row's name, program or call is asked once for each of these, not once for each row. Not thread safe.
 */
public final class ColumnPlan {
    private static final byte UNKNOWN = 0;
    private static final byte NO = 1;
    private static final byte YES = 2;
    /** A row whose verdict depends on more. */
    private static final int ALONE = -1;

    private final Index index;
    private final IndexedFields columns;
    private final RowTest test;

    @FunctionalInterface
    private interface RowTest {
        boolean test(Chunk chunk, int row);
    }

    /** What a verdict depends on, as a number from 0; {@link #ALONE} for a row that is asked itself. */
    @FunctionalInterface
    private interface Key {
        int of(Chunk chunk, int row);
    }

    /** @throws ConditionException when the condition asks for a field that is in no column */
    public ColumnPlan(Expr condition, Index index) throws ConditionException {
        this.index = index;
        this.columns = new IndexedFields(index);
        // As a whole first: what is wrong with it, or in no column, is found before anything is planned.
        Conditions.compile(condition, columns);
        this.test = plan(condition);
    }

    /** Whether an index's columns hold all that a condition asks for. */
    public static boolean canAnswer(Expr condition, Index index) {
        try {
            Conditions.compile(condition, new IndexedFields(index));
            return true;
        } catch (ConditionException e) {
            // A field that only a replay knows.
            return false;
        }
    }

    /** @param row within the chunk */
    public boolean test(Chunk chunk, int row) {
        return test.test(chunk, row);
    }

    private RowTest plan(Expr node) throws ConditionException {
        if (node instanceof Expr.And all) {
            RowTest[] parts = plans(all.children());
            return (chunk, row) -> {
                for (RowTest part : parts) {
                    if (!part.test(chunk, row)) {
                        return false;
                    }
                }
                return true;
            };
        }
        if (node instanceof Expr.Or any) {
            RowTest[] parts = plans(any.children());
            return (chunk, row) -> {
                for (RowTest part : parts) {
                    if (part.test(chunk, row)) {
                        return true;
                    }
                }
                return false;
            };
        }
        if (node instanceof Expr.Not not) {
            RowTest inner = plan(not.child());
            return (chunk, row) -> !inner.test(chunk, row);
        }
        return leaf(node);
    }

    private RowTest[] plans(List<Expr> nodes) throws ConditionException {
        RowTest[] plans = new RowTest[nodes.size()];
        for (int i = 0; i < plans.length; i++) {
            plans[i] = plan(nodes.get(i));
        }
        return plans;
    }

    private RowTest leaf(Expr node) throws ConditionException {
        columns.forgetAsked();
        Predicate predicate = Conditions.compile(node, columns).predicate();
        RowTest plain = (chunk, row) -> {
            columns.at(chunk, row);
            return predicate.test(IndexedFields.NO_EVENT);
        };
        if (columns.asked().equals(IndexedFields.OF_NAME)) {
            return remembering(plain, index.names(), (chunk, row) -> chunk.isNamed(row) ? chunk.name(row) : ALONE);
        }
        if (!columns.asked().isEmpty() && IndexedFields.OF_IMAGE.containsAll(columns.asked())) {
            return remembering(plain, index.images(), Chunk::image);
        }
        if (columns.asked().equals(IndexedFields.OF_CALL)) {
            return remembering(plain, 1 << Short.SIZE, Chunk::call);
        }
        return plain;
    }

    private static RowTest remembering(RowTest plain, int keys, Key key) {
        byte[] verdicts = new byte[keys];
        return (chunk, row) -> {
            int at = key.of(chunk, row);
            // While an index grows there are rows of names that came later.
            if (at < 0 || at >= verdicts.length) {
                return plain.test(chunk, row);
            }
            if (verdicts[at] == UNKNOWN) {
                verdicts[at] = plain.test(chunk, row) ? YES : NO;
            }
            return verdicts[at] == YES;
        };
    }
}
