package io.plumbline.erp.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

import io.plumbline.application.delivery.DropFolder;
import io.plumbline.application.operation.ConfigurationProblems;
import io.plumbline.application.operation.HealthCheck;
import io.plumbline.domain.Problem;
import io.plumbline.erp.Options;

/**
 * One drop folder for each {@code etc/io.plumbline.erp.files-<name>.cfg}. With options that cannot be used there is no folder, and
 * health says why; a folder that is away (an unmounted share) comes back by itself.
 */
@Component(configurationPid = "io.plumbline.erp.files", configurationPolicy = ConfigurationPolicy.REQUIRE, immediate = true, service = {})
@Designate(ocd = FolderOptions.class, factory = true)
public final class FilesSource {
    private final ConfigurationProblems problems;
    private final String file;
    private final List<ServiceRegistration<?>> services = new ArrayList<>();

    @Activate
    public FilesSource(BundleContext bundle, Map<String, Object> properties, @Reference ConfigurationProblems problems) {
        this.problems = problems;
        Options options = Options.of(properties);
        ConfiguredFolder folder = ConfiguredFolder.of(options);
        options.refuseUnknown();
        file = options.file();
        problems.report(file, options.problems().stream().map(p -> new Problem(file + ": " + p.field(), p.value(), p.accepted())).toList());
        if (options.problems().isEmpty()) {
            services.add(bundle.registerService(DropFolder.class, folder, null));
            services.add(bundle.registerService(HealthCheck.class, new FolderCheck(folder.name(), folder.directory()), null));
        }
    }

    @Deactivate
    void stop() {
        services.forEach(ServiceRegistration::unregister);
        problems.report(file, List.of());
    }

    /** Whether files can be taken from the folder. */
    record FolderCheck(String folder, Path directory) implements HealthCheck {
        @Override
        public String name() {
            return "files-" + folder;
        }

        @Override
        public Result check() {
            if (!Files.isDirectory(directory)) {
                return Result.degraded(directory + " is no folder: create it, or mount what it lies on");
            }
            if (!Files.isReadable(directory) || !Files.isWritable(directory) || !Files.isExecutable(directory)) {
                return Result.degraded(directory + " cannot be read and written: give Plumbline's user the right to, because files are moved below it");
            }
            return Result.ok(directory + " is watched");
        }
    }
}
