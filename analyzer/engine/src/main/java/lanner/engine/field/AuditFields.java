package lanner.engine.field;

import static lanner.engine.field.Field.Scope.RECORD;
import static lanner.engine.field.FieldRows.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lanner.engine.json.JsonText;
import lanner.engine.state.ContainerInfo;
import lanner.engine.state.EventContext;
import lanner.engine.text.Characters;
import org.jspecify.annotations.Nullable;

/**
 * {@code ka.*}, {@code jevt.*} and {@code json.*}, and one of ours: what an event of a Kubernetes audit log says. Most are where the names in
 * their rows lead; a field is missing where the event has nothing there.
 */
final class AuditFields {
    private static final String[] CONTAINERS = {"requestObject", "spec", "containers"};
    private static final String[] VOLUMES = {"requestObject", "spec", "volumes"};
    private static final String[] POD_SECURITY = {"requestObject", "spec", "securityContext"};

    // spotless:off
    static final List<FieldSpec> ROWS = List.of(
            at("ka.auditid", "The request's id; all its stages have the same.", "auditID"),
            at("ka.stage", "RequestReceived, ResponseStarted, ResponseComplete or Panic.", "stage"),
            at("ka.auth.decision", "What authorization decided: allow or forbid.", "annotations", "authorization.k8s.io/decision"),
            at("ka.auth.reason", "Why authorization decided so.", "annotations", "authorization.k8s.io/reason"),
            at("ka.auth.openshift.decision", "What OpenShift's authentication decided.", "annotations", "authentication.openshift.io/decision"),
            at("ka.auth.openshift.username", "Who OpenShift's authentication was asked for.", "annotations", "authentication.openshift.io/username"),
            at("ka.validations.admission.policy.failure", "Which validating admission policies the request failed, JSON.", "annotations", "validation.policy.admission.k8s.io/validation_failure"),
            at("ka.security.pod.violations", "What pod security admission has against the pod.", "annotations", "pod-security.kubernetes.io/audit-violations"),
            at("ka.user.name", "Who asks.", "user", "username"),
            list("ka.user.groups", "The groups of who asks.", "user", "groups"),
            at("ka.impuser.name", "Who is impersonated.", "impersonatedUser", "username"),
            at("ka.verb", "What is asked for: get, list, watch, create, update, patch, delete and others.", "verb"),
            at("ka.uri", "The request's path and query.", "requestURI"),
            keyed("ka.uri.param", "A parameter of the request's query, its first value.", key -> c -> parameter(c, key)),
            at("ka.target.name", "The object's name.", "objectRef", "name"),
            at("ka.target.namespace", "The object's namespace.", "objectRef", "namespace"),
            at("ka.target.resource", "The object's kind as the API names it: pods, secrets.", "objectRef", "resource"),
            at("ka.target.subresource", "The part of it that is asked for: exec, log, status.", "objectRef", "subresource"),
            text("ka.target.pod.name", RECORD, "The pod's name; of a pod that is created without one, what it got.", AuditFields::pod),
            list("ka.req.binding.subjects", "Whom a binding gives its role, each as JSON.", "requestObject", "subjects"),
            subjects("user_names", "Names of users that a binding gives its role.", "User", AuditFields::name),
            subjects("serviceaccount_names", "Names of service accounts that a binding gives its role.", "ServiceAccount", AuditFields::name),
            subjects("serviceaccount_ns_names", "The same as namespace:name.", "ServiceAccount", subject -> subject.get("namespace") + ":" + subject.get("name")),
            subjects("group_names", "Names of groups that a binding gives its role.", "Group", AuditFields::name),
            at("ka.req.binding.role", "The role that a binding gives.", "requestObject", "roleRef", "name"),
            keyed("ka.req.binding.subject.has_name", "N/A; kept so that old rules load.", key -> c -> "N/A").with(Field.Trait.DEPRECATED),
            at("ka.req.configmap.name", "The object's name, as ka.target.name.", "objectRef", "name"),
            at("ka.req.configmap.obj", "The data of a config map, JSON.", "requestObject", "data"),
            each("ka.req.pod.containers.name", "The containers' names.", path(CONTAINERS, "name")),
            each("ka.req.pod.containers.command", "The containers' commands, word by word.", path(CONTAINERS, "command")),
            each("ka.req.pod.containers.args", "The arguments of the containers' commands.", path(CONTAINERS, "args")),
            each("ka.req.pod.containers.image", "The containers' images.", path(CONTAINERS, "image")),
            text("ka.req.container.image", RECORD, "The first container's image.", first(c -> texts(c, OptionalInt.of(0), path(CONTAINERS, "image")))).with(Field.Trait.DEPRECATED),
            indexed("ka.req.pod.containers.image.repository", "The images without tag and digest.", AuditFields::repositories),
            text("ka.req.container.image.repository", RECORD, "The first container's image without tag and digest.", first(c -> repositories(c, OptionalInt.of(0)))).with(Field.Trait.DEPRECATED),
            at("ka.req.pod.host_ipc", "true if the pod shares the host's System V objects.", "requestObject", "spec", "hostIPC"),
            at("ka.req.pod.host_network", "true if the pod shares the host's network.", "requestObject", "spec", "hostNetwork"),
            at("ka.req.container.host_network", "The same as ka.req.pod.host_network.", "requestObject", "spec", "hostNetwork").with(Field.Trait.DEPRECATED),
            at("ka.req.pod.host_pid", "true if the pod shares the host's process ids.", "requestObject", "spec", "hostPID"),
            indexed("ka.req.pod.containers.host_port", "Ports: each one's hostPort, or its containerPort where it has none.", AuditFields::hostPorts),
            each("ka.req.pod.containers.privileged", "What the containers that say so have as privileged: true, false.", path(CONTAINERS, "securityContext", "privileged")),
            text("ka.req.container.privileged", RECORD, "true if any container is privileged, else false.", AuditFields::anyPrivileged).with(Field.Trait.DEPRECATED),
            each("ka.req.pod.containers.allow_privilege_escalation", "What containers have as allowPrivilegeEscalation.", path(CONTAINERS, "securityContext", "allowPrivilegeEscalation")),
            each("ka.req.pod.containers.read_only_fs", "What containers have as readOnlyRootFilesystem.", path(CONTAINERS, "securityContext", "readOnlyRootFilesystem")),
            at("ka.req.pod.run_as_user", "The pod's runAsUser.", path(POD_SECURITY, "runAsUser")),
            each("ka.req.pod.containers.run_as_user", "The containers' runAsUser.", path(CONTAINERS, "securityContext", "runAsUser")),
            indexed("ka.req.pod.containers.eff_run_as_user", "The user each container begins as: its own, the pod's, or 0.", (c, index) -> effective(c, index, "runAsUser")),
            at("ka.req.pod.run_as_group", "The pod's runAsGroup.", path(POD_SECURITY, "runAsGroup")),
            each("ka.req.pod.containers.run_as_group", "The containers' runAsGroup.", path(CONTAINERS, "securityContext", "runAsGroup")),
            indexed("ka.req.pod.containers.eff_run_as_group", "The group each container begins as: its own, the pod's, or 0.", (c, index) -> effective(c, index, "runAsGroup")),
            each("ka.req.pod.containers.proc_mount", "The containers' procMount.", path(CONTAINERS, "securityContext", "procMount")),
            list("ka.req.role.rules", "The rules of a role, each as JSON.", "requestObject", "rules"),
            each("ka.req.role.rules.apiGroups", "API groups in the rules of a role.", "requestObject", "rules", "apiGroups"),
            each("ka.req.role.rules.nonResourceURLs", "Paths in the rules of a role.", "requestObject", "rules", "nonResourceURLs"),
            each("ka.req.role.rules.verbs", "Verbs in the rules of a role.", "requestObject", "rules", "verbs"),
            each("ka.req.role.rules.resources", "Resources in the rules of a role.", "requestObject", "rules", "resources"),
            at("ka.req.pod.fs_group", "The pod's fsGroup.", path(POD_SECURITY, "fsGroup")),
            list("ka.req.pod.supplemental_groups", "The pod's supplementalGroups.", path(POD_SECURITY, "supplementalGroups")),
            each("ka.req.pod.containers.add_capabilities", "Capabilities that containers add.", path(CONTAINERS, "securityContext", "capabilities", "add")),
            at("ka.req.service.type", "A service's type: ClusterIP, NodePort and others.", "requestObject", "spec", "type"),
            each("ka.req.service.ports", "A service's ports, each as JSON.", "requestObject", "spec", "ports"),
            each("ka.req.pod.volumes.hostpath", "Paths of the host that volumes are.", path(VOLUMES, "hostPath", "path")),
            keyed("ka.req.volume.hostpath", "true if a volume is this path of the host, or begins so before a *.", AuditFields::hasHostPath).with(Field.Trait.DEPRECATED),
            each("ka.req.pod.volumes.flexvolume_driver", "Drivers of flex volumes.", path(VOLUMES, "flexVolume", "driver")),
            indexed("ka.req.pod.volumes.volume_type", "The volumes' types: hostPath, configMap, emptyDir and others.", AuditFields::volumeTypes),
            at("ka.resp.name", "The name of the object in the response.", "responseObject", "metadata", "name"),
            at("ka.response.code", "The response's HTTP status.", "responseStatus", "code"),
            at("ka.response.reason", "Why a request failed: Forbidden, NotFound and others.", "responseStatus", "reason"),
            at("ka.useragent", "The program that asks.", "userAgent"),
            each("ka.sourceips", "The addresses that the request came by, the client's first.", "sourceIPs"),
            keyed("jevt.value", "What a JSON pointer leads to in the event, as /user/uid.", AuditFields::pointed),
            text("jevt.obj", RECORD, "The whole event, JSON.", AuditFields::whole),
            text("jevt.rawtime", RECORD, "Nanoseconds since 1970, as text.", when(Long::toString)),
            text("jevt.time", RECORD, "Time of day with nanoseconds, local zone.", when(time -> EventTime.clock(time, true))),
            text("jevt.time.iso8601", RECORD, "Date and time, UTC, ISO 8601.", when(time -> EventTime.utc(time, "+0000"))),
            keyed("json.value", "The same as jevt.value.", AuditFields::pointed),
            text("json.obj", RECORD, "The same as jevt.obj.", AuditFields::whole),
            text("json.rawtime", RECORD, "The same as jevt.rawtime.", when(Long::toString)),
            text("lanner.object", RECORD, "What a request is about, pods/exec shop/web-0; its path where that is no object.", AuditFields::object));
    // spotless:on

    private AuditFields() {}

    /** Reads a list of texts; an index chooses one container, volume, rule or port. */
    private interface Texts {
        List<String> of(EventContext c, OptionalInt index);
    }

    private static String[] path(String[] begin, String... more) {
        String[] whole = new String[begin.length + more.length];
        System.arraycopy(begin, 0, whole, 0, begin.length);
        System.arraycopy(more, 0, whole, begin.length, more.length);
        return whole;
    }

    private static FieldSpec at(String name, String documentation, String... path) {
        return text(name, RECORD, documentation, c -> AuditValues.text(AuditValues.at(c.document(), path)));
    }

    private static FieldSpec list(String name, String documentation, String... path) {
        Extractor.OfMany extractor = (c, values) -> add(texts(c, OptionalInt.empty(), path), values);
        return FieldRows.many(name, FieldType.TEXT, Multiplicity.LIST, RECORD, documentation, extractor);
    }

    private static FieldSpec each(String name, String documentation, String... path) {
        return indexed(name, documentation, (c, index) -> texts(c, index, path));
    }

    private static FieldSpec indexed(String name, String documentation, Texts texts) {
        return new FieldSpec(
                name,
                FieldType.TEXT,
                FieldSpec.Argument.OPTIONAL,
                Multiplicity.LIST,
                RECORD,
                documentation,
                argument -> {
                    OptionalInt index = index(name, argument);
                    Extractor.OfMany extractor = (c, values) -> add(texts.of(c, index), values);
                    return new FieldSpec.Reading(extractor, FieldType.TEXT, Multiplicity.LIST, null);
                });
    }

    private static OptionalInt index(String name, Optional<String> argument) throws UnknownFieldException {
        if (argument.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!Characters.areDigits(argument.get(), 9)) {
            throw new UnknownFieldException(
                    "filter syntax error: argument '" + argument.get() + "' of " + name + " is no number");
        }
        return OptionalInt.of(Integer.parseInt(argument.get()));
    }

    private static FieldSpec keyed(String name, String documentation, Function<String, FieldRows.ToText> byKey) {
        return new FieldSpec(
                name,
                FieldType.TEXT,
                FieldSpec.Argument.REQUIRED,
                Multiplicity.ONE,
                RECORD,
                documentation,
                argument -> {
                    FieldRows.ToText get = byKey.apply(argument.orElseThrow());
                    Extractor.OfText extractor = get::get;
                    return new FieldSpec.Reading(extractor, FieldType.TEXT, Multiplicity.ONE, null);
                });
    }

    private static FieldSpec subjects(
            String name, String documentation, String kind, Function<Map<?, ?>, @Nullable Object> get) {
        Extractor.OfMany extractor = (c, values) -> {
            List<String> found = new ArrayList<>();
            for (Object subject : AuditValues.all(c.document(), OptionalInt.empty(), "requestObject", "subjects")) {
                if (subject instanceof Map<?, ?> object && kind.equals(object.get("kind"))) {
                    String text = AuditValues.text(get.apply(object));
                    if (text != null) {
                        found.add(text);
                    }
                }
            }
            return add(found, values);
        };
        return FieldRows.many(
                "ka.req.binding.subjects." + name, FieldType.TEXT, Multiplicity.LIST, RECORD, documentation, extractor);
    }

    private static @Nullable Object name(Map<?, ?> subject) {
        return subject.get("name");
    }

    /** A list without anything in it is missing, as in Falco. */
    private static boolean add(List<String> texts, Values values) {
        texts.forEach(values::add);
        return !texts.isEmpty();
    }

    private static FieldRows.ToText first(Function<EventContext, List<String>> texts) {
        return c -> texts.apply(c).stream().findFirst().orElse(null);
    }

    private static List<String> texts(EventContext c, OptionalInt index, String... path) {
        return texts(AuditValues.all(c.document(), index, path));
    }

    private static List<String> texts(List<Object> values) {
        return values.stream()
                .map(AuditValues::text)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    private static @Nullable String parameter(EventContext c, String key) {
        Object uri = AuditValues.at(c.document(), "requestURI");
        return uri instanceof String text ? AuditValues.text(AuditValues.parameter(text, key)) : null;
    }

    private static @Nullable String pod(EventContext c) {
        if (!"pods".equals(AuditValues.at(c.document(), "objectRef", "resource"))) {
            return null;
        }
        Object named = AuditValues.at(c.document(), "objectRef", "name");
        return AuditValues.text(
                named == null ? AuditValues.at(c.document(), "responseObject", "metadata", "name") : named);
    }

    private static @Nullable String object(EventContext c) {
        if (!(AuditValues.at(c.document(), "objectRef") instanceof Map<?, ?> reference)) {
            return AuditValues.text(AuditValues.at(c.document(), "requestURI"));
        }
        String kind = joined(reference, "resource", "subresource");
        String named = joined(reference, "namespace", "name");
        return JsonText.latin(named.isEmpty() ? kind : kind + " " + named);
    }

    private static String joined(Map<?, ?> reference, String one, String other) {
        return Stream.of(one, other)
                .map(reference::get)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .collect(Collectors.joining("/"));
    }

    private static List<String> repositories(EventContext c, OptionalInt index) {
        return texts(c, index, path(CONTAINERS, "image")).stream()
                .map(ContainerInfo::repository)
                .toList();
    }

    private static List<String> hostPorts(EventContext c, OptionalInt index) {
        List<Object> found = new ArrayList<>();
        for (Object port : AuditValues.all(c.document(), index, path(CONTAINERS, "ports"))) {
            if (port instanceof Map<?, ?> object) {
                Object number = object.get("hostPort") == null ? object.get("containerPort") : object.get("hostPort");
                if (number != null) {
                    found.add(number);
                }
            }
        }
        return texts(found);
    }

    private static @Nullable String anyPrivileged(EventContext c) {
        if (AuditValues.at(c.document(), CONTAINERS) == null) {
            return null;
        }
        return Boolean.toString(
                AuditValues.all(c.document(), OptionalInt.empty(), path(CONTAINERS, "securityContext", "privileged"))
                        .contains(true));
    }

    private static List<String> effective(EventContext c, OptionalInt index, String id) {
        Object ofPod = AuditValues.at(c.document(), path(POD_SECURITY, id));
        List<Object> found = new ArrayList<>();
        for (Object container : AuditValues.all(c.document(), index, CONTAINERS)) {
            Object own =
                    container instanceof Map<?, ?> object && object.get("securityContext") instanceof Map<?, ?> said
                            ? said.get(id)
                            : null;
            found.add(own != null ? own : ofPod != null ? ofPod : 0L);
        }
        return texts(found);
    }

    private static List<String> volumeTypes(EventContext c, OptionalInt index) {
        List<Object> found = new ArrayList<>();
        for (Object volume : AuditValues.all(c.document(), index, VOLUMES)) {
            if (volume instanceof Map<?, ?> object) {
                object.keySet().stream().filter(key -> !key.equals("name")).forEach(found::add);
            }
        }
        return texts(found);
    }

    private static FieldRows.ToText hasHostPath(String key) {
        boolean begins = key.endsWith("*");
        String wanted = JsonText.latin(begins ? key.substring(0, key.length() - 1) : key);
        return c -> {
            if (AuditValues.at(c.document(), VOLUMES) == null) {
                return null;
            }
            return Boolean.toString(texts(c, OptionalInt.empty(), path(VOLUMES, "hostPath", "path")).stream()
                    .anyMatch(path -> begins ? path.startsWith(wanted) : path.equals(wanted)));
        };
    }

    private static FieldRows.ToText pointed(String key) {
        List<String> pointer = AuditValues.pointer(key);
        return c -> AuditValues.text(AuditValues.pointed(c.document(), pointer));
    }

    private static @Nullable String whole(EventContext c) {
        return c.document().isEmpty() ? null : AuditValues.text(c.document());
    }

    private static FieldRows.ToText when(LongFunction<String> words) {
        return c ->
                Source.of(c.event()) == Source.K8S_AUDIT ? words.apply(c.event().time()) : null;
    }
}
