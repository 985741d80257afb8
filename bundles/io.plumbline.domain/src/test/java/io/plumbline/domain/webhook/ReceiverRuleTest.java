package io.plumbline.domain.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;

import org.junit.Test;

import io.plumbline.domain.webhook.ReceiverRule.Network;

public class ReceiverRuleTest {
    private static final ReceiverRule LOOPBACK = new ReceiverRule(true, ReceiverRule.networks("127.0.0.0/8, ::1").orElseThrow());

    @Test
    public void publicAddressesOverHttpsAreTaken() {
        for (String url : List.of("https://erp.example.org/hooks", "https://erp.example.org:8443/hooks?token=a%20b&x=@y", "https://93.184.216.34/", "https://a.b-c.example",
                "HTTPS://ERP.EXAMPLE.ORG/x", "https://[2606:2800:220:1:248:1893:25c8:1946]/x", "https://xn--mller-kva.example/")) {
            assertThat(ReceiverRule.STRICT.look(url).refusal()).as(url).isNull();
            assertThat(ReceiverRule.STRICT.look(url).url()).as(url).hasToString(url);
        }
    }

    @Test
    public void whatLeadsInsideIsRefusedHoweverItIsWritten() {
        for (String host : List.of("169.254.169.254", "127.0.0.1", "127.1", "2130706433", "017700000001", "0177.0.0.1", "0x7f000001", "0x7f.0.0.1", "0x7f.1", "10.0.0.1",
                "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "100.127.255.255", "0.0.0.0", "0", "224.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.0.1",
                "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b::8.8.8.8]", "[64:ff9b:1::1]", "[fe80::1]", "[fe80::1%25eth0]",
                "[fc00::1]", "[fd00:ec2::254]", "[ff02::1]", "[2002:7f00:1::]", "[2001:0:7f00:1::]", "localhost", "LOCALHOST", "localhost.", "foo.localhost", "metadata",
                "metadata.google.internal", "METADATA.google.internal.", "127.0.0.1.", "1.1.1.1.1", "256.1.1.1", "１２７.0.0.1", "ⓛocalhost", "a_b.example", "-a.example", "")) {
            assertThat(ReceiverRule.STRICT.look("https://" + host + "/x").refusal()).as(host).isNotNull();
            assertThat(ReceiverRule.STRICT.look("https://" + host + "/x").url()).as(host).isNull();
            assertThat(ReceiverRule.STRICT.look("https://" + host + ":443/x").refusal()).as(host + " with a port").isNotNull();
        }
    }

    @Test
    public void whatIsNoPlainAddressIsRefused() {
        for (String url : new String[] {null, "", " ", "erp.example.org", "http://erp.example.org/", "ftp://erp.example.org/", "file:///etc/passwd", "https:erp.example.org",
                "https:///x", "https://u:p@erp.example.org/", "https://u@erp.example.org/", "https://erp.example.org@127.0.0.1/", "https://erp.example.org#@127.0.0.1/",
                "https://erp.example.org/#x", "https://erp.example.org\\@127.0.0.1/", "https://erp.example.org:0/", "https://erp.example.org:99999/", "https://erp.example.org:x/",
                "https://erp.example.org/a b", "https://erp.example.org/\r\nX: y", "https://erp.example.org/ä", "https://erp.example.org/" + "x".repeat(1000), "javascript:alert(1)",
                "gopher://127.0.0.1:25/", "https://[::1", "https://[127.0.0.1]/"}) {
            assertThat(ReceiverRule.STRICT.look(url).refusal()).as(url).isNotNull();
        }
    }

    @Test
    public void networksAreOpenedOneByOne() {
        assertThat(LOOPBACK.look("http://127.0.0.1:8080/x").refusal()).isNull();
        assertThat(LOOPBACK.look("http://localhost:8080/x").refusal()).isNull();
        assertThat(LOOPBACK.look("http://[::1]:8080/x").refusal()).isNull();
        assertThat(LOOPBACK.look("http://10.0.0.1/x").refusal()).isNotNull();
        assertThat(LOOPBACK.look("http://2130706433/x").refusal()).as("odd forms stay closed").isNotNull();
        assertThat(LOOPBACK.look("https://169.254.169.254/x").refusal()).isNotNull();
    }

    @Test
    public void whereCloudsHandOutCredentialsIsClosedForEver() throws Exception {
        ReceiverRule open = new ReceiverRule(true, ReceiverRule.networks("0.0.0.0/0, ::/0").orElseThrow());
        assertThat(open.refusal(InetAddress.getByName("10.0.0.1"))).isEmpty();
        for (String address : List.of("169.254.169.254", "169.254.170.2", "100.100.100.200", "fd00:ec2::254", "::ffff:169.254.169.254")) {
            assertThat(open.refusal(InetAddress.getByName(address))).as(address).isPresent();
        }
        assertThat(open.look("https://metadata.google.internal/").refusal()).isNotNull();
    }

    @Test
    public void whatANameLeadsToIsLookedAt() throws Exception {
        assertThat(ReceiverRule.STRICT.refusal(InetAddress.getByName("93.184.216.34"))).isEmpty();
        assertThat(ReceiverRule.STRICT.refusal(InetAddress.getByName("2606:2800:220:1:248:1893:25c8:1946"))).isEmpty();
        byte[] mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        mapped[12] = 127;
        mapped[15] = 1;
        assertThat(ReceiverRule.STRICT.refusal(java.net.Inet6Address.getByAddress("x", mapped, -1))).isPresent();
        for (String address : List.of("127.0.0.1", "10.255.255.255", "192.168.0.1", "172.20.0.1", "100.100.0.1", "169.254.1.1", "0.1.2.3", "239.1.1.1", "::1", "fe80::1", "fd12::1")) {
            assertThat(ReceiverRule.STRICT.refusal(InetAddress.getByName(address))).as(address).isPresent();
        }
        for (String edge : List.of("9.255.255.255", "11.0.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0", "100.63.255.255", "100.128.0.0", "169.253.1.1",
                "223.255.255.255", "128.0.0.1")) {
            assertThat(ReceiverRule.STRICT.refusal(InetAddress.getByName(edge))).as(edge).isEmpty();
        }
    }

    @Test
    public void networksAreReadStrictly() {
        assertThat(Network.of("10.1.2.0/24")).contains(new Network("0a010200", 24));
        assertThat(Network.of("10.1.2.3")).contains(new Network("0a010203", 32));
        for (String text : List.of("", "10.1.2", "10.1.2.0/33", "10.1.2.0/", "10.1.2.0/-1", "10.1.2.0/a", "example.org", "::/129", "010.1.2.3", "1.2.3.4/8/8", "0x7f.0.0.1")) {
            assertThat(Network.of(text)).as(text).isEmpty();
        }
        assertThat(ReceiverRule.networks("10.0.0.0/8, nonsense")).isEmpty();
        assertThat(ReceiverRule.networks("10.0.0.0/8,,")).hasValueSatisfying(n -> assertThat(n).hasSize(1));
    }
}
