package io.plumbline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;

import org.junit.ClassRule;
import org.junit.Test;

/** The 8D report over HTTP. */
public class ReportTest {
    @ClassRule
    public static final Room ROOM = new Room();
    private static final String REPORT = "/nonconformities/NC-MAIN-2026-0001/8d";

    @Test
    public void itIsAFileInTheCallersLanguageOrTheOneThatIsAskedFor() throws Exception {
        HttpResponse<String> own = ROOM.get("quality-manager", REPORT);
        assertThat(own.statusCode()).as(own.body()).isEqualTo(200);
        assertThat(own.headers().firstValue("Content-Type")).contains("application/pdf");
        assertThat(own.headers().firstValue("Content-Disposition").orElse("")).startsWith("attachment; filename=\"NC-MAIN-2026-0001-8D-v7.pdf\"");
        assertThat(own.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(own.body()).isEqualTo("%PDF- MAIN NC-MAIN-2026-0001 quality-manager EN");
        assertThat(ROOM.get("quality-manager", REPORT + "?language=DE").body()).endsWith("quality-manager DE");
        assertThat(ROOM.get("quality-manager", REPORT + "?language=fr").statusCode()).isEqualTo(400);
        assertThat(ROOM.get("quality-manager", "/nonconformities/NC-MAIN-2026-9999/8d").statusCode()).isEqualTo(404);
    }
}
