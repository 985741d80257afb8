package io.plumbline.application.operation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.plumbline.domain.Problem;

/** Values in {@code etc/} that could not be used, for health and the operator's page. */
@Component(service = ConfigurationProblems.class)
public final class ConfigurationProblems {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationProblems.class);
    private final Map<String, List<Problem>> byComponent = new ConcurrentSkipListMap<>();

    @Activate
    public ConfigurationProblems() {
    }

    /** Replaces what is known of a component; an empty list says that all is well again. */
    public void report(String component, List<Problem> problems) {
        List<Problem> before = problems.isEmpty() ? byComponent.remove(component) : byComponent.put(component, List.copyOf(problems));
        if (!problems.equals(before == null ? List.of() : before)) {
            problems.forEach(p -> LOG.error("Configuration: {}", p.text()));
        }
    }

    /** All problems, by component. */
    public List<Problem> all() {
        return byComponent.values().stream().flatMap(List::stream).toList();
    }
}
