package io.plumbline.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.function.UnaryOperator;

import javax.sql.DataSource;

/** Sees each statement before it is prepared, and may put another in its place. */
final class Statements {
    /** What {@link Removals} does with statements; everybody else leaves them as they are. */
    static volatile UnaryOperator<String> removal = UnaryOperator.identity();

    private Statements() {
    }

    static DataSource through(DataSource source, UnaryOperator<String> each) {
        return (DataSource) Proxy.newProxyInstance(Statements.class.getClassLoader(), new Class<?>[] {DataSource.class}, (self, method, arguments) -> {
            Object result = call(source, method, arguments);
            return result instanceof Connection connection
                    ? Proxy.newProxyInstance(Statements.class.getClassLoader(), new Class<?>[] {Connection.class}, preparing(connection, each)) : result;
        });
    }

    private static InvocationHandler preparing(Connection connection, UnaryOperator<String> each) {
        return (self, method, given) -> {
            Object[] arguments = given == null ? null : given.clone();
            if (method.getName().equals("prepareStatement")) {
                arguments[0] = removal.apply(each.apply((String) arguments[0]));
            }
            return call(connection, method, arguments);
        };
    }

    private static Object call(Object of, java.lang.reflect.Method method, Object... arguments) throws Throwable {
        try {
            return method.invoke(of, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
