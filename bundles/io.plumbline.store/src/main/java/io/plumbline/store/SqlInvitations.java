package io.plumbline.store;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Keys;
import io.plumbline.domain.Id;
import io.plumbline.domain.survey.Invitation;
import io.plumbline.domain.survey.Invitations;
import io.plumbline.domain.survey.Language;
import io.plumbline.domain.survey.NotAsked;

/** Invitations in the table of this name. */
@Component
public final class SqlInvitations implements Invitations {
    /** From the people of an address to what they were asked; Derby's plans of young tables begin at the other end, with all invitations. */
    private static final String OF_EMAIL = " --DERBY-PROPERTIES joinOrder=FIXED\n contact c --DERBY-PROPERTIES index=contact_by_email\n"
            + ", invitation i --DERBY-PROPERTIES joinStrategy=NESTEDLOOP, index=invitation_by_contact\n";
    private static final String BY_TOKEN = "select * from invitation" + Sql.byKey("invitation_token") + " where token_hash = ?";
    private final Sql sql;
    private final EmailHash hash;

    @Activate
    public SqlInvitations(@Reference Sql sql, @Reference Keys keys) {
        this.sql = sql;
        this.hash = new EmailHash(keys);
    }

    @Override
    public Optional<Invitation> ofOrder(Id order, String programme) {
        return sql.one("select * from invitation" + Sql.byKey("invitation_once") + " where order_id = ? and programme = ?", SqlInvitations::invitation, order, programme);
    }

    @Override
    public Optional<Invitation> byId(Id id) {
        return sql.one("select * from invitation" + Sql.byKey("invitation_pk") + " where id = ?", SqlInvitations::invitation, id);
    }

    @Override
    public Optional<Invitation> byTokenHash(byte[] tokenHash) {
        return sql.one(BY_TOKEN, SqlInvitations::invitation, HexFormat.of().formatHex(tokenHash));
    }

    @Override
    public Optional<Invitation> lockedByTokenHash(byte[] tokenHash) {
        return sql.one(BY_TOKEN + (sql.vendor().postgresql() ? " for update" : " for update of version with rs"), SqlInvitations::invitation, HexFormat.of().formatHex(tokenHash));
    }

    @Override
    public List<Invitation> runningFor(String email) {
        return sql.list("""
                select i.* from""" + OF_EMAIL + """
                where c.email_hash = ? and i.contact_id = c.id and i.state in ('Scheduled', 'Sent')""", SqlInvitations::invitation, hash.of(email)).stream()
                .sorted(Comparator.comparing(i -> i.facts().id())).toList();
    }

    @Override
    public Optional<Instant> lastSentTo(String email, Id except) {
        return sql.list("""
                select max(i.sent_at) as last_at from""" + OF_EMAIL + """
                where c.email_hash = ? and i.contact_id = c.id and i.id <> ? having max(i.sent_at) is not null""",
                row -> row.moment("last_at"), hash.of(email), except == null ? "" : except.value()).stream().findFirst();
    }

    @Override
    public void add(Invitation invitation, byte[] tokenHash) {
        Invitation.Facts f = invitation.facts();
        Moments m = Moments.of(invitation);
        sql.change("""
                insert into invitation (id, site, programme, order_id, carrier_id, contact_id, lang, state, fallback_at, due_at, sent_at, expires_at, answered_at,
                    bounced_at, why, asked_for, token_hash, follow_up_id, created_at, changed_at, version)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                f.id(), f.site(), f.programme(), f.order(), f.carrier(), f.contact(), f.language(), invitation.state(), m.fallbackAt, m.dueAt, m.sentAt,
                m.expiresAt, m.answeredAt, m.bouncedAt, m.why, askedFor(invitation), HexFormat.of().formatHex(tokenHash), f.followUp(), f.createdAt(), f.changedAt(), f.version());
    }

    /** When it was due, sent and so on stays where the new state does not say: who was asked when must not be forgotten. */
    @Override
    public void save(Invitation invitation) {
        Invitation.Facts f = invitation.facts();
        Moments m = Moments.of(invitation);
        sql.changeVersion("invitation", f.id(), f.version(), """
                update invitation set carrier_id = ?, contact_id = ?, lang = ?, state = ?, fallback_at = coalesce(?, fallback_at), due_at = coalesce(?, due_at),
                    sent_at = coalesce(?, sent_at), expires_at = coalesce(?, expires_at), answered_at = coalesce(?, answered_at),
                    bounced_at = coalesce(?, bounced_at), why = ?, asked_for = ?, changed_at = ?, version = ?
                where id = ? and version = ?""",
                f.carrier(), f.contact(), f.language(), invitation.state(), m.fallbackAt, m.dueAt, m.sentAt, m.expiresAt, m.answeredAt, m.bouncedAt, m.why,
                askedFor(invitation), f.changedAt(), f.version(), f.id(), f.version() - 1);
    }

    /** It matters while the mail has not left; afterwards the journal knows. */
    private static boolean askedFor(Invitation invitation) {
        return invitation instanceof Invitation.Scheduled scheduled && scheduled.askedFor();
    }

    /** What the states carry beyond the facts that all share. */
    private record Moments(Instant fallbackAt, Instant dueAt, Instant sentAt, Instant expiresAt, Instant answeredAt, Instant bouncedAt, NotAsked why) {
        static Moments of(Invitation invitation) {
            if (invitation instanceof Invitation.Held i) {
                return new Moments(i.fallbackAt(), null, null, null, null, null, null);
            }
            if (invitation instanceof Invitation.Scheduled i) {
                return new Moments(null, i.dueAt(), null, null, null, null, null);
            }
            if (invitation instanceof Invitation.Sent i) {
                return new Moments(null, null, i.sentAt(), i.expiresAt(), null, null, null);
            }
            if (invitation instanceof Invitation.Answered i) {
                return new Moments(null, null, i.sentAt(), i.expiresAt(), i.answeredAt(), null, null);
            }
            if (invitation instanceof Invitation.Expired i) {
                return new Moments(null, null, i.sentAt(), i.expiresAt(), null, null, null);
            }
            if (invitation instanceof Invitation.Bounced i) {
                return new Moments(null, null, i.sentAt(), null, null, i.bouncedAt(), null);
            }
            if (invitation instanceof Invitation.Withdrawn i) {
                return new Moments(null, null, null, null, null, null, i.why());
            }
            if (invitation instanceof Invitation.Suppressed i) {
                return new Moments(null, null, null, null, null, null, i.why());
            }
            throw new IllegalStateException("a state of an invitation without a place in the store: " + invitation.state());
        }
    }

    /** An invitation from any query that selects all columns of its table. */
    public static Invitation invitation(Row row) {
        Invitation.Facts facts = new Invitation.Facts(row.id("id"), row.site("site"), row.text("programme"), row.id("order_id"), row.id("carrier_id"),
                row.id("contact_id"), row.one(Language.class, "lang"), row.id("follow_up_id"), row.moment("created_at"), row.moment("changed_at"), row.number("version"));
        return switch (row.text("state")) {
            case "Held" -> new Invitation.Held(facts, row.moment("fallback_at"));
            case "Scheduled" -> new Invitation.Scheduled(facts, row.moment("due_at"), row.flag("asked_for"));
            case "Sent" -> new Invitation.Sent(facts, row.moment("sent_at"), row.moment("expires_at"));
            case "Answered" -> new Invitation.Answered(facts, row.moment("sent_at"), row.moment("expires_at"), row.moment("answered_at"));
            case "Expired" -> new Invitation.Expired(facts, row.moment("sent_at"), row.moment("expires_at"));
            case "Bounced" -> new Invitation.Bounced(facts, row.moment("sent_at"), row.moment("bounced_at"));
            case "Withdrawn" -> new Invitation.Withdrawn(facts, row.one(NotAsked.class, "why"));
            case "Suppressed" -> new Invitation.Suppressed(facts, row.one(NotAsked.class, "why"));
            default -> throw new IllegalStateException("no such state of an invitation: " + row.text("state"));
        };
    }
}
