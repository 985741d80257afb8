package io.plumbline.itests.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.xml.datatype.DatatypeConfigurationException;
import javax.xml.datatype.DatatypeFactory;
import javax.xml.datatype.XMLGregorianCalendar;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.ws.BindingProvider;
import javax.xml.ws.WebServiceException;

import org.junit.Assume;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;

import io.plumbline.itests.Api;
import io.plumbline.itests.Distribution;
import io.plumbline.itests.PageClient;
import io.plumbline.itests.People;
import io.plumbline.itests.UblDocuments;
import io.plumbline.itests.soap.client.ActionKind;
import io.plumbline.itests.soap.client.Analysis;
import io.plumbline.itests.soap.client.AskOutcome;
import io.plumbline.itests.soap.client.AskResult;
import io.plumbline.itests.soap.client.Basis;
import io.plumbline.itests.soap.client.Bone;
import io.plumbline.itests.soap.client.CaseState;
import io.plumbline.itests.soap.client.CauseCounts;
import io.plumbline.itests.soap.client.CauseVerdict;
import io.plumbline.itests.soap.client.Channel;
import io.plumbline.itests.soap.client.Complaint;
import io.plumbline.itests.soap.client.ComplaintState;
import io.plumbline.itests.soap.client.Conflict;
import io.plumbline.itests.soap.client.Contact;
import io.plumbline.itests.soap.client.Criterion;
import io.plumbline.itests.soap.client.Customer;
import io.plumbline.itests.soap.client.CustomerKey;
import io.plumbline.itests.soap.client.Deed;
import io.plumbline.itests.soap.client.Delivery;
import io.plumbline.itests.soap.client.DeliveryKey;
import io.plumbline.itests.soap.client.Disposition;
import io.plumbline.itests.soap.client.Document;
import io.plumbline.itests.soap.client.ErpDate;
import io.plumbline.itests.soap.client.ErpEvents;
import io.plumbline.itests.soap.client.ErpEventsService;
import io.plumbline.itests.soap.client.ExtensionDecision;
import io.plumbline.itests.soap.client.ExtensionVerdict;
import io.plumbline.itests.soap.client.Fate;
import io.plumbline.itests.soap.client.FiledNonconformity;
import io.plumbline.itests.soap.client.FiveWhys;
import io.plumbline.itests.soap.client.FollowUpList;
import io.plumbline.itests.soap.client.IntakeSource;
import io.plumbline.itests.soap.client.InvalidDelivery;
import io.plumbline.itests.soap.client.InvalidRequest;
import io.plumbline.itests.soap.client.InvitationState;
import io.plumbline.itests.soap.client.Kind;
import io.plumbline.itests.soap.client.Language;
import io.plumbline.itests.soap.client.LedgerLine;
import io.plumbline.itests.soap.client.LetterPurpose;
import io.plumbline.itests.soap.client.Line;
import io.plumbline.itests.soap.client.Move;
import io.plumbline.itests.soap.client.MoveRefused;
import io.plumbline.itests.soap.client.Need;
import io.plumbline.itests.soap.client.NonconformityFile;
import io.plumbline.itests.soap.client.NonconformityPage;
import io.plumbline.itests.soap.client.NotFound;
import io.plumbline.itests.soap.client.Order;
import io.plumbline.itests.soap.client.OrderKey;
import io.plumbline.itests.soap.client.OrderState;
import io.plumbline.itests.soap.client.Outcome;
import io.plumbline.itests.soap.client.PrintedReport;
import io.plumbline.itests.soap.client.Quality;
import io.plumbline.itests.soap.client.QualityService;
import io.plumbline.itests.soap.client.Severity;
import io.plumbline.itests.soap.client.Source;
import io.plumbline.itests.soap.client.Status;
import io.plumbline.itests.soap.client.StratumKind;
import io.plumbline.itests.soap.client.Subject;

import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

/** The SOAP services of the booted distribution, used by clients that are not ours: one made by wsdl2java, and Python's zeep. */
public class SoapIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String NS = "urn:plumbline:soap:v1";
    private static final Pattern LINK = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/s/[A-Za-z0-9_-]{22}");
    private static final LocalDate YESTERDAY = LocalDate.now(ZoneOffset.UTC).minusDays(1);

    @ClassRule
    public static final Distribution PLUMBLINE = Distribution.booted();
    private static ErpEvents erp;
    private static Quality quality;

    @BeforeClass
    public static void readTheServedDescription() throws Exception {
        await().atMost(Duration.ofMinutes(1)).until(() -> get("/soap/v1/Quality?wsdl", "erp").statusCode() == 200);
        erp = as(new ErpEventsService(served("ErpEvents").toUri().toURL()).getErpEventsPort(), "ErpEvents", "erp", People.password(PLUMBLINE, "erp"));
        quality = as(new QualityService(served("Quality").toUri().toURL()).getQualityPort(), "Quality", "auditor", People.password(PLUMBLINE, "auditor"));
    }

    /** The description as it is served, with the schema that it leads to, in files. */
    private static Path served(String service) throws Exception {
        String wsdl = get("/soap/v1/" + service + "?wsdl", "erp").body();
        Matcher schema = Pattern.compile("schemaLocation=\"([^\"]+)\"").matcher(wsdl);
        assertThat(schema.find()).as(wsdl).isTrue();
        String at = schema.group(1).replace("&amp;", "&");
        assertThat(at).isEqualTo(PLUMBLINE.at("/soap/v1/" + service) + "?xsd=plumbline.xsd");
        Path folder = Files.createTempDirectory("soap");
        Files.writeString(folder.resolve("plumbline.xsd"), get(URI.create(at), "erp", People.password(PLUMBLINE, "erp")).body());
        return Files.writeString(folder.resolve(service + ".wsdl"), wsdl.replace(schema.group(1), "plumbline.xsd"));
    }

    private static <T> T as(T port, String service, String login, String password) {
        var context = ((BindingProvider) port).getRequestContext();
        context.put(BindingProvider.ENDPOINT_ADDRESS_PROPERTY, PLUMBLINE.at("/soap/v1/" + service).toString());
        context.put(BindingProvider.USERNAME_PROPERTY, login);
        context.put(BindingProvider.PASSWORD_PROPERTY, password);
        return port;
    }

    private static HttpResponse<String> get(String path, String login) throws Exception {
        return get(PLUMBLINE.at(path), login, People.password(PLUMBLINE, login));
    }

    private static HttpResponse<String> get(URI at, String login, String password) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(at).header("Authorization", basic(login, password)).build(), BodyHandlers.ofString());
    }

    private static String basic(String login, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((login + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static HttpResponse<String> post(String path, String type, String body, String login, String password) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(PLUMBLINE.at(path)).header("Authorization", basic(login, password)).header("Content-Type", type)
                .POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String body) throws Exception {
        return post("/soap/v1/ErpEvents", "text/xml; charset=utf-8", body, "erp", People.password(PLUMBLINE, "erp"));
    }

    private static String envelope(String operation) {
        return "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body>" + operation + "</e:Body></e:Envelope>";
    }

    private static String cancellation(String doc) {
        return "<cancelDelivery xmlns=\"" + NS + "\"><source><docType>shipment</docType><docId>" + doc + "</docId></source></cancelDelivery>";
    }

    private static Source source(String doc) {
        Source source = new Source();
        source.setDocType("shipment");
        source.setDocId(doc);
        source.setDocNo("SHP-" + doc);
        return source;
    }

    private static Delivery delivery(String doc, OrderState said, String email) throws DatatypeConfigurationException {
        Delivery delivery = new Delivery();
        delivery.setSource(source(doc));
        delivery.setKind(Kind.DELIVERY);
        delivery.setStatus(Status.DELIVERED);
        Order order = new Order();
        order.setId("O-" + doc);
        order.setNo("SO-" + doc);
        order.setState(said);
        delivery.getOrder().add(order);
        Customer customer = new Customer();
        customer.setId("C-" + doc);
        customer.setName("Nordlicht Möbel <GmbH>");
        delivery.setCustomer(customer);
        Contact contact = new Contact();
        contact.setEmail(email);
        contact.setLanguage("de");
        delivery.getContact().add(contact);
        ErpDate delivered = new ErpDate();
        delivered.setDate(day(YESTERDAY));
        delivered.setBasis(Basis.PROOF_OF_DELIVERY);
        delivery.setDelivered(delivered);
        Line line = new Line();
        line.setId("1");
        line.setName("Scharnier 90°");
        line.setDelivered(new BigDecimal("4"));
        delivery.getLine().add(line);
        return delivery;
    }

    private static XMLGregorianCalendar day(LocalDate day) throws DatatypeConfigurationException {
        return DatatypeFactory.newInstance().newXMLGregorianCalendar(day.toString());
    }

    private static Subject deliveryOf(String doc) {
        DeliveryKey key = new DeliveryKey();
        key.setDocType("shipment");
        key.setDocId(doc);
        Subject subject = new Subject();
        subject.setDelivery(key);
        return subject;
    }

    private static OrderKey order(String id) {
        OrderKey key = new OrderKey();
        key.setOrderId(id);
        return key;
    }

    private static String mailTo(String address) {
        await().atMost(SOON).until(() -> mail(address) != null);
        return mail(address);
    }

    private static String mail(String address) {
        return Arrays.stream(PLUMBLINE.post().getReceivedMessages()).map(m -> text(m, address)).filter(t -> t != null).findFirst().orElse(null);
    }

    private static String text(MimeMessage mail, String address) {
        try {
            return mail.getAllRecipients()[0].toString().contains(address) ? ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent().toString() : null;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    public void fromAReportToACaseAndToACancellation() throws Exception {
        assertThat(erp.reportDelivery(delivery("S1", OrderState.OPEN, "soap@nordlicht.example")).getOutcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(erp.reportDelivery(delivery("S1", OrderState.OPEN, "soap@nordlicht.example")).getOutcome()).isEqualTo(Outcome.DUPLICATE);
        await().atMost(SOON).untilAsserted(() -> assertThat(erp.whatBecame(deliveryOf("S1")).get(0).getInvitation()).singleElement()
                .satisfies(i -> assertThat(i.getState()).isEqualTo(InvitationState.HELD)));

        AskResult asked = erp.askForSurvey(order("O-S1"));
        assertThat(asked.getOutcome()).as(asked.getExplanation()).isEqualTo(AskOutcome.ASKED);
        Matcher link = LINK.matcher(mailTo("soap@nordlicht.example"));
        assertThat(link.find()).isTrue();
        await().atMost(SOON).untilAsserted(() -> assertThat(erp.askForSurvey(order("O-S1")).getOutcome()).isEqualTo(AskOutcome.ALREADY_ASKED));
        assertThat(new PageClient(PLUMBLINE).answer(link.group(), "satisfaction", "1", "recommendation", "0", "comment", "zu spät ]]> \u0007").statusCode()).isEqualTo(200);

        CustomerKey customer = new CustomerKey();
        customer.setConnector("erp");
        customer.setCustomerId("C-S1");
        await().atMost(SOON).until(() -> !quality.nonconformities(customer, null, null, 10, null).getNonconformity().isEmpty());
        NonconformityPage page = quality.nonconformities(customer, null, null, 10, null);
        assertThat(page.getNonconformity()).singleElement().satisfies(n -> {
            assertThat(n.getCustomerName()).isEqualTo("Nordlicht Möbel <GmbH>");
            assertThat(n.getOrderNumber()).isEqualTo("SO-S1");
        });
        assertThat(page.getNext()).isNull();
        Fate fate = erp.whatBecame(deliveryOf("S1")).get(0);
        assertThat(fate.getLine()).isEqualTo(LedgerLine.ANSWERED);
        assertThat(fate.getExplanation()).isEqualTo("The customer answered.");
        assertThat(fate.getNonconformity()).hasSize(1);
        assertThat(fate.getInvitation().get(0).getAnswer()).singleElement().satisfies(a -> {
            assertThat(a.getSatisfaction()).isEqualTo(1);
            assertThat(a.getComment()).startsWith("zu spät");
        });
        assertThat(quality.answers(customer, null, null, null, null).getAnswer()).hasSize(1);

        assertThat(erp.cancelDelivery(source("S1")).getOutcome()).isEqualTo(Outcome.AMENDED);
        assertThat(erp.whatBecame(deliveryOf("S1")).get(0).getState()).isEqualTo("Cancelled");
    }

    @Test
    public void aMixedBatchTakesTheGoodAndNamesTheBad() throws Exception {
        Delivery bad = delivery("S3", OrderState.COMPLETE, "not a mail address");
        bad.getLine().get(0).setDelivered(new BigDecimal("-1"));
        var receipts = erp.reportDeliveries(List.of(delivery("S2", OrderState.COMPLETE, "s2@nordlicht.example"), bad));
        assertThat(receipts.getAccepted()).isEqualTo(1);
        assertThat(receipts.getReceipt().get(1).getProblem()).extracting(p -> p.getField())
                .containsExactlyInAnyOrder("delivery[2]/contact[1]/email", "delivery[2]/line[1]/delivered");
        InvalidDelivery refused = catchThrowableOfType(() -> erp.reportDelivery(bad), InvalidDelivery.class);
        assertThat(refused.getFaultInfo().getProblem()).extracting(p -> p.getField()).containsExactlyInAnyOrder("delivery/contact[1]/email", "delivery/line[1]/delivered");
        assertThat(catchThrowableOfType(() -> erp.whatBecame(deliveryOf("S3")), NotFound.class).getFaultInfo().getMessage()).contains("S3");
    }

    private static Document document(String xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Document document = new Document();
        document.setAny(factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))).getDocumentElement());
        return document;
    }

    @Test
    public void documentsOfUblAreTakenAsTheyAre() throws Exception {
        Delivery shipped = delivery("S7", OrderState.COMPLETE, "s7@nordlicht.example");
        shipped.setStatus(Status.SHIPPED);
        shipped.setDelivered(null);
        erp.reportDelivery(shipped);
        assertThat(erp.whatBecame(deliveryOf("S7")).get(0).getState()).isEqualTo("Shipped");
        String receipt = UblDocuments.receipt("2.4", "RA-S7", "C-S7", "SHP-S7", "1");
        var taken = erp.reportDocument(null, document(receipt));
        assertThat(taken.getOutcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(taken.getDocument()).isEqualTo("ReceiptAdvice/RA-S7");
        assertThat(erp.reportDocument("erp", document(receipt)).getOutcome()).isEqualTo(Outcome.DUPLICATE);
        assertThat(erp.whatBecame(deliveryOf("S7")).get(0).getState()).isEqualTo("Delivered");
        String delivery = erp.whatBecame(deliveryOf("S7")).get(0).getId();
        assertThat(Api.as(PLUMBLINE, "quality").json("/api/v1/feedback?delivery=" + delivery).at("/items/0/discrepancy/missing").decimalValue()).isEqualByComparingTo("2");

        String advice = UblDocuments.despatch("2.1", "SHP-S8", "O-S8");
        assertThat(erp.reportDocument(null, document(advice)).getOutcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(erp.reportDocument(null, document(advice.replace(">120<", ">119<"))).getOutcome()).isEqualTo(Outcome.AMENDED);
        InvalidDelivery refused = catchThrowableOfType(() -> erp.reportDocument(null, document(advice.replace(">120<", ">a dozen<"))), InvalidDelivery.class);
        assertThat(refused.getFaultInfo().getProblem()).singleElement().satisfies(p -> {
            assertThat(p.getField()).startsWith("document/DespatchAdvice/cac:DespatchLine/cbc:DeliveredQuantity (line ");
            assertThat(p.getValue()).isEqualTo("a dozen");
        });
        HttpResponse<String> rules = post(UblDocuments.envelope("erp", UblDocuments.receipt("2.4", "RA-S9", "C-S7", "SHP-S7", "0.123456789")));
        assertThat(rules.statusCode()).isEqualTo(500);
        assertThat(rules.body()).as("one line of the envelope comes before").contains("document/ReceiptAdvice/cac:ReceiptLine/cbc:RejectedQuantity (line 13)");
        refused(413, post(UblDocuments.envelope("erp", advice.replace("Hinge", "x".repeat(1_100_000)))), "larger than");
        refused(400, post("<!DOCTYPE e [<!ENTITY a \"b\">]>" + UblDocuments.envelope("erp", advice.replace("Hinge", "&a;"))), "DOCTYPE");
    }

    @Test
    public void whoeverCallsIsKnownAndAllowed() throws Exception {
        // a stranger, because five failures in a row would lock an account that other tests use
        HttpResponse<String> wrong = post("/soap/v1/ErpEvents", "text/xml", envelope(cancellation("S9")), "nobody", "wrong");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Basic");
        assertThat(get(PLUMBLINE.at("/soap/v1/ErpEvents?wsdl"), "nobody", "wrong").statusCode()).isEqualTo(401);
        for (String login : List.of("quality", "auditor", "operator")) {
            HttpResponse<String> other = post("/soap/v1/ErpEvents", "text/xml", envelope(cancellation("S9")), login, People.password(PLUMBLINE, login));
            assertThat(other.statusCode()).as(login).isEqualTo(403);
            assertThat(other.body()).as(login).contains("soap:Client").contains("role does not allow");
        }
        assertThat(post("/soap/v1/Quality", "text/xml", envelope("<answers xmlns=\"" + NS + "\"/>"), "operator", People.password(PLUMBLINE, "operator")).statusCode())
                .isEqualTo(403);
        ErpEvents stranger = as(new ErpEventsService(served("ErpEvents").toUri().toURL()).getErpEventsPort(), "ErpEvents", "nobody", "wrong");
        assertThat(catchThrowableOfType(() -> stranger.cancelDelivery(source("S9")), WebServiceException.class)).isNotNull();
        assertThat(catchThrowableOfType(() -> erp.whatBecame(deliveryOf("S9")), NotFound.class)).isNotNull();
    }

    @Test
    public void whatIsNoCallIsRefusedWithAFaultAndNothingIsStored() throws Exception {
        refused(400, post("<e:Envelope"), "not well-formed");
        refused(400, post("<!DOCTYPE e [<!ENTITY a \"b\">]>" + envelope(cancellation("S10&a;"))), "DOCTYPE");
        refused(400, post(envelope(cancellation("S10").replace(NS, "urn:other"))), "urn:other");
        refused(400, post(envelope(cancellation("S10").replace(":v1", ":v9"))), NS + " only");
        refused(400, post(envelope(cancellation("S10") + cancellation("S11"))), "more than one operation");
        refused(400, post(envelope("<drop xmlns=\"" + NS + "\"/>")), "no operation drop");
        refused(400, post(envelope("<cancelDelivery xmlns=\"" + NS + "\">" + "<source>".repeat(40) + "</source>".repeat(40) + "</cancelDelivery>")), "30 levels");
        refused(413, post(envelope(cancellation("x".repeat(1_100_000)))), "larger than");
        String erpPassword = People.password(PLUMBLINE, "erp");
        refused(415, post("/soap/v1/ErpEvents", "multipart/related; boundary=b", envelope(cancellation("S10")), "erp", erpPassword), "Attachments");
        refused(415, post("/soap/v1/ErpEvents", "application/soap+xml", envelope(cancellation("S10")), "erp", erpPassword), "1.1");
        refused(404, post("/soap/v2/ErpEvents", "text/xml", envelope(cancellation("S10")), "erp", erpPassword), "/soap/v1/ErpEvents");
        assertThat(Api.as(PLUMBLINE, "quality").json("/api/v1/deliveries?text=S10").get("items")).isEmpty();
    }

    private static void refused(int status, HttpResponse<String> response, String why) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/xml");
        assertThat(response.body()).contains("<faultcode>soap:Client</faultcode>").contains(why).doesNotContain("Exception").doesNotContain("at io.");
    }

    /** A case about a delivery that a customer was not content with; its number. */
    private static String filed(String doc) throws Exception {
        String address = doc.toLowerCase(Locale.ROOT) + "@nordlicht.example";
        erp.reportDelivery(delivery(doc, OrderState.COMPLETE, address));
        Matcher link = LINK.matcher(mailTo(address));
        assertThat(link.find()).isTrue();
        assertThat(new PageClient(PLUMBLINE).answer(link.group(), "satisfaction", "1", "recommendation", "0", "comment", "klemmt").statusCode()).isEqualTo(200);
        CustomerKey customer = new CustomerKey();
        customer.setConnector("erp");
        customer.setCustomerId("C-" + doc);
        await().atMost(SOON).until(() -> !quality.nonconformities(customer, null, null, 1, null).getNonconformity().isEmpty());
        return quality.nonconformities(customer, null, null, 1, null).getNonconformity().get(0).getNumber();
    }

    private static long version(String number) throws Exception {
        return quality.caseFile(number).getVersion();
    }

    private static Quality manager(String login, String password) throws Exception {
        return as(new QualityService(served("Quality").toUri().toURL()).getQualityPort(), "Quality", login, password);
    }

    @Test
    public void theDailyWorkOfAManagerFromAComplaintToMoreTime() throws Exception {
        String firstsPassword = People.made(PLUMBLINE, "soap-daily", "Dora Daily", "quality-manager");
        String password = People.made(PLUMBLINE, "soap-other", "Otto Other", "quality-manager");
        Quality first = manager("soap-daily", firstsPassword);
        Quality second = manager("soap-other", password);
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        String number = filed("S14");
        String delivery = erp.whatBecame(deliveryOf("S14")).get(0).getId();

        FiledNonconformity byHand = first.reportNonconformity(IntakeSource.HAND, "soap-token-0123456789", null, "Hinges are wet", "All of them", null, true, null, null, delivery, null, null, "1", null,
                null, null);
        assertThat(byHand.isFiled()).isTrue();
        assertThat(byHand.getSeverity()).isEqualTo(Severity.MAJOR);
        assertThat(quality.caseFile(byHand.getNumber()).getIntake()).satisfies(i -> {
            assertThat(i.getDescription()).isEqualTo("All of them");
            assertThat(List.of(i.getLine(), i.getProduct(), i.getBy())).containsExactly("1", "Scharnier 90°", "soap-daily");
        });
        assertThat(first.reportNonconformity(IntakeSource.HAND, "soap-token-0123456789", null, "Hinges are wet", null, null, null, null, null, null, null, null, null, null, null, null).isFiled())
                .isFalse();
        InvalidRequest line = catchThrowableOfType(() -> first.reportNonconformity(IntakeSource.HAND, "soap-token-9876543210", null, "x", null, null, null, null, null, delivery, null, null, "7", null,
                null, null), InvalidRequest.class);
        assertThat(line.getFaultInfo().getProblem()).singleElement().satisfies(p -> assertThat(p.getField() + " " + p.getValue()).isEqualTo("line 7"));
        assertThat(first.gradeNonconformity(number, version(number), Severity.CRITICAL, "The edge cuts").getSeverity()).isEqualTo(Severity.CRITICAL);
        assertThat(first.assignNonconformity(number, version(number), "soap-daily").getOwner()).isEqualTo("soap-daily");

        Complaint taken = first.takeComplaint("soap-complaint-0123456789", Channel.PHONE, "Jana Petersen", "The hinges stick", null, delivery, null, null);
        assertThat(taken.getOrderNumber()).isEqualTo("SO-S14");
        Complaint acknowledged = first.acknowledgeComplaint(taken.getId(), taken.getVersion(), null);
        assertThat(catchThrowableOfType(() -> second.answerComplaint(taken.getId(), taken.getVersion(), "x", null), Conflict.class).getFaultInfo().getPresentVersion())
                .isEqualTo(acknowledged.getVersion());
        Complaint linked = second.fileComplaint(taken.getId(), acknowledged.getVersion(), number, null, null, null, null, null);
        assertThat(linked.getNonconformity()).isEqualTo(number);
        assertThat(second.answerComplaint(taken.getId(), linked.getVersion(), "New ones leave today", null).getState()).isEqualTo(ComplaintState.ANSWERED);
        assertThat(quality.caseFile(number).getComplaint()).singleElement().satisfies(c -> assertThat(c.getId() + c.getState()).isEqualTo(taken.getId() + ComplaintState.ANSWERED));
        assertThat(quality.readComplaint(taken.getId()).getAnswer()).isEqualTo("New ones leave today");

        first.recordContainment(number, version(number), Disposition.REPLACEMENT, "New ones sent", null, null, "Head of sales", day(today));
        assertThat(first.tellCustomer(number, version(number), LetterPurpose.CONTAINMENT_LETTER, "Your order SO-S14", "New ones <are> on their way").getLetter()).hasSize(1);
        await().atMost(SOON).until(() -> Arrays.stream(PLUMBLINE.post().getReceivedMessages()).anyMatch(m -> String.valueOf(text(m, "s14@nordlicht.example")).contains("New ones <are> on their way")));
        assertThat(second.commentNonconformity(number, "Done, @soap-daily").getComment()).extracting(c -> c.getBy()).containsExactly("soap-other");
        assertThat(quality.comments(number).getCount()).isEqualTo(1);
        assertThat(catchThrowableOfType(() -> first.withdrawComment(number, quality.comments(number).getComment().get(0).getId()), InvalidRequest.class).getFaultInfo().getProblem())
                .extracting(p -> p.getField()).containsExactly("comment");

        first.moveNonconformity(number, version(number), Move.CONTAIN, "because", null, null);
        Analysis why = new Analysis();
        why.setFreeText("The box is too weak");
        String cause = first.proposeCause(number, version(number), why, null).getCause().get(0).getId();
        second.judgeCause(number, version(number), cause, CauseVerdict.VERIFIED, "Tried a stronger one", null);
        first.moveNonconformity(number, version(number), Move.ANALYSE, "because", null, null);
        String action = first.planAction(number, version(number), ActionKind.CORRECTIVE, "Stronger boxes", "soap-other", day(today.plusDays(9))).getAction().get(0).getId();
        assertThat(catchThrowableOfType(() -> first.askForExtension(number, version(number), action, day(today.plusDays(20)), "x"), InvalidRequest.class).getFaultInfo().getProblem())
                .extracting(p -> p.getField()).containsExactly("action");
        String extension = second.askForExtension(number, version(number), action, day(today.plusDays(20)), "The boxes come late").getAction().get(0).getExtension().get(0).getId();
        NonconformityFile granted = first.decideExtension(number, version(number), action, extension, ExtensionVerdict.GRANT, null);
        assertThat(granted.getAction().get(0).getDue()).isEqualTo(day(today.plusDays(20)));
        assertThat(granted.getAction().get(0).getExtension().get(0).getDecision()).isEqualTo(ExtensionDecision.GRANTED);
    }

    @Test
    public void twoPeopleTakeACaseThroughItsActionsUntilOnlyTheProofIsMissing() throws Exception {
        String firstsPassword = People.made(PLUMBLINE, "soap-first", "Fiete First", "quality-manager");
        String password = People.made(PLUMBLINE, "soap-second", "Svea Second", "quality-manager");
        Quality first = manager("soap-first", firstsPassword);
        Quality second = manager("soap-second", password);
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        String number = filed("S13");
        MoveRefused nothing = catchThrowableOfType(() -> first.moveNonconformity(number, version(number), Move.CONTAIN, "because", null, null), MoveRefused.class);
        assertThat(nothing.getFaultInfo().getMissing()).extracting(m -> m.getNeed() + ", " + m.getRule() + ", " + m.getClause() + ", " + m.getRole())
                .containsExactly("CONTAINMENT, what was done at once, 10.2.1 a, quality-manager");
        long stale = version(number);
        first.recordContainment(number, version(number), Disposition.REPLACEMENT, "New ones sent", new BigDecimal("4"), "pcs", "Head of sales", day(today));
        Conflict late = catchThrowableOfType(() -> second.recordContainment(number, stale, Disposition.CREDIT, "Money back", null, null, "Head of sales", day(today)), Conflict.class);
        assertThat(late.getFaultInfo().getPresentVersion()).isEqualTo(stale + 1);
        assertThat(late.getFaultInfo().getChange()).extracting(c -> c.getAction() + " by " + c.getBy()).containsExactly("nonconformity.containment-recorded by user:soap-first");
        first.moveNonconformity(number, version(number), Move.CONTAIN, "because", null, null);
        Analysis why = new Analysis();
        why.setFiveWhys(new FiveWhys());
        why.getFiveWhys().getWhy().addAll(List.of("It sticks", "The box is too weak"));
        String cause = first.proposeCause(number, version(number), why, "packaging").getCause().get(0).getId();
        second.judgeCause(number, version(number), cause, CauseVerdict.VERIFIED, "Tried a stronger one", null);
        first.moveNonconformity(number, version(number), Move.ANALYSE, "because", null, null);
        Criterion criterion = new Criterion();
        criterion.setStratum(StratumKind.PRODUCT);
        criterion.setValue("GZ-1001");
        criterion.setMinimumImprovement(10);
        criterion.setMinimumAnswers(30);
        criterion.setJudgeOn(day(today.plusDays(60)));
        first.fixCriterion(number, version(number), criterion);
        String action = first.planAction(number, version(number), ActionKind.CORRECTIVE, "Stronger boxes", "soap-first", day(today.plusDays(9))).getAction().get(0).getId();
        MoveRefused own = catchThrowableOfType(() -> first.moveNonconformity(number, version(number), Move.PLAN, "because", firstsPassword, null), MoveRefused.class);
        assertThat(own.getFaultInfo().getMissing()).extracting(m -> m.getNeed() + " " + m.getLeftOut()).containsExactly("NOT_THE_PLANNER [soap-first]");
        InvalidRequest wrong = catchThrowableOfType(() -> second.moveNonconformity(number, version(number), Move.PLAN, "because", "not " + password, null), InvalidRequest.class);
        assertThat(wrong.getFaultInfo().getProblem()).extracting(p -> p.getField()).containsExactly("password");
        second.moveNonconformity(number, version(number), Move.PLAN, "because", password, null);
        first.moveNonconformity(number, version(number), Move.IMPLEMENT, "because", null, null);
        first.carryOutAction(number, version(number), action, Deed.BEGIN, null);
        first.carryOutAction(number, version(number), action, Deed.FINISH, "Line 2 packs with them");
        assertThat(catchThrowableOfType(() -> first.carryOutAction(number, version(number), action, Deed.VERIFY, "Fine"), InvalidRequest.class).getMessage()).contains("soap-first, who did it");
        second.carryOutAction(number, version(number), action, Deed.VERIFY, "Seen on the line");
        NonconformityFile waiting = second.moveNonconformity(number, version(number), Move.AWAIT_EFFECTIVENESS, "because", null, null);
        assertThat(waiting.getState()).isEqualTo(CaseState.AWAITING_EFFECTIVENESS);
        assertThat(waiting.getSignature()).extracting(s -> s.getName()).containsExactly("Svea Second");
        MoveRefused unproven = catchThrowableOfType(() -> second.moveNonconformity(number, version(number), Move.CLOSE, "because", password, null), MoveRefused.class);
        assertThat(unproven.getFaultInfo().getMissing()).extracting(m -> m.getNeed()).containsExactly(Need.PROVEN_EFFECTIVE);
        MoveRefused illegal = catchThrowableOfType(() -> second.moveNonconformity(number, version(number), Move.REJECT, "because", password, null), MoveRefused.class);
        assertThat(illegal.getFaultInfo().getLeadsOutOf()).containsExactly(CaseState.REPORTED, CaseState.CONTAINED);
        assertThat(catchThrowableOfType(() -> second.checkEffect(number, version(number)), InvalidRequest.class).getMessage()).contains(today.plusDays(60).toString());
        assertThat(Api.as(PLUMBLINE, "quality").json("/api/v1/nonconformities/" + number + "/file").get("version").asLong()).as("the same case over REST").isEqualTo(version(number));
        try (Stream<Path> logs = Files.list(PLUMBLINE.home().resolve("data/log"))) {
            assertThat(logs.filter(Files::isRegularFile)).isNotEmpty().allSatisfy(log -> assertThat(Files.readString(log)).as(log.toString()).doesNotContain(password).doesNotContain(firstsPassword));
        }
    }

    @Test
    public void causesAreCountedByTheCatalogueAndWhatCameOfACaseIsPrinted() throws Exception {
        Quality first = manager("soap-causes", People.made(PLUMBLINE, "soap-causes", "Carla Causes", "quality-manager"));
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        int before = quality.causeCategories().getCount();
        assertThat(first.addCauseCategory("soap-cold-chain", "Cold <chain>", Bone.METHOD).isRetired()).isFalse();
        assertThat(quality.causeCategories().getCategory()).hasSize(before + 1).anySatisfy(c -> assertThat(c.getCode() + " " + c.getName()).isEqualTo("soap-cold-chain Cold <chain>"));
        assertThat(catchThrowableOfType(() -> first.addCauseCategory("soap-cold-chain", "x", Bone.MAN), InvalidRequest.class).getFaultInfo().getProblem()).extracting(p -> p.getField())
                .containsExactly("code");
        String number = filed("S15");
        first.recordContainment(number, version(number), Disposition.REPLACEMENT, "New ones sent", null, null, "Head of sales", day(today));
        first.moveNonconformity(number, version(number), Move.CONTAIN, "because", null, null);
        Analysis why = new Analysis();
        why.setFreeText("It thawed on the way");
        String cause = first.proposeCause(number, version(number), why, null).getCause().get(0).getId();
        assertThat(first.judgeCause(number, version(number), cause, CauseVerdict.VERIFIED, "The logger shows 9 °C", "soap-cold-chain").getCause().get(0).getCategory()).isEqualTo("soap-cold-chain");
        CauseCounts counts = quality.countCauses(null, null);
        assertThat(counts.getCategory()).filteredOn(c -> "soap-cold-chain".equals(c.getCategory())).singleElement().satisfies(c -> {
            assertThat(c.getCauses() + " in " + c.getCases()).isEqualTo("1 in 1");
            assertThat(c.getBone()).isEqualTo(Bone.METHOD);
        });
        assertThat(Api.as(PLUMBLINE, "quality").json("/api/v1/causes").get("causes").asLong()).as("the same over REST").isEqualTo(counts.getCauses());
        assertThat(first.retireCauseCategory("soap-cold-chain", true).isRetired()).isTrue();
        assertThat(first.retireCauseCategory("soap-cold-chain", false).isRetired()).isFalse();

        assertThat(quality.recurrences(number).getCameBack()).isEmpty();
        NotFound none = catchThrowableOfType(() -> first.dismissRecurrence(number, "0".repeat(26), "Another machine"), NotFound.class);
        assertThat(none.getFaultInfo().getProblem()).extracting(p -> p.getField()).containsExactly("recurrence");

        NotFound noneToo = catchThrowableOfType(() -> first.restoreRecurrence(number, "0".repeat(26), "The same machine"), NotFound.class);
        assertThat(noneToo.getFaultInfo().getProblem()).extracting(p -> p.getField()).containsExactly("recurrence");
        assertThat(quality.countRecurrences(null).getClosed()).as("the same over REST").isEqualTo(Api.as(PLUMBLINE, "quality").json("/api/v1/nonconformities/recurrences").get("closed").asLong());

        FollowUpList nobody = quality.followUps(number);
        assertThat(nobody.getRefusal()).contains("AwaitingEffectiveness");
        assertThat(nobody.getRound()).isEmpty();
        InvalidRequest tooEarly = catchThrowableOfType(() -> first.askAgain(number, nobody.getVersion(), "Better boxes"), InvalidRequest.class);
        assertThat(tooEarly.getFaultInfo().getProblem()).extracting(p -> p.getField()).containsExactly("number");

        PrintedReport report = quality.eightDReport(number, Language.DE);
        assertThat(report.getFileName()).isEqualTo(number + "-8D-v" + version(number) + ".pdf");
        assertThat(new String(report.getContent(), StandardCharsets.ISO_8859_1)).startsWith("%PDF-").contains("%%EOF");
        HttpResponse<byte[]> overRest = HttpClient.newHttpClient().send(HttpRequest.newBuilder(PLUMBLINE.at("/api/v1/nonconformities/" + number + "/8d?language=DE"))
                .header("Authorization", basic("auditor", People.password(PLUMBLINE, "auditor"))).build(), BodyHandlers.ofByteArray());
        assertThat(overRest.body().length).as("the same over REST").isCloseTo(report.getContent().length, withinPercentage(5));
    }

    @Test
    public void theComplaintsOfMergedCasesAreReadWithTheCaseThatGoesOn() throws Exception {
        Quality first = manager("soap-merger", People.made(PLUMBLINE, "soap-merger", "Mira Merger", "quality-manager"));
        Complaint taken = first.takeComplaint("soap-merged-0123456789", Channel.MAIL, null, "The hinges stick", null, null, null, null);
        String one = first.fileComplaint(taken.getId(), taken.getVersion(), null, "Hinges stick", null, null, null, null).getNonconformity();
        String two = first.reportNonconformity(IntakeSource.HAND, "soap-merged-token-2", null, "The same", null, null, null, null, null, null, null, null, null, null, null, null).getNumber();
        String three = first.reportNonconformity(IntakeSource.HAND, "soap-merged-token-3", null, "The same", null, null, null, null, null, null, null, null, null, null, null, null).getNumber();
        first.moveNonconformity(one, version(one), Move.MERGE, "the same", null, two);
        first.moveNonconformity(two, version(two), Move.MERGE, "the same", null, three);
        assertThat(quality.caseFile(three).getComplaint()).singleElement().satisfies(c -> assertThat(c.getId() + " " + c.getCameWith()).isEqualTo(taken.getId() + " " + one));
        assertThat(quality.readComplaint(taken.getId()).getMergedInto()).isEqualTo(three);
        assertThat(quality.caseFile(two).getMergedInto()).isEqualTo(three);
        assertThat(quality.caseFile(two).getMerged()).containsExactly(one);
        PageClient pages = new PageClient(PLUMBLINE);
        pages.logIn("quality", People.password(PLUMBLINE, "quality"));
        assertThat(pages.get("/cases/" + three).body()).contains("/complaints/" + taken.getId(), "/cases/" + one);
        assertThat(pages.get("/complaints/" + taken.getId()).body()).contains("/cases/" + three);
        assertThat(pages.get("/cases/" + two).body()).as("a merged case leads to the one that goes on, and to what was merged into it").contains("/cases/" + three, "/cases/" + one);
    }

    @Test
    public void zeepDrivesTheFlow() throws Exception {
        String python = Files.isExecutable(Path.of("/usr/bin/python3")) ? "/usr/bin/python3" : "python3";
        if (run(python, "-c", "import zeep").exit != 0) {
            String reason = "Python's zeep is not here: apt-get install python3-zeep";
            assertThat(System.getProperty("plumbline.skips", "allow")).as(reason).isNotEqualTo("fail");
            Assume.assumeTrue(reason, false);
        }
        Ran ran = run(python, Path.of("src/test/soap/drive.py").toAbsolutePath().toString(), PLUMBLINE.at("").toString(), "erp", YESTERDAY.toString(), filed("S12"));
        assertThat(ran.exit).as(ran.output).isZero();
        assertThat(ran.output).endsWith("done\n");
    }

    private record Ran(int exit, String output) {
    }

    private static Ran run(String... command) throws Exception {
        Path output = Files.createTempFile("zeep", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("PASSWORD", People.password(PLUMBLINE, "erp"));
        builder.environment().put("AUDITOR", People.password(PLUMBLINE, "auditor"));
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return new Ran(-1, e.getMessage());
        }
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("no end after two minutes: " + Files.readString(output));
        }
        return new Ran(process.exitValue(), Files.readString(output));
    }
}
