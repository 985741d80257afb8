package io.plumbline.application.nonconformity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

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
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.flow.WorkQueue;
import io.plumbline.domain.flow.WorkQueue.Claim;
import io.plumbline.domain.mail.Mail;
import io.plumbline.domain.nonconformity.CaseFiles;
import io.plumbline.domain.nonconformity.Comment;
import io.plumbline.domain.nonconformity.Comments;
import io.plumbline.domain.nonconformity.Nonconformities;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Notice;
import io.plumbline.domain.nonconformity.Notices;
import io.plumbline.domain.nonconformity.ReminderRule;
import io.plumbline.domain.nonconformity.Work;

/** Sends a notice about a case to those whom it is for, each by a mail of their own, unless what it is about has gone meanwhile. */
@Component(service = StepHandler.class)
public final class TellColleagues implements StepHandler {
    private static final Actor ACTOR = Actor.system(Command.Kind.TELL_COLLEAGUES.route());

    private final Transactions transactions;
    private final WorkQueue queue;
    private final Notices notices;
    private final Comments comments;
    private final CaseFiles files;
    private final Nonconformities nonconformities;
    private final CaseQueries cases;
    private final Users users;
    private final CaseRules.Current rules;
    private final Letters letters;
    private final Dispatch dispatch;
    private final Organisation.Current organisation;

    @Activate
    public TellColleagues(@Reference Transactions transactions, @Reference WorkQueue queue, @Reference Notices notices, @Reference Comments comments, @Reference CaseFiles files,
            @Reference Nonconformities nonconformities, @Reference CaseQueries cases, @Reference Users users, @Reference CaseRules.Current rules, @Reference Letters letters,
            @Reference Dispatch dispatch, @Reference Organisation.Current organisation) {
        this.transactions = transactions;
        this.queue = queue;
        this.notices = notices;
        this.comments = comments;
        this.files = files;
        this.nonconformities = nonconformities;
        this.cases = cases;
        this.users = users;
        this.rules = rules;
        this.letters = letters;
        this.dispatch = dispatch;
        this.organisation = organisation;
    }

    @Override
    public Command.Kind kind() {
        return Command.Kind.TELL_COLLEAGUES;
    }

    /** Who is told what. */
    private record Told(Notice notice, Nonconformity of, String by, CorrectiveAction action, List<User> people) {
    }

    @Override
    public void make(Claim claim, Instant now) throws NotNow {
        Optional<Told> told = transactions.required(() -> notices.byId(claim.subject()).flatMap(this::told));
        NotNow last = null;
        for (User user : told.map(Told::people).orElse(List.of())) {
            try {
                tell(user.facts(), told.get(), now);
            } catch (NotNow e) {
                last = e; // the others are told all the same; this one is tried again with the step
            }
        }
        if (last != null) {
            throw last;
        }
        transactions.run(() -> queue.finish(claim));
    }

    private Optional<Told> told(Notice notice) {
        Optional<Nonconformity> of = nonconformities.byId(notice.nonconformity());
        if (of.isEmpty()) {
            return Optional.empty();
        }
        if (notice.kind() == Notice.Kind.MENTION) {
            return comments.byId(notice.about()).filter(c -> c.withdrawnAt() == null).map(c -> new Told(notice, of.get(), c.by(), null, mentioned(c)));
        }
        return files.action(notice.about()).filter(a -> a.waits() && ReminderRule.holds(notice, a.facts().due()) && Work.EXTEND_ACTION.refusal(of.get()).isEmpty() && a.facts().cycle() == of.get().facts().cycle())
                .map(a -> new Told(notice, of.get(), "", a, notice.kind() == Notice.Kind.ESCALATION ? reached(users.active(notice.site(), rules.get().escalateTo())) : owner(a)));
    }

    private List<User> mentioned(Comment comment) {
        List<User> people = new ArrayList<>();
        for (String login : comment.mentions()) {
            users.byLogin(login).filter(u -> u instanceof User.Active && u.facts().site().equals(comment.site()))
                    .filter(u -> u.facts().roles().contains(Role.QUALITY_MANAGER) || u.facts().roles().contains(Role.AUDITOR)).ifPresent(people::add);
        }
        return reached(people);
    }

    private List<User> owner(CorrectiveAction action) {
        return reached(users.byLogin(action.facts().owner()).filter(u -> !(u instanceof User.Ended) && u.facts().site().equals(action.facts().site())).stream().toList());
    }

    private static List<User> reached(List<User> people) {
        return people.stream().filter(u -> u.facts().email() != null).toList();
    }

    private void tell(User.Facts user, Told told, Instant now) throws NotNow {
        Organisation ours = organisation.get();
        String number = told.of().facts().number().toString();
        CaseRow row = transactions.required(() -> cases.one(told.of().facts().site(), number)).orElseThrow().row();
        boolean mention = told.notice().kind() == Notice.Kind.MENTION;
        Letters.Letter letter = letters.colleague(new Letters.Colleague(user.language(), ours.name(), user.name(), told.notice().kind(), row, told.by(),
                mention ? null : told.action().facts().what(), mention ? null : told.action().facts().due(), ours.link("/cases/" + number + (mention ? "/comments" : ""))));
        Mail.Purpose purpose = mention ? Mail.Purpose.MENTION : told.notice().kind() == Notice.Kind.ESCALATION ? Mail.Purpose.ESCALATION : Mail.Purpose.REMINDER;
        dispatch.send(new Dispatch.Order(user.site(), purpose, told.notice().id(), user.id(), user.email(), user.name(), user.language(), letter, UnaryOperator.identity(),
                TellQualityManagers.HEADERS), ACTOR, now, mail -> { }, mail -> { });
    }
}
