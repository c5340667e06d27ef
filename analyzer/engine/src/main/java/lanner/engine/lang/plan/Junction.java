package lanner.engine.lang.plan;

/** All or any of several predicates, asked in order and no further than the verdict needs. */
enum Junction {
    ALL {
        @Override
        Predicate of(Predicate... children) {
            if (children.length == 2) {
                Predicate first = children[0];
                Predicate second = children[1];
                return context -> first.test(context) && second.test(context);
            }
            return context -> {
                for (Predicate child : children) {
                    if (!child.test(context)) {
                        return false;
                    }
                }
                return true;
            };
        }
    },
    ANY {
        @Override
        Predicate of(Predicate... children) {
            return context -> {
                for (Predicate child : children) {
                    if (child.test(context)) {
                        return true;
                    }
                }
                return false;
            };
        }
    };

    abstract Predicate of(Predicate... children);
}
