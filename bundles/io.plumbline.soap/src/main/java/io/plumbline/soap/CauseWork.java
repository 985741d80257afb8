package io.plumbline.soap;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import javax.xml.datatype.XMLGregorianCalendar;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.nonconformity.CountCauses;
import io.plumbline.application.nonconformity.CountCauses.Bar;
import io.plumbline.application.nonconformity.CountCauses.Pareto;
import io.plumbline.application.nonconformity.CountCauses.Period;
import io.plumbline.application.nonconformity.KeepCatalogue;
import io.plumbline.domain.Problem;
import io.plumbline.http.Caller;
import io.plumbline.soap.v1.Bone;
import io.plumbline.soap.v1.CauseCatalogue;
import io.plumbline.soap.v1.CauseCategory;
import io.plumbline.soap.v1.CauseCount;
import io.plumbline.soap.v1.CauseCounts;
import io.plumbline.soap.v1.InvalidRequest;
import io.plumbline.soap.v1.NotFound;

/** Causes over all cases of a site: the catalogue of their categories, and how many there are of each. */
@Component(service = CauseWork.class)
public final class CauseWork {
    private final KeepCatalogue catalogue;
    private final CountCauses count;

    @Activate
    public CauseWork(@Reference KeepCatalogue catalogue, @Reference CountCauses count) {
        this.catalogue = catalogue;
        this.count = count;
    }

    CauseCatalogue causeCategories() throws InvalidRequest {
        CauseCatalogue told = new CauseCatalogue();
        catalogue.of(Call.valid().caller().site()).all().forEach(c -> told.getCategory().add(category(c)));
        told.setCount(told.getCategory().size());
        return told;
    }

    CauseCategory addCauseCategory(String code, String name, Bone bone) throws InvalidRequest {
        Caller caller = Call.valid().caller();
        return changed(catalogue.add(caller.site(), caller.login(), caller.roles(), code, name, io.plumbline.domain.nonconformity.Analysis.Bone.valueOf(bone.name()), Instant.now()));
    }

    CauseCategory retireCauseCategory(String code, boolean retired) throws InvalidRequest, NotFound {
        Caller caller = Call.valid().caller();
        KeepCatalogue.Outcome outcome = catalogue.retire(caller.site(), caller.login(), caller.roles(), code, retired, Instant.now());
        if (outcome instanceof KeepCatalogue.Outcome.NotFound) {
            throw Refusals.notFound("code", code, "the code of a category of your site");
        }
        return changed(outcome);
    }

    CauseCounts countCauses(XMLGregorianCalendar since, XMLGregorianCalendar before) throws InvalidRequest {
        Caller caller = Call.valid().caller();
        Period period = Period.of(Reports.moment(since), Reports.moment(before), Instant.now());
        Optional<Problem> wrong = period.problem();
        if (wrong.isPresent()) {
            throw Refusals.invalidRequest(List.of(wrong.get()));
        }
        Pareto pareto = count.of(caller.site(), period.since(), period.before());
        CauseCounts told = new CauseCounts();
        told.setSince(Replies.moment(period.since()));
        told.setBefore(Replies.moment(period.before()));
        told.setCauses(pareto.causes());
        pareto.bars().forEach(b -> told.getCategory().add(bar(b, pareto)));
        return told;
    }

    private static CauseCategory changed(KeepCatalogue.Outcome outcome) throws InvalidRequest {
        if (outcome instanceof KeepCatalogue.Outcome.Invalid invalid) {
            throw Refusals.invalidRequest(invalid.problems());
        }
        if (outcome instanceof KeepCatalogue.Outcome.Done done) {
            return category(done.category());
        }
        throw CaseRefusals.unexpected(outcome);
    }

    private static CauseCategory category(io.plumbline.domain.nonconformity.CauseCategory c) {
        CauseCategory told = new CauseCategory();
        told.setCode(c.code());
        told.setName(Replies.text(c.name()));
        told.setBone(Bone.fromValue(c.bone().name()));
        told.setRetired(c.retired());
        return told;
    }

    private static CauseCount bar(Bar b, Pareto all) {
        CauseCount told = new CauseCount();
        told.setCategory(b.code());
        told.setName(b.category() == null ? null : Replies.text(b.category().name()));
        told.setBone(b.category() == null ? null : Bone.fromValue(b.category().bone().name()));
        told.setCauses(b.causes());
        told.setCases(b.cases());
        told.setShare(all.percent(b.causes()));
        told.setCumulativeShare(all.percent(b.cumulative()));
        return told;
    }
}
