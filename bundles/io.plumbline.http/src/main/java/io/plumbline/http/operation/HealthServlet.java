package io.plumbline.http.operation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;

import io.plumbline.application.operation.Health;
import io.plumbline.application.operation.Health.Part;
import io.plumbline.application.operation.Health.Report;
import io.plumbline.application.operation.HealthCheck.State;
import io.plumbline.domain.access.Role;
import io.plumbline.http.Caller;
import io.plumbline.http.HttpRoom;

/**
 * {@code /health/live}: the process answers. {@code /health/ready}: users can be let in, else 503. {@code /health}: how each part
 * fares. What a part says is for people with a login; anybody else sees states only.
 */
@Component(service = Servlet.class, scope = ServiceScope.PROTOTYPE)
@HttpWhiteboardContextSelect(HttpRoom.SELECT)
@HttpWhiteboardServletName("health")
@HttpWhiteboardServletPattern({"/health", "/health/live", "/health/ready"})
public final class HealthServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private final transient Health health;

    @Activate
    public HealthServlet(@Reference Health health) {
        this.health = health;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getServletPath().equals("/health/live")) {
            write(response, HttpServletResponse.SC_OK, "{\"status\":\"ok\"}\n");
            return;
        }
        Report report = health.report(Clock.systemUTC().instant());
        boolean details = Caller.of(request).filter(caller -> !caller.is(Role.ERP)).isPresent();
        if (request.getServletPath().equals("/health/ready")) {
            write(response, report.ready() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                    json(report.ready() ? "ok" : "down", report.parts().stream().filter(Part::needed).toList(), details));
        } else {
            write(response, report.state() == State.DOWN ? HttpServletResponse.SC_SERVICE_UNAVAILABLE : HttpServletResponse.SC_OK,
                    json(word(report.state()), report.parts(), details));
        }
    }

    private static void write(HttpServletResponse response, int status, String json) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().write(json);
    }

    private static String json(String status, List<Part> parts, boolean details) {
        return "{\"status\":\"" + status + "\",\"checks\":" + parts.stream()
                .map(part -> "{\"name\":\"" + escaped(part.name()) + "\",\"status\":\"" + word(part.state()) + "\""
                        + (details ? ",\"text\":\"" + escaped(part.text()) + "\"" : "") + "}")
                .collect(Collectors.joining(",", "[", "]")) + "}\n";
    }

    private static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
            } else {
                out.append(c < ' ' || c == 0x7F ? ' ' : (char) c);
            }
        });
        return out.toString();
    }
}
