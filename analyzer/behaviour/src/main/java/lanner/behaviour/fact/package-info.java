/**
 * What recordings did, as facts with counts and a first example each: programs, files by access, peers, privileges, system
 * calls, alerts. One replay collects them; nothing is normalised here.
 */
@NullMarked
package lanner.behaviour.fact;

import org.jspecify.annotations.NullMarked;
