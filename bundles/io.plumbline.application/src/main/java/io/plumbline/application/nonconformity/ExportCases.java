package io.plumbline.application.nonconformity;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Page;
import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.application.sheet.Sheet;

/** Writes a list of cases into a sheet, page by page as it is read, so that a long list needs no more memory and no longer transaction than a short one. */
@Component(service = ExportCases.class)
public final class ExportCases {
    /** No file has more cases. */
    public static final int MOST = 20_000;
    private static final int PAGE = 200;

    private final CaseQueries cases;

    @Activate
    public ExportCases(@Reference CaseQueries cases) {
        this.cases = cases;
    }

    /**
     * The cases of the list in its order, at most {@link #MOST}, below a row of titles. Does not close the sheet.
     *
     * @param cells of one case, as many as there are titles
     * @return how many cases were written
     */
    public int write(CaseQueries.Filter filter, CaseOrder order, Sheet sheet, List<String> titles, Function<CaseRow, List<String>> cells) throws IOException {
        sheet.row(titles);
        int written = 0;
        String after = null;
        do {
            Page<CaseRow> page = cases.list(filter, order, after, Math.min(PAGE, MOST - written));
            for (CaseRow row : page.items()) {
                sheet.row(cells.apply(row));
            }
            written += page.items().size();
            after = page.next();
        } while (after != null && written < MOST);
        return written;
    }
}
