package lanner.investigation.casework;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import lanner.investigation.casework.CaseFile.AlertKey;
import lanner.investigation.casework.CaseFile.EventKey;
import lanner.investigation.casework.CaseFile.Judgement;

/** A change of a case that can be taken back: {@link #reversed} is the change that does it. */
public sealed interface CaseChange {
    /** What takes it back. */
    CaseChange reversed();

    /** Whether all is behind it as it was before. */
    default boolean isNothing() {
        return equals(reversed());
    }

    /** What it does, for a person; texts in it are as they were given. */
    String words();

    /** The event that it is about; empty for none. */
    default Optional<EventKey> event() {
        return Optional.empty();
    }

    /** Adds it to the case. */
    void write(CaseFile file) throws IOException;

    /**
     * A bookmark comes, goes, or gets another note.
     *
     * @param place in the narrative, where it comes back to; -1 for the end
     */
    record Bookmark(EventKey key, Optional<String> before, Optional<String> after, int place) implements CaseChange {
        @Override
        public CaseChange reversed() {
            return new Bookmark(key, after, before, place);
        }

        @Override
        public String words() {
            String of = " of event " + key.event();
            return after.isEmpty() ? "no bookmark" + of : (before.isEmpty() ? "bookmark" : "note") + of;
        }

        @Override
        public Optional<EventKey> event() {
            return Optional.of(key);
        }

        @Override
        public void write(CaseFile file) throws IOException {
            if (before.isEmpty() && after.isPresent() && place >= 0) {
                file.bookmark(key, after.get(), place);
            } else {
                file.bookmark(key, after);
            }
        }
    }

    /** An alert is decided about, in another way, or not any more. */
    record Decision(AlertKey alert, Optional<Judgement> before, Optional<Judgement> after) implements CaseChange {
        @Override
        public CaseChange reversed() {
            return new Decision(alert, after, before);
        }

        @Override
        public String words() {
            return after.map(each -> each.verdict().word()).orElse("undecided") + ": event "
                    + alert.event().event();
        }

        @Override
        public Optional<EventKey> event() {
            return Optional.of(alert.event());
        }

        @Override
        public void write(CaseFile file) throws IOException {
            file.judge(alert, after);
        }
    }

    /** A tag is made, gets another look, or goes. */
    record TagLook(String name, Optional<Tag> before, Optional<Tag> after) implements CaseChange {
        @Override
        public CaseChange reversed() {
            return new TagLook(name, after, before);
        }

        @Override
        public String words() {
            return (after.isEmpty() ? "no tag " : before.isEmpty() ? "new tag " : "look of tag ") + name;
        }

        @Override
        public void write(CaseFile file) throws IOException {
            if (after.isPresent()) {
                file.tagLook(after.get());
            } else {
                file.noTag(name);
            }
        }
    }

    /**
     * An event gets a tag, or loses it.
     *
     * @param set whether it has the tag behind the change
     */
    record Tagging(EventKey key, String tag, boolean set) implements CaseChange {
        @Override
        public CaseChange reversed() {
            return new Tagging(key, tag, !set);
        }

        @Override
        public String words() {
            return (set ? "tag " : "no tag ") + tag + " on event " + key.event();
        }

        @Override
        public Optional<EventKey> event() {
            return Optional.of(key);
        }

        @Override
        public void write(CaseFile file) throws IOException {
            file.tag(key, tag, set);
        }
    }

    /** A paragraph of the narrative comes, changes or goes. */
    record Paragraph(int place, Optional<String> before, Optional<String> after) implements CaseChange {
        @Override
        public CaseChange reversed() {
            return new Paragraph(place, after, before);
        }

        @Override
        public String words() {
            return after.isEmpty() ? "text taken out" : before.isEmpty() ? "text put in" : "text changed";
        }

        @Override
        public void write(CaseFile file) throws IOException {
            file.text(place, before, after);
        }
    }

    /** A passage of the narrative goes to another place. */
    record Move(int from, int to) implements CaseChange {
        @Override
        public CaseChange reversed() {
            return new Move(to, from);
        }

        @Override
        public String words() {
            return "passage " + (from + 1) + " moved to place " + (to + 1);
        }

        @Override
        public void write(CaseFile file) throws IOException {
            file.moved(from, to);
        }
    }

    /**
     * The narrative gets another order.
     *
     * @param places which passage comes first, second, ...; each once
     */
    record Order(List<Integer> places) implements CaseChange {
        public Order {
            places = List.copyOf(places);
        }

        @Override
        public CaseChange reversed() {
            List<Integer> back = new ArrayList<>(Collections.nCopies(places.size(), 0));
            for (int i = 0; i < places.size(); i++) {
                back.set(places.get(i), i);
            }
            return new Order(back);
        }

        /** An exchange of two is taken back by itself, and is a change all the same. */
        @Override
        public boolean isNothing() {
            return IntStream.range(0, places.size()).allMatch(i -> places.get(i) == i);
        }

        @Override
        public String words() {
            return "another order of the narrative";
        }

        @Override
        public void write(CaseFile file) throws IOException {
            file.ordered(places);
        }
    }

    /** The case gets a number, another one, or none. */
    record CaseNumber(String before, String after) implements CaseChange {
        @Override
        public CaseChange reversed() {
            return new CaseNumber(after, before);
        }

        @Override
        public String words() {
            return after.isEmpty() ? "no case number" : "case number " + after;
        }

        @Override
        public void write(CaseFile file) throws IOException {
            file.numbered(after);
        }
    }
}
