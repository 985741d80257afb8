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

/**
 * The call that is being answered: who calls, and what the schema has against it.
 *
 * @param problems by the position of the item in a batch, from 1; 0 for the call as a whole
 */
record Call(Caller caller, Map<Integer, List<Problem>> problems) {
    private static final String PROBLEMS = "io.plumbline.soap.problems";

    static void note(HttpServletRequest request, Map<Integer, List<Problem>> problems) {
        request.setAttribute(PROBLEMS, problems);
    }

    @SuppressWarnings("unchecked")
    static Call current() {
        Message message = PhaseInterceptorChain.getCurrentMessage();
        HttpServletRequest request = (HttpServletRequest) message.getExchange().getInMessage().get(AbstractHTTPDestination.HTTP_REQUEST);
        return new Call(Caller.in(request), (Map<Integer, List<Problem>>) request.getAttribute(PROBLEMS));
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
