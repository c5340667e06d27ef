package lanner.recorder.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import lanner.product.Counted;
import lanner.recorder.os.Signals;
import lanner.recorder.session.RunningRecording;

/**
 * Passes the signals that reach the recorder on to the program. Those typed at a terminal reach both by themselves and
 * are not doubled.
 *
 * <p>The virtual machine's own signal class is asked for by name: it belongs to {@code jdk.unsupported}, and the
 * compiler warns of it in a way that cannot be silenced.
 */
final class ProgramSignals implements AutoCloseable {
    private static final List<String> TYPED = List.of("INT", "WINCH");
    private static final List<String> ALWAYS = List.of("HUP", "USR2");
    private static final List<String> ENDING = List.of("INT", "TERM", "HUP");
    private static final String KEEPING = "USR1";

    /** Puts what handled a signal before in its place again. */
    private final List<Runnable> handlersBefore = new ArrayList<>();

    /** Before the program runs: this process must outlive what is typed. */
    static void ignoreQuit() {
        new Signals().ignoreQuit();
    }

    /**
     * For a program that was started: it gets them, but for SIGUSR1 where that puts segments aside. The second SIGTERM or
     * SIGINT ends the recording whatever the program does with them. What is typed at a terminal reaches the program by
     * itself as long as that is there, and is its own business.
     *
     * @param keeps whether segments are dropped and SIGUSR1 is ours
     */
    void passOn(RunningRecording running, long ignored, boolean keeps) {
        Signals signals = new Signals();
        boolean terminal = signals.terminalSignalsReachUs();
        AtomicBoolean asked = new AtomicBoolean();
        for (String name : TYPED) {
            boolean ends = ENDING.contains(name);
            handle(name, ignored, number -> {
                boolean typed = terminal && !running.commandHasEnded();
                if (!typed && !(ends && endsOnSecond(running, asked))) {
                    send(signals, running, number);
                }
            });
        }
        handle("TERM", ignored, number -> {
            if (!endsOnSecond(running, asked)) {
                send(signals, running, number);
            }
        });
        for (String name : ALWAYS) {
            handle(name, ignored, number -> send(signals, running, number));
        }
        handle(KEEPING, ignored, number -> {
            if (keeps) {
                running.keep();
            } else {
                send(signals, running, number);
            }
        });
    }

    private static boolean endsOnSecond(RunningRecording running, AtomicBoolean asked) {
        boolean second = asked.getAndSet(true);
        if (second) {
            running.end();
        } else {
            whatGoesOn(running).ifPresent(sentence -> System.err.println("lanner: " + sentence));
        }
        return second;
    }

    /** What the recording still waits for once the command has ended; empty if it ends by itself in a moment. */
    static Optional<String> whatGoesOn(RunningRecording running) {
        // Asked first: what is counted after it counts the command no more.
        if (!running.commandHasEnded()) {
            return Optional.empty();
        }
        int processes = running.processes();
        if (processes > 0) {
            return Optional.of("the command has ended, "
                    + Counted.of(
                            processes,
                            "of its processes goes on; the next SIGTERM or Ctrl-C kills it",
                            "of its processes go on; the next SIGTERM or Ctrl-C kills them"));
        }
        long segments = running.delivered().pending();
        return segments == 0
                ? Optional.empty()
                : Optional.of("the command has ended, "
                        + Counted.of(
                                segments,
                                "segment is still to be delivered; the next SIGTERM or Ctrl-C gives it up",
                                "segments are still to be delivered; the next SIGTERM or Ctrl-C gives them up"));
    }

    /** Its id may be another's when it has ended. */
    private static void send(Signals signals, RunningRecording running, int number) {
        if (!running.commandHasEnded()) {
            signals.send(running.pid(), number);
        }
    }

    /** For processes that were attached to: what would end us lets them go, and the second time at once. */
    void letGo(RunningRecording running) {
        AtomicBoolean asked = new AtomicBoolean();
        for (String name : ENDING) {
            handle(name, 0, number -> {
                if (asked.getAndSet(true)) {
                    running.end();
                } else {
                    running.detach();
                }
            });
        }
        handle(KEEPING, 0, number -> running.keep());
    }

    private void handle(String name, long ignored, IntConsumer action) {
        try {
            install(name, ignored, action);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java platform has no signal handling", e);
        }
    }

    private void install(String name, long ignored, IntConsumer action) throws ReflectiveOperationException {
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
        Method handle = signalType.getMethod("handle", signalType, handlerType);
        Object before = handle.invoke(null, signal, proxy);
        handlersBefore.add(() -> {
            try {
                handle.invoke(null, signal, before);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a signal that could be handled cannot be any more", e);
            }
        });
    }

    /** Gives the signals back to whoever handled them before. */
    @Override
    public void close() {
        handlersBefore.forEach(Runnable::run);
        handlersBefore.clear();
    }
}
