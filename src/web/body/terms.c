/* terms - the terms of partnership of a body, written and signed on one page:
 * what each side owes, who signs for whom. */
#include <string.h>

#include "terms.sql.h"
#include "unite.sql.h"
#include "web/body/life.h"
#include "web/form.h"
#include "web/register.h"

enum { DUTIES = 16, SIGNS = 6, MEMBERS_MOST = 400, STAFF_MOST = 200 };

/* What the community owes as a rule, then the RSP (institutions.md 3.4); words
 * that may be changed before anybody signs. */
static const char *const usual[2][8] = {
    { "terms.meet", "terms.save", "terms.attend", "terms.books",
      "terms.trainees", "terms.share", "terms.maintain", "terms.poorest" },
    { "terms.guidance", "terms.training", "terms.technical", "terms.finance",
      "terms.linkage", NULL, NULL, NULL },
};
static const char *const party[2] = { "community", "rsp" };

struct signs {
    struct id who;
    struct str office, way;
};
struct people {
    struct id *id;
    const char **name;
    size_t n;
};
struct terms {
    const struct kind *body, *partnership;
    const void *record;
    struct id id, entry; /* of the version that will be */
    int64_t version;
    bool drafted; /* not signed yet */
    day signed_on, until;
    struct id resolution;
    struct str duty[2][DUTIES];
    struct signs signs[2][SIGNS];
    struct people people[2]; /* members; staff of the RSP */
    struct findings found;
    const char *trouble; /* a word key, or NULL */
};

/* ---- what is asked -------------------------------------------------------*/

static const char *input(struct rq *rq, int side, int n, const char *what)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "%s.%d.%s", party[side], n, what);
    return zstr(rq, buf_str(&b));
}

static void people_read(struct rq *rq, struct terms *t)
{
    struct rows r = db_rows(rq->db, SQL_WEB_UNITE_MEMBERS);
    struct people *m = &t->people[0], *s = &t->people[1];

    *m = (struct people){ arena_many(rq->arena, struct id, MEMBERS_MOST),
                          arena_many(rq->arena, const char *, MEMBERS_MOST),
                          0 };
    *s = (struct people){ arena_many(rq->arena, struct id, STAFF_MOST),
                          arena_many(rq->arena, const char *, STAFF_MOST), 0 };
    db_bind_id(&r, 1, t->id);
    db_bind_int(&r, 2, rq->today);
    while (m->n < MEMBERS_MOST && db_next(&r))
        m->id[m->n++] = db_id(&r, 1);
    db_done(&r);
    r = db_rows(rq->db, SQL_WEB_TERMS_STAFF);
    db_bind_id(&r, 1, t->id);
    db_bind_int(&r, 2, rq->today);
    while (s->n < STAFF_MOST && db_next(&r)) {
        s->id[s->n] = db_id(&r, 0);
        s->n += rq_sees(rq, kind_find(S("staff")), s->id[s->n]);
    }
    db_done(&r);
    thing_names(rq, kind_find(S("person")), m->id, m->n, m->name);
    thing_names(rq, kind_find(S("staff")), s->id, s->n, s->name);
}

static void sides_take(struct rq *rq, struct terms *t, bool posted)
{
    for (int side = 0; side < 2; side++) {
        for (int i = 0; i < DUTIES; i++)
            t->duty[side][i] =
                posted ? str_trim(rq_part(rq, input(rq, side, i, "duty"))) :
                i < 8 && usual[side][i] ? str_of(word(rq, usual[side][i])) :
                                          S("");
        for (int i = 0; i < SIGNS; i++) {
            struct signs *s = &t->signs[side][i];

            id_read(rq_part(rq, input(rq, side, i, "who")), &s->who);
            s->office = str_trim(rq_part(rq, input(rq, side, i, "office")));
            s->way = rq_part(rq, input(rq, side, i, "way"));
        }
    }
}

static void day_take(struct rq *rq, struct terms *t, const char *name, day *to)
{
    struct str said = str_trim(rq_part(rq, name));

    if (said.n && !day_read(said, to))
        t->trouble = "act.no_day";
}

/* NULL when it has answered. */
static struct terms *terms_start(struct rq *rq)
{
    struct terms *t = arena_new(rq->arena, struct terms);
    bool posted = rq->page->method == PAGE_POST;
    struct rows r;

    t->body = kind_find(S("body"));
    t->partnership = kind_find(S("partnership"));
    t->found = findings_start(rq->arena);
    t->record = register_open(rq, t->body, &t->id);
    if (!t->record)
        return NULL;
    if (!register_may(rq, RIGHT_KEEP, t->body, t->id)) {
        refuse(rq, 403, "refuse.right");
        return NULL;
    }
    t->until = DAY_NONE;
    t->signed_on = posted ? DAY_NONE : rq->today;
    day_take(rq, t, "signed_on", &t->signed_on);
    day_take(rq, t, "until", &t->until);
    t->drafted = rq_part(rq, "draft").n > 0;
    id_read(rq_part(rq, "resolution"), &t->resolution);
    if (!posted || !id_read(rq_part(rq, "_id"), &t->entry) || id_none(t->entry))
        t->entry = form_id(rq);
    r = db_rows(rq->db, SQL_WEB_TERMS_VERSION);
    db_bind_id(&r, 1, t->id);
    t->version = (db_next(&r) ? db_int(&r, 0) : 0) + 1;
    db_done(&r);
    people_read(rq, t);
    sides_take(rq, t, posted);
    return t;
}

/* ---- the form ------------------------------------------------------------*/

static void duties_draw(struct rq *rq, const struct terms *t, int side)
{
    int shown = 0;

    html(rq, "<fieldset class=\"rows\"><legend>%s</legend>",
         word(rq, side ? "terms.rsp_owes" : "terms.community_owes"));
    for (int i = 0; i < DUTIES; i++)
        if (t->duty[side][i].n || shown < 2) {
            shown += !t->duty[side][i].n;
            html(rq,
                 "<div class=\"field\"><input name=\"%s\" value=\"%s\" "
                 "maxlength=\"300\" dir=\"auto\" aria-label=\"%s %d\"></div>",
                 input(rq, side, i, "duty"), zstr(rq, t->duty[side][i]),
                 word(rq, "field.duty"), i + 1);
        }
    html(rq, "</fieldset>");
}

static void who_select(struct rq *rq, const struct people *p, const char *name,
                       struct id now)
{
    html(rq, "<select name=\"%s\"><option value=\"\"></option>", name);
    for (size_t i = 0; i < p->n; i++)
        html(rq,
             id_same(p->id[i], now) ?
                 "<option value=\"%s\" selected>%s</option>" :
                 "<option value=\"%s\">%s</option>",
             id_text(rq, p->id[i]), p->name[i]);
    html(rq, "</select>");
}

static void way_select(struct rq *rq, const char *name, struct str now)
{
    static const char *const way[] = { "signature", "thumb" };

    html(rq, "<select name=\"%s\">", name);
    for (size_t i = 0; i < LEN(way); i++)
        html(rq,
             str_same(now, str_of(way[i])) ?
                 "<option value=\"%s\" selected>%s</option>" :
                 "<option value=\"%s\">%s</option>",
             way[i], word_of(rq, "choice", str_of(way[i])));
    html(rq, "</select>");
}

static void signs_draw(struct rq *rq, const struct terms *t, int side)
{
    int blank = 0;

    html(rq, "<fieldset class=\"rows\"><legend>%s</legend>",
         word(rq, side ? "terms.rsp_signs" : "terms.community_signs"));
    for (int i = 0; i < SIGNS; i++) {
        const struct signs *s = &t->signs[side][i];

        if (id_none(s->who) && ++blank > (side ? 1 : 3))
            continue;
        html(rq,
             "<fieldset class=\"row\"><legend>%d</legend><div "
             "class=\"field\"><label><span>%s</span>",
             i + 1, word(rq, side ? "field.staff" : "field.person"));
        who_select(rq, &t->people[side], input(rq, side, i, "who"), s->who);
        html(rq,
             "</label></div><div class=\"field\"><label><span>%s</span><input "
             "name=\"%s\" value=\"%s\" maxlength=\"120\" dir=\"auto\"></label>"
             "</div><div class=\"field\"><label><span>%s</span>",
             word(rq, "field.office"), input(rq, side, i, "office"),
             zstr(rq, s->office), word(rq, "field.way"));
        way_select(rq, input(rq, side, i, "way"), s->way);
        html(rq, "</label></div></fieldset>");
    }
    html(rq, "</fieldset>");
}

static const char *day_value(struct rq *rq, day d)
{
    struct buf b = buf_start(rq->arena);

    day_put(&b, d);
    return zstr(rq, buf_str(&b));
}

static void terms_draw(struct rq *rq, const struct terms *t)
{
    frame_open(rq, word(rq, "kind.partnership"));
    html(rq, "<p class=\"lead\">");
    thing_link(rq, "body", t->id);
    html(rq, " · %s · %s %s</p>",
         rsp_name(rq, said_id(t->body, t->record, "rsp")),
         word(rq, "field.version"), number_text(rq, t->version, 0));
    if (t->trouble)
        html(rq, "<p class=\"note stop\" role=\"alert\">%s</p>",
             word(rq, t->trouble));
    for (size_t i = 0; i < t->found.n; i++)
        finding_draw(rq, &t->found.at[i]);
    html(rq,
         "<form method=\"post\" class=\"fact\"><input type=\"hidden\" "
         "name=\"_csrf\" value=\"%s\"><input type=\"hidden\" name=\"_id\" "
         "value=\"%s\"><div class=\"grid\"><div class=\"field\"><label><span>"
         "%s</span><input type=\"date\" name=\"signed_on\" value=\"%s\">"
         "</label></div><div class=\"field\"><label><span>%s</span><input "
         "type=\"date\" name=\"until\" value=\"%s\"></label></div>",
         rq->csrf, id_text(rq, t->entry), word(rq, "field.signed_on"),
         day_value(rq, t->signed_on), word(rq, "field.until"),
         day_value(rq, t->until));
    resolution_select(rq, t->id, t->resolution);
    html(rq, "</div>");
    for (int side = 0; side < 2; side++)
        duties_draw(rq, t, side);
    for (int side = 0; side < 2; side++)
        signs_draw(rq, t, side);
    html(rq,
         "<p class=\"tools\"><button class=\"main\">%s</button> <button "
         "name=\"draft\" value=\"1\">%s</button></p></form>",
         word(rq, "terms.sign"), word(rq, "terms.draft"));
    frame_close(rq);
}

/* The next terms of partnership of a body: usual duties to begin with, and who
 * signs for each side. */
PAGE(terms, GET, "/body/*/terms", RIGHT_KEEP)
{
    struct terms *t = terms_start(rq);
    struct keys k;

    if (!t)
        return;
    if (!rq->json) {
        terms_draw(rq, t);
        return;
    }
    k = keys_open(rq);
    key_id(&k, "body", t->id);
    key_int(&k, "version", t->version);
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

/* ---- sending it ----------------------------------------------------------*/

static void duties_put(const struct terms *t, struct buf *b)
{
    const char *comma = "";

    buf_z(b, ",\"obligations\":[");
    for (int side = 0; side < 2; side++)
        for (int i = 0; i < DUTIES; i++)
            if (t->duty[side][i].n) {
                buf_fmt(b, "%s{\"duty\":", comma);
                buf_json(b, t->duty[side][i]);
                buf_fmt(b, ",\"party\":\"%s\"}", party[side]);
                comma = ",";
            }
    buf_char(b, ']');
}

static void signs_put(struct rq *rq, const struct terms *t, struct buf *b)
{
    const char *comma = "";

    buf_z(b, ",\"signatories\":[");
    for (int side = 0; side < 2; side++)
        for (int i = 0; i < SIGNS; i++) {
            const struct signs *s = &t->signs[side][i];

            if (id_none(s->who))
                continue;
            buf_fmt(b, "%s{\"party\":\"%s\",\"%s\":\"%s\"", comma, party[side],
                    side ? "staff" : "person", id_text(rq, s->who));
            comma = ",";
            if (s->office.n) {
                buf_z(b, ",\"office\":");
                buf_json(b, s->office);
            }
            buf_fmt(b, ",\"way\":\"%s\"}",
                    str_same(s->way, S("thumb")) ? "thumb" : "signature");
        }
    buf_char(b, ']');
}

static struct str terms_body(struct rq *rq, const struct terms *t)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "{\"body\":\"%s\"", id_text(rq, t->id));
    duties_put(t, &b);
    if (!id_none(t->resolution))
        buf_fmt(&b, ",\"resolution\":\"%s\"", id_text(rq, t->resolution));
    signs_put(rq, t, &b);
    if (t->signed_on != DAY_NONE && !t->drafted)
        buf_fmt(&b, ",\"signed_on\":\"%s\"", day_value(rq, t->signed_on));
    buf_fmt(&b, ",\"state\":\"%s\"", t->drafted ? "draft" : "signed");
    if (t->until != DAY_NONE)
        buf_fmt(&b, ",\"until\":\"%s\"", day_value(rq, t->until));
    buf_fmt(&b, ",\"version\":%lld}", (long long)t->version);
    return buf_str(&b);
}

static void terms_again(struct rq *rq, const struct terms *t, int status)
{
    rq->status = status;
    if (rq->json)
        form_answer_json(rq, status == 503 ? "unknown" : "refused", ID_NONE,
                         &t->found);
    else
        terms_draw(rq, t);
}

static void terms_told(struct rq *rq, void *memo, bool told, struct str reply)
{
    struct terms *t = memo;
    struct buf to = buf_start(rq->arena);
    struct outcome o;

    if (!told || !ask_outcomes_read(reply, rq->arena, &o, 1)) {
        t->trouble = "act.unsure";
        terms_again(rq, t, 503);
        return;
    }
    if (o.kept == KEPT_REFUSED) {
        t->found = o.found;
        terms_again(rq, t, 422);
        return;
    }
    if (form_answered(rq, &o, o.id))
        return;
    buf_fmt(&to, "/entry/%s?kept=1", id_text(rq, o.id));
    rq_goto(rq, zstr(rq, buf_str(&to)));
}

/* Keeps the terms, signed on a day or as a draft. */
PAGE(terms_go, POST, "/body/*/terms", RIGHT_KEEP)
{
    struct terms *t = terms_start(rq);
    struct draft d = { .kind = S("partnership"),
                       .author = rq->who.login,
                       .strict = true };

    if (!t)
        return;
    if (!t->trouble && !t->drafted && t->signed_on == DAY_NONE)
        t->trouble = "act.no_day";
    if (t->trouble) {
        terms_again(rq, t, 422);
        return;
    }
    d.id = t->entry;
    d.body = terms_body(rq, t);
    rq_ask(rq, ASK_KEEPER, ASK_DRAFTS,
           ask_drafts(rq->arena, rq->who.login, &d, 1), terms_told, t);
}
