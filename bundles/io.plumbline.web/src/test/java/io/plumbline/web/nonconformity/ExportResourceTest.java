package io.plumbline.web.nonconformity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import javax.ws.rs.core.Response;
import javax.ws.rs.core.StreamingOutput;

import org.junit.Test;

import io.plumbline.application.Ids;
import io.plumbline.application.Page;
import io.plumbline.application.nonconformity.CaseOrder;
import io.plumbline.application.nonconformity.CaseQueries;
import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.application.nonconformity.ExportCases;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.domain.survey.Language;
import io.plumbline.web.FakeRequest;
import io.plumbline.web.Fakes;

public class ExportResourceTest {
    private final List<String> asked = new ArrayList<>();
    private int all = 450;
    private CaseQueries.Filter filter;
    private CaseOrder order;
    private final ExportResource export = new ExportResource(Fakes.pages(), new ExportCases(Fakes.port(CaseQueries.class, new Object() {
        public Page<CaseRow> list(CaseQueries.Filter by, CaseOrder sorted, String after, int most) {
            filter = by;
            order = sorted;
            asked.add(after + " " + most);
            int from = after == null ? 0 : Integer.parseInt(after);
            List<CaseRow> rows = new ArrayList<>();
            for (int i = from; i < Math.min(all, from + most); i++) {
                rows.add(new CaseRow(new Ids().next(Fakes.NOW), "NC-MAIN-2026-" + i, "=cmd|' /C calc'!A0", "Reported", Severity.MAJOR, null, "+49 \"Ltd\"", null, null, null, LocalDate.of(2026, 11, 20), Fakes.NOW,
                        Fakes.NOW, 1));
            }
            return new Page<>(rows, from + most < all ? Integer.toString(from + most) : null);
        }
    })));

    private static String body(Response answer) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ((StreamingOutput) answer.getEntity()).write(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    public void theListOfTheAddressLeavesPageByPageInTheReadersWordsAndWithoutFormulas() throws Exception {
        Response answer = export.csv(FakeRequest.to("/export/cases.csv").by(Language.DE, Role.AUDITOR).with("owner", "me").with("sort", "due").get());
        assertThat(answer.getHeaderString("Content-Type")).isEqualTo("text/csv;charset=utf-8");
        assertThat(answer.getHeaderString("Content-Disposition")).isEqualTo("attachment; filename=\"cases-2026-11-21.csv\"");
        String[] lines = body(answer).split("\r\n");
        assertThat(lines).hasSize(451);
        assertThat(lines[0]).startsWith("\uFEFF\"Nummer\",");
        assertThat(lines[450]).isEqualTo("\"NC-MAIN-2026-449\",\"'=cmd|' /C calc'!A0\",\"Gemeldet\",\"Schwer\",\"'+49 \"\"Ltd\"\"\",\"\",\"\",\"2026-11-20\",\"2026-11-21 10:30\",\"2026-11-21 10:30\"");
        assertThat(asked).containsExactly("null 200", "200 200", "400 200");
        assertThat(filter).isEqualTo(new CaseQueries.Filter(Site.MAIN, Selection.OPEN, null, null, null).of(new CaseQueries.Owner("quirin")));
        assertThat(order.by()).isEqualTo(CaseOrder.By.DUE);
    }

    @Test
    public void noFileHasMoreThanTheMost() throws Exception {
        all = ExportCases.MOST + 300;
        assertThat(body(export.csv(FakeRequest.to("/export/cases.csv").by(Language.EN, Role.AUDITOR).get())).split("\r\n")).hasSize(ExportCases.MOST + 1);
    }

    @Test
    public void aWorkbookIsAZipOfItsOwnType() throws Exception {
        Response answer = export.xlsx(FakeRequest.to("/export/cases.xlsx").by(Language.EN, Role.AUDITOR).get());
        assertThat(answer.getHeaderString("Content-Type")).isEqualTo("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        assertThat(body(answer)).startsWith("PK");
    }
}
