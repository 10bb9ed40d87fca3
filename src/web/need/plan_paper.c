/* plan_paper - the plan of a village (VDP) or a union council (UCDP) on paper: what
 * is wanted in its order, the women's list apart, who pays, who does what by
 * when, and lines to sign. */
#include "need.sql.h"
#include "web/need/need.h"
#include "web/paper.h"

static struct str say_word(struct rq *rq, const char *key)
{
    return str_of(word(rq, key));
}

static void pair(struct paper *p, const char *key, const char *value)
{
    if (value && *value)
        paper_pair_word(p, key, str_of(value));
}

static void head_put(struct rq *rq, struct paper *p, const struct plan *x,
                     const struct plan_kept *k)
{
    struct buf years = buf_start(rq->arena);

    buf_z(&years, day_text(rq, x->since));
    buf_z(&years, " – ");
    buf_z(&years, day_text(rq, x->until));
    pair(p, "field.body", thing_name(rq, kind_find(S("body")), x->body));
    pair(p, "field.place", place_name(rq, k->place));
    pair(p, "field.code", zstr(rq, x->code));
    pair(p, "field.version", need_number(rq, x->version));
    pair(p, "plan.years", zstr(rq, buf_str(&years)));
    pair(p, "field.stage", need_choice(rq, PLAN_STAGES, k->stage));
    if (k->adopted != DAY_NONE)
        pair(p, "choice.adopted", day_text(rq, k->adopted));
    paper_text(p, x->note);
}

/* The households by band, those that nobody scored last. */
static void bands_put(struct rq *rq, struct paper *p,
                      const struct need_bands *b, int64_t households)
{
    if (!b->known)
        return;
    paper_small(p, say_word(rq, "field.band.rows"));
    for (size_t i = 0; i < b->n; i++)
        if (b->households[i])
            paper_pair(p, b->title[i],
                       str_of(need_number(rq, b->households[i])));
    if (households > b->known)
        pair(p, "need.band_unknown", need_number(rq, households - b->known));
}

static void sums_put(struct rq *rq, struct paper *p, const struct need_sum *s,
                     const struct need_bands *bands)
{
    const struct paper_column c[] = {
        { say_word(rq, "field.share.rows"), S(""), 60, ALIGN_START },
        { say_word(rq, "field.amount"), S(""), 40, ALIGN_END }
    };
    bool any = false;

    paper_heading(p, say_word(rq, "plan.comes_to"));
    pair(p, "need.leaves", need_number(rq, s->needs));
    pair(p, "field.households", need_number(rq, s->households));
    pair(p, "field.poorest", need_number(rq, s->poorest));
    pair(p, "field.women", need_number(rq, s->women));
    pair(p, "field.men", need_number(rq, s->men));
    pair(p, "field.cost", need_rupees(rq, s->cost));
    bands_put(rq, p, bands, s->households);
    paper_small(p, say_word(rq, "need.counted_once"));
    for (int i = 0; i < SHARES; i++)
        any |= s->part[i] != 0;
    if (!any)
        return;
    paper_gap(p, 2);
    paper_table(p, c, (int)LEN(c), 0, 0);
    for (int i = 0; i < SHARES; i++) {
        const struct str cell[] = { str_of(need_choice(rq, SHARE_CHOICES, i)),
                                    str_of(need_rupees(rq, s->part[i])) };

        if (s->part[i])
            paper_row(p, ROW_PLAIN, cell);
    }
    paper_table_end(p);
}

/* "by 3 June 2015" behind who sees to it. */
static struct str who_when(struct rq *rq, const struct plan_line *l)
{
    struct buf b = buf_start(rq->arena);

    buf_add(&b, l->who_does);
    if (l->ends != DAY_NONE)
        buf_fmt(&b, "%s%s", b.n ? " · " : "", day_text(rq, l->ends));
    return buf_str(&b);
}

static void lines_put(struct rq *rq, struct paper *p, const struct plan_line *l,
                      size_t n, bool women)
{
    const struct paper_column c[] = {
        { say_word(rq, "field.position"), S(""), 6, ALIGN_END },
        { say_word(rq, "kind.need"), S(""), 30, ALIGN_START },
        { say_word(rq, "field.sector"), S(""), 14, ALIGN_START },
        { say_word(rq, "field.who"), S(""), 18, ALIGN_START },
        { say_word(rq, "field.households"), S(""), 11, ALIGN_END },
        { say_word(rq, "field.cost"), S(""), 13, ALIGN_END },
        { say_word(rq, "plan.own"), S(""), 12, ALIGN_END },
        { say_word(rq, "plan.who_when"), S(""), 20, ALIGN_START },
        { say_word(rq, "need.how_it_stands"), S(""), 14, ALIGN_START }
    };
    bool any = false;

    for (size_t i = 0; i < n; i++)
        any |= !women || l[i].women_first;
    if (!any)
        return;
    paper_heading(p, say_word(rq, women ? "plan.women" : "plan.items"));
    paper_table(p, c, (int)LEN(c), 0, 80);
    for (size_t i = 0; i < n; i++) {
        const struct str cell[] = {
            str_of(need_number(rq, l[i].position)),
            l[i].title,
            str_of(need_choice(rq, SECTOR_CHOICES, l[i].sector)),
            str_of(need_choice(rq, WHO_CHOICES, l[i].who)),
            str_of(need_number(rq, l[i].households)),
            str_of(need_rupees(rq, l[i].cost)),
            str_of(need_rupees(rq, l[i].own)),
            who_when(rq, &l[i]),
            str_of(need_choice(rq, NEED_STATES, l[i].state))
        };

        if (!women || l[i].women_first)
            paper_row(p, ROW_PLAIN, cell);
    }
    paper_table_end(p);
}

static void steps_put(struct rq *rq, struct paper *p, struct id plan)
{
    struct rows r = db_rows(rq->db, SQL_WEB_PLAN_STEPS);

    bool any = false;

    db_bind_id(&r, 1, plan);
    while (db_next(&r)) {
        struct buf b = buf_start(rq->arena);

        if (!any)
            paper_heading(p, say_word(rq, "plan.way"));
        any = true;
        buf_fmt(&b, "%s: %s", day_text(rq, (day)db_int(&r, 1)),
                need_choice(rq, PLAN_STAGES, db_int(&r, 2)));
        if (db_str(&r, 3).n) {
            buf_z(&b, " · ");
            buf_add(&b, db_str(&r, 3));
        }
        paper_text(p, buf_str(&b));
        if (db_str(&r, 4).n)
            paper_small(p, arena_str(rq->arena, db_str(&r, 4)));
    }
    db_done(&r);
}

/* The plan as a paper to sign: VDP or UCDP. */
PAGE(plan_paper, GET, "/plan/*/plan.pdf", RIGHT_REGISTER)
{
    static const char *const title[] = { "plan.vdp", "plan.ucdp" };
    const struct kind *kind = kind_find(S("plan"));
    struct id id;
    const struct plan *x;
    struct plan_kept k;
    struct plan_line *l;
    struct need_sum s;
    struct need_bands bands;
    struct paper_plan plan = { .size = PAPER_A4, .on = rq->today };
    struct paper p;
    struct str who[3];
    size_t n;

    rq->lang = rq_paper_lang(rq);
    x = register_open(rq, kind, &id);
    if (!x)
        return;
    plan_kept_read(rq, id, &k);
    n = plan_lines(rq, id, &l);
    plan_sum(rq, id, &s);
    plan.title = say_word(rq, title[x->tier == PLAN_COUNCIL]);
    plan.head = x->code;
    p = paper_start(rq->arena, rq->lang, &plan);
    paper_title(&p, x->title);
    paper_bold(&p, plan.title);
    head_put(rq, &p, x, &k);
    bands = plan_bands(rq, id);
    sums_put(rq, &p, &s, &bands);
    lines_put(rq, &p, l, n, false);
    lines_put(rq, &p, l, n, true);
    steps_put(rq, &p, id);
    paper_gap(&p, 14);
    who[0] = say_word(rq, "plan.president");
    who[1] = say_word(rq, "plan.manager");
    who[2] = say_word(rq, "plan.organiser");
    paper_sign(&p, who, (int)LEN(who));
    rq_paper(rq, "plan.pdf", &p);
}
