package io.plumbline.routes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Properties;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

import org.apache.camel.CamelContext;
import org.apache.camel.component.mail.MailAuthenticator;
import org.apache.camel.component.mail.MailComponent;
import org.apache.camel.component.mail.MailConfiguration;
import org.apache.camel.component.mail.MailEndpoint;

import io.plumbline.application.mail.MailTransport.MailFault;
import jakarta.mail.PasswordAuthentication;

/** Makes the endpoint of Camel's mail component. The password stands in no address, because addresses are logged. */
final class MailServer {
    private MailServer() {
    }

    /** @throws CertificateException when the certificates to trust cannot be read */
    static MailEndpoint endpoint(MailSettings settings, CamelContext context) throws CertificateException {
        MailComponent component = context.getComponent("smtp", MailComponent.class);
        MailConfiguration configuration = new MailConfiguration(context);
        configuration.configureProtocol(settings.protocol());
        configuration.setHost(settings.host());
        configuration.setPort(settings.port());
        configuration.setJavaMailProperties(properties(settings));
        if (!settings.user().isEmpty()) {
            configuration.setAuthenticator(new Login(settings));
        }
        MailEndpoint endpoint = new MailEndpoint(settings.protocol() + "://" + settings.host() + ":" + settings.port(), component, configuration);
        endpoint.setCamelContext(context);
        return endpoint;
    }

    private static Properties properties(MailSettings settings) throws CertificateException {
        String prefix = "mail." + settings.protocol() + ".";
        Properties p = new Properties();
        p.setProperty(prefix + "auth", Boolean.toString(!settings.user().isEmpty()));
        p.setProperty(prefix + "connectiontimeout", Long.toString(settings.connectTimeout().toMillis()));
        p.setProperty(prefix + "timeout", Long.toString(settings.readTimeout().toMillis()));
        p.setProperty(prefix + "writetimeout", Long.toString(settings.writeTimeout().toMillis()));
        BoundedSockets bounded = new BoundedSockets(settings.whole());
        p.put(prefix + "socketFactory", bounded);
        p.setProperty(prefix + "socketFactory.fallback", "false");
        p.setProperty(prefix + "quitwait", "false"); // the mail is taken by then
        p.setProperty(prefix + "ssl.checkserveridentity", "true");
        p.setProperty(prefix + "ssl.protocols", "TLSv1.3 TLSv1.2");
        p.setProperty(prefix + "starttls.enable", Boolean.toString(settings.security() == MailSettings.Security.STARTTLS));
        p.setProperty(prefix + "starttls.required", Boolean.toString(settings.security() == MailSettings.Security.STARTTLS));
        if (settings.trust() != null) {
            p.put(prefix + "ssl.socketFactory", bounded.secured(trusting(settings)));
        }
        return p;
    }

    private static SSLSocketFactory trusting(MailSettings settings) throws CertificateException {
        try (InputStream in = Files.newInputStream(settings.trust())) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int n = 0;
            for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("trusted-" + n++, certificate);
            }
            if (n == 0) {
                throw new CertificateException("it holds no certificate");
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (CertificateException e) {
            throw e;
        } catch (IOException | GeneralSecurityException e) {
            throw new CertificateException(e.getMessage(), e);
        }
    }

    private static final class Login extends MailAuthenticator {
        private final MailSettings settings;

        Login(MailSettings settings) {
            this.settings = settings;
        }

        @Override
        public PasswordAuthentication getPasswordAuthentication() {
            try {
                return new PasswordAuthentication(settings.user(), settings.secret());
            } catch (MailFault e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        }
    }
}
