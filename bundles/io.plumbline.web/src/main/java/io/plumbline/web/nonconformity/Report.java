package io.plumbline.web.nonconformity;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.plumbline.application.action.FollowUpQueries;
import io.plumbline.application.nonconformity.CaseQueries.CaseView;
import io.plumbline.application.nonconformity.ReadCaseFile;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.action.Extension;
import io.plumbline.domain.nonconformity.CaseFile;
import io.plumbline.domain.nonconformity.CauseCatalogue;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.web.CaseTitle;
import io.plumbline.web.Look;

/** All that an 8D report tells, D1 to D8, on a page as on paper. */
final class Report {
    private Report() {
    }

    /**
     * An action, and what became of it.
     *
     * @param moreTime that was asked for it, oldest first, whatever was decided
     * @param firstDue its due date before more time was granted; null where none was
     */
    record Did(CorrectiveAction action, Instant doneAt, String judgedBy, List<Extension> moreTime, LocalDate firstDue) {
    }

    /** What its template shows, by name. */
    static Map<String, Object> of(ReadCaseFile.Opened opened, CaseView view, CauseCatalogue catalogue, List<FollowUpQueries.Round> rounds, Look look) {
        CaseFile file = opened.file();
        Nonconformity.Facts facts = file.nonconformity().facts();
        String title = CaseTitle.in(look.texts(), facts.title());
        Map<String, Object> told = new HashMap<>();
        told.put("number", facts.number().toString());
        told.put("version", facts.version());
        told.put("title", title);
        told.put("row", view.row());
        told.put("people", new People(opened.colleagues()));
        told.put("signatures", opened.signatures());
        told.put("today", look.formats().dayOf(look.now()));
        told.put("team", team(file));
        told.put("containments", file.containments());
        told.put("plan", file.plan().orElse(null));
        told.put("causes", file.causes().stream().filter(c -> c.cycle() == file.cycle()).map(c -> CasePage.line(c, file, title, catalogue, look)).toList());
        told.put("actions", did(opened, CorrectiveAction.Kind.CORRECTIVE));
        told.put("preventive", did(opened, CorrectiveAction.Kind.PREVENTIVE));
        told.put("looks", file.plan().flatMap(p -> file.lastCheck().map(c -> List.of(EffectFigures.of(c, p.criterion(), true, look)))).orElse(List.of()));
        told.put("reasons", view.nonconformity().facts().whyLow().stream().map(r -> CaseTitle.reason(look.texts(), r)).toList());
        told.put("snapshot", view.nonconformity().facts().snapshot());
        told.put("rounds", rounds.stream().filter(r -> r.followUp().cycle() == file.cycle()).toList());
        told.put("complaints", CasePage.complaints(opened, look.now()));
        told.put("answer", CasePage.answer(view).orElse(null));
        told.put("closedAt", file.nonconformity() instanceof Nonconformity.Closed closed ? closed.closedAt() : null);
        return told;
    }

    private static List<String> team(CaseFile file) {
        Set<String> team = new LinkedHashSet<>();
        if (file.nonconformity().facts().owner() != null) {
            team.add(file.nonconformity().facts().owner());
        }
        file.containments().forEach(c -> team.add(c.by()));
        file.causes().forEach(c -> team.add(c.by()));
        file.causes().stream().filter(c -> c.judgedBy() != null).forEach(c -> team.add(c.judgedBy()));
        team.addAll(file.planners());
        team.addAll(file.implementers());
        return List.copyOf(team);
    }

    private static List<Did> did(ReadCaseFile.Opened opened, CorrectiveAction.Kind kind) {
        return opened.file().actionsNow().stream().filter(a -> a.facts().kind() == kind).map(a -> {
            List<Extension> asked = opened.extensions().stream().filter(e -> e.action().equals(a.facts().id())).toList();
            return new Did(a, doneAt(a), judgedBy(a), asked, asked.stream().filter(e -> e.decision() == Extension.Decision.GRANTED).map(Extension::dueBefore).findFirst().orElse(null));
        }).toList();
    }

    /** Null while it is not done. */
    static Instant doneAt(CorrectiveAction action) {
        return action instanceof CorrectiveAction.Done d ? d.doneAt() : action instanceof CorrectiveAction.Verified v ? v.doneAt()
                : action instanceof CorrectiveAction.Ineffective i ? i.doneAt() : null;
    }

    /** Null while nobody has. */
    static String judgedBy(CorrectiveAction action) {
        return action instanceof CorrectiveAction.Verified v ? v.by() : action instanceof CorrectiveAction.Ineffective i ? i.by() : null;
    }
}
