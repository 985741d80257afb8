package io.plumbline.application.nonconformity;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Ids;
import io.plumbline.application.JournalEntries;
import io.plumbline.application.Transactions;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.Sha256;
import io.plumbline.domain.Site;
import io.plumbline.domain.nonconformity.Attachment;
import io.plumbline.domain.nonconformity.Attachment.About;
import io.plumbline.domain.nonconformity.Attachments;
import io.plumbline.domain.nonconformity.CaseFile;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.FileType;
import io.plumbline.domain.nonconformity.Nonconformities;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Work;

/** Attaches files to cases, causes and actions, and hands them out again as they were. */
@Component(service = AttachFile.class)
public final class AttachFile {
    private static final int KIB = 1024;

    private final Transactions transactions;
    private final CaseDesk desk;
    private final Ids ids;
    private final Nonconformities nonconformities;
    private final Attachments attachments;
    private final CaseRules.Current rules;

    @Activate
    public AttachFile(@Reference Transactions transactions, @Reference CaseDesk desk, @Reference Ids ids, @Reference Nonconformities nonconformities, @Reference Attachments attachments,
            @Reference CaseRules.Current rules) {
        this.transactions = transactions;
        this.desk = desk;
        this.ids = ids;
        this.nonconformities = nonconformities;
        this.attachments = attachments;
        this.rules = rules;
    }

    /**
     * A file as it came.
     *
     * @param name      as its sender calls it
     * @param mediaType as its sender says, or null
     */
    public record Sent(String name, String mediaType, byte[] content) {
    }

    /**
     * What is attached to a case.
     *
     * @param nonconformity as it is now
     */
    public record Attached(Nonconformity nonconformity, List<Attachment> attachments) {
        public Attached {
            attachments = List.copyOf(attachments);
        }
    }

    /** Empty where there is no such case at the site. */
    public Optional<Attached> list(Site site, CaseNumber number) {
        return transactions.required(() -> nonconformities.byNumber(site, number).map(n -> new Attached(n, attachments.of(n.facts().id()))));
    }

    /** Empty where there is no such case at the site, or no such attachment on it. */
    public Optional<Attachment> one(Site site, CaseNumber number, Id id) {
        return transactions.required(() -> nonconformities.byNumber(site, number).flatMap(n -> attachments.byId(id).filter(a -> a.nonconformity().equals(n.facts().id()))));
    }

    /**
     * Writes the content as it was attached, part by part, each in a transaction of its own: a slow reader holds none open.
     *
     * @throws IOException also when the content is not what was attached; the last part is then held back, so that the reader knows
     */
    public void write(Attachment attachment, OutputStream out) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] held = new byte[0];
        for (int number = 0;; number++) {
            int next = number;
            Optional<byte[]> part = transactions.required(() -> attachments.part(attachment.id(), next));
            if (part.isEmpty()) {
                break;
            }
            out.write(held);
            held = part.get();
            digest.update(held);
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(attachment.sha256())) {
            throw new IOException("the attachment " + attachment.id() + " is not what was attached: its hash differs");
        }
        out.write(held);
    }

    /** @param about a cause or an action of the case; null for the case itself */
    public CaseOutcome attach(CaseCall call, Id about, Sent sent, Instant now) {
        return desk.write(call, Work.ATTACH, now, file -> {
            CaseRules limits = rules.get();
            Id of = file.nonconformity().facts().id();
            Optional<About> kind = about(file, about);
            if (kind.isEmpty()) {
                return new CaseDesk.Step.Stop(new CaseOutcome.NotFound());
            }
            if (sent.content().length > limits.attachmentBytes()) {
                return CaseDesk.stop(new Problem("size", sent.content().length / KIB + " KiB", "at most " + limits.attachmentBytes() / KIB + " KiB"));
            }
            String name = Attachment.cleaned(sent.name());
            if (name.isEmpty()) {
                return CaseDesk.stop(new Problem("name", sent.name(), "the name of the file, with its ending"));
            }
            FileType.Found found = FileType.of(sent.content());
            if (found.types().isEmpty()) {
                return CaseDesk.stop(new Problem("content", found.called(), FileType.accepted()));
            }
            Optional<FileType> type = found.agreed(name, sent.mediaType());
            if (type.isEmpty()) {
                String said = name + (sent.mediaType() == null ? "" : ", " + sent.mediaType());
                return CaseDesk.stop(new Problem("type", said, "what the content is: " + found.called() + "; accepted are " + FileType.accepted()));
            }
            if (attachments.of(of).size() >= limits.attachments()) {
                return CaseDesk.stop(new Problem("attachments", String.valueOf(limits.attachments()), "at most " + limits.attachments() + " for a case"));
            }
            Attachment made = new Attachment(ids.next(now), call.site(), of, kind.get(), about == null ? of : about, name, type.get(), sent.content().length,
                    Sha256.hex(sent.content()), call.login(), now);
            return new CaseDesk.Step.Go(CaseDesk.touched(file, now), () -> attachments.add(made, sent.content()), List.of(JournalEntries.of(made, Actor.user(call.login()), now)),
                    "nonconformity.attachment-added", "", made.id());
        });
    }

    private static Optional<About> about(CaseFile file, Id about) {
        if (about == null || about.equals(file.nonconformity().facts().id())) {
            return Optional.of(About.CASE);
        }
        if (file.causes().stream().anyMatch(c -> c.id().equals(about))) {
            return Optional.of(About.CAUSE);
        }
        return file.actions().stream().anyMatch(a -> a.facts().id().equals(about)) ? Optional.of(About.ACTION) : Optional.empty();
    }
}
