package io.plumbline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;

import com.fasterxml.jackson.databind.json.JsonMapper;

import io.plumbline.itests.client.DeliveriesApi;
import io.plumbline.itests.client.NonconformitiesApi;
import io.plumbline.itests.client.OrdersApi;
import io.plumbline.itests.client.UsersApi;
import io.plumbline.itests.client.http.ApiClient;
import io.plumbline.itests.client.http.ApiException;
import io.plumbline.itests.client.http.ApiResponse;
import io.plumbline.itests.client.model.Asking;
import io.plumbline.itests.client.model.CaseDetail;
import io.plumbline.itests.client.model.ChangedUser;
import io.plumbline.itests.client.model.DeliveredOrder;
import io.plumbline.itests.client.model.Delivery;
import io.plumbline.itests.client.model.DeliveryPage;
import io.plumbline.itests.client.model.EventKind;
import io.plumbline.itests.client.model.ModelCase;
import io.plumbline.itests.client.model.NewUser;
import io.plumbline.itests.client.model.Receipts;
import io.plumbline.itests.client.model.ReportContactRef;
import io.plumbline.itests.client.model.ReportCustomerRef;
import io.plumbline.itests.client.model.ReportErpDate;
import io.plumbline.itests.client.model.ReportKind;
import io.plumbline.itests.client.model.ReportLine;
import io.plumbline.itests.client.model.ReportOrderRef;
import io.plumbline.itests.client.model.ReportOrderState;
import io.plumbline.itests.client.model.ReportRole;
import io.plumbline.itests.client.model.ReportSourceRef;
import io.plumbline.itests.client.model.ReportStatus;
import io.plumbline.itests.client.model.Trail;
import io.plumbline.itests.client.model.User;
import io.plumbline.itests.client.model.UserWithPassword;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

/** The flow, driven by a client that openapi-generator made from our document: nobody of ours wrote a line of it. */
public class RestIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Pattern LINK = Pattern.compile("http://\\S+/s/[A-Za-z0-9_-]{22}");
    @ClassRule
    public static final Distribution PLUMBLINE = Distribution.booted();
    private static ApiClient erp;
    private static ApiClient quality;
    private static ApiClient operator;

    @BeforeClass
    public static void comeIn() throws Exception {
        erp = client("erp");
        quality = client("quality");
        operator = client("operator");
    }

    private static String basic(String login) throws Exception {
        return "Basic " + Base64.getEncoder().encodeToString((login + ":" + People.password(PLUMBLINE, login)).getBytes(StandardCharsets.UTF_8));
    }

    private static ApiClient client(String login) throws Exception {
        URI root = PLUMBLINE.at("/");
        String authorization = basic(login);
        ApiClient client = new ApiClient();
        client.setScheme(root.getScheme()).setHost(root.getHost()).setPort(root.getPort()).setBasePath("/api/v1");
        return client.setRequestInterceptor(request -> request.header("Authorization", authorization));
    }

    private static DeliveredOrder delivery(String doc) {
        LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        return new DeliveredOrder().schema(DeliveredOrder.SchemaEnum.DELIVERED_ORDER_1).source(new ReportSourceRef().company("1").docType("shipment").docId(doc))
                .kind(ReportKind.DELIVERY).status(ReportStatus.DELIVERED)
                .addOrdersItem(new ReportOrderRef().id(doc).no("SO-" + doc).state(ReportOrderState.COMPLETE))
                .customer(new ReportCustomerRef().id("90").no("C90").name("Windrose Boats"))
                .addContactsItem(new ReportContactRef().role(ReportRole.BUYER).name("Ines Holm").email(doc.toLowerCase(java.util.Locale.ROOT) + "@windrose.example").language("en")
                        .optedOut(false))
                .promised(new ReportErpDate().date(yesterday)).delivered(new ReportErpDate().date(yesterday))
                .addLinesItem(new ReportLine().id("1").name("Cleat 120 mm").ordered(BigDecimal.TEN).delivered(BigDecimal.TEN).uom("pcs"));
    }

    private static String link(String address) throws Exception {
        await().atMost(SOON).until(() -> mail(address) != null);
        Matcher m = LINK.matcher(((MimeMultipart) mail(address).getContent()).getBodyPart(0).getContent().toString());
        assertThat(m.find()).isTrue();
        return m.group();
    }

    private static MimeMessage mail(String address) throws Exception {
        for (MimeMessage mail : PLUMBLINE.post().getReceivedMessages()) {
            if (mail.getAllRecipients()[0].toString().contains(address)) {
                return mail;
            }
        }
        return null;
    }

    @Test
    public void fromAReportToTheTrailOfACase() throws Exception {
        DeliveriesApi deliveries = new DeliveriesApi(erp);
        String key = UUID.randomUUID().toString();
        ApiResponse<Receipts> first = deliveries.reportDeliveriesWithHttpInfo(List.of(delivery("RA1")), null, key);
        ApiResponse<Receipts> again = deliveries.reportDeliveriesWithHttpInfo(List.of(delivery("RA1")), null, key);
        assertThat(first.getData().getAccepted()).isEqualTo(1);
        assertThat(again.getData()).as("not told that it is a duplicate").isEqualTo(first.getData());
        assertThat(again.getHeaders()).containsKey("idempotency-replayed");
        assertThatThrownBy(() -> deliveries.reportDeliveries(List.of(delivery("RA2")), null, key)).isInstanceOfSatisfying(ApiException.class, e -> {
            assertThat(e.getCode()).isEqualTo(422);
            assertThat(e.getResponseBody()).contains("urn:plumbline:problem:key-reused");
        });

        HttpResponse<String> thanks = new PageClient(PLUMBLINE).answer(link("ra1@windrose.example"), "satisfaction", "1", "recommendation", "0", "comment",
                "Two cleats were cracked");
        assertThat(thanks.statusCode()).isEqualTo(200);
        NonconformitiesApi cases = new NonconformitiesApi(quality);
        await().atMost(SOON).until(() -> !cases.listNonconformities(null, null, null, null, "SO-RA1", null, null, null, null, null, null, null, null, null, null, null, null, null, null, null).getItems().isEmpty());
        ModelCase filed = cases.listNonconformities("Reported", null, null, null, "SO-RA1", null, null, null, null, null, null, null, null, null, null, null, null, null, null, 10).getItems().get(0);
        ApiResponse<CaseDetail> one = cases.getNonconformityWithHttpInfo(filed.getNumber(), null);
        assertThat(one.getData().getSnapshot().getOrderNumber()).isEqualTo("SO-RA1");
        assertThat(one.getData().getMoves()).extracting(m -> m.getMove()).contains("CONTAIN");
        String tag = one.getHeaders().get("etag").get(0);
        assertThatThrownBy(() -> cases.getNonconformity(filed.getNumber(), tag)).isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.getCode()).isEqualTo(304));

        Trail trail = cases.getTrail(filed.getNumber(), null);
        assertThat(trail.getEvents()).extracting(e -> e.getKind()).contains(EventKind.DELIVERY, EventKind.MAIL, EventKind.ANSWER, EventKind.ENTRY);
        assertThat(trail.getEvents()).extracting(e -> e.getAt()).isSorted();
        assertThat(trail.getEvents().stream().filter(e -> e.getKind() == EventKind.ANSWER).findFirst().orElseThrow().getAnswer().getComment())
                .isEqualTo("Two cleats were cracked");

        OrdersApi orders = new OrdersApi(erp);
        String order = orders.listOrders("RA1", null, null, null, null).getItems().get(0).getId();
        assertThat(orders.getOrder(order, null).getCases()).containsExactly(filed.getNumber());
        assertThat(orders.askForSurvey(order, UUID.randomUUID().toString()).getResult()).as("the customer was asked before").isEqualTo(Asking.ALREADY_ASKED);
    }

    @Test
    public void listsAreWalkedPageByPage() throws Exception {
        DeliveriesApi deliveries = new DeliveriesApi(erp);
        assertThat(deliveries.reportDeliveries(IntStream.range(0, 23).mapToObj(i -> delivery("RP" + i)).toList(), null, null).getAccepted()).isEqualTo(23);
        List<String> found = new ArrayList<>();
        String after = null;
        do {
            DeliveryPage page = deliveries.listDeliveries("erp", null, null, null, null, "SO-RP", after, 10);
            page.getItems().stream().map(Delivery::getDocId).forEach(found::add);
            after = page.getNext() == null ? null : page.getNext().replaceFirst(".*[?&]after=([^&]*).*", "$1");
        } while (after != null);
        assertThat(found).hasSize(23).doesNotHaveDuplicates();
    }

    @Test
    public void aUserIsChangedOnlyAsItWasSeen() throws Exception {
        UsersApi users = new UsersApi(operator);
        String key = UUID.randomUUID().toString();
        NewUser wanted = new NewUser().login("rest.user").name("Rest User").roles(List.of("auditor"));
        UserWithPassword made = users.createUser(wanted, key);
        assertThat(users.createUser(wanted, key)).isEqualTo(made);
        ApiResponse<User> seen = users.getUserWithHttpInfo(made.getUser().getId(), null);
        String tag = seen.getHeaders().get("etag").get(0);
        ChangedUser change = new ChangedUser().name("Other Name").roles(List.of("auditor"));
        assertThat(users.changeUser(made.getUser().getId(), tag, change).getName()).isEqualTo("Other Name");
        assertThatThrownBy(() -> users.changeUser(made.getUser().getId(), tag, change)).isInstanceOfSatisfying(ApiException.class, e -> {
            assertThat(e.getCode()).isEqualTo(412);
            assertThat(e.getResponseBody()).contains("urn:plumbline:problem:changed-meanwhile");
        });
        assertThatThrownBy(() -> new UsersApi(erp).listUsers(null, null)).isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.getCode()).isEqualTo(403));
    }

    @Test
    public void theDocumentIsTheOneThatTheClientWasMadeFromAndNeedsALogin() throws Exception {
        JsonMapper mapper = JsonMapper.builder().build();
        assertThat(mapper.readTree(Api.as(PLUMBLINE, "erp").get("/api/v1/openapi.json").body()))
                .isEqualTo(mapper.readTree(Path.of("../bundles/io.plumbline.rest/target/openapi.json").toFile()));
        HttpClient http = HttpClient.newHttpClient();
        for (String path : List.of("/api/v1/openapi.json", "/api/v1/docs", "/api/v1/docs/swagger-ui.css")) {
            assertThat(http.send(HttpRequest.newBuilder(PLUMBLINE.at(path)).build(), BodyHandlers.discarding()).statusCode()).as(path).isEqualTo(401);
            assertThat(Api.as(PLUMBLINE, "erp").get(path).statusCode()).as(path).isEqualTo(200);
        }
    }

    @Test
    public void bodiesArePackedBothWays() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(Invited.delivery("RG1", "rg1@windrose.example", "en").getBytes(StandardCharsets.UTF_8));
        }
        HttpClient http = HttpClient.newHttpClient();
        HttpResponse<String> reported = http.send(HttpRequest.newBuilder(PLUMBLINE.at("/api/v1/deliveries")).header("Authorization", basic("erp"))
                .header("Content-Type", "application/json").header("Content-Encoding", "gzip").POST(BodyPublishers.ofByteArray(packed.toByteArray())).build(),
                BodyHandlers.ofString());
        assertThat(reported.statusCode()).as(reported.body()).isEqualTo(200);
        assertThat(Api.read(reported).get("accepted").asInt()).isEqualTo(1);
        HttpResponse<byte[]> list = http.send(HttpRequest.newBuilder(PLUMBLINE.at("/api/v1/openapi.json")).header("Authorization", basic("erp"))
                .header("Accept-Encoding", "gzip").build(), BodyHandlers.ofByteArray());
        assertThat(list.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(new String(new GZIPInputStream(new ByteArrayInputStream(list.body())).readAllBytes(), StandardCharsets.UTF_8)).contains("\"openapi\":\"3.0.3\"");
    }
}
