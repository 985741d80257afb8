package io.plumbline.http;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;
import org.osgi.service.http.context.ServletContextHelper;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardContext;

/** Opens the room: whatever selects its name shares one servlet context, one session and one chain of filters. */
@Component(service = ServletContextHelper.class, scope = ServiceScope.BUNDLE)
@HttpWhiteboardContext(name = HttpRoom.NAME, path = "/")
public final class RoomContext extends ServletContextHelper {
}
