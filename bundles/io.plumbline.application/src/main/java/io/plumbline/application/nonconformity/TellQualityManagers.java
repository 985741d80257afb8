package io.plumbline.application.nonconformity;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.OrderTrace;
import io.plumbline.application.Organisation;
import io.plumbline.application.StepHandler;
import io.plumbline.application.Transactions;
import io.plumbline.application.mail.Dispatch;
import io.plumbline.application.mail.Letters;
import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.domain.Actor;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.User;
import io.plumbline.domain.access.Users;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.flow.WorkQueue;
import io.plumbline.domain.flow.WorkQueue.Claim;
import io.plumbline.domain.mail.Mail;
import io.plumbline.domain.nonconformity.Nonconformities;
import io.plumbline.domain.nonconformity.Nonconformity;

/** Tells the quality managers who want to know at once of a new case, each by a mail of their own. */
@Component(service = StepHandler.class)
public final class TellQualityManagers implements StepHandler {
    static final Map<String, String> HEADERS = Map.of("Auto-Submitted", "auto-generated");
    private static final Actor ACTOR = Actor.system(Command.Kind.TELL_QUALITY_MANAGERS.route());

    private final Transactions transactions;
    private final WorkQueue queue;
    private final Nonconformities nonconformities;
    private final CaseQueries cases;
    private final Users users;
    private final Letters letters;
    private final Dispatch dispatch;
    private final Organisation.Current organisation;

    @Activate
    public TellQualityManagers(@Reference Transactions transactions, @Reference WorkQueue queue, @Reference Nonconformities nonconformities,
            @Reference CaseQueries cases, @Reference Users users, @Reference Letters letters, @Reference Dispatch dispatch,
            @Reference Organisation.Current organisation) {
        this.transactions = transactions;
        this.queue = queue;
        this.nonconformities = nonconformities;
        this.cases = cases;
        this.users = users;
        this.letters = letters;
        this.dispatch = dispatch;
        this.organisation = organisation;
    }

    @Override
    public Command.Kind kind() {
        return Command.Kind.TELL_QUALITY_MANAGERS;
    }

    @Override
    public void make(Claim claim, Instant now) throws NotNow {
        Optional<Nonconformity> found = transactions.required(() -> nonconformities.byId(claim.subject()));
        List<User> told = found.isEmpty() ? List.of() : transactions.required(() -> users.active(found.get().facts().site(), Role.QUALITY_MANAGER)).stream()
                .filter(u -> u.facts().notice() == User.Notice.AT_ONCE && u.facts().email() != null).toList();
        found.map(nonconformity -> nonconformity.facts().order()).ifPresent(OrderTrace::is);
        NotNow last = null;
        for (User user : told) {
            try {
                tell(user, found.get(), now);
            } catch (NotNow e) {
                last = e; // the others are told all the same; this one is tried again with the step
            }
        }
        if (last != null) {
            throw last;
        }
        transactions.run(() -> queue.finish(claim));
    }

    private void tell(User user, Nonconformity found, Instant now) throws NotNow {
        Organisation ours = organisation.get();
        String number = found.facts().number().toString();
        CaseRow row = transactions.required(() -> cases.one(found.facts().site(), number)).orElseThrow().row();
        User.Facts u = user.facts();
        Letters.Letter letter = letters.caseNotice(u.language(), ours.name(), u.name(), row, ours.link("/cases/" + number));
        dispatch.send(new Dispatch.Order(u.site(), Mail.Purpose.CASE_NOTICE, found.facts().id(), u.id(), u.email(), u.name(), u.language(), letter,
                UnaryOperator.identity(), HEADERS), ACTOR, now, mail -> { }, mail -> { });
    }
}
