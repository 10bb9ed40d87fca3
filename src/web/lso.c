/* lso - an LSO's page for everybody: what its network publishes of it, in
 * numbers, without a login and without a name of a person. */
#include "chart.sql.h"
#include "web/register.h"
#include "web/today.h"

struct shown {
    struct id body, place, rsp;
    const char *name;
    day formed;
};

static bool shown_read(struct rq *rq, struct shown *s)
{
    struct rows r = db_rows(rq->db, SQL_LSO_PUBLIC);
    bool any = rq_id(rq, 0, &s->body);

    db_bind_id(&r, 1, s->body);
    any = any && db_next(&r);
    if (any) {
        struct str own = db_str(&r, (int)rq->lang);

        s->name = zstr(rq, own.n ? own : db_str(&r, 0));
        s->place = db_id(&r, 3);
        s->rsp = db_id(&r, 4);
        s->formed = (day)db_int(&r, 5);
    }
    db_done(&r);
    return any;
}

/* Of the profiles of a place's LSOs the one: from its heading to the next. No
 * cell opens, since what is behind it is for who may read the register. */
static struct sheet own_rows(struct rq *rq, const struct sheet *all,
                             const struct shown *l)
{
    struct sheet s = sheet_start(rq->arena, all->column, all->columns);
    bool own = false;

    s.title = all->title;
    s.subtitle = str_of(l->name);
    for (size_t i = 0; i < all->rows; i++) {
        const struct sheet_row *from = &all->row[i];
        struct sheet_row *row;

        if (from->nature == ROW_HEADING) {
            own = str_ends(from->cell[0].link, str_of(id_text(rq, l->body)));
            continue;
        }
        if (!own)
            continue;
        row = sheet_add(&s, from->nature);
        for (int c = 0; c < all->columns; c++) {
            row->cell[c] = from->cell[c];
            row->cell[c].link = S("");
        }
    }
    for (int i = 0; i < all->notes; i++)
        sheet_note(&s, all->note[i]);
    return s;
}

static struct sheet profile_sheet(struct rq *rq, const struct shown *l)
{
    const struct report *r = report_find(S("profile"));
    struct sheet *all = arena_many(rq->arena, struct sheet, REPORT_SHEETS);
    struct findings f = findings_start(rq->arena);
    struct question q = { .as_of = month_last(rq),
                          .from = MONTH_NONE,
                          .place = l->place,
                          .rsp = l->rsp,
                          .lang = rq->lang };

    if (!r || r->make(rq->db, &q, rq->arena, all, &f) < 1)
        return sheet_start(rq->arena, NULL, 0);
    return own_rows(rq, &all[0], l);
}

static void profile_draw(struct rq *rq, void *with)
{
    struct sheet s = profile_sheet(rq, with);

    if (s.rows)
        sheet_draw(rq, &s);
    else
        html(rq, "<p class=\"note\">%s</p>", word(rq, "lso.nothing"));
}

/* An LSO as anybody may see it: where it is, since when, and its profile as the
 * network publishes it. Numbers only: no name of a person stands on it. */
PAGE(lso, GET, "/lso/*", RIGHT_NONE)
{
    struct shown l;

    if (!shown_read(rq, &l)) {
        not_here(rq);
        return;
    }
    if (rq->json) {
        struct sheet s = profile_sheet(rq, &l);

        sheets_file(rq, "lso", S("json"), &s, 1);
        return;
    }
    frame_open(rq, l.name);
    html(rq, "<p class=\"lead\">%s · %s · %s %s</p>",
         thing_name(rq, kind_find(S("place")), l.place),
         thing_name(rq, kind_find(S("rsp")), l.rsp), word(rq, "lso.since"),
         day_text(rq, l.formed));
    kept_draw(rq, "lso", str_of(id_text(rq, l.body)), profile_draw, &l);
    html(rq, "<p class=\"note\">%s</p>", word(rq, "lso.numbers_only"));
    frame_close(rq);
}
