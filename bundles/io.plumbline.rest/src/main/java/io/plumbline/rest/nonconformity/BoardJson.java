package io.plumbline.rest.nonconformity;

import java.util.List;

import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.rest.openapi.OneOf;
import io.plumbline.rest.openapi.Says;

@Says("The open cases by their state, in the order of the lifecycle, and how many are settled")
public record BoardJson(List<ColumnJson> columns, List<SettledJson> settled) {
    @Says("The cases of a state")
    public record ColumnJson(@OneOf(Nonconformity.class) String state, @Says("How many there are") long cases, @Says("How many of them have an open action past its due date") long overdue,
            @Says("How many of them nobody owns") long unowned, @Says("The newest of them, at most 8") List<CaseJson> newest) {
    }

    @Says("How many cases are in a state that is not open")
    public record SettledJson(@OneOf(Nonconformity.class) String state, long cases) {
    }
}
