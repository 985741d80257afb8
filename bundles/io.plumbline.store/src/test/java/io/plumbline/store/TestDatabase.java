package io.plumbline.store;

import java.util.List;

import javax.sql.DataSource;

import org.apache.derby.jdbc.EmbeddedDataSource;
import org.junit.Assume;
import org.postgresql.ds.PGSimpleDataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * The databases on which contracts are proven; each is started once for all tests of the process.
 */
public enum TestDatabase {
    DERBY {
        @Override
        DataSource create(String name) {
            return derby(name);
        }
    },
    /** Below {@code target/}, with a flush at each commit, as it is used. */
    DERBY_ON_DISK {
        @Override
        DataSource create(String name) {
            return derbyAt("target/derby-" + ProcessHandle.current().pid() + "/" + name);
        }
    },
    POSTGRESQL {
        @Override
        DataSource create(String name) {
            return Postgres.database(name);
        }
    };

    /** For databases that need nothing of their driver. */
    static final Databases NO_DRIVERS = new Databases(null) {
        @Override
        String url() {
            return "";
        }
    };

    static {
        System.setProperty("derby.stream.error.file", "target/derby.log");
    }

    private Store store;

    /** One of each product, for tests that are not about what a disk may change. */
    public static TestDatabase[] products() {
        return new TestDatabase[] {DERBY, POSTGRESQL};
    }

    /** The PostgreSQL server of this process; tests are skipped where it does not start. */
    static EmbeddedPostgres server() {
        Postgres.ready();
        return Postgres.server;
    }

    /** A new and empty database. */
    abstract DataSource create(String name);

    /** The store that tests share, emptied. */
    public synchronized Store emptied() throws Exception {
        if (store == null) {
            store = Store.open(create("shared"), TestKeys.KEYS);
        }
        Sql sql = store.sql();
        sql.required(() -> {
            for (String table : TABLES) {
                sql.change("delete from " + table);
            }
            return sql.change("update journal_head set entries = 0, chain_hash = ''");
        });
        return store;
    }

    /** Has the tests of this process use this empty database from now on. */
    synchronized void use(DataSource source) {
        store = Store.open(source, TestKeys.KEYS);
    }

    static DataSource derby(String name) {
        return derbyAt("memory:" + name);
    }

    /** Derby in memory, or in a folder. */
    static DataSource derbyAt(String place) {
        EmbeddedDataSource source = new EmbeddedDataSource();
        source.setDatabaseName(place);
        source.setCreateDatabase("create");
        return source;
    }

    static final List<String> TABLES = List.of("delivery_line", "delivery_order", "delivery", "goods_return_original", "goods_return", "goods_receipt_name", "goods_receipt", "feedback",
            "contact", "customer", "customer_order", "invitation",
            "response", "nonconformity", "nonconformity_counter", "ledger", "mail", "opt_out", "step", "stream", "quarantine", "journal_salt", "journal", "app_user",
            "login_session", "webhook", "webhook_health", "webhook_message", "webhook_attempt", "api_call", "containment", "case_intake", "complaint", "cause", "case_plan",
            "corrective_action", "effect_check", "rejection_proposal", "case_signature", "action_extension", "attachment_part", "attachment",
            "case_comment", "case_notice", "case_word", "saved_filter", "order_note", "recurrence", "cause_category", "follow_up");

    private static final class Postgres {
        private static EmbeddedPostgres server;
        private static String whyNot;

        static synchronized void ready() {
            if (server == null && whyNot == null) {
                start();
            }
            Assume.assumeTrue("PostgreSQL does not start on this machine, so nothing was proven on it: " + whyNot, server != null);
        }

        static synchronized DataSource database(String name) {
            ready();
            try (var connection = server.getPostgresDatabase().getConnection(); var statement = connection.createStatement()) {
                statement.execute("create database " + name);
            } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
            }
            return pooled((PGSimpleDataSource) server.getDatabase("postgres", name));
        }

        /** Each connection is a process of the server: tests would spend their time on nothing else. */
        @SuppressWarnings("deprecation")
        private static DataSource pooled(PGSimpleDataSource plain) {
            org.postgresql.ds.PGPoolingDataSource pool = new org.postgresql.ds.PGPoolingDataSource();
            pool.setUrl(plain.getUrl());
            pool.setUser(plain.getUser());
            pool.setPassword(plain.getPassword());
            pool.setMaxConnections(20);
            return pool;
        }

        private static void start() {
            try {
                server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
                EmbeddedPostgres started = server;
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    try {
                        started.close();
                    } catch (java.io.IOException e) {
                        e.printStackTrace();
                    }
                }));
            } catch (java.io.IOException | RuntimeException e) {
                whyNot = e.toString();
            }
        }
    }
}
