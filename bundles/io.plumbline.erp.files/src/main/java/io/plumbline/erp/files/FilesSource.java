package io.plumbline.erp.files;

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
import io.plumbline.domain.Problem;
import io.plumbline.erp.Options;

/**
 * One drop folder for each {@code etc/io.plumbline.erp.files-<name>.cfg}. With options that cannot be used there is no folder, and
 * health says why. Whether the folder is there at the moment is for the route to see.
 */
@Component(configurationPid = "io.plumbline.erp.files", configurationPolicy = ConfigurationPolicy.REQUIRE, immediate = true, service = {})
@Designate(ocd = FolderOptions.class, factory = true)
public final class FilesSource {
    private final ConfigurationProblems problems;
    private final String file;
    private final ServiceRegistration<DropFolder> service;

    @Activate
    public FilesSource(BundleContext bundle, Map<String, Object> properties, @Reference ConfigurationProblems problems) {
        this.problems = problems;
        Options options = Options.of(properties);
        ConfiguredFolder folder = ConfiguredFolder.of(options);
        options.refuseUnknown();
        file = options.file();
        problems.report(file, options.problems().stream().map(p -> new Problem(file + ": " + p.field(), p.value(), p.accepted())).toList());
        if (options.problems().isEmpty()) {
            service = bundle.registerService(DropFolder.class, folder, null);
        } else {
            service = null;
        }
    }

    @Deactivate
    void stop() {
        if (service != null) {
            service.unregister();
        }
        problems.report(file, List.of());
    }
}
