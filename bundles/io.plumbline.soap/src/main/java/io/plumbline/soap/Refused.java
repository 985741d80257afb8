package io.plumbline.soap;

import java.util.List;
import java.util.Map;

import io.plumbline.domain.Problem;

/** The door refuses a request before any service sees it: it is the caller's mistake, and nothing of it was taken. */
final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    /** What SOAP 1.1 calls the caller's mistakes. */
    static final String CLIENT = "Client";
    /** A SOAP version that is not spoken here. */
    static final String VERSION = "VersionMismatch";

    private final int status;
    private final String code;
    private final transient List<Problem> problems;
    private final transient Map<String, String> headers;

    private Refused(int status, String code, String message, List<Problem> problems, Map<String, String> headers) {
        super(message);
        this.status = status;
        this.code = code;
        this.problems = List.copyOf(problems);
        this.headers = Map.copyOf(headers);
    }

    static Refused because(int status, String message) {
        return new Refused(status, CLIENT, message, List.of(), Map.of());
    }

    static Refused because(int status, String message, Map<String, String> headers) {
        return new Refused(status, CLIENT, message, List.of(), headers);
    }

    static Refused because(Problem problem) {
        return new Refused(400, CLIENT, problem.text(), List.of(problem), Map.of());
    }

    static Refused version(String message) {
        return new Refused(400, VERSION, message, List.of(), Map.of());
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    List<Problem> problems() {
        return problems;
    }

    Map<String, String> headers() {
        return headers;
    }
}
