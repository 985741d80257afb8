package io.plumbline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.plumbline.itests.inside.SqlLodger;

/**
 * Whoever belongs to another site sees nothing of this one: not in lists, and not by an identity that they guessed. Every operation of
 * {@code rights.txt} is tried by those whom the table lets in, but for those that are about the installation as a whole, which are named here.
 */
public class OtherSiteIT {
    @ClassRule
    public static final Distribution PLUMBLINE = Distribution.booted();
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String CUSTOMER = "Harbour Joinery Ltd";
    /** About the installation, or about the caller; what belongs to sites stands in neither. */
    private static final Pattern NOT_OF_A_SITE = Pattern.compile("SHELL .*|\\w+ /(api/v1/)?(account|docs|openapi\\.json|users|operation|queues|streams|mails|quarantine|webhooks|roles|journal|help|mailbox"
            + "|login|logout|setup|metrics|health|assets|favicon\\.ico|robots\\.txt|s|u)(/.*)?|GET /soap/v1/\\w+\\?wsdl|SOAP ErpEvents\\.(report|amend|cancel).*|POST /api/v1/deliveries");
    /** The operations that enter something about a delivery. */
    private static final Pattern SOAP_FILING = Pattern.compile("SOAP Quality\\.(reportNonconformity|takeComplaint)");
    /** The operations that name one case or complaint. */
    private static final Pattern FILE = Pattern.compile("SOAP Quality\\.(?!answers|nonconformities|report|take|count|\\w*CauseCategory|causeCategories).*");
    private static final Map<String, Api> APIS = new LinkedHashMap<>();
    private static final Map<String, PageClient> PAGES = new LinkedHashMap<>();
    private static final Map<String, String> IDS = new LinkedHashMap<>();

    @BeforeClass
    public static void somethingOfEachAndPeopleOfAnotherSite() throws Exception {
        Api erp = Api.as(PLUMBLINE, "erp");
        Api quality = Api.as(PLUMBLINE, "quality");
        String link = Invited.link(PLUMBLINE, "SITE-1", "lena@leuchtturm.example", "en");
        HttpResponse<String> receipt = erp.post("/api/v1/deliveries", "application/xml",
                UblDocuments.receipt("2.4", "RA-SITE-1", "77", "SITE-1", "1").getBytes(StandardCharsets.UTF_8));
        assertThat(receipt.statusCode()).as(receipt.body()).isEqualTo(200);
        new PageClient(PLUMBLINE).answer(link, "satisfaction", "1", "recommendation", "1", "comment", "scratched", "mayCall", "");
        await().atMost(SOON).until(() -> !quality.json("/api/v1/nonconformities?text=SO-SITE-1").get("items").isEmpty());

        JsonNode delivery = quality.json("/api/v1/deliveries?text=SO-SITE-1").at("/items/0");
        IDS.put("deliveries", delivery.get("id").asText());
        JsonNode found = quality.json("/api/v1/nonconformities?text=SO-SITE-1").at("/items/0");
        IDS.put("nonconformities", found.get("number").asText());
        IDS.put("cases", found.get("number").asText());
        IDS.put("orders", found.get("order").asText());
        IDS.put("customers", found.get("customer").asText());
        IDS.put("invitations", quality.json("/api/v1/invitations?customer=" + found.get("customer").asText()).at("/items/0/id").asText());
        IDS.put("responses", quality.json("/api/v1/responses?customer=" + found.get("customer").asText()).at("/items/0/id").asText());
        IDS.put("feedback", quality.json("/api/v1/feedback?delivery=" + delivery.get("id").asText()).at("/items/0/id").asText());
        HttpResponse<String> complaint = quality.post("/api/v1/complaints", "application/json", ("{\"token\":\"main-token-0123456789\",\"channel\":\"PHONE\",\"words\":\"scratched\",\"delivery\":\""
                + delivery.get("id").asText() + "\"}").getBytes(StandardCharsets.UTF_8));
        IDS.put("complaints", Api.read(complaint).get("id").asText());
        assertThat(IDS.values()).as(IDS.toString()).allMatch(id -> id.length() > 5);

        PageClient operator = new PageClient(PLUMBLINE);
        operator.logIn("operator", People.password(PLUMBLINE, "operator"));
        Map<String, String> passwords = new LinkedHashMap<>();
        for (Map.Entry<String, String> role : Map.of("quality", "quality-manager", "auditor", "auditor", "operator", "operator", "erp", "erp").entrySet()) {
            String login = "kiel-" + role.getKey();
            passwords.put(role.getKey(), People.make(operator, login, "Kiel " + role.getKey(), role.getKey().equals("erp") ? "" : login + "@works.example", role.getValue(), "NONE"));
            SqlLodger.run(PLUMBLINE, "update app_user set site = 'KIEL' where login = '" + login + "'");
        }
        for (Map.Entry<String, String> one : passwords.entrySet()) {
            APIS.put(one.getKey(), new Api(PLUMBLINE, "kiel-" + one.getKey(), one.getValue()));
            if (!one.getKey().equals("erp")) {
                PageClient page = new PageClient(PLUMBLINE);
                page.logIn("kiel-" + one.getKey(), one.getValue());
                PAGES.put(one.getKey(), page);
            }
        }
    }

    @Test
    public void nothingOfThisSiteIsSeenOrChangedFromAnother() throws Exception {
        List<String> wrong = new ArrayList<>();
        int tried = 0;
        for (String line : Files.readAllLines(Path.of("src/test/resources/io/plumbline/itests/rights.txt"))) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.strip().split("\\s{2,}");
            if (NOT_OF_A_SITE.matcher(parts[0]).matches()) {
                continue;
            }
            for (String caller : parts[1].split(" ")) {
                if (!APIS.containsKey(caller)) {
                    wrong.add(parts[0] + ": nobody here is called " + caller);
                    continue;
                }
                HttpResponse<String> answer = call(parts[0], caller);
                tried++;
                boolean one = parts[0].contains("{");
                boolean file = FILE.matcher(parts[0]).matches();
                boolean fault = parts[0].startsWith("SOAP ErpEvents.") || file;
                boolean batch = parts[0].endsWith("/assignments");
                boolean filing = parts[0].equals("POST /api/v1/nonconformities") || parts[0].equals("POST /api/v1/complaints");
                boolean soapFiling = SOAP_FILING.matcher(parts[0]).matches();
                boolean rightly = soapFiling ? answer.statusCode() == 500 && answer.body().contains("invalidRequest") && answer.body().matches("(?s).*<[^>]*field>delivery</.*")
                        : filing ? answer.statusCode() == 422 && answer.body().contains("\"field\":\"delivery\"")
                        : batch ? answer.statusCode() == 200 && answer.body().contains("\"status\":404") && !answer.body().contains("\"status\":200")
                        : fault ? answer.statusCode() == 500 && answer.body().contains("notFound") : answer.statusCode() == (one ? 404 : 200);
                if (!rightly || leaks(answer.body(), one || batch || file || filing || soapFiling)) {
                    wrong.add(parts[0] + " by " + caller + ": " + answer.statusCode() + " " + answer.body().substring(0, Math.min(300, answer.body().length())));
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(tried).isGreaterThan(60);
        Api quality = Api.as(PLUMBLINE, "quality");
        assertThat(quality.json("/api/v1/nonconformities/" + IDS.get("cases") + "/file").get("version").asLong()).as("nothing was changed").isEqualTo(1);
        assertThat(quality.get("/api/v1/nonconformities?text=SO-SITE-1").body()).as("while it is there for those of its site").contains(CUSTOMER);
        assertThat(quality.get("/api/v1/nonconformities/" + IDS.get("cases") + "/8d?language=DE").body()).as("its report, made in the distribution").startsWith("%PDF-").contains("%%EOF");
    }

    /** A refusal may repeat what was asked for, and says nothing beyond. */
    private static boolean leaks(String body, boolean one) {
        return body.contains(CUSTOMER) || !one && IDS.values().stream().anyMatch(body::contains);
    }

    private static HttpResponse<String> call(String operation, String caller) throws Exception {
        String method = operation.substring(0, operation.indexOf(' '));
        String path = operation.substring(operation.indexOf(' ') + 1);
        if (method.equals("SOAP")) {
            return soap(path, caller);
        }
        String[] names = path.split("/");
        for (int i = 1; i < names.length; i++) {
            if (names[i].startsWith("{")) {
                names[i] = names[i].equals("{tab}") ? "moves" : IDS.getOrDefault(names[i - 1], "0".repeat(26));
            }
        }
        String whole = String.join("/", names);
        if (!path.startsWith("/api/")) {
            PageClient client = PAGES.get(caller);
            return method.equals("POST") && path.contains("{")
                    ? client.submit(client.get("/account").body(), whole, "version", "1", "move", "CONTAIN", "reason", "because", "deed", "BEGIN", "purpose", "CONTAINMENT_LETTER")
                    : client.get(whole.isEmpty() ? "/" : whole);
        }
        return method.equals("GET") ? APIS.get(caller).get(whole) : APIS.get(caller).change(method, whole, body(path), "\"v1\"");
    }

    /** Such that only the case is missing. */
    private static String body(String path) {
        if (path.endsWith("/causes/categories")) {
            return "{\"code\":\"of-kiel\",\"name\":\"Of Kiel\",\"bone\":\"MAN\"}";
        }
        if (path.endsWith("/retirement")) {
            return "{\"retired\":true}";
        }
        if (path.endsWith("/moves")) {
            return "{\"move\":\"CONTAIN\",\"reason\":\"because\"}";
        }
        if (path.endsWith("/containments")) {
            return "{\"disposition\":\"CREDIT\",\"what\":\"x\",\"authority\":\"y\",\"decidedOn\":\"" + LocalDate.now(ZoneOffset.UTC) + "\"}";
        }
        if (path.endsWith("/letters")) {
            return "{\"purpose\":\"CONTAINMENT_LETTER\",\"title\":\"x\",\"text\":\"y\"}";
        }
        if (path.endsWith("/causes")) {
            return "{\"analysis\":{\"method\":\"FREE_TEXT\",\"text\":\"x\"}}";
        }
        if (path.endsWith("/verdict")) {
            return "{\"verdict\":\"VERIFIED\",\"evidence\":\"x\"}";
        }
        if (path.endsWith("/criterion")) {
            return "{\"stratum\":\"EVERYTHING\",\"minimumImprovement\":10,\"minimumAnswers\":30,\"judgeOn\":\"" + LocalDate.now(ZoneOffset.UTC).plusDays(60) + "\"}";
        }
        if (path.endsWith("/actions")) {
            return "{\"kind\":\"CORRECTIVE\",\"what\":\"x\",\"owner\":\"kiel-quality\",\"due\":\"" + LocalDate.now(ZoneOffset.UTC).plusDays(9) + "\"}";
        }
        if (path.endsWith("/comments")) {
            return "{\"text\":\"x\"}";
        }
        if (path.endsWith("/extensions")) {
            return "{\"due\":\"" + LocalDate.now(ZoneOffset.UTC).plusDays(9) + "\",\"reason\":\"x\"}";
        }
        if (path.endsWith("/decision")) {
            return "{\"decision\":\"GRANT\"}";
        }
        if (path.endsWith("/deeds")) {
            return "{\"deed\":\"BEGIN\"}";
        }
        if (path.endsWith("/nonconformities")) {
            return "{\"source\":\"HAND\",\"reference\":\"kiel-token-0123456789\",\"title\":\"x\",\"delivery\":\"" + IDS.get("deliveries") + "\"}";
        }
        if (path.endsWith("/complaints")) {
            return "{\"token\":\"kiel-token-0123456789\",\"channel\":\"PHONE\",\"words\":\"x\",\"delivery\":\"" + IDS.get("deliveries") + "\"}";
        }
        if (path.endsWith("/acknowledgement") || path.endsWith("/follow-ups")) {
            return "{}";
        }
        if (path.endsWith("/answer")) {
            return "{\"answer\":\"x\"}";
        }
        if (path.endsWith("/case")) {
            return "{\"title\":\"x\"}";
        }
        if (path.endsWith("/grade")) {
            return "{\"severity\":\"CRITICAL\",\"reason\":\"because\"}";
        }
        if (path.endsWith("/owner")) {
            return "{\"owner\":\"kiel-quality\"}";
        }
        if (path.endsWith("/assignments")) {
            return "{\"owner\":\"kiel-quality\",\"cases\":[{\"number\":\"" + IDS.get("cases") + "\",\"version\":1}]}";
        }
        return path.endsWith("/rejection") || path.endsWith("/dismissal") || path.endsWith("/restoration") ? "{\"reason\":\"because\"}" : "";
    }

    private static HttpResponse<String> soap(String operation, String caller) throws Exception {
        String[] names = operation.split("\\.");
        String order = "<order><connector>erp</connector><company>1</company><orderId>SITE-1</orderId></order>";
        String asked = names[1].equals("whatBecame") ? "<of>" + order + "</of>" : names[1].equals("askForSurvey") ? order : "<since>2020-01-01T00:00:00Z</since>";
        if (FILE.matcher("SOAP " + operation).matches()) {
            asked = names[1].endsWith("Complaint") ? "<complaint>" + IDS.get("complaints") + "</complaint>" + inComplaint(names[1]) : "<number>" + IDS.get("cases") + "</number>" + inFile(names[1]);
        }
        if (names[1].equals("countRecurrences")) {
            asked = "<from>2020-01-01T00:00:00Z</from>";
        }
        if (names[1].equals("causeCategories")) {
            asked = "";
        }
        if (names[1].endsWith("CauseCategory")) {
            asked = "<code>of-kiel-too</code>" + (names[1].startsWith("add") ? "<name>Of Kiel too</name><bone>MAN</bone>" : "<retired>true</retired>");
        }
        if (SOAP_FILING.matcher("SOAP " + operation).matches()) {
            asked = (names[1].equals("takeComplaint") ? "<token>kiel-token-0123456789</token><channel>PHONE</channel><words>x</words>"
                    : "<source>HAND</source><reference>kiel-token-0123456789</reference><title>x</title>") + "<delivery>" + IDS.get("deliveries") + "</delivery>";
        }
        String envelope = "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body><" + names[1] + " xmlns=\"urn:plumbline:soap:v1\">" + asked + "</" + names[1]
                + "></e:Body></e:Envelope>";
        return APIS.get(caller).post("/soap/v1/" + names[0], "text/xml", envelope.getBytes(StandardCharsets.UTF_8));
    }

    /** Such that only the complaint is missing. */
    private static String inComplaint(String operation) {
        return operation.equals("readComplaint") ? "" : "<version>1</version>" + switch (operation) {
            case "answerComplaint" -> "<answer>x</answer>";
            case "fileComplaint" -> "<title>x</title>";
            default -> "";
        };
    }

    /** Such that only the case is missing. */
    private static String inFile(String operation) {
        String id = "0".repeat(26);
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        if (operation.startsWith("comment") || operation.equals("withdrawComment")) {
            return operation.equals("comments") ? "" : operation.equals("withdrawComment") ? "<comment>" + id + "</comment>" : "<text>x</text>";
        }
        if (operation.endsWith("Recurrence")) {
            return "<recurrence>" + id + "</recurrence><reason>because</reason>";
        }
        return List.of("caseFile", "recurrences", "eightDReport", "followUps").contains(operation) ? "" : "<version>1</version>" + switch (operation) {
            case "moveNonconformity" -> "<move>CONTAIN</move><reason>because</reason>";
            case "recordContainment" -> "<disposition>CREDIT</disposition><what>x</what><authority>y</authority><decidedOn>" + today + "</decidedOn>";
            case "proposeCause" -> "<analysis><freeText>x</freeText></analysis>";
            case "judgeCause" -> "<cause>" + id + "</cause><verdict>VERIFIED</verdict><evidence>x</evidence>";
            case "fixCriterion" -> "<criterion><stratum>EVERYTHING</stratum><minimumImprovement>10</minimumImprovement><minimumAnswers>30</minimumAnswers><judgeOn>" + today.plusDays(60)
                    + "</judgeOn></criterion>";
            case "planAction" -> "<kind>CORRECTIVE</kind><what>x</what><owner>kiel-quality</owner><due>" + today.plusDays(9) + "</due>";
            case "carryOutAction" -> "<action>" + id + "</action><deed>BEGIN</deed>";
            case "gradeNonconformity" -> "<severity>CRITICAL</severity><reason>because</reason>";
            case "assignNonconformity" -> "<owner>kiel-quality</owner>";
            case "tellCustomer" -> "<purpose>CONTAINMENT_LETTER</purpose><title>x</title><text>y</text>";
            case "askForExtension" -> "<action>" + id + "</action><due>" + today.plusDays(9) + "</due><reason>x</reason>";
            case "decideExtension" -> "<action>" + id + "</action><extension>" + id + "</extension><decision>GRANT</decision>";
            case "proposeRejection" -> "<reason>because</reason>";
            default -> "";
        };
    }
}
