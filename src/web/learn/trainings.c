/* trainings - the list of trainings. */
#include "learn.sql.h"
#include "web/learn/learn.h"

#define STEPS "planned|held|called_off|not_booked"
#define STATES "planned|held|called_off"

struct listed {
    struct id entry, place;
    struct str code, kind, title;
    day since, until;
    int64_t state, women, men, taught, cost, costs;
};

static void step_where(struct str step, struct buf *sql)
{
    static const struct {
        const char *name, *where;
    } of[] = {
        { "planned", " AND k.state = 0" },
        { "held", " AND k.state = 1" },
        { "called_off", " AND k.state = 2" },
        { "not_booked", " AND EXISTS (SELECT 1 FROM training_cost c WHERE "
                        "c.training = t.entry AND c.counts = 1 AND c.expense "
                        "IS NULL AND c.voucher IS NULL AND coalesce(c.source, "
                        "0) < 2)" },
    };

    for (size_t i = 0; i < LEN(of); i++)
        if (str_same(step, str_of(of[i].name)))
            buf_z(sql, of[i].where);
}

static struct listed listed_of(struct rq *rq, const struct rows *r)
{
    return (struct listed){ .entry = db_id(r, 0),
                            .code = arena_str(rq->arena, db_str(r, 1)),
                            .kind = arena_str(rq->arena, db_str(r, 2)),
                            .title = arena_str(rq->arena, db_str(r, 3)),
                            .place = db_id(r, 4),
                            .since = day_in(r, 5),
                            .until = day_in(r, 6),
                            .state = db_null(r, 7) ? 0 : db_int(r, 7),
                            .women = int_in(r, 8),
                            .men = int_in(r, 9),
                            .taught = int_in(r, 10),
                            .cost = int_in(r, 11),
                            .costs = int_in(r, 12) };
}

static void row_draw(struct rq *rq, const struct rows *r)
{
    const struct listed x = listed_of(rq, r);

    html(rq,
         "<tr><th scope=\"row\"><a href=\"/training/%s\"><bdi>%s</bdi></a> "
         "<small>%s</small></th><td>%s</td><td>%s</td><td><span "
         "class=\"%s\">%s</span></td>",
         id_text(rq, x.entry), zstr(rq, x.title),
         learn_title(rq, "training_kind", x.kind), place_name(rq, x.place),
         learn_days(rq, x.since, x.until),
         x.state == 1                        ? "chip good" :
         x.state == 0 && x.since < rq->today ? "chip warn" :
                                               "chip",
         word_of(rq, "learn.step", choice_name(STATES, (int)x.state)));
    html(rq,
         "<td class=\"n\">%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td>"
         "<td class=\"n\">%s</td></tr>",
         learn_number(rq, x.women), learn_number(rq, x.men),
         learn_number(rq, x.taught), rupees(rq, x.cost));
}

static void list_json(struct keys *k, const struct rows *r)
{
    const struct listed x = listed_of(k->rq, r);

    key_text(k, "code", x.code);
    key_int(k, "cost", x.cost);
    key_id(k, "id", x.entry);
    key_text(k, "kind", x.kind);
    key_int(k, "men", x.men);
    key_id(k, "place", x.place);
    key_day(k, "since", x.since);
    key_text(k, "state", choice_name(STATES, (int)x.state));
    key_int(k, "taught", x.taught);
    key_text(k, "title", x.title);
    key_int(k, "women", x.women);
}

static void tools(struct rq *rq)
{
    html(rq, "<p class=\"tools\">");
    if (rq_may(rq, RIGHT_KEEP))
        html(rq,
             "<a class=\"button main\" href=\"/new/training\">%s</a><a "
             "class=\"button\" href=\"/new/training_need\">%s</a>",
             word(rq, "training.add"), word(rq, "training.add_need"));
    html(rq,
         "<a class=\"button\" href=\"/trainings/untrained\">%s</a><a "
         "class=\"button\" href=\"/list/training_need\">%s</a><a "
         "class=\"button\" href=\"/report/trainings\">%s</a></p>",
         word(rq, "training.next"), word(rq, "kinds.training_need"),
         word(rq, "training.report"));
}

static const struct within_list training_list = {
    .kind = "training",
    .by = WITHIN_PLACE,
    .steps = { "learn.which", "learn.step", STEPS },
    .sql = "SELECT t.entry, t.code, t.kind, t.title, t.place, t.since, "
           "t.until, k.state, k.women, k.men, k.taught_women + "
           "k.taught_men AS taught, k.cost, k.costs FROM training t LEFT "
           "JOIN training_kept k ON k.thing = t.entry WHERE t.counts = 1",
    .order = "t.since DESC, t.entry",
    .heads = "kind.training field.place training.when learn.which "
             "n:training.women n:training.men n:training.taught "
             "n:award.rupees",
    .many = "trainings",
    .where = step_where,
    .tools = tools,
    .row = row_draw,
    .json = list_json,
};

/* Trainings within reach, the latest first: who came, who was taught, what it
 * cost; planned ones and those whose costs are not in the books yet. */
PAGE(trainings, GET, "/trainings", RIGHT_REGISTER)
{
    within_page(rq, &training_list);
}
