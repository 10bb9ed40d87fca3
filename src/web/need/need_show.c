/* need_show - one need: who asked, what became of it and why, up and down. */

#include "core/feasible.h"
#include "core/priority.h"
#include "core/works.h"
#include "need.sql.h"
#include "web/need/need.h"
#include "web/need/rank.h"
#include "web/register.h"

struct need_page {
    const struct kind *kind;
    const struct need *is;
    struct id id;
    struct need_kept k;
    struct need_sum sum;
    struct need_bands bands;
    bool keeps;
};

/* ---- how it stands ------------------------------------------------------*/

static const char *need_title(struct rq *rq, struct id need)
{
    return thing_name(rq, kind_find(S("need")), need);
}

static void *record_of(struct rq *rq, const struct kind *k, struct id id)
{
    void *record = arena_take(rq->arena, k->bytes);

    record_blank(k->field, k->fields, record);
    return !id_none(id) && row_find(rq->db, k, id, rq->arena, record) ? record :
                                                                        NULL;
}

/* Who gave an answer: a body, a department, one of the staff. */
static void answerer(struct rq *rq, int64_t tier, struct id body,
                     struct id staff, struct str office)
{
    if (!id_none(body))
        thing_link(rq, "body", body);
    else if (office.n)
        html(rq, "<bdi>%s</bdi>", zstr(rq, office));
    else if (!id_none(staff))
        thing_link(rq, "staff", staff);
    else
        html(rq, "%s", need_choice(rq, ANSWER_TIERS, tier));
}

/* The answer that stands, in words: also one that was given to what it is part
 * of. */
static void answer_said(struct rq *rq, const struct need_page *p)
{
    const struct kind *k = kind_find(S("need_answer"));
    const void *a = record_of(rq, k, p->k.answer);

    html(rq, "<p>");
    need_chip(rq, p->k.state);
    html(rq, " <small>%s</small>", day_text(rq, p->k.stood));
    if (!a && !id_none(p->k.scheme)) {
        html(rq, "</p><p>%s ", word(rq, "need.by_work"));
        thing_link(rq, "scheme", p->k.scheme);
        html(rq, "</p>");
        return;
    }
    if (!a) {
        html(rq, "</p><p>%s</p>", word(rq, "need.no_answer"));
        return;
    }
    html(rq, " · ");
    answerer(rq, said_choice(k, a, "tier"), said_id(k, a, "body"),
             said_id(k, a, "staff"), said_text(k, a, "office"));
    html(rq, "</p>");
    if (said_text(k, a, "why").n)
        html(rq, "<blockquote><bdi>%s</bdi></blockquote>",
             zstr(rq, said_text(k, a, "why")));
    if (!id_same(p->k.answered, p->id)) {
        html(rq, "<p>%s <a href=\"/need/%s\"><bdi>%s</bdi></a></p>",
             word(rq, "need.answered_as"), id_text(rq, p->k.answered),
             need_title(rq, p->k.answered));
    }
}

static void tool(struct rq *rq, const char *path, struct id need,
                 const char *key)
{
    html(rq, "<a class=\"button\" href=\"%s?need=%s&amp;held=%s\">%s</a>", path,
         id_text(rq, need), day_iso(rq, rq->today), word(rq, key));
}

static void tools_draw(struct rq *rq, const struct need_page *p)
{
    if (!p->keeps)
        return;
    html(rq, "<p class=\"tools\">");
    tool(rq, "/new/need_answer", p->id, "need.do_answer");
    tool(rq, "/new/need_join", p->id, "need.do_join");
    tool(rq, "/new/need_change", p->id, "need.do_change");
    tool(rq, "/new/plan_item", p->id, "need.do_plan");
    tool(rq, "/new/feasibility", p->id, "need.do_feasibility");
    tool(rq, "/scheme/new", p->id, "need.do_scheme");
    html(rq, "<a class=\"button\" href=\"/edit/need/%s\">%s</a></p>",
         id_text(rq, p->id), word(rq, "need.do_mend"));
}

/* What is being built of it, and how far that is. */
static void schemes_said(struct rq *rq, struct id need)
{
    struct rows r = db_rows(rq->db, SQL_WEB_NEED_SCHEMES);

    db_bind_id(&r, 1, need);
    while (db_next(&r)) {
        html(rq, "<p>%s ", word(rq, "kind.scheme"));
        thing_link(rq, "scheme", db_id(&r, 0));
        html(rq, " <span class=\"chip\">%s</span></p>",
             need_choice(rq, WORKS_STAGES, db_int(&r, 2)));
    }
    db_done(&r);
}

static void stand_card(struct rq *rq, const struct need_page *p)
{
    card_open(rq, "need.how_it_stands");
    answer_said(rq, p);
    schemes_said(rq, p->id);
    tools_draw(rq, p);
    card_close(rq);
}

/* ---- who asked ----------------------------------------------------------*/

static void asker_card(struct rq *rq, const struct need_page *p)
{
    const struct need *x = p->is;

    card_open(rq, "need.who_asked");
    html(rq, "<dl class=\"fields\">");
    term_link(rq, "field.household", "household", x->household);
    term_link(rq, "field.person", "person", x->person);
    term_link(rq, "field.body", "body", x->body);
    term_link(rq, "field.mip", "mip", x->mip);
    term_link(rq, "field.resolution", "resolution", x->resolution);
    html(rq, "<dt>%s</dt><dd>", word(rq, "field.place"));
    place_line(rq, p->k.place);
    html(rq, "</dd>");
    term(rq, "field.raised", day_text(rq, x->raised));
    term(rq, "field.number", zstr(rq, x->number));
    term(rq, "field.sector", need_choice(rq, SECTOR_CHOICES, x->sector));
    term(rq, "need.kind", need_choice(rq, NEED_NATURES, x->nature));
    term(rq, "field.who", need_choice(rq, WHO_CHOICES, x->who));
    if (x->non_project)
        term(rq, "field.non_project", word(rq, "need.yes"));
    if (x->women_first)
        term(rq, "field.women_first", word(rq, "need.yes"));
    if (x->quantity != INT_NONE)
        html(rq, "<dt>%s</dt><dd><bdi>%s %s</bdi></dd>",
             word(rq, "field.quantity"), number_text(rq, x->quantity, 0),
             zstr(rq, x->unit));
    term(rq, "field.note", zstr(rq, x->note));
    html(rq, "</dl>");
    card_close(rq);
}

/* ---- what it is made of -------------------------------------------------*/

static void up_draw(struct rq *rq, const struct need_page *p)
{
    struct rows r = db_rows(rq->db, SQL_WEB_NEED_UP);
    bool any = false;

    db_bind_id(&r, 1, p->id);
    while (db_next(&r)) {
        if (!any)
            html(rq, "<h3>%s</h3><ul>", word(rq, "need.part_of"));
        any = true;
        html(rq, "<li><a href=\"/need/%s\"><bdi>%s</bdi></a> <small>%s · ",
             id_text(rq, db_id(&r, 0)), zstr(rq, db_str(&r, 1)),
             need_choice(rq, NEED_TIERS, db_int(&r, 3)));
        thing_link(rq, "body", db_id(&r, 2));
        html(rq, "</small> ");
        need_chip(rq, db_int(&r, 4));
        html(rq, "</li>");
    }
    db_done(&r);
    if (any)
        html(rq, "</ul>");
}

static void part_draw(struct rq *rq, const struct rows *r)
{
    struct id household = db_id(r, 3);

    html(rq, "<tr><th scope=\"row\"><a href=\"/need/%s\"><bdi>%s</bdi></a>",
         id_text(rq, db_id(r, 0)), zstr(rq, db_str(r, 1)));
    if (db_int(r, 8) == 1)
        html(rq, " <span class=\"chip\">%s</span>",
             word(rq, "field.women_first"));
    html(rq, "</th><td>");
    if (id_none(household))
        thing_link(rq, "body", db_id(r, 2));
    else
        thing_link(rq, "household", household);
    html(rq, "</td><td class=\"n\">%s</td><td>",
         db_int(r, 7) == 1 ? need_rupees(rq, int_in(r, 6)) : "…");
    need_chip(rq, db_int(r, 5));
    html(rq, "</td></tr>");
}

static void down_draw(struct rq *rq, const struct need_page *p)
{
    struct rows r = db_rows(rq->db, SQL_WEB_NEED_PARTS);
    int n = 0;

    db_bind_id(&r, 1, p->id);
    while (db_next(&r) && n < NEED_PARTS) {
        if (n++ == 0) {
            html(rq, "<h3>%s</h3>", word(rq, "need.made_of"));
            listing_open(rq, "field.need.need need.who_asked n:field.cost "
                             "need.how_it_stands");
        }
        part_draw(rq, &r);
    }
    db_done(&r);
    if (n)
        listing_close(rq);
}

static void tree_card(struct rq *rq, const struct need_page *p)
{
    if (id_none(p->k.above) && p->k.leaf == 1)
        return;
    card_open(rq, "need.up_and_down");
    up_draw(rq, p);
    down_draw(rq, p);
    card_close(rq);
}

/* ---- numbers ------------------------------------------------------------*/

static void shares_draw(struct rq *rq, const struct need *x)
{
    const struct need_share *s = x->share.at;

    if (!x->share.n)
        return;
    listing_open(rq, "field.share.rows n:field.amount");
    for (size_t i = 0; i < x->share.n; i++)
        html(rq, "<tr><th scope=\"row\">%s</th><td class=\"n\">%s</td></tr>",
             need_choice(rq, SHARE_CHOICES, s[i].source),
             need_rupees(rq, s[i].amount));
    listing_close(rq);
}

/* Where a household's band is from: its score that was in force on the day. */
static void score_said(struct rq *rq, const struct need_page *p)
{
    const struct kind *k = kind_find(S("score"));
    const void *x = record_of(rq, k, p->k.score);
    struct str rest = p->k.bands, band;
    int64_t n;

    if (!x || !need_bands_next(&rest, &band, &n))
        return;
    html(
        rq,
        "<p>%s: <bdi>%s</bdi> <small>%s <a href=\"/entry/%s\">%s</a></small></p>",
        word(rq, "field.band"), zstr(rq, need_band_title(rq, band)),
        word(rq, "need.band_from"), id_text(rq, p->k.score),
        day_text(rq, (day)said_day(k, x, "held")));
}

/* A leaf says its own; what others were merged into is the sum of them, with
 * its own estimate beside. */
static void numbers_card(struct rq *rq, const struct need_page *p)
{
    const struct need_sum *s = &p->sum;
    bool own = p->k.leaf == 1;

    card_open(rq, "need.numbers");
    html(rq, "<dl class=\"fields\">");
    term(rq, "field.cost", need_rupees(rq, own ? p->k.cost : s->cost));
    if (!own) {
        term(rq, "need.own_estimate", need_rupees(rq, p->k.cost));
        term(rq, "need.leaves", need_number(rq, s->needs));
    }
    term(rq, "field.households",
         need_number(rq, own ? p->k.households : s->households));
    term(rq, "field.poorest", need_number(rq, own ? p->k.poorest : s->poorest));
    term(rq, "field.women", need_number(rq, own ? p->k.women : s->women));
    term(rq, "field.men", need_number(rq, own ? p->k.men : s->men));
    html(rq, "</dl>");
    score_said(rq, p);
    need_bands_draw(rq, &p->bands, own ? p->k.households : s->households);
    shares_draw(rq, p->is);
    if (!own)
        html(rq, "<p><small>%s</small></p>", word(rq, "need.counted_once"));
    card_close(rq);
}

/* ---- its story ----------------------------------------------------------*/

enum what {
    RAISED,
    MERGED,
    TAKEN_IN,
    REVISED,
    ANSWERED,
    PLANNED,
    STEPPED,
    RANKED,
    TESTED,
    BECAME,
    WORKED,
    PAID,
    HANDED,
    CHECKED,
    WHATS
};
/* The word of each is "need.told.NAME". */
static const char *const what_name[WHATS] = {
    "raised", "merged", "taken_in", "revised", "answered", "planned", "stepped",
    "ranked", "tested", "became",   "worked",  "paid",     "handed",  "checked",
};
/* What its choice is one of; NULL: it has none. */
static const char *const what_says[WHATS] = {
    [ANSWERED] = ANSWER_SAYS,    [STEPPED] = PLAN_STAGES,
    [RANKED] = PRIORITY_METHODS, [TESTED] = FEASIBLE_RESULTS,
    [WORKED] = WORKS_STEPS,      [CHECKED] = WORKS_FUNCTION,
};

struct told {
    int what;
    day on;
    struct id entry, need, who, other, staff, resolution;
    struct str words, office;
    int64_t says, amount, place;
};

static struct told told_read(struct rq *rq, const struct rows *r)
{
    return (struct told){ .what = (int)db_int(r, 0),
                          .on = (day)db_int(r, 1),
                          .entry = db_id(r, 2),
                          .need = db_id(r, 3),
                          .who = db_id(r, 4),
                          .other = db_id(r, 5),
                          .words = arena_str(rq->arena, db_str(r, 6)),
                          .says = int_in(r, 7),
                          .amount = int_in(r, 8),
                          .place = int_in(r, 9),
                          .staff = db_id(r, 10),
                          .office = arena_str(rq->arena, db_str(r, 11)),
                          .resolution = db_id(r, 12) };
}

static bool is_of_scheme(const struct told *t)
{
    return t->what >= BECAME && t->what <= CHECKED;
}

/* Where the thing is that it tells of. */
static void other_link(struct rq *rq, const struct told *t)
{
    if (id_none(t->other))
        return;
    html(rq, " ");
    if (t->what == MERGED || t->what == TAKEN_IN)
        html(rq, "<a href=\"/need/%s\"><bdi>%s</bdi></a>",
             id_text(rq, t->other), need_title(rq, t->other));
    else if (t->what == PLANNED || t->what == STEPPED)
        html(rq, "<a href=\"/plan/%s\"><bdi>%s</bdi></a>",
             id_text(rq, t->other), zstr(rq, t->words));
    else if (t->what == RANKED)
        html(rq, "<a href=\"%s\">%s</a>",
             thing_path(rq, kind_find(S("ranking")), t->other),
             need_choice(rq, PRIORITY_METHODS, t->says));
    else
        thing_link(rq, "scheme", t->other);
}

static void choice_chip(struct rq *rq, const struct told *t)
{
    if (t->what == ANSWERED)
        need_chip(rq, t->says + 1);
    else if (t->what != RANKED && what_says[t->what] && t->says != INT_NONE)
        html(rq, " <span class=\"chip %s\">%s</span>",
             t->what == TESTED && t->says == FEASIBLE_FAIL ? "stop" :
             t->what == TESTED && t->says == FEASIBLE_PASS ? "good" :
                                                             "",
             need_choice(rq, what_says[t->what], t->says));
}

/* A number beside it: a place in an order, a tranche, months, rupees. */
static void numbers_said(struct rq *rq, const struct told *t)
{
    if (t->what == TESTED)
        html(rq, " %s", need_choice(rq, FEASIBLE_GATE_NAMES, t->place));
    else if ((t->what == PLANNED || t->what == RANKED) && t->place != INT_NONE)
        html(rq, " · %s %s", word(rq, "field.position"),
             number_text(rq, t->place, 0));
    else if (t->what == PAID || t->what == CHECKED)
        html(rq, " %s", number_text(rq, t->place, 0));
    if (t->amount != INT_NONE)
        html(rq, " · %s", rupees_text(rq, t->amount));
}

/* What was done, in a few words with its links. */
static void told_said(struct rq *rq, const struct told *t)
{
    struct buf key = buf_start(rq->arena);

    buf_fmt(&key, "need.told.%s", what_name[t->what]);
    if (t->what == MERGED && id_none(t->other))
        html(rq, "%s", word(rq, "need.told.alone"));
    else if (t->what != ANSWERED)
        html(rq, "%s", word(rq, zstr(rq, buf_str(&key))));
    if (t->what == PAID || t->what == CHECKED || t->what == TESTED)
        numbers_said(rq, t);
    other_link(rq, t);
    choice_chip(rq, t);
    if (t->what != PAID && t->what != CHECKED && t->what != TESTED)
        numbers_said(rq, t);
}

/* By whom, and by which resolution. */
static void told_by(struct rq *rq, const struct told *t)
{
    if (t->what == ANSWERED) {
        html(rq, " · ");
        answerer(rq, t->place, t->who, t->staff, t->office);
    } else if (!id_none(t->who)) {
        html(rq, " · ");
        thing_link(rq, "body", t->who);
    }
    if (!id_none(t->resolution)) {
        html(rq, " · ");
        thing_link(rq, "resolution", t->resolution);
    }
    if ((t->what == STEPPED || t->what == HANDED) && t->office.n)
        html(rq, " · <bdi>%s</bdi>", zstr(rq, t->office));
}

static void told_draw(struct rq *rq, const struct told *t, struct id own)
{
    bool named = t->what != PLANNED && t->what != STEPPED && t->what != BECAME;

    html(rq, "<li><small><a href=\"/entry/%s\">%s</a></small> ",
         id_text(rq, t->entry), day_text(rq, t->on));
    told_said(rq, t);
    told_by(rq, t);
    if (!id_same(t->need, own) && !is_of_scheme(t))
        html(rq, "<br><small>%s <a href=\"/need/%s\"><bdi>%s</bdi></a></small>",
             word(rq, "need.of_what"), id_text(rq, t->need),
             need_title(rq, t->need));
    if (named && t->words.n)
        html(rq, "<blockquote><bdi>%s</bdi></blockquote>", zstr(rq, t->words));
    if (t->what == TESTED && t->office.n)
        html(rq, "<blockquote>%s <bdi>%s</bdi></blockquote>",
             word(rq, "need.would_change"), zstr(rq, t->office));
    html(rq, "</li>");
}

static void story_card(struct rq *rq, const struct need_page *p)
{
    struct rows r = db_rows(rq->db, SQL_WEB_NEED_STORY);

    card_open(rq, "need.story");
    html(rq, "<ol class=\"story\">");
    db_bind_id(&r, 1, p->id);
    while (db_next(&r)) {
        struct told t = told_read(rq, &r);

        told_draw(rq, &t, p->id);
    }
    db_done(&r);
    html(rq, "</ol>");
    card_close(rq);
}

/* ---- JSON ---------------------------------------------------------------*/

static void story_json(struct rq *rq, struct keys *all, struct id need)
{
    struct rows r = db_rows(rq->db, SQL_WEB_NEED_STORY);
    size_t n = 0;

    key_list(all, "story");
    db_bind_id(&r, 1, need);
    while (db_next(&r)) {
        struct told t = told_read(rq, &r);
        struct keys k = key_item(rq, n++);

        key_int(&k, "amount", t.amount);
        key_id(&k, "entry", t.entry);
        key_day(&k, "held", t.on);
        key_id(&k, "need", t.need);
        key_id(&k, "other", t.other);
        if (what_says[t.what] && t.says != INT_NONE)
            key_text(&k, "says", choice_name(what_says[t.what], (int)t.says));
        key_text(&k, "what", str_of(what_name[t.what]));
        key_text(&k, "words", t.words);
        keys_close(&k);
    }
    db_done(&r);
    key_list_end(all);
}

static void need_json(struct rq *rq, const struct need_page *p)
{
    struct keys k = keys_open(rq);

    key_id(&k, "above", p->k.above);
    key_id(&k, "answered", p->k.answered);
    need_bands_json(rq, &k, &p->bands);
    key_id(&k, "body", p->k.body);
    key_int(&k, "cost", p->k.leaf == 1 ? p->k.cost : p->sum.cost);
    key_int(&k, "estimate", p->k.cost);
    key_int(&k, "households",
            p->k.leaf == 1 ? p->k.households : p->sum.households);
    key_id(&k, "id", p->id);
    key_int(&k, "leaves", p->sum.needs);
    key_text(&k, "number", p->is->number);
    key_id(&k, "root", p->k.root);
    key_id(&k, "scheme", p->k.scheme);
    key_text(&k, "sector", choice_name(SECTOR_CHOICES, p->k.sector));
    key_text(&k, "state", choice_name(NEED_STATES, p->k.state));
    key_text(&k, "tier", choice_name(NEED_TIERS, p->k.tier));
    key_text(&k, "title", p->is->title);
    story_json(rq, &k, p->id);
    keys_close(&k);
}

/* One need: who asked, how it stands and why, what it is part of and what is
 * part of it, what it costs and who pays, and all that was ever said of it. */
PAGE(need, GET, "/need/*", RIGHT_REGISTER)
{
    struct need_page p = { .kind = kind_find(S("need")) };

    p.is = register_open(rq, p.kind, &p.id);
    if (!p.is)
        return;
    if (!need_kept_read(rq, p.id, &p.k)) {
        struct buf to = buf_start(rq->arena);

        buf_fmt(&to, "/entry/%s", id_text(rq, p.id));
        rq_goto(rq, zstr(rq, buf_str(&to))); /* it does not count */
        return;
    }
    need_sum(rq, p.id, &p.sum);
    p.bands = need_bands(rq, p.id);
    p.keeps = register_may(rq, RIGHT_KEEP, p.kind, p.id);
    if (rq->json) {
        need_json(rq, &p);
        return;
    }
    frame_open(rq, zstr(rq, p.is->title));
    findings_said(rq, p.id);
    stand_card(rq, &p);
    numbers_card(rq, &p);
    asker_card(rq, &p);
    feasible_card(rq, p.k.root, p.keeps); /* it is looked at as a whole */
    ranked_card(rq, p.k.root);
    story_card(rq, &p);
    tree_card(rq, &p);
    attachments_card(rq, p.kind, p.id);
    html(rq,
         "<p class=\"tools\"><a class=\"button\" href=\"/entry/%s\">%s</a></p>",
         id_text(rq, p.id), word(rq, "need.entry"));
    frame_close(rq);
}
