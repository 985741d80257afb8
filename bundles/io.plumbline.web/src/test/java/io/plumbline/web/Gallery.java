package io.plumbline.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import javax.ws.rs.core.Response;

import io.plumbline.domain.access.Role;
import io.plumbline.domain.survey.Language;
import io.plumbline.web.customer.CustomerResource;
import io.plumbline.web.delivery.DeliveryResource;
import io.plumbline.web.delivery.LedgerResource;
import io.plumbline.web.nonconformity.CaseResource;
import io.plumbline.web.nonconformity.InboxResource;
import io.plumbline.web.survey.ResponseResource;

/** Every page, made from samples. */
final class Gallery {
    private Gallery() {
    }

    static Map<String, Supplier<Response>> pages(Language language, Samples samples) {
        Pages pages = Fakes.pages();
        Map<String, Supplier<Response>> all = new LinkedHashMap<>();
        InboxResource inbox = new InboxResource(pages, samples.cases(), samples.programmes());
        all.put("inbox", () -> inbox.inbox(quality("/", language).get()));
        all.put("inbox-filtered", () -> inbox.inbox(quality("/", language).with("state", "Closed").with("severity", "MAJOR").with("q", samples.say("Brandt")).with("after", "NC-MAIN-2026-0002").get()));
        CaseResource cases = new CaseResource(pages, samples.cases());
        all.put("case", () -> cases.one(quality("/cases/NC-MAIN-2026-0061", language).get(), "NC-MAIN-2026-0061"));
        DeliveryResource deliveries = new DeliveryResource(pages, samples.deliveries(), samples.surveys(), samples.journals(), samples.streams(), Fakes.AT_ONCE, samples.programmes());
        all.put("deliveries", () -> deliveries.list(quality("/deliveries", language).get()));
        all.put("deliveries-filtered", () -> deliveries.list(quality("/deliveries", language).with("line", "NOT_ASKED").with("why", "FATIGUE").with("connector", samples.say("gone")).with("from", "2026-01-01").with("to", "2026-12-31").with("q", samples.say("x")).get()));
        for (int i = 0; i < 20; i++) {
            int n = i;
            all.put("delivery-" + i, () -> deliveries.one(quality("/deliveries/" + Samples.id(4000 + n), language).get(), Samples.id(4000 + n).value()));
        }
        LedgerResource ledger = new LedgerResource(pages, samples.deliveries(), samples.programmes());
        all.put("ledger", () -> ledger.show(quality("/ledger", language).get()));
        all.put("ledger-wrong", () -> ledger.show(quality("/ledger", language).with("from", "2026-12-01").with("to", "2026-01-01").get()));
        CustomerResource customers = new CustomerResource(pages, samples.customers());
        all.put("customers", () -> customers.list(quality("/customers", language).get()));
        all.put("customers-filtered", () -> customers.list(quality("/customers", language).with("q", samples.say("x")).get()));
        all.put("customer", () -> customers.one(quality("/customers/x", language).get(), Samples.id(2000).value()));
        ResponseResource surveys = new ResponseResource(pages, samples.surveys());
        all.put("responses", () -> surveys.responses(quality("/responses", language).get()));
        all.put("invitations", () -> surveys.invitations(quality("/invitations", language).get()));
        Refusals refusals = new Refusals(pages);
        for (int status : new int[] {400, 403, 404, 405, 413, 418, 429, 500, 503}) {
            all.put("error-" + status, () -> refusals.show(quality("/x", language).get(), status));
        }
        return all;
    }

    private static FakeRequest quality(String path, Language language) {
        return FakeRequest.to(path).by(language, Role.QUALITY_MANAGER);
    }
}
