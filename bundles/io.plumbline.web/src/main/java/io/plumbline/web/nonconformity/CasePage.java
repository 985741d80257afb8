package io.plumbline.web.nonconformity;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import javax.ws.rs.NotFoundException;
import javax.ws.rs.core.Response;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Organisation;
import io.plumbline.application.access.ListColleagues.Colleague;
import io.plumbline.application.action.AskAgain;
import io.plumbline.application.action.CheckEffect;
import io.plumbline.application.action.FollowUpQueries;
import io.plumbline.application.journal.JournalQueries.JournalRow;
import io.plumbline.application.nonconformity.CaseQueries;
import io.plumbline.application.nonconformity.CaseQueries.CaseView;
import io.plumbline.application.nonconformity.KeepCatalogue;
import io.plumbline.application.nonconformity.ReadCaseFile;
import io.plumbline.application.nonconformity.TellCustomer;
import io.plumbline.application.survey.SurveyQueries.InvitationView;
import io.plumbline.application.survey.SurveyQueries.ResponseRow;
import io.plumbline.domain.Id;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.action.Extension;
import io.plumbline.domain.complaint.Complaint;
import io.plumbline.domain.customer.Contact;
import io.plumbline.domain.mail.Mail;
import io.plumbline.domain.nonconformity.Analysis;
import io.plumbline.domain.nonconformity.Analysis.Bone;
import io.plumbline.domain.nonconformity.CaseFile;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Cause;
import io.plumbline.domain.nonconformity.CauseCatalogue;
import io.plumbline.domain.nonconformity.Criterion;
import io.plumbline.domain.nonconformity.Disposition;
import io.plumbline.domain.nonconformity.EffectCheck;
import io.plumbline.domain.nonconformity.Move;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.OrderSnapshot;
import io.plumbline.domain.nonconformity.Plan;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.domain.nonconformity.Signature;
import io.plumbline.domain.nonconformity.Stratum;
import io.plumbline.domain.nonconformity.Work;
import io.plumbline.web.CaseTitle;
import io.plumbline.domain.survey.FollowUp;
import io.plumbline.web.Look;
import io.plumbline.web.Visit;
import io.plumbline.web.Wrong;

/** What every page of a case shows, and what each of its tabs adds. */
@Component(service = CasePage.class)
public final class CasePage {
    private static final List<String> QUESTIONS = List.of("what", "where", "when", "extent");
    /** Fields of the form for the 5 Whys. */
    static final int WHYS = 7;
    /** Lines of the form for an is/is-not comparison: those with a question, and one more. */
    static final int CONTRASTS = QUESTIONS.size() + 1;

    /**
     * One step of the way.
     *
     * @param status {@code done}, {@code now} or {@code todo}
     * @param at     when it was reached, where the journal says so, or null
     */
    record Step(String state, String status, Instant at) {
    }

    /** One event of the trail; {@code of} is what the template of its kind shows. */
    record Event(String kind, Instant at, Object of) {
    }

    /**
     * A complaint that became the case or belongs to it.
     *
     * @param origin   whether the case was filed for it
     * @param cameWith number of the case that it came with, which was merged into this one, or null
     */
    record ComplaintEvent(Complaint.Facts facts, String state, boolean origin, boolean acknowledgedLate, boolean answeredLate, String cameWith) {
    }

    /** @param count of what is on it, or null where that says nothing */
    record TabLink(String key, String href, Integer count, boolean chosen) {
    }

    /** A category that a cause can carry, by the bone that it belongs to. */
    record CategoryChoice(String code, String name, Bone bone) {
    }

    /** @param category as it is called, or null; @param past whether it belongs to an earlier cycle */
    record CauseLine(Cause cause, String category, String method, Object diagram, List<ContrastField> contrasts, boolean past) {
    }

    /**
     * @param deeds   that the reader can do with it now
     * @param overdue whether its day is past and it is not done
     */
    record ActionLine(CorrectiveAction action, List<String> deeds, Instant doneAt, String judgedBy, boolean overdue, boolean past, MoreTime moreTime) {
    }

    /**
     * More time for an action, as its reader may see it.
     *
     * @param mayAsk    whether they can ask for it now
     * @param owner     whose asking is awaited, where only that is missing; or null
     * @param asked     what nobody has decided on yet, or null
     * @param decisions that they can make about it now
     * @param could     names of those who can make them now; empty where nobody can
     * @param decided   what was decided, oldest first
     */
    record MoreTime(boolean mayAsk, String owner, Extension asked, List<Extension.Decision> decisions, List<String> could, List<Extension> decided) {
    }

    /** What deliveries of the case have in common, to be chosen for a criterion. */
    record StratumChoice(String value, Stratum.Kind kind, String name) {
    }

    /** A letter that can be written, as the template words it. */
    record LetterForm(Mail.Purpose purpose, String title, String text) {
    }

    /** One bone in the form for Ishikawa's diagram. */
    record BoneField(Bone bone, String text) {
    }

    /** One line of an is/is-not comparison; named so because templates cannot say {@code is}. */
    record ContrastField(int at, String question, String holds, String holdsNot, String distinction) {
    }

    /**
     * What came of a form that was sent; at first, nothing.
     *
     * @param changed what happened since the page was read; null where nothing did
     */
    record Sent(Typed typed, List<Wrong> problems, List<JournalRow> changed, int status) {
        static final Sent NOTHING = new Sent(Typed.NOTHING, List.of(), null, 200);
    }

    private final CaseQueries cases;
    private final ReadCaseFile files;
    private final KeepCatalogue catalogue;
    private final FollowUpQueries followUps;
    private final AskAgain again;

    @Activate
    public CasePage(@Reference CaseQueries cases, @Reference ReadCaseFile files, @Reference KeepCatalogue catalogue, @Reference FollowUpQueries followUps, @Reference AskAgain again) {
        this.cases = cases;
        this.files = files;
        this.catalogue = catalogue;
        this.followUps = followUps;
        this.again = again;
    }

    /**
     * Shows one tab of a case.
     *
     * @throws NotFoundException where the site has no such case
     */
    Response show(Visit visit, String text, CaseTab tab, Sent sent) {
        CaseNumber number = CaseNumber.parse(text).orElseThrow(NotFoundException::new);
        CaseView view = cases.one(visit.caller().site(), number.toString()).orElseThrow(NotFoundException::new);
        ReadCaseFile.Opened opened = files.open(visit.caller().site(), number, visit.caller().login(), visit.caller().roles()).orElseThrow(NotFoundException::new);
        CaseFile file = opened.file();
        People people = new People(opened.colleagues());
        boolean works = visit.caller().is(Role.QUALITY_MANAGER);
        Optional<Move> ahead = NextStep.from(file.nonconformity().state());
        List<Offer> offers = opened.offers().stream().map(v -> Offer.of(v, file, people, ahead.filter(v.move()::equals).isPresent())).toList();
        visit.with("case", view).with("row", view.row()).with("title", CaseTitle.in(visit.look().texts(), view.row().title())).with("steps", steps(view)).with("tabs", tabs(opened, tab))
                .with("tab", tab.name()).with("number", number.toString()).with("version", file.nonconformity().facts().version()).with("works", works).with("people", people)
                .with("typed", sent.typed()).with("problems", sent.problems()).with("wrong", sent.problems().stream().map(Wrong::field).collect(Collectors.toSet())).with("changed", sent.changed())
                .with("offers", offers).with("ahead", offers.stream().filter(Offer::main).findFirst().orElse(null)).with("signatures", opened.signatures())
                .with("reopened", file.nonconformity().facts().reopened()).with("cycle", file.cycle()).with("rejection", file.rejection())
                .with("rejected", file.nonconformity() instanceof Nonconformity.Rejected r ? r.reason() : "").with("today", LocalDate.ofInstant(visit.now(), visit.organisation().zone()))
                .with("cameBack", opened.cameBack().stream().filter(r -> r.recurrence().stands()).toList()).with("comesBack", opened.comesBack().stream().filter(r -> r.recurrence().stands()).toList());
        visit.with("mergedInto", opened.mergedInto() == null ? "" : opened.mergedInto().toString()).with("merged", opened.merged().stream().map(CaseNumber::toString).toList());
        for (Work work : Work.values()) {
            visit.with("may" + work, works && work.refusal(file.nonconformity()).isEmpty());
        }
        switch (tab) {
            case STORY -> story(visit, view, opened);
            case CONTAINMENT -> containment(visit, opened, view);
            case CAUSES -> causes(visit, file, sent.typed());
            case PLAN -> plan(visit, opened, view, people);
            case EFFECT -> effect(visit, opened, followUps.of(visit.caller().site(), number));
            case FOLLOW_UP -> visit.with("preview", again.preview(visit.caller().site(), number, visit.now()).orElseThrow(NotFoundException::new)).with("most", FollowUp.MOST_MESSAGE);
            case REPORT -> Report.of(opened, view, catalogue.of(visit.caller().site()), followUps.of(visit.caller().site(), number), visit.look()).forEach(visit::with);
            case MOVES, SIGNATURES -> { }
        }
        return visit.show(sent.status(), tab.template());
    }

    /** What a signature of the case stands under; empty where there is no such signature, or its content was not kept or is erased. */
    Optional<String> signed(Visit visit, String number, Id signature) {
        return CaseNumber.parse(number).flatMap(n -> files.open(visit.caller().site(), n, visit.caller().login(), visit.caller().roles())).stream()
                .flatMap(opened -> opened.signatures().stream()).filter(s -> s.id().equals(signature) && s.content() != null).map(Signature::content).findFirst();
    }

    private static List<TabLink> tabs(ReadCaseFile.Opened opened, CaseTab chosen) {
        CaseFile file = opened.file();
        Map<CaseTab, Integer> counts = new LinkedHashMap<>();
        counts.put(CaseTab.CONTAINMENT, file.containments().size());
        counts.put(CaseTab.CAUSES, file.causes().size());
        counts.put(CaseTab.PLAN, file.actions().size());
        counts.put(CaseTab.EFFECT, file.checks().size());
        counts.put(CaseTab.SIGNATURES, opened.signatures().size());
        String number = file.nonconformity().facts().number().toString();
        return Arrays.stream(CaseTab.values()).filter(tab -> tab != CaseTab.REPORT && tab.within() == tab).map(tab -> new TabLink(tab.name(), tab.of(number), counts.get(tab), tab == chosen.within())).toList();
    }

    private static void story(Visit visit, CaseView view, ReadCaseFile.Opened opened) {
        Nonconformity.Facts facts = view.nonconformity().facts();
        visit.with("reasons", facts.whyLow().stream().map(r -> CaseTitle.reason(visit.look().texts(), r)).toList()).with("snapshot", facts.snapshot()).with("trail", trail(view, opened, visit.now()))
                .with("answer", answer(view).orElse(null)).with("journal", view.journal())
                .with("severities", List.of(Severity.values())).with("intake", opened.intake());
    }

    private static void containment(Visit visit, ReadCaseFile.Opened opened, CaseView view) {
        CaseFile file = opened.file();
        Set<Mail.Purpose> written = opened.told().stream().map(Mail::purpose).collect(Collectors.toSet());
        List<LetterForm> letters = new ArrayList<>();
        Contact contact = view.contact();
        if (contact != null && contact.email() != null && visit.caller().is(Role.QUALITY_MANAGER)) {
            Look theirs = new Look(TellCustomer.language(contact), visit.organisation().zone(), visit.now());
            if (!written.contains(Mail.Purpose.CONTAINMENT_LETTER) && !file.containments().isEmpty()) {
                letters.add(letter(Mail.Purpose.CONTAINMENT_LETTER, file, view, visit.organisation(), theirs, file.containments().stream().map(c -> "– " + c.what()).collect(Collectors.joining("\n"))));
            }
            if (!written.contains(Mail.Purpose.OUTCOME_LETTER) && (file.nonconformity() instanceof Nonconformity.AwaitingEffectiveness || !file.nonconformity().open())) {
                letters.add(letter(Mail.Purpose.OUTCOME_LETTER, file, view, visit.organisation(), theirs,
                        file.actionsNow().stream().filter(CorrectiveAction.Verified.class::isInstance).map(a -> "– " + a.facts().what()).collect(Collectors.joining("\n"))));
            }
        }
        visit.with("containments", file.containments()).with("dispositions", List.of(Disposition.values())).with("told", opened.told()).with("letters", letters)
                .with("addressed", contact != null && contact.email() != null);
    }

    /** In the words of a template, in the customer's language, for a person to change. */
    private static LetterForm letter(Mail.Purpose purpose, CaseFile file, CaseView view, Organisation ours, Look theirs, String what) {
        String order = view.row().orderNumber() == null ? file.nonconformity().facts().number().toString() : view.row().orderNumber();
        String name = view.contact().name() == null ? "" : view.contact().name();
        String hello = name.isEmpty() ? theirs.say("mail.hello") : theirs.say("mail.hello.name", name);
        return new LetterForm(purpose, theirs.say("letter." + purpose + ".title", order), theirs.say("letter." + purpose + ".text", hello, order, what, ours.name()));
    }

    private void causes(Visit visit, CaseFile file, Typed typed) {
        CauseCatalogue known = catalogue.of(visit.caller().site());
        String effect = CaseTitle.in(visit.look().texts(), file.nonconformity().facts().title());
        List<CauseLine> lines = file.causes().stream().sorted(Comparator.comparing(Cause::cycle).reversed())
                .map(c -> line(c, file, effect, known, visit.look())).toList();
        String method = typed.into("cause") ? typed.value("cause", "method") : visit.parameter("method");
        List<String> methods = List.of("FIVE_WHYS", "ISHIKAWA", "IS_IS_NOT", "FREE_TEXT");
        List<String> whys = new ArrayList<>();
        for (int i = 0; i < WHYS; i++) {
            whys.add(typed.value("cause", "why-" + i));
        }
        List<ContrastField> contrasts = new ArrayList<>();
        for (int i = 0; i < CONTRASTS; i++) {
            String asked = i < QUESTIONS.size() ? visit.say("contrast.question." + QUESTIONS.get(i)) : "";
            contrasts.add(new ContrastField(i, typed.first("cause", "question-" + i, asked), typed.value("cause", "is-" + i), typed.value("cause", "isnot-" + i), typed.value("cause", "distinction-" + i)));
        }
        visit.with("causes", lines).with("categories", known.offered().stream().map(c -> new CategoryChoice(c.code(), CauseNames.of(c, c.code(), visit.look()), c.bone())).toList()).with("method", methods.contains(method) ? method : methods.get(0)).with("methods", methods).with("whys", whys)
                .with("bones", Arrays.stream(Bone.values()).map(b -> new BoneField(b, typed.value("cause", "bone-" + b))).toList()).with("contrasts", contrasts);
    }

    static CauseLine line(Cause cause, CaseFile file, String effect, CauseCatalogue known, Look look) {
        List<ContrastField> contrasts = new ArrayList<>();
        if (cause.analysis() instanceof Analysis.IsIsNot comparison) {
            comparison.contrasts().forEach(c -> contrasts.add(new ContrastField(contrasts.size(), c.question(), c.is(), c.isNot(), c.distinction() == null ? "" : c.distinction())));
        }
        return new CauseLine(cause, cause.category() == null ? null : CauseNames.of(known.find(cause.category()).orElse(null), cause.category(), look), method(cause.analysis()), CauseDiagram.of(cause.analysis(), "diagram-" + cause.id().value(), effect, look), contrasts, cause.cycle() != file.cycle());
    }

    private static String method(Analysis analysis) {
        return analysis instanceof Analysis.FiveWhys ? "FIVE_WHYS" : analysis instanceof Analysis.Ishikawa ? "ISHIKAWA" : analysis instanceof Analysis.IsIsNot ? "IS_IS_NOT" : "FREE_TEXT";
    }

    private static void plan(Visit visit, ReadCaseFile.Opened opened, CaseView view, People people) {
        CaseFile file = opened.file();
        LocalDate today = LocalDate.ofInstant(visit.now(), visit.organisation().zone());
        visit.with("plan", file.plan().orElse(null)).with("plans", file.plans().stream().filter(p -> p.cycle() != file.cycle()).toList())
                .with("actions", file.actions().stream().sorted(Comparator.comparing((CorrectiveAction a) -> a.facts().cycle()).reversed()).map(a -> line(a, opened, visit, today, people)).toList())
                .with("strata", strata(file.nonconformity().facts(), view, visit.look())).with("kinds", List.of(CorrectiveAction.Kind.values()))
                .with("chosen", file.plan().map(p -> p.criterion().stratum().kind() + ":" + p.criterion().stratum().value()).orElse("")).with("judgeOn", today.plusDays(90)).with("measures", List.of(Criterion.Measure.values()))
                .with("marked", file.actions().stream().filter(a -> opened.cameBack().stream().anyMatch(r -> r.recurrence().marks(a))).map(a -> a.facts().id().value()).toList());
    }

    private static ActionLine line(CorrectiveAction action, ReadCaseFile.Opened opened, Visit visit, LocalDate today, People people) {
        CaseFile file = opened.file();
        String login = visit.caller().login();
        boolean past = action.facts().cycle() != file.cycle();
        List<String> deeds = new ArrayList<>();
        boolean carry = Work.CARRY_OUT.refusal(file.nonconformity()).isEmpty();
        boolean cancel = Work.CANCEL_ACTION.refusal(file.nonconformity()).isEmpty();
        if (!past && visit.caller().is(Role.QUALITY_MANAGER)) {
            if (carry && action instanceof CorrectiveAction.Planned) {
                deeds.add("BEGIN");
            }
            if (carry && action instanceof CorrectiveAction.InProgress) {
                deeds.add("FINISH");
            }
            if (carry && action instanceof CorrectiveAction.Done done && done.mayJudge(login)) {
                deeds.addAll(List.of("VERIFY", "FIND_INEFFECTIVE"));
            }
            if (cancel && (action instanceof CorrectiveAction.Planned || action instanceof CorrectiveAction.InProgress)) {
                deeds.add("CANCEL");
            }
            if (cancel && action instanceof CorrectiveAction.Cancelled c && c.acceptedBy() == null && c.mayAccept(login)) {
                deeds.add("ACCEPT_CANCELLATION");
            }
        }
        return new ActionLine(action, deeds, Report.doneAt(action), Report.judgedBy(action), action.waits() && !past && action.facts().due().isBefore(today), past, moreTime(action, opened, past, visit, people));
    }

    private static MoreTime moreTime(CorrectiveAction action, ReadCaseFile.Opened opened, boolean past, Visit visit, People people) {
        List<Extension> all = opened.extensions().stream().filter(e -> e.action().equals(action.facts().id())).toList();
        Extension asked = all.stream().filter(e -> e.decision() == Extension.Decision.ASKED).findFirst().orElse(null);
        boolean now = !past && Work.EXTEND_ACTION.refusal(opened.file().nonconformity()).isEmpty();
        boolean works = visit.caller().is(Role.QUALITY_MANAGER);
        boolean ask = now && asked == null && action.waits() && works;
        boolean owns = visit.caller().login().equals(action.facts().owner());
        List<Extension.Decision> decisions = !now || asked == null || !works || !asked.mayDecide(visit.caller().login()) ? List.of()
                : action.waits() ? List.of(Extension.Decision.GRANTED, Extension.Decision.REFUSED) : List.of(Extension.Decision.REFUSED);
        List<String> could = !now || asked == null ? List.of() : people.all().stream().filter(c -> asked.mayDecide(c.login())).map(Colleague::name).toList();
        return new MoreTime(ask && owns, ask && !owns ? action.facts().owner() : null, asked, decisions, could, all.stream().filter(e -> e.decision() != Extension.Decision.ASKED).toList());
    }

    /** What the deliveries of the case have in common with others. */
    private static List<StratumChoice> strata(Nonconformity.Facts facts, CaseView view, Look look) {
        Set<StratumChoice> choices = new LinkedHashSet<>();
        if (facts.snapshot() != null) {
            for (OrderSnapshot.Shipment shipment : facts.snapshot().deliveries()) {
                for (OrderSnapshot.Item item : shipment.lines()) {
                    if (item.sku() != null) {
                        choices.add(choice(Stratum.Kind.PRODUCT, item.sku(), look.say("stratum.named", item.sku(), item.name())));
                    }
                    item.lots().forEach(lot -> choices.add(choice(Stratum.Kind.LOT, lot, lot)));
                }
                if (shipment.country() != null) {
                    choices.add(choice(Stratum.Kind.COUNTRY, shipment.country(), shipment.country()));
                }
                if (shipment.carrier() != null) {
                    choices.add(choice(Stratum.Kind.CARRIER, shipment.carrier(), shipment.carrier()));
                }
            }
        }
        if (facts.customer() != null) {
            choices.add(choice(Stratum.Kind.CUSTOMER, facts.customer().value(), view.row().customerName() == null ? look.say("erased") : view.row().customerName()));
        }
        choices.add(choice(Stratum.Kind.EVERYTHING, "", ""));
        return choices.stream().sorted(Comparator.comparing(StratumChoice::kind)).toList();
    }

    private static StratumChoice choice(Stratum.Kind kind, String value, String name) {
        return new StratumChoice(kind + ":" + value, kind, name);
    }

    private static void effect(Visit visit, ReadCaseFile.Opened opened, List<FollowUpQueries.Round> rounds) {
        CaseFile file = opened.file();
        Map<Integer, Criterion> criteria = file.plans().stream().collect(Collectors.toMap(Plan::cycle, Plan::criterion));
        Optional<EffectCheck> last = file.lastCheck();
        List<EffectFigures> looks = file.checks().stream().sorted(Comparator.comparing(EffectCheck::at).reversed()).filter(c -> criteria.containsKey(c.cycle()))
                .map(c -> EffectFigures.of(c, criteria.get(c.cycle()), last.filter(c::equals).isPresent(), visit.look())).toList();
        LocalDate earliest = file.plan().map(p -> CheckEffect.earliest(file, p)).orElse(null);
        visit.with("returnsAfter", opened.cameBack()).with("returnsBefore", opened.comesBack());
        visit.with("rounds", rounds).with("plan", file.plan().orElse(null)).with("looks", looks).with("earliest", earliest)
                .with("ready", earliest != null && !LocalDate.ofInstant(visit.now(), ZoneOffset.UTC).isBefore(earliest));
    }

    /** The answer that made the case. */
    static Optional<ResponseRow> answer(CaseView view) {
        InvitationView invitation = view.invitation();
        return invitation == null ? Optional.empty()
                : invitation.responses().stream().filter(r -> r.id().equals(view.nonconformity().facts().response())).findFirst();
    }

    /** Those that became the case or belong to it, and how they stand. */
    static List<ComplaintEvent> complaints(ReadCaseFile.Opened opened, Instant now) {
        return opened.complaints().stream().map(v -> new ComplaintEvent(v.complaint().facts(), v.complaint().state(),
                opened.file().nonconformity().facts().trigger().complaint(v.complaint().facts().id()), v.complaint().acknowledgedLate(now), v.complaint().answeredLate(now),
                v.cameWith() == null ? null : v.cameWith().toString())).toList();
    }

    private static List<Step> steps(CaseView view) {
        List<Step> steps = new ArrayList<>();
        int now = NextStep.WAY.indexOf(view.row().state());
        for (int i = 0; i < NextStep.WAY.size(); i++) {
            String state = NextStep.WAY.get(i);
            String status = i == now ? i == NextStep.WAY.size() - 1 ? "done" : "now" : i < now || now < 0 && i == 0 ? "done" : "todo";
            steps.add(new Step(state, status, status.equals("todo") ? null : reached(view, state)));
        }
        return steps;
    }

    private static Instant reached(CaseView view, String state) {
        // the first entry of the newest run of entries in this state: what is written into a case in a state is journalled with that state too
        Instant reached = null;
        boolean inside = false;
        for (JournalRow entry : view.journal()) {
            if (entry.object().equals(view.row().id())) {
                boolean there = state.equals(entry.facts().get("state"));
                reached = there && !inside ? entry.recordedAt() : reached;
                inside = there;
            }
        }
        return reached != null ? reached : state.equals("Reported") ? view.row().reportedAt() : null;
    }

    /** Order, mail, answers, case, and what was done about it, as they came. */
    private static List<Event> trail(CaseView view, ReadCaseFile.Opened opened, Instant now) {
        List<Event> trail = new ArrayList<>();
        complaints(opened, now).forEach(c -> trail.add(new Event("complaint", c.facts().receivedAt(), c)));
        view.deliveries().forEach(d -> trail.add(new Event("delivery", d.firstSeenAt(), d)));
        if (view.invitation() != null) {
            view.invitation().mails().forEach(m -> trail.add(new Event("mail", m.sentAt() == null ? m.createdAt() : m.sentAt(), m)));
            view.invitation().responses().forEach(r -> trail.add(new Event("answer", r.receivedAt(), r)));
        }
        trail.add(new Event("case", view.row().reportedAt(), view.row()));
        view.journal().stream().filter(j -> j.object().equals(view.row().id()) && !j.action().equals("nonconformity.reported")).forEach(j -> trail.add(new Event("deed", j.recordedAt(), j)));
        trail.sort(Comparator.comparing(Event::at));
        return trail;
    }
}
