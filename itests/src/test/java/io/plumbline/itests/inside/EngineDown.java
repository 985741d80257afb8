package io.plumbline.itests.inside;

import java.lang.reflect.Field;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Properties;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Leaves Derby as it is after it shut its whole engine down, because something could not even be rolled back, while somebody was opening a database: it takes
 * itself for being about to end, and opens nothing any more.
 */
public final class EngineDown implements BundleActivator {
    /** The header that says where the database lies. */
    public static final String DATABASE = "Tests-Database";

    @Override
    public void start(BundleContext context) throws Exception {
        Bundle derby = Arrays.stream(context.getBundles()).filter(b -> "io.plumbline.thirdparty.derby".equals(b.getSymbolicName())).findFirst().orElseThrow();
        Object monitor = derby.loadClass("org.apache.derby.iapi.services.monitor.Monitor").getMethod("getMonitor").invoke(null);
        Field inShutdown = derby.loadClass("org.apache.derby.impl.services.monitor.BaseMonitor").getDeclaredField("inShutdown");
        inShutdown.setAccessible(true);
        Driver driver = (Driver) derby.loadClass("org.apache.derby.jdbc.EmbeddedDriver").getConstructor().newInstance();
        inShutdown.set(monitor, true);
        try {
            driver.connect("jdbc:derby:" + context.getBundle().getHeaders("").get(DATABASE) + ";shutdown=true", new Properties());
            throw new IllegalStateException("the database is still open");
        } catch (SQLException closed) {
            if (!"08006".equals(closed.getSQLState())) {
                throw closed;
            }
        }
    }

    @Override
    public void stop(BundleContext context) {
        // nothing that this process could take back
    }
}
