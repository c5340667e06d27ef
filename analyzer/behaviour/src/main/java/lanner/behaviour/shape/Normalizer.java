package lanner.behaviour.shape;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lanner.behaviour.fact.Abi;
import lanner.behaviour.fact.Fact;
import lanner.behaviour.shape.AddressRule.Of;
import lanner.behaviour.shape.NameRule.Where;
import lanner.capture.event.IpAddress;
import lanner.engine.json.JsonText;
import lanner.engine.text.ShellWords;

/** Makes shapes of the facts of one place. Not thread safe. */
public final class Normalizer {
    private static final int MOST_KEPT = 100_000;

    private final Map<Where, Names> names = new EnumMap<>(Where.class);
    private final Shapes shapes;

    /** A rule with its expression for this place. */
    private record Ready(NameRule rule, List<String> needed, Pattern pattern) {
        boolean mayMatch(String text, Runs runs) {
            return rule.digits() <= runs.digits && rule.hex() <= runs.hex && hasNeeded(text);
        }

        /** The text with what the rule says in the place of each match; the same text where nothing matches. */
        String replace(String text) {
            Matcher matcher = pattern.matcher(text);
            if (!matcher.find()) {
                return text;
            }
            StringBuilder after = new StringBuilder(text.length());
            do {
                matcher.appendReplacement(after, rule.replace());
            } while (matcher.find());
            return matcher.appendTail(after).toString();
        }

        private boolean hasNeeded(String text) {
            if (needed.isEmpty()) {
                return true;
            }
            for (String need : needed) {
                if (text.contains(need)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** How many digits, and hexadecimal digits of either case, stand in a row in a text at most. */
    private record Runs(int digits, int hex) {
        static Runs of(String text) {
            int digits = 0;
            int hex = 0;
            int mostDigits = 0;
            int mostHex = 0;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                boolean isDigit = c >= '0' && c <= '9';
                digits = isDigit ? digits + 1 : 0;
                hex = isDigit || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' ? hex + 1 : 0;
                mostDigits = Math.max(mostDigits, digits);
                mostHex = Math.max(mostHex, hex);
            }
            return new Runs(mostDigits, mostHex);
        }
    }

    /** A name as rules left it, and which. */
    private record Changed(String text, List<String> by) {
        static final Changed NOTHING = new Changed("", List.of());
    }

    /** Changes names of one kind. */
    private static final class Names {
        private final List<Ready> ready;
        private final boolean comeAgain;
        private final Map<String, Changed> known = new HashMap<>();
        private String last = "";
        private Changed lastChanged = Changed.NOTHING;

        /** @param comeAgain whether names come again and again; of others, only the next one may be the same */
        Names(List<Ready> ready, boolean comeAgain) {
            this.ready = ready;
            this.comeAgain = comeAgain;
        }

        Changed change(String name) {
            if (!name.equals(last)) {
                Changed seen = comeAgain ? known.get(name) : null;
                lastChanged = seen == null ? changeAnew(name) : seen;
                last = name;
            }
            return lastChanged;
        }

        private Changed changeAnew(String name) {
            Changed changed = Normalizer.change(name, ready);
            if (comeAgain && known.size() < MOST_KEPT) {
                known.put(name, changed);
            }
            return changed;
        }
    }

    Normalizer(Shapes shapes, Place place) {
        this.shapes = shapes;
        for (Where where : Where.values()) {
            List<Ready> ready = new ArrayList<>();
            for (NameRule rule : shapes.names()) {
                if (rule.where().contains(where) && rule.isFor(place)) {
                    ready.add(new Ready(rule, rule.needed(place), rule.pattern(place)));
                }
            }
            if (!ready.isEmpty()) {
                names.put(where, new Names(ready, where == Where.ARGUMENTS));
            }
        }
    }

    /** The shape of a fact. */
    public Shape shape(Fact fact) {
        Set<String> by = new LinkedHashSet<>();
        String text = fact.accept(new Text(by));
        return new Shape(fact.aspect(), text, List.copyOf(by));
    }

    /** The text of a fact, as the rules leave it. */
    private final class Text implements Fact.Visitor<String> {
        private final Set<String> by;

        Text(Set<String> by) {
            this.by = by;
        }

        @Override
        public String program(Fact.Program fact) {
            return name(fact.path(), Where.PATHS, by);
        }

        @Override
        public String commandLine(Fact.CommandLine fact) {
            return command(fact, by);
        }

        @Override
        public String fileUse(Fact.FileUse fact) {
            return name(fact.path(), Where.PATHS, by);
        }

        @Override
        public String peer(Fact.Peer fact) {
            return Normalizer.this.peer(fact, by);
        }

        @Override
        public String listener(Fact.Listener fact) {
            return Normalizer.this.listener(fact, by);
        }

        @Override
        public String user(Fact.User fact) {
            return fact.name().isEmpty() ? "uid " + fact.uid() : fact.name() + " (uid " + fact.uid() + ")";
        }

        @Override
        public String privilege(Fact.Privilege fact) {
            return name(fact.what(), Where.ARGUMENTS, by);
        }

        @Override
        public String call(Fact.Call fact) {
            return fact.abi() == Abi.X86_64
                    ? fact.name()
                    : fact.name() + " [" + fact.abi().word() + "]";
        }

        @Override
        public String refused(Fact.Refused fact) {
            return fact.call() + ": " + fact.error();
        }

        @Override
        public String alerted(Fact.Alerted fact) {
            return JsonText.latin(fact.rule());
        }
    }

    private String command(Fact.CommandLine line, Set<String> by) {
        StringBuilder text = new StringBuilder(name(line.program(), Where.PATHS, by));
        for (String argument : line.arguments()) {
            // Quoted as it was: what rules put in its place needs no quotes.
            text.append(' ').append(name(ShellWords.quote(argument), Where.ARGUMENTS, by));
        }
        return name(text.toString(), Where.COMMANDS, by);
    }

    private String peer(Fact.Peer peer, Set<String> by) {
        boolean out = peer.direction() == Fact.Direction.OUT;
        if (peer.port() < 0) {
            return peer.protocol() + (out ? " to " : " from ") + name(peer.address(), Where.PATHS, by);
        }
        AddressRule rule = rule(peer.address(), out ? Of.SERVERS : Of.CLIENTS);
        String address = address(peer.address(), rule, by);
        String port = port(peer.port(), rule, by);
        return out
                ? peer.protocol() + " to " + address + " port " + port
                : peer.protocol() + " from " + address + " at port " + port;
    }

    private String listener(Fact.Listener listener, Set<String> by) {
        if (listener.port() < 0) {
            return listener.protocol() + " " + name(listener.address(), Where.PATHS, by);
        }
        // The rules' name is asked for its ports; where a program listens is told as it is.
        AddressRule rule = rule(listener.address(), Of.SERVERS);
        String address = listener.address().isEmpty() ? "any address" : listener.address();
        return listener.protocol() + " " + address + " port " + port(listener.port(), rule, by);
    }

    private static final AddressRule NO_RULE = new AddressRule("", List.of(), Of.ANY);

    private AddressRule rule(String address, Of whose) {
        IpAddress parsed = AddressRule.address(address);
        if (parsed != null) {
            for (AddressRule rule : shapes.addresses()) {
                if ((rule.only() == Of.ANY || rule.only() == whose) && rule.has(parsed)) {
                    return rule;
                }
            }
        }
        return NO_RULE;
    }

    private static String address(String address, AddressRule rule, Set<String> by) {
        if (rule.name().isEmpty()) {
            return address.isEmpty() ? "an unknown address" : address;
        }
        by.add(rule.name());
        return "<" + rule.name() + ">";
    }

    private String port(int port, AddressRule of, Set<String> by) {
        if (port == 0) {
            return "chosen by the kernel";
        }
        for (PortRule rule : shapes.ports()) {
            if (rule.has(port, of.name())) {
                by.add(rule.name());
                return "<" + rule.name() + ">";
            }
        }
        return Integer.toString(port);
    }

    private String name(String name, Where where, Set<String> by) {
        Names ofKind = names.get(where);
        if (ofKind == null || name.isEmpty()) {
            return name;
        }
        Changed changed = ofKind.change(name);
        by.addAll(changed.by);
        return changed.text;
    }

    private static Changed change(String name, List<Ready> ready) {
        String text = name;
        Runs runs = Runs.of(name);
        List<String> by = List.of();
        for (Ready each : ready) {
            if (each.mayMatch(text, runs)) {
                String after = each.replace(text);
                if (!after.equals(text)) {
                    text = after;
                    runs = Runs.of(text);
                    by = by.isEmpty() ? new ArrayList<>(2) : by;
                    by.add(each.rule.name());
                }
            }
        }
        return new Changed(text, by);
    }
}
