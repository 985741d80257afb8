"""Drives Plumbline over SOAP with zeep: a client that knows nothing but the WSDL it is served.

    PASSWORD=... AUDITOR=... python3 drive.py http://127.0.0.1:8181 erp 2026-11-20 NC-MAIN-2026-0001

AUDITOR is the password of auditor; the case is one that was just reported.

Prints one line for each step that went as it should; ends with an exception at the first that did not.
"""
import os
import sys

import requests
import zeep
from lxml import etree
from zeep.exceptions import Fault

base, login, day, number = sys.argv[1:5]
password = os.environ["PASSWORD"]


def client(service, who, secret):
    session = requests.Session()
    session.auth = (who, secret)
    return zeep.Client(base + "/soap/v1/" + service + "?wsdl", transport=zeep.Transport(session=session, timeout=30))


def delivery(doc, **other):
    report = {
        "source": {"docType": "shipment", "docId": doc, "docNo": "SHP-" + doc},
        "kind": "DELIVERY",
        "status": "DELIVERED",
        "order": [{"id": doc, "no": "SO-" + doc, "state": "OPEN"}],
        "customer": {"id": "77", "name": "Ärzteverein <Süd> & Co"},
        "contact": [{"role": "BUYER", "email": "zeep@verein.example", "language": "de"}],
        "delivered": {"date": day, "basis": "GOODS_ISSUE"},
        "line": [{"id": "1", "name": "Stethoskop", "delivered": "2.5", "lot": ["L1", "L2"]}],
    }
    report.update(other)
    return report


def expect(what, actual, expected):
    assert actual == expected, "%s: %r, expected %r" % (what, actual, expected)
    print(what + ": " + str(actual))


try:
    # not the login: five failures in a row would lock it
    client("ErpEvents", "nobody", "wrong")
    raise AssertionError("a stranger was let in")
except requests.exceptions.HTTPError as e:
    expect("stranger, description", e.response.status_code, 401)
expect("stranger, operation", requests.post(base + "/soap/v1/ErpEvents", data="<x/>", headers={"Content-Type": "text/xml"}, auth=("nobody", "wrong")).status_code, 401)

erp = client("ErpEvents", login, password).service
expect("report", erp.reportDelivery(delivery("Z1")).outcome, "ACCEPTED")
expect("report again", erp.reportDelivery(delivery("Z1")).outcome, "DUPLICATE")
expect("amend", erp.amendDelivery(delivery("Z1", contact=[{"email": "zeep2@verein.example"}])).outcome, "AMENDED")
asked = erp.askForSurvey({"orderId": "Z1"})
expect("ask", asked.outcome, "ASKED")
expect("ask again", erp.askForSurvey({"orderId": "Z1"}).outcome in ("ASKED", "ALREADY_ASKED"), True)

fate = erp.whatBecame({"order": {"orderId": "Z1"}})
expect("what became", [f.source.docId for f in fate], ["Z1"])
expect("its question", fate[0].invitation[0].id, asked.invitation)

batch = erp.reportDeliveries([delivery("Z2"), delivery("Z3", line=[{"id": "1", "name": "x", "delivered": "-4"}]), delivery("Z4")])
expect("batch", [r.outcome for r in batch.receipt], ["ACCEPTED", "REFUSED", "ACCEPTED"])
expect("the bad one", batch.receipt[1].problem[0].field, "delivery[2]/line[1]/delivered")

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"


def despatch(doc, quantity="4"):
    return {"_value_1": etree.fromstring("""<DespatchAdvice xmlns="%(ubl)sDespatchAdvice-2" xmlns:cac="%(ubl)sCommonAggregateComponents-2"
        xmlns:cbc="%(ubl)sCommonBasicComponents-2"><cbc:ID>%(doc)s</cbc:ID><cbc:IssueDate>%(day)s</cbc:IssueDate>
        <cac:OrderReference><cbc:ID>PO-%(doc)s</cbc:ID><cbc:SalesOrderID>%(doc)s</cbc:SalesOrderID></cac:OrderReference>
        <cac:DespatchSupplierParty/>
        <cac:DeliveryCustomerParty><cbc:SupplierAssignedAccountID>78</cbc:SupplierAssignedAccountID>
            <cac:Party><cac:PartyName><cbc:Name>Ärzteverein</cbc:Name></cac:PartyName></cac:Party></cac:DeliveryCustomerParty>
        <cac:DespatchLine><cbc:ID>1</cbc:ID><cbc:DeliveredQuantity unitCode="C62">%(quantity)s</cbc:DeliveredQuantity><cac:OrderLineReference><cbc:LineID>1</cbc:LineID>
            </cac:OrderLineReference><cac:Item><cbc:Name>Stethoskop</cbc:Name></cac:Item></cac:DespatchLine>
        </DespatchAdvice>""" % {"ubl": UBL, "doc": doc, "day": day, "quantity": quantity})}


expect("document", erp.reportDocument(document=despatch("Z8")).outcome, "ACCEPTED")
expect("document again", erp.reportDocument(document=despatch("Z8")).outcome, "DUPLICATE")
expect("its delivery", erp.whatBecame({"delivery": {"docType": "DespatchAdvice", "docId": "Z8"}})[0].state, "Delivered")
expect("cancel", erp.cancelDelivery({"docType": "shipment", "docId": "Z1"}).outcome, "AMENDED")
expect("cancelled", erp.whatBecame({"delivery": {"docType": "shipment", "docId": "Z1"}})[0].state, "Cancelled")
expect("cancel several", [r.outcome for r in erp.cancelDeliveries([{"docType": "shipment", "docId": d} for d in ("Z2", "Z4")]).receipt], ["AMENDED", "AMENDED"])


def fault(what, name, call, *arguments):
    try:
        call(*arguments)
        raise AssertionError(what + " was taken")
    except Fault as e:
        found = e.detail[0]
        expect(what, found.tag, "{urn:plumbline:soap:v1}" + name)
        return found.findtext("{urn:plumbline:soap:v1}problem/{urn:plumbline:soap:v1}field")


expect("field", fault("bad mail", "invalidDelivery", erp.reportDelivery, delivery("Z5", contact=[{"email": "no mail"}])), "delivery/contact[1]/email")
expect("field of the document", fault("four as a word", "invalidDelivery", erp.reportDocument, None, despatch("Z9", "four")).split(" (")[0],
       "document/DespatchAdvice/cac:DespatchLine/cbc:DeliveredQuantity")
fault("unknown amended", "notFound", erp.amendDelivery, delivery("Z6"))
fault("unknown order", "notFound", erp.askForSurvey, {"orderId": "none"})
fault("unknown delivery", "notFound", erp.whatBecame, {"delivery": {"docType": "shipment", "docId": "none"}})
fault("older than known", "conflict", lambda: [
    erp.reportDelivery(delivery("Z7", source={"docType": "shipment", "docId": "Z7", "changedAt": day + "T12:00:00Z"})),
    erp.amendDelivery(delivery("Z7", status="SHIPPED", source={"docType": "shipment", "docId": "Z7", "changedAt": day + "T11:00:00Z"}))])

quality = client("Quality", login, password).service
expect("no answers", quality.answers(order={"orderId": "Z7"}).count, 0)
expect("no cases", quality.nonconformities(customer={"customerId": "77"}).count, 0)
fault("not a token", "invalidRequest", lambda: quality.nonconformities(after="x"))
try:
    quality.caseFile(number)
    raise AssertionError("an ERP read the file of a case")
except Fault as e:
    expect("file, by an ERP", "role does not allow" in e.message, True)

reader = client("Quality", "auditor", os.environ["AUDITOR"]).service
file = reader.caseFile(number)
expect("file", [file.number, file.state, file.cycle], [number, "Reported", 1])
expect("its moves", [(m.move, m.to, m.role) for m in file.move][0], ("CONTAIN", "Contained", "quality-manager"))
expect("what the first lacks", [(p.need, p.rule, p.clause) for p in file.move[0].missing], [("CONTAINMENT", "what was done at once", "10.2.1 a")])
expect("what was done", [file.containment, file.cause, file.signature, file.rejection], [[], [], [], None])
expect("field of another number", fault("no number", "invalidRequest", reader.caseFile, "NC-1"), "number")
fault("unknown case", "notFound", reader.caseFile, "NC-MAIN-1999-0001")
returned = reader.recurrences(number)
expect("what came back", [returned.number, returned.cameBack, returned.recurrenceOf], [number, [], []])
catalogue = reader.causeCategories()
expect("categories", [catalogue.count == len(catalogue.category), "packaging" in [c.code for c in catalogue.category]], [True, True])
expect("no causes so early", reader.countCauses(since="2020-01-01T00:00:00Z", before="2020-02-01T00:00:00Z").causes, 0)
report = reader.eightDReport(number, "DE")
expect("report", [report.fileName.startswith(number), report.content[:5], b"%%EOF" in report.content[-10:]], [True, b"%PDF-", True])
fault("report of an unknown case", "notFound", reader.eightDReport, "NC-MAIN-1999-0001")
print("done")
