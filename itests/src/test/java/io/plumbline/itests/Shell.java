package io.plumbline.itests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.util.EnumSet;
import java.util.function.Consumer;

import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/** Karaf's shell over ssh. Karaf ends a session with its command, so each command has a session of its own. */
public final class Shell implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONGEST_COMMAND = Duration.ofMinutes(2);

    private final SshClient client;
    private final int port;
    private final String user;
    private final Consumer<ClientSession> identity;

    private Shell(SshClient client, int port, String user, Consumer<ClientSession> identity) {
        this.client = client;
        this.port = port;
        this.user = user;
        this.identity = identity;
    }

    static Shell connect(int port, KeyPair key) throws IOException {
        return connect(port, "operator", session -> session.addPublicKeyIdentity(key));
    }

    static Shell connect(int port, String user, String password) throws IOException {
        return connect(port, user, session -> session.addPasswordIdentity(password));
    }

    private static Shell connect(int port, String user, Consumer<ClientSession> identity) throws IOException {
        SshClient client = SshClient.setUpDefaultClient();
        // the server made its key a moment ago, on this machine
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        client.start();
        Shell shell = new Shell(client, port, user, identity);
        try {
            shell.session().close();
            return shell;
        } catch (IOException e) {
            client.stop();
            throw e;
        }
    }

    private ClientSession session() throws IOException {
        ClientSession session = client.connect(user, "127.0.0.1", port).verify(PATIENCE).getSession();
        identity.accept(session);
        session.auth().verify(PATIENCE);
        return session;
    }

    /** The key as {@code etc/keys.properties} wants it. */
    static String publicKey(KeyPair key) {
        return PublicKeyEntry.toString(key.getPublic()).split(" ")[1];
    }

    /** What a command left behind. */
    public record Ended(String printed, int exit) {
    }

    /** Runs one command and returns what it printed. */
    public String run(String command) throws IOException {
        return end(command).printed();
    }

    /** Runs one command to its end. */
    public Ended end(String command) throws IOException {
        try (ClientSession session = session(); ChannelExec channel = session.createExecChannel(command)) {
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            channel.setOut(printed);
            channel.setErr(printed);
            channel.open().verify(PATIENCE);
            if (channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), LONGEST_COMMAND).contains(ClientChannelEvent.TIMEOUT)) {
                throw new IOException(command + " did not end within " + LONGEST_COMMAND);
            }
            return new Ended(printed.toString(StandardCharsets.UTF_8), channel.getExitStatus() == null ? -1 : channel.getExitStatus());
        }
    }

    @Override
    public void close() {
        client.stop();
    }
}
