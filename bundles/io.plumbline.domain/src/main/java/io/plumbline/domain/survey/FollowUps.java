package io.plumbline.domain.survey;

import java.util.Optional;

import io.plumbline.domain.Id;

/** The rounds in which customers were asked once more. Every method runs in the transaction of its caller. */
public interface FollowUps {
    Optional<FollowUp> byId(Id id);

    void add(FollowUp followUp);
}
