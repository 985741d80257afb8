package io.plumbline.erp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.runner.RunWith;

import com.pholser.junit.quickcheck.From;
import com.pholser.junit.quickcheck.Property;
import com.pholser.junit.quickcheck.runner.JUnitQuickcheck;

import io.plumbline.application.delivery.DeliveryFormat;
import io.plumbline.domain.delivery.ContentHash;
import io.plumbline.domain.delivery.DeliveredOrder;

@RunWith(JUnitQuickcheck.class)
public class DeliveredOrderJsonRoundTripTest {
    @Property(trials = 300)
    public void readingWhatWasWrittenGivesTheSameReport(@From(AnyDeliveredOrder.class) DeliveredOrder report) throws Exception {
        List<DeliveryFormat.Item> items = DeliveredOrderJson.read(DeliveredOrderJson.bytes(report), "main");
        assertThat(items).singleElement().satisfies(item -> {
            assertThat(item.problems()).isEmpty();
            assertThat(item.report()).contains(report);
            assertThat(ContentHash.of(item.report().orElseThrow())).isEqualTo(ContentHash.of(report));
        });
    }
}
