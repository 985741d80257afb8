package io.plumbline.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import io.plumbline.soap.v1.InvalidRequest;
import io.plumbline.soap.v1.NotFound;
import io.plumbline.soap.v1.Problem;

/** What a call is refused for. */
final class Faults {
    private Faults() {
    }

    /** The elements that cannot be taken. */
    static List<String> fields(ThrowingCallable call) {
        InvalidRequest invalid = catchThrowableOfType(call, InvalidRequest.class);
        assertThat(invalid).isNotNull();
        return invalid.getFaultInfo().getProblem().stream().map(Problem::getField).toList();
    }

    /** The elements that name nothing. */
    static List<String> missing(ThrowingCallable call) {
        NotFound none = catchThrowableOfType(call, NotFound.class);
        assertThat(none).isNotNull();
        return none.getFaultInfo().getProblem().stream().map(Problem::getField).toList();
    }
}
