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

static const char *step_where(struct str step)
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
            return of[i].where;
    return "";
}

static size_t listed_read(struct rq *rq, const struct learn_asked *a,
                          struct listed *out)
{
    const struct kind *k = kind_find(S("training"));
    struct buf s = buf_start(rq->arena);
    struct rows r;
    size_t n = 0;

    buf_z(&s, "SELECT t.entry, t.code, t.kind, t.title, t.place, t.since, "
              "t.until, k.state, k.women, k.men, k.taught_women + "
              "k.taught_men AS taught, k.cost, k.costs FROM training t LEFT "
              "JOIN training_kept k ON k.thing = t.entry WHERE t.counts = 1");
    buf_z(&s, step_where(a->step));
    learn_where(rq, k, a, &s, 3);
    buf_z(&s, " ORDER BY t.since DESC, t.entry LIMIT $1 OFFSET $2");
    r = db_text_rows(rq->db, buf_str(&s));
    db_bind_int(&r, 1, LEARN_SHOWN);
    db_bind_int(&r, 2, (a->at.page - 1) * LEARN_SHOWN);
    learn_bind(rq, k, a, &r, 3);
    while (n < LEARN_SHOWN && db_next(&r))
        out[n++] = (struct listed){
            .entry = db_id(&r, 0),
            .code = arena_str(rq->arena, db_str(&r, 1)),
            .kind = arena_str(rq->arena, db_str(&r, 2)),
            .title = arena_str(rq->arena, db_str(&r, 3)),
            .place = db_id(&r, 4),
            .since = day_in(&r, 5),
            .until = day_in(&r, 6),
            .state = db_null(&r, 7) ? 0 : db_int(&r, 7),
            .women = int_in(&r, 8),
            .men = int_in(&r, 9),
            .taught = int_in(&r, 10),
            .cost = int_in(&r, 11),
            .costs = int_in(&r, 12),
        };
    db_done(&r);
    return n;
}

static void row_draw(struct rq *rq, const struct listed *x)
{
    html(rq,
         "<tr><th scope=\"row\"><a href=\"/training/%s\"><bdi>%s</bdi></a> "
         "<small>%s</small></th><td>%s</td><td>%s</td><td><span "
         "class=\"%s\">%s</span></td>",
         id_text(rq, x->entry), zstr(rq, x->title),
         learn_title(rq, "training_kind", x->kind), place_name(rq, x->place),
         learn_days(rq, x->since, x->until),
         x->state == 1                         ? "chip good" :
         x->state == 0 && x->since < rq->today ? "chip warn" :
                                                 "chip",
         word_of(rq, "learn.step", choice_name(STATES, (int)x->state)));
    html(rq,
         "<td class=\"n\">%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td>"
         "<td class=\"n\">%s</td></tr>",
         learn_number(rq, x->women), learn_number(rq, x->men),
         learn_number(rq, x->taught), rupees(rq, x->cost));
}

static void list_json(struct rq *rq, const struct listed *x, size_t n)
{
    struct keys all = keys_open(rq);

    key_list(&all, "trainings");
    for (size_t i = 0; i < n; i++) {
        struct keys k = key_item(rq, i);

        key_text(&k, "code", x[i].code);
        key_int(&k, "cost", x[i].cost);
        key_id(&k, "id", x[i].entry);
        key_text(&k, "kind", x[i].kind);
        key_int(&k, "men", x[i].men);
        key_id(&k, "place", x[i].place);
        key_day(&k, "since", x[i].since);
        key_text(&k, "state", choice_name(STATES, (int)x[i].state));
        key_int(&k, "taught", x[i].taught);
        key_text(&k, "title", x[i].title);
        key_int(&k, "women", x[i].women);
        keys_close(&k);
    }
    key_list_end(&all);
    keys_close(&all);
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

/* Trainings within reach, the latest first: who came, who was taught, what it
 * cost; planned ones and those whose costs are not in the books yet. */
PAGE(trainings, GET, "/trainings", RIGHT_REGISTER)
{
    struct listed *x = arena_many(rq->arena, struct listed, LEARN_SHOWN);
    struct learn_asked a;
    size_t n;

    if (!learn_asked(rq, &a))
        return;
    n = listed_read(rq, &a, x);
    if (rq->json) {
        list_json(rq, x, n);
        return;
    }
    frame_open(rq, word(rq, "kinds.training"));
    tools(rq);
    learn_filter(rq, &a, STEPS);
    if (n) {
        listing_open(rq, "kind.training field.place training.when learn.which "
                         "n:training.women n:training.men n:training.taught "
                         "n:award.rupees");
        for (size_t i = 0; i < n; i++)
            row_draw(rq, &x[i]);
        listing_close(rq);
    } else {
        html(rq, "<p>%s</p>", word(rq, "list.none"));
    }
    pager_draw(rq, a.at.page, n == LEARN_SHOWN ? a.at.page + 1 : a.at.page);
    frame_close(rq);
}
