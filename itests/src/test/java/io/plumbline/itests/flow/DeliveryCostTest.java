package io.plumbline.itests.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import org.apache.derby.jdbc.EmbeddedDataSource;
import org.junit.Test;

/** What the database is asked for a delivery that is new: each statement is a round trip, and every report pays for it. */
public class DeliveryCostTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private final AtomicInteger statements = new AtomicInteger();

    @Test
    public void aNewDeliveryOfAKnownCustomerTakesSixteenStatements() {
        EmbeddedDataSource derby = new EmbeddedDataSource();
        derby.setDatabaseName("memory:delivery-cost");
        derby.setCreateDatabase("create");
        Workshop plumbline = new Workshop(Workshop.ASK_ALL, counted(derby));
        plumbline.report(Shipment.of("1", "A", NOW.minusSeconds(3600)).report(), NOW);
        statements.set(0);
        plumbline.report(Shipment.of("2", "B", NOW.minusSeconds(60)).report(), NOW);
        assertThat(statements).hasValue(16);
    }

    private DataSource counted(DataSource source) {
        return (DataSource) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (self, method, arguments) -> {
            Object result = call(source, method, arguments);
            return !(result instanceof Connection connection) ? result
                    : Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Connection.class}, (itself, asked, values) -> {
                        if (asked.getName().equals("prepareStatement")) {
                            statements.incrementAndGet();
                        }
                        return call(connection, asked, values);
                    });
        });
    }

    private static Object call(Object of, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(of, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
