package lanner.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** credentials(7), capabilities(7) and user_namespaces(7), as far as a capture can tell. */
class CredentialsTest {
    private static final Credentials USER = new Credentials(1000, 100, 1, 2, 4, false);

    @Test
    void aCallThatLeavesAnIdLeavesTheInstance() {
        assertThat(USER.withUid(Credentials.NONE)).isSameAs(USER);
        assertThat(USER.withGid(Credentials.NONE)).isSameAs(USER);
        assertThat(USER.withUid(1000)).isSameAs(USER);
    }

    @Test
    void aCallThatChangesAnIdChangesNothingElse() {
        assertThat(USER.withUid(0)).isEqualTo(new Credentials(0, 100, 1, 2, 4, false));
        assertThat(USER.withGid(0)).isEqualTo(new Credentials(1000, 0, 1, 2, 4, false));
        assertThat(USER.withCapabilities(7, 8, 9)).isEqualTo(new Credentials(1000, 100, 7, 8, 9, false));
    }

    @Test
    void anIdThatAForeignNamespaceNamesIsUnknownOutside() {
        Credentials inside = USER.inForeignNamespace();
        assertThat(inside.uid()).isEqualTo(1000);
        assertThat(inside.capEffective()).isEqualTo((1L << 41) - 1);
        assertThat(inside.withUid(0).uid()).isEqualTo(Credentials.UNKNOWN);
        assertThat(inside.withGid(0).gid()).isEqualTo(Credentials.UNKNOWN);
        assertThat(inside.withIds(5, 6).uid()).isEqualTo(5);
    }
}
