/* life - what a body's page says of its life: the way it came, its terms of
 * partnership, by-law, registration, committees and accounts, and what it grew
 * out of or went into. */
#include "web/body/life.h"

#include "life.sql.h"
#include "web/body/law.h"
#include "web/term.h"

/* ---- before and after ----------------------------------------------------*/

static const char *way_word(struct rq *rq, int64_t way)
{
    return word(rq, way ? "life.split" : "life.merged");
}

void heirs_draw(struct rq *rq, struct id body)
{
    struct rows r = db_rows(rq->db, SQL_WEB_LIFE_HEIRS);

    db_bind_id(&r, 1, body);
    while (db_next(&r)) {
        html(rq, "<p class=\"note warn\" role=\"status\">%s ",
             way_word(rq, db_int(&r, 2)));
        thing_link(rq, "body", db_id(&r, 0));
        html(rq, " <small>%s %s</small></p>", word(rq, "place.since"),
             day_text(rq, (day)db_int(&r, 1)));
    }
}

void heirs_hint(struct rq *rq, struct id body)
{
    struct rows r = db_rows(rq->db, SQL_WEB_LIFE_HEIRS);

    db_bind_id(&r, 1, body);
    while (db_next(&r)) {
        html(rq, " <small>%s</small> ", way_word(rq, db_int(&r, 2)));
        thing_link(rq, "body", db_id(&r, 0));
    }
}

/* What it grew out of: each with its papers, which are this one's now. */
static void origins_card(struct rq *rq, struct id body)
{
    struct rows r = db_rows(rq->db, SQL_WEB_LIFE_ORIGINS);
    struct id origin[20];
    size_t n = 0;

    db_bind_id(&r, 1, body);
    while (n < LEN(origin) && db_next(&r)) {
        if (!n) {
            card_open(rq, "life.origins");
            html(rq, "<ul class=\"links\">");
        }
        origin[n] = db_id(&r, 0);
        html(rq, "<li>");
        thing_link(rq, "body", origin[n++]);
        html(rq, " <small>%s · %s</small></li>",
             word(rq, db_int(&r, 2) ? "life.came_split" : "life.came_merged"),
             day_text(rq, (day)db_int(&r, 1)));
    }
    db_done(&r);
    if (!n)
        return;
    html(rq, "</ul>");
    for (size_t i = 0; i < n; i++)
        if (rq_sees(rq, kind_find(S("body")), origin[i]))
            attachments_draw(rq, origin[i], false);
    card_close(rq);
}

/* ---- the way it came -----------------------------------------------------*/

static void stage_draw(struct rq *rq, struct rows *r, struct id body,
                       struct id place, bool keeps)
{
    const char *title = in_their_words(rq, r, 1);

    if (!db_null(r, 7)) {
        html(rq, "<li><time>%s</time> <a href=\"/entry/%s\">%s</a></li>",
             day_text(rq, (day)db_int(r, 7)), id_text(rq, db_id(r, 8)), title);
        return;
    }
    html(rq, "<li class=\"off\"><time></time> %s", title);
    if (db_str(r, 4).n)
        html(rq, " <small><bdi>%s</bdi></small>", in_their_words(rq, r, 4));
    if (keeps)
        html(rq,
             " <a class=\"act\" href=\"/new/dialogue?body=%s&amp;place=%s&amp;"
             "pathway=%s&amp;stage=%s&amp;held=%s\">%s</a>",
             id_text(rq, body), id_text(rq, place), url_part(rq, db_str(r, 9)),
             url_part(rq, db_str(r, 0)), day_iso(rq, rq->today),
             word(rq, "life.note_it"));
    html(rq, "</li>");
}

static void path_card(struct rq *rq, struct id body, struct id place,
                      bool keeps)
{
    struct rows r = db_rows(rq->db, SQL_WEB_LIFE_PATH);
    bool any = false;

    db_bind_id(&r, 1, body);
    while (db_next(&r)) {
        if (!any) {
            card_open(rq, "life.path");
            html(rq, "<ol class=\"moments\">");
        }
        any = true;
        stage_draw(rq, &r, body, place, keeps);
    }
    if (!any)
        return;
    html(rq, "</ol>");
    card_close(rq);
}

/* ---- its papers ----------------------------------------------------------*/

/* "/new/KIND?body=ID&more", as a small way in. */
static void add_link(struct rq *rq, const char *kind, struct id body,
                     const char *more, const char *key, bool keeps)
{
    if (keeps)
        html(rq, " <a class=\"act\" href=\"/new/%s?body=%s%s\">%s</a>", kind,
             id_text(rq, body), more, word(rq, key));
}

static void id_arg(struct rq *rq, struct buf *b, const char *name, struct id id)
{
    if (!id_none(id))
        buf_fmt(b, "&%s=%s", name, id_text(rq, id));
}

/* The form, with what it is likely to name filled in. */
static void formation_link(struct rq *rq, struct id body)
{
    struct rows r = db_rows(rq->db, SQL_WEB_LIFE_FOUNDING);
    struct buf b = buf_start(rq->arena);

    db_bind_id(&r, 1, body);
    if (db_next(&r)) {
        if (db_int(&r, 1) == GRAIN_DAY) {
            buf_z(&b, "&held=");
            day_put(&b, (day)db_int(&r, 0));
        }
        id_arg(rq, &b, "meeting", db_id(&r, 2));
        id_arg(rq, &b, "resolution", db_id(&r, 3));
        id_arg(rq, &b, "partnership", db_id(&r, 4));
    }
    db_done(&r);
    html(rq, " <a class=\"act\" href=\"/new/formation?body=%s%s\">%s</a>",
         id_text(rq, body), zstr(rq, buf_str(&b)), word(rq, "life.note_it"));
}

static void formation_line(struct rq *rq, struct id body, bool keeps)
{
    struct rows r = db_rows(rq->db, SQL_WEB_LIFE_FORMATION);

    db_bind_id(&r, 1, body);
    html(rq, "<dt>%s</dt><dd>", word(rq, "kind.formation"));
    if (db_next(&r)) {
        html(rq, "<a href=\"/entry/%s\">%s</a>", id_text(rq, db_id(&r, 0)),
             day_text(rq, (day)db_int(&r, 1)));
        if (!db_null(&r, 4))
            html(rq, " <small>%s %s</small>", number_text(rq, db_int(&r, 4), 0),
                 word(rq, "life.households"));
        if (!db_null(&r, 5))
            html(rq, " <small>%s %s</small>", number_text(rq, db_int(&r, 5), 2),
                 word(rq, "life.first_saving"));
        law_cited(rq, db_id(&r, 6));
    } else {
        html(rq, "%s", word(rq, "life.not_noted"));
        if (keeps)
            formation_link(rq, body);
    }
    db_done(&r);
    html(rq, "</dd>");
}

enum {
    PAPER_DRAFT,
    PAPER_SIGNED,
    PAPER_SUSPENDED,
    PAPER_TERMINATED,
    PAPER_EXPIRED
};

/* Whoever signed terms up to a day need not say that the day has come. */
static int paper_state(struct rq *rq, struct rows *r)
{
    int state = (int)db_int(r, 2);

    return state == PAPER_SIGNED && !db_null(r, 4) && db_int(r, 4) < rq->today ?
               PAPER_EXPIRED :
               state;
}

static void partnership_line(struct rq *rq, struct id body, bool keeps)
{
    static const char *const chip[] = { "chip warn", "chip good", "chip warn",
                                        "chip stop", "chip stop" };
    const struct kind *k = kind_find(S("partnership"));
    struct rows r = db_rows(rq->db, SQL_WEB_LIFE_PARTNERSHIPS);
    bool any = false;

    db_bind_id(&r, 1, body);
    html(rq, "<dt>%s</dt><dd>", word(rq, "kind.partnership"));
    while (db_next(&r)) {
        int state = paper_state(rq, &r);

        html(rq, any ? "<br><small>" : "");
        html(rq, "<a href=\"/entry/%s\">%s %s</a> <span class=\"%s\">%s</span>",
             id_text(rq, db_id(&r, 0)), word(rq, "field.version"),
             number_text(rq, db_int(&r, 1), 0), chip[state],
             choice_text(rq, k, "state", state));
        if (!db_null(&r, 3))
            html(rq, " %s", day_text(rq, (day)db_int(&r, 3)));
        html(rq, any ? "</small>" : "");
        any = true;
    }
    if (!any)
        html(rq, "%s", word(rq, "life.not_noted"));
    if (keeps)
        html(rq, " <a class=\"act\" href=\"/body/%s/terms\">%s</a>",
             id_text(rq, body), word(rq, any ? "life.anew" : "life.note_it"));
    html(rq, "</dd>");
}

static void bylaw_line(struct rq *rq, struct id body)
{
    struct rows r = db_rows(rq->db, SQL_WEB_LIFE_BYLAWS);

    db_bind_id(&r, 1, body);
    html(rq, "<dt>%s</dt><dd><a href=\"/body/%s/bylaw\">",
         word(rq, "kind.bylaw"), id_text(rq, body));
    if (db_next(&r))
        html(rq, "%s %s</a> <small>%s</small></dd>", word(rq, "field.version"),
             number_text(rq, db_int(&r, 1), 0),
             day_text(rq, (day)db_int(&r, 2)));
    else
        html(rq, "%s</a></dd>", word(rq, "life.template"));
    db_done(&r);
}

/* ---- what it owes the law ------------------------------------------------*/

static void owed_draw(struct rq *rq, struct id registration, int64_t regime,
                      day registered, bool keeps)
{
    struct owed owed[60];
    size_t n = owed_read(rq, registration, regime, registered, owed, LEN(owed));

    if (!n)
        return;
    html(rq, "<ul class=\"links\">");
    for (size_t i = 0; i < n; i++) {
        struct buf due = buf_start(rq->arena);
        bool late = owed[i].due < rq->today;

        day_put(&due, owed[i].due);
        html(rq, "<li>%s <span class=\"%s\">%s</span>",
             choice_text(rq, kind_find(S("due_return")), "what", owed[i].what),
             late ? "chip stop" : "chip", day_text(rq, owed[i].due));
        if (keeps)
            html(rq,
                 " <a class=\"act\" href=\"/new/due_return?registration=%s"
                 "&amp;what=%s&amp;due=%s&amp;done=%s\">%s</a>",
                 id_text(rq, registration),
                 zstr(rq,
                      choice_name(
                          kind_field(kind_find(S("due_return")), S("what"))->of,
                          (int)owed[i].what)),
                 zstr(rq, buf_str(&due)), day_iso(rq, rq->today),
                 word(rq, "life.done"));
        html(rq, "</li>");
    }
    html(rq, "</ul>");
}

enum { REGISTERED = 1 };

static void registration_draw(struct rq *rq, struct rows *r, bool keeps)
{
    const struct kind *k = kind_find(S("registration"));
    int64_t state = db_int(r, 6);

    html(rq,
         "<a href=\"/entry/%s\">%s</a> <bdi>%s</bdi> <span class=\"%s\">%s"
         "</span>",
         id_text(rq, db_id(r, 0)), choice_text(rq, k, "regime", db_int(r, 1)),
         zstr(rq, db_str(r, 3)),
         state == REGISTERED ? "chip good" : "chip warn",
         choice_text(rq, k, "state", state));
    if (!db_null(r, 5))
        html(rq,
             db_int(r, 5) < rq->today ?
                 " <span class=\"chip stop\">%s %s</span>" :
                 " <small>%s %s</small>",
             word(rq, "field.until"), day_text(rq, (day)db_int(r, 5)));
    if (state == REGISTERED && !db_null(r, 4))
        owed_draw(rq, db_id(r, 0), db_int(r, 1), (day)db_int(r, 4), keeps);
    else
        html(rq, "<br>");
}

static void registration_line(struct rq *rq, struct id body, bool keeps)
{
    struct rows r = db_rows(rq->db, SQL_WEB_LIFE_REGISTRATIONS);
    bool any = false;

    db_bind_id(&r, 1, body);
    html(rq, "<dt>%s</dt><dd>", word(rq, "kind.registration"));
    while (db_next(&r)) {
        any = true;
        registration_draw(rq, &r, keeps);
    }
    if (!any)
        html(rq, "%s", word(rq, "life.not_registered"));
    add_link(rq, "registration", body, "", "life.note_it", keeps && !any);
    html(rq, "</dd>");
}

/* ---- committees and accounts ---------------------------------------------*/

static void committee_line(struct rq *rq, struct id body, bool keeps)
{
    const struct kind *k = kind_find(S("committee"));
    struct rows r = db_rows(rq->db, SQL_WEB_LIFE_COMMITTEES);

    db_bind_id(&r, 1, body);
    html(rq, "<dt>%s</dt><dd><ul class=\"links\">",
         word(rq, "kinds.committee"));
    while (db_next(&r)) {
        html(rq, db_null(&r, 4) ? "<li>" : "<li class=\"off\">");
        html(rq, "<a href=\"/entry/%s\">%s</a> <bdi>%s</bdi> <small>%s %s · %s",
             id_text(rq, db_id(&r, 0)),
             choice_text(rq, k, "nature", db_int(&r, 1)),
             zstr(rq, db_str(&r, 2)), number_text(rq, db_int(&r, 5), 0),
             word(rq, "body.members_of"), day_text(rq, (day)db_int(&r, 3)));
        if (!db_null(&r, 4))
            html(rq, " – %s", day_text(rq, (day)db_int(&r, 4)));
        html(rq, "</small></li>");
    }
    html(rq, "</ul>");
    add_link(rq, "committee", body, "", "life.add_committee", keeps);
    html(rq, "</dd>");
}

static void account_line(struct rq *rq, struct id body, bool keeps)
{
    struct rows r = db_rows(rq->db, SQL_WEB_LIFE_ACCOUNTS);

    db_bind_id(&r, 1, body);
    html(rq, "<dt>%s</dt><dd><ul class=\"links\">", word(rq, "kinds.account"));
    while (db_next(&r)) {
        html(rq, db_null(&r, 4) ? "<li>" : "<li class=\"off\">");
        html(rq,
             "<a href=\"/entry/%s\"><bdi>%s</bdi></a> <bdi>%s</bdi> <small>%s "
             "%s",
             id_text(rq, db_id(&r, 0)), zstr(rq, db_str(&r, 1)),
             zstr(rq, db_str(&r, 2)), number_text(rq, db_int(&r, 6), 0),
             word(rq, "life.sign"));
        if (!id_same(db_id(&r, 5), body)) {
            html(rq, " · %s ", word(rq, "life.account_from"));
            thing_link(rq, "body", db_id(&r, 5));
        }
        html(rq, "</small></li>");
    }
    html(rq, "</ul>");
    add_link(rq, "account", body, "", "life.add_account", keeps);
    html(rq, "</dd>");
}

static void acts(struct rq *rq, struct id body, int nature)
{
    html(rq, "<p class=\"tools\">");
    if (nature == 1 || nature == 2 || nature == 4)
        html(rq, "<a class=\"button\" href=\"/body/%s/federate\">%s</a>",
             id_text(rq, body), word(rq, "federate.title"));
    html(rq,
         "<a class=\"button\" href=\"/body/%s/merge\">%s</a><a "
         "class=\"button\" href=\"/body/%s/split\">%s</a></p>",
         id_text(rq, body), word(rq, "unite.merge"), id_text(rq, body),
         word(rq, "unite.split"));
}

void life_cards(struct rq *rq, struct id body, bool keeps)
{
    const struct kind *k = kind_find(S("body"));
    void *record = arena_take(rq->arena, k->bytes);

    record_blank(k->field, k->fields, record);
    if (!row_find(rq->db, k, body, rq->arena, record))
        return;
    path_card(rq, body, said_id(k, record, "place"), keeps);
    card_open(rq, "life.title");
    html(rq, "<dl class=\"fields\">");
    formation_line(rq, body, keeps);
    partnership_line(rq, body, keeps);
    bylaw_line(rq, body);
    registration_line(rq, body, keeps);
    committee_line(rq, body, keeps);
    account_line(rq, body, keeps);
    html(rq, "</dl>");
    if (keeps)
        acts(rq, body, said_choice(k, record, "nature"));
    card_close(rq);
    origins_card(rq, body);
}

/* ---- JSON ----------------------------------------------------------------*/

static void ids_json(struct keys *k, const char *key, int sql, struct id body)
{
    struct rows r = db_rows(k->rq->db, sql);
    struct buf *out = &k->rq->body;
    bool any = false;

    db_bind_id(&r, 1, body);
    key_any(k, key);
    buf_char(out, '[');
    while (db_next(&r)) {
        buf_z(out, any ? ",\"" : "\"");
        id_put(out, db_id(&r, 0));
        buf_char(out, '"');
        any = true;
    }
    buf_char(out, ']');
}

void life_json(struct keys *k, struct id body)
{
    key_any(k, "life");
    {
        struct keys one = keys_open(k->rq);

        ids_json(&one, "accounts", SQL_WEB_LIFE_ACCOUNTS, body);
        ids_json(&one, "bylaws", SQL_WEB_LIFE_BYLAWS, body);
        ids_json(&one, "committees", SQL_WEB_LIFE_COMMITTEES, body);
        ids_json(&one, "formation", SQL_WEB_LIFE_FORMATION, body);
        ids_json(&one, "origins", SQL_WEB_LIFE_ORIGINS, body);
        ids_json(&one, "partnerships", SQL_WEB_LIFE_PARTNERSHIPS, body);
        ids_json(&one, "registrations", SQL_WEB_LIFE_REGISTRATIONS, body);
        ids_json(&one, "successors", SQL_WEB_LIFE_HEIRS, body);
        keys_close(&one);
    }
}
