package io.plumbline.routes;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.Map;

/** A component's configuration as Declarative Services makes it: what is not given has the default of its annotation. */
final class Settings {
    private Settings() {
    }

    static <A extends Annotation> A of(Class<A> type, Map<String, String> values) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            String key = method.getName().replace('_', '.');
            return values.containsKey(key) ? values.get(key) : method.getDefaultValue();
        }));
    }
}
