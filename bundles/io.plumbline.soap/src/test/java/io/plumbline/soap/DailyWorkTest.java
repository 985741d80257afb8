package io.plumbline.soap;

import static io.plumbline.soap.Faults.fields;
import static io.plumbline.soap.Faults.missing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

import javax.xml.datatype.XMLGregorianCalendar;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.customer.Contact;
import io.plumbline.soap.v1.ActionKind;
import io.plumbline.soap.v1.Analysis;
import io.plumbline.soap.v1.CaseState;
import io.plumbline.soap.v1.CauseVerdict;
import io.plumbline.soap.v1.Channel;
import io.plumbline.soap.v1.Comment;
import io.plumbline.soap.v1.CommentList;
import io.plumbline.soap.v1.Complaint;
import io.plumbline.soap.v1.ComplaintState;
import io.plumbline.soap.v1.Conflict;
import io.plumbline.soap.v1.Disposition;
import io.plumbline.soap.v1.Extension;
import io.plumbline.soap.v1.ExtensionDecision;
import io.plumbline.soap.v1.ExtensionVerdict;
import io.plumbline.soap.v1.FiledNonconformity;
import io.plumbline.soap.v1.IntakeKind;
import io.plumbline.soap.v1.IntakeSource;
import io.plumbline.soap.v1.InvalidRequest;
import io.plumbline.soap.v1.LetterPurpose;
import io.plumbline.soap.v1.Move;
import io.plumbline.soap.v1.NonconformityFile;
import io.plumbline.soap.v1.Quality;
import io.plumbline.soap.v1.Severity;

/** What people do every day beside the way of a case, through a client over HTTP: filing, grading, owners, letters, more time, comments and complaints. */
public class DailyWorkTest {
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);
    private static final String TOKEN = "a-token-of-the-caller";
    private static final String NOBODY = "0".repeat(26);

    @Rule
    public final SoapRoom room = new SoapRoom();
    private Quality pia;
    private Quality ian;
    private Quality zoe;
    private Quality kiel;
    private String number;

    @Before
    public void peopleAndACase() {
        pia = room.client(Quality.class, "quality-manager:pia");
        ian = room.client(Quality.class, "quality-manager:ian");
        zoe = room.client(Quality.class, "quality-manager:zoe");
        kiel = room.client(Quality.class, "quality-manager:kai@KIEL");
        Id contact = new Id("01KB000000000000000000C0NT");
        room.contacts.put(contact, new Contact(contact, Site.MAIN, new Id(NOBODY), "7", "Ada", "ada@works.example", null, "de", false, Instant.now(), 1));
        number = room.kept.reported(Site.MAIN, contact);
    }

    private long version() throws Exception {
        return pia.caseFile(number).getVersion();
    }

    private static XMLGregorianCalendar day(LocalDate day) {
        return Shipments.time(day.toString());
    }

    private FiledNonconformity report(IntakeSource source, String reference, String title, Severity severity, String reason) throws Exception {
        return pia.reportNonconformity(source, reference, null, title, "It was \"wet\" <again> & torn", null, true, severity, reason, null, null, null, null, "GZ-1001", "L-7", "DHL");
    }

    @Test
    public void aCaseIsFiledByHandOnceForEachReference() throws Exception {
        FiledNonconformity filed = report(IntakeSource.HAND, TOKEN, "Pallets are wet", null, null);
        assertThat(filed.isFiled()).isTrue();
        assertThat(filed.getState()).isEqualTo(CaseState.REPORTED);
        assertThat(filed.getSeverity()).as("found throughout").isEqualTo(Severity.MAJOR).isEqualTo(filed.getProposed());
        assertThat(filed.getReason()).isNotEmpty();
        FiledNonconformity again = report(IntakeSource.HAND, TOKEN, "Pallets are wet", null, null);
        assertThat(again.isFiled()).isFalse();
        assertThat(again.getNumber()).isEqualTo(filed.getNumber());
        assertThat(again.getProposed()).isNull();
        assertThat(pia.caseFile(filed.getNumber()).getSeverity()).isEqualTo(Severity.MAJOR);
        assertThat(pia.caseFile(filed.getNumber()).getIntake()).satisfies(i -> {
            assertThat(i.getSource()).isEqualTo(IntakeKind.HAND);
            assertThat(i.getDescription()).isEqualTo("It was \"wet\" <again> & torn");
            assertThat(i.getProposed()).isEqualTo(Severity.MAJOR);
            assertThat(i.getReason()).isNotEmpty();
            assertThat(List.of(i.getSku(), i.getLot(), i.getCarrier(), i.getBy())).containsExactly("GZ-1001", "L-7", "DHL", "pia");
            assertThat(i.getReference()).isNull();
        });
        assertThat(pia.caseFile(number).getIntake()).as("nobody said anything").isNull();
        assertThat(report(IntakeSource.AUDIT, "IA-2026-07/3", "Wrench 14 is overdue", Severity.MINOR, "It hangs in the office").getSeverity()).isEqualTo(Severity.MINOR);
        assertThat(pia.caseFile(report(IntakeSource.AUDIT, "IA-2026-07/3", "x", null, null).getNumber()).getIntake().getReference()).isEqualTo("IA-2026-07/3");
    }

    @Test
    public void whatCannotBeFiledIsRefusedByItsElement() throws Exception {
        assertThat(fields(() -> report(IntakeSource.HAND, "short", " ", Severity.CRITICAL, null))).containsExactlyInAnyOrder("reference", "title", "reason");
        assertThat(fields(() -> pia.reportNonconformity(IntakeSource.HAND, TOKEN, null, "x", null, null, null, null, null, NOBODY, null, null, null, null, null, null))).containsExactly("delivery");
        assertThat(fields(() -> pia.reportNonconformity(IntakeSource.HAND, TOKEN, null, "x", null, null, null, null, null, "no identity", null, null, null, null, null, null)))
                .containsExactly("delivery");
        assertThat(fields(() -> pia.reportNonconformity(IntakeSource.FEEDBACK, null, NOBODY, "x", null, null, null, null, null, null, null, null, null, null, null, null))).contains("feedback");
        assertThat(catchThrowableOfType(() -> pia.reportNonconformity(null, TOKEN, null, "x", null, null, null, null, null, null, null, null, null, null, null, null), InvalidRequest.class)
                .getFaultInfo().getProblem()).singleElement().satisfies(p -> assertThat(p.getAccepted()).isEqualTo("here source"));
    }

    @Test
    public void gradesChangeWithAReasonAndOwnersAreOfTheSite() throws Exception {
        NonconformityFile graded = pia.gradeNonconformity(number, version(), Severity.CRITICAL, "The edge cuts");
        assertThat(graded.getSeverity()).isEqualTo(Severity.CRITICAL);
        assertThat(graded.getVersion()).isEqualTo(2);
        assertThat(fields(() -> pia.gradeNonconformity(number, version(), Severity.CRITICAL, " "))).containsExactly("severity", "reason");
        Conflict late = catchThrowableOfType(() -> ian.gradeNonconformity(number, 1, Severity.MINOR, "x"), Conflict.class);
        assertThat(late.getFaultInfo().getPresentVersion()).isEqualTo(2);
        assertThat(pia.assignNonconformity(number, version(), "ian").getOwner()).isEqualTo("ian");
        assertThat(fields(() -> pia.assignNonconformity(number, version(), "nobody"))).containsExactly("owner");
        assertThat(pia.assignNonconformity(number, version(), null).getOwner()).as("left out for nobody").isNull();
        assertThat(missing(() -> kiel.gradeNonconformity(number, 1, Severity.MINOR, "x"))).containsExactly("number");
        assertThat(missing(() -> kiel.assignNonconformity(number, 1, "kai"))).containsExactly("number");
    }

    @Test
    public void theCustomerIsToldOnceInEachLetter() throws Exception {
        assertThat(fields(() -> pia.tellCustomer(number, version(), LetterPurpose.CONTAINMENT_LETTER, "Your order", "New ones"))).as("nothing was done").containsExactly("purpose");
        pia.recordContainment(number, version(), Disposition.REPLACEMENT, "New ones sent", null, null, "Head of sales", day(TODAY));
        assertThat(fields(() -> pia.tellCustomer(number, version(), LetterPurpose.CONTAINMENT_LETTER, "x".repeat(151), " "))).containsExactly("title", "text");
        NonconformityFile told = pia.tellCustomer(number, version(), LetterPurpose.CONTAINMENT_LETTER, "Your order", "New <ones> & sorry");
        assertThat(told.getLetter()).singleElement().satisfies(l -> {
            assertThat(l.getPurpose()).isEqualTo(LetterPurpose.CONTAINMENT_LETTER);
            assertThat(l.getText()).isEqualTo("New <ones> & sorry");
            assertThat(l.getSentAt()).isNull();
        });
        assertThat(fields(() -> pia.tellCustomer(number, version(), LetterPurpose.CONTAINMENT_LETTER, "Your order", "Once more"))).containsExactly("purpose");
        assertThat(pia.tellCustomer(number, version(), LetterPurpose.OUTCOME_LETTER, "Your order", "Stronger boxes").getLetter()).hasSize(2);
        String silent = room.kept.reported(Site.MAIN);
        assertThat(fields(() -> pia.tellCustomer(silent, 1, LetterPurpose.OUTCOME_LETTER, "x", "y"))).as("nobody to write to").containsExactly("number");
    }

    /** Of ian, due in nine days. */
    private String planned() throws Exception {
        pia.recordContainment(number, version(), Disposition.REPLACEMENT, "New ones sent", null, null, "Head of sales", day(TODAY));
        pia.moveNonconformity(number, version(), Move.CONTAIN, "because", null, null);
        Analysis text = new Analysis();
        text.setFreeText("The box is too weak");
        String cause = pia.proposeCause(number, version(), text, null).getCause().get(0).getId();
        ian.judgeCause(number, version(), cause, CauseVerdict.VERIFIED, "Tried it", null);
        pia.moveNonconformity(number, version(), Move.ANALYSE, "because", null, null);
        return pia.planAction(number, version(), ActionKind.CORRECTIVE, "Stronger boxes", "ian", day(TODAY.plusDays(9))).getAction().get(0).getId();
    }

    @Test
    public void theOwnerAsksForMoreTimeAndSomebodyElseDecides() throws Exception {
        String action = planned();
        assertThat(fields(() -> pia.askForExtension(number, version(), action, day(TODAY.plusDays(20)), "late"))).as("only the owner").containsExactly("action");
        assertThat(fields(() -> ian.askForExtension(number, version(), action, day(TODAY.plusDays(9)), " "))).containsExactly("due", "reason");
        Extension asked = ian.askForExtension(number, version(), action, day(TODAY.plusDays(20)), "The boxes come late").getAction().get(0).getExtension().get(0);
        assertThat(asked.getDecision()).isEqualTo(ExtensionDecision.ASKED);
        assertThat(asked.getDueBefore()).isEqualTo(day(TODAY.plusDays(9)));
        assertThat(asked.getDecidedAt()).isNull();
        assertThat(fields(() -> ian.askForExtension(number, version(), action, day(TODAY.plusDays(30)), "more"))).as("one at a time").containsExactly("action");
        InvalidRequest self = catchThrowableOfType(() -> ian.decideExtension(number, version(), action, asked.getId(), ExtensionVerdict.GRANT, null), InvalidRequest.class);
        assertThat(self.getMessage()).isEqualTo("decision is \"GRANT\": expected this from anybody with the role but ian, who asked for it");
        assertThat(fields(() -> zoe.decideExtension(number, version(), action, asked.getId(), ExtensionVerdict.REFUSE, null))).containsExactly("reason");
        assertThat(missing(() -> zoe.decideExtension(number, version(), action, NOBODY, ExtensionVerdict.GRANT, null))).containsExactly("extension");
        assertThat(missing(() -> zoe.decideExtension(number, version(), "?", asked.getId(), ExtensionVerdict.GRANT, null))).containsExactly("action");
        NonconformityFile granted = zoe.decideExtension(number, version(), action, asked.getId(), ExtensionVerdict.GRANT, "They are on the ship");
        assertThat(granted.getAction().get(0).getDue()).isEqualTo(day(TODAY.plusDays(20)));
        assertThat(granted.getAction().get(0).getExtension()).singleElement().satisfies(e -> {
            assertThat(e.getDecision()).isEqualTo(ExtensionDecision.GRANTED);
            assertThat(e.getDecidedBy()).isEqualTo("zoe");
            assertThat(e.getBecause()).isEqualTo("They are on the ship");
            assertThat(e.getDecidedAt()).isNotNull();
        });
        assertThat(fields(() -> zoe.decideExtension(number, version(), action, asked.getId(), ExtensionVerdict.REFUSE, "no"))).as("decided once").containsExactly("extension");
        assertThat(missing(() -> kiel.askForExtension(number, 1, action, day(TODAY.plusDays(30)), "x"))).containsExactly("number");
    }

    @Test
    public void whatIsSaidAboutACaseIsReadAndWithdrawnByItsAuthorAlone() throws Exception {
        assertThat(pia.comments(number).getCount()).isZero();
        CommentList said = pia.commentNonconformity(number, "Have a <look>, @zoe");
        Comment comment = said.getComment().get(0);
        assertThat(said.getCount()).isEqualTo(1);
        assertThat(comment.getText()).isEqualTo("Have a <look>, @zoe");
        assertThat(room.client(Quality.class, "auditor:kim").comments(number).getComment()).extracting(Comment::getBy).containsExactly("pia");
        assertThat(fields(() -> pia.commentNonconformity(number, " "))).containsExactly("text");
        assertThat(fields(() -> pia.commentNonconformity(number, "@nobody.here look"))).as("whoever cannot read it").containsExactly("text");
        assertThat(fields(() -> zoe.withdrawComment(number, comment.getId()))).containsExactly("comment");
        assertThat(missing(() -> pia.withdrawComment(number, NOBODY))).containsExactly("comment");
        assertThat(missing(() -> pia.withdrawComment(number, "?"))).containsExactly("comment");
        assertThat(pia.withdrawComment(number, comment.getId()).getComment()).singleElement().satisfies(c -> {
            assertThat(c.getText()).isNull();
            assertThat(c.getWithdrawnAt()).isNotNull();
        });
        assertThat(version()).as("talk changes no case").isEqualTo(1);
        for (ThrowingCallable elsewhere : List.<ThrowingCallable>of(() -> kiel.comments(number), () -> kiel.commentNonconformity(number, "x"), () -> kiel.withdrawComment(number, comment.getId()))) {
            assertThat(missing(elsewhere)).containsExactly("number");
        }
    }

    private Complaint taken() throws Exception {
        return pia.takeComplaint(TOKEN, Channel.PHONE, "Jana Petersen", "Two doors are \"scratched\"", null, null, null, null);
    }

    @Test
    public void aComplaintIsTakenOnceAcknowledgedAndAnswered() throws Exception {
        Complaint taken = taken();
        assertThat(taken.getState()).isEqualTo(ComplaintState.RECEIVED);
        assertThat(taken.getWords()).isEqualTo("Two doors are \"scratched\"");
        assertThat(taken().getId()).as("the same token").isEqualTo(taken.getId());
        assertThat(room.client(Quality.class, "auditor:kim").readComplaint(taken.getId()).getEnteredBy()).isEqualTo("pia");
        Complaint acknowledged = pia.acknowledgeComplaint(taken.getId(), taken.getVersion(), null);
        assertThat(acknowledged.getState()).isEqualTo(ComplaintState.ACKNOWLEDGED);
        assertThat(acknowledged.isAcknowledgedLate()).isFalse();
        Conflict late = catchThrowableOfType(() -> ian.answerComplaint(taken.getId(), taken.getVersion(), "x", null), Conflict.class);
        assertThat(late.getFaultInfo().getPresentVersion()).isEqualTo(2);
        assertThat(fields(() -> pia.acknowledgeComplaint(taken.getId(), 2, null))).as("done already").containsExactly("complaint");
        assertThat(fields(() -> pia.answerComplaint(taken.getId(), 2, " ", Shipments.time("2020-01-01T00:00:00Z")))).containsExactlyInAnyOrder("answer", "at");
        Complaint answered = ian.answerComplaint(taken.getId(), 2, "New doors leave on Monday", null);
        assertThat(answered.getState()).isEqualTo(ComplaintState.ANSWERED);
        assertThat(answered.getAnswer()).isEqualTo("New doors leave on Monday");
        assertThat(fields(() -> pia.takeComplaint("short", Channel.MAIL, "x".repeat(201), " ", Shipments.time("2199-01-01T00:00:00Z"), NOBODY, null, null)))
                .containsExactlyInAnyOrder("token", "complainant", "words", "receivedAt", "delivery");
        InvalidRequest left = catchThrowableOfType(() -> pia.takeComplaint(TOKEN + 2, null, null, "x", null, null, null, null), InvalidRequest.class);
        assertThat(left.getFaultInfo().getProblem()).as("the schema, about what stands in its place").singleElement().satisfies(p -> assertThat(p.getAccepted()).isEqualTo("here channel"));
    }

    @Test
    public void aComplaintBecomesACaseOrBelongsToOneAndTheFileNamesIt() throws Exception {
        Complaint taken = taken();
        assertThat(fields(() -> pia.fileComplaint(taken.getId(), 1, null, null, null, null, null, null))).containsExactly("title");
        assertThat(fields(() -> pia.fileComplaint(taken.getId(), 1, "seven", null, null, null, null, null))).containsExactly("number");
        assertThat(fields(() -> pia.fileComplaint(taken.getId(), 1, "NC-MAIN-2026-9999", null, null, null, null, null))).containsExactly("number");
        String filed = pia.fileComplaint(taken.getId(), 1, null, "Doors are scratched", true, null, null, null).getNonconformity();
        assertThat(pia.caseFile(filed).getSeverity()).as("people may come to harm").isEqualTo(Severity.CRITICAL);
        Complaint second = pia.takeComplaint(TOKEN + 2, Channel.MAIL, null, "Mine, too", null, null, null, null);
        assertThat(pia.fileComplaint(second.getId(), 1, filed, null, null, null, null, null).getNonconformity()).isEqualTo(filed);
        assertThat(fields(() -> pia.fileComplaint(second.getId(), 2, number, null, null, null, null, null))).as("it belongs to one").containsExactly("number");
        assertThat(pia.caseFile(filed).getComplaint()).extracting(c -> c.getId() + c.isOrigin()).containsExactly(taken.getId() + true, second.getId() + false);
    }

    @Test
    public void complaintsOfAnotherSiteAndCallsOfOthersAreRefused() throws Exception {
        Complaint taken = taken();
        for (ThrowingCallable elsewhere : List.<ThrowingCallable>of(() -> kiel.readComplaint(taken.getId()), () -> kiel.acknowledgeComplaint(taken.getId(), 1, null),
                () -> kiel.answerComplaint(taken.getId(), 1, "x", null), () -> kiel.fileComplaint(taken.getId(), 1, null, "x", null, null, null, null), () -> pia.readComplaint("?"))) {
            assertThat(missing(elsewhere)).containsExactly("complaint");
        }
        assertThat(pia.readComplaint(taken.getId()).getVersion()).isEqualTo(1);
        String call = "<acknowledgeComplaint xmlns=\"" + SoapRoom.NS + "\"><complaint>" + taken.getId() + "</complaint><version>%s</version></acknowledgeComplaint>";
        for (String other : List.of("auditor", "erp", "operator", "quality-manager,auditor:pia")) {
            assertThat(room.send("/soap/v1/Quality", other, "text/xml", SoapRoom.envelope(call.formatted(1)).getBytes(StandardCharsets.UTF_8)).statusCode()).as(other).isEqualTo(403);
        }
        String odd = room.send("/soap/v1/Quality", "quality-manager:pia", "text/xml", SoapRoom.envelope(call.formatted("0")).getBytes(StandardCharsets.UTF_8)).body();
        assertThat(odd).contains("invalidRequest", "version of the complaint that was read");
    }

    @Test
    public void theComplaintsOfMergedCasesAreShownWithTheCaseThatGoesOn() throws Exception {
        Complaint first = pia.fileComplaint(taken().getId(), 1, number, null, null, null, null, null);
        String second = room.kept.reported(Site.MAIN);
        String last = room.kept.reported(Site.MAIN);
        pia.moveNonconformity(number, version(), Move.MERGE, "the same", null, second);
        pia.moveNonconformity(second, 1, Move.MERGE, "the same", null, last);
        assertThat(pia.caseFile(last).getComplaint()).singleElement().satisfies(c -> {
            assertThat(c.getId()).isEqualTo(first.getId());
            assertThat(c.getCameWith()).isEqualTo(number);
            assertThat(c.isOrigin()).isFalse();
        });
        assertThat(pia.caseFile(number).getComplaint().get(0).getCameWith()).isNull();
        assertThat(pia.readComplaint(first.getId()).getMergedInto()).isEqualTo(last);
        assertThat(first.getMergedInto()).isNull();
    }
}
