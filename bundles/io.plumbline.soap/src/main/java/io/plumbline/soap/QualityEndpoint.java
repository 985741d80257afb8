package io.plumbline.soap;

import java.math.BigDecimal;

import javax.annotation.security.RolesAllowed;
import javax.jws.WebService;
import javax.xml.datatype.XMLGregorianCalendar;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.soap.v1.ActionKind;
import io.plumbline.soap.v1.Analysis;
import io.plumbline.soap.v1.AnswerPage;
import io.plumbline.soap.v1.Bone;
import io.plumbline.soap.v1.CauseCatalogue;
import io.plumbline.soap.v1.CauseCategory;
import io.plumbline.soap.v1.CauseCounts;
import io.plumbline.soap.v1.CauseVerdict;
import io.plumbline.soap.v1.Channel;
import io.plumbline.soap.v1.CommentList;
import io.plumbline.soap.v1.Complaint;
import io.plumbline.soap.v1.Conflict;
import io.plumbline.soap.v1.Criterion;
import io.plumbline.soap.v1.CustomerKey;
import io.plumbline.soap.v1.Deed;
import io.plumbline.soap.v1.Disposition;
import io.plumbline.soap.v1.ExtensionVerdict;
import io.plumbline.soap.v1.FollowUpList;
import io.plumbline.soap.v1.FiledNonconformity;
import io.plumbline.soap.v1.IntakeSource;
import io.plumbline.soap.v1.InvalidRequest;
import io.plumbline.soap.v1.Language;
import io.plumbline.soap.v1.LetterPurpose;
import io.plumbline.soap.v1.Move;
import io.plumbline.soap.v1.MoveRefused;
import io.plumbline.soap.v1.NonconformityFile;
import io.plumbline.soap.v1.NonconformityPage;
import io.plumbline.soap.v1.NotFound;
import io.plumbline.soap.v1.OrderKey;
import io.plumbline.soap.v1.PrintedReport;
import io.plumbline.soap.v1.Quality;
import io.plumbline.soap.v1.RecurrenceFigures;
import io.plumbline.soap.v1.RecurrenceList;
import io.plumbline.soap.v1.Severity;

/**
 * What an ERP may know of its customers, nonconformities and answers, page by page; and the life of a nonconformity, for those who work on it. Here stands
 * who may call what; what comes of a call is found in one class for each subject.
 */
@Component(service = QualityEndpoint.class)
@WebService(endpointInterface = "io.plumbline.soap.v1.Quality", serviceName = "QualityService", portName = "QualityPort", targetNamespace = SoapService.NAMESPACE)
public final class QualityEndpoint implements Quality {
    private static final String MANAGER = "quality-manager";
    private static final String AUDITOR = "auditor";
    private final ListWork lists;
    private final CaseWork cases;
    private final FindingWork findings;
    private final ActionWork actions;
    private final CommentWork comments;
    private final ComplaintWork complaints;
    private final RecurrenceWork recurrences;
    private final CauseWork causes;
    private final ReportWork reports;
    private final FollowUpWork followUps;

    @Activate
    public QualityEndpoint(@Reference ListWork lists, @Reference CaseWork cases, @Reference FindingWork findings, @Reference ActionWork actions, @Reference CommentWork comments,
            @Reference ComplaintWork complaints, @Reference RecurrenceWork recurrences, @Reference CauseWork causes, @Reference ReportWork reports,
            @Reference FollowUpWork followUps) {
        this.lists = lists;
        this.cases = cases;
        this.findings = findings;
        this.actions = actions;
        this.comments = comments;
        this.complaints = complaints;
        this.recurrences = recurrences;
        this.causes = causes;
        this.reports = reports;
        this.followUps = followUps;
    }

    @Override
    @RolesAllowed({"erp", MANAGER, AUDITOR})
    public NonconformityPage nonconformities(CustomerKey customer, OrderKey order, XMLGregorianCalendar since, Integer limit, String after)
            throws InvalidRequest, NotFound {
        return lists.nonconformities(customer, order, since, limit, after);
    }

    @Override
    @RolesAllowed({"erp", MANAGER, AUDITOR})
    public AnswerPage answers(CustomerKey customer, OrderKey order, XMLGregorianCalendar since, Integer limit, String after) throws InvalidRequest, NotFound {
        return lists.answers(customer, order, since, limit, after);
    }

    @Override
    @RolesAllowed({MANAGER, AUDITOR})
    public NonconformityFile caseFile(String number) throws InvalidRequest, NotFound {
        return cases.caseFile(number);
    }

    @Override
    @RolesAllowed(MANAGER)
    public NonconformityFile moveNonconformity(String number, long version, Move move, String reason, String password, String into)
            throws Conflict, InvalidRequest, MoveRefused, NotFound {
        return cases.moveNonconformity(number, version, move, reason, password, into);
    }

    @Override
    @RolesAllowed(MANAGER)
    public NonconformityFile recordContainment(String number, long version, Disposition disposition, String what, BigDecimal quantity, String uom, String authority,
            XMLGregorianCalendar decidedOn) throws Conflict, InvalidRequest, NotFound {
        return findings.recordContainment(number, version, disposition, what, quantity, uom, authority, decidedOn);
    }

    @Override
    @RolesAllowed(MANAGER)
    public NonconformityFile proposeCause(String number, long version, Analysis analysis, String category) throws Conflict, InvalidRequest, NotFound {
        return findings.proposeCause(number, version, analysis, category);
    }

    @Override
    @RolesAllowed(MANAGER)
    public NonconformityFile judgeCause(String number, long version, String cause, CauseVerdict verdict, String evidence, String category)
            throws Conflict, InvalidRequest, NotFound {
        return findings.judgeCause(number, version, cause, verdict, evidence, category);
    }

    @Override
    @RolesAllowed(MANAGER)
    public NonconformityFile fixCriterion(String number, long version, Criterion criterion) throws Conflict, InvalidRequest, NotFound {
        return findings.fixCriterion(number, version, criterion);
    }

    @Override
    @RolesAllowed(MANAGER)
    public NonconformityFile planAction(String number, long version, ActionKind kind, String what, String owner, XMLGregorianCalendar due) throws Conflict, InvalidRequest, NotFound {
        return actions.planAction(number, version, kind, what, owner, due);
    }

    @Override
    @RolesAllowed(MANAGER)
    public NonconformityFile carryOutAction(String number, long version, String action, Deed deed, String reason) throws Conflict, InvalidRequest, NotFound {
        return actions.carryOutAction(number, version, action, deed, reason);
    }

    @Override
    @RolesAllowed(MANAGER)
    public NonconformityFile checkEffect(String number, long version) throws Conflict, InvalidRequest, NotFound {
        return findings.checkEffect(number, version);
    }

    @Override
    @RolesAllowed(MANAGER)
    public NonconformityFile proposeRejection(String number, long version, String reason) throws Conflict, InvalidRequest, NotFound {
        return cases.proposeRejection(number, version, reason);
    }

    @Override
    @RolesAllowed(MANAGER)
    public FiledNonconformity reportNonconformity(IntakeSource source, String reference, String feedback, String title, String description, Boolean danger, Boolean systemic, Severity severity,
            String reason, String delivery, String order, String customer, String line, String sku, String lot, String carrier) throws InvalidRequest {
        return cases.reportNonconformity(source, reference, feedback, title, description, danger, systemic, severity, reason, delivery, order, customer, line, sku, lot, carrier);
    }

    @Override
    @RolesAllowed(MANAGER)
    public NonconformityFile gradeNonconformity(String number, long version, Severity severity, String reason) throws Conflict, InvalidRequest, NotFound {
        return cases.gradeNonconformity(number, version, severity, reason);
    }

    @Override
    @RolesAllowed(MANAGER)
    public NonconformityFile assignNonconformity(String number, long version, String owner) throws Conflict, InvalidRequest, NotFound {
        return cases.assignNonconformity(number, version, owner);
    }

    @Override
    @RolesAllowed(MANAGER)
    public NonconformityFile tellCustomer(String number, long version, LetterPurpose purpose, String title, String text) throws Conflict, InvalidRequest, NotFound {
        return cases.tellCustomer(number, version, purpose, title, text);
    }

    @Override
    @RolesAllowed(MANAGER)
    public NonconformityFile askForExtension(String number, long version, String action, XMLGregorianCalendar due, String reason) throws Conflict, InvalidRequest, NotFound {
        return actions.askForExtension(number, version, action, due, reason);
    }

    @Override
    @RolesAllowed(MANAGER)
    public NonconformityFile decideExtension(String number, long version, String action, String extension, ExtensionVerdict decision, String reason)
            throws Conflict, InvalidRequest, NotFound {
        return actions.decideExtension(number, version, action, extension, decision, reason);
    }

    @Override
    @RolesAllowed({MANAGER, AUDITOR})
    public CommentList comments(String number) throws InvalidRequest, NotFound {
        return comments.comments(number);
    }

    @Override
    @RolesAllowed(MANAGER)
    public CommentList commentNonconformity(String number, String text) throws InvalidRequest, NotFound {
        return comments.commentNonconformity(number, text);
    }

    @Override
    @RolesAllowed(MANAGER)
    public CommentList withdrawComment(String number, String comment) throws InvalidRequest, NotFound {
        return comments.withdrawComment(number, comment);
    }

    @Override
    @RolesAllowed(MANAGER)
    public Complaint takeComplaint(String token, Channel channel, String complainant, String words, XMLGregorianCalendar receivedAt, String delivery, String order, String customer)
            throws InvalidRequest {
        return complaints.takeComplaint(token, channel, complainant, words, receivedAt, delivery, order, customer);
    }

    @Override
    @RolesAllowed({MANAGER, AUDITOR})
    public Complaint readComplaint(String complaint) throws InvalidRequest, NotFound {
        return complaints.readComplaint(complaint);
    }

    @Override
    @RolesAllowed(MANAGER)
    public Complaint acknowledgeComplaint(String complaint, long version, XMLGregorianCalendar at) throws Conflict, InvalidRequest, NotFound {
        return complaints.acknowledgeComplaint(complaint, version, at);
    }

    @Override
    @RolesAllowed(MANAGER)
    public Complaint answerComplaint(String complaint, long version, String answer, XMLGregorianCalendar at) throws Conflict, InvalidRequest, NotFound {
        return complaints.answerComplaint(complaint, version, answer, at);
    }

    @Override
    @RolesAllowed(MANAGER)
    public Complaint fileComplaint(String complaint, long version, String number, String title, Boolean danger, Boolean systemic, Severity severity, String reason)
            throws Conflict, InvalidRequest, NotFound {
        return complaints.fileComplaint(complaint, version, number, title, danger, systemic, severity, reason);
    }

    @Override
    @RolesAllowed({MANAGER, AUDITOR})
    public RecurrenceList recurrences(String number) throws InvalidRequest, NotFound {
        return recurrences.recurrences(number);
    }

    @Override
    @RolesAllowed(MANAGER)
    public RecurrenceList dismissRecurrence(String number, String recurrence, String reason) throws InvalidRequest, NotFound {
        return recurrences.dismissRecurrence(number, recurrence, reason);
    }

    @Override
    @RolesAllowed(MANAGER)
    public RecurrenceList restoreRecurrence(String number, String recurrence, String reason) throws InvalidRequest, NotFound {
        return recurrences.restoreRecurrence(number, recurrence, reason);
    }

    @Override
    @RolesAllowed({MANAGER, AUDITOR})
    public RecurrenceFigures countRecurrences(XMLGregorianCalendar from) throws InvalidRequest {
        return recurrences.countRecurrences(from);
    }

    @Override
    @RolesAllowed({MANAGER, AUDITOR})
    public FollowUpList followUps(String number) throws InvalidRequest, NotFound {
        return followUps.followUps(number);
    }

    @Override
    @RolesAllowed(MANAGER)
    public FollowUpList askAgain(String number, long version, String message) throws Conflict, InvalidRequest, NotFound {
        return followUps.askAgain(number, version, message);
    }

    @Override
    @RolesAllowed({MANAGER, AUDITOR})
    public CauseCatalogue causeCategories() throws InvalidRequest {
        return causes.causeCategories();
    }

    @Override
    @RolesAllowed(MANAGER)
    public CauseCategory addCauseCategory(String code, String name, Bone bone) throws InvalidRequest {
        return causes.addCauseCategory(code, name, bone);
    }

    @Override
    @RolesAllowed(MANAGER)
    public CauseCategory retireCauseCategory(String code, boolean retired) throws InvalidRequest, NotFound {
        return causes.retireCauseCategory(code, retired);
    }

    @Override
    @RolesAllowed({MANAGER, AUDITOR})
    public CauseCounts countCauses(XMLGregorianCalendar since, XMLGregorianCalendar before) throws InvalidRequest {
        return causes.countCauses(since, before);
    }

    @Override
    @RolesAllowed({MANAGER, AUDITOR})
    public PrintedReport eightDReport(String number, Language language) throws Conflict, InvalidRequest, NotFound {
        return reports.eightDReport(number, language);
    }
}
