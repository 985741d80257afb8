package io.plumbline.application.sheet;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Commas, every cell in quotes, lines that end as RFC 4180 says. Spreadsheets take a cell for a formula by its first character, also within
 * quotes: such a cell gets an apostrophe before it (OWASP, CSV Injection).
 */
final class CsvSheet implements Sheet {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final String BEGINS_A_FORMULA = "=+-@\t\r\n";
    private final Writer out;

    CsvSheet(OutputStream out) throws IOException {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        this.out.write(BYTE_ORDER_MARK);
    }

    @Override
    public void row(List<String> cells) throws IOException {
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i) == null ? "" : cells.get(i);
            boolean formula = !cell.isEmpty() && BEGINS_A_FORMULA.indexOf(cell.charAt(0)) >= 0;
            out.write((i == 0 ? "\"" : ",\"") + (formula ? "'" : "") + cell.replace("\"", "\"\"") + "\"");
        }
        out.write("\r\n");
    }

    @Override
    public void close() throws IOException {
        out.flush();
    }
}
