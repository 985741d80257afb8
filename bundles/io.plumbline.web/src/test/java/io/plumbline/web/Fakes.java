package io.plumbline.web;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.plumbline.application.Organisation;
import io.plumbline.application.Page;
import io.plumbline.application.Transactions;
import io.plumbline.domain.Site;
import io.plumbline.http.RateLimits;

/** What pages stand on, in memory. */
public final class Fakes {
    public static final Instant NOW = Instant.parse("2026-11-21T09:30:00Z");
    public static final Transactions AT_ONCE = new Transactions() {
        @Override
        public <T> T required(Supplier<T> work) {
            return work.get();
        }
    };

    private Fakes() {
    }

    public static Pages pages() {
        return pages("Muster & Töchter <GmbH>", InstantSource.fixed(NOW));
    }

    public static Pages pages(String organisation, InstantSource clock) {
        Organisation ours = new Organisation(organisation, URI.create("https://q.example.org"), "q@example.org", "", "Musterweg 1, 12345 Musterstadt",
                ZoneId.of("Europe/Berlin"), Site.MAIN);
        return new Pages(() -> ours, clock);
    }

    /** A port whose methods are those public ones of {@code part} that match; the others have nothing to tell. */
    public static <T> T port(Class<T> type, Object part) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            Optional<Method> own = Arrays.stream(part.getClass().getMethods())
                    .filter(m -> m.getName().equals(method.getName()) && Arrays.equals(m.getParameterTypes(), method.getParameterTypes())).findFirst();
            if (own.isPresent()) {
                try {
                    own.get().setAccessible(true);
                    return own.get().invoke(part, args);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            }
            return nothing(method.getReturnType());
        }));
    }

    /** A port that has nothing to tell. */
    public static <T> T port(Class<T> type) {
        return port(type, new Object());
    }

    private static Object nothing(Class<?> type) {
        if (type == Optional.class) {
            return Optional.empty();
        }
        if (type == List.class) {
            return List.of();
        }
        if (type == Page.class) {
            return new Page<>(List.of(), null);
        }
        if (type == boolean.class) {
            return false;
        }
        return type == long.class ? (Object) 0L : type == int.class ? (Object) 0 : null;
    }

    /** Limits that allow {@code most} tries of everything. */
    public static RateLimits limits(int most) {
        return new RateLimits() {
            private int taken;

            @Override
            public Optional<Duration> take(Limit limit, String key) {
                return ++taken > most ? Optional.of(Duration.ofSeconds(30)) : Optional.empty();
            }

            @Override
            public Optional<Duration> spent(Limit limit, String key) {
                return taken >= most ? Optional.of(Duration.ofSeconds(30)) : Optional.empty();
            }

            @Override
            public void giveBack(Limit limit, String key) {
                taken--;
            }
        };
    }
}
