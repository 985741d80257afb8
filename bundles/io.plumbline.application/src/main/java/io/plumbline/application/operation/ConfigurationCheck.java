package io.plumbline.application.operation;

import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.Problem;

/** Whether every value in {@code etc/} could be used. */
@Component(service = HealthCheck.class)
public final class ConfigurationCheck implements HealthCheck {
    private final ConfigurationProblems problems;

    @Activate
    public ConfigurationCheck(@Reference ConfigurationProblems problems) {
        this.problems = problems;
    }

    @Override
    public String name() {
        return "configuration";
    }

    @Override
    public Result check() {
        List<Problem> all = problems.all();
        return all.isEmpty() ? Result.ok("every value is in use") : Result.degraded(String.join("; ", all.stream().map(Problem::text).toList()));
    }
}
