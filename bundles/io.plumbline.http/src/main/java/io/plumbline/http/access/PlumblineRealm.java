package io.plumbline.http.access;

import java.util.Map;

import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;

import org.apache.karaf.jaas.boot.ProxyLoginModule;
import org.apache.karaf.jaas.config.JaasRealm;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.access.CheckPassword;

/** The JAAS realm {@code plumbline}: Plumbline's own users, for whatever in Karaf asks a realm (its shell, for one). */
@Component(service = JaasRealm.class)
public final class PlumblineRealm implements JaasRealm {
    private static final String NAME = "plumbline";
    private final AppConfigurationEntry entry;

    @Activate
    public PlumblineRealm(BundleContext bundle, @Reference CheckPassword passwords) {
        // Karaf's proxy loads the module from this bundle; the options are the only way to hand it the use case
        entry = new AppConfigurationEntry(ProxyLoginModule.class.getName(), LoginModuleControlFlag.REQUIRED, Map.of(
                ProxyLoginModule.PROPERTY_MODULE, PasswordLoginModule.class.getName(),
                ProxyLoginModule.PROPERTY_BUNDLE, Long.toString(bundle.getBundle().getBundleId()),
                PasswordLoginModule.PASSWORDS, passwords));
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public int getRank() {
        return 0;
    }

    @Override
    public AppConfigurationEntry[] getEntries() {
        return new AppConfigurationEntry[] {entry};
    }
}
