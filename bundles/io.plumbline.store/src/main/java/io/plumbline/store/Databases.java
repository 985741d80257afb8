package io.plumbline.store;

import java.sql.SQLException;
import java.util.Collection;
import java.util.Properties;

import javax.sql.DataSource;

import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.jdbc.DataSourceFactory;

import io.plumbline.application.operation.DatabaseMoves.Target;

/** Databases beside the one that Plumbline runs on, by the drivers and data sources that are installed. */
@Component(service = Databases.class)
public class Databases {
    private static final String POSTGRESQL = "(osgi.jdbc.driver.name=PostgreSQL JDBC Driver)";
    private static final String DERBY = "(osgi.jdbc.driver.name=derby)";
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

    /** An embedded database; with {@code ;shutdown=true} in it, asking for a connection closes the database. */
    DataSource derby(String url) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty(DataSourceFactory.JDBC_URL, url);
        return service(DataSourceFactory.class, DERBY, "the driver of Derby is not installed").createDataSource(properties);
    }

    private <T> T service(Class<T> type, String filter, String otherwise) {
        try {
            Collection<ServiceReference<T>> found = context.getServiceReferences(type, filter);
            T service = found.isEmpty() ? null : context.getService(found.iterator().next());
            if (service == null) {
                throw new IllegalArgumentException(otherwise);
            }
            return service;
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
