package io.plumbline.erp.tryton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

import org.junit.Rule;
import org.junit.Test;

import io.plumbline.application.delivery.SourceFault;
import io.plumbline.application.delivery.SourceFault.Kind;
import io.plumbline.erp.Secret;

/** What an operator is told when something is wrong, and that the connector goes on when it is put right. */
public class TrytonFaultsTest {
    private static final Instant END = Instant.parse("2026-11-21T20:00:00Z");
    private static final String SEARCH = "model.stock.shipment.out.search_read";

    @Rule
    public final FakeTryton tryton = new FakeTryton();

    @Test
    public void aForgottenSessionIsRenewedOnceAndTheCallRepeated() throws Exception {
        TrytonConnector connector = connector(FakeTryton.PASSWORD);
        connector.now();
        tryton.endSessions();
        assertThat(connector.read(null, END, null, 100).items()).isNotEmpty();
        assertThat(tryton.logins()).isEqualTo(2);
    }

    @Test
    public void aSessionThatIsNeverAcceptedEndsInAFault() {
        TrytonConnector connector = connector(FakeTryton.PASSWORD);
        tryton.next(SEARCH, FakeTryton.recorded("07-bad-session"));
        tryton.next(SEARCH, FakeTryton.recorded("07-bad-session"));
        assertFault(() -> connector.read(null, END, null, 100), Kind.LOGIN, "refuses the login");
        assertThat(tryton.logins()).isEqualTo(2);
    }

    @Test
    public void aWrongPasswordIsNamedAndNotRepeated() {
        SourceFault fault = assertFault(() -> connector("wrong-secret").now(), Kind.LOGIN, "user reader", "check user and password");
        assertThat(fault.getMessage()).doesNotContain("wrong-secret");
        assertThat(tryton.logins()).isEqualTo(1);
    }

    @Test
    public void tooManyFailedLoginsAskForPatience() {
        tryton.next("common.db.login", FakeTryton.recorded("39-rate-limit"));
        SourceFault fault = assertFault(() -> connector(FakeTryton.PASSWORD).now(), Kind.THROTTLED, "five minutes");
        assertThat(fault.retryAfter()).contains(Duration.ofMinutes(5));
    }

    @Test
    public void aLoginThatWantsMoreThanAPasswordIsExplained() {
        tryton.next("common.db.login", FakeTryton.recorded("05-login-no-password"));
        assertFault(() -> connector(FakeTryton.PASSWORD).now(), Kind.LOGIN, "more than a password");
    }

    @Test
    public void aWrongDatabaseIsNamedWithoutTheServersPath() {
        TrytonConnector connector = connector(tryton.url(), "nosuchdb", FakeTryton.PASSWORD);
        SourceFault fault = assertFault(connector::now, Kind.SETUP, "database nosuchdb", "check database");
        assertThat(fault.getMessage()).doesNotContain("sqlite");
    }

    @Test
    public void anotherProgramAtTheAddressIsRecognised() {
        tryton.next("common.db.login", FakeTryton.text(405, "text/html; charset=utf-8", "<!doctype html><title>405</title>"));
        assertFault(() -> connector(FakeTryton.PASSWORD).now(), Kind.SETUP, "no Tryton at", "check url");
        tryton.next("common.db.login", FakeTryton.text(200, "text/html", "<html><body>Welcome</body></html>"));
        assertFault(() -> connector(FakeTryton.PASSWORD).now(), Kind.UNEXPECTED, "web page");
    }

    @Test
    public void nothingAtTheAddressIsToldAsThat() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertFault(() -> connector(URI.create("http://127.0.0.1:" + free), "qms", FakeTryton.PASSWORD).now(), Kind.UNREACHABLE, "127.0.0.1:" + free);
    }

    @Test
    public void missingRightsAreAllNamedAtOnceAndWorkOnceGiven() throws Exception {
        tryton.forbid("stock.move");
        tryton.forbid("sale.complaint");
        TrytonConnector connector = connector(FakeTryton.PASSWORD);
        assertFault(connector::now, Kind.SETUP, "user reader", "stock.move, sale.complaint");
        tryton.allowAll();
        assertThat(connector.now()).isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
    }

    @Test
    public void aRightTakenAwayLaterIsNamedInTrytonsWords() throws Exception {
        TrytonConnector connector = connector(FakeTryton.PASSWORD);
        connector.now();
        tryton.forbid("stock.shipment.out");
        assertFault(() -> connector.read(null, END, null, 100), Kind.SETUP, SEARCH, "You are not allowed to access");
    }

    @Test
    public void missingModulesAreNamed() {
        tryton.forget("stock.shipment.out.return");
        assertFault(() -> connector(FakeTryton.PASSWORD).now(), Kind.SETUP, "stock.shipment.out.return", "activate the modules");
    }

    @Test
    public void complaintsAreOptional() throws Exception {
        tryton.forget("sale.complaint");
        assertThat(connector(FakeTryton.PASSWORD).read(null, END, null, 100).items()).hasSize(31);
    }

    @Test
    public void aUserWithoutACompanyWouldSeeNothingSoItIsAFault() throws Exception {
        com.fasterxml.jackson.databind.node.ObjectNode preferences = (com.fasterxml.jackson.databind.node.ObjectNode) FakeTryton
                .resource("answers/10-preferences.json").path("response").path("body").path("result");
        preferences.remove("company");
        tryton.preferences(preferences);
        assertFault(() -> connector(FakeTryton.PASSWORD).now(), Kind.SETUP, "no company for user reader");
    }

    @Test
    public void answersThatAreNotTrytonsAreFaultsThatNameTheCall() throws Exception {
        TrytonConnector connector = connector(FakeTryton.PASSWORD);
        connector.now();
        tryton.next(SEARCH, FakeTryton.text(200, "application/json", "{\"id\": 1, \"result\": [{\"id\": 1, \"num"));
        assertFault(() -> connector.read(null, END, null, 100), Kind.UNEXPECTED, "not sound JSON");
        tryton.next(SEARCH, FakeTryton.recorded("47-bad-json"));
        assertFault(() -> connector.read(null, END, null, 100), Kind.UNREACHABLE, "HTTP 500");
        tryton.next(SEARCH, FakeTryton.recorded("49-extra-member-jsonrpc"));
        assertFault(() -> connector.read(null, END, null, 100), Kind.UNEXPECTED, SEARCH);
        tryton.next(SEARCH, FakeTryton.recorded("42-unknown-field"));
        assertFault(() -> connector.read(null, END, null, 100), Kind.UNEXPECTED, SEARCH, "'nosuch'");
        tryton.next(SEARCH, FakeTryton.text(200, "application/json", "{\"id\": 1, \"result\": {\"records\": []}}"));
        assertFault(() -> connector.read(null, END, null, 100), Kind.UNEXPECTED, "not a list of records");
        tryton.next(SEARCH, FakeTryton.text(200, "application/json", "{\"id\": 1, \"result\": [{\"number\": \"1\"}]}"));
        assertFault(() -> connector.read(null, END, null, 100), Kind.UNEXPECTED, "a record without an id");
        tryton.next(SEARCH, FakeTryton.text(503, "text/html", "<html>maintenance</html>"));
        assertFault(() -> connector.read(null, END, null, 100), Kind.UNREACHABLE, "HTTP 503");
        assertThat(connector.read(null, END, null, 100).items()).hasSize(31);
    }

    private TrytonConnector connector(String password) {
        return connector(tryton.url(), "qms", password);
    }

    private static TrytonConnector connector(URI url, String database, String password) {
        return new TrytonConnector(new TrytonRpc(new TrytonSettings(url, database, FakeTryton.USER, Secret.of(password), Duration.ofSeconds(10))));
    }

    private interface Call {
        void run() throws SourceFault;
    }

    private static SourceFault assertFault(Call call, Kind kind, String... words) {
        SourceFault fault = catchThrowableOfType(SourceFault.class, call::run);
        assertThat(fault).isNotNull();
        assertThat(fault.kind()).isEqualTo(kind);
        assertThat(fault.getMessage()).contains(words);
        return fault;
    }
}
