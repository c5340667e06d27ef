/**
 * What recordings needed, as the files that allow it and nothing else: a seccomp profile, an AppArmor profile, a Kubernetes
 * NetworkPolicy. Knows facts and shapes; nothing of commands.
 */
@NullMarked
package lanner.behaviour.policy;

import org.jspecify.annotations.NullMarked;
