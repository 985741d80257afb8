package io.plumbline.itests.flow;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.sql.DataSource;

import org.apache.derby.jdbc.EmbeddedDataSource;

/** A Derby in memory that notes each statement that it is asked: each is a round trip to a database elsewhere. */
final class CountedStatements {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final DataSource source;

    CountedStatements(String name) {
        EmbeddedDataSource derby = new EmbeddedDataSource();
        derby.setDatabaseName("memory:" + name);
        derby.setCreateDatabase("create");
        source = counted(derby);
    }

    DataSource source() {
        return source;
    }

    /** What {@code work} asks, in order. */
    List<String> during(Runnable work) {
        asked.clear();
        work.run();
        return List.copyOf(asked);
    }

    private DataSource counted(DataSource real) {
        return (DataSource) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (self, method, arguments) -> {
            Object result = call(real, method, arguments);
            return !(result instanceof Connection connection) ? result
                    : Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Connection.class}, (itself, called, values) -> {
                        if (called.getName().equals("prepareStatement")) {
                            asked.add((String) values[0]);
                        }
                        return call(connection, called, values);
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
