package io.plumbline.erp;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.plumbline.application.delivery.DeliverySource;
import io.plumbline.domain.Problem;
import io.plumbline.domain.delivery.DeliveredOrder;

/** Turns one record of an ERP into an item of its page, so that a bad one is set aside and its neighbours are read. */
public final class Records {
    /** At most so much of a bad record is kept. */
    static final int MOST_PAYLOAD = 65_536;
    private static final Logger LOG = LoggerFactory.getLogger(Records.class);

    private Records() {
    }

    /** What reads one record. */
    @FunctionalInterface
    public interface Reader {
        /** @throws Unreadable when the record makes no sense */
        DeliveredOrder read() throws Unreadable;
    }

    /** A record that makes no sense, and why. */
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient List<Problem> problems;

        public Unreadable(List<Problem> problems) {
            super(problems.isEmpty() ? "unreadable" : problems.get(0).text());
            this.problems = List.copyOf(problems);
        }

        public Unreadable(String field, String value, String accepted) {
            this(List.of(new Problem(field, value, accepted)));
        }

        public List<Problem> problems() {
            return problems;
        }
    }

    /**
     * Reads one record. Whatever goes wrong in {@code reader} stays with this record: even a mistake of the connector's own, which is
     * logged, because a stream that stops at one odd record for ever is worse.
     *
     * @param identity document type and identity as {@code docType/docId}
     * @param payload  the record as it came
     * @param format   its media type
     */
    public static DeliverySource.Item item(String identity, String payload, String format, Reader reader) {
        try {
            return new DeliverySource.Good(reader.read());
        } catch (Unreadable e) {
            return rejected(identity, payload, format, e.problems());
        } catch (RuntimeException e) {
            LOG.error("Record {} could not be read for a reason that this connector does not know; it is set aside", identity, e);
            return rejected(identity, payload, format, List.of(new Problem(identity, e.getClass().getSimpleName(), "a record of the shape that this connector knows")));
        }
    }

    private static DeliverySource.Rejected rejected(String identity, String payload, String format, List<Problem> problems) {
        return new DeliverySource.Rejected(identity, clipped(payload), format, problems);
    }

    /** The beginning of a text, cut between two characters. */
    static String clipped(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MOST_PAYLOAD) {
            return text;
        }
        int end = MOST_PAYLOAD;
        while ((bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
