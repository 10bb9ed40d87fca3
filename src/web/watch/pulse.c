/* pulse - how one body stands in its rhythm today, and who has seen it. */
#include "web/watch/pulse.h"

#include "pulse.sql.h"
#include "tour.sql.h"
#include "web/register.h"

enum {
    LAWS_MOST = 100,
    MEETINGS_MOST = 5000,
    WORDS_MOST = 500,
    POSTS_MOST = 1000,
    VISITS_SHOWN = 8
};

/* ---- reading ------------------------------------------------------------*/

static void laws_read(struct rq *rq, int64_t nature, struct pulse *p)
{
    struct pulse_law *law = arena_many(rq->arena, struct pulse_law, LAWS_MOST);
    struct rows r = db_rows(rq->db, SQL_PULSE_LAWS);

    db_bind_int(&r, 1, nature);
    while (p->laws < LAWS_MOST && db_next(&r))
        law[p->laws++] = (struct pulse_law){
            .since = day_in(&r, 0),
            .until = day_in(&r, 1),
            .active_meetings = db_int(&r, 2),
            .active_months = db_int(&r, 3),
            .irregular_meetings = db_int(&r, 4),
            .irregular_months = db_int(&r, 5),
            .dormant_months = db_int(&r, 6),
            .needs_saving = !db_null(&r, 7) && db_int(&r, 7),
            .needs_quorum = !db_null(&r, 8) && db_int(&r, 8),
            .needs_posts = db_null(&r, 9) ? 0 : db_int(&r, 9),
        };
    db_done(&r);
    p->law = law;
}

static void meetings_read(struct rq *rq, struct id body, struct pulse *p)
{
    struct rows r = db_rows(rq->db, SQL_PULSE_MEETINGS);
    struct pulse_meeting *m = arena_many(rq->arena, struct pulse_meeting,
                                         MEETINGS_MOST);

    db_bind_id(&r, 1, body);
    while (p->meetings < MEETINGS_MOST && db_next(&r))
        m[p->meetings++] = (struct pulse_meeting){ db_id(&r, 0),
                                                   (day)db_int(&r, 1),
                                                   db_int(&r, 2) != 0,
                                                   db_int(&r, 3) != 0 };
    db_done(&r);
    p->meeting = m;
}

static void words_read(struct rq *rq, struct id body, struct pulse *p)
{
    struct rows r = db_rows(rq->db, SQL_PULSE_WORDS);
    struct pulse_word *w = arena_many(rq->arena, struct pulse_word, WORDS_MOST);

    db_bind_id(&r, 1, body);
    db_bind_int(&r, 2, p->formed);
    while (p->words < WORDS_MOST && db_next(&r))
        w[p->words++] = (struct pulse_word){ db_id(&r, 0), (day)db_int(&r, 1),
                                             (int32_t)db_int(&r, 2) };
    db_done(&r);
    p->word = w;
}

/* Offices are read only where a rhythm asks for them. */
static void posts_read(struct rq *rq, struct id body, struct pulse *p)
{
    struct pulse_post *post = arena_many(rq->arena, struct pulse_post,
                                         POSTS_MOST);
    bool asked = false;
    struct rows r;

    p->post = post;
    for (size_t i = 0; i < p->laws; i++)
        asked |= p->law[i].needs_posts > 0;
    if (!asked)
        return;
    r = db_rows(rq->db, SQL_PULSE_POSTS);
    db_bind_id(&r, 1, body);
    while (p->posts < POSTS_MOST && db_next(&r))
        post[p->posts++] =
            (struct pulse_post){ arena_str(rq->arena, db_str(&r, 0)),
                                 (day)db_int(&r, 1), day_in(&r, 2) };
    db_done(&r);
}

struct pulse_seen pulse_see(struct rq *rq, struct id body, day on)
{
    struct rows r = db_rows(rq->db, SQL_PULSE_BODY);
    struct pulse p = { .entry = body, .formed = DAY_NONE, .opened = DAY_NONE };
    struct pulse_seen s = { .state = PULSE_NEW, .until = DAY_NONE };
    int64_t nature = -1;

    db_bind_id(&r, 1, body);
    if (db_next(&r)) {
        p.formed = (day)db_int(&r, 0);
        nature = db_int(&r, 1);
        p.opened = day_in(&r, 2);
    }
    db_done(&r);
    laws_read(rq, nature, &p);
    meetings_read(rq, body, &p);
    words_read(rq, body, &p);
    posts_read(rq, body, &p);
    s.state = pulse_of(&p, on, &s.by);
    s.since = pulse_since(&p, on, DAY_FIRST, rq->arena);
    s.until = pulse_until(&p, on, rq->arena);
    s.then = s.until == DAY_NONE ? s.state : pulse_of(&p, s.until, NULL);
    s.fades = pulse_fades(&p, on);
    for (size_t i = 0; i < p.words; i++)
        s.found |= id_same(p.word[i].entry, s.by);
    return s;
}

/* ---- drawing ------------------------------------------------------------*/

const char *pulse_word(struct rq *rq, enum pulse_state state)
{
    if (state < PULSE_ACTIVE)
        return word(rq, "pulse.formed");
    return choice_text(rq, kind_find(S("standing")), "state", state);
}

const char *pulse_chip(enum pulse_state state)
{
    return state == PULSE_ACTIVE    ? "chip good" :
           state == PULSE_NEW       ? "chip" :
           state == PULSE_IRREGULAR ? "chip warn" :
                                      "chip stop";
}

static void visits_draw(struct rq *rq, struct id body)
{
    struct rows r = db_rows(rq->db, SQL_TOUR_VISITS_TO);
    bool any = false;

    db_bind_id(&r, 1, body);
    db_bind_int(&r, 2, VISITS_SHOWN);
    while (db_next(&r)) {
        if (!any)
            html(rq, "<h3>%s</h3><ol class=\"moments\">",
                 word(rq, "pulse.visits"));
        any = true;
        html(rq, "<li>");
        html(rq, "<time>%s</time> <a href=\"/entry/%s\">%s</a> ",
             day_text(rq, (day)db_int(&r, 2)), id_text(rq, db_id(&r, 0)),
             choice_text(rq, kind_find(S("visit")), "made", db_int(&r, 3)));
        thing_link(rq, "staff", db_id(&r, 1));
        if (db_str(&r, 5).n)
            html(rq, " <small><bdi>%s</bdi></small>", zstr(rq, db_str(&r, 5)));
        if (db_str(&r, 6).n)
            html(rq, "<br><small>%s <bdi>%s</bdi> %s</small>",
                 word(rq, "field.followup"), zstr(rq, db_str(&r, 6)),
                 !db_null(&r, 8) ? day_text(rq, (day)db_int(&r, 8)) :
                 !db_null(&r, 7) ? day_text(rq, (day)db_int(&r, 7)) :
                                   "");
        html(rq, "</li>");
    }
    db_done(&r);
    if (any)
        html(rq, "</ol>");
}

void pulse_card(struct rq *rq, struct id body, const struct pulse_seen *s)
{
    card_open(rq, "pulse.title");
    html(rq, "<p><span class=\"%s\">%s</span> %s %s", pulse_chip(s->state),
         pulse_word(rq, s->state), word(rq, "place.since"),
         day_text(rq, s->since));
    if (!id_none(s->by) && !id_same(s->by, body))
        html(rq, " · <a href=\"/entry/%s\">%s</a>", id_text(rq, s->by),
             word(rq, s->found ? "pulse.found" : "pulse.by_meeting"));
    html(rq, "</p>");
    if (s->until != DAY_NONE)
        html(rq, "<p>%s <span class=\"%s\">%s</span> %s</p>",
             day_text(rq, s->until), pulse_chip(s->then),
             pulse_word(rq, s->then), word(rq, "pulse.unless"));
    visits_draw(rq, body);
    card_close(rq);
}
