package lanner.recorder.session;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the file that a command's name stands for, as execvp(3) does. */
final class CommandResolver {
    /** What was found, or the status and the sentence that say why nothing was. */
    record Resolution(Optional<String> path, int status, String reason) {}

    private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

    private CommandResolver() {}

    /** Where this process's own PATH says. */
    static Resolution resolve(String command) {
        return resolve(command, System.getenv().getOrDefault("PATH", DEFAULT_PATH));
    }

    static Resolution resolve(String command, String searchPath) {
        if (command.isEmpty()) {
            return new Resolution(Optional.empty(), RecordingException.NOT_FOUND, "the command's name is empty");
        }
        if (command.indexOf('/') >= 0) {
            return check(command, Path.of(command));
        }
        Resolution refused = null;
        for (String directory : searchPath.split(":", -1)) {
            Path candidate = Path.of(directory.isEmpty() ? "." : directory, command);
            if (Files.exists(candidate) && !Files.isDirectory(candidate)) {
                Resolution found = check(command, candidate);
                if (found.path().isPresent()) {
                    return found;
                }
                refused = found;
            }
        }
        return refused != null
                ? refused
                : new Resolution(Optional.empty(), RecordingException.NOT_FOUND, command + ": command not found");
    }

    private static Resolution check(String command, Path file) {
        if (!Files.exists(file)) {
            return new Resolution(
                    Optional.empty(), RecordingException.NOT_FOUND, command + ": no such file or directory");
        }
        if (Files.isDirectory(file)) {
            return new Resolution(Optional.empty(), RecordingException.NOT_EXECUTABLE, command + ": is a directory");
        }
        if (!Files.isExecutable(file)) {
            return new Resolution(Optional.empty(), RecordingException.NOT_EXECUTABLE, command + ": permission denied");
        }
        return new Resolution(Optional.of(file.toString()), 0, "");
    }
}
