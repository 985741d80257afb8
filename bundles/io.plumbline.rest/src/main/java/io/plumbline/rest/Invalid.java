package io.plumbline.rest;

import io.plumbline.domain.Problem;

/** Something in the request cannot be used; answered with 400. */
public final class Invalid extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    public Invalid(String field, String value, String accepted) {
        this(new Problem(field, value, accepted));
    }

    public Invalid(Problem problem) {
        super(problem.text());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
