package lanner.exchange.sigma;

import java.util.Optional;

/**
 * A row of logsources.txt.
 *
 * @param macro the events that it is; empty where fields say it
 * @param output what alerts print besides the title
 * @param refused why its rules cannot be translated
 */
record LogSource(String name, Optional<String> macro, String output, Optional<String> refused) {}
