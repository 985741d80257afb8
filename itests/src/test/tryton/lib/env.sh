# Shared settings of the Tryton test kit.  Sourced by up, down, seed-deliveries.
# Every value may be set in the environment before the call.
KIT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
PY=/usr/bin/python3                       # Debian's own (pyenv may shadow it)
TRYTON_DB=${TRYTON_DB:-qms}
TRYTON_PORT=${TRYTON_PORT:-8069}
TRYTON_BACKEND=${TRYTON_BACKEND:-sqlite}  # sqlite | postgresql
TRYTON_TODAY=${TRYTON_TODAY:-2026-11-21}  # anchor of the demo dates
TRYTON_STATE=${TRYTON_STATE:-${TMPDIR:-/tmp}/tryton-erp}
TRYTON_ADMIN_PASSWORD=${TRYTON_ADMIN_PASSWORD:-Admin-Tryton-2026!}
TRYTON_API_PASSWORD=${TRYTON_API_PASSWORD:-Qms-Api-2026!}
TRYTON_RO_PASSWORD=${TRYTON_RO_PASSWORD:-Qms-Read-2026!}
MODULES="country currency party company product account account_product
 account_invoice account_invoice_stock stock stock_lot sale sale_complaint
 timesheet"
TRYTON_PACKAGES="tryton-server tryton-proteus python3-dateutil"
for m in $MODULES; do TRYTON_PACKAGES="$TRYTON_PACKAGES tryton-modules-${m//_/-}"; done

set_paths() {
    INST=$TRYTON_STATE/$TRYTON_DB
    CONF=$INST/trytond.conf
    PIDFILE=$INST/trytond.pid
    LOG=$INST/trytond.log
    PGDIR=$INST/pg
    PGPORT=$((TRYTON_PORT + 20000))
    PACKAGES=$TRYTON_PACKAGES
    if [ "$TRYTON_BACKEND" = postgresql ]; then PACKAGES="$PACKAGES postgresql-15 python3-psycopg2"; fi
    export TRYTOND_CONFIG=$CONF PYTHONWARNINGS=ignore
}

# the settings an instance was made with win over the defaults
load_saved() {
    set_paths
    if [ -f "$INST/settings" ]; then . "$INST/settings"; set_paths; fi
}

server_pid() {  # prints the pid when our own server is alive
    local pid
    [ -s "$PIDFILE" ] || return 1
    pid=$(cat "$PIDFILE")
    [ -r "/proc/$pid/cmdline" ] || return 1
    tr '\0' ' ' < "/proc/$pid/cmdline" | grep -qF -- "$CONF" || return 1
    echo "$pid"
}

as_pg() {  # run as the unprivileged owner of the private cluster
    if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}
PGBIN=/usr/lib/postgresql/15/bin
pg_running() { [ -d "$PGDIR" ] && as_pg $PGBIN/pg_ctl -D "$PGDIR" status >/dev/null 2>&1; }
pg_sql() { PGOPTIONS="-c client_min_messages=warning" PGPASSWORD=$(cat "$INST/pgpass") $PGBIN/psql -qAt -h 127.0.0.1 -p "$PGPORT" -U tryton -d "${2:-postgres}" -c "$1"; }
