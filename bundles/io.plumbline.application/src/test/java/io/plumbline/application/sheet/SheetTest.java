package io.plumbline.application.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

public class SheetTest {
    private static final List<String> FORMULAS = List.of("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=cmd|' /C calc'!A0");

    private static byte[] written(SheetFormat format, List<List<String>> rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Sheet sheet = format.on(out)) {
            for (List<String> row : rows) {
                sheet.row(row);
            }
        }
        return out.toByteArray();
    }

    private static Map<String, Document> parts(byte[] xlsx) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Map<String, Document> parts = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(xlsx))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), factory.newDocumentBuilder().parse(new ByteArrayInputStream(zip.readAllBytes())));
            }
        }
        return parts;
    }

    private static List<String> cells(Document sheet) {
        List<String> cells = new ArrayList<>();
        NodeList all = sheet.getElementsByTagNameNS("*", "c");
        for (int i = 0; i < all.getLength(); i++) {
            assertThat(((Element) all.item(i)).getAttribute("t")).isEqualTo("inlineStr");
            cells.add(all.item(i).getTextContent());
        }
        return cells;
    }

    @Test
    public void csvIsQuotedEndsItsLinesAndSaysItsEncoding() throws IOException {
        byte[] csv = written(SheetFormat.CSV, List.of(Arrays.asList("Müller & \"Söhne\"", null), List.of("a,b;c", "two\r\nlines")));
        assertThat(Arrays.copyOf(csv, 3)).containsExactly(0xEF, 0xBB, 0xBF);
        assertThat(new String(csv, 3, csv.length - 3, StandardCharsets.UTF_8)).isEqualTo("\"Müller & \"\"Söhne\"\"\",\"\"\r\n\"a,b;c\",\"two\r\nlines\"\r\n");
    }

    @Test
    public void noCellOfCsvBeginsAFormula() throws IOException {
        for (String formula : FORMULAS) {
            String line = new String(written(SheetFormat.CSV, List.of(List.of(formula, "x"))), StandardCharsets.UTF_8);
            assertThat(line).as(formula).isEqualTo("\uFEFF\"'" + formula.replace("\"", "\"\"") + "\",\"x\"\r\n");
        }
        assertThat(new String(written(SheetFormat.CSV, List.of(List.of("a=1", "1-2"))), StandardCharsets.UTF_8)).isEqualTo("\uFEFF\"a=1\",\"1-2\"\r\n");
    }

    @Test
    public void cellsOfAWorkbookAreTextAndNothingElse() throws Exception {
        List<String> hostile = new ArrayList<>(FORMULAS);
        hostile.addAll(List.of("</t></is></c><c><f>1+1</f></c>", "]]><f>1</f>", "&lt;", "Grün 😀"));
        Map<String, Document> parts = parts(written(SheetFormat.XLSX, List.of(hostile, Arrays.asList("a", null))));
        assertThat(parts).containsOnlyKeys("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml");
        Document sheet = parts.get("xl/worksheets/sheet1.xml");
        assertThat(sheet.getElementsByTagNameNS("*", "f").getLength()).isZero();
        List<String> expected = new ArrayList<>(hostile);
        expected.addAll(List.of("a", ""));
        assertThat(cells(sheet)).isEqualTo(expected);
    }

    @Test
    public void whatXmlCannotSayIsReplaced() throws Exception {
        Document sheet = parts(written(SheetFormat.XLSX, List.of(List.of("a\u0000b\u0007c\uD800d\uFFFEe", "x".repeat(40_000))))).get("xl/worksheets/sheet1.xml");
        assertThat(cells(sheet).get(0)).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe");
        assertThat(cells(sheet).get(1)).hasSizeLessThan(32_767);
    }
}
