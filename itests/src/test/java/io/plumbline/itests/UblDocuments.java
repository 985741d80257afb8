package io.plumbline.itests;

import java.time.LocalDate;
import java.time.ZoneOffset;

/** Documents of UBL as an ERP and its customers write them. */
public final class UblDocuments {
    private static final LocalDate YESTERDAY = LocalDate.now(ZoneOffset.UTC).minusDays(1);

    private UblDocuments() {
    }

    /** 120 hinges that arrived yesterday. */
    public static String despatch(String version, String document, String order) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <DespatchAdvice xmlns="urn:oasis:names:specification:ubl:schema:xsd:DespatchAdvice-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
                  <cbc:UBLVersionID>%1$s</cbc:UBLVersionID>
                  <cbc:ID>%2$s</cbc:ID>
                  <cbc:IssueDate>%4$s</cbc:IssueDate>
                  <cac:OrderReference><cbc:ID>PO-1</cbc:ID><cbc:SalesOrderID>%3$s</cbc:SalesOrderID></cac:OrderReference>
                  <cac:DespatchSupplierParty><cac:Party><cac:PartyName><cbc:Name>Test Works</cbc:Name></cac:PartyName></cac:Party></cac:DespatchSupplierParty>
                  <cac:DeliveryCustomerParty>
                    <cbc:SupplierAssignedAccountID>10079</cbc:SupplierAssignedAccountID>
                    <cac:Party><cac:PartyName><cbc:Name>Weaver &amp; Sons Ltd</cbc:Name></cac:PartyName></cac:Party>
                    <cac:DeliveryContact><cbc:Name>Tom Weaver</cbc:Name><cbc:ElectronicMail>%3$s@weaver.example</cbc:ElectronicMail></cac:DeliveryContact>
                  </cac:DeliveryCustomerParty>
                  <cac:Shipment><cbc:ID>1</cbc:ID><cac:Delivery><cbc:ActualDeliveryDate>%4$s</cbc:ActualDeliveryDate></cac:Delivery></cac:Shipment>
                  <cac:DespatchLine>
                    <cbc:ID>1</cbc:ID>
                    <cbc:DeliveredQuantity unitCode="C62">120</cbc:DeliveredQuantity>
                    <cac:OrderLineReference><cbc:LineID>10</cbc:LineID></cac:OrderLineReference>
                    <cac:Item><cbc:Name>Hinge 90°</cbc:Name></cac:Item>
                  </cac:DespatchLine>
                </DespatchAdvice>
                """.formatted(version, document, order, YESTERDAY);
    }

    /** One piece came, some of it was rejected, two are missing. */
    public static String receipt(String version, String document, String account, String despatch, String rejected) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <ReceiptAdvice xmlns="urn:oasis:names:specification:ubl:schema:xsd:ReceiptAdvice-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
                  <cbc:UBLVersionID>%1$s</cbc:UBLVersionID>
                  <cbc:ID>%2$s</cbc:ID>
                  <cbc:IssueDate>%6$s</cbc:IssueDate>
                  <cac:DespatchDocumentReference><cbc:ID>%4$s</cbc:ID></cac:DespatchDocumentReference>
                  <cac:DeliveryCustomerParty><cbc:SupplierAssignedAccountID>%3$s</cbc:SupplierAssignedAccountID></cac:DeliveryCustomerParty>
                  <cac:DespatchSupplierParty><cac:Party><cac:PartyName><cbc:Name>Test Works</cbc:Name></cac:PartyName></cac:Party></cac:DespatchSupplierParty>
                  <cac:ReceiptLine>
                    <cbc:ID>1</cbc:ID>
                    <cbc:ReceivedQuantity unitCode="C62">1</cbc:ReceivedQuantity>
                    <cbc:ShortQuantity unitCode="C62">2</cbc:ShortQuantity>
                    <cbc:RejectedQuantity unitCode="C62">%5$s</cbc:RejectedQuantity>
                    <cbc:RejectReason>Glas gesprungen &lt;b&gt;</cbc:RejectReason>
                    <cbc:ReceivedDate>%6$s</cbc:ReceivedDate>
                    <cac:DespatchLineReference><cbc:LineID>1</cbc:LineID></cac:DespatchLineReference>
                    <cac:Item><cbc:Name>Kühltheke</cbc:Name></cac:Item>
                  </cac:ReceiptLine>
                </ReceiptAdvice>
                """.formatted(version, document, account, despatch, rejected, YESTERDAY);
    }

    /** The document in the SOAP operation that takes it. */
    public static String envelope(String connector, String document) {
        return """
                <e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><reportDocument xmlns="urn:plumbline:soap:v1"><connector>%s</connector>
                <document>%s</document></reportDocument></e:Body></e:Envelope>""".formatted(connector, document.replaceFirst("<\\?xml.*?\\?>\\n", ""));
    }
}
