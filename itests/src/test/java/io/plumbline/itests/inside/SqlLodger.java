package io.plumbline.itests.inside;

import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;

import javax.sql.DataSource;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

import io.plumbline.itests.Distribution;

/** Changes rows behind Plumbline's back, in its own database, as somebody with the database's password could. */
public final class SqlLodger implements BundleActivator {
    private static final String SQL = "Tests-Sql";

    /** Runs one statement and goes away again. */
    public static void run(Distribution plumbline, String sql) throws IOException {
        Lodger.moveIn(plumbline, SqlLodger.class, "javax.sql", Map.of(SQL, sql)).close();
    }

    @Override
    public void start(BundleContext bundle) throws Exception {
        DataSource database = bundle.getService(bundle.getServiceReferences(DataSource.class, "(dataSourceName=plumbline)").iterator().next());
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            if (statement.executeUpdate(bundle.getBundle().getHeaders("").get(SQL)) != 1) {
                throw new IllegalStateException("not one row was changed");
            }
        }
    }

    @Override
    public void stop(BundleContext bundle) {
        // nothing is held
    }
}
