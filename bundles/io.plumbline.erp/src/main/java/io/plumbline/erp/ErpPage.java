package io.plumbline.erp;

import java.util.List;

import io.plumbline.application.delivery.DeliverySource;

/**
 * One page of documents.
 *
 * @param items   in the order of their keys; may be empty although more follows, where a connector leaves documents out
 * @param lastKey the key of the last document that was looked at; where {@code last} is false it lies after the key that was asked for
 * @param last    whether the window holds nothing more
 */
public record ErpPage(List<DeliverySource.Item> items, String lastKey, boolean last) {
    public ErpPage {
        items = List.copyOf(items);
    }
}
