package io.plumbline.domain.nonconformity;

import java.util.List;
import java.util.Optional;

import io.plumbline.domain.Id;
import io.plumbline.domain.action.CorrectiveAction;

/** What is done about cases. Every method runs in the transaction of its caller. */
public interface CaseFiles {
    /**
     * The case with all that was done about it in all its cycles, each kind in the order in which it was entered; what was entered in the
     * same millisecond has some order, and keeps it.
     */
    CaseFile of(Nonconformity nonconformity);

    void add(Containment containment);

    void add(Cause cause);

    /** @throws io.plumbline.domain.Stale when the row is not at the version before */
    void save(Cause cause);

    Optional<Cause> cause(Id id);

    /** Stores a plan. A second one for the same cycle of a case fails and rolls the transaction back. */
    void add(Plan plan);

    /** @throws io.plumbline.domain.Stale when the row is not at the version before */
    void save(Plan plan);

    void add(CorrectiveAction action);

    /** @throws io.plumbline.domain.Stale when the row is not at the version before */
    void save(CorrectiveAction action);

    Optional<CorrectiveAction> action(Id id);

    void add(EffectCheck check);

    /** Stores a proposal. A second one while the first stands fails and rolls the transaction back. */
    void add(RejectionProposal proposal);

    /**
     * Takes the proposal of the case back, which is its version 2; another one may then be made.
     *
     * @return whether there was one: of two who take it back at once, one did
     */
    boolean withdrawRejection(Id nonconformity);

    void add(Signature signature);

    /** The signatures on a case, oldest first. */
    List<Signature> signatures(Id nonconformity);
}
