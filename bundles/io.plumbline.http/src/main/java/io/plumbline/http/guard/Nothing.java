package io.plumbline.http.guard;

import java.io.IOException;

import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;

import io.plumbline.http.HttpRoom;

/**
 * Answers where no guest does, for instance while the pages are not there yet. Without it such a request would go to the container's
 * own context, past the guard.
 */
@Component(service = Servlet.class, scope = ServiceScope.PROTOTYPE)
@HttpWhiteboardContextSelect(HttpRoom.SELECT)
@HttpWhiteboardServletName("nothing")
@HttpWhiteboardServletPattern("/")
public final class Nothing extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Activate
    public Nothing() {
        // nothing to prepare
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
}
