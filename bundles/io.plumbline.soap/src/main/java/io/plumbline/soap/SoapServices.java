package io.plumbline.soap;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;

import javax.servlet.Servlet;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.http.whiteboard.HttpWhiteboardConstants;

import io.plumbline.application.Organisation;
import io.plumbline.application.delivery.ReceiveDeliveries;
import io.plumbline.application.delivery.RecordDelivery;
import io.plumbline.application.delivery.WhatBecame;
import io.plumbline.application.survey.AskForSurvey;
import io.plumbline.http.HttpRoom;

/**
 * The SOAP services in the HTTP room, under {@code /soap}. Who may call which operation is a property of the servlet, so that a table
 * of rights can be read from what is running: {@code io.plumbline.soap.operations}, each {@code service.operation=role,role}.
 */
@Component(immediate = true, service = {})
public final class SoapServices {
    static final String ROOT = "/soap";
    /** Name of the property that lists the operations and their roles. */
    static final String OPERATIONS = "io.plumbline.soap.operations";

    private final SoapDoor door;
    private final ServiceRegistration<Servlet> servlet;

    @Activate
    public SoapServices(BundleContext bundle, @Reference RecordDelivery record, @Reference ReceiveDeliveries receive, @Reference AskForSurvey ask, @Reference WhatBecame whatBecame,
            @Reference QualityEndpoint quality, @Reference Organisation.Current organisation) {
        door = new SoapDoor(List.of(new ErpEventsEndpoint(record, receive, ask, whatBecame), quality),
                path -> organisation.get().link(ROOT + path));
        servlet = bundle.registerService(Servlet.class, door, properties(door));
    }

    private static Dictionary<String, Object> properties(SoapDoor door) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_SELECT, HttpRoom.SELECT);
        properties.put(HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_NAME, "soap");
        properties.put(HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN, ROOT + "/*");
        // CXF would list its endpoints under /soap/services
        properties.put(HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_INIT_PARAM_PREFIX + "hide-service-list-page", "true");
        List<String> operations = new ArrayList<>();
        for (SoapService service : door.services()) {
            for (Map.Entry<String, List<String>> operation : service.rights().entrySet()) {
                operations.add(service.name() + "." + operation.getKey() + "=" + String.join(",", operation.getValue()));
            }
        }
        properties.put(OPERATIONS, operations.toArray(String[]::new));
        return properties;
    }

    @Deactivate
    void close() {
        servlet.unregister();
        door.close();
    }
}
