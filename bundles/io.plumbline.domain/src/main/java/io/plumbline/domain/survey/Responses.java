package io.plumbline.domain.survey;

import java.util.List;
import java.util.Optional;

import io.plumbline.domain.Id;

/** The answers. Every method runs in the transaction of its caller. */
public interface Responses {
    Optional<Response> byId(Id id);

    /** All answers to the invitation, first received first. */
    List<Response> of(Id invitation);

    /** Stores an answer. A second accepted one for the same invitation fails and rolls the transaction back. */
    void add(Response response);
}
