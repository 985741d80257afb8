package io.plumbline.soap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.servlet.http.HttpServletRequest;

import org.apache.cxf.message.Message;
import org.apache.cxf.phase.PhaseInterceptorChain;
import org.apache.cxf.transport.http.AbstractHTTPDestination;

import io.plumbline.domain.Problem;
import io.plumbline.http.Caller;
import io.plumbline.soap.v1.InvalidRequest;

/**
 * The call that is being answered: who calls, what the schema has against it, and the document that it carries.
 *
 * @param problems by the position of the item in a batch, from 1; 0 for the call as a whole
 * @param document empty where the operation carries none
 */
record Call(Caller caller, Map<Integer, List<Problem>> problems, byte[] document) {
    private static final String ENVELOPE = "io.plumbline.soap.envelope";

    static void note(HttpServletRequest request, Envelope envelope) {
        request.setAttribute(ENVELOPE, envelope);
    }

    static Call current() {
        Message message = PhaseInterceptorChain.getCurrentMessage();
        HttpServletRequest request = (HttpServletRequest) message.getExchange().getInMessage().get(AbstractHTTPDestination.HTTP_REQUEST);
        Envelope envelope = (Envelope) request.getAttribute(ENVELOPE);
        return new Call(Caller.in(request), envelope.problems(), envelope.document());
    }

    /**
     * The call that is being answered.
     *
     * @throws InvalidRequest where the schema has something against it
     */
    static Call valid() throws InvalidRequest {
        Call call = current();
        if (!call.all().isEmpty()) {
            throw Refusals.invalidRequest(call.all());
        }
        return call;
    }

    /** All of them, whichever item they belong to. */
    List<Problem> all() {
        List<Problem> all = new ArrayList<>();
        problems.values().forEach(all::addAll);
        return all;
    }

    List<Problem> of(int position) {
        return problems.getOrDefault(position, List.of());
    }

    /** Under which name the caller's documents are filed where it names none. */
    String connector() {
        return caller.login().replaceAll("[^a-z0-9-]", "-");
    }
}
