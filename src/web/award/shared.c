/* shared - what the lists and pages of grants and protection have in common. */
#include "web/award/award.h"

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
