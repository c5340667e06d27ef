package lanner.recorder.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.IntConsumer;
import lanner.recorder.os.Signals;

/**
 * Passes the signals that reach the recorder on to the program. Those typed at a terminal reach both by themselves and
 * are not doubled.
 *
 * <p>The virtual machine's own signal class is asked for by name: it belongs to {@code jdk.unsupported}, and the
 * compiler warns of it in a way that cannot be silenced.
 */
final class ProgramSignals {
    private static final List<String> TYPED = List.of("INT", "WINCH");
    private static final List<String> ALWAYS = List.of("TERM", "HUP", "USR2");
    private static final List<String> ENDING = List.of("INT", "TERM", "HUP");
    private static final String KEEPING = "USR1";

    private ProgramSignals() {}

    /** Before the program runs: this process must outlive what is typed. */
    static void ignoreQuit() {
        new Signals().ignoreQuit();
    }

    /**
     * For a program that was started: it gets them, but for SIGUSR1 where that puts segments aside.
     *
     * @param keeps whether segments are dropped and SIGUSR1 is ours
     */
    static void passOn(RecordingSession.Running running, long ignored, boolean keeps) {
        Signals signals = new Signals();
        boolean terminal = signals.terminalSignalsReachUs();
        for (String name : TYPED) {
            handle(name, ignored, number -> {
                if (!terminal) {
                    signals.send(running.pid(), number);
                }
            });
        }
        for (String name : ALWAYS) {
            handle(name, ignored, number -> signals.send(running.pid(), number));
        }
        handle(KEEPING, ignored, number -> {
            if (keeps) {
                running.keep();
            } else {
                signals.send(running.pid(), number);
            }
        });
    }

    /** For processes that were attached to: what would end us lets them go. */
    static void letGo(RecordingSession.Running running) {
        for (String name : ENDING) {
            handle(name, 0, number -> running.detach());
        }
        handle(KEEPING, 0, number -> running.keep());
    }

    private static void handle(String name, long ignored, IntConsumer action) {
        try {
            install(name, ignored, action);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java platform has no signal handling", e);
        }
    }

    private static void install(String name, long ignored, IntConsumer action) throws ReflectiveOperationException {
        Class<?> signalType = Class.forName("sun.misc.Signal");
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        Object signal = signalType.getConstructor(String.class).newInstance(name);
        int number = (int) signalType.getMethod("getNumber").invoke(signal);
        if ((ignored & 1L << number - 1) != 0) {
            return;
        }
        InvocationHandler handler = (proxy, method, arguments) -> switch (method.getName()) {
            case "handle" -> {
                action.accept(number);
                yield null;
            }
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "signal handler for " + name;
        };
        Object proxy = Proxy.newProxyInstance(handlerType.getClassLoader(), new Class<?>[] {handlerType}, handler);
        signalType.getMethod("handle", signalType, handlerType).invoke(null, signal, proxy);
    }
}
