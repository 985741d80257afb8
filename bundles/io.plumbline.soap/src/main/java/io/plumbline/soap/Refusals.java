package io.plumbline.soap;

import java.util.List;
import java.util.regex.Pattern;

import io.plumbline.soap.v1.Conflict;
import io.plumbline.soap.v1.InvalidDelivery;
import io.plumbline.soap.v1.InvalidRequest;
import io.plumbline.soap.v1.NotFound;
import io.plumbline.soap.v1.Problem;
import io.plumbline.soap.v1.Refusal;

/** The typed faults, and problems in the words of the schema. */
final class Refusals {
    private static final String SOURCE = "source";
    private static final String DOCUMENT = "document";
    private static final Pattern COLUMN = Pattern.compile(", column \\d+$");
    private static final Pattern INDEX = Pattern.compile("\\[(\\d+)]");
    private static final Pattern PLURAL = Pattern.compile("(^|\\.)(order|contact|line|link|attribute|lot)s(?=$|[.\\[])");

    private Refusals() {
    }

    static InvalidDelivery invalidDelivery(List<io.plumbline.domain.Problem> problems) {
        return new InvalidDelivery(first(problems), refusal(first(problems), problems));
    }

    static InvalidRequest invalidRequest(List<io.plumbline.domain.Problem> problems) {
        return new InvalidRequest(first(problems), refusal(first(problems), problems));
    }

    static Conflict conflict(String message) {
        return new Conflict(message, refusal(message, List.of()));
    }

    static NotFound notFound(String field, String value, String accepted) {
        io.plumbline.domain.Problem problem = new io.plumbline.domain.Problem(field, value, accepted);
        return new NotFound(problem.text(), refusal(problem.text(), List.of(problem)));
    }

    private static String first(List<io.plumbline.domain.Problem> problems) {
        return problems.get(0).text() + (problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more)");
    }

    private static Refusal refusal(String message, List<io.plumbline.domain.Problem> problems) {
        Refusal refusal = new Refusal();
        refusal.setMessage(message);
        problems.forEach(p -> refusal.getProblem().add(problem(p)));
        return refusal;
    }

    static Problem problem(io.plumbline.domain.Problem p) {
        Problem problem = new Problem();
        problem.setField(p.field());
        problem.setValue(whole(p.value()));
        problem.setAccepted(p.accepted());
        return problem;
    }

    /**
     * A problem of the domain, whose fields are named as in the neutral form ({@code lines[0].delivered}), by the path of the element
     * ({@code delivery/line[1]/delivered}).
     *
     * @param element path of the delivery within the call
     */
    static io.plumbline.domain.Problem inWordsOfTheSchema(io.plumbline.domain.Problem p, String element) {
        String singular = PLURAL.matcher(p.field()).replaceAll("$1$2");
        String counted = INDEX.matcher(singular).replaceAll(m -> "[" + (Integer.parseInt(m.group(1)) + 1) + "]");
        // what follows an attribute's dot is its name, not an element
        String path = counted.startsWith("attribute.") ? "attribute" : counted.replace('.', '/');
        // a cancellation is its source
        String at = element.startsWith(SOURCE) && path.startsWith(SOURCE) ? element + path.substring(SOURCE.length()) : element + "/" + path;
        return new io.plumbline.domain.Problem(at, p.value().isEmpty() ? null : p.value(), p.accepted());
    }

    /**
     * A problem of a document that the call carries, by its path from the operation.
     *
     * @param p its field is a path within the document ({@code /DespatchAdvice/cbc:ID (line 9)}), a place in it, or the document itself
     */
    static io.plumbline.domain.Problem inDocument(io.plumbline.domain.Problem p) {
        // columns are those of the document by itself
        String field = COLUMN.matcher(p.field()).replaceFirst("");
        return p.at(field.startsWith("/") ? DOCUMENT + field : field.equals(DOCUMENT) ? DOCUMENT : DOCUMENT + " (" + field + ")");
    }

    /** Cut in the middle of a character, a value could not be written as XML. */
    private static String whole(String value) {
        int end = value.endsWith("…") ? value.length() - 2 : value.length() - 1;
        return end >= 0 && Character.isHighSurrogate(value.charAt(end)) ? value.substring(0, end) + "…" : value;
    }
}
