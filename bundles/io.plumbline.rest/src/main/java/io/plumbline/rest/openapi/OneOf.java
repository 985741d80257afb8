package io.plumbline.rest.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.List;

/** The text is the name of one of the states that a sealed type of the domain permits. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface OneOf {
    Class<?> value();

    /** The names, in the order of the domain. */
    final class Names {
        private Names() {
        }

        public static List<String> of(OneOf states) {
            return Arrays.stream(states.value().getPermittedSubclasses()).map(Class::getSimpleName).toList();
        }
    }
}
