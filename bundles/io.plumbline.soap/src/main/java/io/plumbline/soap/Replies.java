package io.plumbline.soap;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import javax.xml.datatype.DatatypeConfigurationException;
import javax.xml.datatype.DatatypeFactory;
import javax.xml.datatype.XMLGregorianCalendar;

import io.plumbline.application.delivery.DeliveryQueries.DeliveryRow;
import io.plumbline.application.delivery.WhatBecame;
import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.application.survey.SurveyQueries.InvitationRow;
import io.plumbline.application.survey.SurveyQueries.InvitationView;
import io.plumbline.application.survey.SurveyQueries.ResponseRow;
import io.plumbline.domain.delivery.DeliveredOrder.SourceRef;
import io.plumbline.soap.v1.Answer;
import io.plumbline.soap.v1.AnswerState;
import io.plumbline.soap.v1.Fate;
import io.plumbline.soap.v1.Invitation;
import io.plumbline.soap.v1.InvitationState;
import io.plumbline.soap.v1.LedgerLine;
import io.plumbline.soap.v1.Nonconformity;
import io.plumbline.soap.v1.NotAsked;
import io.plumbline.soap.v1.Severity;
import io.plumbline.soap.v1.Source;

/** What the use cases tell, in the words of the schema. */
final class Replies {
    private static final DatatypeFactory DATES = dates();

    private Replies() {
    }

    private static DatatypeFactory dates() {
        try {
            return DatatypeFactory.newInstance();
        } catch (DatatypeConfigurationException e) {
            throw new IllegalStateException("every Java has dates of XML", e);
        }
    }

    static XMLGregorianCalendar moment(Instant moment) {
        return moment == null ? null : DATES.newXMLGregorianCalendar(moment.toString());
    }

    static XMLGregorianCalendar day(LocalDate day) {
        return day == null ? null : DATES.newXMLGregorianCalendar(day.toString());
    }

    /** What came in over JSON may hold what XML cannot. */
    static String text(String text) {
        return text == null ? null : Words.ofXml(text);
    }

    static NotAsked reason(io.plumbline.domain.survey.NotAsked why) {
        return why == null ? null : NotAsked.fromValue(why.name());
    }

    static Fate fate(WhatBecame.Fate told) {
        DeliveryRow row = told.delivery().row();
        Fate fate = new Fate();
        fate.setId(row.id().value());
        fate.setSource(source(told.delivery().report().source()));
        fate.setState(row.state());
        fate.setLine(row.line() == null ? null : LedgerLine.fromValue(row.line().name()));
        fate.setReason(reason(row.why()));
        fate.setExplanation(Words.line(row.line(), row.why()));
        told.invitations().forEach(i -> fate.getInvitation().add(invitation(i)));
        told.delivery().cases().forEach(c -> fate.getNonconformity().add(nonconformity(c)));
        fate.setCarrier(text(told.delivery().report().carrier()));
        return fate;
    }

    private static Source source(SourceRef s) {
        Source source = new Source();
        source.setConnector(s.connector());
        source.setCompany(text(s.company()));
        source.setDocType(text(s.docType()));
        source.setDocId(text(s.docId()));
        source.setDocNo(text(s.docNo()));
        source.setChangedAt(moment(s.changedAt()));
        return source;
    }

    private static Invitation invitation(InvitationView view) {
        InvitationRow row = view.row();
        Invitation invitation = new Invitation();
        invitation.setId(row.id().value());
        invitation.setOrderNumber(text(row.orderNumber()));
        invitation.setState(InvitationState.fromValue(row.state()));
        invitation.setReason(reason(row.why()));
        invitation.setFollowUpOf(row.followUpOf());
        invitation.setExplanation(Words.invitation(row.state(), row.why()));
        invitation.setDueAt(moment(row.dueAt()));
        invitation.setSentAt(moment(row.sentAt()));
        invitation.setExpiresAt(moment(row.expiresAt()));
        List<ResponseRow> answers = view.responses();
        answers.forEach(r -> invitation.getAnswer().add(answer(r)));
        return invitation;
    }

    static Answer answer(ResponseRow row) {
        Answer answer = new Answer();
        answer.setId(row.id().value());
        answer.setState(AnswerState.fromValue(row.state()));
        answer.setInvitation(row.invitation().value());
        answer.setOrderNumber(text(row.orderNumber()));
        answer.setCustomerName(text(row.customerName()));
        answer.setSatisfaction(row.satisfaction());
        answer.setRecommendation(row.recommendation());
        answer.setComment(row.comment() == null || row.comment().isEmpty() ? null : text(row.comment()));
        answer.setMayCall(row.mayCall());
        answer.setReceivedAt(moment(row.receivedAt()));
        answer.setCaseNumber(row.caseNumber());
        answer.setFollowUpOf(row.followUpOf());
        return answer;
    }

    static Nonconformity nonconformity(CaseRow row) {
        Nonconformity found = new Nonconformity();
        found.setNumber(row.number());
        found.setTitle(text(row.title()));
        found.setState(row.state());
        found.setSeverity(row.severity() == null ? null : Severity.fromValue(row.severity().name()));
        found.setOrderNumber(text(row.orderNumber()));
        found.setCustomerName(text(row.customerName()));
        found.setOwner(row.owner());
        found.setReportedAt(moment(row.reportedAt()));
        found.setChangedAt(moment(row.changedAt()));
        found.setVersion(row.version());
        return found;
    }
}
