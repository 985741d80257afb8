package io.plumbline.demo;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.plumbline.application.action.AskAgain;
import io.plumbline.application.action.CarryOutAction;
import io.plumbline.application.action.CheckEffect;
import io.plumbline.application.action.PlanAction;
import io.plumbline.application.nonconformity.AssignCase;
import io.plumbline.application.nonconformity.CaseCall;
import io.plumbline.application.nonconformity.CaseOutcome;
import io.plumbline.application.nonconformity.CaseQueries;
import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.application.nonconformity.FindCause;
import io.plumbline.application.nonconformity.FixCriterion;
import io.plumbline.application.nonconformity.MoveCase;
import io.plumbline.application.nonconformity.ProposeRejection;
import io.plumbline.application.nonconformity.ReadCaseFile;
import io.plumbline.application.nonconformity.RecordContainment;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.nonconformity.CaseFile;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Move;
import io.plumbline.domain.nonconformity.Move.Need;

/**
 * The demo's two quality managers: on working days they take cases through their life by the use cases that pages and services call, by
 * their own passwords where they sign, and each does what {@link Story} has for them.
 */
@Component(service = QualityManagers.class)
public final class QualityManagers {
    private static final Logger LOG = LoggerFactory.getLogger(QualityManagers.class);
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final Set<Role> ROLES = Set.of(Role.QUALITY_MANAGER);
    private static final Duration APIECE = Duration.ofMinutes(7);
    private static final Duration UNTIL_READ = Duration.ofDays(2);
    private static final int MOST = 200;
    /** Whoever finds another case of the same fault while this one is being worked on merges the two. */
    private static final Set<String> WORKED_ON = Set.of("Contained", "Analysed", "Planned", "Implementing");

    private final CaseQueries cases;
    private final ReadCaseFile files;
    private final MoveCase moves;
    private final UseCases useCases;

    @Activate
    public QualityManagers(@Reference CaseQueries cases, @Reference ReadCaseFile files, @Reference MoveCase moves, @Reference AssignCase assign,
            @Reference RecordContainment contain, @Reference FindCause causes, @Reference FixCriterion criteria, @Reference PlanAction plan,
            @Reference CarryOutAction carryOut, @Reference CheckEffect check, @Reference ProposeRejection reject, @Reference AskAgain again) {
        this.cases = cases;
        this.files = files;
        this.moves = moves;
        useCases = new UseCases(assign, contain, causes, criteria, plan, carryOut, check, reject, again);
    }

    /** What can be done about a case, beside moving it. */
    record UseCases(AssignCase assign, RecordContainment contain, FindCause causes, FixCriterion criteria, PlanAction plan, CarryOutAction carryOut, CheckEffect check,
            ProposeRejection reject, AskAgain again) {
    }

    /** Half a day of work, if it is one at work. */
    void work(Instant now, Instant began, Map<String, String> passwords, Cast cast) {
        ZonedDateTime here = now.atZone(ZONE);
        boolean weekend = here.getDayOfWeek() == DayOfWeek.SATURDAY || here.getDayOfWeek() == DayOfWeek.SUNDAY;
        // of two moments that are half a day apart one is within these hours
        if (passwords.isEmpty() || weekend || here.getHour() < 6 || here.getHour() >= 18) {
            return;
        }
        Instant at = now;
        List<CaseRow> reported = reported(now);
        for (Story story : Story.values()) {
            long day = Duration.between(began, now).toDays();
            if (cast.caseOf(story).isEmpty() && day >= story.begins()) {
                found(story, reported, cast).ifPresent(row -> cast.give(story, row.number()));
            }
            Optional<String> number = cast.caseOf(story);
            while (number.isPresent() && cast.told(story) < story.scenes().size() && story.scenes().get(cast.told(story)).day() <= day) {
                at = at.plus(APIECE);
                play(story, story.scenes().get(cast.told(story)), number.get(), began, passwords, at);
                cast.toldOneMore(story);
            }
            if (number.isPresent() && story.trouble().isPresent()) {
                at = mergeOthers(story, number.get(), reported, at);
            }
        }
    }

    /** The first case about the story's trouble; or the newest that is about none, and in no story yet. */
    private static Optional<CaseRow> found(Story story, List<CaseRow> reported, Cast cast) {
        return reported.stream().filter(row -> Trade.trouble(row.orderNumber()).equals(story.trouble()) && !cast.knows(row.number()))
                .min(story.trouble().isPresent() ? Comparator.comparing(CaseRow::number) : Comparator.comparing(CaseRow::number).reversed());
    }

    private List<CaseRow> reported(Instant now) {
        return cases.list(new CaseQueries.Filter(Site.MAIN, List.of("Reported"), null, null, null), null, MOST).items().stream()
                .filter(row -> row.orderNumber() != null && row.reportedAt().isBefore(now.minus(UNTIL_READ))).toList();
    }

    private void play(Story story, Story.Scene scene, String number, Instant began, Map<String, String> passwords, Instant at) {
        CaseFile file = file(number, scene.login());
        CaseCall call = call(file, scene.login());
        CaseOutcome outcome = scene.move() == null ? scene.deed().of(useCases, call, file, new Story.Moment(began, at))
                : moves.make(call, scene.move(), scene.why(), scene.move().needs().contains(Need.SIGNATURE) ? passwords.get(scene.login()) : null, null, at);
        if (!(outcome instanceof CaseOutcome.Done)) {
            LOG.warn("In the demo's story {}, case {} of day {} was refused: {}", story, number, scene.day(), outcome);
        }
    }

    private Instant mergeOthers(Story story, String into, List<CaseRow> reported, Instant from) {
        Instant at = from;
        List<CaseRow> others = reported.stream().filter(r -> !r.number().equals(into) && Trade.trouble(r.orderNumber()).equals(story.trouble())).toList();
        if (others.isEmpty() || !WORKED_ON.contains(file(into, story.owner()).nonconformity().state())) {
            return at;
        }
        CaseNumber target = CaseNumber.parse(into).orElseThrow();
        for (CaseRow row : others) {
            at = at.plus(APIECE);
            CaseOutcome outcome = moves.make(call(file(row.number(), story.owner()), story.owner()), Move.MERGE, "The same fault; it is worked on there", null, target, at);
            if (!(outcome instanceof CaseOutcome.Done)) {
                LOG.warn("In the demo's story {}, case {} was not merged: {}", story, row.number(), outcome);
            }
        }
        return at;
    }

    private CaseFile file(String number, String login) {
        return files.open(Site.MAIN, CaseNumber.parse(number).orElseThrow(), login, ROLES).orElseThrow().file();
    }

    private static CaseCall call(CaseFile file, String login) {
        return new CaseCall(Site.MAIN, file.nonconformity().facts().number(), file.nonconformity().facts().version(), login, ROLES);
    }
}
