package io.plumbline.rest.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.plumbline.rest.ProblemKind;

/** What the OpenAPI document says of a resource method beyond what JAX-RS says already. Every method has one; a test holds them to it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Operation {
    /** Unique and stable: generated clients name their methods after it. */
    String id();

    /** One line. */
    String says();

    /** More about it. */
    String more() default "";

    /** What the body holds; {@code void} for none. */
    Class<?> takes() default void.class;

    /** Whether the body is a list of that, with at most this many. */
    int takesMany() default 0;

    /** What the answer holds; {@code void} for nothing. */
    Class<?> gives() default void.class;

    /** Whether the answer is a page of that. */
    boolean paged() default false;

    /** The answer's media type. */
    String type() default "application/json";

    /** When it went well. */
    int status() default 200;

    /** Whether the answer carries an {@code ETag}, and {@code If-None-Match} is asked. */
    boolean tagged() default false;

    /** Whether the caller must say by {@code If-Match} which state is meant. */
    boolean matched() default false;

    /** What else may go wrong here, beyond what every operation shares. */
    ProblemKind[] problems() default {};
}
