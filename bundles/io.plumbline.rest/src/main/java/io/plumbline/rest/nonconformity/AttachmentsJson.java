package io.plumbline.rest.nonconformity;

import java.time.Instant;
import java.util.List;

import io.plumbline.application.nonconformity.AttachFile.Attached;
import io.plumbline.domain.nonconformity.Attachment;
import io.plumbline.domain.nonconformity.FileType;
import io.plumbline.rest.openapi.Says;

@Says("The files that show something about a case")
public record AttachmentsJson(@Says(value = "Number of the case", example = "NC-MAIN-2026-0001") String number, @Says(value = "Of the case with all that is in it", example = "4") long version,
        @Says("Oldest first") List<AttachmentJson> attachments) {

    static AttachmentsJson of(Attached attached) {
        return new AttachmentsJson(attached.nonconformity().facts().number().toString(), attached.nonconformity().facts().version(),
                attached.attachments().stream().map(AttachmentJson::of).toList());
    }

    @Says("A file")
    public record AttachmentJson(String id, Attachment.About about, @Says("Identity of the case, cause or action that it is about") String of,
            @Says(value = "Its name, without what is unsafe", example = "crushed-box.jpg") String name, FileType type, @Says(example = "image/jpeg", value = "By its content") String mediaType,
            @Says(value = "How large it is", example = "183204") int bytes, @Says("SHA-256 over its content") String sha256,
            @Says(value = "Login of who attached it", example = "jana.petersen") String by, Instant at) {
        static AttachmentJson of(Attachment a) {
            return new AttachmentJson(a.id().value(), a.kind(), a.about().value(), a.name(), a.type(), a.type().mediaType(), a.bytes(), a.sha256(), a.by(), a.at());
        }
    }
}
