/* loans - the list of them: who owes the longest first, or as it is asked. */
#include <string.h>

#include "loan.sql.h"
#include "web/loan/loan.h"

enum { LISTED = 50 };

struct listed {
    struct id id, person, body;
    struct str number, product;
    paisa disbursed, outstanding;
    day oldest;
    int state;
};
struct ask {
    struct str state, product, purpose;
    int64_t late; /* more days than that; -1: not asked */
    struct id body;
};

static void ask_read(struct rq *rq, struct ask *a)
{
    a->state = rq_arg(rq, "state");
    a->product = rq_arg(rq, "product");
    a->purpose = rq_arg(rq, "purpose");
    a->late = rq_int(rq, "late", 0, 3650, -1);
    if (!id_read(rq_arg(rq, "body"), &a->body))
        a->body = ID_NONE;
}

/* Each condition and its number among the bound ones. A state hangs on the day:
 * late is what has an unpaid instalment of yesterday or before. */
static struct str list_sql(struct rq *rq, const struct ask *a)
{
    struct buf b = buf_start(rq->arena);
    bool asked = str_same(a->state, S("asked"));
    bool late = a->late >= 0 || str_same(a->state, S("late"));
    bool live = !a->state.n || str_same(a->state, S("live"));

    buf_z(&b, "SELECT l.entry, l.number, l.person, coalesce(l.body, l.lender), "
              "l.product, k.disbursed, k.outstanding, k.oldest, k.state "
              "FROM loan_kept k JOIN loan l ON l.entry = k.thing "
              "WHERE l.counts = 1");
    if (asked)
        buf_z(&b, " AND k.paid_out IS NULL");
    else if (late)
        buf_z(&b, " AND k.oldest < $3");
    else if (live)
        buf_z(&b, " AND k.oldest IS NOT NULL");
    else
        buf_z(&b, " AND k.state = $4");
    buf_z(&b, a->product.n ? " AND k.product = $5" : "");
    buf_z(&b, a->purpose.n ? " AND l.purpose = $6" : "");
    buf_z(&b, !id_none(a->body) ? " AND (l.body = $7 OR l.lender = $7)" : "");
    /* All that is bound stands in it, whatever was asked. */
    buf_z(&b, " AND (CAST($3 AS BIGINT) IS NOT NULL OR CAST($4 AS BIGINT) IS "
              "NULL OR CAST($5 AS TEXT) IS NULL OR CAST($6 AS BIGINT) IS NULL "
              "OR CAST($7 AS BYTEA) IS NULL)");
    return buf_str(&b);
}

static size_t loans_read(struct rq *rq, const struct ask *a, int64_t skip,
                         struct listed *out, bool *more)
{
    const struct kind *k = kind_find(S("loan"));
    const struct field *purpose = kind_field(k, S("purpose"));
    struct buf sql = buf_start(rq->arena);
    struct rows r;
    size_t n = 0;

    buf_add(&sql, list_sql(rq, a));
    reach_where(rq, kind_reads(k),
                &(struct reach_columns){ "k.place", "k.rsp", "k.project" },
                &sql, 8);
    buf_z(&sql, " ORDER BY k.oldest, k.thing LIMIT $1 OFFSET $2");
    r = db_text_rows(rq->db, buf_str(&sql));
    db_bind_int(&r, 1, LISTED + 1);
    db_bind_int(&r, 2, skip);
    db_bind_int(&r, 3, rq->today - (a->late > 0 ? a->late : 0));
    db_bind_int(&r, 4, choice_find(LOAN_STATES, a->state));
    db_bind_text(&r, 5, a->product);
    db_bind_int(&r, 6, choice_find(purpose->of, a->purpose));
    db_bind_id(&r, 7, a->body);
    reach_bind(rq, kind_reads(k), &r, 8);
    while (db_next(&r)) {
        if (n == LISTED) {
            *more = true;
            continue;
        }
        out[n++] = (struct listed){
            .id = db_id(&r, 0),
            .number = arena_str(rq->arena, db_str(&r, 1)),
            .person = db_id(&r, 2),
            .body = db_id(&r, 3),
            .product = arena_str(rq->arena, db_str(&r, 4)),
            .disbursed = db_null(&r, 5) ? 0 : db_int(&r, 5),
            .outstanding = db_null(&r, 6) ? 0 : db_int(&r, 6),
            .oldest = db_null(&r, 7) ? DAY_NONE : (day)db_int(&r, 7),
            .state = (int)db_int(&r, 8)
        };
    }
    db_done(&r);
    return n;
}

/* ---- filters ------------------------------------------------------------*/

static void option(struct rq *rq, const char *value, const char *text, bool now)
{
    html(rq,
         now ? "<option value=\"%s\" selected>%s</option>" :
               "<option value=\"%s\">%s</option>",
         value, text);
}

static void choice_filter(struct rq *rq, const char *name, const char *label,
                          const char *of, struct str now)
{
    bool state = !strcmp(name, "state");
    struct str rest = str_of(of);

    html(rq, "<label>%s<select name=\"%s\">", label, name);
    option(rq, "", word(rq, state ? "loan.not_repaid" : "loan.any"), !now.n);
    while (rest.n) {
        struct str one = str_cut(&rest, '|');

        option(rq, zstr(rq, one),
               word_of(rq, state ? "loan.state" : "choice", one),
               str_same(one, now));
    }
    html(rq, "</select></label>");
}

static void late_filter(struct rq *rq, const struct ask *a)
{
    static const int days[] = { 0, 30, 60, 90, 180 };

    html(rq, "<label>%s<select name=\"late\">", word(rq, "loan.arrears"));
    option(rq, "", word(rq, "loan.any"), a->late < 0);
    for (size_t i = 0; i < LEN(days); i++) {
        struct buf b = buf_start(rq->arena), value = buf_start(rq->arena);

        buf_fmt(&value, "%d", days[i]);
        buf_fmt(&b, "> %d %s", days[i], word(rq, "loan.days"));
        option(rq, zstr(rq, buf_str(&value)), zstr(rq, buf_str(&b)),
               a->late == days[i]);
    }
    html(rq, "</select></label>");
}

static void product_filter(struct rq *rq, const struct ask *a)
{
    struct rows r = db_rows(rq->db, SQL_WEB_LOAN_PRODUCTS);

    html(rq, "<label>%s<select name=\"product\">", word(rq, "field.product"));
    option(rq, "", word(rq, "loan.any"), !a->product.n);
    db_bind_int(&r, 1, rq->today);
    while (db_next(&r)) {
        struct str code = arena_str(rq->arena, db_str(&r, 0));
        struct loan_product p = {
            .title = arena_str(rq->arena, db_str(&r, 1)),
            .title_ur = arena_str(rq->arena, db_str(&r, 2)),
            .title_sd = arena_str(rq->arena, db_str(&r, 3))
        };

        option(rq, zstr(rq, code), loan_product_title(rq, rq->lang, &p),
               str_same(code, a->product));
    }
    db_done(&r);
    html(rq, "</select></label>");
}

static void filters_draw(struct rq *rq, const struct ask *a)
{
    const struct kind *k = kind_find(S("loan"));

    html(rq, "<form class=\"filter\" method=\"get\">");
    choice_filter(rq, "state", word(rq, "field.state"), LOAN_STATES, a->state);
    late_filter(rq, a);
    product_filter(rq, a);
    choice_filter(rq, "purpose", word(rq, "field.purpose"),
                  kind_field(k, S("purpose"))->of, a->purpose);
    if (!id_none(a->body)) {
        html(rq, "<input type=\"hidden\" name=\"body\" value=\"%s\">",
             id_text(rq, a->body));
        html(rq, "<span>%s</span> ",
             thing_name(rq, kind_find(S("body")), a->body));
    }
    html(rq, "<button class=\"main\">%s</button></form>", word(rq, "list.go"));
}

/* ---- the list -----------------------------------------------------------*/

static void rows_draw(struct rq *rq, const struct listed *l, size_t n)
{
    struct id *person = arena_many(rq->arena, struct id, n + 1);
    struct id *body = arena_many(rq->arena, struct id, n + 1);
    const char **who = arena_many(rq->arena, const char *, n + 1);
    const char **where = arena_many(rq->arena, const char *, n + 1);

    for (size_t i = 0; i < n; i++) {
        person[i] = l[i].person;
        body[i] = l[i].body;
    }
    thing_names(rq, kind_find(S("person")), person, n, who);
    thing_names(rq, kind_find(S("body")), body, n, where);
    listing_open(rq, "field.number kind.person kind.body n:cif.disbursed "
                     "n:cif.outstanding n:loan.days_late field.state");
    for (size_t i = 0; i < n; i++) {
        bool late = l[i].oldest != DAY_NONE && l[i].oldest < rq->today;

        html(rq,
             "<tr><td><a href=\"/loan/%s\"><bdi>%s</bdi></a></td><td>%s</td>"
             "<td>%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td>",
             id_text(rq, l[i].id), zstr(rq, l[i].number), who[i],
             id_none(l[i].body) ? "" : where[i],
             number_all(rq, l[i].disbursed, 2),
             number_all(rq, l[i].outstanding, 2));
        html(rq, "<td class=\"n\">%s</td><td>%s</td></tr>",
             late ? number_text(rq, rq->today - l[i].oldest, 0) : "",
             word_of(rq, "loan.state",
                     late ? S("late") : choice_name(LOAN_STATES, l[i].state)));
    }
    listing_close(rq);
}

static void loans_json(struct rq *rq, const struct listed *l, size_t n)
{
    struct keys all = keys_open(rq);

    key_list(&all, "loans");
    for (size_t i = 0; i < n; i++) {
        struct keys k = key_item(rq, i);

        key_id(&k, "body", l[i].body);
        key_int(&k, "disbursed", l[i].disbursed);
        key_id(&k, "id", l[i].id);
        key_text(&k, "number", l[i].number);
        key_day(&k, "oldest", l[i].oldest);
        key_int(&k, "outstanding", l[i].outstanding);
        key_text(&k, "product", l[i].product);
        keys_close(&k);
    }
    key_list_end(&all);
    keys_close(&all);
}

/* Loans within reach: those that are not repaid, who owes the longest first;
 * or by state, days in arrears, product, purpose, body. */
PAGE(loans, GET, "/loans", RIGHT_REGISTER)
{
    struct listed *l = arena_many(rq->arena, struct listed, LISTED);
    int64_t page = rq_int(rq, "page", 1, 100000, 1);
    bool more = false;
    struct ask a;
    size_t n;

    ask_read(rq, &a);
    n = loans_read(rq, &a, (page - 1) * LISTED, l, &more);
    if (rq->json) {
        loans_json(rq, l, n);
        return;
    }
    frame_open(rq, word(rq, "kinds.loan"));
    filters_draw(rq, &a);
    if (n)
        rows_draw(rq, l, n);
    else
        html(rq, "<p>%s</p>", word(rq, "list.none"));
    pager_draw(rq, page, more ? page + 1 : page);
    html(rq, "<p class=\"tools\">");
    if (rq_may(rq, RIGHT_KEEP))
        html(rq, "<a class=\"button\" href=\"/loan/new\">%s</a> ",
             word(rq, "loan.new"));
    html(rq, "<a href=\"/cif\">%s</a></p>", word(rq, "cif.title"));
    frame_close(rq);
}
