package io.plumbline.rest.nonconformity;

import java.time.Instant;
import java.util.List;

import io.plumbline.domain.nonconformity.Comment;
import io.plumbline.rest.openapi.Maybe;
import io.plumbline.rest.openapi.Says;

@Says("What somebody said about a case")
public record CommentJson(String id, @Says("Left out once it is withdrawn") @Maybe String text, @Says("Logins that it mentions") List<String> mentions,
        @Says(value = "Login of its author", example = "jana.petersen") String by, Instant at, @Says("When its author withdrew it") @Maybe Instant withdrawnAt) {

    static CommentJson of(Comment c) {
        boolean gone = c.withdrawnAt() != null;
        return new CommentJson(c.id().value(), gone ? null : c.text(), gone ? List.of() : List.copyOf(c.mentions()), c.by(), c.at(), c.withdrawnAt());
    }

    @Says("The comments on a case")
    public record CommentsJson(@Says(value = "Number of the case", example = "NC-MAIN-2026-0001") String number, @Says("Oldest first") List<CommentJson> comments) {
    }
}
