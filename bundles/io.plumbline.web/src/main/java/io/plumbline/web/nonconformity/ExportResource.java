package io.plumbline.web.nonconformity;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.nonconformity.CaseQueries;
import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.application.nonconformity.ExportCases;
import io.plumbline.application.sheet.SheetFormat;
import io.plumbline.http.SheetDownload;
import io.plumbline.web.Allowed;
import io.plumbline.web.CaseTitle;
import io.plumbline.web.Pages;
import io.plumbline.web.Visit;

/** The inbox as a file, with the filters and the order of its address, in the reader's words. */
@Path("/export")
@RolesAllowed({Allowed.QUALITY_MANAGER, Allowed.AUDITOR})
@Component(service = ExportResource.class)
public final class ExportResource {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final List<String> COLUMNS = List.of("field.number", "field.title", "field.state", "field.severity", "inbox.sort.CUSTOMER", "field.order", "field.owner", "field.due",
            "field.reported", "field.changed");

    private final Pages pages;
    private final ExportCases export;

    @Activate
    public ExportResource(@Reference Pages pages, @Reference ExportCases export) {
        this.pages = pages;
        this.export = export;
    }

    @GET
    @Path("cases.csv")
    public Response csv(@Context HttpServletRequest request) {
        return file(pages.visit(request), SheetFormat.CSV);
    }

    @GET
    @Path("cases.xlsx")
    public Response xlsx(@Context HttpServletRequest request) {
        return file(pages.visit(request), SheetFormat.XLSX);
    }

    private Response file(Visit visit, SheetFormat format) {
        Selection wanted = Selection.of(visit);
        CaseQueries.Filter filter = wanted.filter(visit);
        return SheetDownload.of(format, "cases-" + visit.look().formats().dayOf(visit.now()),
                sheet -> export.write(filter, wanted.order(), sheet, COLUMNS.stream().map(visit::say).toList(), row -> cells(visit, row)));
    }

    private static List<String> cells(Visit visit, CaseRow row) {
        ZoneId zone = visit.organisation().zone();
        return Arrays.asList(row.number(), CaseTitle.in(visit.look().texts(), row.title()), visit.say("state." + row.state()), visit.say("severity." + row.severity()), row.customerName(),
                row.orderNumber(), row.owner(), row.due() == null ? null : row.due().toString(), minute(row.reportedAt(), zone), minute(row.changedAt(), zone));
    }

    private static String minute(Instant time, ZoneId zone) {
        return MINUTE.format(time.atZone(zone));
    }
}
