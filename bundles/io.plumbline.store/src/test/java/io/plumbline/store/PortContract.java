package io.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.Before;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

import io.plumbline.domain.Stale;

/** What a port promises, shown on each database from an empty store. */
@RunWith(Parameterized.class)
public abstract class PortContract {
    @Parameter
    public TestDatabase database;
    protected Store store;

    @Parameters(name = "{0}")
    public static TestDatabase[] databases() {
        return TestDatabase.values();
    }

    @Before
    public void emptyStore() throws Exception {
        store = database.emptied();
    }

    /** A save that is made from an old version fails and leaves no trace. */
    protected final void assertStale(Runnable save) {
        assertThatThrownBy(() -> store.transactions().run(save)).isInstanceOf(Stale.class);
    }

    protected final void assertUnique(Runnable add, String constraint) {
        assertThatThrownBy(() -> store.transactions().run(add)).isInstanceOfSatisfying(SqlFault.class, e -> {
            assertThat(e.unique()).isTrue();
            assertThat(e).hasMessageContaining(constraint).hasNoCause();
        });
    }
}
