package io.plumbline.rest.operation;

import java.util.List;

import javax.annotation.security.RolesAllowed;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Request;
import javax.ws.rs.core.Response;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Transactions;
import io.plumbline.application.operation.ConfigurationProblems;
import io.plumbline.application.operation.OperationQueries;
import io.plumbline.domain.delivery.Quarantine;
import io.plumbline.rest.Problems.FieldJson;
import io.plumbline.rest.Versioned;
import io.plumbline.rest.openapi.Operation;
import io.plumbline.rest.openapi.Says;

/** {@code /operation}: what runs here, and what is wrong with its configuration. How it fares says {@code /health}. */
@Path("/operation")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("operator")
@Component(service = OperationResource.class)
public final class OperationResource {
    private final OperationQueries queries;
    private final ConfigurationProblems problems;
    private final Quarantine quarantine;
    private final Transactions transactions;

    @Activate
    public OperationResource(@Reference OperationQueries queries, @Reference ConfigurationProblems problems, @Reference Quarantine quarantine,
            @Reference Transactions transactions) {
        this.queries = queries;
        this.problems = problems;
        this.quarantine = quarantine;
        this.transactions = transactions;
    }

    @Says("What runs here")
    public record OperationJson(@Says(value = "Product and version", example = "PostgreSQL 16.9") String database, long deliveries,
            @Says("Journal entries that wait for their number") long unnumberedEntries, @Says("Records that could not be taken") long quarantined,
            @Says("Values in etc/ that cannot be used; the default stands in") List<FieldJson> configuration) {
    }

    @GET
    @Operation(id = "getOperation", says = "What runs here", gives = OperationJson.class, tagged = true)
    public Response show(@Context Request request) {
        return Versioned.of(new OperationJson(queries.database(), queries.deliveries(), queries.unnumberedJournalEntries(), transactions.required(quarantine::count),
                problems.all().stream().map(FieldJson::of).toList()), request);
    }
}
