package io.plumbline.shell;

import java.util.EnumSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.apache.karaf.features.BootFinished;
import org.apache.karaf.features.Feature;
import org.apache.karaf.features.FeaturesService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.plumbline.application.Options;
import io.plumbline.application.operation.ConfigurationProblems;

/**
 * Turns the shell over ssh on and off, as {@code etc/io.plumbline.shell.cfg} says, by installing Karaf's feature {@code ssh} or taking it
 * away. Where it listens and who gets in stands in {@code etc/org.apache.karaf.shell.cfg} and {@code etc/keys.properties}.
 */
@Component(service = {}, immediate = true, configurationPid = RemoteShell.PID)
@Designate(ocd = RemoteShell.Config.class)
public final class RemoteShell {
    static final String PID = "io.plumbline.shell";
    private static final String SSH = "ssh";
    private static final Logger LOG = LoggerFactory.getLogger(RemoteShell.class);

    @ObjectClassDefinition(name = "Plumbline: the shell")
    @interface Config {
        @AttributeDefinition(description = "Whether the shell can be reached over ssh; empty leaves that to Karaf")
        String remote() default "";
    }

    /** Held while ssh is turned on or off: a change in etc/ makes a new component while the one before may still be at it. */
    private static final Object TURNING = new Object();

    private final FeaturesService features;
    private volatile boolean stopped;
    /** Not the thread that starts components: it may belong to an installation of features that is not over. */
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread made = new Thread(work, "plumbline-remote-shell");
        made.setDaemon(true);
        return made;
    });

    /** @param booted there once the features of the boot are installed */
    @Activate
    public RemoteShell(Config config, @Reference FeaturesService features, @Reference BootFinished booted, @Reference ConfigurationProblems problems) {
        this.features = features;
        Options options = new Options("etc/" + PID + ".cfg");
        // a Karaf that Plumbline was installed into has its own shell, and perhaps its operator is in it at this moment
        boolean leaveAlone = config.remote().isBlank();
        boolean remote = !leaveAlone && options.yes("remote", config.remote(), false);
        problems.report(PID, options.problems());
        thread.execute(() -> {
            synchronized (TURNING) {
                if (!stopped && !leaveAlone) {
                    turn(remote);
                }
            }
        });
    }

    @Deactivate
    void stop() {
        stopped = true;
        thread.shutdown();
    }

    private void turn(boolean on) {
        try {
            Feature ssh = features.getFeature(SSH);
            if (ssh == null) {
                LOG.error("The shell over ssh cannot be turned on: this Karaf has no feature {}", SSH);
                return;
            }
            boolean isOn = features.isInstalled(ssh);
            if (on && !isOn) {
                features.installFeature(ssh, EnumSet.of(FeaturesService.Option.NoAutoRefreshBundles));
                LOG.info("The shell over ssh is on");
            } else if (!on && isOn) {
                features.uninstallFeature(SSH, ssh.getVersion(), EnumSet.of(FeaturesService.Option.NoAutoRefreshBundles));
                LOG.info("The shell over ssh is off");
            }
        } catch (Exception e) {
            LOG.error("The shell over ssh could not be turned {}", on ? "on" : "off", e);
        }
    }
}
