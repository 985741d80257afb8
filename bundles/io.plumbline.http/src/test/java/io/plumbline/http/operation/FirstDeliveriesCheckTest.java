package io.plumbline.http.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.junit.Test;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

import io.plumbline.application.Transactions;
import io.plumbline.application.operation.HealthCheck.State;
import io.plumbline.application.operation.OperationQueries;
import io.plumbline.domain.delivery.Streams;
import io.plumbline.domain.delivery.Streams.Cursor;

public class FirstDeliveriesCheckTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final Transactions PLAIN = new Transactions() {
        @Override
        public <T> T required(Supplier<T> work) {
            return work.get();
        }
    };

    @Test
    public void withoutAnErpTheStoreIsEnough() {
        assertThat(state(0, null)).isEqualTo(State.OK);
        assertThat(state(0, null, "io.plumbline.erp.files")).as("a drop folder may stay empty").isEqualTo(State.OK);
    }

    @Test
    public void withAnErpTheFirstDeliveriesMustBeIn() {
        assertThat(state(0, null, "io.plumbline.erp.demo")).isEqualTo(State.DEGRADED);
        assertThat(state(0, stream(false), "io.plumbline.erp.demo")).as("read in part").isEqualTo(State.DEGRADED);
        assertThat(state(0, stream(true), "io.plumbline.erp.demo")).as("it has none").isEqualTo(State.OK);
        assertThat(state(1, stream(false), "io.plumbline.erp.demo")).isEqualTo(State.OK);
    }

    @Test
    public void withoutAStoreThereIsNothing() {
        assertThat(new FirstDeliveriesCheck(fake(ConfigurationAdmin.class, Map.of())).check().state()).isEqualTo(State.DOWN);
    }

    private static State state(long deliveries, Streams.State stream, String... factoryPids) {
        Configuration[] found = new Configuration[factoryPids.length];
        for (int i = 0; i < found.length; i++) {
            found[i] = fake(Configuration.class, Map.of("getFactoryPid", factoryPids[i]));
        }
        ConfigurationAdmin configurations = fake(ConfigurationAdmin.class, found.length == 0 ? Map.of() : Map.of("listConfigurations", found));
        return new FirstDeliveriesCheck(configurations, PLAIN, fake(OperationQueries.class, Map.of("deliveries", deliveries)),
                fake(Streams.class, Map.of("all", stream == null ? List.of() : List.of(stream)))).check().state();
    }

    private static Streams.State stream(boolean done) {
        return new Streams.State("demo", "demo", new Cursor(null, NOW, null, null, done), NOW, NOW, 0, null, null, 0, null, false);
    }

    /** Answers the named methods, and null to the rest. */
    private static <T> T fake(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> answers.get(method.getName())));
    }
}
