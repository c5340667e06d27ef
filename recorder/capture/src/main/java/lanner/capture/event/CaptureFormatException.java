package lanner.capture.event;

import java.io.IOException;

/** Bytes that are no capture, or no longer one. Says where ({@link #offset()}, -1 if unknown) and why. */
public final class CaptureFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final long offset;

    public CaptureFormatException(String reason, long offset) {
        super(reason);
        this.reason = reason;
        this.offset = offset;
    }

    public CaptureFormatException(String reason) {
        this(reason, -1);
    }

    @Override
    public String getMessage() {
        return reason;
    }

    /** Where in the file or record, in bytes; -1 if unknown. */
    public long offset() {
        return offset;
    }
}
