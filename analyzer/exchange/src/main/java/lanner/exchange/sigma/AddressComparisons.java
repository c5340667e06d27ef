package lanner.exchange.sigma;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses, which have no operators of texts: whole ones and networks are compared as such, the rest by the text of the
 * connection's name, {@code CLIENT:PORT->SERVER:PORT}.
 */
final class AddressComparisons {
    private static final Pattern OCTETS = Pattern.compile("((?:[0-9]{1,3}\\.){1,3})");
    private static final String NAME = "fd.name";
    /** A character of an address, or of its port. */
    private static final String ANY = "[^>]";

    private AddressComparisons() {}

    static Clause of(FieldRow row, Value value, DetectionItem item) throws RefusedException {
        String[] words = row.what().split(" ", -1);
        String address = words[0];
        String network = words[1];
        boolean server = words[2].equals("server");
        if (value instanceof Value.Text text) {
            return text(text.text(), address, network, server);
        }
        if (value instanceof Value.Network cidr) {
            if (!SelectionTranslator.isNetwork(cidr.cidr())) {
                throw new RefusedException(item.place(), "'" + cidr.cidr() + "' is no network: ADDRESS/BITS");
            }
            return new Clause.OneOf(network, List.of('"' + cidr.cidr() + '"'));
        }
        if (value instanceof Value.Absent) {
            return new Clause.Not(new Clause.Leaf(address + " exists"));
        }
        if (value instanceof Value.Existence existence) {
            Clause exists = new Clause.Leaf(address + " exists");
            return existence.wanted() ? exists : Clause.not(exists);
        }
        if (value instanceof Value.Regex regex) {
            return regex(regex, server, item);
        }
        if (value instanceof Value.Reference reference && !reference.before() && !reference.behind()) {
            return reference(address, reference, item);
        }
        throw new RefusedException(
                item.place(), "'" + row.name() + "' is an address, and addresses are not compared so");
    }

    private static Clause reference(String address, Value.Reference reference, DetectionItem item)
            throws RefusedException {
        String other = switch (reference.field()) {
            case "DestinationIp" -> "fd.sip";
            case "SourceIp" -> "fd.cip";
            default ->
                throw new RefusedException(item.place(), "'" + reference.field() + "' is no address of a connection");
        };
        return new Clause.Leaf(address + " = val(" + other + ")");
    }

    private static Clause text(SigmaText text, String address, String network, boolean server) {
        Optional<String> plain = text.plain();
        if (plain.isPresent() && SelectionTranslator.isAddress(plain.get())) {
            return new Clause.OneOf(address, List.of(plain.get()));
        }
        Optional<String> octets = octets(text);
        if (octets.isPresent()) {
            return new Clause.OneOf(network, List.of('"' + octets.get() + '"'));
        }
        if (text.core().parts().isEmpty() && text.isOpenBefore()) {
            return new Clause.Leaf(address + " exists");
        }
        SigmaText lower = text.lower();
        return named(lower.regex(ANY), server);
    }

    /** {@code 10.1.*} as the network that it is. */
    private static Optional<String> octets(SigmaText text) {
        if (text.isOpenBefore() || !text.isOpenBehind()) {
            return Optional.empty();
        }
        Matcher octets = OCTETS.matcher(text.core().plain().orElse(""));
        if (!octets.matches()) {
            return Optional.empty();
        }
        int given = (int) octets.group(1).chars().filter(c -> c == '.').count();
        String network = octets.group(1) + "0.".repeat(3 - given) + "0/" + given * 8;
        return Optional.of(network).filter(SelectionTranslator::isNetwork);
    }

    private static Clause regex(Value.Regex regex, boolean server, DetectionItem item) throws RefusedException {
        RegexTranslator.Translated translated = RegexTranslator.translate(regex.source(), regex.flags(), item.place());
        if (translated.text().isPresent()) {
            return named(translated.text().get().lower().regex(ANY), server);
        }
        throw new RefusedException(
                item.place(), "an address is compared with wildcards and networks, not with this regular expression");
    }

    private static Clause named(String address, boolean server) {
        String regex = server ? ANY + "*->" + address + ":[0-9]+" : address + ":[0-9]+->" + ANY + "*";
        return Comparisons.regex(NAME, regex, false);
    }
}
