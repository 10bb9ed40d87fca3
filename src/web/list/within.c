/* within - a list of things within reach, narrowed by place, body and step, and
 * the page that shows it a hundred at a time. */
#include "web/list/within.h"

/* ---- what is asked ------------------------------------------------------*/

bool place_asked(struct rq *rq, struct id *place)
{
    struct found *f;

    if (!thing_read(rq, "place", rq_arg(rq, "place"), place)) {
        not_here(rq);
        return false;
    }
    if (id_none(*place) && str_trim(rq_arg(rq, "place.said")).n &&
        thing_find(rq, kind_find(S("place")), rq_arg(rq, "place.said"), 1, &f))
        *place = f->id;
    return true;
}

bool within_read(struct rq *rq, enum within_by by, struct within *w)
{
    *w = (struct within){ .by = by,
                          .step = rq_arg(rq, "step"),
                          .page = rq_int(rq, "page", 1, 100000, 1) };
    if (by != WITHIN_BODY || !id_read(rq_arg(rq, "body"), &w->body))
        w->body = ID_NONE;
    return place_asked(rq, &w->place);
}

int within_where(struct rq *rq, const struct kind *k, const struct within *w,
                 struct buf *sql, int first)
{
    static const char *const lies[] = {
        [WITHIN_PLACE] = "area ar WHERE ar.place = t.place",
        [WITHIN_HOUSEHOLD] = "household hh JOIN area ar ON ar.place = hh.place "
                             "WHERE hh.entry = t.household",
        [WITHIN_BODY] = "body bb JOIN area ar ON ar.place = bb.place WHERE "
                        "bb.entry = t.body"
    };

    first = reach_kind(rq, k, sql, first);
    if (!id_none(w->place)) {
        buf_fmt(sql, " AND EXISTS (SELECT 1 FROM %s AND ar.above = $%d",
                lies[w->by], first);
        buf_fmt(sql, " AND ar.since <= $%d AND ar.until > $%d)", first + 1,
                first + 1);
        first += 2;
    }
    if (!id_none(w->body))
        buf_fmt(sql, " AND t.body = $%d", first++);
    return first;
}

int within_bind(struct rq *rq, const struct kind *k, const struct within *w,
                struct rows *r, int first)
{
    first = reach_bind(rq, kind_reads(k), r, first);
    if (!id_none(w->place)) {
        db_bind_id(r, first++, w->place);
        db_bind_int(r, first++, rq->today);
    }
    if (!id_none(w->body))
        db_bind_id(r, first++, w->body);
    return first;
}

/* ---- the form above -----------------------------------------------------*/

void place_input(struct rq *rq, struct id place)
{
    html(rq,
         "<label>%s<span class=\"find\" data-find=\"place\"><input "
         "name=\"place.said\" value=\"%s\" autocomplete=\"off\"><input "
         "type=\"hidden\" name=\"place\" value=\"%s\"></span></label>",
         word(rq, "field.place"), id_none(place) ? "" : place_name(rq, place),
         id_none(place) ? "" : id_text(rq, place));
}

static void steps_select(struct rq *rq, const struct within_steps *s,
                         struct str now)
{
    struct str rest = str_of(s->names);

    html(rq, "<label>%s<select name=\"step\"><option value=\"\">%s</option>",
         word(rq, s->label), word(rq, "award.any"));
    while (rest.n) {
        struct str one = str_cut(&rest, '|');

        html(rq,
             str_same(one, now) ? "<option value=\"%s\" selected>%s</option>" :
                                  "<option value=\"%s\">%s</option>",
             zstr(rq, one), word_of(rq, s->group, one));
    }
    html(rq, "</select></label>");
}

void within_filter(struct rq *rq, const struct within *w,
                   const struct within_steps *s)
{
    html(rq, "<form class=\"filter\">");
    place_input(rq, w->place);
    if (!id_none(w->body))
        html(rq, "<input type=\"hidden\" name=\"body\" value=\"%s\">",
             id_text(rq, w->body));
    if (*s->names)
        steps_select(rq, s, w->step);
    html(rq, "<button>%s</button></form>", word(rq, "list.go"));
    if (id_none(w->body))
        return;
    html(rq, "<p>");
    thing_link(rq, "body", w->body);
    html(rq, "</p>");
}

void within_pager(struct rq *rq, const struct within *w, size_t n)
{
    pager_draw(rq, w->page, n == WITHIN_SHOWN ? w->page + 1 : w->page);
}

/* ---- a page -------------------------------------------------------------*/

static struct rows list_ask(struct rq *rq, const struct within_list *l,
                            const struct within *w)
{
    const struct kind *k = kind_find(str_of(l->kind));
    struct buf s = buf_start(rq->arena);
    struct rows r;

    buf_z(&s, l->sql);
    l->where(w->step, &s);
    buf_z(&s, " AND CAST($3 AS BIGINT) IS NOT NULL");
    within_where(rq, k, w, &s, 4);
    buf_z(&s, " ORDER BY ");
    buf_z(&s, l->order);
    buf_z(&s, " LIMIT $1 OFFSET $2");
    r = db_text_rows(rq->db, buf_str(&s));
    db_bind_int(&r, 1, WITHIN_SHOWN);
    db_bind_int(&r, 2, (w->page - 1) * WITHIN_SHOWN);
    db_bind_int(&r, 3, rq->today);
    within_bind(rq, k, w, &r, 4);
    return r;
}

static void list_json(struct rq *rq, const struct within_list *l,
                      struct rows *r)
{
    struct keys all = keys_open(rq);

    key_list(&all, l->many);
    for (size_t i = 0; db_next(r); i++) {
        struct keys k = key_item(rq, i);

        l->json(&k, r);
        keys_close(&k);
    }
    db_done(r);
    key_list_end(&all);
    keys_close(&all);
}

static size_t list_draw(struct rq *rq, const struct within_list *l,
                        struct rows *r)
{
    size_t n = 0;

    for (; db_next(r); n++) {
        if (!n)
            listing_open(rq, l->heads);
        l->row(rq, r);
    }
    db_done(r);
    if (n)
        listing_close(rq);
    else
        html(rq, "<p>%s</p>", word(rq, "list.none"));
    return n;
}

void within_page(struct rq *rq, const struct within_list *l)
{
    struct within w;
    struct rows r;

    if (!within_read(rq, l->by, &w))
        return;
    r = list_ask(rq, l, &w);
    if (rq->json) {
        list_json(rq, l, &r);
        return;
    }
    frame_open(rq, kind_words(rq, kind_find(str_of(l->kind))));
    l->tools(rq);
    within_filter(rq, &w, &l->steps);
    within_pager(rq, &w, list_draw(rq, l, &r));
    frame_close(rq);
}
