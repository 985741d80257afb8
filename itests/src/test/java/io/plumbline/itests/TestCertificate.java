package io.plumbline.itests;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A fresh self-signed certificate: what a server shows, and the PEM file that trusts it. */
record TestCertificate(SSLContext server, Path pem) {
    private static final String SECRET = "for-this-test-only";

    static TestCertificate forHost(String subjectAlternativeName, Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        Path store = Files.createTempFile(folder, "server", ".p12");
        Files.delete(store);
        Path pem = Files.createTempFile(folder, "server", ".pem");
        keytool("-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=test", "-ext", "san=" + subjectAlternativeName, "-validity", "2",
                "-keystore", store.toString(), "-storepass", SECRET);
        keytool("-exportcert", "-rfc", "-alias", "server", "-file", pem.toString(), "-keystore", store.toString(), "-storepass", SECRET);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, SECRET.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, SECRET.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return new TestCertificate(context, pem);
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("keytool failed");
        }
    }
}
