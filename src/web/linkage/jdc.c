/* jdc - joint committees of bodies and departments: what they decided, and what
 * became of it. */
#include "linkage.sql.h"
#include "web/linkage/linkage.h"

enum { COMMITTEES_SHOWN = 100, STATE_DONE = 3 };

static const char *state_text(struct rq *rq, int64_t state)
{
    return state == INT_NONE ?
               word(rq, "joint.nothing_told") :
               choice_text(rq, kind_find(S("joint_step")), "state", state);
}

/* ---- all of them --------------------------------------------------------*/

struct committee {
    struct id id, place;
    struct str title;
    int64_t forum, meetings, decided, done, late;
    day last;
};

static size_t committees_read(struct rq *rq, struct committee *out)
{
    const struct kind *k = kind_find(S("joint_committee"));
    struct buf s = buf_start(rq->arena);
    struct rows r;
    size_t n = 0;

    buf_z(&s,
          "SELECT t.entry, t.title, t.forum, t.place, (SELECT count(*) FROM "
          "joint_meeting m WHERE m.committee = t.entry AND m.counts = 1), "
          "(SELECT CAST(max(m.held) AS BIGINT) FROM joint_meeting m WHERE "
          "m.committee = t.entry AND m.counts = 1), (SELECT count(*) FROM "
          "joint_decided d WHERE d.committee = t.entry), (SELECT count(*) FROM "
          "joint_decided d WHERE d.committee = t.entry AND d.state = 3), "
          "(SELECT count(*) FROM joint_decided d WHERE d.committee = t.entry "
          "AND d.due < $2 AND coalesce(d.state, 0) < 3) FROM joint_committee t "
          "WHERE t.counts = 1");
    reach_kind(rq, k, &s, 3);
    buf_z(&s, " ORDER BY t.title, t.entry LIMIT $1");
    r = db_text_rows(rq->db, buf_str(&s));
    db_bind_int(&r, 1, COMMITTEES_SHOWN);
    db_bind_int(&r, 2, rq->today);
    reach_bind(rq, kind_reads(k), &r, 3);
    while (n < COMMITTEES_SHOWN && db_next(&r))
        out[n++] = (struct committee){ .id = db_id(&r, 0),
                                       .title = arena_str(rq->arena,
                                                          db_str(&r, 1)),
                                       .forum = db_int(&r, 2),
                                       .place = db_id(&r, 3),
                                       .meetings = db_int(&r, 4),
                                       .last = day_in(&r, 5),
                                       .decided = db_int(&r, 6),
                                       .done = db_int(&r, 7),
                                       .late = db_int(&r, 8) };
    db_done(&r);
    return n;
}

static void committee_draw(struct rq *rq, const struct committee *c)
{
    html(rq,
         "<tr><th scope=\"row\"><a href=\"/jdc/%s\"><bdi>%s</bdi></a></th><td>"
         "%s</td><td>%s</td><td>%s</td><td class=\"n\">%s</td><td "
         "class=\"n\">%s</td><td class=\"n\">",
         id_text(rq, c->id), zstr(rq, c->title),
         choice_text(rq, kind_find(S("joint_committee")), "forum", c->forum),
         place_name(rq, c->place),
         c->last == DAY_NONE ? "" : day_text(rq, c->last),
         number_text(rq, c->decided, 0), number_text(rq, c->done, 0));
    html(rq, c->late ? "<span class=\"chip stop\">%s</span>" : "%s",
         number_text(rq, c->late, 0));
    html(rq, "</td></tr>");
}

static void committees_json(struct rq *rq, const struct committee *c, size_t n)
{
    struct keys all = keys_open(rq);

    key_list(&all, "committees");
    for (size_t i = 0; i < n; i++) {
        struct keys k = key_item(rq, i);

        key_int(&k, "decided", c[i].decided);
        key_int(&k, "done", c[i].done);
        key_id(&k, "id", c[i].id);
        key_day(&k, "last", c[i].last);
        key_int(&k, "late", c[i].late);
        key_int(&k, "meetings", c[i].meetings);
        key_text(&k, "title", c[i].title);
        keys_close(&k);
    }
    key_list_end(&all);
    keys_close(&all);
}

/* Joint committees within reach: when each last met, what it decided, what of
 * it was done and what is overdue. */
PAGE(jdc, GET, "/jdc", RIGHT_REGISTER)
{
    struct committee *c = arena_many(rq->arena, struct committee,
                                     COMMITTEES_SHOWN);
    size_t n = committees_read(rq, c);

    if (rq->json) {
        committees_json(rq, c, n);
        return;
    }
    frame_open(rq, word(rq, "kinds.joint_committee"));
    if (rq_may(rq, RIGHT_KEEP))
        html(rq,
             "<p class=\"tools\"><a class=\"button main\" "
             "href=\"/new/joint_committee\">%s</a></p>",
             word(rq, "joint.add"));
    if (n) {
        listing_open(rq, "field.title field.forum field.place joint.last "
                         "n:joint.decided n:joint.done n:joint.late");
        for (size_t i = 0; i < n; i++)
            committee_draw(rq, &c[i]);
        listing_close(rq);
    } else {
        html(rq, "<p>%s</p>", word(rq, "list.none"));
    }
    frame_close(rq);
}

/* ---- one ----------------------------------------------------------------*/

static void decision_draw(struct rq *rq, const struct rows *r,
                          struct id meeting, bool keeps)
{
    int64_t state = int_in(r, 6);
    day due = day_in(r, 5);
    bool open = state == INT_NONE || state < STATE_DONE;

    html(rq, "<tr><td class=\"n\">%s</td><th scope=\"row\"><bdi>%s</bdi>",
         number_text(rq, db_int(r, 0), 0), zstr(rq, db_str(r, 1)));
    if (!db_null(r, 4))
        html(rq, " <a href=\"/linkage/%s\">%s</a>", id_text(rq, db_id(r, 4)),
             word(rq, "kind.linkage"));
    html(rq, "</th><td>");
    if (!db_null(r, 2))
        html(rq, "<bdi>%s</bdi>",
             thing_name(rq, kind_find(S("agency")), db_id(r, 2)));
    if (!db_null(r, 3))
        thing_link(rq, "body", db_id(r, 3));
    html(rq, "</td><td>%s</td><td><span class=\"%s\">%s</span>",
         due == DAY_NONE ? "" : day_text(rq, due),
         state == STATE_DONE                        ? "chip good" :
         open && due != DAY_NONE && due < rq->today ? "chip stop" :
                                                      "chip",
         state_text(rq, state));
    if (!db_null(r, 7))
        html(rq, " <small>%s</small>", day_text(rq, (day)db_int(r, 7)));
    html(rq, "</td><td>");
    if (keeps && open)
        html(rq,
             "<a class=\"button\" href=\"/new/joint_step?joint_meeting=%s&amp;"
             "number=%lld&amp;held=%s\">%s</a>",
             id_text(rq, meeting), (long long)db_int(r, 0),
             day_iso(rq, rq->today), word(rq, "joint.follow"));
    html(rq, "</td></tr>");
}

static void decisions_draw(struct rq *rq, struct id meeting, bool keeps)
{
    struct rows r = db_rows(rq->db, SQL_WEB_JOINT_DECIDED);
    bool any = false;

    db_bind_id(&r, 1, meeting);
    for (; db_next(&r); any = true) {
        if (!any)
            listing_open(rq, "n:field.number field.what joint.who field.due "
                             "field.state -");
        decision_draw(rq, &r, meeting, keeps);
    }
    db_done(&r);
    if (any)
        listing_close(rq);
}

struct met {
    struct id id;
    day held;
    struct str venue;
    int64_t women, men;
};

static size_t meetings_read(struct rq *rq, struct id committee, struct met *out)
{
    struct rows r = db_rows(rq->db, SQL_WEB_JOINT_MEETINGS);
    size_t n = 0;

    db_bind_id(&r, 1, committee);
    while (n < COMMITTEES_SHOWN && db_next(&r))
        out[n++] = (struct met){ .id = db_id(&r, 0),
                                 .held = (day)db_int(&r, 1),
                                 .venue = arena_str(rq->arena, db_str(&r, 2)),
                                 .women = int_in(&r, 3),
                                 .men = int_in(&r, 4) };
    db_done(&r);
    return n;
}

static void committee_json(struct rq *rq, struct id id, const struct met *m,
                           size_t n)
{
    struct keys k = keys_open(rq);

    key_id(&k, "id", id);
    key_list(&k, "meetings");
    for (size_t i = 0; i < n; i++) {
        struct keys one = key_item(rq, i);

        key_day(&one, "held", m[i].held);
        key_id(&one, "id", m[i].id);
        keys_close(&one);
    }
    key_list_end(&k);
    keys_close(&k);
}

static void met_draw(struct rq *rq, const struct met *m, bool keeps)
{
    html(rq,
         "<section class=\"card\"><h2><a href=\"/entry/%s\">%s</a> <bdi>"
         "%s</bdi></h2><p>",
         id_text(rq, m->id), day_text(rq, m->held), zstr(rq, m->venue));
    if (m->women != INT_NONE)
        html(rq, "%s %s ", word(rq, "field.women"),
             number_text(rq, m->women, 0));
    if (m->men != INT_NONE)
        html(rq, "%s %s", word(rq, "field.men"), number_text(rq, m->men, 0));
    html(rq, "</p>");
    decisions_draw(rq, m->id, keeps);
    html(rq, "</section>");
}

/* One joint committee: who sits in it, each meeting with its decisions, how each
 * stands and the way to say what became of it. */
PAGE(jdc_one, GET, "/jdc/*", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("joint_committee"));
    struct met *m = arena_many(rq->arena, struct met, COMMITTEES_SHOWN);
    struct id id;
    const void *record = register_open(rq, k, &id);
    bool keeps;
    size_t n;

    if (!record)
        return;
    n = meetings_read(rq, id, m);
    if (rq->json) {
        committee_json(rq, id, m, n);
        return;
    }
    keeps = register_may(rq, RIGHT_KEEP, k, id);
    frame_open(rq, zstr(rq, said_text(k, record, "title")));
    findings_said(rq, id);
    if (keeps)
        html(rq,
             "<p class=\"tools\"><a class=\"button main\" href=\"/new/"
             "joint_meeting?committee=%s&amp;held=%s\">%s</a> <a "
             "class=\"button\" href=\"/edit/joint_committee/%s\">%s</a></p>",
             id_text(rq, id), day_iso(rq, rq->today), word(rq, "joint.met"),
             id_text(rq, id), word(rq, "register.correct"));
    html(rq, "<div class=\"stack-cards\">");
    for (size_t i = 0; i < n; i++)
        met_draw(rq, &m[i], keeps);
    card_open(rq, "award.facts");
    record_draw(rq, k, record);
    card_close(rq);
    attachments_card(rq, k, id);
    html(rq, "</div>");
    entry_tools(rq, id);
    frame_close(rq);
}
