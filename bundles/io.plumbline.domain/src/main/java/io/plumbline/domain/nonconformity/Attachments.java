package io.plumbline.domain.nonconformity;

import java.util.List;
import java.util.Optional;

import io.plumbline.domain.Id;

/** Files that are evidence, and their contents in parts. Every method runs in the transaction of its caller. */
public interface Attachments {
    void add(Attachment attachment, byte[] content);

    /** All of a case, oldest first. */
    List<Attachment> of(Id nonconformity);

    Optional<Attachment> byId(Id id);

    /**
     * A part of the content; empty behind the last one.
     *
     * @param number from 0
     */
    Optional<byte[]> part(Id attachment, int number);
}
