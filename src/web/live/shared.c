/* shared - what the lists and pages of livelihood have in common. */
#include "web/live/live.h"

bool live_asked(struct rq *rq, struct live_asked *a)
{
    struct award_asked place;

    if (!award_asked(rq, &place))
        return false;
    *a = (struct live_asked){ .place = place.place,
                              .page = place.page,
                              .step = rq_arg(rq, "step") };
    if (!id_read(rq_arg(rq, "body"), &a->body))
        a->body = ID_NONE;
    return true;
}

static void steps_select(struct rq *rq, const char *choices, struct str now)
{
    struct str rest = str_of(choices);

    html(rq, "<label>%s<select name=\"step\"><option value=\"\">%s</option>",
         word(rq, "live.which"), word(rq, "award.any"));
    while (rest.n) {
        struct str one = str_cut(&rest, '|');

        html(rq,
             str_same(one, now) ? "<option value=\"%s\" selected>%s</option>" :
                                  "<option value=\"%s\">%s</option>",
             zstr(rq, one), word_of(rq, "live.step", one));
    }
    html(rq, "</select></label>");
}

void live_filter(struct rq *rq, const struct live_asked *a, const char *choices)
{
    bool placed = !id_none(a->place);

    html(rq,
         "<form class=\"filter\"><label>%s<span class=\"find\" "
         "data-find=\"place\"><input name=\"place.said\" value=\"%s\" "
         "autocomplete=\"off\"><input type=\"hidden\" name=\"place\" "
         "value=\"%s\"></span></label>",
         word(rq, "field.place"), placed ? place_name(rq, a->place) : "",
         placed ? id_text(rq, a->place) : "");
    if (!id_none(a->body))
        html(rq, "<input type=\"hidden\" name=\"body\" value=\"%s\">",
             id_text(rq, a->body));
    if (*choices)
        steps_select(rq, choices, a->step);
    html(rq, "<button>%s</button></form>", word(rq, "list.go"));
    if (id_none(a->body))
        return;
    html(rq, "<p>");
    thing_link(rq, "body", a->body);
    html(rq, "</p>");
}

int live_where(struct rq *rq, const struct kind *k, const struct live_asked *a,
               struct buf *sql, int first)
{
    first = reach_kind(rq, k, sql, first);
    if (!id_none(a->place)) {
        buf_fmt(sql,
                " AND EXISTS (SELECT 1 FROM body bb JOIN area ar ON ar.place ="
                " bb.place WHERE bb.entry = t.body AND ar.above = $%d AND "
                "ar.since <= $%d AND ar.until > $%d)",
                first, first + 1, first + 1);
        first += 2;
    }
    if (!id_none(a->body))
        buf_fmt(sql, " AND t.body = $%d", first++);
    return first;
}

int live_bind(struct rq *rq, const struct kind *k, const struct live_asked *a,
              struct rows *r, int first)
{
    first = reach_bind(rq, kind_reads(k), r, first);
    if (!id_none(a->place)) {
        db_bind_id(r, first++, a->place);
        db_bind_int(r, first++, rq->today);
    }
    if (!id_none(a->body))
        db_bind_id(r, first++, a->body);
    return first;
}

struct rows live_rows(struct rq *rq, const struct kind *k,
                      const struct live_asked *a, struct buf *sql,
                      const char *tail, bool limit)
{
    int first = limit ? 3 : 1;
    struct rows r;

    live_where(rq, k, a, sql, first);
    buf_z(sql, tail);
    r = db_text_rows(rq->db, buf_str(sql));
    if (limit) {
        db_bind_int(&r, 1, LIVE_SHOWN);
        db_bind_int(&r, 2, (a->page - 1) * LIVE_SHOWN);
    }
    live_bind(rq, k, a, &r, first);
    return r;
}

/* ---- drawing ------------------------------------------------------------*/

void live_new(struct rq *rq, const char *kind, const char *word_key, bool main)
{
    if (rq_may(rq, RIGHT_KEEP))
        html(rq, "<a class=\"%s\" href=\"/new/%s\">%s</a>",
             main ? "button main" : "button", kind, word(rq, word_key));
}

struct keys live_keys(struct rq *rq, const struct kind *k, const void *record,
                      struct id id)
{
    struct keys keys = keys_open(rq);

    key_id(&keys, "id", id);
    key_any(&keys, "record");
    buf_add(&rq->body, record_open(k, record, rq->arena));
    return keys;
}

const char *live_title(struct rq *rq, const struct rows *r, int col)
{
    int of = col + (int)rq->lang;

    if (db_null(r, of) || !db_str(r, of).n)
        of = col;
    return db_null(r, of) ? "" : zstr(rq, db_str(r, of));
}

const char *share_text(struct rq *rq, int64_t part, int64_t of)
{
    struct buf b = buf_start(rq->arena);
    bool said;
    int64_t percent = ratio_percent(part, of, &said);

    if (!said || part == INT_NONE)
        return "";
    buf_z(&b, number_text(rq, percent, 2));
    buf_z(&b, " %");
    return zstr(rq, buf_str(&b));
}

void due_chip(struct rq *rq, const char *text, day due)
{
    html(rq, "<span class=\"%s\">%s %s</span>",
         due < rq->today ? "chip stop" : "chip", text, day_text(rq, due));
}

void number_cell(struct rq *rq, int64_t n)
{
    html(rq, "<td class=\"n\">%s</td>",
         n == INT_NONE ? "" : number_text(rq, n, 0));
}

void rupees_cell(struct rq *rq, paisa n)
{
    html(rq, "<td class=\"n\">%s</td>", rupees(rq, n));
}
