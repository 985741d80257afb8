package io.plumbline.itests.inside;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

import io.plumbline.itests.Distribution;

/** Takes connections from Plumbline's pool and keeps them, as use cases do that do not come to an end. */
public final class ConnectionsLodger implements BundleActivator {
    private static final String CONNECTIONS = "Tests-Connections";
    private final List<Connection> held = new ArrayList<>();

    /** Returns once it has so many; closing gives them back. */
    public static Lodger hold(Distribution plumbline, int connections) throws IOException {
        return Lodger.moveIn(plumbline, ConnectionsLodger.class, "javax.sql", Map.of(CONNECTIONS, Integer.toString(connections)));
    }

    @Override
    public void start(BundleContext bundle) throws Exception {
        DataSource database = bundle.getService(bundle.getServiceReferences(DataSource.class, "(dataSourceName=plumbline)").iterator().next());
        int wanted = Integer.parseInt(bundle.getBundle().getHeaders("").get(CONNECTIONS));
        try {
            while (held.size() < wanted) {
                held.add(database.getConnection());
            }
        } catch (SQLException e) {
            stop(bundle);
            throw e;
        }
    }

    @Override
    public void stop(BundleContext bundle) throws SQLException {
        for (Connection connection : held) {
            connection.close();
        }
    }
}
