package io.plumbline.application.nonconformity;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Transactions;
import io.plumbline.application.access.ListColleagues;
import io.plumbline.application.access.ListColleagues.Colleague;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.action.Extension;
import io.plumbline.domain.action.Extensions;
import io.plumbline.domain.complaint.Complaint;
import io.plumbline.domain.complaint.Complaints;
import io.plumbline.domain.mail.Mail;
import io.plumbline.domain.mail.Mails;
import io.plumbline.domain.nonconformity.CaseFile;
import io.plumbline.domain.nonconformity.CaseFiles;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Gate;
import io.plumbline.domain.nonconformity.Gate.Verdict;
import io.plumbline.domain.nonconformity.Intake;
import io.plumbline.domain.nonconformity.Intakes;
import io.plumbline.domain.nonconformity.Nonconformities;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Recurrence;
import io.plumbline.domain.nonconformity.Recurrences;
import io.plumbline.domain.nonconformity.Signature;

/** Opens the file of a case: what was done about it, and what can be done next by whoever reads it. */
@Component(service = ReadCaseFile.class)
public final class ReadCaseFile {
    private static final int MOST_RETURNS = 50;
    private static final int MOST_MERGED = 50;

    private final Transactions transactions;
    private final Nonconformities nonconformities;
    private final CaseFiles files;
    private final Intakes intakes;
    private final Complaints complaints;
    private final Extensions extensions;
    private final Mails mails;
    private final ListColleagues colleagues;
    private final Recurrences recurrences;

    @Activate
    public ReadCaseFile(@Reference Transactions transactions, @Reference Nonconformities nonconformities, @Reference CaseFiles files, @Reference Intakes intakes,
            @Reference Complaints complaints, @Reference Extensions extensions, @Reference Mails mails, @Reference ListColleagues colleagues,
            @Reference Recurrences recurrences) {
        this.transactions = transactions;
        this.nonconformities = nonconformities;
        this.files = files;
        this.intakes = intakes;
        this.complaints = complaints;
        this.extensions = extensions;
        this.mails = mails;
        this.colleagues = colleagues;
        this.recurrences = recurrences;
    }

    /**
     * A case as its reader may see it.
     *
     * @param intake     what was said when it was filed; null for a case that a low answer made
     * @param complaints that became the case or belong to it, and those of the cases that were merged into it, as they were entered
     * @param extensions that were asked for its actions, oldest first
     * @param offers     the moves out of the state, and what each lacks for the reader beside that which comes with it
     * @param told       what its customer was told by mail, oldest first
     * @param colleagues who works on the cases of the site, and can make a move that this reader may not
     * @param cameBack   the later cases with which it came back after it was closed, newest first, dismissed ones too; at most 50
     * @param comesBack  the earlier cases that come back with it, likewise
     * @param mergedInto number of the case that goes on for it; null where it was not merged
     * @param merged     numbers of the cases that were merged into it, oldest first; at most 50
     */
    public record Opened(CaseFile file, Intake intake, List<Linked> complaints, List<Extension> extensions, List<Signature> signatures, List<Verdict> offers, List<Mail> told, List<Colleague> colleagues,
            List<Return> cameBack, List<Return> comesBack, CaseNumber mergedInto, List<CaseNumber> merged) {
    }

    /** @param cameWith number of the case that it came with, which was merged into this one; null for one of this case's own */
    public record Linked(Complaint complaint, CaseNumber cameWith) {
    }

    /** @param other number of the other case */
    public record Return(Recurrence recurrence, CaseNumber other) {
    }

    private List<Linked> linked(Id nonconformity) {
        return Stream.concat(complaints.of(nonconformity).stream().map(c -> new Linked(c, null)), complaints.broughtTo(nonconformity).stream().map(b -> new Linked(b.complaint(), b.with())))
                .sorted(Comparator.comparing(v -> v.complaint().facts().id())).toList();
    }

    private CaseNumber number(Id id) {
        return nonconformities.byId(id).orElseThrow().facts().number();
    }

    /** Empty where there is no such case at the site. */
    public Optional<Opened> open(Site site, CaseNumber number, String login, Set<Role> roles) {
        return transactions.required(() -> nonconformities.byNumber(site, number).map(n -> {
            CaseFile file = files.of(n);
            return new Opened(file, intakes.of(n.facts().id()).orElse(null), linked(n.facts().id()), extensions.ofCase(n.facts().id()), files.signatures(n.facts().id()), Gate.offers(file, login, roles),
                    mails.about(n.facts().id()).stream().filter(mail -> mail.purpose().letter()).toList(), colleagues.qualityManagers(site),
                    recurrences.after(n.facts().id(), MOST_RETURNS).stream().map(r -> new Return(r, number(r.later()))).toList(),
                    recurrences.before(n.facts().id(), MOST_RETURNS).stream().map(r -> new Return(r, number(r.earlier()))).toList(),
                    n instanceof Nonconformity.Merged merged ? number(merged.into()) : null, nonconformities.mergedInto(n.facts().id(), MOST_MERGED));
        }));
    }
}
