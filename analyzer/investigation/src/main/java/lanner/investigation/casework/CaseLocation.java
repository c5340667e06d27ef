package lanner.investigation.casework;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import lanner.investigation.workspace.Integrity;
import lanner.product.UserDirectories;

/**
 * Where the case file of a capture is by default: beside it. Where the directory is read-only or another user's,
 * which is how evidence is kept, it is the user's own data directory, and that is said.
 *
 * @param remark what the user should know about it, a sentence
 */
public record CaseLocation(Path file, Optional<String> remark) {
    private static final int KEY_DIGITS = 12;

    /** The place for a capture, under the user's {@code XDG_DATA_HOME}. */
    public static CaseLocation of(Path capture) {
        return of(capture, UserDirectories.data().resolve("cases"));
    }

    static CaseLocation of(Path capture, Path ownCases) {
        Path beside = CaseFile.besides(capture);
        Path directory = Objects.requireNonNull(beside.getParent(), "the path is absolute");
        if (Files.isRegularFile(beside, LinkOption.NOFOLLOW_LINKS)) {
            return new CaseLocation(beside, remarkOnExisting(beside));
        }
        Optional<String> reason = againstWritingIn(directory);
        if (reason.isEmpty()) {
            return new CaseLocation(beside, Optional.empty());
        }
        Path own = ownCases.resolve(nameFor(beside));
        String trouble = "";
        try {
            Files.createDirectories(
                    ownCases, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            trouble = ", which cannot be made: nothing you note is kept; --case names another";
        }
        return new CaseLocation(own, Optional.of(reason.get() + ": what you note goes to " + own + trouble));
    }

    private static Optional<String> remarkOnExisting(Path file) {
        if (!Files.isWritable(file)) {
            return Optional.of(file + " cannot be written: nothing you note is kept; --case names another");
        }
        return isOwn(file)
                ? Optional.empty()
                : Optional.of(file + " belongs to another user: what you note goes there");
    }

    /** Why nothing should be written into a directory unasked; empty if there is no reason. */
    public static Optional<String> againstWritingIn(Path directory) {
        if (!Files.isWritable(directory)) {
            return Optional.of(directory + " is read-only");
        }
        return isOwn(directory) ? Optional.empty() : Optional.of(directory + " belongs to another user");
    }

    private static boolean isOwn(Path path) {
        try {
            return Files.getAttribute(path, "unix:uid").equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException e) {
            // Who cannot be asked is not known to be us.
            return false;
        }
    }

    /** The name and, as captures of the same name lie in many directories, a hash of the place. */
    private static String nameFor(Path beside) {
        String hash =
                Integrity.hex(Integrity.newDigest().digest(beside.toString().getBytes(StandardCharsets.UTF_8)));
        String name = beside.getFileName().toString();
        String ending = ".lanner-case";
        return name.substring(0, name.length() - ending.length()) + "-" + hash.substring(0, KEY_DIGITS) + ending;
    }
}
