package lanner.cli.ruletest;

import java.util.List;

/** How results are written. */
public enum TestFormat {
    /** For people: a line a test, failures with what explains them. */
    TEXT {
        @Override
        public String write(List<TestResult> outcomes, TerminalColours paint) {
            return ResultText.write(outcomes, paint);
        }
    },
    /** Test Anything Protocol, version 14. */
    TAP {
        @Override
        public String write(List<TestResult> outcomes, TerminalColours paint) {
            return ResultTap.write(outcomes);
        }
    },
    /** The XML that build servers read as JUnit's. A file of tests is a suite. */
    JUNIT {
        @Override
        public String write(List<TestResult> outcomes, TerminalColours paint) {
            return ResultJunit.write(outcomes);
        }
    },
    /** One object. */
    JSON {
        @Override
        public String write(List<TestResult> outcomes, TerminalColours paint) {
            return ResultJson.write(outcomes);
        }
    };

    /** Outcomes as text; colours are for {@link #TEXT} alone. */
    public abstract String write(List<TestResult> outcomes, TerminalColours paint);
}
