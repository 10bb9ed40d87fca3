/* demo_activist - activists and resource persons of the sample: whom the COs
 * named, and what they did since. */
#include "cmd/demo.h"

enum { DAY_SECONDS = 86400, A_LINE_SECONDS = 60 };
enum {
    ACTIVE = 600, /* of a thousand COs: one member is an activist */
    CRPS = 120,   /* and one is a resource person */
    DAY_LEAST = 20,
    SESSIONS = 3
};

struct naming {
    int body, member;
    bool crp;
    day since;
    struct luck luck;
};

static bool stays(const struct member *m, int64_t at)
{
    return m->kept_at && m->kept_at <= at && !m->why;
}

/* One of those who stay in it, but not the first two: they hold its offices.
 * -1: there is none. */
static int somebody(const struct diary *y, int body, struct luck *l)
{
    const struct body *b = &y->p->body[body];
    int who[64], n = 0, skip = 2;

    for (int i = b->first; i < b->first + b->members && n < 64; i++)
        if (stays(&y->p->member[i], y->d->at) && skip-- <= 0)
            who[n++] = i;
    return n ? who[luck_below(l, n)] : -1;
}

static struct id naming_id(const struct diary *y, const struct naming *x)
{
    return demo_number(y->d, "activist", x->body * 2 + x->crp);
}

static void named(struct diary *y, const struct naming *x)
{
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena);
    const struct body *b = &y->p->body[x->body];

    fact_id(&out, "body", b->id);
    fact_id(&out, "person",
            demo_number(d, "person", y->p->member[x->member].person));
    fact_text(&out, "nature", x->crp ? S("crp") : S("activist"));
    fact_day(&out, "since", x->since);
    fact_text(&out, "why",
              x->crp ? S("she reads and writes, and travels") :
                       S("brought the members together"));
    if (x->crp) {
        fact_text(&out, "topics", S("health, nutrition"));
        fact_int(&out, "stipend", 600000);
    }
    demo_keep(d, "activist", naming_id(y, x), diary_operator(y, b->area), S(""),
              fact_end(&out));
    d->at += A_LINE_SECONDS;
}

static void did(struct diary *y, const struct naming *x, int nth, day held)
{
    static const char *const session[] = { "Clean water", "Mother and child",
                                           "Vaccination" };
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena);
    struct luck l = x->luck;
    bool training = nth == 0;

    fact_id(&out, "activist", naming_id(y, x));
    fact_day(&out, "held", held);
    fact_text(&out, "what",
              training ? S("training") :
              x->crp   ? S("session") :
                         S("task"));
    fact_text(&out, "title",
              training ? S("CMST") :
              x->crp   ? str_of(session[nth % SESSIONS]) :
                         S("Went from house to house"));
    if (x->crp && !training)
        fact_int(&out, "women", luck_between(&l, 8, 25));
    demo_keep(d, "deed",
              demo_number(d, "deed", (x->body * 2 + x->crp) * 10 + nth),
              diary_operator(y, y->p->body[x->body].area), S(""),
              fact_end(&out));
    d->at += A_LINE_SECONDS;
}

static void naming_keep(struct diary *y, struct naming *x)
{
    day today = (day)(y->d->at / DAY_SECONDS), held;

    x->member = somebody(y, x->body, &x->luck);
    if (x->member < 0)
        return;
    x->since = y->p->member[x->member].joined;
    if (x->since < today - 400)
        x->since = today - luck_between(&x->luck, 60, 400);
    named(y, x);
    held = x->since + DAY_LEAST;
    for (int i = 0; i <= (x->crp ? SESSIONS : 1) && held <= today; i++) {
        did(y, x, i, held);
        held += luck_between(&x->luck, DAY_LEAST, 90);
    }
}

void activists_keep(struct diary *y, int body)
{
    struct luck l = luck_of(y->d->seed, "activist", body);
    const struct body *b = &y->p->body[body];
    bool active = luck_in(&l, ACTIVE), crp = luck_in(&l, CRPS);

    if (b->nature != NATURE_CO)
        return;
    if (active)
        naming_keep(y, &(struct naming){ .body = body, .luck = l });
    if (crp && b->sex == SEX_WOMEN)
        naming_keep(y,
                    &(struct naming){ .body = body, .crp = true, .luck = l });
}
