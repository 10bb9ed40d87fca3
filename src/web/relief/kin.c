/* kin - one household in several records: what is one in the register is asked
 * as one, so whoever looks at either record sees what became of both. */
#include "relief.sql.h"
#include "web/relief/relief.h"

struct kin {
    struct id at[100];
    size_t n;
};

static struct kin kin_of(struct rq *rq, struct id household)
{
    struct rows r = db_rows(rq->db, SQL_WEB_RELIEF_KIN);
    struct kin k = { .n = 0 };

    db_bind_id(&r, 1, household);
    while (k.n < LEN(k.at) && db_next(&r))
        k.at[k.n++] = db_id(&r, 0);
    db_done(&r);
    return k;
}

static struct rows asked_of(struct rq *rq, int sql, struct id disaster,
                            struct id household)
{
    struct rows r = db_rows(rq->db, sql);

    db_bind_id(&r, 1, disaster);
    db_bind_id(&r, 2, household);
    return r;
}

void relief_gifts_read(struct rq *rq, struct id disaster, struct id household,
                       struct relief_gifts *out)
{
    struct kin kin = kin_of(rq, household);

    out->n = 0;
    for (size_t i = 0; i < kin.n; i++) {
        struct rows r = asked_of(rq, SQL_WEB_RELIEF_GIFTS, disaster, kin.at[i]);

        while (out->n < RELIEF_GIFTS && db_next(&r))
            out->at[out->n++] = (struct relief_gift){
                .entry = db_id(&r, 0),
                .agency = db_id(&r, 1),
                .on = (day)db_int(&r, 2),
                .what = (int32_t)db_int(&r, 3),
                .every = db_null(&r, 4) ? RELIEF_EVERY_DAYS : db_int(&r, 4)
            };
        db_done(&r);
    }
    relief_sort(out->at, out->n);
}

/* What the last form says that was filled of any of its records. */
struct last_seen {
    struct id entry; /* none: nobody looked */
    day held;
    int64_t house, living, dead, hurt; /* living -1: not said */
};

static struct last_seen seen_of(struct rq *rq, const struct kin *kin,
                                struct id disaster)
{
    struct last_seen s = { .entry = ID_NONE };

    for (size_t i = 0; i < kin->n; i++) {
        struct rows r = asked_of(rq, SQL_WEB_DAMAGE_SEEN, disaster, kin->at[i]);

        if (db_next(&r) && (id_none(s.entry) || db_int(&r, 1) > s.held))
            s = (struct last_seen){ .entry = db_id(&r, 0),
                                    .held = (day)db_int(&r, 1),
                                    .house = db_int(&r, 2),
                                    .living = db_null(&r, 3) ? -1 :
                                                               db_int(&r, 3),
                                    .dead = db_int(&r, 4),
                                    .hurt = db_int(&r, 5) };
        db_done(&r);
    }
    return s;
}

static void seen_line(struct rq *rq, const struct disaster_page *d,
                      const struct kin *kin)
{
    const struct kind *k = kind_find(S("damage"));
    struct last_seen s = seen_of(rq, kin, d->id);

    if (id_none(s.entry)) {
        html(rq, "<p>%s</p>", word(rq, "relief.not_seen"));
        return;
    }
    html(rq,
         "<p><a href=\"/entry/%s\">%s</a> %s: <span class=\"chip%s\">%s"
         "</span> ",
         id_text(rq, s.entry), day_text(rq, s.held), word(rq, "field.house"),
         s.house == 2 ? " stop" : "", choice_text(rq, k, "house", s.house));
    if (s.living >= 0)
        html(rq, "<span class=\"chip\">%s</span> ",
             choice_text(rq, k, "living", s.living));
    if (s.dead)
        html(rq, "%s %s ", word(rq, "field.dead"), number_text(rq, s.dead, 0));
    if (s.hurt)
        html(rq, "%s %s ", word(rq, "field.hurt"), number_text(rq, s.hurt, 0));
    html(rq, "</p>");
}

static void frozen_line(struct rq *rq, const struct disaster_page *d,
                        const struct kin *kin)
{
    day since = DAY_NONE;

    for (size_t i = 0; i < kin->n; i++) {
        struct rows r = asked_of(rq, SQL_WEB_FROZEN_IN, d->id, kin->at[i]);

        if (db_next(&r) && (since == DAY_NONE || db_int(&r, 0) < since))
            since = (day)db_int(&r, 0);
        db_done(&r);
    }
    if (since != DAY_NONE)
        html(rq, "<p><span class=\"chip good\">%s</span> <small>%s</small></p>",
             word(rq, "relief.on_roster"), day_text(rq, since));
}

void relief_stood(struct rq *rq, const struct disaster_page *d,
                  struct id household)
{
    struct kin kin = kin_of(rq, household);

    frozen_line(rq, d, &kin);
    seen_line(rq, d, &kin);
}
