package io.plumbline.thirdparty.derby;

import java.sql.SQLException;
import java.util.Properties;

import org.apache.derby.jdbc.EmbeddedDriver;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/**
 * Says how many statements Derby keeps, and shuts the engine down with its bundle, so that the next start needs no recovery. An activator, although the house
 * rule asks for components: this bundle must outlive every component that holds a connection.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class DerbyEngine implements BundleActivator {

    /** Derby reports a good shutdown of the whole engine as an exception with this state. */
    private static final String ENGINE_IS_DOWN = "XJ015";
    private static final String STATEMENTS_KEPT = "derby.language.statementCache.size";

    @Override
    public void start(BundleContext context) {
        // The engine boots with the first connection, and reads this then. A statement that is not kept is compiled at each use, which
        // costs ten times its execution; Derby would keep 100, and Plumbline has several hundred.
        if (System.getProperty(STATEMENTS_KEPT) == null) {
            System.setProperty(STATEMENTS_KEPT, "2000");
        }
    }

    @Override
    public void stop(BundleContext context) throws SQLException {
        try {
            new EmbeddedDriver().connect("jdbc:derby:;shutdown=true", new Properties());
        } catch (SQLException e) {
            if (!ENGINE_IS_DOWN.equals(e.getSQLState())) {
                throw e;
            }
        }
    }
}
