package io.plumbline.application.nonconformity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Organisation;
import io.plumbline.application.StepHandler;
import io.plumbline.application.Transactions;
import io.plumbline.application.mail.Dispatch;
import io.plumbline.application.mail.Letters;
import io.plumbline.application.mail.Letters.About;
import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Site;
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
import io.plumbline.domain.nonconformity.Recurrence;
import io.plumbline.domain.nonconformity.Recurrences;
import io.plumbline.domain.nonconformity.ReminderRule;
import io.plumbline.domain.nonconformity.Work;
import io.plumbline.domain.survey.Invitations;
import io.plumbline.domain.survey.Response;
import io.plumbline.domain.survey.Responses;

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
    private final Recurrences recurrences;
    private final Invitations invitations;
    private final Responses responses;
    private final Users users;
    private final CaseRules.Current rules;
    private final Letters letters;
    private final Dispatch dispatch;
    private final Organisation.Current organisation;

    @Activate
    public TellColleagues(@Reference Transactions transactions, @Reference WorkQueue queue, @Reference Notices notices, @Reference Comments comments, @Reference CaseFiles files,
            @Reference Nonconformities nonconformities, @Reference CaseQueries cases, @Reference Recurrences recurrences, @Reference Invitations invitations,
            @Reference Responses responses, @Reference Users users, @Reference CaseRules.Current rules, @Reference Letters letters, @Reference Dispatch dispatch,
            @Reference Organisation.Current organisation) {
        this.transactions = transactions;
        this.queue = queue;
        this.notices = notices;
        this.comments = comments;
        this.files = files;
        this.nonconformities = nonconformities;
        this.cases = cases;
        this.recurrences = recurrences;
        this.invitations = invitations;
        this.responses = responses;
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
    private record Told(Notice notice, Nonconformity of, About about, List<User> people) {
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
        return switch (notice.kind()) {
            case MENTION -> comments.byId(notice.about()).filter(c -> c.withdrawnAt() == null).map(c -> new Told(notice, of.get(), new About.OfComment(c.by()), mentioned(c)));
            case RECURRENCE -> recurrences.byId(notice.about()).filter(Recurrence::stands).map(r -> cameBack(notice, of.get(), r));
            case FOLLOW_UP -> invitations.byId(notice.about()).flatMap(i -> responses.of(i.facts().id()).stream().filter(Response.Accepted.class::isInstance).findFirst())
                    .map(r -> new Told(notice, of.get(), new About.OfAnswer(r.facts().answer().satisfaction()), managers(notice.site(), Stream.of(of.get().facts().owner()))));
            case DUE_IN_A_WEEK, DUE_TOMORROW, DUE_TODAY, OVERDUE, ESCALATION -> files.action(notice.about()).filter(a -> due(notice, a, of.get()))
                    .map(a -> new Told(notice, of.get(), new About.OfAction(a.facts().what(), a.facts().due()),
                            notice.kind() == Notice.Kind.ESCALATION ? reached(users.active(notice.site(), rules.get().escalateTo())) : owner(a)));
        };
    }

    private static boolean due(Notice notice, CorrectiveAction action, Nonconformity of) {
        return action.waits() && ReminderRule.holds(notice, action.facts().due()) && Work.EXTEND_ACTION.refusal(of).isEmpty() && action.facts().cycle() == of.facts().cycle();
    }

    /** Told to the owners of both cases, and of the actions that were to prevent it. */
    private Told cameBack(Notice notice, Nonconformity later, Recurrence found) {
        Nonconformity earlier = nonconformities.byId(found.earlier()).orElseThrow();
        Stream<String> owners = Stream.of(Stream.of(earlier.facts().owner()), files.of(earlier).actions().stream().filter(found::marks).map(a -> a.facts().owner()), Stream.of(later.facts().owner()))
                .flatMap(Function.identity());
        return new Told(notice, later, new About.OfRecurrence(earlier.facts().number().toString(), earlier.facts().title(), found.days(), found.because()), managers(notice.site(), owners));
    }

    /** Each once, whoever still is one; null is nobody. */
    private List<User> managers(Site site, Stream<String> logins) {
        return reached(logins.filter(Objects::nonNull).distinct().flatMap(login -> users.byLogin(login).stream())
                .filter(u -> u instanceof User.Active && u.facts().site().equals(site) && u.facts().roles().contains(Role.QUALITY_MANAGER)).toList());
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
        Letters.Letter letter = letters.colleague(new Letters.Colleague(user.language(), ours.name(), user.name(), told.notice().kind(), row, told.about(),
                ours.link("/cases/" + number + page(told.notice().kind()))));
        dispatch.send(new Dispatch.Order(user.site(), purpose(told.notice().kind()), told.notice().id(), user.id(), user.email(), user.name(), user.language(), letter, UnaryOperator.identity(),
                TellQualityManagers.HEADERS), ACTOR, now, mail -> { }, mail -> { });
    }

    /** Where what is told can be seen. */
    private static String page(Notice.Kind kind) {
        return switch (kind) {
            case MENTION -> "/comments";
            case RECURRENCE, FOLLOW_UP -> "/effect";
            case DUE_IN_A_WEEK, DUE_TOMORROW, DUE_TODAY, OVERDUE, ESCALATION -> "";
        };
    }

    private static Mail.Purpose purpose(Notice.Kind kind) {
        return switch (kind) {
            case MENTION -> Mail.Purpose.MENTION;
            case ESCALATION -> Mail.Purpose.ESCALATION;
            case DUE_IN_A_WEEK, DUE_TOMORROW, DUE_TODAY, OVERDUE -> Mail.Purpose.REMINDER;
            case RECURRENCE, FOLLOW_UP -> Mail.Purpose.CASE_NOTICE;
        };
    }
}
