package lanner.engine.state;

/** A descriptor that leads to anything but a socket: a file, a pipe, an event counter. */
final class PlainFd extends FdInfo {
    PlainFd(int number, Kind kind, long origin) {
        super(number, kind, origin);
    }

    @Override
    PlainFd as(int newNumber, boolean newCloseOnExec) {
        PlainFd copy = new PlainFd(newNumber, kind, origin());
        copyTo(copy, newCloseOnExec);
        return copy;
    }
}
