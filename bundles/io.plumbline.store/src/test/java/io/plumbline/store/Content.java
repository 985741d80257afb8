package io.plumbline.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import javax.sql.DataSource;

import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.User;
import io.plumbline.domain.delivery.DeliveredOrder.Status;
import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.delivery.GoodsReturn;
import io.plumbline.domain.journal.Entry;
import io.plumbline.domain.mail.Mail;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.order.Order;
import io.plumbline.domain.survey.Invitation;
import io.plumbline.domain.survey.Response;

/** Something in every table, with a journal that is sound. */
final class Content {
    private static final String[] TEXTS = {"", " spaced ", "ünïcödé € \uD83D\uDD29", "'; drop table step; --", "tab\tand\nline", "\\N", "null"};

    private Content() {
    }

    /** One of each noun, whose invitation is the result. */
    static Id nouns(Store store, int number) {
        Id customer = Samples.id();
        Id contact = Samples.id();
        Id order = Samples.id();
        Id delivery = Samples.id();
        Id invitation = Samples.id();
        Id response = Samples.id();
        Id user = Samples.id();
        GoodsReturn goodsReturn = Samples.goodsReturn("r" + number, "d" + number, null, true, 1);
        Mail mail = Samples.mail(Samples.id(), invitation, contact);
        store.transactions().run(() -> {
            store.customers().add(Samples.customer(customer, "k" + number, 1));
            store.customers().add(Samples.contact(contact, customer, number + "@example.org", 1));
            store.orders().add(new Order.Open(Samples.order(order, "o" + number, customer, 1)));
            store.deliveries().add(new Delivery.Delivered(Samples.delivery(delivery, Samples.report("d" + number, Status.DELIVERED, LocalDate.of(2026, 10, 25)), List.of(order), 1)));
            store.goodsReturns().add(goodsReturn);
            store.invitations().add(new Invitation.Held(Samples.invitation(invitation, order, contact, 1), Samples.NOW), Samples.tokenHash(invitation));
            store.responses().add(new Response.Accepted(Samples.response(response, invitation, Samples.NOW)));
            store.mails().add(mail);
            store.users().add(new User.Active(Samples.user(user, "user" + number, Set.of(Role.QUALITY_MANAGER), 1)));
            Nonconformity.Facts filed = Samples.nonconformity(Samples.id(), store.nonconformities().nextNumber(Site.MAIN, 2026), response, order, 1);
            store.nonconformities().add(new Nonconformity.Reported(filed));
            Map<String, Id> all = new TreeMap<>(Map.of("customer", customer, "contact", contact, "customer_order", order, "delivery", delivery, "goods_return",
                    goodsReturn.id(), "invitation", invitation, "response", response, "mail", mail.id(), "app_user", user, "nonconformity", filed.id()));
            all.forEach((noun, id) -> store.journal().append(new Entry(Site.MAIN, Samples.NOW, Actor.connector("demo"), noun + ".recorded", noun, id, 1, "because",
                    Map.of("number", TEXTS[number % TEXTS.length]), Map.of("name", new Entry.Personal(customer, "Zoë")))));
        });
        return invitation;
    }

    /** Rows of any kind in each table that no noun and no journal owns, also in those that are not invented yet. */
    static void rest(DataSource source, int rows) throws SQLException {
        try (Connection connection = source.getConnection()) {
            Vendor vendor = Vendor.of(connection);
            for (TableShape table : TableShape.content(connection)) {
                if (!verified(table) && !Set.of("journal", "journal_head", "journal_salt", "nonconformity_counter", "document_turn").contains(table.name())
                        && !table.name().startsWith("delivery_")) {
                    fill(connection, vendor, table, rows);
                }
            }
        }
    }

    /** A row in each table of nouns that {@link #nouns} does not know. */
    static void furtherNouns(Store store, DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            for (TableShape table : TableShape.content(connection)) {
                if (verified(table) && store.sql().number("select count(*) from " + table.name()) == 0) {
                    Id id = Samples.id();
                    fill(connection, Vendor.of(connection), table, 1);
                    store.sql().change("update " + table.name() + " set id = ?" + (JournalVerification.ENTERED_ONCE.contains(table.name()) ? "" : ", version = 1"), id);
                    store.journal().append(new Entry(Site.MAIN, Samples.NOW, Actor.connector("demo"), table.name() + ".recorded", table.name(), id, 1, "", Map.of(), Map.of()));
                }
            }
        }
    }

    /** Whether the journal tells of each row of the table. */
    private static boolean verified(TableShape table) {
        return JournalVerification.VERSIONED.containsKey(table.name()) || JournalVerification.ENTERED_ONCE.contains(table.name());
    }

    private static void fill(Connection connection, Vendor vendor, TableShape table, int rows) throws SQLException {
        Map<String, Integer> sizes = new TreeMap<>();
        Set<String> needed = new java.util.TreeSet<>();
        String stored = vendor.postgresql() ? table.name() : table.name().toUpperCase(Locale.ROOT);
        try (ResultSet columns = connection.getMetaData().getColumns(null, connection.getSchema(), stored, "%")) {
            while (columns.next()) {
                sizes.put(columns.getString("COLUMN_NAME").toLowerCase(Locale.ROOT), columns.getInt("COLUMN_SIZE"));
                if ("NO".equals(columns.getString("IS_NULLABLE"))) {
                    needed.add(columns.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
                }
            }
        }
        try (PreparedStatement insert = connection.prepareStatement(table.insert())) {
            for (int row = 0; row < rows; row++) {
                List<String> values = new ArrayList<>();
                for (TableShape.Column column : table.columns()) {
                    boolean none = !needed.contains(column.name()) && row % 3 == 1;
                    values.add(none ? null : value(column, row, sizes.get(column.name())));
                }
                table.bind(insert, vendor, values.toArray(String[]::new));
                insert.executeUpdate();
            }
        }
    }

    private static String value(TableShape.Column column, int row, int size) {
        return switch (column.kind()) {
            case TEXT -> {
                String text = row + TEXTS[row % TEXTS.length];
                yield text.length() <= size ? text : Integer.toString(row);
            }
            case NUMBER -> Integer.toString(row);
            case DECIMAL -> row + ".500000";
            case FLAG -> Boolean.toString(row % 2 == 0);
            case DAY -> LocalDate.of(2026, 1, 1).plusDays(row).toString();
            case BYTES -> "00ff";
        };
    }

    /** The sum of each table. */
    static Map<String, TableSum> sums(DataSource source) throws SQLException {
        Map<String, TableSum> sums = new TreeMap<>();
        try (Connection connection = source.getConnection()) {
            for (TableShape table : TableShape.content(connection)) {
                sums.put(table.name(), TableSum.of(connection, table, more -> { }));
            }
        }
        return sums;
    }
}
