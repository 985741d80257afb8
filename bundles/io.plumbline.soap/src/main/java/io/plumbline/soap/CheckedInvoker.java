package io.plumbline.soap;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import javax.servlet.http.HttpServletResponse;

import org.apache.cxf.binding.soap.Soap11;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.jaxws.JAXWSMethodInvoker;
import org.apache.cxf.message.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.plumbline.application.StoreFault;
import io.plumbline.domain.access.Role;
import io.plumbline.http.Caller;

/** Calls an operation if the caller's role allows it, and says nothing of the inside when it fails. */
final class CheckedInvoker extends JAXWSMethodInvoker {
    private static final Logger LOG = LoggerFactory.getLogger(CheckedInvoker.class);
    private static final Logger SECURITY = LoggerFactory.getLogger("io.plumbline.security");
    private final Map<String, List<String>> rights;

    CheckedInvoker(Object endpoint, Map<String, List<String>> rights) {
        super(endpoint);
        this.rights = rights;
    }

    @Override
    protected Object invoke(Exchange exchange, Object endpoint, Method operation, List<Object> parameters) {
        Caller caller = Call.current().caller();
        List<String> roles = rights.getOrDefault(operation.getName(), List.of());
        // an auditor changes nothing, whatever else they are
        boolean auditing = caller.is(Role.AUDITOR) && !roles.contains(Role.AUDITOR.code());
        if (auditing || roles.stream().noneMatch(code -> Role.of(code).filter(caller::is).isPresent())) {
            SECURITY.warn("{} may not: {}", caller.login(), operation.getName());
            SoapFault fault = new SoapFault("Your role does not allow " + operation.getName() + ".", Soap11.getInstance().getSender());
            fault.setStatusCode(HttpServletResponse.SC_FORBIDDEN);
            throw fault;
        }
        return super.invoke(exchange, endpoint, operation, parameters);
    }

    @Override
    protected Fault createFault(Throwable thrown, Method operation, List<Object> parameters, boolean checked) {
        // CXF calls everything checked that the method threw
        if (thrown instanceof Fault || Arrays.stream(operation.getExceptionTypes()).anyMatch(type -> type.isInstance(thrown))) {
            return super.createFault(thrown, operation, parameters, checked);
        }
        if (thrown instanceof StoreFault store && store.passing()) {
            LOG.warn("{} was put off: {}", operation.getName(), store.getMessage());
            SoapFault fault = new SoapFault("The database takes no work at the moment. Call again in a few seconds.", Soap11.getInstance().getReceiver());
            fault.setStatusCode(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return fault;
        }
        LOG.error("{} failed", operation.getName(), thrown);
        return new SoapFault("The call failed here, and nothing was changed by it. Try again; if it stays, ask the operator: the log has the cause.",
                Soap11.getInstance().getReceiver());
    }
}
