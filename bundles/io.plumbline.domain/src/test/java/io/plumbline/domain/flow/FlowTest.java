package io.plumbline.domain.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.Test;

import io.plumbline.domain.Reports;
import io.plumbline.domain.flow.Event.DeliveryRecorded;
import io.plumbline.domain.flow.Event.FeedbackRecorded;
import io.plumbline.domain.flow.Event.InvitationHeld;
import io.plumbline.domain.flow.Event.InvitationScheduled;
import io.plumbline.domain.flow.Event.InvitationSent;
import io.plumbline.domain.flow.Event.LetterWritten;
import io.plumbline.domain.flow.Event.NonconformityReopened;
import io.plumbline.domain.flow.Event.NonconformityReported;
import io.plumbline.domain.flow.Event.NonconformitySettled;
import io.plumbline.domain.flow.Event.ResponseRecorded;
import io.plumbline.domain.flow.Event.WebhookWritten;

public class FlowTest {
    private static final Instant NOW = Reports.NOW;
    private static final Instant LATER = NOW.plus(Duration.ofDays(2));

    private static Map<String, Event> everyEvent() {
        Map<String, Event> events = new LinkedHashMap<>();
        events.put("DeliveryRecorded", new DeliveryRecorded(Reports.id(1)));
        events.put("InvitationHeld", new InvitationHeld(Reports.id(1), LATER));
        events.put("InvitationHeld, no fallback time", new InvitationHeld(Reports.id(1), Instant.MAX));
        events.put("InvitationScheduled", new InvitationScheduled(Reports.id(2), LATER));
        events.put("InvitationSent", new InvitationSent(Reports.id(2), LATER));
        events.put("ResponseRecorded, low", new ResponseRecorded(Reports.id(3), true));
        events.put("ResponseRecorded, not low", new ResponseRecorded(Reports.id(3), false));
        events.put("FeedbackRecorded, goods rejected or missing", new FeedbackRecorded(Reports.id(6), true, LATER));
        events.put("FeedbackRecorded, anything else", new FeedbackRecorded(Reports.id(6), false, LATER));
        events.put("NonconformityReported", new NonconformityReported(Reports.id(4)));
        events.put("NonconformityUnderstood", new Event.NonconformityUnderstood(Reports.id(4)));
        events.put("LetterWritten", new LetterWritten(Reports.id(6)));
        events.put("NoticeWritten", new Event.NoticeWritten(Reports.id(6)));
        events.put("NonconformitySettled", new NonconformitySettled(Reports.id(4)));
        events.put("NonconformityReopened", new NonconformityReopened(Reports.id(4)));
        events.put("WebhookWritten", new WebhookWritten(Reports.id(5)));
        return events;
    }

    @Test
    public void everyEventHasItsPlaceInTheFlow() {
        List<String> shown = everyEvent().keySet().stream().map(name -> name.replaceAll(",.*", "")).distinct().toList();
        assertThat(shown).containsExactlyInAnyOrderElementsOf(
                Arrays.stream(Event.class.getPermittedSubclasses()).map(Class::getSimpleName).toList());
    }

    @Test
    public void everyCommandIsLedToAndHasARouteOfItsOwn() {
        List<String> ledTo = everyEvent().values().stream().flatMap(e -> Flow.next(e, NOW).stream()).map(d -> d.command().getClass().getSimpleName()).distinct()
                .toList();
        assertThat(ledTo).containsExactlyInAnyOrderElementsOf(Arrays.stream(Command.class.getPermittedSubclasses()).filter(Class::isRecord)
                .map(Class::getSimpleName).toList());
        assertThat(Arrays.stream(Command.Kind.values()).map(Command.Kind::route)).doesNotHaveDuplicates().hasSize(ledTo.size());
    }

    @Test
    public void theArchitecturePageShowsTheFlowAsItIs() throws IOException {
        String page = Files.readString(Path.of("..", "README.md"));
        assertThat(page).as("the table between the markers in bundles/README.md must be this one:\n" + table()).contains(table());
    }

    private static String table() {
        return "| event | leads to | when | route |\n|---|---|---|---|\n" + everyEvent().entrySet().stream().map(e -> row(e.getKey(), e.getValue()))
                .collect(Collectors.joining());
    }

    private static String row(String name, Event event) {
        List<Flow.Due> next = Flow.next(event, NOW);
        if (next.isEmpty()) {
            return "| " + name + " | nothing | | |\n";
        }
        return next.stream().map(d -> "| " + name + " | " + d.command().getClass().getSimpleName() + " | " + (d.at().equals(NOW) ? "at once" : "at the time it names")
                + " | `" + d.command().kind().route() + "` |\n").collect(Collectors.joining());
    }
}
