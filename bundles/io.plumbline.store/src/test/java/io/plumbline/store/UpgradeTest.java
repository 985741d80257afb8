package io.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.delivery.GoodsReturn;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.survey.Invitation;

/** A database of an earlier version, with data in it, is brought to this one and keeps them. */
@RunWith(Parameterized.class)
public class UpgradeTest {
    private static final String CHANGELOG = "io/plumbline/store/changelog/";
    private final TestDatabase database;

    public UpgradeTest(TestDatabase database) {
        this.database = database;
    }

    @Parameters(name = "{0}")
    public static TestDatabase[] databases() {
        return TestDatabase.products();
    }

    @Test
    public void whatAnEarlierVersionKeptIsKept() throws Exception {
        DataSource today = TestDatabase.derby("upgrade_today_" + database);
        Store pattern = Store.open(today, TestKeys.KEYS);
        Id invitation = null;
        for (int i = 0; i < 5; i++) {
            invitation = Content.nouns(pattern, i);
        }
        pattern.journal().sequence(43, Samples.NOW);
        Content.rest(today, 30);

        DataSource earlier = database.create("upgrade_earlier");
        Schema.update(earlier, CHANGELOG + "0001-first.xml");
        Schema.update(earlier, CHANGELOG + "0002-lists.xml");
        Map<TableShape, TableSum> before = new LinkedHashMap<>();
        try (Connection from = today.getConnection(); Connection to = earlier.getConnection()) {
            for (TableShape table : TableShape.content(to)) {
                copy(from, to, table);
                if (table.name().equals("goods_return")) {
                    execute(to, "update goods_return set original_doc = 'named before', order_id = 'o9'");
                }
                if (table.columns().stream().anyMatch(c -> c.name().equals("lease_until"))) {
                    // whoever opens a database ends the leases of those before
                    execute(to, "update " + table.name() + " set lease_until = 0 where lease_until is not null");
                }
                before.put(table, TableSum.of(to, table, more -> { }));
            }
            execute(to, database == TestDatabase.DERBY ? "alter table journal alter column entry_id restart with 1000" : "alter sequence journal_entry_id_seq restart with 1000");
        }
        assertThat(before.keySet()).extracting(TableShape::name).doesNotContain("database_move", "cause").contains("invitation", "journal");
        assertThat(before.keySet()).filteredOn(t -> t.name().equals("invitation")).singleElement()
                .satisfies(t -> assertThat(t.columns()).extracting(TableShape.Column::name).as("the earlier state").doesNotContain("asked_for"));
        assertThat(before.keySet()).filteredOn(t -> t.name().equals("nonconformity")).singleElement()
                .satisfies(t -> assertThat(t.columns()).extracting(TableShape.Column::name).as("the earlier state").doesNotContain("cycle_no"));
        assertThat(before.values()).allSatisfy(sum -> assertThat(sum.rows()).isPositive());

        Store now = Store.open(earlier, TestKeys.KEYS);

        try (Connection connection = earlier.getConnection()) {
            for (Map.Entry<TableShape, TableSum> one : before.entrySet()) {
                assertThat(TableSum.of(connection, one.getKey(), more -> { })).as(one.getKey().name()).isEqualTo(one.getValue());
            }
        }
        assertThat(now.invitations().byTokenHash(Samples.tokenHash(invitation))).get().isInstanceOf(Invitation.Held.class)
                .isEqualTo(pattern.invitations().byTokenHash(Samples.tokenHash(invitation)).orElseThrow());
        assertThat(now.goodsReturns().naming("demo", "1", "named before", List.of())).as("what returns named stands in rows of its own").hasSize(5)
                .allSatisfy(r -> assertThat(r.originals()).containsExactly(new GoodsReturn.Original("named before", null)));
        for (int running = 1; running <= 5; running++) {
            assertThat(now.nonconformities().byNumber(Site.MAIN, new CaseNumber(Site.MAIN, 2026, running))).get().extracting(n -> n.facts().cycle()).as("every case is in its first cycle").isEqualTo(1);
        }
        Content.nouns(now, 77);
        now.journal().sequence(1000, Samples.NOW);
        Journal.Verification journal = now.journal().verify();
        assertThat(journal.findings()).isEmpty();
        assertThat(journal.entries()).isEqualTo(60);
        assertThat(journal.unnumbered()).isZero();
    }

    /** As far as the earlier version has columns for it. */
    private static void copy(Connection from, Connection to, TableShape table) throws SQLException {
        execute(to, "delete from " + table.name());
        Vendor vendor = Vendor.of(to);
        try (PreparedStatement select = from.prepareStatement(table.select(false)); ResultSet rows = select.executeQuery();
                PreparedStatement insert = to.prepareStatement(table.insert())) {
            while (rows.next()) {
                table.bind(insert, vendor, table.read(rows));
                insert.executeUpdate();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
