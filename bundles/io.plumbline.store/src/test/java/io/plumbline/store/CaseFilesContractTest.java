package io.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.Test;

import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.action.Extension;
import io.plumbline.domain.journal.Entry;
import io.plumbline.domain.journal.Journal.Finding;
import io.plumbline.domain.journal.Journal.Kind;
import io.plumbline.domain.nonconformity.Analysis;
import io.plumbline.domain.nonconformity.Analysis.Bone;
import io.plumbline.domain.nonconformity.Attachment;
import io.plumbline.domain.nonconformity.FileType;
import io.plumbline.domain.nonconformity.CaseFile;
import io.plumbline.domain.nonconformity.CaseHash;
import io.plumbline.domain.nonconformity.CaseText;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Cause;
import io.plumbline.domain.nonconformity.Cause.Verdict;
import io.plumbline.domain.nonconformity.Containment;
import io.plumbline.domain.nonconformity.Criterion;
import io.plumbline.domain.nonconformity.Disposition;
import io.plumbline.domain.nonconformity.EffectCheck;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Plan;
import io.plumbline.domain.nonconformity.RejectionProposal;
import io.plumbline.domain.nonconformity.Signature;
import io.plumbline.domain.nonconformity.Stratum;

/** What is done about cases: what is entered comes back, with its case and no other, and changes only from the version that was read. */
public class CaseFilesContractTest extends PortContract {
    private static final Instant NOW = Samples.NOW;
    private static final LocalDate DAY = LocalDate.of(2026, 3, 29);
    private static final String TEXT = "Größe \"<b>M8</b>\"\r\n\t\\n 'drop' \u2028 \uD83D\uDE20";
    private static final String SIGNED = "case = CaseFile\ncase.what = \"" + "ü".repeat(40_000) + "\"\n";
    private static final String HASH = CaseHash.ofText(SIGNED);

    private int running;

    /** A case in a cycle, which is not stored. */
    private Nonconformity known(int cycle) {
        Nonconformity.Facts f = Samples.nonconformity(Samples.id(), new CaseNumber(Site.MAIN, 2026, ++running), Samples.id(), Samples.id(), 1);
        return new Nonconformity.Analysed(new Nonconformity.Facts(f.id(), f.site(), f.number(), f.trigger(), f.title(), f.whyLow(), f.severity(), f.order(), f.delivery(),
                f.customer(), f.contact(), f.response(), f.snapshot(), f.owner(), 0, cycle, f.reportedAt(), f.changedAt(), 1));
    }

    private static Id id(Nonconformity n) {
        return n.facts().id();
    }

    private static Containment containment(Id id, Nonconformity of, Disposition disposition, BigDecimal quantity, String uom) {
        return new Containment(id, Site.MAIN, id(of), disposition, TEXT, quantity, uom, "Zoë Groß, Vertrieb", DAY, "cem", NOW);
    }

    private static Plan plan(Id id, Id of, int cycle, Stratum stratum, long version) {
        return new Plan(id, Site.MAIN, of, cycle, new Criterion(stratum, 10, 30, DAY.plusDays(60)), "planner", NOW.plusSeconds(version), version);
    }

    private static EffectCheck check(Id id, Id of, int cycle, EffectCheck.Proposal proposal) {
        return new EffectCheck(id, Site.MAIN, of, cycle, proposal, new EffectCheck.Counts(LocalDate.of(2025, 3, 1), LocalDate.of(2026, 2, 28), LocalDate.of(2026, 4, 1),
                LocalDate.of(2026, 6, 30), new EffectCheck.Low(12, 100), new EffectCheck.Low(0, 0), new EffectCheck.Low(3_000_000_000L, 4_000_000_000L), new EffectCheck.Low(7, 90)),
                List.of("IMPROVED_ENOUGH", "MORE_THAN_CHANCE"), List.of("ü".repeat(40_000)), NOW);
    }

    private static RejectionProposal rejection(Id of) {
        return new RejectionProposal(Samples.id(), Site.MAIN, of, TEXT, "rob", NOW);
    }

    private static Signature signature(Id id, Id of, Signature.Meaning meaning, String name) {
        return new Signature(id, Site.MAIN, of, 7, HASH, meaning == Signature.Meaning.NOT_EFFECTIVE ? null : SIGNED, meaning, "ann", name, NOW);
    }

    @Test
    public void aCaseKeepsItsCycle() {
        Nonconformity second = known(2);
        store.nonconformities().add(second);
        assertThat(store.nonconformities().byId(id(second))).contains(second);
        Nonconformity.Facts f = second.facts();
        Nonconformity third = new Nonconformity.Analysed(new Nonconformity.Facts(f.id(), f.site(), f.number(), f.trigger(), f.title(), f.whyLow(), f.severity(), f.order(),
                f.delivery(), f.customer(), f.contact(), f.response(), f.snapshot(), f.owner(), 1, 3, f.reportedAt(), f.changedAt(), 2));
        store.nonconformities().save(third);
        assertThat(store.nonconformities().byId(id(second))).contains(third);
    }

    @Test
    public void whatWasDoneAtOnceComesBack() {
        Nonconformity of = known(1);
        List<Containment> entered = new ArrayList<>();
        for (Disposition disposition : Disposition.values()) {
            entered.add(containment(Id.at(NOW.plusMillis(entered.size()), new Random()), of, disposition, new BigDecimal("10.5"), "kg"));
        }
        entered.add(containment(Id.at(NOW.plusMillis(entered.size()), new Random()), of, Disposition.NO_ACTION, null, null));
        entered.forEach(c -> store.caseFiles().add(c));
        assertThat(store.caseFiles().of(of).containments()).isEqualTo(entered);
    }

    @Test
    public void aQuantityKeepsItsValue() {
        for (String quantity : List.of("0.000001", "3", "3.000", "1E+3", "0.1", "999999999999.999999", "1000000000000")) {
            Nonconformity of = known(1);
            store.caseFiles().add(containment(Samples.id(), of, Disposition.REWORK, new BigDecimal(quantity), "pcs"));
            assertThat(store.caseFiles().of(of).containments()).singleElement().satisfies(c -> assertThat(c.quantity()).isEqualByComparingTo(quantity))
                    .satisfies(c -> assertThat(c.quantity().toString()).as("as people write it").doesNotContain("E+").doesNotEndWith(".0"));
        }
    }

    @Test
    public void everyMethodOfAnalysisComesBack() {
        Nonconformity of = known(1);
        List<Analysis> all = List.of(new Analysis.FiveWhys(List.of(TEXT, "", "zu spät")), new Analysis.FiveWhys(List.of()),
                new Analysis.Ishikawa(Map.of(Bone.MILIEU, List.of(TEXT, "naß"), Bone.MAN, List.of("müde"), Bone.MONEY, List.of()), TEXT), new Analysis.Ishikawa(Map.of(), null),
                new Analysis.IsIsNot(List.of(new Analysis.Contrast("wo", TEXT, "überall", null), new Analysis.Contrast("wann", "freitags", "montags", TEXT)), TEXT),
                new Analysis.IsIsNot(List.of(), null), new Analysis.FreeText(TEXT.repeat(40)), new Analysis.FreeText(null));
        assertThat(all.stream().map(Object::getClass).distinct()).containsExactlyInAnyOrder(Analysis.class.getPermittedSubclasses());
        for (Analysis analysis : all) {
            Cause cause = Cause.proposed(Samples.id(), of.facts(), analysis, null, "cem", NOW);
            store.caseFiles().add(cause);
            assertThat(store.caseFiles().cause(cause.id())).contains(cause);
        }
    }

    @Test
    public void aCauseChangesOnlyFromTheVersionThatWasRead() {
        Nonconformity of = known(2);
        Cause proposed = Cause.proposed(Samples.id(), of.facts(), new Analysis.FreeText("box"), "packaging", "cem", NOW);
        store.caseFiles().add(proposed);
        assertThat(store.caseFiles().cause(proposed.id())).contains(proposed);
        assertThat(store.caseFiles().cause(Samples.id())).isEmpty();
        Cause verified = proposed.judged(Verdict.VERIFIED, TEXT, "ann", NOW.plusSeconds(1));
        store.caseFiles().save(verified);
        assertThat(store.caseFiles().cause(proposed.id())).contains(verified);
        assertStale(() -> store.caseFiles().save(verified));
        assertStale(() -> store.caseFiles().save(proposed.judged(Verdict.REFUTED, "no", "bob", NOW)));
        Cause other = new Cause(verified.id(), Site.MAIN, id(of), 2, new Analysis.FiveWhys(List.of("a", "b")), null, Verdict.PROPOSED, null, "dan", null, NOW, 3);
        store.caseFiles().save(other);
        assertThat(store.caseFiles().of(of).causes()).containsExactly(other);
    }

    @Test
    public void aCycleHasOnePlan() {
        Nonconformity of = known(1);
        List<Plan> plans = new ArrayList<>();
        for (Stratum.Kind kind : Stratum.Kind.values()) {
            plans.add(plan(Samples.id(), id(of), plans.size() + 1, new Stratum(kind, kind == Stratum.Kind.EVERYTHING ? "" : "Grün-7"), 1));
        }
        for (Criterion.Measure measure : Criterion.Measure.values()) {
            plans.add(new Plan(Samples.id(), Site.MAIN, id(of), plans.size() + 1, new Criterion(new Stratum(Stratum.Kind.LOT, "x"), measure, 10, 30, DAY), "planner", NOW, 1));
        }
        plans.forEach(p -> store.caseFiles().add(p));
        assertThat(store.caseFiles().of(of).plans()).isEqualTo(plans);
        assertUnique(() -> store.caseFiles().add(plan(Samples.id(), id(of), 1, plans.get(0).criterion().stratum(), 1)), "case_plan_once");
        store.caseFiles().add(plan(Samples.id(), Samples.id(), 1, plans.get(0).criterion().stratum(), 1));
        Plan changed = new Plan(plans.get(0).id(), Site.MAIN, id(of), 1, new Criterion(new Stratum(Stratum.Kind.COUNTRY, "DE"), Criterion.Measure.REJECTED_DELIVERIES, 25, 99, DAY), "pia", NOW.plusSeconds(9), 2);
        store.caseFiles().save(changed);
        assertStale(() -> store.caseFiles().save(plan(changed.id(), id(of), 1, plans.get(0).criterion().stratum(), 2)));
        assertThat(store.caseFiles().of(of).plans()).startsWith(changed).hasSize(plans.size());
    }

    @Test
    public void anActionChangesOnlyFromTheVersionThatWasRead() {
        Nonconformity of = known(1);
        CorrectiveAction.Planned planned = new CorrectiveAction.Planned(Samples.action(Samples.id(), id(of), 1));
        store.caseFiles().add(planned);
        assertThat(store.caseFiles().action(Samples.id())).isEmpty();
        CorrectiveAction.Cancelled cancelled = planned.cancel(TEXT, "ian", NOW);
        store.caseFiles().save(cancelled);
        assertThat(cancelled.acceptedBy()).isNull();
        assertThat(store.caseFiles().action(planned.facts().id())).contains(cancelled);
        assertStale(() -> store.caseFiles().save(planned.begin(NOW)));
        CorrectiveAction.Cancelled accepted = cancelled.accepted("ann", NOW.plusSeconds(5));
        store.caseFiles().save(accepted);
        assertThat(store.caseFiles().of(of).actions()).containsExactly(accepted);
        CorrectiveAction.Facts again = new CorrectiveAction.Facts(planned.facts().id(), Site.MAIN, id(of), 1, CorrectiveAction.Kind.PREVENTIVE, "anders", "ida", DAY, "pia", NOW, 4);
        store.caseFiles().save(new CorrectiveAction.Planned(again));
        assertThat(store.caseFiles().action(again.id())).contains(new CorrectiveAction.Planned(again));
    }

    @Test
    public void everyProposalOfALookAtTheDataComesBack() {
        Nonconformity of = known(1);
        List<EffectCheck> looks = new ArrayList<>();
        for (EffectCheck.Proposal proposal : EffectCheck.Proposal.values()) {
            looks.add(check(Id.at(NOW.plusMillis(looks.size()), new Random()), id(of), looks.size() + 1, proposal));
        }
        looks.forEach(l -> store.caseFiles().add(l));
        assertThat(store.caseFiles().of(of).checks()).isEqualTo(looks);
    }

    @Test
    public void oneRejectionIsProposedAtATimeAndItIsTakenBackOnce() throws Exception {
        Nonconformity of = known(1);
        RejectionProposal first = rejection(id(of));
        assertThat(store.caseFiles().of(of).rejection()).isNull();
        store.caseFiles().add(first);
        store.caseFiles().add(rejection(Samples.id()));
        assertThat(store.caseFiles().of(of).rejection()).isEqualTo(first);
        assertUnique(() -> store.caseFiles().add(rejection(id(of))), "rejection_proposal_once");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Boolean> taken = new ArrayList<>();
            for (Future<Boolean> one : threads.invokeAll(Collections.nCopies(4, (Callable<Boolean>) () -> store.caseFiles().withdrawRejection(id(of))))) {
                taken.add(one.get());
            }
            assertThat(taken).containsExactlyInAnyOrder(true, false, false, false);
        } finally {
            threads.shutdownNow();
        }
        assertThat(store.caseFiles().of(of).rejection()).isNull();
        RejectionProposal second = rejection(id(of));
        store.caseFiles().add(second);
        assertThat(store.caseFiles().of(of).rejection()).isEqualTo(second);
        assertThat(store.caseFiles().withdrawRejection(id(of))).isTrue();
        assertThat(store.sql().number("select count(*) from rejection_proposal where nonconformity_id = ? and version = 2", id(of))).as("what was taken back is kept").isEqualTo(2);
    }

    @Test
    public void signaturesComeBackOldestFirst() {
        Id of = Samples.id();
        List<Signature> signed = new ArrayList<>();
        for (Signature.Meaning meaning : Signature.Meaning.values()) {
            signed.add(signature(Id.at(NOW.plusMillis(signed.size()), new Random()), of, meaning, "Zoë \"Groß\" 李"));
        }
        signed.add(signature(Id.at(NOW.plusMillis(signed.size()), new Random()), of, Signature.Meaning.PLAN_APPROVED, null));
        List<Signature> mixed = new ArrayList<>(signed);
        Collections.shuffle(mixed, new Random(3));
        mixed.forEach(s -> store.caseFiles().add(s));
        store.caseFiles().add(signature(Samples.id(), Samples.id(), Signature.Meaning.CASE_REJECTED, "somebody"));
        assertThat(store.caseFiles().signatures(of)).isEqualTo(signed);
        assertThat(store.caseFiles().signatures(Samples.id())).isEmpty();
    }

    /** Moments a millisecond apart, stored in another order than they came about: identities alone tell it. */
    @Test
    public void aFileHasAllCyclesOfItsCaseInTheOrderOfEntryAndNothingOfOthers() {
        Nonconformity one = known(3);
        Nonconformity other = known(2);
        List<Integer> numbers = new ArrayList<>(IntStream.range(0, 40).boxed().toList());
        Collections.shuffle(numbers, new Random(5));
        Map<Nonconformity, Map<Integer, Containment>> containments = Map.of(one, new TreeMap<>(), other, new TreeMap<>());
        Map<Nonconformity, Map<Integer, Cause>> causes = Map.of(one, new TreeMap<>(), other, new TreeMap<>());
        Map<Nonconformity, Map<Integer, CorrectiveAction>> actions = Map.of(one, new TreeMap<>(), other, new TreeMap<>());
        Map<Nonconformity, Map<Integer, EffectCheck>> checks = Map.of(one, new TreeMap<>(), other, new TreeMap<>());
        for (int number : numbers) {
            Nonconformity of = number % 3 == 0 ? other : one;
            int cycle = 1 + number / 3 % of.facts().cycle();
            Instant then = NOW.plusMillis(number);
            containments.get(of).put(number, containment(Id.at(then, new Random()), of, Disposition.CREDIT, null, null));
            causes.get(of).put(number, new Cause(Id.at(then, new Random()), Site.MAIN, id(of), cycle, new Analysis.FreeText("because of " + number), null, Verdict.REFUTED, "no", "cem",
                    "ann", NOW, 1));
            CorrectiveAction.Facts facts = new CorrectiveAction.Facts(Id.at(then, new Random()), Site.MAIN, id(of), cycle, CorrectiveAction.Kind.PREVENTIVE, "do " + number, "ian", DAY, "pia",
                    NOW, 1);
            actions.get(of).put(number, new CorrectiveAction.InProgress(facts));
            checks.get(of).put(number, check(Id.at(then, new Random()), id(of), cycle, EffectCheck.Proposal.EFFECTIVE));
            store.caseFiles().add(containments.get(of).get(number));
            store.caseFiles().add(causes.get(of).get(number));
            store.caseFiles().add(actions.get(of).get(number));
            store.caseFiles().add(checks.get(of).get(number));
        }
        Stratum everything = new Stratum(Stratum.Kind.EVERYTHING, "");
        List<Plan> plans = List.of(plan(Samples.id(), id(one), 1, everything, 1), plan(Samples.id(), id(one), 2, everything, 1), plan(Samples.id(), id(one), 3, everything, 1));
        List.of(plans.get(2), plans.get(0), plans.get(1), plan(Samples.id(), id(other), 2, everything, 1)).forEach(p -> store.caseFiles().add(p));
        RejectionProposal proposal = rejection(id(one));
        store.caseFiles().add(proposal);

        CaseFile file = store.caseFiles().of(one);

        assertThat(file).isEqualTo(new CaseFile(one, List.copyOf(containments.get(one).values()), List.copyOf(causes.get(one).values()), plans,
                List.copyOf(actions.get(one).values()), List.copyOf(checks.get(one).values()), proposal));
        assertThat(file.actions()).extracting(a -> a.facts().cycle()).contains(1, 2, 3);
        assertThat(store.caseFiles().of(other)).satisfies(f -> assertThat(f.causes()).isEqualTo(List.copyOf(causes.get(other).values())))
                .satisfies(f -> assertThat(f.rejection()).isNull());
        assertThat(store.caseFiles().of(known(1))).satisfies(f -> {
            assertThat(f.containments()).isEmpty();
            assertThat(f.plans()).isEmpty();
            assertThat(f.checks()).isEmpty();
        });
    }

    /** A signature is bound to what was entered, and what is read says the same. */
    @Test
    public void theHashOfAFileIsThatOfWhatWasEntered() {
        Nonconformity of = known(1);
        store.nonconformities().add(of);
        Containment done = containment(Samples.id(), of, Disposition.CONCESSION, new BigDecimal("12.50"), "kg");
        Cause cause = Cause.proposed(Samples.id(), of.facts(), new Analysis.Ishikawa(Map.of(Bone.METHOD, List.of(TEXT), Bone.MAN, List.of("x")), TEXT), "packing", "cem", NOW);
        Plan plan = plan(Samples.id(), id(of), 1, new Stratum(Stratum.Kind.LOT, "L-7"), 1);
        CorrectiveAction action = new CorrectiveAction.Done(Samples.action(Samples.id(), id(of), 1), NOW);
        EffectCheck check = check(Samples.id(), id(of), 1, EffectCheck.Proposal.NOT_EFFECTIVE);
        RejectionProposal rejection = rejection(id(of));
        CaseFile entered = new CaseFile(of, List.of(done), List.of(cause), List.of(plan), List.of(action), List.of(check), rejection);
        store.caseFiles().add(done);
        store.caseFiles().add(cause);
        store.caseFiles().add(plan);
        store.caseFiles().add(action);
        store.caseFiles().add(check);
        store.caseFiles().add(rejection);
        Nonconformity read = store.nonconformities().byId(id(of)).orElseThrow();
        Attachment file = new Attachment(Samples.id(), Site.MAIN, id(of), Attachment.About.CAUSE, cause.id(), TEXT, FileType.PDF, 1, "0123abcd".repeat(8), "cem", NOW);
        Attachment second = new Attachment(Samples.id(), Site.MAIN, id(of), Attachment.About.CASE, id(of), "box.jpg", FileType.JPEG, 1, "abcd0123".repeat(8), "cem", NOW);
        Extension granted = Extension.asked(Samples.id(), action.facts(), action.facts().due().plusDays(7), TEXT, action.facts().owner(), NOW);
        store.attachments().add(file, new byte[] {1});
        store.attachments().add(second, new byte[] {2});
        store.extensions().add(granted);
        store.extensions().save(granted.decided(Extension.Decision.GRANTED, "ann", null, NOW));
        List<Attachment> attached = file.id().value().compareTo(second.id().value()) < 0 ? List.of(file, second) : List.of(second, file);
        String text = CaseText.of(entered, attached, List.of(granted.decided(Extension.Decision.GRANTED, "ann", null, NOW)));
        Signature signed = new Signature(Samples.id(), Site.MAIN, id(of), 1, CaseHash.ofText(text), text, Signature.Meaning.PLAN_APPROVED, "ann", "Ann", NOW);
        store.caseFiles().add(signed);
        Supplier<String> there = () -> CaseHash.of(store.caseFiles().of(read), store.attachments().of(id(of)), store.extensions().ofCase(id(of)));
        assertThat(there.get()).isEqualTo(signed.hash());

        for (String[] change : new String[][] {{"attachment", "sha256", "f".repeat(64)}, {"attachment", "name", "another.jpg"}, {"action_extension", "decided_by", "cem"}}) {
            Id row = change[0].equals("attachment") ? second.id() : granted.id();
            String before = store.sql().one("select " + change[1] + " from " + change[0] + " where id = ?", r -> r.text(change[1]), row).orElseThrow();
            store.sql().change("update " + change[0] + " set " + change[1] + " = ? where id = ?", change[2], row);
            assertThat(there.get()).as(change[1] + " is not what was signed").isNotEqualTo(signed.hash());
            store.sql().change("update " + change[0] + " set " + change[1] + " = ? where id = ?", before, row);
        }
        assertThat(there.get()).isEqualTo(signed.hash());
        assertThat(store.caseFiles().signatures(id(of))).as("what was signed stands as it was kept").containsExactly(signed);
    }

    private void tell(String noun, Id id, long version) {
        store.journal().append(new Entry(Site.MAIN, NOW, Actor.user("cem"), noun + ".entered", noun, id, version, "because", Map.of(), Map.of()));
    }

    private List<Finding> findings() {
        store.journal().sequence(1000, NOW);
        return store.journal().verify().findings();
    }

    @Test
    public void theJournalTellsOfEachRow() {
        Nonconformity of = known(1);
        Containment done = containment(Samples.id(), of, Disposition.CORRECTION, null, null);
        Cause cause = Cause.proposed(Samples.id(), of.facts(), new Analysis.FreeText("box"), null, "cem", NOW);
        Plan plan = plan(Samples.id(), id(of), 1, new Stratum(Stratum.Kind.EVERYTHING, ""), 1);
        CorrectiveAction action = new CorrectiveAction.Planned(Samples.action(Samples.id(), id(of), 1));
        EffectCheck check = check(Samples.id(), id(of), 1, EffectCheck.Proposal.EFFECTIVE);
        RejectionProposal rejection = rejection(id(of));
        Signature signature = signature(Samples.id(), id(of), Signature.Meaning.EFFECTIVE_AND_CLOSED, "Ann");
        store.caseFiles().add(done);
        store.caseFiles().add(cause);
        store.caseFiles().add(plan);
        store.caseFiles().add(action);
        store.caseFiles().add(check);
        store.caseFiles().add(rejection);
        store.caseFiles().add(signature);
        Map<String, Id> all = new TreeMap<>(Map.of("containment", done.id(), "cause", cause.id(), "case_plan", plan.id(), "corrective_action", action.facts().id(), "effect_check",
                check.id(), "rejection_proposal", rejection.id(), "case_signature", signature.id()));
        assertThat(findings()).as("rows that nothing tells of").extracting(Finding::kind).hasSize(all.size()).containsOnly(Kind.STATE_WITHOUT_ENTRY);
        all.forEach((noun, id) -> tell(noun, id, 1));
        assertThat(findings()).isEmpty();

        store.caseFiles().withdrawRejection(id(of));
        assertThat(findings()).singleElement().satisfies(f -> assertThat(f.text()).contains(rejection.id().value()));
        tell("rejection_proposal", rejection.id(), 2);
        assertThat(findings()).as("a proposal that was taken back").isEmpty();

        tell("containment", done.id(), 2);
        assertThat(findings()).as("what is entered once does not change").singleElement().satisfies(f -> assertThat(f.text()).contains(done.id().value(), "version 2"));
        store.sql().change("delete from case_signature");
        store.sql().change("delete from effect_check");
        assertThat(findings()).filteredOn(f -> f.kind() == Kind.DELETED).extracting(Finding::text)
                .satisfiesExactlyInAnyOrder(t -> assertThat(t).contains("case_signature " + signature.id()), t -> assertThat(t).contains("effect_check " + check.id()));
    }
}
