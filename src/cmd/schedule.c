/* schedule - what a loan on given terms is to pay back, and when. */
#include <string.h>

#include "cmd/cmd.h"
#include "core/schedule.h"
#include "import/import.h"
#include "import/table.h"
#include "sys/sys.h"

/* Terms as they are asked: each field is an option and a column of a file. */
struct asked {
    struct str name;
    paisa principal;
    struct str rate; /* percent, to four decimals */
    int32_t method, day_count, period;
    int64_t instalments, grace_principal, grace_charge;
    paisa unit;
    int32_t rounding;
    paisa charge;
    day paid, first_due;
    int32_t holiday;
    struct str weekend, closed, list;
    paisa fee, premium;
};
static const struct field asked_field[] = {
    TEXT(asked, name, 60, 0),
    MONEY(asked, principal, 1, LOAN_MOST, FIELD_NEED),
    TEXT(asked, rate, 20, 0),
    CHOICE(asked, method, METHOD_CHOICES, FIELD_NEED),
    CHOICE(asked, day_count, DAY_COUNT_CHOICES, 0),
    CHOICE(asked, period, PERIOD_CHOICES, 0),
    COUNT(asked, instalments, 1, SCHEDULE_MOST, 0),
    COUNT(asked, grace_principal, 0, SCHEDULE_MOST, 0),
    COUNT(asked, grace_charge, 0, SCHEDULE_MOST, 0),
    MONEY(asked, unit, 0, LOAN_MOST, 0),
    CHOICE(asked, rounding, ROUNDING_CHOICES, 0),
    MONEY(asked, charge, 0, LOAN_MOST, 0),
    DAY(asked, paid, FIELD_NEED),
    DAY(asked, first_due, 0),
    CHOICE(asked, holiday, HOLIDAY_CHOICES, 0),
    TEXT(asked, weekend, 7, 0),
    TEXT(asked, closed, 4000, 0),
    TEXT(asked, list, 8000, 0),
    MONEY(asked, fee, 0, LOAN_MOST, 0),
    MONEY(asked, premium, 0, LOAN_MOST, 0),
};

enum { CLOSED_DAYS = 400 };
struct terms { /* the same, ready */
    struct schedule is;
    struct due list[SCHEDULE_MOST];
    day closed[CLOSED_DAYS];
    paisa net; /* in the borrower's hand */
};

/* ---- reading ------------------------------------------------------------*/

static int64_t or_nought(int64_t n)
{
    return n == INT_NONE ? 0 : n;
}

static int32_t or_first(int32_t choice)
{
    return choice < 0 ? 0 : choice;
}

static bool rate_take(struct str said, int64_t *out)
{
    bool inexact = false;

    *out = 0;
    return !said.n || (decimal_read(said, 4, out, &inexact) && !inexact &&
                       *out >= 0 && *out <= RATE_MOST);
}

static bool weekend_take(struct str said, unsigned *out)
{
    for (size_t i = 0; i < said.n; i++) {
        if (said.p[i] < '1' || said.p[i] > '7')
            return false;
        *out |= 1u << (said.p[i] - '1');
    }
    return true;
}

/* "2024-04-10 2024-04-11", in order. */
static bool closed_take(struct str said, struct terms *t)
{
    while (said.n) {
        struct str one = str_cut(&said, ' ');
        day on;

        if (!one.n)
            continue;
        if (t->is.closed_n == CLOSED_DAYS || !day_read(one, &on) ||
            (t->is.closed_n && on <= t->closed[t->is.closed_n - 1]))
            return false;
        t->closed[t->is.closed_n++] = on;
    }
    t->is.closed = t->closed;
    return true;
}

static bool paisa_take(struct str said, paisa *out)
{
    bool inexact = false;

    *out = INT_NONE;
    return !said.n || (decimal_read(said, 2, out, &inexact) && !inexact);
}

/* "2024-05-01:3000 2024-10-31:7000:500": day, principal, charge. */
static bool list_take(struct str said, struct terms *t)
{
    while (said.n) {
        struct str one = str_cut(&said, ' ');
        struct due *d = &t->list[t->is.list_n];

        if (!one.n)
            continue;
        if (t->is.list_n == SCHEDULE_MOST ||
            !day_read(str_cut(&one, ':'), &d->on) ||
            !paisa_take(str_cut(&one, ':'), &d->principal) ||
            !paisa_take(one, &d->charge))
            return false;
        t->is.list_n++;
    }
    t->is.list = t->list;
    return true;
}

/* Tells what it does not take. */
static void terms_take(const struct asked *x, struct terms *t,
                       struct findings *f)
{
    *t = (struct terms){
        .is = { .principal = x->principal,
                .method = (enum method)or_first(x->method),
                .day_count = (enum day_count)or_first(x->day_count),
                .period = x->period < 0 ? PERIOD_MONTH : (enum period)x->period,
                .instalments = x->instalments == INT_NONE ? 1 : x->instalments,
                .grace_principal = or_nought(x->grace_principal),
                .grace_charge = or_nought(x->grace_charge),
                .unit = or_nought(x->unit),
                .rounding = (enum rounding)or_first(x->rounding),
                .charge = x->charge,
                .paid = x->paid,
                .first_due = x->first_due,
                .holiday = (enum holiday)or_first(x->holiday) }
    };
    t->net = x->principal == INT_NONE ?
                 0 :
                 x->principal - or_nought(x->fee) - or_nought(x->premium);
    if (!rate_take(x->rate, &t->is.rate))
        tell(f, STOP, "schedule.bad", "rate");
    if (!weekend_take(x->weekend, &t->is.weekend))
        tell(f, STOP, "schedule.bad", "weekend");
    if (!closed_take(x->closed, t))
        tell(f, STOP, "schedule.bad", "closed");
    if (!list_take(x->list, t))
        tell(f, STOP, "schedule.bad", "list");
    if (t->is.list_n)
        t->is.period = PERIOD_LIST;
    for (size_t i = 0; i < LEN(asked_field); i++)
        if (asked_field[i].flags & FIELD_NEED && field_none(&asked_field[i], x))
            tell(f, STOP, "field.missing", asked_field[i].name);
}

/* ---- the sheet ----------------------------------------------------------*/

enum { NAME, AT, DUE, DAYS, PRINCIPAL, CHARGE, TOTAL, LEFT, APR, APR_ALL };
static const struct column column[] = {
    { "name", "schedule.name", NULL, COLUMN_TEXT, 0 },
    { "n", "schedule.n", NULL, COLUMN_NUMBER, 0 },
    { "due", "schedule.due", NULL, COLUMN_TEXT, 0 },
    { "days", "schedule.days", NULL, COLUMN_NUMBER, 0 },
    { "principal", "schedule.principal", NULL, COLUMN_NUMBER, 2 },
    { "charge", "schedule.charge", NULL, COLUMN_NUMBER, 2 },
    { "total", "schedule.total", NULL, COLUMN_NUMBER, 2 },
    { "left", "schedule.left", NULL, COLUMN_NUMBER, 2 },
    { "apr", "schedule.apr", NULL, COLUMN_NUMBER, 2 },
    { "apr_all", "schedule.apr_all", NULL, COLUMN_NUMBER, 2 },
};

static void row_put(struct sheet *s, struct str name, const struct due *due,
                    size_t i, day before, paisa left)
{
    struct sheet_row *row = sheet_add(s, ROW_PLAIN);
    struct buf on = buf_start(s->arena);

    day_put(&on, due[i].on);
    cell_text(row, NAME, name);
    cell_number(row, AT, (int64_t)i + 1);
    cell_text(row, DUE, buf_str(&on));
    cell_number(row, DAYS, due[i].on - before);
    cell_number(row, PRINCIPAL, due[i].principal);
    cell_number(row, CHARGE, due[i].charge);
    cell_number(row, TOTAL, due[i].principal + due[i].charge);
    cell_number(row, LEFT, left);
}

static void apr_put(struct sheet_row *row, int col, int64_t apr)
{
    if (apr != INT_NONE)
        cell_number(row, col, apr);
}

/* False: the terms make no schedule. */
static bool schedule_put(struct sheet *s, struct str name,
                         const struct terms *t, enum lang lang)
{
    struct due due[SCHEDULE_MOST];
    size_t n = schedule_make(&t->is, due);
    paisa left = t->is.principal, charge = 0;
    struct sheet_row *row;

    for (size_t i = 0; i < n; i++) {
        left -= due[i].principal;
        charge += due[i].charge;
        row_put(s, name, due, i, i ? due[i - 1].on : t->is.paid, left);
    }
    if (n == 0)
        return false;
    row = sheet_add(s, ROW_TOTAL);
    cell_text(row, NAME, name);
    cell_text(row, DUE, say(lang, "schedule.sum"));
    cell_number(row, PRINCIPAL, t->is.principal);
    cell_number(row, CHARGE, charge);
    cell_number(row, TOTAL, t->is.principal + charge);
    apr_put(row, APR, schedule_apr(&t->is, due, n, t->is.principal));
    apr_put(row, APR_ALL, schedule_apr(&t->is, due, n, t->net));
    return true;
}

static void one_put(struct cmd *c, struct sheet *s, struct str where,
                    const struct asked *x, struct findings *f)
{
    struct terms *t = arena_new(&c->arena, struct terms);

    terms_take(x, t, f);
    if (!findings_stop(f) && !schedule_put(s, x->name, t, c->lang))
        tell(f, STOP, "schedule.none", "instalments");
    if (findings_stop(f)) {
        findings_show(c, where, f);
        c->status = EXIT_REFUSED;
    }
}

/* ---- a file of them -----------------------------------------------------*/

static void head_read(const struct row *row, const struct field **of,
                      int columns, struct findings *f)
{
    for (int i = 0; i < row->n && i < columns; i++) {
        struct str name = str_trim(row->cell[i].text);

        of[i] = field_find(asked_field, (int)LEN(asked_field), name);
        if (!of[i] && name.n)
            tell(f, STOP, "schedule.column", arena_z(f->arena, name));
    }
}

static void file_rows(struct cmd *c, struct sheet *s, const char *path,
                      struct table *t)
{
    const struct field *of[TABLE_CELLS] = { NULL };
    struct row row;
    bool head = false;

    while (table_next(t, &row)) {
        struct findings f = findings_start(&c->arena);
        struct buf where = buf_start(&c->arena);
        struct asked x;

        buf_fmt(&where, "%s:%d", path, row.number);
        if (!head) {
            head = row.n > 0;
            head_read(&row, of, TABLE_CELLS, &f);
            findings_show(c, buf_str(&where), &f);
            continue;
        }
        if (!row.n)
            continue;
        record_blank(asked_field, (int)LEN(asked_field), &x);
        for (int i = 0; i < row.n; i++)
            if (of[i] && str_trim(row.cell[i].text).n &&
                !field_parse(of[i], row.cell[i].text, &c->arena, &x))
                tell(&f, STOP, "schedule.bad", of[i]->name);
        one_put(c, s, buf_str(&where), &x, &f);
    }
}

static void file_put(struct cmd *c, struct sheet *s, const char *path)
{
    struct table_trouble why = { 0 };
    const struct table_trouble *bad;
    struct str bytes;
    struct table *t;
    enum file_trouble trouble = file_read(path, TABLE_BYTES, &c->arena, &bytes);

    if (trouble) {
        fault(c, "import.unreadable", path, file_trouble_text(trouble));
        return;
    }
    t = table_open(bytes, str_of(path), &c->arena, &why);
    if (t && table_rows(t, 0))
        file_rows(c, s, path, t);
    bad = t ? table_trouble(t) : &why;
    if (bad && bad->code) {
        struct findings f = findings_start(&c->arena);

        tell(&f, STOP, bad->code, "");
        findings_show(c, str_of(path), &f);
        c->status = EXIT_REFUSED;
    }
    table_close(t);
}

/* ---- the verb -----------------------------------------------------------*/

/* False: a value that is none. */
static bool options_take(struct cmd *c, struct asked *x)
{
    record_blank(asked_field, (int)LEN(asked_field), x);
    for (size_t i = 0; i < LEN(asked_field); i++) {
        struct buf name = buf_start(&c->arena);
        const char *option, *said;

        buf_fmt(&name, "--%s", asked_field[i].name);
        for (size_t k = 2; k < name.n; k++)
            name.p[k] = name.p[k] == '_' ? '-' : name.p[k];
        option = arena_z(&c->arena, buf_str(&name));
        said = arg_value(c, option);
        if (said && !field_parse(&asked_field[i], str_of(said), &c->arena, x)) {
            misused(c, option, "schedule.bad_value", said);
            return false;
        }
    }
    return true;
}

/* Prints the schedule of a loan, and what it costs a year.
 *
 *     saath schedule --principal RUPEES --method METHOD --paid DAY
 *           [--rate PERCENT] [--instalments N] [--name TEXT]
 *           [--period week|fortnight|month|quarter|half_year|once]
 *           [--day-count 30_360|actual_365] [--first-due DAY]
 *           [--grace-principal N] [--grace-charge N] [--charge RUPEES]
 *           [--unit RUPEES] [--rounding half_even|half_up|up]
 *           [--holiday same|next|previous] [--weekend 67] [--closed "DAY DAY"]
 *           [--list "DAY:PRINCIPAL:CHARGE DAY:PRINCIPAL"]
 *           [--fee RUPEES] [--premium RUPEES]
 *           [--format text|csv|json|html|xlsx|pdf] [-o FILE]
 *     saath schedule --file FILE [--format ...] [-o FILE]
 *
 * METHOD is flat, declining, equal_principal, bullet, irregular, qard or
 * murabaha. PERCENT is a year's, to four decimals. Instalments are in whole
 * --unit, charge is to the paisa; the last one takes what is left. The first
 * --grace-principal pay charge only, that of the first --grace-charge falls due
 * with the next. A murabaha's profit is its --charge. Weekdays of --weekend are
 * numbers, Monday 1. In FILE (csv, xlsx or json lines) each row is a loan and
 * the columns are named like the options, with _ for -. The APR is nominal,
 * without and with what is kept back (fee and premium). Needs no database. */
COMMAND(schedule)
{
    const char *file = arg_value(c, "--file");
    struct findings f = findings_start(&c->arena);
    struct sheet s = sheet_start(&c->arena, column, (int)LEN(column));
    struct asked x;
    struct output out;

    if (!options_take(c, &x) || !output_read(c, &out) ||
        !args_end(c, "schedule", 0, 0))
        return EXIT_USAGE;
    if (!file && x.principal == INT_NONE)
        return usage(c, "schedule");
    s.title = say(c->lang, "schedule.title");
    s.exact = true;
    if (file)
        file_put(c, &s, file);
    else
        one_put(c, &s, S(""), &x, &f);
    if (s.rows)
        sheets_write(c, NULL, &out, &s, 1);
    return c->status;
}
