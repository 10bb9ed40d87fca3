/* body - one organisation: where it stands, who is in it, what it did. */
#include <string.h>

#include "body.sql.h"
#include "web/body/life.h"
#include "web/learn/learn.h"
#include "web/meeting/karwai.h"
#include "web/meeting/resolved.h"
#include "web/office/office.h"
#include "web/poverty/answer.h"
#include "web/register.h"
#include "web/trust/trust.h"
#include "web/vote/election.h"
#include "web/watch/pulse.h"

enum {
    MEMBERS_MOST = 1000,
    MEETINGS_SHOWN = 12,
    TIMELINE_SHOWN = 60,
    CHILDREN_MOST = 500,
    CUSTOM_LEAST = 15, /* members of a CO, as it is the custom */
    CUSTOM_MOST = 25
};

struct member_row {
    struct id entry, person;
    int64_t number;
    struct date joined, ended;
    int why, sex;
    const char *name;
    bool left;
};
struct children {
    struct child_row {
        struct id entry;
        int64_t nature, sex, members;
        day since;
        bool belongs;
    } * at;
    size_t n;
};
struct body_page {
    const struct kind *kind;
    struct id id;
    const void *record;
    struct pulse_seen pulse;
    struct id parent, in_charge, charge;
    day parent_since, charge_since;
    struct member_row *member;
    size_t members, sex[2], left;
    int64_t meetings, saved;
    bool keeps;
};

/* ---- reading ------------------------------------------------------------*/

static struct date date_read_from(struct rows *r, int col)
{
    return db_null(r, col) ?
               DATE_NONE :
               (struct date){ (day)db_int(r, col), (int8_t)db_int(r, col + 1) };
}

static void member_read(struct rq *rq, struct rows *r, struct member_row *m)
{
    *m = (struct member_row){
        .entry = db_id(r, 0),
        .person = db_id(r, 1),
        .number = db_null(r, 2) ? INT_NONE : db_int(r, 2),
        .joined = date_read_from(r, 3),
        .ended = date_read_from(r, 5),
        .why = db_null(r, 7) ? -1 : (int)db_int(r, 7),
        .sex = (int)db_int(r, 8),
    };
    m->left = m->ended.on != DAY_NONE && m->ended.on <= rq->today;
}

static void members_read(struct rq *rq, struct body_page *b)
{
    struct rows r = db_rows(rq->db, SQL_WEB_BODY_MEMBERS);
    struct id *person = arena_many(rq->arena, struct id, MEMBERS_MOST);
    const char **name = arena_many(rq->arena, const char *, MEMBERS_MOST);

    b->member = arena_many(rq->arena, struct member_row, MEMBERS_MOST);
    db_bind_id(&r, 1, b->id);
    while (b->members < MEMBERS_MOST && db_next(&r)) {
        struct member_row *m = &b->member[b->members];

        member_read(rq, &r, m);
        person[b->members++] = m->person;
        b->left += m->left;
        if (!m->left && m->sex >= 0 && m->sex < 2)
            b->sex[m->sex]++;
    }
    db_done(&r);
    thing_names(rq, kind_find(S("person")), person, b->members, name);
    for (size_t i = 0; i < b->members; i++)
        b->member[i].name = name[i];
}

static void standing_read(struct rq *rq, struct body_page *b)
{
    struct rows r = db_rows(rq->db, SQL_WEB_BODY_PARENT);

    b->pulse = pulse_see(rq, b->id, rq->today);
    db_bind_id(&r, 1, b->id);
    db_bind_int(&r, 2, rq->today);
    b->parent = said_id(b->kind, b->record, "parent");
    b->parent_since = said_date(b->kind, b->record, "formed").on;
    if (db_next(&r)) {
        b->parent = db_id(&r, 0);
        b->parent_since = (day)db_int(&r, 1);
    }
    db_done(&r);
    r = db_rows(rq->db, SQL_WEB_BODY_CHARGE);
    db_bind_id(&r, 1, b->id);
    db_bind_int(&r, 2, rq->today);
    if (db_next(&r)) {
        b->in_charge = db_id(&r, 0);
        b->charge_since = (day)db_int(&r, 1);
        b->charge = db_id(&r, 2);
    }
    db_done(&r);
}

static void sums_read(struct rq *rq, struct body_page *b)
{
    struct rows r = db_rows(rq->db, SQL_WEB_BODY_SUMS);

    db_bind_id(&r, 1, b->id);
    if (db_next(&r)) {
        b->meetings = db_int(&r, 2);
        b->saved = db_null(&r, 1) ? INT_NONE : db_int(&r, 1);
    }
    db_done(&r);
}

static struct children children_read(struct rq *rq, const struct body_page *b)
{
    struct rows r = db_rows(rq->db, SQL_WEB_BODY_CHILDREN);
    struct children c = {
        arena_many(rq->arena, struct child_row, CHILDREN_MOST), 0
    };

    db_bind_id(&r, 1, b->id);
    db_bind_int(&r, 2, rq->today);
    while (c.n < CHILDREN_MOST && db_next(&r))
        c.at[c.n++] = (struct child_row){
            .entry = db_id(&r, 0),
            .nature = db_int(&r, 1),
            .sex = db_int(&r, 2),
            .since = (day)db_int(&r, 3),
            .belongs = db_int(&r, 4) != 0,
            .members = db_int(&r, 5),
        };
    db_done(&r);
    return c;
}

/* ---- its head -----------------------------------------------------------*/

static void lead(struct rq *rq, const struct body_page *b)
{
    html(rq,
         "<p class=\"lead\">%s · <a href=\"/entry/%s\">%s</a> · %s %s <span "
         "class=\"%s\">%s</span><br>",
         body_word(rq, said_choice(b->kind, b->record, "nature"),
                   said_choice(b->kind, b->record, "sex")),
         id_text(rq, said_id(b->kind, b->record, "rsp")),
         rsp_name(rq, said_id(b->kind, b->record, "rsp")),
         word(rq, "body.formed"),
         date_text(rq, said_date(b->kind, b->record, "formed")),
         pulse_chip(b->pulse.state), pulse_word(rq, b->pulse.state));
    place_line(rq, said_id(b->kind, b->record, "place"));
    html(rq, "</p>");
}

static void tools(struct rq *rq, const struct body_page *b)
{
    const char *id = id_text(rq, b->id);
    struct buf today = buf_start(rq->arena);

    if (!b->keeps)
        return;
    day_put(&today, rq->today);
    html(rq,
         "<p class=\"tools\"><a class=\"button main\" "
         "href=\"/body/%s/meeting\">%s</a>"
         "<a class=\"button\" href=\"/new/member?body=%s&amp;joined=%s\">%s</a>"
         "<a class=\"button\" href=\"/new/standing?body=%s&amp;since=%s\">%s"
         "</a>",
         id, word(rq, "body.new_meeting"), id, zstr(rq, buf_str(&today)),
         word(rq, "body.new_member"), id, zstr(rq, buf_str(&today)),
         word(rq, "body.new_state"));
    html(rq,
         "<a class=\"button\" href=\"/new/link?body=%s&amp;since=%s\">%s</a>"
         "<a class=\"button\" href=\"/edit/body/%s\">%s</a>"
         "<a class=\"button\" href=\"/savings/%s\">%s</a></p>",
         id, zstr(rq, buf_str(&today)), word(rq, "body.new_parent"), id,
         word(rq, "register.correct"), id, word(rq, "saving.title"));
}

/* What is outside the custom is said, and no more. */
static const char *size_note(const struct body_page *b)
{
    size_t n = b->members - b->left;

    if (said_choice(b->kind, b->record, "nature") != 0)
        return NULL;
    return n < CUSTOM_LEAST ? "body.small" :
           n > CUSTOM_MOST  ? "body.large" :
                              NULL;
}

static void tiles(struct rq *rq, const struct body_page *b)
{
    const char *note = size_note(b);
    struct buf sexes = buf_start(rq->arena);

    for (int i = 0; i < 2; i++)
        if (b->sex[i]) {
            buf_fmt(&sexes, "%s%s ", sexes.n ? " · " : "",
                    word(rq, i ? "home.men" : "home.women"));
            buf_z(&sexes, number_text(rq, (int64_t)b->sex[i], 0));
        }
    html(rq, "<ul class=\"counters small tiles\">");
    tile(rq, "body.members", (int64_t)(b->members - b->left), 0,
         note ? word(rq, note) : zstr(rq, buf_str(&sexes)));
    tile(rq, "body.meetings", b->meetings, 0, word(rq, "body.held"));
    tile(rq, "body.saved", b->saved, 2, word(rq, "body.rupees"));
    html(rq, "</ul>");
}

/* ---- its members --------------------------------------------------------*/

static void member_end(struct rq *rq, const struct member_row *m)
{
    struct buf today = buf_start(rq->arena);

    day_put(&today, rq->today);
    if (m->ended.on != DAY_NONE)
        html(rq, "<td>%s %s</td>", date_text(rq, m->ended),
             m->why < 0 ?
                 "" :
                 choice_text(rq, kind_find(S("member")), "why", m->why));
    else
        html(rq,
             "<td><a class=\"act\" href=\"/edit/member/%s?ended=%s\">%s</a>"
             "</td>",
             id_text(rq, m->entry), zstr(rq, buf_str(&today)),
             word(rq, "body.leaves"));
}

/* Women or men is said of each where both are members. */
static bool mixed(const struct body_page *b)
{
    return b->sex[0] && b->sex[1];
}

static void member_draw(struct rq *rq, const struct body_page *b,
                        const struct member_row *m, bool left)
{
    html(rq, left ? "<tr class=\"off\">" : "<tr>");
    html(rq,
         "<td class=\"n\">%s</td><th scope=\"row\"><a href=\"/person/%s\">"
         "<bdi>%s</bdi></a></th>",
         m->number == INT_NONE ? "" : number_text(rq, m->number, 0),
         id_text(rq, m->person), m->name);
    if (mixed(b))
        html(rq, "<td>%s</td>",
             choice_text(rq, kind_find(S("person")), "sex", m->sex));
    html(rq, "<td><a href=\"/entry/%s\">%s</a></td>", id_text(rq, m->entry),
         date_text(rq, m->joined));
    if (left || b->keeps)
        member_end(rq, m);
    html(rq, "</tr>");
}

static void members_table(struct rq *rq, const struct body_page *b, bool left)
{
    html(rq,
         "<div class=\"box\" tabindex=\"0\"><table><thead><tr><th "
         "scope=\"col\" class=\"n no\">%s</th><th scope=\"col\">%s</th>",
         word(rq, "body.no"), word(rq, "field.name"));
    if (mixed(b))
        html(rq, "<th scope=\"col\">%s</th>", word(rq, "field.sex"));
    html(rq, "<th scope=\"col\">%s</th>", word(rq, "field.joined"));
    if (left || b->keeps)
        html(rq, "<th scope=\"col\">%s</th>", word(rq, "field.ended"));
    html(rq, "</tr></thead><tbody>");
    for (size_t i = 0; i < b->members; i++)
        if (b->member[i].left == left)
            member_draw(rq, b, &b->member[i], left);
    listing_close(rq);
}

static void members(struct rq *rq, const struct body_page *b)
{
    html(rq, "<h2>%s</h2>", word(rq, "body.members"));
    if (b->members - b->left)
        members_table(rq, b, false);
    else
        html(rq, "<p>%s</p>", word(rq, "body.nobody"));
    if (b->left) {
        html(rq, "<details><summary>%s <b class=\"n\">%s</b></summary>",
             word(rq, "body.left"), number_text(rq, (int64_t)b->left, 0));
        members_table(rq, b, true);
        html(rq, "</details>");
    }
}

/* ---- its meetings -------------------------------------------------------*/

static void meeting_draw_row(struct rq *rq, struct rows *r)
{
    const struct kind *k = kind_find(S("meeting"));

    html(rq, "<tr><th scope=\"row\"><a href=\"/meeting/%s\">%s</a></th>",
         id_text(rq, db_id(r, 0)), day_text(rq, (day)db_int(r, 1)));
    if (!db_null(r, 2)) {
        html(rq,
             "<td colspan=\"2\"><span class=\"chip warn\">%s</span> %s</td>"
             "</tr>",
             word(rq, "body.not_held"),
             choice_text(rq, k, "not_held", db_int(r, 2)));
        return;
    }
    html(rq, "<td class=\"n\">%s</td><td class=\"n\">%s</td></tr>",
         db_null(r, 4) ? "" : number_text(rq, db_int(r, 4), 0),
         db_null(r, 5) ? "" : number_text(rq, db_int(r, 5), 2));
}

static void meetings(struct rq *rq, const struct body_page *b)
{
    struct rows r = db_rows(rq->db, SQL_WEB_BODY_MEETINGS);
    bool any = false;

    db_bind_id(&r, 1, b->id);
    db_bind_int(&r, 2, MEETINGS_SHOWN);
    html(rq, "<h2>%s</h2>", word(rq, "body.meetings"));
    while (db_next(&r)) {
        if (!any)
            listing_open(rq, "field.held n:body.present n:body.rupees");
        any = true;
        meeting_draw_row(rq, &r);
    }
    if (!any) {
        html(rq, "<p>%s</p>", word(rq, "body.no_meetings"));
        return;
    }
    html(rq,
         "</tbody></table></div><p><a href=\"/list/meeting?f.body=%s\">%s</a>"
         "</p>",
         id_text(rq, b->id), word(rq, "body.all_meetings"));
}

/* Months before it was kept here, and what it resolved. */
static void before_and_resolved(struct rq *rq, const struct body_page *b)
{
    html(rq, "<p><a href=\"/books/%s\">%s</a></p>", id_text(rq, b->id),
         word(rq, "book.books"));
    if (b->keeps)
        html(rq, "<p><a href=\"/backlog/%s\">%s</a></p>", id_text(rq, b->id),
             word(rq, "work.backlog"));
    resolved_list(rq, b->id, ID_NONE);
}

/* ---- where it belongs ---------------------------------------------------*/

static void child_draw(struct rq *rq, const struct child_row *c)
{
    html(rq, c->belongs ? "<li>" : "<li class=\"off\">");
    thing_link(rq, "body", c->entry);
    html(rq, " <small>%s · <b class=\"n\">%s</b> %s · %s %s</small></li>",
         body_short(rq, c->nature, c->sex), number_text(rq, c->members, 0),
         word(rq, "body.members_of"), word(rq, "place.since"),
         day_text(rq, c->since));
}

/* Those that belong to it now; those that did are folded away. */
static void children_draw(struct rq *rq, const struct children *c)
{
    size_t now = 0;

    while (now < c->n && c->at[now].belongs)
        now++;
    html(rq, "<h3>%s</h3><ul class=\"links\">", word(rq, "body.children"));
    for (size_t i = 0; i < now; i++)
        child_draw(rq, &c->at[i]);
    html(rq, "</ul>");
    if (now == c->n)
        return;
    html(rq, "<details><summary>%s</summary><ul class=\"links\">",
         word(rq, "body.children_before"));
    for (size_t i = now; i < c->n; i++)
        child_draw(rq, &c->at[i]);
    html(rq, "</ul></details>");
}

static void belongs(struct rq *rq, const struct body_page *b,
                    const struct children *c)
{
    card_open(rq, "body.belongs");
    html(rq, "<ul class=\"links\">");
    if (!id_none(b->parent)) {
        html(rq, "<li>");
        thing_link(rq, "body", b->parent);
        html(rq, " <small>%s %s</small></li>", word(rq, "place.since"),
             day_text(rq, b->parent_since));
    } else {
        html(rq, "<li>%s</li>", word(rq, "body.alone"));
    }
    if (!id_none(b->in_charge)) {
        html(rq, "<li>");
        thing_link(rq, "staff", b->in_charge);
        html(rq, " <small>%s · %s <a href=\"/entry/%s\">%s</a></small></li>",
             word(rq, "body.in_charge"), word(rq, "place.since"),
             id_text(rq, b->charge), day_text(rq, b->charge_since));
    } else {
        html(rq, "<li class=\"off\">%s</li>", word(rq, "body.no_charge"));
    }
    html(rq, "</ul>");
    if (c->n)
        children_draw(rq, c);
    card_close(rq);
}

/* ---- its timeline -------------------------------------------------------*/

static void moment_words(struct rq *rq, struct rows *r)
{
    struct str what = db_str(r, 1);
    bool charge = str_same(what, S("charge"));

    if (str_same(what, S("standing")))
        html(rq, "%s",
             choice_text(rq, kind_find(S("standing")), "state", db_int(r, 4)));
    else if (str_same(what, S("meeting")))
        html(rq, "%s: %s", word(rq, "kind.meeting"),
             choice_text(rq, kind_find(S("meeting")), "nature", db_int(r, 4)));
    else
        html(rq, "%s", word_of(rq, "moment", what));
    html(rq, "</a> ");
    if (!id_none(db_id(r, 3)))
        thing_link(rq, charge ? "staff" : "body", db_id(r, 3));
    if (db_str(r, 5).n)
        html(rq, " <small><bdi>%s</bdi></small>", zstr(rq, db_str(r, 5)));
}

static void timeline(struct rq *rq, const struct body_page *b)
{
    struct rows r = db_rows(rq->db, SQL_WEB_BODY_TIMELINE);

    db_bind_id(&r, 1, b->id);
    db_bind_int(&r, 2, TIMELINE_SHOWN);
    card_open(rq, "register.timeline");
    html(rq, "<ol class=\"moments\">");
    while (db_next(&r)) {
        html(rq, "<li><time>%s</time> <a href=\"/entry/%s\">",
             day_text(rq, (day)db_int(&r, 0)), id_text(rq, db_id(&r, 2)));
        moment_words(rq, &r);
        html(rq, "</li>");
    }
    html(rq, "</ol>");
    card_close(rq);
}

/* ---- JSON ---------------------------------------------------------------*/

static void members_json(struct keys *k, const struct body_page *b)
{
    struct buf *out = &k->rq->body;

    key_any(k, "members");
    buf_char(out, '[');
    for (size_t i = 0; i < b->members; i++) {
        const struct member_row *m = &b->member[i];
        struct keys one;

        buf_z(out, i ? "," : "");
        one = keys_open(k->rq);
        key_day(&one, "ended", m->ended.on);
        key_id(&one, "entry", m->entry);
        key_day(&one, "joined", m->joined.on);
        key_text(&one, "name", str_of(m->name));
        key_int(&one, "number", m->number);
        key_id(&one, "person", m->person);
        key_text(&one, "sex", m->sex ? S("men") : S("women"));
        keys_close(&one);
    }
    buf_char(out, ']');
}

static void meetings_json(struct keys *k, const struct body_page *b)
{
    struct rows r = db_rows(k->rq->db, SQL_WEB_BODY_MEETINGS);
    struct buf *out = &k->rq->body;
    bool any = false;

    key_any(k, "meetings");
    buf_char(out, '[');
    db_bind_id(&r, 1, b->id);
    db_bind_int(&r, 2, MEETINGS_SHOWN);
    while (db_next(&r)) {
        struct keys one;

        buf_z(out, any ? "," : "");
        any = true;
        one = keys_open(k->rq);
        key_id(&one, "entry", db_id(&r, 0));
        key_day(&one, "held", (day)db_int(&r, 1));
        key_any(&one, "not_held");
        buf_z(out, db_null(&r, 2) ? "false" : "true");
        key_int(&one, "present", db_null(&r, 4) ? INT_NONE : db_int(&r, 4));
        key_int(&one, "saved", db_null(&r, 5) ? INT_NONE : db_int(&r, 5));
        keys_close(&one);
    }
    buf_char(out, ']');
}

static void children_json(struct keys *k, const struct children *c)
{
    struct buf *out = &k->rq->body;

    key_any(k, "children");
    buf_char(out, '[');
    for (size_t i = 0; i < c->n; i++) {
        struct keys one;

        buf_z(out, i ? "," : "");
        one = keys_open(k->rq);
        key_any(&one, "belongs");
        buf_z(out, c->at[i].belongs ? "true" : "false");
        key_id(&one, "entry", c->at[i].entry);
        key_int(&one, "members", c->at[i].members);
        key_day(&one, "since", c->at[i].since);
        keys_close(&one);
    }
    buf_char(out, ']');
}

static void body_json(struct rq *rq, const struct body_page *b,
                      const struct children *c)
{
    struct keys k = keys_open(rq);

    key_any(&k, "body");
    buf_add(&rq->body, record_body(b->kind, b->record, rq->arena));
    children_json(&k, c);
    key_id(&k, "id", b->id);
    key_id(&k, "in_charge", b->in_charge);
    life_json(&k, b->id);
    key_int(&k, "meetings_held", b->meetings);
    meetings_json(&k, b);
    members_json(&k, b);
    offices_json(&k, b->id, said_choice(b->kind, b->record, "nature"));
    key_id(&k, "parent", b->parent);
    key_int(&k, "saved", b->saved);
    key_text(&k, "state",
             b->pulse.state < 0 ? S("formed") :
                                  choice_name(PULSE_CHOICES, b->pulse.state));
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

/* One organisation: where it stands and belongs, its members, its meetings and
 * what they saved, who is in charge of it, and all that became of it, each line
 * leading to the entry that says so. */
PAGE(body, GET, "/body/*", RIGHT_REGISTER)
{
    struct body_page b = { .kind = kind_find(S("body")) };
    struct children c;

    b.record = register_open(rq, b.kind, &b.id);
    if (!b.record)
        return;
    b.keeps = register_may(rq, RIGHT_KEEP, b.kind, b.id);
    standing_read(rq, &b);
    members_read(rq, &b);
    sums_read(rq, &b);
    c = children_read(rq, &b);
    if (rq->json) {
        body_json(rq, &b, &c);
        return;
    }
    frame_open(rq, thing_name(rq, b.kind, b.id));
    if (rq_arg(rq, "kept").n)
        html(rq,
             "<p class=\"note good\" role=\"status\" data-receipt=\"%s\">%s"
             "</p>",
             id_text(rq, b.id), word(rq, "old.kept"));
    heirs_draw(rq, b.id);
    lead(rq, &b);
    tools(rq, &b);
    answer_links(rq, "body", b.id);
    tiles(rq, &b);
    html(rq, "<div class=\"sides\"><div>");
    members(rq, &b);
    meetings(rq, &b);
    trainings_card(rq, b.id);
    before_and_resolved(rq, &b);
    html(rq, "</div><div class=\"stack-cards\">");
    offices_card(rq, b.id, said_choice(b.kind, b.record, "nature"), b.keeps);
    elections_card(rq, b.id, b.keeps);
    belongs(rq, &b, &c);
    pulse_card(rq, b.id, &b.pulse);
    life_cards(rq, b.id, b.keeps);
    timeline(rq, &b);
    karwai_card(rq, b.id);
    trust_card(rq, b.id, b.keeps);
    attachments_card(rq, b.kind, b.id);
    card_open(rq, "register.about");
    record_draw(rq, b.kind, b.record);
    html(rq, "<p class=\"tools\"><a href=\"/entry/%s\">%s</a></p>",
         id_text(rq, b.id), word(rq, "place.entry"));
    card_close(rq);
    html(rq, "</div></div>");
    frame_close(rq);
}
