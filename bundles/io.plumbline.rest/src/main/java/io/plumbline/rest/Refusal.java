package io.plumbline.rest;

import java.util.List;

import io.plumbline.domain.Problem;

/** Ends a call with a problem. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final ProblemKind kind;
    private final transient List<Problem> problems;

    public Refusal(ProblemKind kind, String detail) {
        this(kind, detail, List.of());
    }

    public Refusal(ProblemKind kind, String detail, List<Problem> problems) {
        super(detail, null, false, false);
        this.kind = kind;
        this.problems = List.copyOf(problems);
    }

    /** Something in the request cannot be used. */
    public static Refusal invalid(String field, String value, String accepted) {
        Problem problem = new Problem(field, value, accepted);
        return new Refusal(ProblemKind.INVALID_REQUEST, problem.text(), List.of(problem));
    }

    public ProblemKind kind() {
        return kind;
    }

    public List<Problem> problems() {
        return problems;
    }
}
