/**
 * What a Kubernetes cluster tells: audit logs of its API servers, events of {@code audit.k8s.io/v1} one by one, in lists and in
 * files and as a webhook sends them, as records that a replay takes like those of a capture; and what kubectl saved of its objects. Nobody
 * vouches for them. It knows nothing of rules.
 */
@NullMarked
package lanner.exchange.kubernetes;

import org.jspecify.annotations.NullMarked;
