package io.plumbline.application.delivery;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import io.plumbline.domain.Problem;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.ReceiptReport;

/** A document format that deliveries come in: neutral JSON, CSV, UBL. One service for each. */
public interface DeliveryFormat {
    /** At most this many bytes are read of any document: 1 MB. */
    int MOST_BYTES = 1_048_576;

    /** {@code application/json}, {@code text/csv}, {@code application/xml}. */
    String mediaType();

    /** Whether a file of this name is in this format. */
    boolean reads(String fileName);

    /**
     * Reads a document that came as a whole.
     *
     * @param connector under whose name the deliveries are filed
     * @throws Malformed when the document as a whole cannot be read; a single bad record is an {@link Item} with problems
     */
    List<Item> read(byte[] document, String connector) throws Malformed;

    /**
     * One record of a document.
     *
     * @param position where it stands, for people: {@code [3]}, {@code line 7}
     * @param identity document type and identity as {@code docType/docId}; empty when not even that can be read
     * @param report   the delivery; empty when there are problems, or when it is a receipt
     * @param receipt  the customer's word that goods came; empty when there are problems, or when it is a delivery
     * @param problems what is wrong; fields as the format names them
     * @param places   where in the document a field of the report was read, for the mistakes that only the rules find
     */
    record Item(String position, Optional<String> identity, Optional<DeliveredOrder> report, Optional<ReceiptReport> receipt, List<Problem> problems,
            UnaryOperator<String> places) {
        public Item {
            problems = List.copyOf(problems);
        }

        /** A delivery whose fields the format names as the rules do. */
        public Item(String position, Optional<String> identity, Optional<DeliveredOrder> report, List<Problem> problems) {
            this(position, identity, report, Optional.empty(), problems, UnaryOperator.identity());
        }

        /** Problems that the rules found, told by where they stand. */
        List<Problem> placed(List<Problem> found) {
            return found.stream().map(p -> p.at(places.apply(p.field()))).toList();
        }
    }

    /** The document as a whole cannot be read. */
    final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Problem problem;

        public Malformed(Problem problem) {
            super(problem.text());
            this.problem = problem;
        }

        public Problem problem() {
            return problem;
        }
    }
}
