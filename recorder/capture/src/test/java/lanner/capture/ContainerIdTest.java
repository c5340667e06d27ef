package lanner.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shapes of control groups that container engines make. {@code H} and {@code J} stand for 64 hexadecimal digits each. */
class ContainerIdTest {
    private static final String HEX = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @CsvSource({
        "/,                                                                              '',          ''",
        "/user.slice/user-1000.slice/session-3.scope,                                    '',          ''",
        "/system.slice/docker.service,                                                   '',          ''",
        "/docker/H,                                                                      0123456789ab, docker",
        "/docker/H/init.scope,                                                           0123456789ab, docker",
        "/system.slice/docker-H.scope,                                                   0123456789ab, docker",
        "/system.slice/docker-H.scope/nested,                                            0123456789ab, docker",
        "/docker-ce/docker/H,                                                            0123456789ab, docker",
        "/machine.slice/libpod-H.scope,                                                  0123456789ab, podman",
        "/machine.slice/libpod-H.scope/container,                                        0123456789ab, podman",
        "/libpod_parent/libpod-H,                                                        0123456789ab, podman",
        "/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-H.scope,        0123456789ab, podman",
        "/machine.slice/libpod-conmon-H.scope,                                           '',          ''",
        "/kubepods/besteffort/pod12345678-1234-1234-1234-123456789012/H,                 0123456789ab, cri",
        "/kubepods.slice/kubepods-pod1.slice/cri-containerd-H.scope,                     0123456789ab, containerd",
        "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod12345678_1234.slice/crio-H.scope,"
                + " 0123456789ab, cri-o",
        "/kubepods.slice/kubepods-besteffort.slice/crio-conmon-H.scope,                  '',          ''",
        "/kubepods.slice/kubepods-besteffort.slice/docker-H.scope,                       0123456789ab, docker",
        "/kubepods-besteffort-pod1.slice:cri-containerd:H,                               0123456789ab, containerd",
        "/ecs/my-cluster/0123456789abcdef0123456789abcdef/H,                             0123456789ab, ecs",
        "/ecs/0123456789abcdef0123456789abcdef/H,                                        0123456789ab, ecs",
        "/ecs/cd189a933e5849daa93386466019ab50/cd189a933e5849daa93386466019ab50-2495160603, cd189a933e58, ecs",
        "/lxc/web,                                                                       web,         lxc",
        "/lxc/a-container-with-a-long-name/init,                                         a-container-with-a-long-name,"
                + " lxc",
        "/lxc.payload.web/system.slice/cron.service,                                     web,         lxc",
        "/lxc.payload/web,                                                               web,         lxc",
        "/lxc.monitor.web,                                                               '',          ''",
        "/actions_job/H,                                                                 0123456789ab, docker",
        "/buildkit/abcdefghijklmnopqrstuvwxy,                                            abcdefghijkl, buildkit",
        "/docker/J/docker/H,                                                             0123456789ab, docker",
        "/docker/J/kubelet/kubepods/besteffort/pod11111111-2222-3333-4444-555555555555/H, 0123456789ab, cri",
        "/docker/J/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-pod1.slice/cri-containerd-H.scope,"
                + " 0123456789ab, containerd",
        "/docker/J/system.slice/docker-H.scope,                                          0123456789ab, docker",
        "/system.slice/docker-J.scope/machine.slice/libpod-H.scope/container,            0123456789ab, podman",
        "/kubepods.slice/kubepods-pod1.slice/crio-J.scope/system.slice/crio-H.scope,     0123456789ab, cri-o",
        "/kubepods.slice/kubepods-pod1.slice/cri-containerd-J.scope/docker/H/init.scope, 0123456789ab, docker",
        "/docker/H/machine.slice/libpod-conmon-J.scope,                                  0123456789ab, docker",
        "/lxc/web/docker/H,                                                              0123456789ab, docker",
        "/docker/J/lxc/web,                                                              web,         lxc",
        "/lxc/outer/lxc/web,                                                             web,         lxc",
        "/lxc.payload.outer/lxc.payload.web/init.scope,                                  web,         lxc",
        "/ecs/0123456789abcdef0123456789abcdef/J/docker/H,                               0123456789ab, docker",
        "/ecs/cd189a933e5849daa93386466019ab50/cd189a933e5849daa93386466019ab50-2495160603/x, cd189a933e58, ecs",
        "/user.slice/user-1000.slice/user@1000.service/user.slice/docker-H.scope,        0123456789ab, docker",
        "/garden/12345678-1234-1234-1234-123456789012,                                  "
                + " 12345678-1234-1234-1234-123456789012, garden",
        "/machine.slice/machine-lxc\\x2d4242\\x2dweb.scope/emulator,                      web,         libvirt-lxc",
        "/machine/web.libvirt-lxc,                                                       web,         libvirt-lxc",
        "/some/engine/nobody/knows/H,                                                    0123456789ab, ''",
        "/some/H0,                                                                       '',          ''",
    })
    void isFoundInTheGroupsPath(String path, String id, String engine) {
        String real = path.replace("H", HEX).replace("J", HEX.replace('0', '9'));
        assertThat(ContainerId.ofCgroup(real).map(ContainerId::shortId).orElse(""))
                .isEqualTo(id);
        assertThat(ContainerId.ofCgroup(real).map(ContainerId::engine).orElse(""))
                .isEqualTo(engine);
    }

    @Test
    void theHierarchyThatNamesMostContainersSaysWhichItIs() {
        String inner = HEX.replace('0', '9');
        List<String> paths = List.of(
                "/system.slice/docker.service",
                "/docker/" + HEX,
                "/docker/" + HEX + "/docker/" + inner,
                "/docker/" + HEX);

        assertThat(ContainerId.ofCgroups(paths).map(ContainerId::id)).contains(inner);
        assertThat(ContainerId.ofCgroups(List.of("/", "/user.slice"))).isEmpty();
    }
}
