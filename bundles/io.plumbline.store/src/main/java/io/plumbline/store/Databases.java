package io.plumbline.store;

import java.io.File;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;

import javax.sql.DataSource;

import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.jdbc.DataSourceFactory;

import io.plumbline.application.operation.DatabaseMoves.Target;

/** Databases by the drivers and data sources that are installed: others than the one that Plumbline runs on, and what only its driver can do to that one. */
@Component(service = Databases.class)
public class Databases {
    private static final String POSTGRESQL = "(osgi.jdbc.driver.name=PostgreSQL JDBC Driver)";
    private static final String DERBY = "(osgi.jdbc.driver.name=derby)";
    private static final String OURS = "(dataSourceName=plumbline)";
    private static final String EMBEDDED = "jdbc:derby:";
    private static final String IN_MEMORY = EMBEDDED + "memory:";
    /** What Derby answers when it has closed a database. */
    private static final String CLOSED = "08006";
    private final BundleContext context;

    @Activate
    public Databases(BundleContext context) {
        this.context = context;
    }

    DataSource target(Target target) throws SQLException {
        if (target.dataSource() != null) {
            if (!target.dataSource().matches("[A-Za-z0-9_.-]{1,60}")) {
                throw new IllegalArgumentException("no data source has such a name");
            }
            return service(DataSource.class, "(dataSourceName=" + target.dataSource() + ")",
                    "there is no data source of this name: does a file etc/org.ops4j.datasource-*.cfg say dataSourceName = " + target.dataSource() + "?");
        }
        Properties properties = new Properties();
        // rows go over in statements of many, which makes filling several times as fast
        properties.setProperty(DataSourceFactory.JDBC_URL, target.url() + (target.url().contains("?") ? "&" : "?") + "reWriteBatchedInserts=true");
        if (target.user() != null) {
            properties.setProperty(DataSourceFactory.JDBC_USER, target.user());
        }
        if (target.password() != null) {
            properties.setProperty(DataSourceFactory.JDBC_PASSWORD, target.password());
        }
        return service(DataSourceFactory.class, POSTGRESQL, "the driver of PostgreSQL is not installed").createDataSource(properties);
    }

    /** An embedded database. */
    DataSource derby(String url) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty(DataSourceFactory.JDBC_URL, url);
        return service(DataSourceFactory.class, DERBY, "the driver of Derby is not installed").createDataSource(properties);
    }

    /** Closes the embedded database that Plumbline runs on: the next connection opens it anew. Nothing where it is not embedded. */
    void closeEmbedded() throws SQLException {
        String url = url();
        if (url.startsWith(EMBEDDED)) {
            closeDerby(url.replaceFirst(";.*", ""));
        }
    }

    /** How much room the database of Plumbline has. */
    Room room() {
        String url = url();
        return url.startsWith(EMBEDDED) && !url.startsWith(IN_MEMORY) ? new Room(new File(url.substring(EMBEDDED.length()).replaceFirst(";.*", ""))) : Room.PLENTY;
    }

    /**
     * Has Karaf restarted in a new process, by the way of its own shutdown command.
     *
     * @return false where nobody would start it again: then nothing has happened
     */
    boolean restartProcess() throws BundleException {
        if (!Boolean.getBoolean("karaf.restart.jvm.supported")) {
            return false;
        }
        System.setProperty("karaf.restart", "true");
        System.setProperty("karaf.restart.jvm", "true");
        context.getBundle(Constants.SYSTEM_BUNDLE_ID).stop();
        return true;
    }

    /** Closes an embedded database for everybody. */
    void closeDerby(String url) throws SQLException {
        try {
            derby(url + ";shutdown=true").getConnection().close();
        } catch (SQLException e) {
            if (!CLOSED.equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    /** Where the database is that Plumbline runs on. */
    String url() {
        return String.valueOf(reference(DataSource.class, OURS).map(found -> found.getProperty("url")).orElse(""));
    }

    private <T> T service(Class<T> type, String filter, String otherwise) {
        return reference(type, filter).map(context::getService).orElseThrow(() -> new IllegalArgumentException(otherwise));
    }

    private <T> Optional<ServiceReference<T>> reference(Class<T> type, String filter) {
        try {
            return context.getServiceReferences(type, filter).stream().findFirst();
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
