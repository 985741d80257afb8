package io.plumbline.erp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;

import org.junit.Test;

public class JsonTest {
    @Test
    public void numbersStayExact() throws Exception {
        assertThat(Json.decimal(parse("0.1000"))).get().hasToString("0.1000");
        assertThat(Json.decimal(parse("12345678901234567890.123456789"))).get().hasToString("12345678901234567890.123456789");
        assertThat(Json.decimal(parse("\"12\""))).isEmpty();
    }

    @Test
    public void aNumberThatWouldFillTheMemoryWhenWrittenOutIsNone() throws Exception {
        assertThat(Json.decimal(parse("1e999999999"))).isEmpty();
        assertThat(Json.decimal(parse("1e-999999999"))).isEmpty();
        assertThat(Json.decimal(parse("1e12"))).get().satisfies(n -> assertThat(n).isEqualByComparingTo("1000000000000"));
    }

    @Test
    public void anExponentBeyondAllNumbersIsRefused() {
        refused("1e99999999999");
        refused("1".repeat(61));
    }

    @Test
    public void nestingHasALimit() throws Exception {
        assertThat(parse("[".repeat(30) + "]".repeat(30)).isArray()).isTrue();
        assertThat(refused("[".repeat(31) + "]".repeat(31))).contains("at most 30 levels");
        refused("[".repeat(200_000));
    }

    @Test
    public void textsHaveALimit() throws Exception {
        assertThat(parse("\"" + "x".repeat(65_536) + "\"").textValue()).hasSize(65_536);
        refused("\"" + "x".repeat(70_000) + "\"");
        refused("{\"" + "x".repeat(300) + "\": 1}");
    }

    @Test
    public void aMemberStandsThereOnce() {
        assertThat(refused("{\"a\": 1,\n \"a\": 2}")).contains("line 2").contains("twice");
    }

    @Test
    public void nothingFollowsTheValue() {
        refused("{} {}");
        refused("{}x");
        refused("");
        refused("  ");
    }

    @Test
    public void onlyUtf8IsRead() throws Exception {
        assertThat(Json.parse("\uFEFF{}".getBytes(StandardCharsets.UTF_8)).isObject()).isTrue();
        assertThat(refused("\"ä\"".getBytes(StandardCharsets.ISO_8859_1))).contains("UTF-8");
        refused("{}".getBytes(StandardCharsets.UTF_16));
        // a surrogate in UTF-8, and an overlong slash
        refused(new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'});
        refused(new byte[] {'"', (byte) 0xC0, (byte) 0xAF, '"'});
    }

    @Test
    public void lenientDialectsAreRefused() {
        refused("{'a': 1}");
        refused("{a: 1}");
        refused("NaN");
        refused("[1,]");
        refused("// comment\n{}");
        refused("01");
        refused("\"a\tb\"");
    }

    @Test
    public void errorsDoNotRepeatTheDocument() {
        assertThat(refused("{\"email\": jana@nordlicht.example}")).doesNotContain("jana").doesNotContain("nordlicht");
    }

    private static com.fasterxml.jackson.databind.JsonNode parse(String json) throws Json.Unreadable {
        return Json.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String refused(String json) {
        return refused(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String refused(byte[] json) {
        Json.Unreadable e = catchThrowableOfType(Json.Unreadable.class, () -> Json.parse(json));
        assertThat(e).as(new String(json, 0, Math.min(40, json.length), StandardCharsets.ISO_8859_1)).isNotNull();
        return e.problem().text();
    }
}
