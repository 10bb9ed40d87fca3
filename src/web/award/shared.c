/* shared - what the lists and pages of grants and protection have in common. */
#include "log.sql.h"
#include "web/award/award.h"

day day_in(const struct rows *r, int col)
{
    return db_null(r, col) ? DAY_NONE : (day)db_int(r, col);
}

int64_t int_in(const struct rows *r, int col)
{
    return db_null(r, col) ? INT_NONE : db_int(r, col);
}

const char *rupees(struct rq *rq, paisa amount)
{
    return amount == INT_NONE ? "" : number_text(rq, amount, 2);
}

/* ---- what is asked of a list --------------------------------------------*/

bool award_asked(struct rq *rq, struct award_asked *a)
{
    struct found *f;

    *a = (struct award_asked){ .page = rq_int(rq, "page", 1, 100000, 1) };
    if (!thing_read(rq, "place", rq_arg(rq, "place"), &a->place)) {
        not_here(rq);
        return false;
    }
    if (id_none(a->place) && str_trim(rq_arg(rq, "place.said")).n &&
        thing_find(rq, kind_find(S("place")), rq_arg(rq, "place.said"), 1, &f))
        a->place = f->id;
    return true;
}

void award_filter(struct rq *rq, const struct award_asked *a,
                  const char *choices, struct str step)
{
    struct str rest = str_of(choices);

    html(rq,
         "<form class=\"filter\"><label>%s<span class=\"find\" "
         "data-find=\"place\"><input name=\"place.said\" value=\"%s\" "
         "autocomplete=\"off\"><input type=\"hidden\" name=\"place\" "
         "value=\"%s\"></span></label>",
         word(rq, "field.place"),
         id_none(a->place) ? "" : place_name(rq, a->place),
         id_none(a->place) ? "" : id_text(rq, a->place));
    if (rest.n)
        html(rq,
             "<label>%s<select name=\"step\"><option value=\"\">%s</option>",
             word(rq, "award.next"), word(rq, "award.any"));
    for (bool any = rest.n > 0; any;) {
        struct str one = str_cut(&rest, '|');

        html(rq,
             str_same(one, step) ? "<option value=\"%s\" selected>%s</option>" :
                                   "<option value=\"%s\">%s</option>",
             zstr(rq, one), word_of(rq, "award.step", one));
        any = rest.n > 0;
        if (!any)
            html(rq, "</select></label>");
    }
    html(rq, "<button>%s</button></form>", word(rq, "list.go"));
}

/* "t.household" where the kind names one. */
int award_where(struct rq *rq, const struct kind *k,
                const struct award_asked *a, struct buf *sql, int first)
{
    first = reach_kind(rq, k, sql, first);
    if (id_none(a->place))
        return first;
    buf_fmt(sql,
            " AND EXISTS (SELECT 1 FROM household hh JOIN area ar ON "
            "ar.place = hh.place WHERE hh.entry = t.household AND ar.above = "
            "$%d AND ar.since <= $%d AND ar.until > $%d)",
            first, first + 1, first + 1);
    return first + 2;
}

int award_bind(struct rq *rq, const struct kind *k, const struct award_asked *a,
               struct rows *r, int first)
{
    first = reach_bind(rq, kind_reads(k), r, first);
    if (id_none(a->place))
        return first;
    db_bind_id(r, first, a->place);
    db_bind_int(r, first + 1, rq->today);
    return first + 2;
}

/* ---- drawing ------------------------------------------------------------*/

void household_line(struct rq *rq, struct id household)
{
    const struct kind *k = kind_find(S("household"));
    void *record = arena_take(rq->arena, k->bytes);

    if (id_none(household) ||
        !row_find(rq->db, k, household, rq->arena, record))
        return;
    html(rq, "<a href=\"/household/%s\"><bdi>%s</bdi></a> <small>%s</small>",
         id_text(rq, household), zstr(rq, said_text(k, record, "number")),
         place_name(rq, said_id(k, record, "place")));
}

void term(struct rq *rq, const char *word_key, const char *value)
{
    if (value && *value)
        html(rq, "<dt>%s</dt><dd><bdi>%s</bdi></dd>", word(rq, word_key),
             value);
}

void term_link(struct rq *rq, const char *word_key, const char *kind,
               struct id id)
{
    if (id_none(id))
        return;
    html(rq, "<dt>%s</dt><dd>", word(rq, word_key));
    thing_link(rq, kind, id);
    html(rq, "</dd>");
}

void step_line(struct rq *rq, const char *word_key, day done, day due,
               bool open)
{
    html(rq, "<li>%s %s",
         done != DAY_NONE ? "✓" :
         open             ? "➜" :
                            "·",
         word(rq, word_key));
    if (done != DAY_NONE)
        html(rq, " <small>%s</small>", day_text(rq, done));
    else if (open && due != DAY_NONE)
        html(rq, " <span class=\"%s\">%s</span>",
             due < rq->today ? "chip stop" : "chip", day_text(rq, due));
    html(rq, "</li>");
}

void findings_said(struct rq *rq, struct id entry)
{
    struct rows r = db_rows(rq->db, SQL_FINDING_OF);

    db_bind_id(&r, 1, entry);
    while (db_next(&r)) {
        struct findings f = findings_start(rq->arena);

        tell_ab(&f, db_int(&r, 3) ? STOP : WARN, zstr(rq, db_str(&r, 2)),
                zstr(rq, db_str(&r, 4)), db_int(&r, 5), db_int(&r, 6));
        finding_draw(rq, f.at);
    }
    db_done(&r);
}

void entry_tools(struct rq *rq, struct id entry)
{
    html(rq,
         "<p class=\"tools\"><a class=\"button\" href=\"/entry/%s\">%s</a></p>",
         id_text(rq, entry), word(rq, "award.entry"));
}

const char *day_iso(struct rq *rq, day d)
{
    struct buf b = buf_start(rq->arena);

    day_put(&b, d);
    return zstr(rq, buf_str(&b));
}
