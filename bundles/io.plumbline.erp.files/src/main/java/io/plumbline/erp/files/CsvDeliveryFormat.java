package io.plumbline.erp.files;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

import io.plumbline.application.delivery.DeliveryFormat;
import io.plumbline.application.delivery.DropFolder;
import io.plumbline.domain.Problem;
import io.plumbline.erp.files.CsvTable.Row;

/** CSV as a format that deliveries come in: a row for each delivered line, columns as the README of this bundle explains them. */
@Component(service = DeliveryFormat.class, property = "mediaType=text/csv")
public final class CsvDeliveryFormat implements DeliveryFormat {
    private final List<DropFolder> folders = new CopyOnWriteArrayList<>();

    private final Clock clock;

    @Activate
    public CsvDeliveryFormat() {
        this(Clock.systemUTC());
    }

    CsvDeliveryFormat(Clock clock) {
        this.clock = clock;
    }

    /** A folder may say which decimal sign its files have. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addFolder(DropFolder folder) {
        folders.add(folder);
    }

    public void removeFolder(DropFolder folder) {
        folders.remove(folder);
    }

    @Override
    public String mediaType() {
        return "text/csv";
    }

    @Override
    public boolean reads(String fileName) {
        return fileName.toLowerCase(Locale.ROOT).endsWith(".csv");
    }

    @Override
    public List<Item> read(byte[] document, String connector) throws Malformed {
        if (document.length > MOST_BYTES) {
            throw new Malformed(new Problem("document", document.length + " bytes", "at most " + MOST_BYTES + " bytes (1 MB)"));
        }
        List<Row> rows = CsvTable.read(CsvText.of(document)).rows();
        if (rows.isEmpty()) {
            throw new Malformed(new Problem("document", "no rows", "at least one delivered line below the names of columns"));
        }
        CsvNumbers.Decimal said = folders.stream().filter(f -> f instanceof ConfiguredFolder && f.name().equals(connector))
                .map(f -> ((ConfiguredFolder) f).decimal()).filter(d -> d != null).findFirst().orElse(null);
        CsvNumbers numbers = CsvNumbers.of(rows.stream().flatMap(r -> CsvColumn.NUMBERS.stream().map(r.cells()::get)).filter(t -> t != null).toList(), said);
        Map<List<String>, List<Row>> documents = new LinkedHashMap<>();
        for (Row row : rows) {
            // a row that names no document stands alone
            List<String> key = row.cells().containsKey(CsvColumn.DOCUMENT_ID) ? CsvDelivery.key(row) : List.of("", "", "", Long.toString(row.line()));
            documents.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
        }
        Instant now = clock.instant();
        return documents.values().stream().map(ofOne -> new CsvDelivery(ofOne, numbers, now).read(connector)).toList();
    }
}
