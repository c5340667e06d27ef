package lanner.cli.fleet;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which captures, and who reads them.
 *
 * @param paths of captures, and of directories that stand for all below them; of any file system that the engine knows
 * @param master who gives out the work, as Spark names it; empty for what the surroundings say, else this machine
 * @param settings the engine's, by name
 */
public record FleetPlace(List<String> paths, Optional<String> master, Map<String, String> settings) {
    public FleetPlace {
        paths = List.copyOf(paths);
        settings = Map.copyOf(settings);
    }
}
