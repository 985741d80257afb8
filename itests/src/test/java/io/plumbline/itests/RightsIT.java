package io.plumbline.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;

import io.plumbline.itests.inside.DoorsLodger;

/**
 * Who may do what: {@code rights.txt} is written by hand, the operations come from the running distribution, and each operation is tried by
 * each kind of caller. An operation that stands in one of the two only is an error.
 */
public class RightsIT {
    @ClassRule
    public static final Distribution PLUMBLINE = Distribution.booted();

    private static final List<String> STAFF = List.of("quality", "auditor", "operator");
    /** What neither a JAX-RS application nor a SOAP operation serves. */
    private static final Set<String> SERVLETS = Set.of("GET /metrics", "GET /health", "GET /health/live", "GET /health/ready", "GET /soap/v1/ErpEvents?wsdl",
            "GET /soap/v1/Quality?wsdl");
    private static final String WRONG = "wrong password";
    /** Accounts of its own: so many calls use up an account's limit, and five wrong passwords lock one. */
    private static final Map<String, String> PASSWORDS = new LinkedHashMap<>();
    private static final String EVERYBODY = "everybody";
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
    private static final Map<String, Session> SESSIONS = new LinkedHashMap<>();
    private static int addresses;

    private record Session(String cookie, String csrf) {
    }

    private record Answer(int status, String location) {
        boolean refused() {
            return status == 401 || status == 403 || status / 100 == 3 && location.startsWith("/login") && !location.contains("done=logout");
        }
    }

    /** By operation, who may. */
    private static final Map<String, Set<String>> RIGHTS = new TreeMap<>();
    private static List<String> doors;

    @BeforeClass
    public static void readBoth() throws Exception {
        People.password(PLUMBLINE, "operator");
        for (String line : Files.readAllLines(Path.of("src/test/resources/io/plumbline/itests/rights.txt"))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.strip().split("\\s{2,}");
                assertThat(parts).as(line).hasSize(2);
                assertThat(RIGHTS.put(parts[0], new TreeSet<>(Arrays.asList(parts[1].split(" "))))).as("twice: " + line).isNull();
            }
        }
        doors = DoorsLodger.list(PLUMBLINE);
        PageClient operator = new PageClient(PLUMBLINE);
        operator.logIn("operator", People.password(PLUMBLINE, "operator"));
        Map.of("quality", "quality-manager", "auditor", "auditor", "operator", "operator", "erp", "erp", WRONG, "operator").forEach((caller, role) -> {
            try {
                String email = role.equals("erp") ? "" : login(caller) + "@works.example";
                PASSWORDS.put(caller, People.make(operator, login(caller), "Rights " + caller, email, role, "NONE"));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    public void everyOperationIsInTheTableAndTheTableNamesNoOther() {
        assertThat(doors).hasSizeGreaterThan(120);
        Set<String> all = new TreeSet<>(doors);
        all.addAll(SERVLETS);
        assertThat(RIGHTS.keySet()).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    public void eachOperationOpensToThoseInTheTableAndToNobodyElse() throws Exception {
        List<String> wrong = new ArrayList<>();
        int tried = 0;
        for (Map.Entry<String, Set<String>> right : RIGHTS.entrySet()) {
            String operation = right.getKey();
            if (operation.startsWith("SHELL ")) {
                continue;
            }
            for (String caller : List.of("nobody", WRONG, "erp", "quality", "auditor", "operator")) {
                if (caller.equals(WRONG) && right.getValue().contains(EVERYBODY)) {
                    // where no login is needed, none is sent
                    continue;
                }
                boolean may = right.getValue().contains(EVERYBODY) || right.getValue().contains(caller);
                Answer answer = call(operation, caller);
                tried++;
                if (operation.equals("POST /login")) {
                    // without a name and a password, anybody is asked for them
                    assertThat(answer.status()).as(caller).isEqualTo(401);
                    continue;
                }
                // who tries too often is told so, and not let in either
                boolean refused = answer.refused() || answer.status() == 429 && caller.equals(WRONG);
                if (refused == may || answer.status() == 429 && !refused || answer.status() >= 500 && !operation.startsWith("SOAP ")) {
                    wrong.add(operation + " by " + caller + ": " + answer.status() + " " + answer.location() + ", expected to be " + (may ? "let in" : "refused"));
                }
            }
        }
        assertThat(tried).isGreaterThan(650);
        assertThat(wrong).isEmpty();
    }

    @Test
    public void everyShellCommandHasItsRolesInEtc() throws IOException {
        Properties acl = new Properties();
        try (var in = Files.newInputStream(PLUMBLINE.home().resolve("etc/org.apache.karaf.command.acl.plumbline.cfg"))) {
            acl.load(in);
        }
        Set<String> commands = new TreeSet<>();
        for (Map.Entry<String, Set<String>> right : RIGHTS.entrySet()) {
            if (right.getKey().startsWith("SHELL ")) {
                String command = right.getKey().substring("SHELL plumbline:".length());
                commands.add(command);
                assertThat(acl.getProperty(command, "admin").split("\\s*,\\s*")).as(command).containsExactlyInAnyOrderElementsOf(right.getValue());
            }
        }
        assertThat(commands).containsAll(acl.stringPropertyNames().stream().filter(k -> !k.startsWith("felix.") && !k.startsWith("service.")).toList());
    }

    private static Answer call(String operation, String caller) throws Exception {
        String method = operation.substring(0, operation.indexOf(' '));
        String path = operation.substring(operation.indexOf(' ') + 1);
        String envelope = "";
        if (method.equals("SOAP")) {
            String[] names = path.split("\\.");
            method = "POST";
            path = "/soap/v1/" + names[0];
            envelope = "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body><" + names[1]
                    + " xmlns=\"urn:plumbline:soap:v1\"/></e:Body></e:Envelope>";
        }
        boolean service = path.startsWith("/api/") || path.startsWith("/soap") || path.equals("/metrics");
        List<String> headers = new ArrayList<>();
        String body = "";
        String type = path.startsWith("/api/") ? "application/json" : path.startsWith("/soap") ? "text/xml" : "application/x-www-form-urlencoded";
        if (caller.equals(WRONG)) {
            headers.add(basic(caller, "not-the-password-" + addresses));
        } else if (service && !caller.equals("nobody")) {
            headers.add(basic(caller, PASSWORDS.get(caller)));
        } else if (STAFF.contains(caller)) {
            Session session = session(caller);
            headers.add("Cookie: " + session.cookie());
            body = "csrf=" + session.csrf();
            if (operation.equals("POST /logout")) {
                SESSIONS.remove(caller);
            }
        } else if (caller.equals("erp")) {
            headers.add(basic(caller, PASSWORDS.get(caller)));
        }
        if (service) {
            body = envelope.isEmpty() ? "{\"no such member\":1}" : envelope;
        }
        return send(method, example(path), headers, type, method.equals("GET") || method.equals("DELETE") ? "" : body);
    }

    /** A path that leads to nothing that is there, so that those who may do no harm. */
    private static String example(String path) {
        return path.replaceAll("\\{\\w+\\s*:\\s*\\\\d[^/]*\\}", "999999999").replaceAll("\\{(id|order|delivery|invitation)[^}/]*\\}", "0".repeat(26))
                .replaceAll("\\{token[^/]*\\}", "A".repeat(22)).replaceAll("\\{number[^/]*\\}", "NC-MAIN-1999-0001").replaceAll("\\{[^/]*\\}", "none");
    }

    private static String basic(String caller, String password) {
        return "Authorization: Basic " + Base64.getEncoder().encodeToString((login(caller) + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static String login(String caller) {
        return "rights-" + caller.replace(' ', '-');
    }

    private static Session session(String caller) throws Exception {
        Session known = SESSIONS.get(caller);
        if (known != null) {
            return known;
        }
        PageClient client = new PageClient(PLUMBLINE);
        client.logIn(login(caller), PASSWORDS.get(caller));
        Matcher csrf = CSRF.matcher(client.get("/account").body());
        assertThat(csrf.find()).isTrue();
        Session session = new Session(client.cookies(), csrf.group(1));
        SESSIONS.put(caller, session);
        return session;
    }

    /** From an address of its own each time, so that no limit of tries for one address is met. */
    private static Answer send(String method, String path, List<String> headers, String type, String body) throws IOException {
        int n = addresses++;
        InetSocketAddress from = new InetSocketAddress(InetAddress.getByName("127.3." + n / 250 + "." + (n % 250 + 1)), 0);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket()) {
            socket.bind(from);
            socket.connect(new InetSocketAddress("127.0.0.1", PLUMBLINE.at("/").getPort()));
            String origin = "http://127.0.0.1:" + PLUMBLINE.at("/").getPort();
            String head = method + " " + path + " HTTP/1.1\r\nHost: " + origin.substring("http://".length()) + "\r\nConnection: close\r\nOrigin: " + origin
                    + "\r\nAccept: */*\r\n" + String.join("", headers.stream().map(h -> h + "\r\n").toList())
                    + (bytes.length == 0 && !method.equals("POST") ? "" : "Content-Type: " + type + "\r\nContent-Length: " + bytes.length + "\r\n") + "\r\n";
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(bytes);
            out.flush();
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            int status = Integer.parseInt(in.readLine().split(" ")[1]);
            String location = "";
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                if (line.regionMatches(true, 0, "Location: ", 0, 10)) {
                    location = line.substring(10).replaceFirst("^https?://[^/]+", "");
                }
            }
            return new Answer(status, location);
        }
    }
}
