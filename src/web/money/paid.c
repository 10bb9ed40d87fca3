/* paid - a slip as anyone may check it: by the code that stands on it, against
 * the log. */
#include <string.h>

#include "core/vote.h"
#include "slip.sql.h"
#include "web/money/slip.h"

enum paid_says { PAID_NOT_A_CODE, PAID_UNKNOWN, PAID_BACK, PAID_STANDS };
#define PAID_NAMES "not_a_code|unknown|taken_back|stands"

enum { HALF = SHORT_BYTES / 2, TRIES = 20 };

struct paid {
    enum paid_says says;
    struct slip slip;
    bool covered;
};

/* The first id beyond all that begin so; false: there is none. */
static bool beyond(const uint8_t *code, struct id *out)
{
    *out = ID_NONE;
    memcpy(out->b, code, HALF);
    for (int i = HALF; i-- > 0;)
        if (++out->b[i])
            return true;
    return false;
}

/* The entry whose id and hash begin so; as it stands today. */
static void paid_find(struct rq *rq, const uint8_t *code, struct paid *p)
{
    struct rows r = db_rows(rq->db, SQL_WEB_SLIP_CODED);
    struct id at[TRIES], first = ID_NONE, last;
    uint8_t most[sizeof first.b + 1];
    size_t n = 0;

    memcpy(first.b, code, HALF);
    db_bind_blob(&r, 1, first.b, sizeof first.b);
    if (beyond(code, &last)) {
        db_bind_blob(&r, 2, last.b, sizeof last.b);
    } else { /* longer than any id */
        memset(most, 0xff, sizeof most);
        db_bind_blob(&r, 2, most, sizeof most);
    }
    while (db_next(&r) && n < TRIES)
        at[n++] = db_id(&r, 0);
    db_done(&r);
    p->says = PAID_UNKNOWN;
    for (size_t i = 0; i < n && p->says == PAID_UNKNOWN; i++) {
        struct seen seen;

        if (!log_see(rq->db, at[i], rq->arena, &seen) || !seen.counts ||
            memcmp(seen.entry.hash.b, code + HALF, HALF) != 0 ||
            !slip_read(rq, at[i], ID_NONE, &p->slip))
            continue;
        p->covered = seen.covered;
        p->says = p->slip.reversed == DAY_NONE ? PAID_STANDS : PAID_BACK;
    }
}

static const char *paid_class(enum paid_says says)
{
    return says == PAID_STANDS ? "good" : says == PAID_BACK ? "stop" : "warn";
}

/* Whose money, to whom: only for who may see the register there; what, when
 * and how much for whoever holds the slip. */
static void paid_draw(struct rq *rq, const struct paid *p)
{
    const struct slip *s = &p->slip;
    bool sees = rq_sees_entry(rq, s->entry);

    html(rq, "<p class=\"note %s\" role=\"status\">%s</p>", paid_class(p->says),
         word_of(rq, "paid", choice_name(PAID_NAMES, (int)p->says)));
    if (p->says < PAID_BACK)
        return;
    if (sees)
        html(rq, "<h2><a href=\"/slip/%s\"><bdi>%s</bdi></a></h2>",
             id_text(rq, s->entry), s->body);
    html(rq,
         "<p class=\"lead\"><b>%s</b> · %s</p><dl class=\"fields\"><dt>%s</dt>"
         "<dd><b>%s %s</b> (%s)</dd>",
         slip_what(s), day_text(rq, s->on), word(rq, "field.amount"),
         word(rq, "slip.rs"), slip_rupees(rq, s->moved), slip_way(rq, s));
    if (s->leaf.n)
        html(rq, "<dt>%s</dt><dd><bdi>%s</bdi></dd>", word(rq, "slip.leaf"),
             zstr(rq, s->leaf));
    if (s->reversed != DAY_NONE)
        html(rq, "<dt>%s</dt><dd>%s</dd>", word(rq, "slip.taken_back"),
             day_text(rq, s->reversed));
    html(rq, "</dl><p><small>%s</small></p>",
         word(rq, p->covered ? "result.covered" : "result.not_covered"));
}

static void paid_json(struct rq *rq, const struct paid *p)
{
    struct keys k = keys_open(rq);

    key_text(&k, "checked", choice_name(PAID_NAMES, (int)p->says));
    if (p->says >= PAID_BACK) {
        key_int(&k, "amount", p->slip.moved);
        key_int(&k, "covered", p->covered);
        key_text(&k, "event", p->slip.row[0].event);
        key_day(&k, "on", p->slip.on);
        key_day(&k, "reversed", p->slip.reversed);
    }
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

static void paid_page_draw(struct rq *rq, struct str said)
{
    struct paid p = { .says = PAID_NOT_A_CODE };
    uint8_t code[SHORT_BYTES];

    if (said.n && vote_short_read(said, code, rq->arena))
        paid_find(rq, code, &p);
    if (said.n && p.says == PAID_NOT_A_CODE)
        rq->status = 404;
    if (rq->json) {
        paid_json(rq, &p);
        return;
    }
    frame_open(rq, word(rq, "paid.title"));
    html(rq,
         "<p class=\"lead\">%s</p><form class=\"filter\" method=\"get\" "
         "action=\"/paid\"><label>%s<input name=\"code\" value=\"%s\" "
         "dir=\"ltr\" autocomplete=\"off\" spellcheck=\"false\" "
         "maxlength=\"40\" placeholder=\"7KQ2-M9XD-4TBA-0WEF\"></label>"
         "<button>%s</button></form>",
         word(rq, "paid.lead"), word(rq, "slip.code"), zstr(rq, said),
         word(rq, "result.check"));
    if (said.n)
        paid_draw(rq, &p);
    frame_close(rq);
}

/* Asks for the code of a slip. */
PAGE(paid_ask, GET, "/paid", RIGHT_NONE)
{
    paid_page_draw(rq, str_trim(rq_arg(rq, "code")));
}

/* What the log says to the code of a slip: whether that money is booked as it
 * says, was taken back since, or is not known here. */
PAGE(paid, GET, "/paid/*", RIGHT_NONE)
{
    struct str code = str_trim(rq->step[0]);

    if (code.n)
        paid_page_draw(rq, code);
    else
        not_here(rq);
}
