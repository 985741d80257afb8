package io.plumbline.application.nonconformity;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Ids;
import io.plumbline.application.JournalEntries;
import io.plumbline.application.Steps;
import io.plumbline.application.Transactions;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.Users;
import io.plumbline.domain.flow.Event;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Comment;
import io.plumbline.domain.nonconformity.Comments;
import io.plumbline.domain.nonconformity.Nonconformities;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Notice;
import io.plumbline.domain.nonconformity.Notices;

/** Talk about a case. Whoever is mentioned is told by mail; a comment that mentions somebody who cannot read the case is refused. */
@Component(service = CommentCase.class)
public final class CommentCase {
    private final Transactions transactions;
    private final Ids ids;
    private final Steps steps;
    private final Journal journal;
    private final Nonconformities nonconformities;
    private final Comments comments;
    private final Notices notices;
    private final Users users;

    @Activate
    public CommentCase(@Reference Transactions transactions, @Reference Ids ids, @Reference Steps steps, @Reference Journal journal, @Reference Nonconformities nonconformities,
            @Reference Comments comments, @Reference Notices notices, @Reference Users users) {
        this.transactions = transactions;
        this.ids = ids;
        this.steps = steps;
        this.journal = journal;
        this.nonconformities = nonconformities;
        this.comments = comments;
        this.notices = notices;
        this.users = users;
    }

    /** Who speaks about which case of their site. */
    public record Speaker(Site site, CaseNumber number, String login, Set<Role> roles) {
        public Speaker {
            roles = Set.copyOf(roles);
        }
    }

    /** Oldest first; empty where there is no such case at the site. */
    public Optional<List<Comment>> list(Site site, CaseNumber number) {
        return transactions.required(() -> nonconformities.byNumber(site, number).map(n -> comments.of(n.facts().id())));
    }

    /** Logins of those who may be mentioned: active people of the site who read cases. */
    public Set<String> readers(Site site) {
        return transactions.required(() -> {
            Set<String> logins = new TreeSet<>();
            for (Role role : List.of(Role.QUALITY_MANAGER, Role.AUDITOR)) {
                users.active(site, role).forEach(u -> logins.add(u.facts().login()));
            }
            return logins;
        });
    }

    public CaseOutcome add(Speaker speaker, String text, Instant now) {
        if (!speaker.roles().contains(Role.QUALITY_MANAGER)) {
            return new CaseOutcome.Forbidden();
        }
        return transactions.required(() -> {
            Optional<Nonconformity> found = nonconformities.byNumber(speaker.site(), speaker.number());
            if (found.isEmpty()) {
                return new CaseOutcome.NotFound();
            }
            Comment comment = new Comment(ids.next(now), speaker.site(), found.get().facts().id(), text == null ? null : text.strip(), speaker.login(), now, null, 1);
            List<Problem> problems = new ArrayList<>(comment.problems());
            Set<String> known = comment.mentions().isEmpty() ? Set.of() : readers(speaker.site());
            String unknown = comment.mentions().stream().filter(m -> !known.contains(m)).map(m -> "@" + m).collect(Collectors.joining(" "));
            if (!unknown.isEmpty()) {
                problems.add(new Problem("mentions", unknown, "the logins of active people of this site who may read the case"));
            }
            if (!problems.isEmpty()) {
                return new CaseOutcome.Invalid(problems);
            }
            comments.add(comment);
            journal.append(JournalEntries.of(comment, Actor.user(speaker.login()), "comment.added", now));
            if (!comment.mentions().isEmpty()) {
                Notice notice = new Notice(ids.next(now), speaker.site(), comment.nonconformity(), Notice.Kind.MENTION, comment.id(), now.atZone(ZoneOffset.UTC).toLocalDate(), now);
                notices.add(notice);
                journal.append(JournalEntries.of(notice, Actor.user(speaker.login()), now));
                steps.begin(new Event.NoticeWritten(notice.id()), now);
            }
            return new CaseOutcome.Done(found.get(), comment.id());
        });
    }

    /** Only its author does, and once; that there was one stays to be seen. */
    public CaseOutcome withdraw(Speaker speaker, Id id, Instant now) {
        if (!speaker.roles().contains(Role.QUALITY_MANAGER)) {
            return new CaseOutcome.Forbidden();
        }
        return transactions.required(() -> {
            Optional<Nonconformity> found = nonconformities.byNumber(speaker.site(), speaker.number());
            Optional<Comment> known = found.flatMap(n -> comments.byId(id).filter(c -> c.nonconformity().equals(n.facts().id())));
            if (known.isEmpty()) {
                return new CaseOutcome.NotFound();
            }
            Comment comment = known.get();
            if (!comment.by().equals(speaker.login())) {
                return new CaseOutcome.Invalid(List.of(new Problem("login", speaker.login(), comment.by() + ", who wrote it")));
            }
            if (comment.withdrawnAt() == null) {
                comments.save(comment.withdrawn(now));
                journal.append(JournalEntries.of(comment.withdrawn(now), Actor.user(speaker.login()), "comment.withdrawn", now));
            }
            return new CaseOutcome.Done(found.get(), id);
        });
    }
}
