#!/usr/bin/python3
"""record.py URL DB USER PASSWORD OUT: the records that the connector reads, as
Tryton answers them, one line each.  The connector's own tests serve them from
bundles/io.plumbline.erp.tryton/src/test/resources/tryton/records.json."""
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from rpc import Tryton  # noqa: E402

FIELDS = {
    'stock.shipment.out': ['number', 'state', 'company', 'planned_date',
        'effective_date', 'create_date', 'write_date',
        'delivery_address.country.code', 'delivery_address.subdivision.name',
        'delivery_address.postal_code', 'delivery_address.city',
        'warehouse.code', 'warehouse.name'],
    'stock.shipment.out.return': ['number', 'state', 'company',
        'effective_date', 'create_date', 'write_date'],
    'stock.move': ['shipment', 'state', 'sale', 'origin', 'quantity', 'uom',
        'uom.symbol', 'product', 'product.code', 'product.name',
        'planned_date', 'effective_date', 'lot.number', 'from_location.type',
        'to_location.type'],
    'sale.sale': ['number', 'reference', 'sale_date', 'shipping_date',
        'state', 'shipment_state', 'shipments', 'shipment_returns', 'party',
        'currency.code', 'untaxed_amount', 'origin', 'contact',
        'contact.type', 'contact.value', 'contact.name', 'contact.active',
        'contact.language.code', 'company', 'create_date', 'write_date'],
    'sale.line': ['sale', 'type', 'quantity', 'unit', 'unit.symbol',
        'description', 'product', 'product.code', 'product.name',
        'product.type'],
    'sale.complaint': ['origin'],
    'party.party': ['code', 'name', 'lang.code', 'active'],
    'party.contact_mechanism': ['party', 'type', 'value', 'name', 'sequence',
        'active', 'language.code'],
    }


def main(url, database, user, password, out):
    tryton = Tryton(url, database)
    tryton.login(user, password)
    preferences = tryton.call('model.res.user.get_preferences', True, {})
    context = {k: preferences[k] for k in ('company', 'language')}
    tables = []
    for model, fields in FIELDS.items():
        domain = ([['active', 'in', [True, False]]] if 'active' in fields
            else [])
        body = {'id': 1, 'method': 'model.%s.search_read' % model,
            'params': [domain, 0, None, [['id', 'ASC']], fields, context]}
        answer = json.loads(tryton.raw(body)[2])
        rows = [json.dumps(r, ensure_ascii=False, sort_keys=True)
            for r in answer['result']]
        tables.append('"%s": [\n  %s]' % (model, ',\n  '.join(rows)))
    tryton.logout()
    with open(out, 'w', encoding='utf-8') as f:
        f.write('{\n%s\n}\n' % ',\n'.join(tables))


if __name__ == '__main__':
    main(*sys.argv[1:])
