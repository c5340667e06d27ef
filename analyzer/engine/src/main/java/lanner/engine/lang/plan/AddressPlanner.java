package lanner.engine.lang.plan;

import java.util.List;
import java.util.function.BiPredicate;
import lanner.capture.event.IpAddress;
import lanner.engine.field.Extractor;
import lanner.engine.lang.ast.Operator;
import lanner.engine.lang.check.Comparison;
import lanner.engine.lang.check.Literals;
import lanner.engine.lang.check.Typed;

/** Plans comparisons of addresses with addresses and with networks. */
final class AddressPlanner {
    private AddressPlanner() {}

    private interface AddressTest {
        boolean test(IpAddress address);
    }

    static Predicate plan(Typed.Addresses node) {
        return reading(node.comparison(), test(node.comparison(), node.values(), IpAddress::equals));
    }

    static Predicate plan(Typed.Networks node) {
        return reading(node.comparison(), test(node.comparison(), node.values(), Literals.Network::contains));
    }

    private static <V> AddressTest test(Comparison comparison, List<V> operands, BiPredicate<V, IpAddress> holds) {
        boolean negative = comparison.operator() == Operator.NE;
        List<AddressTest> tests = operands.stream()
                .<AddressTest>map(operand -> address -> negative != holds.test(operand, address))
                .toList();
        return tests.size() == 1 ? tests.get(0) : counted(comparison, tests.toArray(AddressTest[]::new));
    }

    private static AddressTest counted(Comparison comparison, AddressTest[] tests) {
        Counting counting = Counting.of(comparison.modifier());
        return address -> {
            int holds = 0;
            for (AddressTest test : tests) {
                holds += test.test(address) ? 1 : 0;
            }
            return counting.enough(holds, tests.length);
        };
    }

    private static Predicate reading(Comparison comparison, AddressTest test) {
        if (comparison.field().extractor() instanceof Extractor.OfAddress get) {
            return context -> {
                IpAddress address = get.get(context);
                return address != null && test.test(address);
            };
        }
        return Quantifier.of(comparison)
                .over((Extractor.OfMany) comparison.field().extractor(), (found, i) -> test.test(found.address(i)));
    }
}
