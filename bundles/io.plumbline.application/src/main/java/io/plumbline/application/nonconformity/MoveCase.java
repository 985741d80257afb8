package io.plumbline.application.nonconformity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Ids;
import io.plumbline.application.JournalEntries;
import io.plumbline.application.Steps;
import io.plumbline.application.access.CheckPassword;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.access.User;
import io.plumbline.domain.action.Extensions;
import io.plumbline.domain.flow.Event;
import io.plumbline.domain.journal.Entry;
import io.plumbline.domain.nonconformity.Attachments;
import io.plumbline.domain.nonconformity.CaseFile;
import io.plumbline.domain.nonconformity.CaseFiles;
import io.plumbline.domain.nonconformity.CaseHash;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.CaseText;
import io.plumbline.domain.nonconformity.Gate;
import io.plumbline.domain.nonconformity.Gate.Attempt;
import io.plumbline.domain.nonconformity.Move;
import io.plumbline.domain.nonconformity.Move.Need;
import io.plumbline.domain.nonconformity.Nonconformities;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Signature;

/** Moves a case from state to state, if the gate is open, and signs where the move has to be signed. */
@Component(service = MoveCase.class)
public final class MoveCase {
    private final CaseDesk desk;
    private final Ids ids;
    private final Nonconformities nonconformities;
    private final CaseFiles files;
    private final Attachments attachments;
    private final Extensions extensions;
    private final CheckPassword passwords;
    private final Steps steps;

    @Activate
    public MoveCase(@Reference CaseDesk desk, @Reference Ids ids, @Reference Nonconformities nonconformities, @Reference CaseFiles files,
            @Reference Attachments attachments, @Reference Extensions extensions, @Reference CheckPassword passwords, @Reference Steps steps) {
        this.desk = desk;
        this.ids = ids;
        this.nonconformities = nonconformities;
        this.files = files;
        this.attachments = attachments;
        this.extensions = extensions;
        this.passwords = passwords;
        this.steps = steps;
    }

    /**
     * Makes the move.
     *
     * @param reason   why
     * @param password of the person, once more, where the move is signed; otherwise null
     * @param into     the case to merge into, or null
     */
    public CaseOutcome make(CaseCall call, Move move, String reason, String password, CaseNumber into, Instant now) {
        Optional<User> signer = Optional.empty();
        // outside of the transaction, because a slow hash must hold no connection; a failure is journalled and counts towards the lock-out
        if (move.needs().contains(Need.SIGNATURE) && password != null && !password.isEmpty()) {
            signer = passwords.check(call.login(), password, now);
            if (signer.isEmpty()) {
                return new CaseOutcome.NotSigned();
            }
        }
        User who = signer.orElse(null);
        return desk.change(call, now, file -> {
            Nonconformity other = into == null ? null : nonconformities.byNumber(call.site(), into).orElse(null);
            Gate.Outcome outcome = Gate.make(move, file, new Attempt(call.login(), call.roles(), reason, who != null, other), now);
            if (outcome instanceof Gate.Outcome.Refused refused) {
                return new CaseDesk.Step.Stop(new CaseOutcome.Refused(refused.verdict()));
            }
            Nonconformity next = ((Gate.Outcome.Made) outcome).nonconformity();
            String action = "nonconformity.moved";
            if (who == null) {
                return new CaseDesk.Step.Go(next, () -> follow(move, file, next, now), List.of(), action, reason, null);
            }
            Signature signature = signature(call, file, move, who, now);
            Entry entry = JournalEntries.of(signature, who.facts().id(), Actor.user(call.login()), now);
            return new CaseDesk.Step.Go(next, () -> {
                files.add(signature);
                follow(move, file, next, now);
            }, List.of(entry), action, reason, null);
        });
    }

    private void follow(Move move, CaseFile before, Nonconformity next, Instant now) {
        if (before.nonconformity().open() != next.open()) {
            Id id = next.facts().id();
            steps.follow(next.open() ? new Event.NonconformityReopened(id) : new Event.NonconformitySettled(id), now);
        }
        if (move == Move.ANALYSE || move == Move.PLAN) {
            steps.follow(new Event.NonconformityUnderstood(next.facts().id()), now);
        }
    }

    private Signature signature(CaseCall call, CaseFile file, Move move, User who, Instant now) {
        Nonconformity.Facts facts = file.nonconformity().facts();
        String content = CaseText.of(file, attachments.of(facts.id()), extensions.ofCase(facts.id()));
        return new Signature(ids.next(now), facts.site(), facts.id(), call.version(), CaseHash.ofText(content), content, Signature.Meaning.of(move),
                who.facts().login(), who.facts().name(), now);
    }
}
