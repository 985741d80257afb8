package io.plumbline.itests.bench;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import io.plumbline.domain.Id;

/** Nonconformities with their orders, customers, actions and first journal entry, written behind the product's back; and how long a page of them takes by hand. */
final class Cases {
    static final int CUSTOMERS = 5_000;
    /** In which the product files none by itself. */
    private static final int YEAR = 2025;
    private static final int EVERY_OPEN = 50;
    private static final int BATCH = 1000;
    private static final List<String> OPEN = List.of("Reported", "Contained", "Analysed", "Planned", "Implementing", "AwaitingEffectiveness");
    private static final List<String> SEVERITIES = List.of("CRITICAL", "MAJOR", "MINOR", "OBSERVATION");
    private static final String SNAPSHOT = "{\"connector\":\"bench\",\"company\":\"-\",\"orderId\":\"%d\",\"orderNumber\":\"CASE-%d\",\"customerReference\":null,\"orderDate\":\"2026-01-02\",\"customerNumber\":\"C-1\","
            + "\"promised\":\"2026-02-01\",\"happened\":\"2026-02-03\",\"daysLate\":2,\"deliveries\":[{\"docType\":\"shipment\",\"docId\":\"%d\",\"number\":\"LS-%d\",\"state\":\"Delivered\",\"happened\":\"2026-02-03\","
            + "\"country\":\"DE\",\"lines\":[{\"sku\":\"6204-2RS\",\"name\":\"Deep groove ball bearing\",\"ordered\":100,\"delivered\":100,\"uom\":\"C62\",\"lots\":[\"LOT-%d\"]}]}]}";

    private final Random random = new Random(3);

    /** One case in {@value #EVERY_OPEN} is open, as many as one of a hundred people's firms has at a time; the older are closed. */
    void fill(Connection connection, int cases) throws SQLException {
        connection.setAutoCommit(false);
        Instant first = Instant.now().minus(300, ChronoUnit.DAYS);
        List<String> customers = new ArrayList<>();
        try (PreparedStatement customer = connection.prepareStatement("insert into customer (id, site, connector, company, erp_id, customer_no, name, name_sort, first_seen_at, changed_at, version)"
                + " values (?, 'MAIN', 'bench', '-', ?, ?, ?, ?, 0, 0, 1)")) {
            for (int i = 0; i < CUSTOMERS; i++) {
                String id = Id.at(first, random).value();
                customers.add(id);
                String name = String.format(Locale.ROOT, "Firm %05d of %s", i * 7919 % CUSTOMERS, i % 2 == 0 ? "North" : "South");
                set(customer, id, id, "K-" + i, name, name.toLowerCase(Locale.ROOT));
            }
            customer.executeBatch();
        }
        try (PreparedStatement order = connection.prepareStatement("insert into customer_order (id, site, connector, company, order_id, state, order_no, customer_id, first_seen_at, changed_at, version)"
                + " values (?, 'MAIN', 'bench', '-', ?, 'Complete', ?, ?, 0, 0, 1)");
                PreparedStatement nonconformity = connection.prepareStatement("insert into nonconformity (id, site, case_year, running_no, case_no, trigger_type, trigger_id, state, title, why_low, severity,"
                        + " customer_id, order_id, snapshot, owner_login, reopened, cycle_no, reported_at, changed_at, next_due_on, version) values (?, 'MAIN', " + YEAR + ", ?, ?, 'RESPONSE', ?, ?, ?, '[]', ?, ?, ?, ?, ?,"
                        + " 0, 1, ?, ?, ?, 1)");
                PreparedStatement action = connection.prepareStatement("insert into corrective_action (id, site, nonconformity_id, cycle_no, kind, state, what, owner_login, due_on, planned_by, changed_at, version)"
                        + " values (?, 'MAIN', ?, 1, 'CORRECTIVE', ?, 'Pack better', 'bench-owner', ?, 'bench-planner', 0, 1)");
                PreparedStatement entry = connection.prepareStatement("insert into journal (site, recorded_at, actor_kind, actor_name, action, object_type, object_id, version, reason, facts, commitments)"
                        + " values ('MAIN', ?, 'SYSTEM', 'bench', 'nonconformity.reported', 'nonconformity', ?, 1, '', '{}', '{}')")) {
            for (int i = 1; i <= cases; i++) {
                Instant at = first.plus(250L * 24 * 60 * i / cases, ChronoUnit.MINUTES);
                String id = Id.at(at, random).value();
                boolean open = i % EVERY_OPEN == 0;
                String state = open ? OPEN.get(i / EVERY_OPEN % OPEN.size()) : i % 29 == 0 ? "Rejected" : "Closed";
                LocalDate due = open && i / EVERY_OPEN % 2 == 0 ? LocalDate.now().plusDays(i / EVERY_OPEN % 40 - 20) : null;
                set(order, id, Integer.toString(i), "CASE-" + i, customers.get(i % CUSTOMERS));
                set(nonconformity, id, i, number(i), id, state, "Order CASE-" + i + ": satisfaction 1 of 5 (limit 2)", SEVERITIES.get(i / 3 % 4), customers.get(i % CUSTOMERS), id,
                        String.format(Locale.ROOT, SNAPSHOT, i, i, i, i, i % 500), open && i % 3 == 0 ? "bench-owner" : null, micros(at), micros(at), due == null ? null : Date.valueOf(due));
                set(entry, micros(at), id);
                if (i % 10 == 0) {
                    set(action, Id.at(at, random).value(), id, due == null ? "Verified" : "InProgress", Date.valueOf(due == null ? LocalDate.of(2026, 3, 1) : due));
                }
                if (i % BATCH == 0 || i == cases) {
                    order.executeBatch();
                    nonconformity.executeBatch();
                    action.executeBatch();
                    entry.executeBatch();
                    connection.commit();
                }
            }
        }
        try (PreparedStatement counter = connection.prepareStatement("insert into nonconformity_counter (site, case_year, last_no) values ('MAIN', " + YEAR + ", ?)")) {
            counter.setInt(1, cases);
            counter.executeUpdate();
        }
        connection.commit();
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                statement.setNull(i + 1, i == values.length - 1 ? java.sql.Types.DATE : java.sql.Types.VARCHAR);
            } else {
                statement.setObject(i + 1, values[i]);
            }
        }
        statement.addBatch();
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    static String number(int running) {
        return String.format(Locale.ROOT, "NC-MAIN-%d-%04d", YEAR, running);
    }

    /** p99 in ms of reading the rows of a page of the open cases by plain JDBC. */
    static double byHand(Connection connection) throws SQLException {
        double[] millis = new double[300];
        String sql = "select * from nonconformity --DERBY-PROPERTIES index=nonconformity_newest_by_state\n where site = 'MAIN' and state = ? order by case_year desc, running_no desc fetch first 51 rows only";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = -100; i < millis.length; i++) {
                statement.setString(1, OPEN.get(Math.floorMod(i, OPEN.size())));
                long begin = System.nanoTime();
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        rows.getString("snapshot");
                    }
                }
                if (i >= 0) {
                    millis[i] = (System.nanoTime() - begin) / 1e6;
                }
            }
        }
        java.util.Arrays.sort(millis);
        return millis[(int) (millis.length * 0.99)];
    }
}
