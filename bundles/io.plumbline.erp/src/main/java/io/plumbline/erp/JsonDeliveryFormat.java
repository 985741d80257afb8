package io.plumbline.erp;

import java.util.List;
import java.util.Locale;

import org.osgi.service.component.annotations.Component;

import io.plumbline.application.delivery.DeliveryFormat;

/** The neutral JSON as a format that deliveries come in, see {@link DeliveredOrderJson}. */
@Component(property = "mediaType=" + DeliveredOrderJson.MEDIA_TYPE)
public final class JsonDeliveryFormat implements DeliveryFormat {
    @Override
    public String mediaType() {
        return DeliveredOrderJson.MEDIA_TYPE;
    }

    @Override
    public boolean reads(String fileName) {
        return fileName.toLowerCase(Locale.ROOT).endsWith(".json");
    }

    @Override
    public List<Item> read(byte[] document, String connector) throws Malformed {
        return DeliveredOrderJson.read(document, connector);
    }
}
