package lanner.cli.tui.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.impl.PosixSysTerminal;
import org.jline.terminal.impl.exec.ExecPty;
import org.jline.terminal.impl.exec.ExecTerminalProvider;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.ShutdownHooks;
import org.jspecify.annotations.Nullable;

/**
 * The terminal that the process belongs to: {@code /dev/tty}, its modes by stty(1). No native library has to be unpacked and
 * loaded for it, so that it works where {@code /tmp} does not let programs be run.
 */
final class ControllingTerminal extends PosixSysTerminal {
    private static final ExecTerminalProvider PROVIDER = new ExecTerminalProvider();
    /** What Display takes for the least that can show bold and inverse. */
    private static final int LEAST_COLOURS = 8;

    private static final class Tty extends ExecPty {
        Tty() {
            super(PROVIDER, null, "/dev/tty");
        }
    }

    ControllingTerminal(String type) throws IOException {
        super(
                PROVIDER,
                "lanner",
                type,
                new Tty(),
                StandardCharsets.UTF_8,
                StandardCharsets.UTF_8,
                StandardCharsets.UTF_8,
                false,
                SignalHandler.SIG_DFL);
        // The window restores the terminal itself, also when the process is ended from outside.
        ShutdownHooks.remove(closer);
    }

    /** How many colours it has; 0 for none. */
    int colours() {
        Integer colours = super.getNumericCapability(Capability.max_colors);
        return colours == null ? 0 : colours;
    }

    /** A terminal without colours can be bold and inverse all the same: the window gives it no colours. */
    @Override
    public @Nullable Integer getNumericCapability(Capability capability) {
        Integer number = super.getNumericCapability(capability);
        return capability != Capability.max_colors
                ? number
                : Integer.valueOf(number == null ? LEAST_COLOURS : Math.max(LEAST_COLOURS, number));
    }
}
