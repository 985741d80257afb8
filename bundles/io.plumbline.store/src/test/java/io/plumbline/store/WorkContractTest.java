package io.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

import org.junit.Test;

import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.action.Extension;
import io.plumbline.domain.action.Extension.Decision;
import io.plumbline.domain.journal.Entry;
import io.plumbline.domain.journal.Journal.Finding;
import io.plumbline.domain.nonconformity.Attachment;
import io.plumbline.domain.nonconformity.Comment;
import io.plumbline.domain.nonconformity.FileType;
import io.plumbline.domain.nonconformity.Notice;

/** What people do about actions and cases day by day comes back as it was entered, on each database. */
public class WorkContractTest extends PortContract {
    private static final Instant NOW = Samples.NOW;
    private static final String TEXT = "Größe \"<b>M8</b>\"\r\n\t\\n 'drop' \u2028 \uD83D\uDE20";

    private static Extension asked(CorrectiveAction.Facts of, int days) {
        return Extension.asked(Samples.id(), of, of.due().plusDays(days), TEXT, of.owner(), NOW);
    }

    @Test
    public void oneExtensionOfAnActionWaitsAtATimeAndAllAreKept() {
        CorrectiveAction.Facts of = Samples.action(Samples.id(), Samples.id(), 1);
        CorrectiveAction.Facts other = Samples.action(Samples.id(), of.nonconformity(), 1);
        Extension first = asked(of, 7);
        store.extensions().add(first);
        store.extensions().add(asked(other, 7));
        assertThat(store.extensions().of(of.id())).containsExactly(first);
        assertUnique(() -> store.extensions().add(asked(of, 9)), "action_extension_once");
        Extension refused = first.decided(Decision.REFUSED, "ann", "it is late already", NOW.plusSeconds(5));
        store.extensions().save(refused);
        assertStale(() -> store.extensions().save(first.decided(Decision.GRANTED, "bob", null, NOW)));
        Extension second = asked(of, 9);
        store.extensions().add(second);
        Extension granted = second.decided(Decision.GRANTED, "ann", null, NOW.plusSeconds(9));
        store.extensions().save(granted);
        assertThat(store.extensions().of(of.id())).containsExactlyInAnyOrder(refused, granted);
        assertThat(store.extensions().of(Samples.id())).isEmpty();
        for (CorrectiveAction.Facts one : java.util.List.of(of, other, Samples.action(Samples.id(), Samples.id(), 1))) {
            store.caseFiles().add(new CorrectiveAction.Planned(one));
        }
        assertThat(store.extensions().ofCase(of.nonconformity())).hasSize(3).contains(refused, granted).isSortedAccordingTo(java.util.Comparator.comparing(e -> e.id().value()));
        assertThat(store.extensions().ofCase(Samples.id())).isEmpty();
    }

    @Test
    public void theJournalTellsOfEachExtension() {
        Extension one = asked(Samples.action(Samples.id(), Samples.id(), 1), 3);
        store.extensions().add(one);
        assertThat(findings()).extracting(Finding::kind).containsExactly(io.plumbline.domain.journal.Journal.Kind.STATE_WITHOUT_ENTRY);
        tell("action_extension", one.id(), 1);
        assertThat(findings()).isEmpty();
        store.extensions().save(one.decided(Decision.GRANTED, "ann", null, NOW));
        assertThat(findings()).singleElement().satisfies(f -> assertThat(f.text()).contains(one.id().value()));
    }

    private static Attachment attachment(Id nonconformity, int bytes) {
        return new Attachment(Samples.id(), Site.MAIN, nonconformity, Attachment.About.CAUSE, Samples.id(), "Größe \"M8\" \uD83D\uDE20.png", FileType.PNG, bytes, "0123456789abcdef".repeat(4), "cem", NOW);
    }

    @Test
    public void aFileComesBackInPartsByteByByte() {
        Id of = Samples.id();
        byte[] content = new byte[2 * SqlAttachments.PART_BYTES + 7];
        new java.util.Random(3).nextBytes(content);
        Attachment large = attachment(of, content.length);
        Attachment small = attachment(of, 1);
        store.attachments().add(large, content);
        store.attachments().add(small, new byte[] {0});
        store.attachments().add(attachment(Samples.id(), 1), new byte[] {1});
        assertThat(store.attachments().of(of)).containsExactlyInAnyOrder(large, small);
        assertThat(store.attachments().byId(large.id())).contains(large);
        java.io.ByteArrayOutputStream read = new java.io.ByteArrayOutputStream();
        int number = 0;
        for (java.util.Optional<byte[]> part = store.attachments().part(large.id(), 0); part.isPresent(); part = store.attachments().part(large.id(), ++number)) {
            read.writeBytes(part.get());
        }
        assertThat(number).isEqualTo(3);
        assertThat(read.toByteArray()).isEqualTo(content);
        assertThat(store.attachments().part(small.id(), 0)).contains(new byte[] {0});
        assertThat(store.attachments().part(Samples.id(), 0)).isEmpty();
    }

    @Test
    public void theJournalTellsOfEachFile() {
        Attachment one = attachment(Samples.id(), 1);
        store.attachments().add(one, new byte[] {0});
        assertThat(findings()).hasSize(1);
        tell("attachment", one.id(), 1);
        assertThat(findings()).isEmpty();
    }

    @Test
    public void aCommentIsKeptAsItWasSaidAndWithdrawnOnce() {
        Id of = Samples.id();
        Comment first = new Comment(Id.at(NOW, new java.util.Random()), Site.MAIN, of, TEXT, "cem", NOW, null, 1);
        Comment second = new Comment(Id.at(NOW.plusMillis(1), new java.util.Random()), Site.MAIN, of, "x".repeat(4000), "ann", NOW, null, 1);
        store.comments().add(second);
        store.comments().add(first);
        store.comments().add(new Comment(Samples.id(), Site.MAIN, Samples.id(), "elsewhere", "ann", NOW, null, 1));
        assertThat(store.comments().of(of)).containsExactly(first, second);
        Comment withdrawn = first.withdrawn(NOW.plusSeconds(5));
        store.comments().save(withdrawn);
        assertThat(store.comments().byId(first.id())).contains(withdrawn);
        assertStale(() -> store.comments().save(first.withdrawn(NOW)));
        assertThat(findings()).as("comments that nothing tells of").hasSize(3);
    }

    @Test
    public void thereIsOneNoticeOfAKindAboutAThingAndDay() {
        Id about = Samples.id();
        for (Notice.Kind kind : Notice.Kind.values()) {
            Notice notice = new Notice(Samples.id(), Site.MAIN, Samples.id(), kind, about, LocalDate.of(2026, 3, 29), NOW);
            store.notices().add(notice);
            assertThat(store.notices().of(about, kind, notice.day())).contains(notice);
            assertThat(store.notices().byId(notice.id())).contains(notice);
            assertThat(store.notices().of(about, kind, notice.day().plusDays(1))).isEmpty();
        }
        assertUnique(() -> store.notices().add(new Notice(Samples.id(), Site.MAIN, Samples.id(), Notice.Kind.OVERDUE, about, LocalDate.of(2026, 3, 29), NOW)), "case_notice_once");
        store.notices().add(new Notice(Samples.id(), Site.MAIN, Samples.id(), Notice.Kind.OVERDUE, about, LocalDate.of(2026, 4, 5), NOW));
        assertThat(findings()).as("notices that nothing tells of").hasSize(Notice.Kind.values().length + 1);
    }

    private void tell(String noun, Id id, long version) {
        store.journal().append(new Entry(Site.MAIN, NOW, Actor.user("cem"), noun + ".entered", noun, id, version, "because", Map.of(), Map.of()));
    }

    private java.util.List<Finding> findings() {
        store.journal().sequence(1000, NOW);
        return store.journal().verify().findings();
    }
}
