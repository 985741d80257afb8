package io.plumbline.domain.nonconformity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.Test;

/** A file is what its content says, and a name or media type that says something else is refused. */
public class FileTypeTest {
    private static byte[] bytes(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Names; the first with content, unpacked. */
    private static byte[] zip(String firstContent, String... names) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < names.length; i++) {
                ZipEntry entry = new ZipEntry(names[i]);
                byte[] content = bytes(i == 0 ? firstContent : "x");
                if (i == 0) {
                    CRC32 crc = new CRC32();
                    crc.update(content);
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(content.length);
                    entry.setCrc(crc.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(content);
            }
        }
        return out.toByteArray();
    }

    private static void is(FileType type, byte[] content, String name, String said) {
        assertThat(FileType.of(content).agreed(name, said)).as(name + " " + said).contains(type);
    }

    private static void refused(byte[] content, String called) {
        assertThat(FileType.of(content).types()).as(called).isEmpty();
        assertThat(FileType.of(content).called()).isEqualTo(called);
    }

    @Test
    public void eachAcceptedKindIsKnownByItsContent() throws IOException {
        is(FileType.PDF, bytes("%PDF-1.7\n"), "report.PDF", "application/pdf");
        is(FileType.PNG, bytes("\u0089PNG\r\n\u001a\nxx"), "a.png", "image/png");
        is(FileType.JPEG, bytes("\u00ff\u00d8\u00ff\u00e0"), "a.jpeg", "image/jpeg; q=1");
        is(FileType.GIF, bytes("GIF89a\u0001"), "a.gif", null);
        is(FileType.WEBP, bytes("RIFF\u0010\u0000\u0000\u0000WEBPVP8 "), "a.webp", "application/octet-stream");
        is(FileType.TEXT, "Größe: 4\n".getBytes(StandardCharsets.UTF_8), "a.txt", "text/plain; charset=utf-8");
        is(FileType.CSV, bytes("a;b\r\n1;2\r\n"), "a.csv", "application/vnd.ms-excel");
        is(FileType.EML, bytes("Received: from x\r\n by y\r\nFrom: a@b.example\r\nDate: Mon, 2 Mar 2026 09:00:00 +0000\r\n\r\nhello"), "a.eml", "message/rfc822");
        is(FileType.DOCX, zip("x", "[Content_Types].xml", "word/document.xml"), "a.docx", FileType.DOCX.mediaType());
        is(FileType.XLSX, zip("x", "[Content_Types].xml", "xl/workbook.xml"), "a.xlsx", FileType.XLSX.mediaType());
        is(FileType.PPTX, zip("x", "[Content_Types].xml", "ppt/presentation.xml"), "a.pptx", FileType.PPTX.mediaType());
        is(FileType.ODS, zip(FileType.ODS.mediaType(), "mimetype", "content.xml"), "a.ods", FileType.ODS.mediaType());
    }

    @Test
    public void aNameOrMediaTypeThatLiesIsNotAgreedTo() {
        byte[] png = bytes("\u0089PNG\r\n\u001a\nxx");
        assertThat(FileType.of(png).agreed("a.pdf", "image/png")).isEmpty();
        assertThat(FileType.of(png).agreed("a.png", "application/pdf")).isEmpty();
        assertThat(FileType.of(png).agreed("a.png.exe", "image/png")).isEmpty();
        assertThat(FileType.of(png).agreed("png", "image/png")).as("no ending").isEmpty();
        assertThat(FileType.of(bytes("just words")).agreed("a.eml", "message/rfc822")).as("no mail").isEmpty();
        assertThat(FileType.of(png).called()).isEqualTo("PNG");
    }

    @Test
    public void whatCouldRunIsNotAcceptedWhateverItIsCalled() throws IOException {
        refused(new byte[0], "an empty file");
        refused(bytes("MZ\u0090\u0000"), "a program");
        refused(bytes("\u007fELF\u0002"), "a program");
        refused(bytes("#!/bin/sh\nrm x"), "a program");
        refused(bytes("\n<!-- x --> <!DOCTYPE html><p>"), "a web page, XML or SVG");
        refused(bytes("\u00ef\u00bb\u00bf<svg onload=alert(1)>"), "a web page, XML or SVG");
        refused(bytes("\u0000\u0001\u0002"), "a file of an unknown kind");
        refused(zip("x", "a.txt"), "a ZIP archive");
        refused(zip("x", "[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), "an office document with macros");
        refused(zip(FileType.ODT.mediaType(), "mimetype", "content.xml", "Basic/script-lc.xml"), "an office document with macros, or of another kind");
        refused(bytes("PK\u0003\u0004 broken"), "a ZIP archive");
    }

    @Test
    public void aNameIsKeptWithoutWhatIsUnsafe() {
        assertThat(Attachment.cleaned("C:\\temp\\..\\box 1.jpg")).isEqualTo("box 1.jpg");
        assertThat(Attachment.cleaned("../../etc/passwd.txt")).isEqualTo("passwd.txt");
        assertThat(Attachment.cleaned("a\u202Efdp.exe\r\nSet-Cookie: x.pdf")).isEqualTo("afdp.exeSet-Cookie_ x.pdf");
        assertThat(Attachment.cleaned(" ..hidden.txt. ")).isEqualTo("hidden.txt");
        assertThat(Attachment.cleaned("con.txt")).isEqualTo("_con.txt");
        assertThat(Attachment.cleaned("ö".repeat(300) + ".jpeg")).hasSize(Attachment.MOST_NAME).endsWith("ö.jpeg");
        assertThat(Attachment.cleaned("...")).isEmpty();
        assertThat(Attachment.cleaned(null)).isEmpty();
    }
}
