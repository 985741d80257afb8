package io.plumbline.itests.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

import org.apache.derby.jdbc.EmbeddedDataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** Where the product keeps its rows, and an empty database of the same kind beside it for the floor. */
interface Databases extends AutoCloseable {
    String name();

    /** Keys of {@code etc/org.ops4j.datasource-plumbline.cfg}. */
    Map<String, String> configuration();

    /** The product's own database; Derby's only while the product is down. */
    Connection product(Path home) throws SQLException;

    /** Lets go of the product's database. */
    void release(Path home) throws SQLException;

    /** The floor's database, laid out and empty at first. */
    javax.sql.DataSource floor();

    boolean mustBeDown();

    @Override
    void close() throws IOException;

    /** Each with a database on disk and a flush at each commit. */
    static Databases derby(Path directory) {
        EmbeddedDataSource floor = new EmbeddedDataSource();
        floor.setDatabaseName(directory.resolve("floor").toString());
        floor.setCreateDatabase("create");
        return new Databases() {
            @Override
            public String name() {
                return "derby";
            }

            @Override
            public Map<String, String> configuration() {
                return Map.of();
            }

            @Override
            public Connection product(Path home) throws SQLException {
                return DriverManager.getConnection("jdbc:derby:" + home.resolve("db/plumbline"));
            }

            @Override
            public void release(Path home) throws SQLException {
                shutDown("jdbc:derby:" + home.resolve("db/plumbline"));
            }

            @Override
            public javax.sql.DataSource floor() {
                return floor;
            }

            @Override
            public boolean mustBeDown() {
                return true;
            }

            @Override
            public void close() throws IOException {
                try {
                    shutDown("jdbc:derby:" + directory.resolve("floor"));
                } catch (SQLException e) {
                    throw new IOException(e);
                }
            }
        };
    }

    private static void shutDown(String url) throws SQLException {
        try {
            DriverManager.getConnection(url + ";shutdown=true");
        } catch (SQLException e) {
            // 08006: that is how Derby says that it did
            if (!"08006".equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    static Databases postgresql() throws IOException {
        EmbeddedPostgres server = EmbeddedPostgres.builder().setServerConfig("synchronous_commit", "on").setServerConfig("fsync", "on").start();
        try (Connection connection = server.getPostgresDatabase().getConnection(); var statement = connection.createStatement()) {
            statement.execute("create database plumbline");
            statement.execute("create database floor");
        } catch (SQLException e) {
            server.close();
            throw new IOException(e);
        }
        return new Databases() {
            @Override
            public String name() {
                return "postgresql";
            }

            @Override
            public Map<String, String> configuration() {
                return Map.of("osgi.jdbc.driver.name", "PostgreSQL JDBC Driver", "url", "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/plumbline", "user",
                        "postgres", "password", "postgres");
            }

            @Override
            public Connection product(Path home) throws SQLException {
                return server.getDatabase("postgres", "plumbline").getConnection();
            }

            @Override
            public void release(Path home) {
                // others may stay connected
            }

            @Override
            public javax.sql.DataSource floor() {
                return server.getDatabase("postgres", "floor");
            }

            @Override
            public boolean mustBeDown() {
                return false;
            }

            @Override
            public void close() throws IOException {
                server.close();
            }
        };
    }
}
