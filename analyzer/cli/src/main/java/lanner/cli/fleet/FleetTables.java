package lanner.cli.fleet;

/**
 * Tables to be written as Parquet: the alerts, and what became of the captures.
 *
 * @param directory where to, of any file system that the engine knows; it is not there, or empty
 * @param events whether all events are written as a table too
 */
public record FleetTables(String directory, boolean events) {}
