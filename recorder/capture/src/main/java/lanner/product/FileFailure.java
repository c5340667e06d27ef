package lanner.product;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Map;
import java.util.Objects;

/**
 * What went wrong with a file or a connection, in words. The message of a {@link FileSystemException} is no sentence: for the common causes it
 * is the file's name alone, and the cause is the exception's class.
 */
public final class FileFailure {
    // spotless:off
    private static final Map<Class<?>, String> CAUSES = Map.of(
        NoSuchFileException.class, "there is no such file or directory",
        AccessDeniedException.class, "permission denied",
        FileAlreadyExistsException.class, "it is there already",
        DirectoryNotEmptyException.class, "the directory is not empty",
        NotDirectoryException.class, "it is not a directory",
        NotLinkException.class, "it is not a symbolic link",
        FileSystemLoopException.class, "symbolic links lead round in a circle",
        AtomicMoveNotSupportedException.class, "the two places are on different file systems");
    // spotless:on

    private FileFailure() {}

    /** The cause alone, for a sentence that names the file itself: {@code permission denied}. */
    public static String words(Throwable failure) {
        if (failure instanceof UncheckedIOException unchecked) {
            return words(Objects.requireNonNull(unchecked.getCause()));
        }
        if (failure instanceof ReadOnlyFileSystemException) {
            return "the file system is read-only";
        }
        String message = failure.getMessage();
        if (failure instanceof UnknownHostException) {
            return "unknown host " + message;
        }
        if (failure instanceof ConnectException && message == null) {
            return "no connection";
        }
        if (!(failure instanceof FileSystemException file)) {
            return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
        }
        return Objects.requireNonNullElseGet(
                CAUSES.get(file.getClass()),
                () -> Objects.requireNonNullElse(
                        file.getReason(), file.getClass().getSimpleName()));
    }

    /** The file, where the failure knows it, and the cause: {@code /x/y: permission denied}. */
    public static String sentence(Throwable failure) {
        if (failure instanceof UncheckedIOException unchecked) {
            return sentence(Objects.requireNonNull(unchecked.getCause()));
        }
        return failure instanceof FileSystemException file && file.getFile() != null
                ? file.getFile() + ": " + words(failure)
                : words(failure);
    }
}
