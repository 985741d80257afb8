package io.plumbline.store;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

import io.plumbline.application.operation.HealthCheck;

/** Whether there is a database, and whether it takes rows. It stays while the database is exchanged. */
@Component(service = HealthCheck.class)
public final class DatabaseCheck implements HealthCheck {
    private volatile OpenDatabase database;

    @Activate
    public DatabaseCheck() {
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    public void setDatabase(OpenDatabase opened) {
        database = opened;
    }

    /** Called for the one that goes, which may be after its successor came. */
    public void unsetDatabase(OpenDatabase gone) {
        if (database == gone) {
            database = null;
        }
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public boolean neededToBeReady() {
        return true;
    }

    @Override
    public Result check() {
        OpenDatabase now = database;
        return now == null ? Result.down("there is no database: etc/org.ops4j.datasource-plumbline.cfg is being applied, or one of osgi.jdbc.driver.name"
                + " (derby or PostgreSQL JDBC Driver), url and pool cannot be used; the log says more") : now.check();
    }
}
