/* term - what the pages of a thing say of it: terms, steps, money, findings. */
#include "web/term.h"

#include "log.sql.h"
#include "reversal.sql.h"

const char *rupees(struct rq *rq, paisa amount)
{
    return amount == INT_NONE ? "" : number_text(rq, amount, 2);
}

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

day taken_back_on(struct rq *rq, struct id entry)
{
    struct rows r = db_rows(rq->db, SQL_REVERSAL_OF);
    day on = DAY_NONE;

    db_bind_id(&r, 1, entry);
    if (db_next(&r))
        on = (day)db_int(&r, 1);
    db_done(&r);
    return on;
}

const char *day_iso(struct rq *rq, day d)
{
    struct buf b = buf_start(rq->arena);

    day_put(&b, d);
    return zstr(rq, buf_str(&b));
}

const char *in_their_words(struct rq *rq, const struct rows *r, int col)
{
    int at = col + (int)rq->lang;

    return zstr(rq, db_str(r, db_str(r, at).n ? at : col));
}
