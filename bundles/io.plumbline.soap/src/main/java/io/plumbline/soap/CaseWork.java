package io.plumbline.soap;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.action.CarryOutAction;
import io.plumbline.application.action.CheckEffect;
import io.plumbline.application.action.PlanAction;
import io.plumbline.application.nonconformity.FindCause;
import io.plumbline.application.nonconformity.FixCriterion;
import io.plumbline.application.nonconformity.MoveCase;
import io.plumbline.application.nonconformity.ProposeRejection;
import io.plumbline.application.nonconformity.ReadCaseFile;
import io.plumbline.application.nonconformity.RecordContainment;

/** All that can be done with the file of a case. */
@Component(service = CaseWork.class)
public final class CaseWork {
    final ReadCaseFile read;
    final MoveCase move;
    final RecordContainment contain;
    final FindCause cause;
    final FixCriterion criterion;
    final PlanAction plan;
    final CarryOutAction carryOut;
    final CheckEffect check;
    final ProposeRejection rejection;

    @Activate
    public CaseWork(@Reference ReadCaseFile read, @Reference MoveCase move, @Reference RecordContainment contain, @Reference FindCause cause, @Reference FixCriterion criterion,
            @Reference PlanAction plan, @Reference CarryOutAction carryOut, @Reference CheckEffect check, @Reference ProposeRejection rejection) {
        this.read = read;
        this.move = move;
        this.contain = contain;
        this.cause = cause;
        this.criterion = criterion;
        this.plan = plan;
        this.carryOut = carryOut;
        this.check = check;
        this.rejection = rejection;
    }
}
