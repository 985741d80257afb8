package io.plumbline.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.jws.WebMethod;
import javax.jws.WebService;
import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import io.plumbline.application.action.CarryOutAction;
import io.plumbline.application.nonconformity.ReportNonconformity;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.action.Extension;
import io.plumbline.domain.complaint.Complaint;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.LedgerLine;
import io.plumbline.domain.mail.Mail;
import io.plumbline.domain.nonconformity.Analysis;
import io.plumbline.domain.nonconformity.Cause;
import io.plumbline.domain.nonconformity.Disposition;
import io.plumbline.domain.nonconformity.EffectCheck;
import io.plumbline.domain.nonconformity.Move;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Recurrence;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.domain.nonconformity.Signature;
import io.plumbline.domain.nonconformity.Stratum;
import io.plumbline.domain.nonconformity.Trigger;
import io.plumbline.domain.survey.Invitation;
import io.plumbline.domain.survey.Language;
import io.plumbline.domain.survey.NotAsked;
import io.plumbline.domain.survey.Response;
import io.plumbline.soap.v1.ErpEvents;
import io.plumbline.soap.v1.Quality;

/** The shipped WSDLs and their schema: what WS-I Basic Profile 1.1 asks of them, and what we ask. */
public class ContractTest {
    private static final String WSDL = "http://schemas.xmlsoap.org/wsdl/";
    private static final String SOAP = "http://schemas.xmlsoap.org/wsdl/soap/";
    private static final String XS = "http://www.w3.org/2001/XMLSchema";
    private static final List<String> SERVICES = List.of("ErpEvents", "Quality");

    private static Document read(String name) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        try (InputStream in = Contract.class.getResourceAsStream("v1/" + name)) {
            return factory.newDocumentBuilder().parse(in);
        }
    }

    private static List<Element> all(Document document, String namespace, String name) {
        return list(document.getElementsByTagNameNS(namespace, name));
    }

    private static List<Element> in(Element parent, String namespace, String name) {
        return list(parent.getElementsByTagNameNS(namespace, name));
    }

    private static List<Element> list(NodeList nodes) {
        return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
    }

    private static Set<String> names(List<Element> elements) {
        return elements.stream().map(e -> e.getAttribute("name")).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    public void everythingInTheSchemaIsDocumented() throws Exception {
        Document schema = read("plumbline.xsd");
        for (String kind : List.of("element", "complexType", "simpleType", "enumeration")) {
            List<String> bare = all(schema, XS, kind).stream().filter(e -> kind.equals("element") || kind.equals("enumeration") || e.hasAttribute("name"))
                    .filter(e -> in(e, XS, "documentation").stream().noneMatch(d -> d.getParentNode().getParentNode() == e && d.getTextContent().strip().length() > 3))
                    .map(e -> e.getAttribute("name") + e.getAttribute("value")).toList();
            assertThat(bare).as(kind + " without documentation").isEmpty();
        }
        assertThat(schema.getDocumentElement().getAttribute("elementFormDefault")).isEqualTo("qualified");
    }

    @Test
    public void theServicesAreDocumentLiteralOverHttp() throws Exception {
        Set<String> elements = names(list(read("plumbline.xsd").getDocumentElement().getChildNodes(), "element"));
        for (String service : SERVICES) {
            Document wsdl = read(service + ".wsdl");
            assertThat(wsdl.getDocumentElement().getAttribute("targetNamespace")).isEqualTo(SoapService.NAMESPACE);
            Element binding = all(wsdl, SOAP, "binding").get(0);
            assertThat(binding.getAttribute("style")).isEqualTo("document"); // R2705
            assertThat(binding.getAttribute("transport")).isEqualTo("http://schemas.xmlsoap.org/soap/http"); // R2702
            for (String body : List.of("body", "fault")) {
                assertThat(all(wsdl, SOAP, body)).allMatch(b -> b.getAttribute("use").equals("literal")); // R2706
            }
            for (Element message : all(wsdl, WSDL, "message")) {
                List<Element> parts = in(message, WSDL, "part");
                assertThat(parts).hasSize(1); // R2201
                assertThat(parts.get(0).hasAttribute("type")).isFalse(); // R2204
                assertThat(elements).contains(parts.get(0).getAttribute("element").replace("p:", ""));
            }
            assertThat(all(wsdl, XS, "import")).singleElement().satisfies(i -> assertThat(i.getAttribute("schemaLocation")).isEqualTo("plumbline.xsd")); // R2001, R2004
            Element portType = all(wsdl, WSDL, "portType").get(0);
            List<Element> operations = in(portType, WSDL, "operation");
            assertThat(names(operations)).hasSameSizeAs(operations); // R2304
            List<Element> bound = in(all(wsdl, WSDL, "binding").get(0), WSDL, "operation");
            assertThat(names(bound)).isEqualTo(names(operations)); // R2718
            Set<String> actions = new HashSet<>();
            for (Element operation : bound) {
                String name = operation.getAttribute("name");
                assertThat(actions.add(in(operation, SOAP, "operation").get(0).getAttribute("soapAction"))).isTrue();
                Element abstracted = operations.stream().filter(o -> o.getAttribute("name").equals(name)).findFirst().orElseThrow();
                assertThat(names(in(operation, WSDL, "fault"))).isEqualTo(names(in(abstracted, WSDL, "fault")));
                in(operation, SOAP, "fault").forEach(f -> assertThat(f.getAttribute("name")).isEqualTo(((Element) f.getParentNode()).getAttribute("name"))); // R2721, R2754
                assertThat(in(abstracted, WSDL, "documentation")).as(name).hasSize(1);
                assertThat(names(in(abstracted, WSDL, "fault"))).as("every call may be misunderstood").contains("invalidRequest");
            }
        }
    }

    private static List<Element> list(NodeList nodes, String name) {
        return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item).filter(Element.class::isInstance).map(Element.class::cast)
                .filter(e -> name.equals(e.getLocalName())).toList();
    }

    private static Set<String> words(Document schema, String type) {
        Element found = all(schema, XS, "simpleType").stream().filter(t -> t.getAttribute("name").equals(type)).findFirst().orElseThrow();
        return in(found, XS, "enumeration").stream().map(e -> e.getAttribute("value")).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> words(Class<?> type) {
        return (type.isEnum() ? Arrays.stream(type.getEnumConstants()).map(c -> ((Enum<?>) c).name()) : Arrays.stream(type.getPermittedSubclasses()).map(Class::getSimpleName))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The states alone. */
    private static Set<String> states(Class<?> type) {
        return Arrays.stream(type.getPermittedSubclasses()).filter(type::isAssignableFrom).map(Class::getSimpleName).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    public void theSchemaHasTheWordsOfTheDomain() throws Exception {
        Document schema = read("plumbline.xsd");
        assertThat(words(schema, "Kind")).isEqualTo(words(DeliveredOrder.Kind.class));
        assertThat(words(schema, "Status")).isEqualTo(words(DeliveredOrder.Status.class));
        assertThat(words(schema, "OrderState")).isEqualTo(words(DeliveredOrder.OrderState.class));
        assertThat(words(schema, "Role")).isEqualTo(words(DeliveredOrder.Role.class));
        assertThat(words(schema, "Basis")).isEqualTo(words(DeliveredOrder.Basis.class));
        assertThat(words(schema, "LinkType")).isEqualTo(words(DeliveredOrder.LinkType.class));
        assertThat(words(schema, "LedgerLine")).isEqualTo(words(LedgerLine.Line.class));
        assertThat(words(schema, "NotAsked")).isEqualTo(words(NotAsked.class));
        assertThat(words(schema, "Severity")).isEqualTo(words(Severity.class));
        Set<String> invitations = words(Invitation.class);
        invitations.remove("Facts");
        assertThat(words(schema, "InvitationState")).isEqualTo(invitations);
        assertThat(words(schema, "CaseState")).isEqualTo(states(Nonconformity.class));
        assertThat(words(schema, "ActionState")).isEqualTo(states(CorrectiveAction.class));
        assertThat(words(schema, "ActionKind")).isEqualTo(words(CorrectiveAction.Kind.class));
        assertThat(words(schema, "Move")).isEqualTo(words(Move.class));
        assertThat(words(schema, "Need")).isEqualTo(words(Move.Need.class));
        assertThat(words(schema, "Disposition")).isEqualTo(words(Disposition.class));
        assertThat(words(schema, "Bone")).isEqualTo(words(Analysis.Bone.class));
        assertThat(words(schema, "CauseVerdict")).isEqualTo(words(Cause.Verdict.class));
        assertThat(words(schema, "Deed")).isEqualTo(words(CarryOutAction.Deed.class));
        assertThat(words(schema, "StratumKind")).isEqualTo(words(Stratum.Kind.class));
        assertThat(words(schema, "EffectProposal")).isEqualTo(words(EffectCheck.Proposal.class));
        assertThat(words(schema, "SignatureMeaning")).isEqualTo(words(Signature.Meaning.class));
        assertThat(words(schema, "IntakeSource")).isEqualTo(words(ReportNonconformity.Source.class));
        assertThat(words(schema, "ComplaintState")).isEqualTo(states(Complaint.class));
        assertThat(words(schema, "Channel")).isEqualTo(words(Complaint.Channel.class));
        assertThat(words(schema, "LetterPurpose")).isEqualTo(Arrays.stream(Mail.Purpose.values()).filter(Mail.Purpose::letter).map(Enum::name).collect(Collectors.toCollection(TreeSet::new)));
        assertThat(words(schema, "LetterState")).isEqualTo(words(Mail.State.class));
        assertThat(words(schema, "ExtensionDecision")).isEqualTo(words(Extension.Decision.class));
        assertThat(words(schema, "IntakeKind")).isEqualTo(words(Trigger.Kind.class));
        assertThat(words(schema, "RecurrenceKind")).isEqualTo(words(Recurrence.Kind.class));
        assertThat(words(schema, "RecurrenceWindow")).isEqualTo(words(Recurrence.Window.class));
        assertThat(words(schema, "Language")).isEqualTo(words(Language.class));
        Set<String> answers = words(Response.class);
        answers.remove("Facts");
        assertThat(words(schema, "AnswerState")).isEqualTo(answers);
    }

    @Test
    public void everyReasonHasItsWords() {
        for (NotAsked why : NotAsked.values()) {
            assertThat(Words.why(why)).endsWith(".");
        }
        for (LedgerLine.Line line : LedgerLine.Line.values()) {
            assertThat(Words.line(line, NotAsked.RETURNED)).endsWith(".");
        }
    }

    @Test
    public void everyOperationSaysWhoMayCallIt() {
        assertThat(SoapService.rights(ErpEventsEndpoint.class, ErpEvents.class)).hasSize(9).allSatisfy((name, roles) -> assertThat(roles).containsExactly("erp"));
        assertThat(SoapService.rights(QualityEndpoint.class, Quality.class)).hasSize(37).allSatisfy((name, roles) -> assertThat(roles).as(name)
                .isEqualTo(Set.of("answers", "nonconformities").contains(name) ? List.of("erp", "quality-manager", "auditor")
                        : Set.of("caseFile", "comments", "readComplaint", "recurrences", "countRecurrences", "causeCategories", "countCauses", "eightDReport", "followUps").contains(name) ? List.of("quality-manager", "auditor") : List.of("quality-manager")));
    }

    @WebService
    interface Silent {
        @WebMethod
        void speak();
    }

    /** Forgets to say it. */
    static final class Forgetful implements Silent {
        @Override
        public void speak() {
            throw new AssertionError("nobody may call this");
        }
    }

    @Test
    public void anOperationThatSaysNothingKeepsTheServiceFromStarting() {
        assertThatThrownBy(() -> SoapService.rights(Forgetful.class, Silent.class)).isInstanceOf(IllegalStateException.class).hasMessageContaining("speak");
    }
}
