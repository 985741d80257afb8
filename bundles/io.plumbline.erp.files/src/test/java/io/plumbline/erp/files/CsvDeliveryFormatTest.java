package io.plumbline.erp.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.Test;

import io.plumbline.application.delivery.DeliveryFormat;
import io.plumbline.domain.Problem;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.DeliveredOrder.Basis;
import io.plumbline.domain.delivery.DeliveredOrder.ErpDate;
import io.plumbline.domain.delivery.DeliveryRules;

public class CsvDeliveryFormatTest {
    private static final String NEEDED = "document_id;customer_id;customer_name;order_no;item_name;delivered_quantity";
    private final CsvDeliveryFormat format = new CsvDeliveryFormat(Clock.fixed(Instant.parse("2026-11-21T08:00:00Z"), ZoneOffset.UTC));

    @Test
    public void aFileAsAnErpWritesItIsReadWhole() throws Exception {
        List<DeliveryFormat.Item> items = format.read(resource("deliveries.csv"), "inbox");
        assertThat(items).extracting(DeliveryFormat.Item::problems).allSatisfy(p -> assertThat(p).isEmpty());
        assertThat(items).extracting(i -> i.identity().orElseThrow()).containsExactly("delivery/417", "delivery/418");
        assertThat(items).extracting(DeliveryFormat.Item::position).containsExactly("lines 2 to 3", "line 4");
        DeliveredOrder report = items.get(0).report().orElseThrow();
        assertThat(report.source()).isEqualTo(new DeliveredOrder.SourceRef("inbox", "-", "delivery", "417", "WH/OUT/00417", Instant.parse("2026-11-20T09:42:08Z")));
        assertThat(report.orders()).containsExactly(new DeliveredOrder.OrderRef("S00233", "S00233", "PO-7781", null, "EUR", new BigDecimal("1840.50"),
                DeliveredOrder.OrderState.OPEN));
        assertThat(report.customer()).isEqualTo(new DeliveredOrder.CustomerRef("C20058", null, "Nordlicht Möbel GmbH", null, null));
        assertThat(report.contacts()).containsExactly(new DeliveredOrder.ContactRef(DeliveredOrder.Role.BUYER, null, "Jana Petersen", "einkauf@nordlicht.example",
                null, "de-DE", false));
        assertThat(report.promised()).isEqualTo(ErpDate.day(LocalDate.of(2026, 11, 19), Basis.CONFIRMED));
        assertThat(report.delivered()).isEqualTo(ErpDate.day(LocalDate.of(2026, 11, 20), null));
        assertThat(report.lines()).containsExactly(
                new DeliveredOrder.Line("1", "S00233", "1201", null, "GZ-1001", null, null, "Hinge 90°", null, new BigDecimal("200"), new BigDecimal("120"), null, "pc",
                        null, List.of("L-118", "L-119")),
                new DeliveredOrder.Line("2", "S00233", "1202", null, "GZ-2002", null, null, "Handle, \"brushed\"", null, new BigDecimal("4"), new BigDecimal("4"), null,
                        "pc", null, List.of()));
        for (DeliveryFormat.Item item : items) {
            assertThat(DeliveryRules.check(item.report().orElseThrow(), Instant.parse("2026-11-21T00:00:00Z"))).isEmpty();
        }
    }

    @Test
    public void filesAsGermanExcelSavesThemSayTheSame() throws Exception {
        List<DeliveryFormat.Item> items = format.read(resource("german-excel.csv"), "inbox");
        assertThat(items).hasSize(2).allSatisfy(i -> assertThat(i.problems()).isEmpty());
        DeliveredOrder first = items.get(0).report().orElseThrow();
        assertThat(first.customer().name()).isEqualTo("Müller & Söhne KG");
        assertThat(first.orders().get(0).net()).isEqualTo(new BigDecimal("1234.50"));
        assertThat(first.lines()).extracting(DeliveredOrder.Line::name).containsExactly("Türscharnier 90°; vernickelt", "Griff \"Classic\" – gebürstet");
        assertThat(first.lines()).extracting(DeliveredOrder.Line::delivered).containsExactly(new BigDecimal("1200"), new BigDecimal("2.5"));
        assertThat(first.delivered().date()).isEqualTo("2026-11-20");
        DeliveredOrder second = items.get(1).report().orElseThrow();
        assertThat(second.delivered()).isEqualTo(ErpDate.day(LocalDate.of(2026, 11, 1), null));
        assertThat(second.contacts()).isEmpty();
        assertThat(second.lines().get(0).name()).as("a formula is plain data").isEqualTo("=1+1");

        assertThat(format.read(resource("german-excel-utf8.csv"), "inbox")).isEqualTo(items);
        assertThat(format.read(resource("german-excel-unicode-text.csv"), "inbox")).isEqualTo(items);
    }

    @Test
    public void theReadmeExplainsEachColumn() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        List<String> explained = Pattern.compile("(?m)^\\| `([a-z_]+)` \\|( yes)? \\| (document|order|line) \\|").matcher(readme).results()
                .map(m -> m.group(1) + (m.group(2) == null ? "" : "!") + " " + m.group(3)).toList();
        assertThat(explained).containsExactlyInAnyOrder(Arrays.stream(CsvColumn.values())
                .map(c -> c.header() + (CsvColumn.NEEDED.contains(c) ? "!" : "") + " " + c.of().name().toLowerCase(java.util.Locale.ROOT)).toArray(String[]::new));
    }

    @Test
    public void separatorsAreFoundOrHeeded() throws Exception {
        String table = NEEDED + "\n1;C1;Name, with comma;O1;Thing;2\n";
        assertThat(one(table).customer().name()).isEqualTo("Name, with comma");
        assertThat(one(table.replace("Name, with comma", "Name").replace(';', ',')).lines()).hasSize(1);
        assertThat(one(table.replace(';', '\t')).lines()).hasSize(1);
        assertThat(one("sep=;\r\n" + table).lines()).hasSize(1);
        assertThat(one("sep=|\n" + table.replace(';', '|')).lines()).hasSize(1);
        assertThat(malformed("sep=\"\n" + table)).contains("sep=");
        assertThat(malformed("sep=\n" + table)).contains("sep=");
    }

    @Test
    public void headingsAreReadAsPeopleWriteThem() throws Exception {
        assertThat(one("Document ID;CUSTOMER-ID; Customer_Name ;order no;item name;delivered quantity;;\n1;C1;N;O1;Thing;2;;\n").source().docId()).isEqualTo("1");
    }

    @Test
    public void unknownDoubleAndMissingColumnsAreNamed() {
        assertThat(malformed("document_id;kunde\n1;2\n")).startsWith("line 1, column 2 is \"kunde\": expected one of document_id, ");
        assertThat(malformed(NEEDED + ";Order No\n")).isEqualTo("line 1, column 7 is \"Order No\": expected each column once");
        assertThat(malformed("document_id;customer_id\n1;2\n")).startsWith("line 1 is \"customer_name, order_no, item_name, delivered_quantity not there\"");
        assertThat(malformed("sep=;\ndocument_id;kunde\n1;2\n")).startsWith("line 2, column 2 is \"kunde\"");
    }

    @Test
    public void aCellWithoutAColumnIsNoticed() throws Exception {
        assertThat(problems(NEEDED + "\n1;C1;N;O1;Thing;2;stray\n")).containsExactly(new Problem("line 2, column 7", "stray",
                "nothing, as the column has no name; a cell with the separator in it must stand in quotation marks"));
    }

    @Test
    public void mistakesAreToldByLineAndColumnAndStayWithTheirDocument() throws Exception {
        List<DeliveryFormat.Item> items = read(NEEDED + ";delivered_date\n1;C1;N;O1;Thing;2;2026-11-20\n2;C1;N;O2;Thing;-3;30.02.2026\n3;C1;N;O3;Thing;4;\n");
        assertThat(items).extracting(i -> i.report().isPresent()).containsExactly(true, false, true);
        assertThat(items.get(1).position()).isEqualTo("line 3");
        assertThat(items.get(1).identity()).contains("delivery/2");
        assertThat(items.get(1).problems()).extracting(Problem::text).containsExactly(
                "line 3, delivered_date is \"30.02.2026\": expected a day of the calendar such as 2026-11-20 or 20.11.2026");
    }

    @Test
    public void whatTheRulesRefuseIsToldByLineAndColumnToo() throws Exception {
        String columns = NEEDED + ";contact_email;contact_name;contact_language;destination_country;order_currency;order_date;promised_date\n";
        String good = "1;C1;N;O1;Thing;2;a@b.example;N;de;DE;EUR;2026-11-01;2026-11-02\n";
        assertThat(one(columns + good).contacts()).hasSize(1);
        assertThat(fields(columns + good.replace(";2;", ";-2;"))).containsExactly("line 2, delivered_quantity");
        assertThat(fields(columns + good.replace("a@b.example", "\"a@b.example\rBcc: x\""))).isEqualTo(List.of("line 2, contact_email"));
        assertThat(fields(columns + good.replace("a@b.example", "not an address"))).containsExactly("line 2, contact_email");
        assertThat(fields(columns + good.replace(";N;de", ";\"N\nBcc: x@y.example\";de"))).containsExactly("line 2, contact_name");
        assertThat(fields(columns + good.replace(";de;", ";xx;"))).containsExactly("line 2, contact_language");
        assertThat(fields(columns + good.replace(";DE;", ";Deutschland;"))).containsExactly("line 2, destination_country");
        assertThat(fields(columns + good.replace(";EUR;", ";Euro;"))).containsExactly("line 2, order_currency");
        assertThat(fields(columns + good.replace("2026-11-01", "1980-11-01"))).containsExactly("line 2, order_date");
        assertThat(fields(NEEDED + ";carrier\n1;C1;N;O1;Thing;2;" + "x".repeat(121) + "\n")).containsExactly("line 2, carrier");
        assertThat(fields(NEEDED + ";carrier\n1;C1;N;O1;Thing;2;\"DHL\nExpress\"\n")).containsExactly("line 2, carrier");
        assertThat(fields(columns + good.replace("2026-11-02", "1980-11-02"))).containsExactly("line 2, promised_date");
        assertThat(fields(columns + good.replace("Thing", "x".repeat(501)))).containsExactly("line 2, item_name");
        assertThat(fields(columns + good.replace("1;C1", "1;"))).containsExactly("line 2, customer_id");
        assertThat(fields(columns + good + good.replace(";2;", ";3;").replace("Thing", "y".repeat(501)))).containsExactly("line 3, item_name");
    }

    @Test
    public void whatIsMissingIsNamed() throws Exception {
        assertThat(texts(NEEDED + "\n;C1;N;O1;Thing;2\n")).containsExactly("line 2, document_id is missing: expected the document's identity in the ERP");
        assertThat(texts(NEEDED + "\n1;C1;N;;Thing;2\n")).containsExactly("line 2, order_no is missing: expected the order that the line belongs to");
        assertThat(texts(NEEDED + "\n1;C1;N;O1;;2\n")).containsExactly("line 2, item_name is missing: expected what the customer reads");
        assertThat(texts(NEEDED + "\n1;C1;N;O1;Thing;\n")).containsExactly("line 2, delivered_quantity is missing: expected a quantity of zero or more");
        assertThat(read(NEEDED + "\n;C1;N;O1;Thing;2\n;C1;N;O1;Thing;2\n")).as("rows without a document are not one document").hasSize(2)
                .allSatisfy(i -> assertThat(i.identity()).isEmpty());
    }

    @Test
    public void theCarrierMayStandInAnyRow() throws Exception {
        assertThat(one(NEEDED + ";Carrier\n1;C1;N;O1;Thing;2;\n1;;;O1;Other;2; Schenker \n").carrier()).isEqualTo("Schenker");
        assertThat(one(NEEDED + "\n1;C1;N;O1;Thing;2\n").carrier()).isNull();
        assertThat(texts(NEEDED + ";carrier\n1;C1;N;O1;Thing;2;DHL\n1;;;O1;Other;2;Schenker\n")).containsExactly("line 3, carrier is \"Schenker\": expected \"DHL\" as in line 2, or nothing");
    }

    @Test
    public void rowsOfOneDocumentMustNotContradictEachOther() throws Exception {
        assertThat(texts(NEEDED + "\n1;C1;N;O1;Thing;2\n1;C2;;O1;Other;2\n")).containsExactly("line 3, customer_id is \"C2\": expected \"C1\" as in line 2, or nothing");
        assertThat(texts(NEEDED + ";order_net\n1;C1;N;O1;Thing;2;10\n1;;;O1;Other;2;11\n"))
                .containsExactly("line 3, order_net is \"11\": expected \"10\" as in line 2, or nothing");
        assertThat(texts(NEEDED + ";line_id\n1;C1;N;O1;Thing;2;a\n1;;;O1;Other;2;a\n")).containsExactly("line 3, line_id is \"a\": expected each line of a document once");
    }

    @Test
    public void rowsAreGatheredWhereverTheyStandAndByTheWholeIdentity() throws Exception {
        List<DeliveryFormat.Item> items = read(NEEDED + ";company\n1;C1;N;O1;A;1;x\n2;C1;N;O1;B;1;x\n1;C1;N;O1;C;1;x\n1;C1;N;O1;D;1;y\n");
        assertThat(items).extracting(i -> i.report().orElseThrow().lines().size()).containsExactly(2, 1, 1);
        assertThat(items.get(0).position()).isEqualTo("lines 2 to 4");
    }

    @Test
    public void aDocumentMayServeSeveralOrders() throws Exception {
        DeliveredOrder report = one(NEEDED + ";order_id\n1;C1;N;O1;A;1;11\n1;;;O2;B;1;12\n");
        assertThat(report.orders()).extracting(DeliveredOrder.OrderRef::id).containsExactly("11", "12");
        assertThat(report.orders()).extracting(DeliveredOrder.OrderRef::no).containsExactly("O1", "O2");
        assertThat(report.lines()).extracting(DeliveredOrder.Line::orderId).containsExactly("11", "12");
    }

    @Test
    public void cancellationsAndReturns() throws Exception {
        DeliveredOrder cancelled = one(NEEDED + ";status\n1;;;;;;cancelled\n");
        assertThat(cancelled.status()).isEqualTo(DeliveredOrder.Status.CANCELLED);
        assertThat(cancelled.lines()).isEmpty();
        String columns = NEEDED + ";kind;return_of\n";
        assertThat(one(columns + "R1;C1;N;O1;A;1;RETURN;417\n").links()).containsExactly(new DeliveredOrder.Link(DeliveredOrder.LinkType.RETURN_OF, "417", null));
        assertThat(one(columns + "R1;C1;N;O1;A;1;RETURN;\n").links()).containsExactly(new DeliveredOrder.Link(DeliveredOrder.LinkType.RETURN_OF, null, "O1"));
        assertThat(fields(columns + "R1;C1;N;;;;RETURN;\n")).containsExactly("line 2, return_of");
        assertThat(fields(columns + "1;C1;N;O1;A;1;;417\n")).containsExactly("line 2, return_of");
        assertThat(texts(NEEDED + ";status\n1;C1;N;O1;A;1;geliefert\n"))
                .containsExactly("line 2, status is \"geliefert\": expected one of SHIPPED, DELIVERED, CANCELLED, REVERSED");
        assertThat(texts(NEEDED + ";contact_opted_out\n1;C1;N;O1;A;1;maybe\n")).containsExactly("line 2, contact_opted_out is \"maybe\": expected yes or no");
    }

    @Test
    public void daysInManyForms() throws Exception {
        for (String day : List.of("2026-11-20", "20.11.2026", "20.11.2026 10:42", "2026-11-20 10:42:07", "2026-11-20T10:42")) {
            assertThat(delivered(day)).as(day).isEqualTo(ErpDate.day(LocalDate.of(2026, 11, 20), null));
        }
        assertThat(delivered("1.2.2026")).isEqualTo(ErpDate.day(LocalDate.of(2026, 2, 1), null));
        assertThat(delivered("2026-11-20T10:42:07+01:00"))
                .isEqualTo(new ErpDate(LocalDate.of(2026, 11, 20), Instant.parse("2026-11-20T09:42:07Z"), ZoneOffset.ofHours(1), null));
        for (String bad : List.of("11/20/2026", "20.11.26", "2026-02-30", "31.4.2026", "2026-11-20 25:00", "heute", "46346", "+12026-01-01", "01.01.0001")) {
            assertThat(fields(NEEDED + ";delivered_date\n1;C1;N;O1;A;1;" + bad + "\n")).as(bad).containsExactly("line 2, delivered_date");
        }
        assertThat(texts(NEEDED + ";delivered_date\n1;C1;N;O1;A;1;1.12.2026\n"))
                .containsExactly("line 2, delivered_date is \"2026-12-01\": expected a day that is not in the future, as the status is DELIVERED");
        assertThat(one(NEEDED + ";changed_at\n1;C1;N;O1;A;1;20.11.2026 10:42\n").source().changedAt()).isEqualTo("2026-11-20T10:42:00Z");
        for (String bad : List.of("soon", "01.01.0001 10:00", "9999-01-01T00:00:00Z")) {
            assertThat(fields(NEEDED + ";changed_at\n1;C1;N;O1;A;1;" + bad + "\n")).as(bad).containsExactly("line 2, changed_at");
        }
    }

    @Test
    public void numbersWithCommaOrPoint() throws Exception {
        assertThat(quantity("12")).isEqualTo("12");
        assertThat(quantity("1,5")).isEqualTo("1.5");
        assertThat(quantity("1.5")).isEqualTo("1.5");
        assertThat(quantity("0,125")).isEqualTo("0.125");
        assertThat(quantity("1500.125")).isEqualTo("1500.125");
        assertThat(quantity("1.234,5")).isEqualTo("1234.5");
        assertThat(quantity("1,234.5")).isEqualTo("1234.5");
        assertThat(quantity("1.234.567")).isEqualTo("1234567");
        assertThat(quantity("1 234,50")).isEqualTo("1234.50");
        assertThat(quantity("1\u00A0234")).isEqualTo("1234");
        assertThat(quantity("1'234.50")).isEqualTo("1234.50");
    }

    @Test
    public void aNumberThatCouldBeTwoIsNeverGuessed() throws Exception {
        assertThat(texts(NEEDED + "\n1;C1;N;O1;A;1.234\n")).singleElement().asString().startsWith("line 2, delivered_quantity is \"1.234\": expected a number whose decimal sign is clear");
        assertThat(fields(NEEDED + "\n1;C1;N;O1;A;1,234\n")).containsExactly("line 2, delivered_quantity");
        String point = NEEDED + "\n1;C1;N;O1;A;1.234\n2;C1;N;O2;A;";
        assertThat(read(point + "0,5\n").get(0).report().orElseThrow().lines().get(0).delivered()).isEqualTo("1234");
        assertThat(read(point + "0.5\n").get(0).report().orElseThrow().lines().get(0).delivered()).isEqualTo("1.234");
        assertThat(read(point + "0.5\n3;C1;N;O3;A;0,5\n").get(0).report()).as("a file that speaks with two tongues shows nothing").isEmpty();
    }

    @Test
    public void theFoldersSettingDecidesWhatTheFileDoesNotShow() throws Exception {
        format.addFolder(new ConfiguredFolder("inbox", Path.of("/in"), Duration.ZERO, Duration.ZERO, CsvNumbers.Decimal.COMMA));
        format.addFolder(new ConfiguredFolder("other", Path.of("/in2"), Duration.ZERO, Duration.ZERO, CsvNumbers.Decimal.POINT));
        byte[] file = (NEEDED + "\n1;C1;N;O1;A;1.234\n").getBytes(StandardCharsets.UTF_8);
        assertThat(format.read(file, "inbox").get(0).report().orElseThrow().lines().get(0).delivered()).isEqualTo("1234");
        assertThat(format.read(file, "other").get(0).report().orElseThrow().lines().get(0).delivered()).isEqualTo("1.234");
        assertThat(format.read(file, "third").get(0).report()).isEmpty();
    }

    @Test
    public void whatIsNoNumberIsRefused() throws Exception {
        for (String bad : List.of("twelve", "1e5", "12,50 EUR", "1,2,3", "1.2.3", "1.23.456", "0x10", "--1", "1,", ",5", "9".repeat(100), "½", "1.234,567.8")) {
            assertThat(fields(NEEDED + "\n1;C1;N;O1;A;\"" + bad + "\"\n")).as(bad).containsExactly("line 2, delivered_quantity");
        }
    }

    @Test
    public void whatASpreadsheetShortenedIsNoIdentity() throws Exception {
        assertThat(texts(NEEDED + ";gtin\n1;C1;N;O1;A;1;4,01235E+12\n")).singleElement().asString().startsWith("line 2, gtin is \"4,01235E+12\": expected the number as it is");
        assertThat(fields(NEEDED + "\n1,23E+10;C1;N;O1;A;1\n")).containsExactly("line 2, document_id");
    }

    @Test
    public void cellsAreDataWhateverTheyLookLike() throws Exception {
        for (String cell : List.of("=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "<script>alert(1)</script>", "=\"0012\"", "Robert'); DROP TABLE--")) {
            assertThat(one(NEEDED + "\n1;C1;N;O1;\"" + cell.replace("\"", "\"\"") + "\";1\n").lines().get(0).name()).isEqualTo(cell);
        }
    }

    @Test
    public void linesAreCountedThroughQuotedBreaksAndBlankLines() throws Exception {
        assertThat(fields(NEEDED + "\r\n1;C1;N;O1;\"two\r\nlines\";1\r\n\r\n2;C1;N;O1;A;x\r\n")).containsExactly("line 5, delivered_quantity");
        assertThat(fields("sep=;\n" + NEEDED + "\n1;C1;N;O1;A;x")).containsExactly("line 3, delivered_quantity");
    }

    @Test
    public void quotationMarksOutOfPlaceAreToldWithTheirLine() {
        assertThat(malformed(NEEDED + "\n1;C1;N;O1;A;1\n2;C1;\"N;O1;A;1\n")).startsWith("line 3 is \"a quotation mark out of place\"");
        assertThat(malformed(NEEDED + "\n1;C1;\"N\"x;O1;A;1\n")).startsWith("line 2 is \"a quotation mark out of place\"");
    }

    @Test
    public void whatIsNoTableIsMalformed() {
        assertThat(malformed("")).contains("nothing at all");
        assertThat(malformed(NEEDED + "\n")).contains("no rows");
        assertThat(malformed(NEEDED + "\n;;;;;\n\n")).contains("no rows");
        assertThat(malformed("{\"schema\": \"delivered-order/1\"}")).startsWith("line 1, column 1 is");
        assertThat(malformed("PK\u0003\u0004\u0000\u0000")).contains("value zero");
        assertThat(malformed(NEEDED.getBytes(StandardCharsets.UTF_16LE))).contains("value zero");
        assertThat(malformed(new byte[] {'d', (byte) 0x81})).contains("no text");
        assertThat(malformed(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, (byte) 0xD8, 'a', 0})).contains("no text");
        assertThat(malformed(NEEDED + "\n" + "1;C1;N;O1;A;1\n".repeat(80_000))).contains("1 MB");
    }

    @Test
    public void encodingsAreToldApart() throws Exception {
        String table = NEEDED + "\n1;C1;Möbel – 5 €;O1;A;1\n";
        for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("windows-1252"), StandardCharsets.UTF_16)) {
            assertThat(format.read(table.getBytes(charset), "inbox").get(0).report().orElseThrow().customer().name()).as(charset.name()).isEqualTo("Möbel – 5 €");
        }
    }

    @Test
    public void aHostileFileFullOfMistakesEndsSoon() throws Exception {
        assertThat(texts(NEEDED + "\n" + "1;C1;N;O1;A;x\n".repeat(60_000)))
                .containsExactly("lines 2 to 60001 is \"60000 rows of one document\": expected at most 1000");
        assertThat(read(NEEDED + "\n" + "1;C1;N;O1;A;x\n".repeat(1000))).singleElement().satisfies(i -> assertThat(i.problems()).hasSize(50));
    }

    @Test
    public void itReadsFilesOfItsName() {
        assertThat(format.mediaType()).isEqualTo("text/csv");
        assertThat(format.reads("Lieferungen.CSV")).isTrue();
        assertThat(format.reads("Lieferungen.csv.tmp")).isFalse();
    }

    private ErpDate delivered(String day) throws Exception {
        return one(NEEDED + ";delivered_date\n1;C1;N;O1;A;1;" + day + "\n").delivered();
    }

    private BigDecimal quantity(String number) throws Exception {
        return one(NEEDED + "\n1;C1;N;O1;A;" + number + "\n").lines().get(0).delivered();
    }

    private DeliveredOrder one(String csv) throws Exception {
        List<DeliveryFormat.Item> items = read(csv);
        assertThat(items).singleElement().satisfies(i -> assertThat(i.problems()).isEmpty());
        return items.get(0).report().orElseThrow();
    }

    private List<Problem> problems(String csv) throws Exception {
        return read(csv).stream().peek(i -> assertThat(i.problems().isEmpty()).isEqualTo(i.report().isPresent())).flatMap(i -> i.problems().stream()).toList();
    }

    private List<String> fields(String csv) throws Exception {
        return problems(csv).stream().map(Problem::field).toList();
    }

    private List<String> texts(String csv) throws Exception {
        return problems(csv).stream().map(Problem::text).toList();
    }

    private List<DeliveryFormat.Item> read(String csv) throws DeliveryFormat.Malformed {
        return format.read(csv.getBytes(StandardCharsets.UTF_8), "inbox");
    }

    private String malformed(String csv) {
        return malformed(csv.getBytes(StandardCharsets.UTF_8));
    }

    private String malformed(byte[] csv) {
        DeliveryFormat.Malformed malformed = catchThrowableOfType(DeliveryFormat.Malformed.class, () -> format.read(csv, "inbox"));
        assertThat(malformed).isNotNull();
        return malformed.problem().text();
    }

    private static byte[] resource(String name) throws Exception {
        try (InputStream in = CsvDeliveryFormatTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
