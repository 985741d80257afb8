#!/usr/bin/python3
"""Create N more delivered orders, for load tests.

Two ways:
  default  rows of delivered demo orders are cloned by SQL (sale, lines, taxes,
           shipment, moves), thousands a second; over the API they read like
           any other delivered order
  --real   every order walks the whole workflow in the ORM (quote, confirm,
           process, assign by force, pick, pack, done): a few a second

References are PREFIX-<run>-<n>; <run> is the next free number, so calls never
collide."""
import argparse
import datetime as dt
import json
import os
import random
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from common import boot, company_id, retry_locked, ship, tx  # noqa: E402
from sql import Table  # noqa: E402

ap = argparse.ArgumentParser()
ap.add_argument('dbname')
ap.add_argument('n', type=int)
ap.add_argument('--real', action='store_true')
ap.add_argument('--batch', type=int, default=0,
    help='orders a transaction (default: 20 real, 1000 cloned)')
ap.add_argument('--tie', type=int, default=1,
    help='cloned: that many orders share one create/write timestamp')
ap.add_argument('--days-ago', type=int, default=0,
    help='effective date = today minus this')
ap.add_argument('--spread', type=int, default=0,
    help='spread effective dates over that many days before --days-ago')
ap.add_argument('--customers', type=int, default=0,
    help='also make sure that K load customers (with e-mail) exist; 0: use '
    'the demo customers')
ap.add_argument('--lines', type=int, default=2)
ap.add_argument('--prefix', default='LOAD')
ap.add_argument('--hold', type=float, default=0,
    help='seconds that each batch waits before it commits: others commit '
    'later changes first (PostgreSQL only, SQLite has one writer)')
ap.add_argument('--backdate', action='store_true',
    help='also set create_date/write_date of sale and shipment to that day')
args = ap.parse_args()
args.batch = args.batch or (20 if args.real else 1000)
DB = args.dbname
t0 = time.time()
pool = boot(DB)
CID = company_id(pool, DB)
if not CID:
    raise SystemExit('database %s is not seeded: run up first' % DB)
Sale = pool.get('sale.sale')
Line = pool.get('sale.line')
Shipment = pool.get('stock.shipment.out')
Party = pool.get('party.party')
Product = pool.get('product.product')
PaymentTerm = pool.get('account.invoice.payment_term')
TODAY = dt.datetime.utcnow().date()

with tx(pool, DB, CID):
    euro = pool.get('company.company')(CID).currency.id
    term = PaymentTerm.search([], limit=1)[0].id
    product_ids = [p.id for p in Product.search([
                ('type', '=', 'goods'), ('salable', '=', True)],
            order=[('id', 'ASC')]) if not p.template.lot_required]
    run = 1 + max([0] + [int(s.reference.split('-')[1]) for s in Sale.search([
                    ('reference', 'like', args.prefix + '-%')],
                order=[('id', 'DESC')], limit=1)])
    wanted = args.customers
    if wanted:
        have = Party.search([('code', 'like', 'L%')], order=[('id', 'ASC')])
        lang, = pool.get('ir.lang').search([('code', '=', 'en')])
        country = pool.get('country.country').search([], limit=1)[0].id
        new = [{
                'code': 'L%05d' % i,
                'name': 'Load Customer %05d' % i,
                'lang': lang.id,
                'customer_payment_term': term,
                'addresses': [('create', [{
                                'street': 'Teststrasse %d' % i,
                                'city': 'Testheim', 'country': country,
                                'invoice': True, 'delivery': True}])],
                'contact_mechanisms': [('create', [{
                                'type': 'email', 'name': 'Purchasing',
                                'value': 'c%05d@load.example' % i}])],
                } for i in range(len(have) + 1, wanted + 1)]
        party_ids = [p.id for p in have[:wanted]]
        for i in range(0, len(new), 200):
            party_ids += [p.id for p in Party.create(new[i:i + 200])]
    else:
        party_ids = [p.id for p in Party.search([('code', 'like', 'C%')],
                order=[('id', 'ASC')])]
t_ready = time.time()
made, first_ref = 0, '%s-%d-%06d' % (args.prefix, run, 1)
last_ref = first_ref


def one_batch(start, size):
    day_of = {}
    with tx(pool, DB, CID) as transaction:
        parties = {p.id: p for p in Party.browse(party_ids)}
        products = Product.browse(product_ids)
        sales = []
        for i in range(start, start + size):
            rng_i = random.Random(run * 1000003 + i)
            party = parties[party_ids[i % len(party_ids)]]
            effective = TODAY - dt.timedelta(days=args.days_ago + (
                    rng_i.randrange(args.spread) if args.spread else 0))
            lines = []
            for product in rng_i.sample(list(products),
                    min(args.lines, len(products))):
                lines.append(Line(type='line', product=product,
                        quantity=rng_i.randint(1, 20), unit=product.sale_uom,
                        unit_price=product.list_price,
                        taxes=product.customer_taxes_used))
            sale = Sale(company=CID, party=party, currency=euro,
                reference='%s-%d-%06d' % (args.prefix, run, i + 1),
                sale_date=effective - dt.timedelta(days=5),
                payment_term=term,
                invoice_address=party.address_get('invoice'),
                shipment_address=party.address_get('delivery'),
                invoice_method='manual', shipment_method='order', lines=lines)
            sales.append(sale)
            day_of[sale.reference] = effective
        Sale.save(sales)
        # One order at a time from here: the ORM prefetches siblings and drops
        # its cache on every write, so long lists cost quadratic time.
        for sale_id in [s.id for s in sales]:
            Sale.quote([Sale(sale_id)])
            Sale.confirm([Sale(sale_id)])
            Sale.process([Sale(sale_id)])  # makes the shipment
            sale = Sale(sale_id)
            ship(pool, [Shipment(i.id) for i in sale.shipments],
                day_of[sale.reference], force=True)
            Sale.process([Sale(sale_id)])  # shipment_state sent, state done
        # the two queued runs of process would now find nothing to do
        pool.get('ir.queue').delete(pool.get('ir.queue').browse(
                list(transaction.tasks)))
        transaction.tasks.clear()
        if args.backdate:
            cursor = transaction.connection.cursor()
            for sale in Sale.browse(sales):
                effective = day_of[sale.reference]
                for table, id_ in [('sale_sale', sale.id)] + [
                        ('stock_shipment_out', s.id) for s in sale.shipments]:
                    t = Table(table)
                    cursor.execute(*t.update(
                            [t.create_date, t.write_date],
                            [dt.datetime.combine(effective - dt.timedelta(
                                        days=5), dt.time(8)),
                                dt.datetime.combine(effective, dt.time(15))],
                            where=t.id == id_))
        time.sleep(args.hold)


# ------------------------------------------------------------ cloning rows
def rows_of(cursor, table, where):
    t = Table(table)
    cursor.execute(*t.select(where=where(t)))
    names = [d[0] for d in cursor.description]
    return [dict(zip(names, r)) for r in cursor.fetchall()]


def new_ids(cursor, table, n):
    from trytond import backend
    if backend.name == 'postgresql':
        cursor.execute("SELECT nextval('%s_id_seq') FROM generate_series(1,%d)"
            % (table, n))
        return [r[0] for r in cursor.fetchall()]
    cursor.execute('SELECT COALESCE(MAX(id), 0) FROM "%s"' % table)
    top = cursor.fetchone()[0]
    return list(range(top + 1, top + 1 + n))


def insert(cursor, transaction, table, rows):
    if not rows:
        return
    names = list(rows[0])
    param = transaction.database.flavor.param
    cursor.executemany('INSERT INTO "%s" (%s) VALUES (%s)' % (
            table, ', '.join('"%s"' % n for n in names),
            ', '.join([param] * len(names))),
        [tuple(r[n] for n in names) for r in rows])


def load_templates(cursor):
    """Delivered demo orders of one shipment, without lots and returns."""
    templates = []
    for sale in Sale.search([('state', '=', 'done'),
                ('reference', 'like', 'PO-%'),
                ('shipment_state', '=', 'sent')], order=[('id', 'ASC')]):
        moves = [m for s in sale.shipments for m in s.moves]
        if len(sale.shipments) != 1 or any(m.lot for m in moves) \
                or sale.shipment_party:
            continue
        shipment, = sale.shipments
        line_ids = [l.id for l in sale.lines]
        templates.append((
                rows_of(cursor, 'sale_sale', lambda t: t.id == sale.id)[0],
                rows_of(cursor, 'sale_line', lambda t: t.id.in_(line_ids)),
                rows_of(cursor, 'sale_line_account_tax',
                    lambda t: t.line.in_(line_ids)),
                rows_of(cursor, 'stock_shipment_out',
                    lambda t: t.id == shipment.id)[0],
                rows_of(cursor, 'stock_move',
                    lambda t: t.id.in_([m.id for m in moves]))))
    return templates


def clone_batch(start, size):
    with tx(pool, DB, CID) as transaction:
        cursor = transaction.connection.cursor()
        templates = load_templates(cursor)
        if not templates:
            raise SystemExit('no delivered demo orders to clone: use --real')
        addresses = {p.id: (p.address_get('invoice').id,
                p.address_get('delivery').id)
            for p in Party.browse(party_ids)}
        chosen = [templates[i % len(templates)]
            for i in range(start, start + size)]
        ids = {
            'sale_sale': iter(new_ids(cursor, 'sale_sale', size)),
            'stock_shipment_out': iter(new_ids(
                    cursor, 'stock_shipment_out', size)),
            'sale_line': iter(new_ids(
                    cursor, 'sale_line', sum(len(c[1]) for c in chosen))),
            'sale_line_account_tax': iter(new_ids(cursor,
                    'sale_line_account_tax', sum(len(c[2]) for c in chosen))),
            'stock_move': iter(new_ids(
                    cursor, 'stock_move', sum(len(c[4]) for c in chosen))),
            }
        out = {name: [] for name in ids}
        now = dt.datetime.utcnow()  # as Tryton stamps
        for k, (sale, lines, taxes, shipment, moves) in enumerate(chosen):
            n = start + k
            rng = random.Random(run * 1000003 + n)
            effective = TODAY - dt.timedelta(days=args.days_ago + (
                    rng.randrange(args.spread) if args.spread else 0))
            ordered = effective - dt.timedelta(days=5)
            if args.backdate:
                created = dt.datetime.combine(ordered, dt.time(8))
                written = dt.datetime.combine(effective, dt.time(15))
            else:
                written = now - dt.timedelta(milliseconds=(
                        (size - 1 - k) // args.tie))
                created = written
            stamp = {'create_date': created, 'write_date': written}
            party = party_ids[n % len(party_ids)]
            ref = '%s-%d-%06d' % (args.prefix, run, n + 1)
            sid, hid = next(ids['sale_sale']), next(ids['stock_shipment_out'])
            out['sale_sale'].append(dict(sale, id=sid, number=ref,
                    reference=ref, party=party, contact=None,
                    invoice_address=addresses[party][0],
                    shipment_address=addresses[party][1], sale_date=ordered,
                    shipping_date=None, **stamp))
            line_map = {}
            for line in lines:
                line_map[line['id']] = lid = next(ids['sale_line'])
                out['sale_line'].append(dict(line, id=lid, sale=sid, **stamp))
            for tax in taxes:
                out['sale_line_account_tax'].append(dict(tax,
                        id=next(ids['sale_line_account_tax']),
                        line=line_map[tax['line']], **stamp))
            out['stock_shipment_out'].append(dict(shipment, id=hid,
                    number='S-' + ref, customer=party,
                    delivery_address=addresses[party][1],
                    planned_date=effective, effective_date=effective, **stamp))
            move_map = {m['id']: next(ids['stock_move']) for m in moves}
            for move in moves:
                model, _, oid = (move['origin'] or ',').partition(',')
                target = {'sale.line': line_map, 'stock.move': move_map}.get(
                    model, {}).get(int(oid) if oid else None)
                out['stock_move'].append(dict(move, id=move_map[move['id']],
                        origin='%s,%d' % (model, target) if target else None,
                        shipment='stock.shipment.out,%d' % hid,
                        effective_date=effective, planned_date=effective,
                        **stamp))
        for table in ('sale_sale', 'sale_line', 'sale_line_account_tax',
                'stock_shipment_out', 'stock_move'):
            insert(cursor, transaction, table, out[table])
        time.sleep(args.hold)


while made < args.n:
    size = min(args.batch, args.n - made)
    tb = time.time()
    retry_locked(lambda: (one_batch if args.real else clone_batch)(made, size))
    made += size
    print('  %6d/%d  %.1f orders/s' % (
            made, args.n, size / (time.time() - tb)), file=sys.stderr,
        flush=True)
last_ref = '%s-%d-%06d' % (args.prefix, run, made)
took = time.time() - t_ready
print(json.dumps({'created': made, 'way': 'real' if args.real else 'cloned',
            'run': run, 'first': first_ref,
            'last': last_ref, 'boot_s': round(t_ready - t0, 2),
            'create_s': round(took, 2),
            'per_s': round(made / took, 1) if took else None}))
