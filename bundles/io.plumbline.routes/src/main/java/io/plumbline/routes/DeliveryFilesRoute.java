package io.plumbline.routes;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** Takes the files of one drop folder, each with one call to one use case. */
final class DeliveryFilesRoute extends RouteBuilder {
    private static final String PREFIX = "deliveries.files.";
    private final DropFolderReader reader;

    DeliveryFilesRoute(DropFolderReader reader) {
        this.reader = reader;
    }

    static String id(String folder) {
        return PREFIX + folder;
    }

    @Override
    public void configure() {
        onException(Throwable.class).handled(true).process(e -> reader.failed(e.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
        from(reader.endpoint(getContext())).routeId(id(reader.folder()))
                .process(reader::read)
                .process(reader::receive)
                .process(reader::fileAway);
    }
}
