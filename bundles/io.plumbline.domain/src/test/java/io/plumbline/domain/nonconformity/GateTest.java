package io.plumbline.domain.nonconformity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

import org.junit.Test;

import io.plumbline.domain.Reports;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.nonconformity.Gate.Attempt;
import io.plumbline.domain.nonconformity.Gate.Missing;
import io.plumbline.domain.nonconformity.Gate.Outcome;
import io.plumbline.domain.nonconformity.Gate.Verdict;
import io.plumbline.domain.nonconformity.Move.Need;

public class GateTest {
    private static final List<Class<?>> STATES = List.of(Nonconformity.class.getPermittedSubclasses());

    /** Ways to take away what satisfies a need, and nothing else: from the case file, or from who makes the move. */
    private static Map<Need, List<BiFunction<Files, Attempt, Attempt>>> ways() {
        Map<Need, List<BiFunction<Files, Attempt, Attempt>>> ways = new EnumMap<>(Need.class);
        ways.put(Need.CONTAINMENT, List.of(without(f -> f.containments.clear())));
        ways.put(Need.CAUSE, List.of(without(f -> f.causes.clear()), without(f -> f.causes.replaceAll(c -> c.judged(Cause.Verdict.REFUTED, "no", "ann", Reports.NOW))),
                without(f -> f.causes.replaceAll(c -> Cause.proposed(c.id(), f.nonconformity.facts(), c.analysis(), null, "cem", Reports.NOW)))));
        ways.put(Need.CRITERION, List.of(without(f -> f.plans.clear()), without(f -> f.plans.replaceAll(p -> new Plan(p.id(), p.site(), p.nonconformity(), 2, p.criterion(), p.by(), p.at(), 1)))));
        ways.put(Need.PROVEN_EFFECTIVE, List.of(without(f -> checked(f, EffectCheck.Proposal.NOT_EFFECTIVE)), without(f -> checked(f, EffectCheck.Proposal.CANNOT_CONCLUDE_YET))));
        ways.put(Need.REJECTION_PROPOSED, List.of(without(f -> f.rejection = null)));
        ways.put(Need.OTHER_CASE, List.of(into(null), into(Files.in(Nonconformity.Reported.class, Files.facts(1, Site.MAIN))), into(Files.in(Nonconformity.Closed.class, Files.facts(51, Site.MAIN))),
                into(Files.in(Nonconformity.Merged.class, Files.facts(52, Site.MAIN))), into(Files.in(Nonconformity.Reported.class, Files.facts(53, new Site("KIEL"))))));
        ways.put(Need.REASON, List.of(reason(null), reason(" "), reason("x".repeat(2001))));
        ways.put(Need.NOT_THE_PLANNER, List.of(by("pia")));
        ways.put(Need.NOT_AN_IMPLEMENTER, List.of(by("ian")));
        ways.put(Need.NOT_THE_PROPOSER, List.of(by("rob")));
        ways.put(Need.SIGNATURE, List.of((files, a) -> new Attempt(a.login(), a.roles(), a.reason(), false, a.into())));
        ways.put(Need.ACTIONS_VERIFIED, List.of(without(f -> f.actions.set(0, Files.done(5, 1))), without(f -> f.actions.set(0, Files.done(5, 1).ineffective("ann", Reports.NOW))),
                without(f -> f.actions.add(Files.planned(8, 1))), without(f -> f.actions.add(Files.planned(8, 1).begin(Reports.NOW))),
                without(f -> f.actions.add(Files.planned(8, 1).cancel("too dear", "ian", Reports.NOW)))));
        // what these need cannot be taken away alone: without any action none is verified either, without a check none proves anything
        ways.put(Need.ACTION_WITH_OWNER_AND_DUE_DATE, List.of(without(f -> f.actions.clear()), without(f -> f.actions.replaceAll(a -> Files.planned(5, 1).cancel("no", "ian", Reports.NOW))),
                without(f -> f.actions.replaceAll(a -> Files.planned(5, 2)))));
        ways.put(Need.EFFECT_LOOKED_AT, List.of(without(f -> f.checks.clear()), without(
                f -> f.checks.replaceAll(c -> new EffectCheck(c.id(), c.site(), c.nonconformity(), 2, c.proposal(), c.counts(), List.of(), List.of(), c.at())))));
        return ways;
    }

    private static final Map<Need, Set<Need>> GO_TOGETHER = Map.of(Need.ACTION_WITH_OWNER_AND_DUE_DATE, Set.of(Need.ACTIONS_VERIFIED), Need.EFFECT_LOOKED_AT, Set.of(Need.PROVEN_EFFECTIVE));

    private static BiFunction<Files, Attempt, Attempt> without(java.util.function.Consumer<Files> change) {
        return (files, attempt) -> {
            change.accept(files);
            return attempt;
        };
    }

    private static BiFunction<Files, Attempt, Attempt> into(Nonconformity other) {
        return (files, a) -> new Attempt(a.login(), a.roles(), a.reason(), a.signed(), other);
    }

    private static BiFunction<Files, Attempt, Attempt> reason(String reason) {
        return (files, a) -> new Attempt(a.login(), a.roles(), reason, a.signed(), a.into());
    }

    private static BiFunction<Files, Attempt, Attempt> by(String login) {
        return (files, a) -> new Attempt(login, a.roles(), a.reason(), a.signed(), a.into());
    }

    private static void checked(Files f, EffectCheck.Proposal proposal) {
        EffectCheck first = f.checks.get(0);
        // an older check that said otherwise does not count any more
        f.checks.add(new EffectCheck(Reports.id(60), first.site(), first.nonconformity(), 1, proposal, first.counts(), List.of(), List.of(), first.at().plusSeconds(1)));
    }

    /** Every state, every move, every set of roles and every way in which a piece can be missing: a move is made when nothing is missing, and otherwise refused for just that. */
    @Test
    public void everyStateMoveRoleAndMissingPiece() {
        int tried = 0;
        assertThat(ways().keySet()).containsExactlyInAnyOrder(Need.values());
        for (Class<?> state : STATES) {
            for (Move move : Move.values()) {
                boolean inState = move.from().contains(state.getSimpleName());
                Verdict complete = Gate.check(move, Files.complete(state).file(), Files.zoe());
                assertThat(complete.allowed()).as(state.getSimpleName() + " " + move).isEqualTo(inState);
                assertThat(complete.missing()).isEmpty();
                for (Role role : Role.values()) {
                    Attempt attempt = new Attempt("zoe", Set.of(role), "because", true, Files.zoe().into());
                    assertThat(Gate.check(move, Files.complete(state).file(), attempt).allowed()).as(move + " by " + role).isEqualTo(inState && role == Role.QUALITY_MANAGER);
                    tried++;
                }
                for (Need need : Need.values()) {
                    for (BiFunction<Files, Attempt, Attempt> way : ways().get(need)) {
                        Files files = Files.complete(state);
                        Attempt attempt = way.apply(files, Files.zoe());
                        Verdict verdict = Gate.check(move, files.file(), attempt);
                        Set<Need> expected = move.needs().stream().filter(n -> n == need || GO_TOGETHER.getOrDefault(need, Set.of()).contains(n)).collect(Collectors.toSet());
                        assertThat(verdict.missing()).as(state.getSimpleName() + " " + move + " without " + need).extracting(Missing::need).containsExactlyInAnyOrderElementsOf(expected);
                        assertThat(verdict.allowed()).isEqualTo(inState && expected.isEmpty());
                        assertThat(Gate.make(move, files.file(), attempt, Reports.NOW) instanceof Outcome.Made).isEqualTo(verdict.allowed());
                        verdict.missing().forEach(m -> assertThat(m.clause()).isEqualTo(move.clause()));
                        tried++;
                    }
                }
            }
        }
        assertThat(tried).isGreaterThan(2000);
    }

    @Test
    public void aMoveThatIsMadeLeadsWhereTheTableSays() {
        for (Move move : Move.values()) {
            for (String from : move.from()) {
                Class<?> state = STATES.stream().filter(s -> s.getSimpleName().equals(from)).findFirst().orElseThrow();
                Nonconformity made = ((Outcome.Made) Gate.make(move, Files.complete(state).file(), Files.zoe(), Reports.NOW.plusSeconds(5))).nonconformity();
                assertThat(made.state()).isEqualTo(move.to());
                assertThat(made.facts().version()).isEqualTo(2);
                assertThat(made.facts().changedAt()).isEqualTo(Reports.NOW.plusSeconds(5));
                assertThat(made.facts().cycle()).isEqualTo(move == Move.REOPEN || move == Move.NOT_EFFECTIVE ? 2 : 1);
                assertThat(made.facts().reopened()).isEqualTo(move == Move.REOPEN ? 1 : 0);
            }
        }
    }

    @Test
    public void aCancelledActionCountsOnceASecondPersonHasAcceptedWhy() {
        Files files = Files.complete(Nonconformity.Implementing.class);
        CorrectiveAction.Cancelled cancelled = Files.planned(8, 1).cancel("too dear", "ian", Reports.NOW);
        assertThat(cancelled.mayAccept("ian")).isFalse();
        files.actions.add(cancelled.accepted("ann", Reports.NOW));
        assertThat(Gate.check(Move.AWAIT_EFFECTIVENESS, files.file(), Files.zoe()).allowed()).isTrue();
        files.actions.remove(0);
        assertThat(Gate.check(Move.AWAIT_EFFECTIVENESS, files.file(), Files.zoe()).missing()).as("nothing but cancelled actions").extracting(Missing::need)
                .containsExactly(Need.ACTIONS_VERIFIED);
    }

    @Test
    public void aNewCycleBeginsWithNothing() {
        Files files = Files.complete(Nonconformity.Closed.class);
        files.nonconformity = ((Outcome.Made) Gate.make(Move.REOPEN, files.file(), Files.zoe(), Reports.NOW)).nonconformity();
        assertThat(Gate.check(Move.PLAN, files.file(), Files.zoe()).missing()).extracting(Missing::need).containsExactly(Need.ACTION_WITH_OWNER_AND_DUE_DATE, Need.CRITERION);
        assertThat(files.file().verifiedCauses()).isEmpty();
        assertThat(files.file().lastCheck()).isEmpty();
        assertThat(files.file().planners()).isEmpty();
    }

    @Test
    public void theGateSaysWhatItIsAboutAndWhoElseCould() {
        Files files = Files.complete(Nonconformity.Analysed.class);
        Verdict pia = Gate.check(Move.PLAN, files.file(), Files.by("pia"));
        assertThat(pia.excluded()).containsExactly("pia");
        files.nonconformity = Files.in(Nonconformity.Implementing.class, files.nonconformity.facts());
        files.actions.add(Files.planned(8, 1));
        assertThat(Gate.check(Move.AWAIT_EFFECTIVENESS, files.file(), Files.zoe()).missing()).singleElement()
                .satisfies(m -> assertThat(m.about()).containsExactly(Reports.id(8).value()));
    }

    @Test
    public void anOfferAsksForNothingThatComesWithTheMove() {
        List<Verdict> offers = Gate.offers(Files.complete(Nonconformity.Reported.class).file(), "zoe", Set.of(Role.QUALITY_MANAGER));
        assertThat(offers).extracting(Verdict::move).containsExactly(Move.CONTAIN, Move.REJECT, Move.MERGE);
        assertThat(offers).allMatch(Verdict::allowed);
        assertThat(Gate.offers(Files.complete(Nonconformity.Reported.class).file(), "rob", Set.of(Role.QUALITY_MANAGER))).filteredOn(o -> o.move() == Move.REJECT).singleElement()
                .satisfies(o -> assertThat(o.allowed()).isFalse());
        assertThat(Gate.offers(Files.complete(Nonconformity.Reported.class).file(), "kim", Set.of(Role.AUDITOR))).noneMatch(Verdict::allowed);
    }

    @Test
    public void theArchitecturePageShowsTheMovesAsTheyAre() throws IOException {
        String table = "| move | from | to | needs | clause | role |\n|---|---|---|---|---|---|\n" + Arrays.stream(Move.values()).map(m -> "| " + m + " | " + String.join(", ", m.from()) + " | " + m.to()
                + " | " + m.needs().stream().map(n -> n.name().toLowerCase(Locale.ROOT).replace('_', ' ')).collect(Collectors.joining(", ")) + " | " + m.clause() + " | " + m.role().code() + " |\n")
                .collect(Collectors.joining());
        assertThat(java.nio.file.Files.readString(Path.of("..", "README.md"))).as("the table in bundles/README.md must be this one:\n" + table).contains(table);
    }
}
