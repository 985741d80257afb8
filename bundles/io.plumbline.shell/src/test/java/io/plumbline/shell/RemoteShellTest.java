package io.plumbline.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import org.apache.karaf.features.BootFinished;
import org.apache.karaf.features.Feature;
import org.apache.karaf.features.FeaturesService;
import org.junit.Test;

import io.plumbline.application.operation.ConfigurationProblems;

public class RemoteShellTest {
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final ConfigurationProblems problems = new ConfigurationProblems();
    private volatile boolean installed;
    /** Open unless a test holds up what Karaf does. */
    private volatile CountDownLatch karaf = new CountDownLatch(0);

    @Test
    public void turnsSshOnAndOffAsToldAndNoMoreOftenThanNeeded() {
        RemoteShell off = shell("false");
        await().during(Duration.ofMillis(100)).until(done::isEmpty);
        off.stop();

        RemoteShell on = shell("true");
        await().until(() -> done.equals(List.of("on")));
        on.stop();

        RemoteShell still = shell("true");
        await().during(Duration.ofMillis(100)).until(() -> done.equals(List.of("on")));
        still.stop();

        shell("false");
        await().until(() -> done.equals(List.of("on", "off")));
    }

    @Test
    public void whoeverTurnsItOnWhileItIsStillGoingOffGetsItOn() {
        installed = true;
        karaf = new CountDownLatch(1);
        RemoteShell off = shell("false");
        await().until(() -> done.equals(List.of("off")));
        off.stop();

        shell("true");
        await().during(Duration.ofMillis(100)).until(() -> done.equals(List.of("off")));
        karaf.countDown();
        await().until(() -> done.equals(List.of("off", "on")) && installed);
    }

    @Test
    public void whatIsNeitherTrueNorFalseLeavesItOff() {
        shell("yes");
        assertThat(problems.all()).singleElement().satisfies(p -> assertThat(p.text()).contains("etc/io.plumbline.shell.cfg: remote", "\"yes\"", "true or false"));
        await().during(Duration.ofMillis(100)).until(done::isEmpty);
    }

    private RemoteShell shell(String remote) {
        Feature ssh = (Feature) proxy(Feature.class, name -> "4.4.10");
        FeaturesService features = (FeaturesService) proxy(FeaturesService.class, name -> switch (name) {
            case "getFeature" -> ssh;
            case "isInstalled" -> installed;
            case "installFeature" -> turned("on", true);
            case "uninstallFeature" -> turned("off", false);
            default -> throw new UnsupportedOperationException(name);
        });
        RemoteShell.Config config = new RemoteShell.Config() {
            @Override
            public Class<? extends Annotation> annotationType() {
                return RemoteShell.Config.class;
            }

            @Override
            public String remote() {
                return remote;
            }
        };
        return new RemoteShell(config, features, (BootFinished) proxy(BootFinished.class, name -> null), problems);
    }

    private Object turned(String what, boolean now) {
        done.add(what);
        try {
            karaf.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        installed = now;
        return null;
    }

    private static Object proxy(Class<?> type, java.util.function.Function<String, Object> answer) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> answer.apply(method.getName()));
    }
}
