package lanner.viewer.app;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javafx.scene.control.TextInputDialog;
import javafx.stage.Window;
import lanner.engine.json.JsonText;
import lanner.investigation.rows.CaptureLetter;
import lanner.investigation.workspace.Workspace;
import lanner.viewer.list.Dialogs;
import lanner.viewer.paint.DisplayText;

/** Asks how far one of several captures is moved in time. */
final class ShiftDialog {
    private static final int NANO_DIGITS = 9;
    private static final int LONGEST = 60;
    /** Nine digits are 31 years, which no sum with a moment overflows. */
    private static final Pattern SECONDS = Pattern.compile("[+-]?[0-9]{1,9}(\\.[0-9]{1,9})?");

    private ShiftDialog() {}

    /**
     * Asks.
     *
     * @param troubles takes a sentence about an answer that is none
     * @return nanoseconds; empty for no answer
     */
    static Optional<Long> ask(Window owner, Workspace workspace, int capture, Consumer<String> troubles) {
        TextInputDialog dialog = new TextInputDialog(BigDecimal.valueOf(workspace.shift(capture), NANO_DIGITS)
                .stripTrailingZeros()
                .toPlainString());
        Dialogs.own(dialog, owner);
        dialog.setTitle("Move a capture in time");
        dialog.setHeaderText(CaptureLetter.of(capture) + ": "
                + DisplayText.text(
                        JsonText.latin(workspace.captures().get(capture).name()), LONGEST));
        dialog.setContentText("Seconds, such as 3.5 or -0.25");
        dialog.getEditor().setId("shift");
        return dialog.showAndWait().flatMap(text -> nanos(text, troubles));
    }

    private static Optional<Long> nanos(String text, Consumer<String> troubles) {
        String seconds = text.strip();
        if (!SECONDS.matcher(seconds).matches()) {
            troubles.accept("'" + seconds + "' is no number of seconds such as 3.5 or -0.25");
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(seconds).movePointRight(NANO_DIGITS).longValueExact());
    }

    /** The shifts of all captures, with another one for one of them. */
    static long[] with(Workspace workspace, int capture, long shift) {
        return IntStream.range(0, workspace.captures().size())
                .mapToLong(each -> each == capture ? shift : workspace.shift(each))
                .toArray();
    }
}
