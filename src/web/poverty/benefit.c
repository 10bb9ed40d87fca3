/* benefit - what a household already got, from which programme. */
#include "web/poverty/benefit.h"

#include <stdlib.h>
#include <string.h>

#include "web/register.h"

static int latest_first(const void *a, const void *b)
{
    const struct benefit *x = a, *y = b;
    int order = (x->on < y->on) - (x->on > y->on);

    return order ? order : memcmp(x->entry.b, y->entry.b, sizeof x->entry.b);
}

static size_t kind_read(struct rq *rq, const struct kind *k, int sql,
                        struct id household, struct benefit *out, size_t most)
{
    struct rows r = db_rows(rq->db, sql);
    size_t n = 0;

    db_bind_id(&r, 1, ID_NONE);
    db_bind_int(&r, 2, DAY_NONE);
    db_bind_id(&r, 3, household);
    while (n < most && db_next(&r)) {
        struct benefit *b = &out[n];

        *b = (struct benefit){ .kind = k, .on = DAY_NONE, .amount = INT_NONE };
        for (int c = 0; c < db_columns(&r); c++) {
            struct str name = str_of(db_column(&r, c));

            if (db_null(&r, c))
                continue;
            if (str_same(name, S("entry")))
                b->entry = db_id(&r, c);
            else if (str_same(name, S("on_day")))
                b->on = (day)db_int(&r, c);
            else if (str_same(name, S("programme")))
                b->programme = arena_str(rq->arena, db_str(&r, c));
            else if (str_same(name, S("amount")))
                b->amount = db_int(&r, c);
        }
        n += rq_sees(rq, k, b->entry);
    }
    db_done(&r);
    return n;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t benefits_of(struct rq *rq, struct id household, struct benefit **out)
{
    size_t n = 0;

    *out = arena_many(rq->arena, struct benefit, BENEFITS_MOST);
    for (int i = 0; i < kind_count; i++) {
        int sql = db_named_find(kind_index[i]->name, "_benefit");

        if (sql >= 0 && rq_sees_kind(rq, kind_index[i]))
            n += kind_read(rq, kind_index[i], sql, household, *out + n,
                           least(BENEFITS_MOST - n, BENEFITS_OF_KIND));
    }
    if (n)
        qsort(*out, n, sizeof **out, latest_first);
    return n;
}

void benefits_card(struct rq *rq, struct id household)
{
    struct benefit *b;
    size_t n = benefits_of(rq, household, &b);

    card_open(rq, "benefit.title");
    if (!n)
        html(rq, "<p>%s</p>", word(rq, "benefit.none"));
    else
        listing_open(rq,
                     "benefit.on benefit.what field.programme n:body.rupees");
    for (size_t i = 0; i < n; i++)
        html(rq,
             "<tr><td>%s</td><td><a href=\"%s\">%s</a></td><td><bdi>%s</bdi>"
             "</td><td class=\"n\">%s</td></tr>",
             b[i].on == DAY_NONE ? "" : day_text(rq, b[i].on),
             thing_path(rq, b[i].kind, b[i].entry), kind_word(rq, b[i].kind),
             zstr(rq, b[i].programme),
             b[i].amount == INT_NONE ? "" : number_text(rq, b[i].amount, 2));
    html(rq, n ? "</tbody></table></div>" : "");
    card_close(rq);
}

void benefits_json(struct rq *rq, struct id household)
{
    struct benefit *b;
    size_t n = benefits_of(rq, household, &b);

    buf_char(&rq->body, '[');
    for (size_t i = 0; i < n; i++) {
        struct keys one;

        buf_z(&rq->body, i ? "," : "");
        one = keys_open(rq);
        key_int(&one, "amount", b[i].amount);
        key_id(&one, "entry", b[i].entry);
        key_text(&one, "kind", str_of(b[i].kind->name));
        key_day(&one, "on", b[i].on);
        key_text(&one, "programme", b[i].programme);
        keys_close(&one);
    }
    buf_char(&rq->body, ']');
}
