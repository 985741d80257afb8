package io.plumbline.domain.nonconformity;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.junit.Test;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.action.Extension;

/** What a signature is bound to: everything, and nothing that could be read in two ways. */
public class CaseTextTest {
    private static final Instant THEN = Instant.parse("2026-03-02T09:00:00Z");
    private static final Id OF = new Id("01KB0000000000000000000001");

    private static CaseFile file(String what, String authority, BigDecimal quantity) {
        Nonconformity.Facts facts = new Nonconformity.Facts(OF, Site.MAIN, new CaseNumber(Site.MAIN, 2026, 7), new Trigger(Trigger.Kind.HAND, OF), "Hinges stick", List.of(), Severity.MAJOR, null,
                null, null, null, null, null, null, 0, 1, THEN, THEN, 3);
        return new CaseFile(new Nonconformity.Contained(facts), List.of(new Containment(OF, Site.MAIN, OF, Disposition.CREDIT, what, quantity, quantity == null ? null : "pcs", authority,
                LocalDate.of(2026, 3, 1), "pia", THEN)), List.of(), List.of(), List.of(), List.of(), null);
    }

    private static String text(CaseFile file) {
        return CaseText.of(file, List.of(), List.of());
    }

    private static Attachment attachment(String name, String hash) {
        return new Attachment(OF, Site.MAIN, OF, Attachment.About.CAUSE, new Id("01KB0000000000000000000002"), name, FileType.JPEG, 7, hash.repeat(8), "pia", THEN);
    }

    private static Extension extension() {
        return new Extension(OF, Site.MAIN, OF, new Id("01KB0000000000000000000003"), LocalDate.of(2026, 3, 1), LocalDate.of(2026, 4, 1), "late", "ian", THEN, Extension.Decision.ASKED, null, null,
                THEN, 1);
    }

    @Test
    public void filesByTheirHashAndDecidedExtensionsArePartOfIt() {
        CaseFile file = file("a", "b", null);
        String whole = CaseText.of(file, List.of(attachment("box \"7\".jpg", "0123abcd")), List.of(extension().decided(Extension.Decision.GRANTED, "ann", null, THEN)));
        assertThat(whole.lines()).startsWith("format = 4", "case = CaseFile").contains("attachments = 1", "attachments[0].id = \"01KB0000000000000000000001\"",
                "attachments[0].name = \"box \\\"7\\\".jpg\"", "attachments[0].sha256 = \"" + "0123abcd".repeat(8) + "\"", "attachments[0].kind = CAUSE",
                "attachments[0].about = \"01KB0000000000000000000002\"", "extensions = 1", "extensions[0].decision = GRANTED", "extensions[0].wanted = 2026-04-01",
                "extensions[0].decidedBy = \"ann\"");
        String hash = CaseHash.ofText(whole);
        List<Extension> granted = List.of(extension().decided(Extension.Decision.GRANTED, "ann", null, THEN));
        assertThat(CaseHash.of(file, List.of(attachment("box \"7\".jpg", "0123abce")), granted)).as("another content").isNotEqualTo(hash);
        assertThat(CaseHash.of(file, List.of(attachment("box.jpg", "0123abcd")), granted)).as("another name").isNotEqualTo(hash);
        assertThat(CaseHash.of(file, List.of(), granted)).as("a file that is gone").isNotEqualTo(hash);
        assertThat(CaseHash.of(file, List.of(attachment("box \"7\".jpg", "0123abcd")), List.of(extension().decided(Extension.Decision.REFUSED, "ann", "no", THEN)))).isNotEqualTo(hash);
        assertThat(CaseText.of(file, List.of(), List.of(extension()))).as("what nobody has decided on changed nothing").isEqualTo(text(file));
    }

    /** As it was written before files and extensions were part of it. */
    @Test
    public void whatWasSignedInTheFirstFormatHolds() {
        String kept = "case = CaseFile\ncase.nonconformity = Contained\ncase.nonconformity.facts.title = \"Hinges stick\"\n";
        Signature old = new Signature(OF, Site.MAIN, OF, 3, "442386898759ed1288b8671b532eec06af2349da2262c4823d88bcf8c8f33bee", kept, Signature.Meaning.PLAN_APPROVED, "ann", "Ann", THEN);
        assertThat(old.content()).isEqualTo(kept);
        assertThat(kept.lines()).noneMatch(line -> line.startsWith("format"));
    }

    @Test
    public void itCanBeRead() {
        assertThat(text(file("Ten \"good\" ones", "Sales", new BigDecimal("10.0"))).lines()).contains("case.nonconformity = Contained", "case.nonconformity.facts.title = \"Hinges stick\"",
                "case.nonconformity.facts.order = null", "case.containments = 1", "case.containments[0].what = \"Ten \\\"good\\\" ones\"", "case.containments[0].quantity = 10",
                "case.containments[0].decidedOn = 2026-03-01", "case.causes = 0", "case.rejection = null");
    }

    @Test
    public void noTwoCasesHaveTheSameText() {
        String honest = text(file("a", "b", null));
        assertThat(text(file("a\"\ncase.containments[0].authority = \"b", "c", null))).as("a line that is smuggled in").doesNotContain("\ncase.containments[0].authority = \"b\"\n");
        assertThat(List.of(text(file("a\\", "b", null)), text(file("a\"", "b", null)), text(file("a", "b", BigDecimal.ONE)), text(file("a\u2028", "b", null))))
                .doesNotHaveDuplicates().doesNotContain(honest).allSatisfy(text -> assertThat(text.lines().count()).isGreaterThanOrEqualTo(honest.lines().count()));
        assertThat(text(file("a", "b", new BigDecimal("1.0")))).as("numbers count by value").isEqualTo(text(file("a", "b", new BigDecimal("1"))));
    }
}
