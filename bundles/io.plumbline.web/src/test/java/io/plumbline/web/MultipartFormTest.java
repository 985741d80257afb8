package io.plumbline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.junit.Test;

/** Forms with files, as browsers send them, and as nobody should. */
public class MultipartFormTest {
    private static final String TYPE = "multipart/form-data; boundary=----x";

    private static Optional<MultipartForm> read(String body) {
        return MultipartForm.of(TYPE, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String field(String name, String value) {
        return "------x\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private static String file(String name, String type, String content) {
        return "------x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\nContent-Type: " + type + "\r\n\r\n" + content + "\r\n";
    }

    @Test
    public void fieldsAndTheFileAreRead() {
        MultipartForm form = read(field("csrf", "t") + field("version", "4") + file("Größe %221%22.png", "image/png", "\r\n\r\n----x--\r\n------y") + field("about", "ö") + "------x--\r\n").orElseThrow();
        assertThat(form.field("csrf")).isEqualTo("t");
        assertThat(form.field("version")).isEqualTo("4");
        assertThat(form.field("about")).isEqualTo("ö");
        assertThat(form.field("none")).isEmpty();
        assertThat(form.file().orElseThrow().name()).isEqualTo("Größe \"1\".png");
        assertThat(form.file().orElseThrow().mediaType()).isEqualTo("image/png");
        assertThat(new String(form.file().orElseThrow().content(), StandardCharsets.UTF_8)).isEqualTo("\r\n\r\n----x--\r\n------y");
    }

    @Test
    public void whatIsNoSuchFormIsNotRead() {
        assertThat(MultipartForm.of("application/x-www-form-urlencoded", new byte[0])).isEmpty();
        assertThat(MultipartForm.of(null, new byte[0])).isEmpty();
        assertThat(MultipartForm.of("multipart/form-data", field("a", "b").getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(read("")).isEmpty();
        assertThat(read(field("a", "b"))).as("without its end").isEmpty();
        assertThat(read("x" + field("a", "b") + "------x--")).as("something before").isEmpty();
        assertThat(read("------x\r\nno header\r\n------x--")).isEmpty();
        assertThat(read("------x\r\nContent-Type: text/plain\r\n\r\nx\r\n------x--")).as("without a name").isEmpty();
        assertThat(read(field("a", "b").repeat(21) + "------x--")).as("too many").isEmpty();
        assertThat(read(field("a", "b").repeat(20) + "------x--")).isEmpty();
        assertThat(read(field("a", "b").repeat(19) + "------x--")).isPresent();
    }
}
