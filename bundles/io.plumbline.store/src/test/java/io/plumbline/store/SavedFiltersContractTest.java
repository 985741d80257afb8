package io.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;

import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.nonconformity.SavedFilter;
import io.plumbline.domain.nonconformity.SavedFilters;

@RunWith(Parameterized.class)
public class SavedFiltersContractTest {
    private static final Id QUINN = Samples.id();
    private static final Id PAULA = Samples.id();
    private static Instant now = Instant.parse("2026-11-22T08:00:00.123456Z");
    private final TestDatabase database;
    private SavedFilters filters;

    public SavedFiltersContractTest(TestDatabase database) {
        this.database = database;
    }

    @Parameters(name = "{0}")
    public static TestDatabase[] databases() {
        return TestDatabase.products();
    }

    @Before
    public void empty() throws Exception {
        filters = new SqlSavedFilters(database.emptied().sql());
    }

    private static SavedFilter filter(Id user, String name) {
        now = now.plusSeconds(1);
        return new SavedFilter(Samples.id(), Site.MAIN, user, name, "owner=me&q=%C3%BC", now);
    }

    @Test
    public void eachUserHasTheirOwnOldestFirst() {
        SavedFilter first = filter(QUINN, "überfällig");
        SavedFilter second = filter(QUINN, "a");
        SavedFilter another = filter(PAULA, "a");
        List.of(first, second, another).forEach(filters::add);
        assertThat(filters.of(QUINN)).containsExactly(first, second);
        assertThat(filters.remove(QUINN, another.id())).as("of somebody else").isFalse();
        assertThat(filters.remove(QUINN, first.id())).isTrue();
        assertThat(filters.remove(QUINN, first.id())).isFalse();
        assertThat(filters.of(QUINN)).containsExactly(second);
        assertThat(filters.of(PAULA)).containsExactly(another);
    }

    @Test
    public void aNameIsThereOnceForEachUser() {
        filters.add(filter(QUINN, "a"));
        assertThatThrownBy(() -> filters.add(filter(QUINN, "a"))).isInstanceOf(SqlFault.class);
        filters.add(filter(PAULA, "a"));
    }
}
