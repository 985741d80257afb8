package io.plumbline.itests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.util.EnumSet;

import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/** A login to the Karaf shell over ssh, with the operator's key. */
public final class Shell implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SshClient client;
    private final ClientSession session;

    private Shell(SshClient client, ClientSession session) {
        this.client = client;
        this.session = session;
    }

    static Shell connect(int port, KeyPair key) throws IOException {
        SshClient client = SshClient.setUpDefaultClient();
        // the server made its key a moment ago, on this machine
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        client.start();
        try {
            ClientSession session = client.connect("operator", "127.0.0.1", port).verify(PATIENCE).getSession();
            session.addPublicKeyIdentity(key);
            session.auth().verify(PATIENCE);
            return new Shell(client, session);
        } catch (IOException e) {
            client.stop();
            throw e;
        }
    }

    /** The key as {@code etc/keys.properties} wants it. */
    static String publicKey(KeyPair key) {
        return PublicKeyEntry.toString(key.getPublic()).split(" ")[1];
    }

    /** Runs one command and returns what it printed. */
    public String run(String command) throws IOException {
        try (ChannelExec channel = session.createExecChannel(command)) {
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            channel.setOut(printed);
            channel.setErr(printed);
            channel.open().verify(PATIENCE);
            channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), PATIENCE);
            return printed.toString(StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() throws IOException {
        session.close();
        client.stop();
    }
}
