package io.plumbline.store;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.Id;
import io.plumbline.domain.survey.Answer;
import io.plumbline.domain.survey.Language;
import io.plumbline.domain.survey.Response;
import io.plumbline.domain.survey.Responses;

/** Answers in the table response. */
@Component
public final class SqlResponses implements Responses {
    /** For the few of one invitation, whose sorting costs Derby more than their reading. */
    private static final Comparator<Response> OLDEST_FIRST = Comparator.<Response, Instant>comparing(r -> r.facts().receivedAt()).thenComparing(r -> r.facts().id());
    private final Sql sql;

    @Activate
    public SqlResponses(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<Response> byId(Id id) {
        return sql.one("select * from response" + Sql.byKey("response_pk") + " where id = ?", SqlResponses::response, id);
    }

    @Override
    public List<Response> of(Id invitation) {
        return sql.list("select * from response --DERBY-PROPERTIES index=response_by_invitation\n where invitation_id = ?", SqlResponses::response, invitation).stream()
                .sorted(OLDEST_FIRST).toList();
    }

    @Override
    public void add(Response response) {
        Response.Facts f = response.facts();
        Answer a = f.answer();
        sql.change("""
                insert into response (id, site, invitation_id, accepted_for, state, satisfaction, recommendation, comment_text, may_call, lang, received_at,
                    suspect_why, version)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                f.id(), f.site(), f.invitation(), response instanceof Response.Accepted ? f.invitation() : null, response.state(), a.satisfaction(),
                a.recommendation().isPresent() ? a.recommendation().getAsInt() : null, a.comment(), a.mayCall(), f.language(), f.receivedAt(),
                response instanceof Response.Suspect s ? Texts.shortened(s.why(), 500) : null, f.version());
    }

    /** An answer from any query that selects all columns of its table. */
    public static Response response(Row row) {
        Integer recommendation = row.integerOrNull("recommendation");
        Answer answer = new Answer(row.integer("satisfaction"), recommendation == null ? OptionalInt.empty() : OptionalInt.of(recommendation),
                row.text("comment_text"), row.flag("may_call"));
        Response.Facts facts = new Response.Facts(row.id("id"), row.site("site"), row.id("invitation_id"), answer, row.one(Language.class, "lang"),
                row.moment("received_at"), row.number("version"));
        return switch (row.text("state")) {
            case "Accepted" -> new Response.Accepted(facts);
            case "Later" -> new Response.Later(facts);
            case "Suspect" -> new Response.Suspect(facts, row.text("suspect_why"));
            default -> throw new IllegalStateException("no such state of an answer: " + row.text("state"));
        };
    }
}
