package io.plumbline.erp.files;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import io.plumbline.application.delivery.DeliveryFormat.Malformed;
import io.plumbline.domain.Problem;

/** A CSV file as rows of known columns. The separator is found by trying which one makes known columns of the first line. */
final class CsvTable {
    private static final char[] SEPARATORS = {';', ',', '\t'};
    private static final Pattern SAID = Pattern.compile("(?i)^\"?sep=(.?)\"?\\R");
    private static final Pattern AT = Pattern.compile("line:? ?(\\d+)");
    private final List<Row> rows = new ArrayList<>();

    /**
     * One row.
     *
     * @param line    of the file, 1 is the first; of a row that takes several lines, the first
     * @param cells   what stands there, without blanks around it; no entry where nothing does
     * @param problem what is wrong with the row as a whole, or null
     */
    record Row(long line, Map<CsvColumn, String> cells, Problem problem) {
        String place(CsvColumn column) {
            return "line " + line + ", " + column.header();
        }
    }

    private CsvTable() {
    }

    static CsvTable read(String text) throws Malformed {
        Matcher said = SAID.matcher(text);
        boolean first = said.find();
        String table = first ? text.substring(said.end()) : text;
        if (first && !";,\t|".contains(said.group(1)) || first && said.group(1).isEmpty()) {
            throw new Malformed(new Problem("line 1", said.group(1), "sep= with a semicolon, a comma, a tab or a bar"));
        }
        char separator = first ? said.group(1).charAt(0) : separator(table);
        CsvTable read = new CsvTable();
        try (CSVParser parser = CSVParser.parse(new StringReader(table), format(separator))) {
            read.rows(parser, first ? 1 : 0);
        } catch (UncheckedIOException | IOException e) {
            Matcher at = AT.matcher(String.valueOf(e.getMessage()));
            throw new Malformed(new Problem("line " + (at.find() ? Long.parseLong(at.group(1)) + (first ? 1 : 0) : "?"), "a quotation mark out of place",
                    "a cell in quotation marks as a whole, with those inside it doubled"));
        }
        return read;
    }

    List<Row> rows() {
        return rows;
    }

    private void rows(CSVParser parser, int skipped) throws Malformed {
        Iterator<CSVRecord> records = parser.iterator();
        List<CsvColumn> columns = records.hasNext() ? columns(records.next(), skipped + 1) : List.of();
        if (columns.isEmpty()) {
            throw new Malformed(new Problem("document", "nothing at all", "a first line with the names of columns: " + CsvColumn.headers()));
        }
        long before = parser.getCurrentLineNumber();
        while (records.hasNext()) {
            CSVRecord record = records.next();
            Row row = row(record, columns, before + 1 + skipped);
            // a last line without a line break does not count up
            before = Math.max(parser.getCurrentLineNumber(), before + 1);
            if (!row.cells.isEmpty() || row.problem != null) {
                rows.add(row);
            }
        }
    }

    private static List<CsvColumn> columns(CSVRecord heading, int line) throws Malformed {
        List<CsvColumn> columns = new ArrayList<>();
        for (int i = 0; i < heading.size(); i++) {
            String name = cell(heading.get(i));
            Optional<CsvColumn> column = CsvColumn.named(name);
            if (column.isEmpty() && !name.isEmpty()) {
                throw new Malformed(new Problem("line " + line + ", column " + (i + 1), name, "one of " + CsvColumn.headers()));
            }
            if (column.isPresent() && columns.contains(column.get())) {
                throw new Malformed(new Problem("line " + line + ", column " + (i + 1), name, "each column once"));
            }
            columns.add(column.orElse(null));
        }
        List<CsvColumn> missing = CsvColumn.NEEDED.stream().filter(c -> !columns.contains(c)).toList();
        if (!missing.isEmpty()) {
            throw new Malformed(new Problem("line " + line, missing.stream().map(CsvColumn::header).collect(Collectors.joining(", ")) + " not there",
                    "at least the columns " + CsvColumn.NEEDED.stream().map(CsvColumn::header).collect(Collectors.joining(", "))));
        }
        return columns;
    }

    private static Row row(CSVRecord record, List<CsvColumn> columns, long line) {
        Map<CsvColumn, String> cells = new EnumMap<>(CsvColumn.class);
        Problem problem = null;
        for (int i = 0; i < record.size(); i++) {
            String cell = cell(record.get(i));
            CsvColumn column = i < columns.size() ? columns.get(i) : null;
            if (column == null && !cell.isEmpty()) {
                problem = new Problem("line " + line + ", column " + (i + 1), cell,
                        "nothing, as the column has no name; a cell with the separator in it must stand in quotation marks");
            } else if (!cell.isEmpty()) {
                cells.put(column, cell);
            }
        }
        return new Row(line, cells, problem);
    }

    private static String cell(String text) {
        return text.replace("\r\n", "\n").replace('\u00A0', ' ').strip();
    }

    private static char separator(String table) {
        String heading = table.lines().findFirst().orElse("");
        char best = SEPARATORS[0];
        int most = -1;
        for (char separator : SEPARATORS) {
            int known = known(heading, separator);
            if (known > most) {
                most = known;
                best = separator;
            }
        }
        return best;
    }

    private static int known(String heading, char separator) {
        try (CSVParser parser = CSVParser.parse(new StringReader(heading), format(separator))) {
            Iterator<CSVRecord> records = parser.iterator();
            return records.hasNext() ? (int) records.next().stream().filter(name -> CsvColumn.named(cell(name)).isPresent()).count() : 0;
        } catch (UncheckedIOException | IOException e) {
            // another separator may make more of it; the file is read with the best one, and then says where it is broken
            return 0;
        }
    }

    private static CSVFormat format(char separator) {
        return CSVFormat.Builder.create(CSVFormat.RFC4180).setDelimiter(separator).setIgnoreEmptyLines(false).get();
    }
}
