package io.plumbline.soap;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.UnaryOperator;

import javax.xml.datatype.XMLGregorianCalendar;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.action.CheckEffect;
import io.plumbline.application.nonconformity.CaseCall;
import io.plumbline.application.nonconformity.FindCause;
import io.plumbline.application.nonconformity.FixCriterion;
import io.plumbline.application.nonconformity.RecordContainment;
import io.plumbline.domain.nonconformity.Criterion.Measure;
import io.plumbline.domain.nonconformity.Stratum;
import io.plumbline.soap.v1.Analysis;
import io.plumbline.soap.v1.CauseVerdict;
import io.plumbline.soap.v1.Conflict;
import io.plumbline.soap.v1.Criterion;
import io.plumbline.soap.v1.Disposition;
import io.plumbline.soap.v1.InvalidRequest;
import io.plumbline.soap.v1.NonconformityFile;
import io.plumbline.soap.v1.NotFound;

/** What is found out about a case: what was done at once, its causes, by what the effect is judged, and whether there is one. */
@Component(service = FindingWork.class)
public final class FindingWork {
    private final CaseCalls cases;
    private final RecordContainment contain;
    private final FindCause causes;
    private final FixCriterion criteria;
    private final CheckEffect check;

    @Activate
    public FindingWork(@Reference CaseCalls cases, @Reference RecordContainment contain, @Reference FindCause causes, @Reference FixCriterion criteria,
            @Reference CheckEffect check) {
        this.cases = cases;
        this.contain = contain;
        this.causes = causes;
        this.criteria = criteria;
        this.check = check;
    }

    NonconformityFile recordContainment(String number, long version, Disposition disposition, String what, BigDecimal quantity, String uom, String authority,
            XMLGregorianCalendar decidedOn) throws Conflict, InvalidRequest, NotFound {
        CaseCall call = cases.call(number, version);
        return cases.file(contain.record(call, new RecordContainment.Words(io.plumbline.domain.nonconformity.Disposition.valueOf(disposition.name()), what, quantity, uom, authority,
                Reports.day(decidedOn)), Instant.now()), call, UnaryOperator.identity());
    }

    NonconformityFile proposeCause(String number, long version, Analysis analysis, String category) throws Conflict, InvalidRequest, NotFound {
        CaseCall call = cases.call(number, version);
        return cases.file(causes.propose(call, Analyses.read(analysis), category, Instant.now()), call, p -> Analyses.inWordsOfTheSchema(p, analysis));
    }

    NonconformityFile judgeCause(String number, long version, String cause, CauseVerdict verdict, String evidence, String category)
            throws Conflict, InvalidRequest, NotFound {
        CaseCall call = cases.call(number, version);
        return cases.file(causes.judge(call, cases.entry(call, "cause", cause), io.plumbline.domain.nonconformity.Cause.Verdict.valueOf(verdict.name()), evidence, category, Instant.now()),
                call, UnaryOperator.identity(), "cause", cause);
    }

    NonconformityFile fixCriterion(String number, long version, Criterion criterion) throws Conflict, InvalidRequest, NotFound {
        CaseCall call = cases.call(number, version);
        Stratum stratum = new Stratum(Stratum.Kind.valueOf(criterion.getStratum().name()), criterion.getValue() == null ? "" : criterion.getValue());
        Measure measure = criterion.getMeasure() == null ? Measure.LOW_ANSWERS : Measure.valueOf(criterion.getMeasure().name());
        return cases.file(criteria.fix(call, new io.plumbline.domain.nonconformity.Criterion(stratum, measure, criterion.getMinimumImprovement(), criterion.getMinimumAnswers(),
                Reports.day(criterion.getJudgeOn())), Instant.now()), call, p -> p.at("criterion/" + p.field().replace("stratum.value", "value")));
    }

    NonconformityFile checkEffect(String number, long version) throws Conflict, InvalidRequest, NotFound {
        CaseCall call = cases.call(number, version);
        return cases.file(check.check(call, Instant.now()), call, UnaryOperator.identity());
    }
}
