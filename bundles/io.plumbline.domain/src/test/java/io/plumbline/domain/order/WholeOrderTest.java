package io.plumbline.domain.order;

import static io.plumbline.domain.Reports.delivery;
import static io.plumbline.domain.Reports.line;
import static io.plumbline.domain.Reports.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.Test;

import io.plumbline.domain.Reports;
import io.plumbline.domain.delivery.DeliveredOrder.OrderState;
import io.plumbline.domain.delivery.DeliveredOrder.Status;
import io.plumbline.domain.delivery.Delivery;

public class WholeOrderTest {
    private static boolean whole(OrderState said, Delivery... deliveries) {
        return WholeOrder.isWhole("233", said, List.of(deliveries));
    }

    @Test
    public void whatTheErpSaysGoesBeforeWhatTheLinesSay() {
        assertThat(whole(OrderState.OPEN, delivery(with(Status.DELIVERED, null, line("10", "4"))))).isFalse();
        assertThat(whole(OrderState.COMPLETE, delivery(with(Status.DELIVERED, null, line("10", "99"))))).isTrue();
    }

    @Test
    public void withoutTheErpsWordTheLinesDecideOverAllDeliveries() {
        Delivery four = delivery(with(Status.DELIVERED, null, line("10", "10", "4")));
        Delivery six = delivery(with(Status.DELIVERED, null, line("10", "10", "6")));
        assertThat(whole(null, four)).isFalse();
        assertThat(whole(null, four, six)).isTrue();
        assertThat(whole(null, six, delivery(with(Status.DELIVERED, null, line("20", "1", "0"))))).isFalse();
    }

    @Test
    public void aLineWithoutAnOrderedQuantityHasNothingOutstanding() {
        assertThat(whole(null, delivery(with(Status.DELIVERED, null, line("10", null))))).isTrue();
    }

    @Test
    public void nothingDeliveredIsNotWhole() {
        assertThat(whole(OrderState.COMPLETE)).isFalse();
        assertThat(whole(OrderState.COMPLETE, delivery(with(Status.CANCELLED, null, line("10", "4"))))).isFalse();
    }

    @Test
    public void whatIsUnderwayIsNotThereYet() {
        Delivery arrived = delivery(Reports.good());
        Delivery underway = delivery(with(Status.SHIPPED, null, line("10", "4")));
        assertThat(whole(OrderState.COMPLETE, arrived, underway)).isFalse();
    }

    @Test
    public void aCancelledDeliveryDeliversNothing() {
        Delivery cancelled = delivery(with(Status.CANCELLED, null, line("10", "4")));
        Delivery none = delivery(with(Status.DELIVERED, null, line("10", "4", "0")));
        assertThat(whole(null, cancelled, none)).isFalse();
    }
}
