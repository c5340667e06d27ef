package lanner.behaviour.fact;

import java.util.List;

/**
 * What is known of the recording that facts come from. Texts are bytes, one character each, but for {@code capture}.
 *
 * @param capture its path, as characters
 * @param command the recorded command's arguments; none where the recorder attached
 * @param cwd the directory it was run in; empty if not known
 * @param home the home directory of the user who ran it; empty if not known
 * @param host the machine's name
 * @param machine its architecture, as uname(2) names it
 * @param kernel its version
 * @param profile which calls were recorded
 * @param inline which calls were recorded inside the processes
 * @param complete whether the capture has its end, and no damage
 * @param missing records that are known to be missing
 * @param events how many events were replayed
 * @param left how many facts found no room: of each kind a bounded number is kept
 */
public record Recording(
        String capture,
        List<String> command,
        String cwd,
        String home,
        String host,
        String machine,
        String kernel,
        String profile,
        String inline,
        boolean complete,
        long missing,
        long events,
        long left) {
    public Recording {
        command = List.copyOf(command);
    }
}
