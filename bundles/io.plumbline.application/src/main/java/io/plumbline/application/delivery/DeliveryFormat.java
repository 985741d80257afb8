package io.plumbline.application.delivery;

import java.util.List;
import java.util.Optional;

import io.plumbline.domain.Problem;
import io.plumbline.domain.delivery.DeliveredOrder;

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
     * @param report   empty when there are problems
     * @param problems what is wrong; fields as the format names them
     */
    record Item(String position, Optional<String> identity, Optional<DeliveredOrder> report, List<Problem> problems) {
        public Item {
            problems = List.copyOf(problems);
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
