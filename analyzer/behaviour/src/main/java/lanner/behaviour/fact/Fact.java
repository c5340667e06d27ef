package lanner.behaviour.fact;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lanner.engine.alert.Priority;

/** Something that a recording did, as it was recorded. Texts are bytes, one character each. */
public sealed interface Fact {
    Aspect aspect();

    Seen seen();

    /** The gravity of an alert; empty for other facts. */
    default Optional<Priority> gravity() {
        return Optional.empty();
    }

    /** Does something with each kind of fact. */
    interface Visitor<R> {
        R program(Program fact);

        R commandLine(CommandLine fact);

        R fileUse(FileUse fact);

        R peer(Peer fact);

        R listener(Listener fact);

        R user(User fact);

        R privilege(Privilege fact);

        R call(Call fact);

        R refused(Refused fact);

        R alerted(Alerted fact);
    }

    <R> R accept(Visitor<R> visitor);

    /**
     * A program that was run.
     *
     * @param path of its file; of a script, its interpreter's
     */
    record Program(String path, Seen seen) implements Fact {
        @Override
        public Aspect aspect() {
            return Aspect.PROGRAM;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.program(this);
        }
    }

    /**
     * A command line that was run.
     *
     * @param program the path of its file
     * @param arguments those behind the program's name
     */
    record CommandLine(String program, List<String> arguments, Seen seen) implements Fact {
        public CommandLine {
            arguments = List.copyOf(arguments);
        }

        @Override
        public Aspect aspect() {
            return Aspect.COMMAND;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.commandLine(this);
        }
    }

    /**
     * A file that was used in one way.
     *
     * @param aspect one that {@link Aspect#isFile}
     * @param path absolute, put together as text
     */
    record FileUse(Aspect aspect, String path, Seen seen) implements Fact {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.fileUse(this);
        }
    }

    /** Who began to speak. */
    enum Direction {
        OUT,
        IN
    }

    /**
     * The other end of a connection or of datagrams.
     *
     * @param protocol {@code tcp}, {@code udp}, {@code icmp}, {@code raw}, {@code unix}; {@code ip} where it is not known
     * @param address an IP address, or a unix socket's path; empty where it is not known
     * @param port the peer's where we spoke first, ours where it did; -1 for unix sockets
     */
    record Peer(String protocol, Direction direction, String address, int port, Seen seen) implements Fact {
        @Override
        public Aspect aspect() {
            return Aspect.PEER;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.peer(this);
        }
    }

    /**
     * A port, or a unix socket, where others were waited for.
     *
     * @param protocol as of a {@link Peer}
     * @param address what it was bound to
     * @param port 0 where the kernel was asked to choose one, -1 for unix sockets
     */
    record Listener(String protocol, String address, int port, Seen seen) implements Fact {
        @Override
        public Aspect aspect() {
            return Aspect.LISTENER;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.listener(this);
        }
    }

    /**
     * An account that programs ran as.
     *
     * @param name empty where the capture does not name it
     * @param uid the effective user
     * @param gid the effective group
     * @param capabilities the effective ones, a bit each (capabilities(7))
     */
    record User(String name, long uid, long gid, long capabilities, Seen seen) implements Fact {
        @Override
        public Aspect aspect() {
            return Aspect.USER;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.user(this);
        }
    }

    /**
     * A use, or a change, of what only some may do.
     *
     * @param call the system call's name as events have it
     * @param what the call and what of its arguments matters: {@code unshare CLONE_NEWUSER}
     */
    record Privilege(String call, String what, Seen seen) implements Fact {
        @Override
        public Aspect aspect() {
            return Aspect.PRIVILEGE;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.privilege(this);
        }
    }

    /**
     * A system call.
     *
     * @param abi the table of calls that it was made by
     * @param name as events have it
     * @param kernelNames what the kernel calls it; several where calls are recorded as one event
     * @param errors how often it failed with which error, {@code EPERM}
     */
    record Call(Abi abi, String name, List<String> kernelNames, Map<String, Long> errors, Seen seen) implements Fact {
        public Call {
            kernelNames = List.copyOf(kernelNames);
            errors = Map.copyOf(errors);
        }

        @Override
        public Aspect aspect() {
            return Aspect.CALL;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.call(this);
        }
    }

    /** A system call that the kernel refused for want of a right or of something that ran out; see {@link Refusals}. */
    record Refused(String call, String error, Seen seen) implements Fact {
        @Override
        public Aspect aspect() {
            return Aspect.ERROR;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.refused(this);
        }
    }

    /**
     * A rule that raised alerts.
     *
     * @param rule its name, as characters
     * @param description what the rule says of itself, as characters
     */
    record Alerted(String rule, Priority priority, String description, Seen seen) implements Fact {
        @Override
        public Optional<Priority> gravity() {
            return Optional.of(priority);
        }

        @Override
        public Aspect aspect() {
            return Aspect.ALERT;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.alerted(this);
        }
    }
}
