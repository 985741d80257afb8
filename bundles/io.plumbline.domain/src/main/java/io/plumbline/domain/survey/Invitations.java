package io.plumbline.domain.survey;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.plumbline.domain.Id;

/** The invitations. Every method runs in the transaction of its caller. */
public interface Invitations {
    Optional<Invitation> ofOrder(Id order, String programme);

    Optional<Invitation> byId(Id id);

    /** @param tokenHash SHA-256 of the token, 32 bytes */
    Optional<Invitation> byTokenHash(byte[] tokenHash);

    /**
     * The same, kept for this transaction: whoever else asks for the same one waits until it ends. Many answers that arrive at once are
     * taken one after the other, instead of undoing one another.
     */
    Optional<Invitation> lockedByTokenHash(byte[] tokenHash);

    /** Scheduled and sent invitations to any contact with this address. */
    List<Invitation> runningFor(String email);

    /** When a contact with this address was last sent an invitation of any programme, other than {@code except}: people tire of questions, not of programmes. */
    Optional<Instant> lastSentTo(String email, Id except);

    /** @param tokenHash SHA-256 of the token, 32 bytes */
    void add(Invitation invitation, byte[] tokenHash);

    /** @throws io.plumbline.domain.Stale when the row is not at the version before */
    void save(Invitation invitation);
}
