package io.plumbline.soap;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.action.CarryOutAction;
import io.plumbline.application.action.CheckEffect;
import io.plumbline.application.action.ExtendAction;
import io.plumbline.application.action.PlanAction;
import io.plumbline.application.nonconformity.AssignCase;
import io.plumbline.application.nonconformity.CommentCase;
import io.plumbline.application.nonconformity.FindCause;
import io.plumbline.application.nonconformity.FixCriterion;
import io.plumbline.application.nonconformity.GradeCase;
import io.plumbline.application.nonconformity.MoveCase;
import io.plumbline.application.nonconformity.ProposeRejection;
import io.plumbline.application.nonconformity.ReadCaseFile;
import io.plumbline.application.nonconformity.RecordContainment;
import io.plumbline.application.nonconformity.ReportNonconformity;
import io.plumbline.application.nonconformity.TellCustomer;

/** All that can be done with a case and its file. */
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
    final ReportNonconformity report;
    final GradeCase grade;
    final AssignCase assign;
    final TellCustomer tell;
    final ExtendAction extend;
    final CommentCase comments;

    @Activate
    public CaseWork(@Reference ReadCaseFile read, @Reference MoveCase move, @Reference RecordContainment contain, @Reference FindCause cause, @Reference FixCriterion criterion,
            @Reference PlanAction plan, @Reference CarryOutAction carryOut, @Reference CheckEffect check, @Reference ProposeRejection rejection,
            @Reference ReportNonconformity report, @Reference GradeCase grade, @Reference AssignCase assign, @Reference TellCustomer tell, @Reference ExtendAction extend,
            @Reference CommentCase comments) {
        this.read = read;
        this.move = move;
        this.contain = contain;
        this.cause = cause;
        this.criterion = criterion;
        this.plan = plan;
        this.carryOut = carryOut;
        this.check = check;
        this.rejection = rejection;
        this.report = report;
        this.grade = grade;
        this.assign = assign;
        this.tell = tell;
        this.extend = extend;
        this.comments = comments;
    }
}
