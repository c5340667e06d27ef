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

    private ProgramSignals() {}

    /** Before the program runs: this process must outlive what is typed. */
    static void ignoreQuit() {
        new Signals().ignoreQuit();
    }

    static void passOn(int pid, long ignored) {
        Signals signals = new Signals();
        boolean terminal = signals.terminalSignalsReachUs();
        try {
            for (String name : TYPED) {
                handle(name, ignored, number -> {
                    if (!terminal) {
                        signals.send(pid, number);
                    }
                });
            }
            for (String name : ALWAYS) {
                handle(name, ignored, number -> signals.send(pid, number));
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java platform has no signal handling", e);
        }
    }

    private static void handle(String name, long ignored, IntConsumer action) throws ReflectiveOperationException {
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
