package io.plumbline.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.plumbline.application.action.CarryOutAction.Deed;
import io.plumbline.application.nonconformity.CaseCall;
import io.plumbline.application.nonconformity.CaseOutcome;
import io.plumbline.application.nonconformity.RecordContainment;
import io.plumbline.demo.QualityManagers.UseCases;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.action.CorrectiveAction.Kind;
import io.plumbline.domain.nonconformity.Analysis;
import io.plumbline.domain.nonconformity.Analysis.Bone;
import io.plumbline.domain.nonconformity.CaseFile;
import io.plumbline.domain.nonconformity.Cause;
import io.plumbline.domain.nonconformity.Cause.Verdict;
import io.plumbline.domain.nonconformity.Criterion;
import io.plumbline.domain.nonconformity.Disposition;
import io.plumbline.domain.nonconformity.Move;
import io.plumbline.domain.nonconformity.Stratum;

/** What becomes of a case, day by day of the history: one story for each state that a case can end in, and no two of the same kind. */
enum Story {
    /** Closed: the effect is proven. */
    PROVEN(0, Trouble.RUNNERS, "quality2", List.of(
            scene(14, "quality2", assigned("quality2")),
            scene(14, "quality2", contained(Disposition.REPLACEMENT, "Replaced the runners by courier; what is left of the lot is blocked")),
            move(14, "quality2", Move.CONTAIN, "The customer can go on, and nothing more of the lot goes out"),
            scene(21, "quality2", caused(new Analysis.FiveWhys(List.of("The runners jam after a few days", "The balls run dry in their cage", "There is too little grease in the cage",
                    "The supplier changed to a thinner grease", "Our drawing names no grease, so nobody asked us")), "supplier")),
            scene(28, "quality", judged(Verdict.VERIFIED, "Ten runners with the old grease passed 20,000 cycles; of ten with the new one, seven jammed")),
            move(28, "quality2", Move.ANALYSE, "The cause is verified on the test bench"),
            scene(46, "quality2", measured(Trouble.RUNNERS, 120)),
            scene(46, "quality2", planned(Kind.CORRECTIVE, "The drawing names the grease, and the supplier delivers by it", "quality2", 60)),
            scene(46, "quality2", planned(Kind.PREVENTIVE, "Goods receipt opens three runners of each lot", "quality2", 60)),
            move(47, "quality", Move.PLAN, "Goes to the cause, and the receipt catches what slips through"),
            move(48, "quality2", Move.IMPLEMENT, "The supplier has the new drawing"),
            scene(48, "quality2", did(0, Deed.BEGIN, null)), scene(48, "quality2", did(1, Deed.BEGIN, null)),
            scene(54, "quality2", did(0, Deed.FINISH, "First lot with the old grease is in the racks")), scene(54, "quality2", did(1, Deed.FINISH, "Instruction A-17 hangs at the receipt")),
            scene(54, "quality", did(0, Deed.VERIFY, "Grease of the new lot compared with the sample")), scene(54, "quality", did(1, Deed.VERIFY, "Watched two receipts")),
            move(54, "quality", Move.AWAIT_EFFECTIVENESS, "All is done; now customers have the word"),
            scene(119, "quality", askedAgain("Our supplier uses the old grease again, and we open three runners of each lot before they go into the racks.")),
            scene(121, "quality", looked()),
            move(121, "quality", Move.CLOSE, "Hardly a complaint since, and fewer than among all others"))),
    /** It did not help: back to analysis, and the plan of the second cycle waits for its approval. */
    SECOND_CYCLE(0, Trouble.POWER_SUPPLIES, "quality", List.of(
            scene(24, "quality", assigned("quality")),
            scene(24, "quality", contained(Disposition.REPLACEMENT, "Sent new power supplies from another lot")),
            move(24, "quality", Move.CONTAIN, "The customer has light again"),
            scene(31, "quality", caused(new Analysis.IsIsNot(List.of(new Analysis.Contrast("what", "60 W power supplies", "the LED strips that they feed", "the transformer"),
                    new Analysis.Contrast("when", "after an hour of full load", "at the first switch-on", "heat")), "Some leave the supplier's final test too warm"), "supplier")),
            scene(37, "quality2", judged(Verdict.VERIFIED, "Three of eight that came back get warmer than 70 °C within the hour")),
            move(37, "quality", Move.ANALYSE, "It is the heat"),
            scene(51, "quality", measured(Trouble.POWER_SUPPLIES, 113)),
            scene(51, "quality", planned(Kind.CORRECTIVE, "The supplier sorts out what is warmer than 60 °C in the final test", "quality", 65)),
            move(52, "quality2", Move.PLAN, "Quick, and the supplier agrees"),
            move(53, "quality", Move.IMPLEMENT, "Agreed with the supplier"),
            scene(53, "quality", did(0, Deed.BEGIN, null)),
            scene(58, "quality", did(0, Deed.FINISH, "Test reports of the first two lots are here")),
            scene(58, "quality2", did(0, Deed.VERIFY, "Reports read; 4 % were sorted out")),
            move(58, "quality2", Move.AWAIT_EFFECTIVENESS, "Let us see what customers say"),
            scene(114, "quality2", looked()),
            move(115, "quality2", Move.NOT_EFFECTIVE, "More complaints than before: sorting at the end does not reach the cause"),
            scene(160, "quality", caused(new Analysis.FiveWhys(List.of("They get too hot after an hour", "The heat does not get out of the housing",
                    "The housing has no slots since its new tool was made", "Nobody asked us before the tool was changed")), "design-change")),
            scene(165, "quality2", judged(Verdict.VERIFIED, "With slots milled into the housing, none of eight gets warmer than 55 °C")),
            scene(171, "quality", measured(Trouble.POWER_SUPPLIES, 250)),
            scene(171, "quality", planned(Kind.CORRECTIVE, "Housing with slots again; until then our workshop mills them", "quality", 195)),
            scene(171, "quality", planned(Kind.PREVENTIVE, "Changes of tools need our release: clause in the supply contract", "quality2", 220)))),
    /** The planned day has come, and customers' answers prove the effect: whoever visits compares, and somebody else closes. */
    TO_BE_JUDGED(60, Trouble.WAX_OIL, "quality", List.of(
            scene(70, "quality", assigned("quality")),
            scene(70, "quality", contained(Disposition.REPLACEMENT, "New cans with twice the padding; the carrier fetches the leaking ones")),
            move(70, "quality", Move.CONTAIN, "Nobody stands in oil any more; until the cause is gone we pad by hand"),
            scene(78, "quality", caused(new Analysis.FreeText("The carrier throws the boxes"), "carrier")),
            scene(84, "quality2", judged(Verdict.REFUTED, "Shock loggers in six parcels: nothing above 20 g, and two of the six leaked all the same")),
            scene(84, "quality", caused(new Analysis.FiveWhys(List.of("Cans leak on their way", "Their lids are dented by the can above", "The box gives way when four are stacked",
                    "It is single-wall board, made for sandpaper", "Who listed the oil chose the box that was there: no step asks for one that fits")), "packaging")),
            scene(91, "quality2", judged(Verdict.VERIFIED, "Stacked four high for a day: single-wall boxes sag by 14 mm, double-wall ones by 2 mm, and no lid is dented")),
            move(92, "quality2", Move.ANALYSE, "The box is it, not the carrier"),
            scene(113, "quality", measured(Trouble.WAX_OIL, 181)),
            scene(113, "quality", planned(Kind.CORRECTIVE, "Wax oil goes out in double-wall boxes with a tray between the layers", "quality", 125)),
            scene(113, "quality", planned(Kind.PREVENTIVE, "Listing an article asks for its packaging, and the form shows the stacking load", "quality", 125)),
            move(114, "quality2", Move.PLAN, "Goes to the cause, and the next new article will not meet it again"),
            move(115, "quality", Move.IMPLEMENT, "Boxes are ordered"),
            scene(115, "quality", did(0, Deed.BEGIN, null)), scene(115, "quality", did(1, Deed.BEGIN, null)),
            scene(122, "quality", did(0, Deed.FINISH, "The old boxes are used up, 400 new ones are in the racks")),
            scene(122, "quality", did(1, Deed.FINISH, "The form is changed, and the two who list articles have tried it")),
            scene(122, "quality2", did(0, Deed.VERIFY, "Opened five parcels at the ramp")), scene(122, "quality2", did(1, Deed.VERIFY, "Listed an article with it")),
            move(122, "quality2", Move.AWAIT_EFFECTIVENESS, "All is done; the answers of the next two months decide"))),
    REJECTED(30, null, "quality", List.of(
            scene(33, "quality", rejected("The customer has found the mistake on their side, and rang to say so")),
            move(36, "quality2", Move.REJECT, "Telephone note read; there is nothing to correct here"))),
    /** Its action should have been done some time ago. */
    OVERDUE(95, null, "quality2", List.of(
            scene(98, "quality2", assigned("quality2")),
            scene(98, "quality2", contained(Disposition.CREDIT, "Agreed on a credit of 10 % with the customer")),
            move(98, "quality2", Move.CONTAIN, "The customer agrees"),
            scene(104, "quality2", caused(new Analysis.FiveWhys(List.of("The customer did not get what was agreed", "Nobody saw it before it left", "The last check is left out on busy days",
                    "It has no time of its own in the plan of the day")), "planning")),
            scene(106, "quality", judged(Verdict.VERIFIED, "On nine of the ten busiest days the check list is empty")),
            move(106, "quality2", Move.ANALYSE, "It is the plan of the day"),
            scene(111, "quality2", measured(null, 240)),
            scene(111, "quality2", planned(Kind.CORRECTIVE, "The plan of the day has half an hour for the last check", "quality2", 160)),
            move(112, "quality", Move.PLAN, "Worth a try"),
            move(113, "quality2", Move.IMPLEMENT, "Talked about with the packers"),
            scene(116, "quality2", did(0, Deed.BEGIN, null)))),
    /** Approved, and not begun. */
    APPROVED(125, null, "quality", List.of(
            scene(128, "quality", assigned("quality")),
            scene(128, "quality", contained(Disposition.CORRECTION, "Went there and put it right together with their foreman")),
            move(128, "quality", Move.CONTAIN, "Seen on site"),
            scene(139, "quality", caused(new Analysis.FreeText("What was agreed by telephone is written nowhere, so that the warehouse cannot know it"), "communication")),
            scene(142, "quality2", judged(Verdict.VERIFIED, "Four of five such orders had an agreement by telephone, and none of them a note")),
            move(142, "quality", Move.ANALYSE, "Agreements get lost between office and warehouse"),
            scene(162, "quality", measured(null, 260)),
            scene(162, "quality", planned(Kind.CORRECTIVE, "A field for agreements in the order, printed on the picking list", "quality2", 205)),
            move(166, "quality2", Move.PLAN, "The field is small, and the warehouse asked for it"))),
    /** With a diagram by Ishikawa. */
    EXPLAINED(148, null, "quality2", List.of(
            scene(151, "quality2", assigned("quality2")),
            scene(151, "quality2", contained(Disposition.REPLACEMENT, "What was wrong was replaced from stock the same day")),
            move(151, "quality2", Move.CONTAIN, "Replacement is signed for"),
            scene(165, "quality2", caused(new Analysis.Ishikawa(Map.of(
                    Bone.MAN, List.of("Stand-ins at the packing bench", "Nobody is told of complaints"),
                    Bone.MACHINE, List.of("Scanner does not read the lot"),
                    Bone.MATERIAL, List.of("Protective film too thin"),
                    Bone.METHOD, List.of("Orders leave without a look at what was agreed", "Split orders are packed at two benches"),
                    Bone.MEASUREMENT, List.of("Complaints are not counted by bench"),
                    Bone.MILIEU, List.of("The ramp stands in the rain")), "Orders leave without a look at what was agreed"), "procedure-missing")),
            scene(169, "quality", judged(Verdict.VERIFIED, "Watched for a week: of 40 orders, 31 left without that look, and all four mistakes were among them")),
            move(170, "quality2", Move.ANALYSE, "The diagram was drawn with the packers, and the week shows it"))),
    CONTAINED(168, null, "quality", List.of(
            scene(173, "quality", assigned("quality")),
            scene(173, "quality", contained(Disposition.CREDIT, "Credit note for the whole line; the customer keeps the goods")),
            move(173, "quality", Move.CONTAIN, "The customer is content with that for now")));

    /** What somebody does about the case as it is. */
    interface Doing {
        CaseOutcome of(UseCases useCases, CaseCall call, CaseFile file, Moment moment);
    }

    /**
     * When.
     *
     * @param began when the history did, from which the days are counted
     */
    record Moment(Instant began, Instant now) {
        LocalDate today() {
            return day(now);
        }

        LocalDate onDay(int number) {
            return day(began.plus(Duration.ofDays(number)));
        }

        private static LocalDate day(Instant at) {
            return at.atZone(ZoneOffset.UTC).toLocalDate();
        }
    }

    /**
     * One thing that one person does.
     *
     * @param day  of the history, or the first working day after it
     * @param deed null for a move
     * @param move null for anything else
     */
    record Scene(int day, String login, Doing deed, Move move, String why) {
    }

    private final int begins;
    private final Trouble trouble;
    private final String owner;
    private final List<Scene> scenes;

    /** @param trouble what the case is about; null for a case that is about none of them */
    Story(int begins, Trouble trouble, String owner, List<Scene> scenes) {
        this.begins = begins;
        this.trouble = trouble;
        this.owner = owner;
        this.scenes = scenes;
    }

    /** The day of the history from which a case is looked for. */
    int begins() {
        return begins;
    }

    Optional<Trouble> trouble() {
        return Optional.ofNullable(trouble);
    }

    String owner() {
        return owner;
    }

    List<Scene> scenes() {
        return scenes;
    }

    private static Scene scene(int day, String login, Doing deed) {
        return new Scene(day, login, deed, null, null);
    }

    private static Scene move(int day, String login, Move move, String why) {
        return new Scene(day, login, null, move, why);
    }

    private static Doing assigned(String owner) {
        return (use, call, file, moment) -> use.assign().assign(call, owner, moment.now());
    }

    private static Doing askedAgain(String done) {
        return (use, call, file, moment) -> use.again().ask(call, done, moment.now());
    }

    private static Doing contained(Disposition disposition, String what) {
        return (use, call, file, moment) -> use.contain().record(call, new RecordContainment.Words(disposition, what, null, null, "Head of sales", moment.today()), moment.now());
    }

    private static Doing caused(Analysis analysis, String category) {
        return (use, call, file, moment) -> use.causes().propose(call, analysis, category, moment.now());
    }

    /** The cause that nobody has judged yet. */
    private static Doing judged(Verdict verdict, String evidence) {
        return (use, call, file, moment) -> use.causes().judge(call, file.causes().stream().filter(c -> c.verdict() == Verdict.PROPOSED).map(Cause::id).findFirst().orElseThrow(),
                verdict, evidence, moment.now());
    }

    /** Twenty percentage points among at least ten answers before and after. */
    private static Doing measured(Trouble trouble, int judgeOn) {
        return (use, call, file, moment) -> use.criteria().fix(call, new Criterion(
                trouble == null ? new Stratum(Stratum.Kind.EVERYTHING, "") : new Stratum(Stratum.Kind.PRODUCT, trouble.article()), trouble == null ? 5 : 20, 10, moment.onDay(judgeOn)),
                moment.now());
    }

    private static Doing planned(Kind kind, String what, String owner, int due) {
        return (use, call, file, moment) -> use.plan().plan(call, kind, what, owner, moment.onDay(due), moment.now());
    }

    /** The actions of a case are counted in the order in which they were planned. */
    private static Doing did(int which, Deed deed, String shownBy) {
        return (use, call, file, moment) -> {
            CorrectiveAction action = file.actionsNow().stream().sorted(Comparator.comparing(a -> a.facts().id().value())).toList().get(which);
            return use.carryOut().make(call, action.facts().id(), deed, shownBy, moment.now());
        };
    }

    private static Doing looked() {
        return (use, call, file, moment) -> use.check().check(call, moment.now());
    }

    private static Doing rejected(String why) {
        return (use, call, file, moment) -> use.reject().propose(call, why, moment.now());
    }
}
