package io.plumbline.rest.operation;

import javax.ws.rs.ForbiddenException;
import javax.ws.rs.NotFoundException;

import io.plumbline.application.operation.OperatorOutcome;

/** What operators' resources share. */
final class Operators {
    private Operators() {
    }

    /** Ends the call unless it was done. */
    static void done(OperatorOutcome outcome) {
        if (outcome == OperatorOutcome.NOT_AN_OPERATOR) {
            throw new ForbiddenException();
        }
        if (outcome == OperatorOutcome.NOT_THERE) {
            throw new NotFoundException();
        }
    }
}
