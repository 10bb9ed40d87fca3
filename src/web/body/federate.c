/* federate - bodies join the one above them: COs a VO, VOs an LSO, LSOs a
 * network. One act, with what the by-law asks of it: how many bodies, and how
 * much of the area must be organised. */
#include "core/bylaw.h"
#include "federate.sql.h"
#include "web/form.h"
#include "web/register.h"

enum { NEAR_MOST = 400 };

struct near {
    struct id id, place;
    int64_t nature, sex, members;
    const char *name;
    bool chosen;
};
struct federate {
    const struct kind *body;
    const void *record;
    struct id id, made_of; /* made_of: what ids of its entries are */
    struct near *near;
    size_t n, count;
    int64_t stand, least;                  /* bodies; INT_NONE: no such rule */
    int64_t organised, known, per_hundred; /* households; the clause's share */
    day since;
    struct str why;
    struct draft *draft;
    struct findings found;
    const char *trouble; /* a word key, or NULL */
};

/* ---- what there is -------------------------------------------------------*/

enum { NATURE_VO = 1, NATURE_LSO, NATURE_NETWORK = 4 };

static bool federates(int nature)
{
    return nature == NATURE_VO || nature == NATURE_LSO ||
           nature == NATURE_NETWORK;
}

static void near_read(struct rq *rq, struct federate *f)
{
    struct rows r = db_rows(rq->db, SQL_WEB_FEDERATE_NEAR);
    struct id *id = arena_many(rq->arena, struct id, NEAR_MOST);
    const char **name = arena_many(rq->arena, const char *, NEAR_MOST);

    f->near = arena_many(rq->arena, struct near, NEAR_MOST);
    db_bind_id(&r, 1, f->id);
    db_bind_int(&r, 2, f->since);
    while (f->n < NEAR_MOST && db_next(&r)) {
        id[f->n] = db_id(&r, 0);
        f->near[f->n++] = (struct near){ .id = db_id(&r, 0),
                                         .nature = db_int(&r, 1),
                                         .sex = db_int(&r, 2),
                                         .members = db_int(&r, 3),
                                         .place = db_id(&r, 4) };
    }
    db_done(&r);
    thing_names(rq, f->body, id, f->n, name);
    for (size_t i = 0; i < f->n; i++)
        f->near[i].name = name[i];
}

static int64_t clause_number(struct rq *rq, struct id body, enum clause of)
{
    struct rows r = db_rows(rq->db, SQL_WEB_FEDERATE_CLAUSE);
    int64_t n;

    db_bind_id(&r, 1, body);
    db_bind_int(&r, 2, of);
    n = db_next(&r) && !db_null(&r, 0) ? db_int(&r, 0) : INT_NONE;
    db_done(&r);
    return n;
}

/* Organised households of its area, of those that are known there by now: a
 * household is known from the day it was written down. Where registers do not
 * count yet, what they give. */
static void coverage_read(struct rq *rq, struct federate *f)
{
    struct question q = { .as_of = month_of(rq->today),
                          .from = MONTH_NONE,
                          .place = said_id(f->body, f->record, "place") };

    f->organised = f->known = INT_NONE;
    if (!figure_total(rq->db, &q, S("hh.known"), &q.as_of, 1, &f->known))
        f->known = INT_NONE;
    if (!figure_total(rq->db, &q, S("hh"), &q.as_of, 1, &f->organised) &&
        !figure_total(rq->db, &q, S("kept.hh"), &q.as_of, 1, &f->organised))
        f->organised = 0;
}

static void chosen_take(struct rq *rq, struct federate *f)
{
    for (int i = 0; i < rq->q->parts; i++) {
        struct id id;

        if (!str_same(rq->q->part[i].name, S("body")) ||
            !id_read(rq->q->part[i].bytes, &id))
            continue;
        for (size_t j = 0; j < f->n; j++)
            if (id_same(f->near[j].id, id))
                f->near[j].chosen = true;
    }
    for (size_t j = 0; j < f->n; j++)
        f->count += f->near[j].chosen;
}

static void day_take(struct rq *rq, struct federate *f)
{
    struct str said = str_trim(rq_part(rq, "since"));

    f->since = rq->today;
    if (said.n && !day_read(said, &f->since)) {
        f->trouble = "act.no_day";
        f->since = rq->today;
    } else if (f->since > rq->today) {
        f->trouble = "act.later";
    }
}

/* NULL when it has answered. */
static struct federate *federate_start(struct rq *rq)
{
    struct federate *f = arena_new(rq->arena, struct federate);
    struct rows r;

    f->body = kind_find(S("body"));
    f->found = findings_start(rq->arena);
    f->record = register_open(rq, f->body, &f->id);
    if (!f->record)
        return NULL;
    if (!register_may(rq, RIGHT_KEEP, f->body, f->id)) {
        refuse(rq, 403, "refuse.right");
        return NULL;
    }
    day_take(rq, f);
    f->why = str_trim(rq_part(rq, "why"));
    if (!id_read(rq_part(rq, "_id"), &f->made_of) || id_none(f->made_of))
        f->made_of = form_id(rq);
    near_read(rq, f);
    chosen_take(rq, f);
    r = db_rows(rq->db, SQL_WEB_FEDERATE_NOW);
    db_bind_id(&r, 1, f->id);
    db_bind_int(&r, 2, f->since);
    f->stand = db_next(&r) ? db_int(&r, 0) : 0;
    db_done(&r);
    f->least = clause_number(rq, f->id, CLAUSE_FEDERATE_LEAST);
    f->per_hundred = clause_number(rq, f->id, CLAUSE_COVERAGE_PERCENT);
    coverage_read(rq, f);
    return f;
}

/* In whole numbers: organised * 100 < known * share. Nobody known: nobody can
 * say. */
static bool coverage_low(const struct federate *f)
{
    return f->per_hundred != INT_NONE && f->known != INT_NONE && f->known > 0 &&
           f->organised * 100 < f->known * f->per_hundred;
}

static bool bodies_few(const struct federate *f)
{
    return f->least != INT_NONE && f->stand + (int64_t)f->count < f->least;
}

/* What the by-law asks is a threshold: who goes below it says why. */
static const char *federate_wrong(const struct federate *f)
{
    if (f->trouble)
        return f->trouble;
    if (!federates(said_choice(f->body, f->record, "nature")))
        return "federate.not_such";
    if (!f->count)
        return "federate.nobody";
    if ((bodies_few(f) || coverage_low(f)) && !f->why.n)
        return "federate.below";
    return NULL;
}

/* ---- the form ------------------------------------------------------------*/

/* "at least 2"; nothing where the by-law says nothing. */
static const char *at_least(struct rq *rq, int64_t n)
{
    struct buf b = buf_start(rq->arena);

    if (n == INT_NONE)
        return "";
    buf_fmt(&b, "%s %s", word(rq, "federate.at_least"), number_text(rq, n, 0));
    return zstr(rq, buf_str(&b));
}

static void thresholds_draw(struct rq *rq, const struct federate *f)
{
    html(rq, "<ul class=\"counters small tiles\">");
    tile(rq, "federate.bodies", f->stand, 0, at_least(rq, f->least));
    if (f->known != INT_NONE && f->known > 0)
        tile(rq, "federate.coverage", f->organised * 10000 / f->known, 2,
             at_least(rq, f->per_hundred));
    html(rq, "</ul>");
    if (f->known == INT_NONE || f->known == 0)
        html(rq, "<p>%s</p>", word(rq, "federate.unknown"));
    else if (coverage_low(f))
        html(rq, "<p class=\"note warn\">%s</p>", word(rq, "federate.low"));
}

/* Who will sit in its general body: what the by-law says. */
static void seats_line(struct rq *rq, const struct federate *f)
{
    int64_t each = clause_number(rq, f->id, CLAUSE_PER_MEMBER_BODY);
    struct rows r = db_rows(rq->db, SQL_WEB_FEDERATE_CLAUSE);

    db_bind_id(&r, 1, f->id);
    db_bind_int(&r, 2, CLAUSE_GENERAL_BODY);
    if (db_next(&r) && db_str(&r, 1).n) {
        bool sent = str_same(db_str(&r, 1), S("delegates"));

        html(rq, "<p><a href=\"/body/%s/bylaw\">%s</a>: %s", id_text(rq, f->id),
             word(rq, "choice.general_body"),
             word_of(rq, "choice", db_str(&r, 1)));
        if (sent && each != INT_NONE)
            html(rq, " (%s)", number_text(rq, each, 0));
        html(rq, "</p>");
    }
    db_done(&r);
}

static void near_draw(struct rq *rq, const struct federate *f)
{
    html(rq, "<fieldset class=\"rows\"><legend>%s</legend>",
         word(rq, "federate.which"));
    if (!f->n)
        html(rq, "<p>%s</p>", word(rq, "federate.none"));
    html(rq, "<ul class=\"ticks\">");
    for (size_t i = 0; i < f->n; i++) {
        const struct near *n = &f->near[i];

        html(rq,
             n->chosen ? "<li><label><input type=\"checkbox\" name=\"body\" "
                         "value=\"%s\" checked> <span>%s <small>%s · %s · %s %s"
                         "</small></span></label></li>" :
                         "<li><label><input type=\"checkbox\" name=\"body\" "
                         "value=\"%s\"> <span>%s <small>%s · %s · %s %s</small>"
                         "</span></label></li>",
             id_text(rq, n->id), n->name, body_short(rq, n->nature, n->sex),
             place_name(rq, n->place), number_text(rq, n->members, 0),
             word(rq, "body.members_of"));
    }
    html(rq, "</ul></fieldset>");
}

static void federate_draw(struct rq *rq, const struct federate *f)
{
    struct buf since = buf_start(rq->arena);

    day_put(&since, f->since);
    frame_open(rq, word(rq, "federate.title"));
    html(rq, "<p class=\"lead\">");
    thing_link(rq, "body", f->id);
    html(rq, " · ");
    place_line(rq, said_id(f->body, f->record, "place"));
    html(rq, "</p>");
    if (f->trouble)
        html(rq, "<p class=\"note stop\" role=\"alert\">%s</p>",
             word(rq, f->trouble));
    for (size_t i = 0; i < f->found.n; i++)
        finding_draw(rq, &f->found.at[i]);
    thresholds_draw(rq, f);
    seats_line(rq, f);
    html(rq,
         "<form method=\"post\" class=\"fact\"><input type=\"hidden\" "
         "name=\"_csrf\" value=\"%s\"><input type=\"hidden\" name=\"_id\" "
         "value=\"%s\"><div class=\"grid\"><div class=\"field need\"><label>"
         "<span>%s</span><input type=\"date\" name=\"since\" value=\"%s\">"
         "</label></div><div class=\"field\"><label><span>%s</span><input "
         "name=\"why\" value=\"%s\" maxlength=\"300\" dir=\"auto\"></label>"
         "</div></div>",
         rq->csrf, id_text(rq, f->made_of), word(rq, "field.since"),
         zstr(rq, buf_str(&since)), word(rq, "field.why"), zstr(rq, f->why));
    near_draw(rq, f);
    html(rq, "<p class=\"tools\"><button class=\"main\">%s</button></p></form>",
         word(rq, "federate.now"));
    frame_close(rq);
}

static void federate_json(struct rq *rq, const struct federate *f)
{
    struct keys k = keys_open(rq);

    key_list(&k, "bodies");
    for (size_t i = 0; i < f->n; i++)
        buf_fmt(&rq->body, "%s\"%s\"", i ? "," : "",
                id_text(rq, f->near[i].id));
    key_list_end(&k);
    key_id(&k, "body", f->id);
    key_int(&k, "coverage_percent", f->per_hundred);
    key_int(&k, "known", f->known);
    key_int(&k, "least", f->least);
    key_int(&k, "organised", f->organised);
    key_int(&k, "stand", f->stand);
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

/* The bodies that may join this one: those of its area that stand in no other.
 * Beside them what the by-law asks before it federates. */
PAGE(federate, GET, "/body/*/federate", RIGHT_KEEP)
{
    struct federate *f = federate_start(rq);

    if (!f)
        return;
    if (rq->json)
        federate_json(rq, f);
    else
        federate_draw(rq, f);
}

/* ---- sending it ----------------------------------------------------------*/

/* The same form sent twice is the same entries. */
static struct id made_id(const struct federate *f, struct id of,
                         struct arena *a)
{
    struct buf b = buf_start(a);

    id_put(&b, f->made_of);
    buf_char(&b, ' ');
    id_put(&b, of);
    return id_named(S("link"), buf_str(&b));
}

static struct draft link_draft(struct rq *rq, const struct federate *f,
                               const struct near *n)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "{\"body\":\"%s\",\"parent\":\"%s\",\"since\":\"",
            id_text(rq, n->id), id_text(rq, f->id));
    day_put(&b, f->since);
    buf_char(&b, '"');
    if (f->why.n) {
        buf_z(&b, ",\"why\":");
        buf_json(&b, f->why);
    }
    buf_char(&b, '}');
    return (struct draft){ .kind = S("link"),
                           .author = rq->who.login,
                           .body = buf_str(&b),
                           .id = made_id(f, n->id, rq->arena),
                           .strict = true };
}

static void federate_again(struct rq *rq, const struct federate *f, int status)
{
    rq->status = status;
    if (rq->json)
        form_answer_json(rq, status == 503 ? "unknown" : "refused", ID_NONE,
                         &f->found);
    else
        federate_draw(rq, f);
}

static void federate_told(struct rq *rq, void *memo, bool told,
                          struct str reply)
{
    struct federate *f = memo;
    struct outcome *o = arena_many(rq->arena, struct outcome, f->count);
    struct buf to = buf_start(rq->arena);

    if (!told || !ask_outcomes_read(reply, rq->arena, o, (int)f->count)) {
        f->trouble = "act.unsure";
        federate_again(rq, f, 503);
        return;
    }
    for (size_t i = 0; i < f->count; i++)
        if (o[i].kept == KEPT_REFUSED) {
            f->found = o[i].found;
            federate_again(rq, f, 422);
            return;
        }
    if (form_answered(rq, &o[0], f->id))
        return;
    buf_fmt(&to, "/body/%s", id_text(rq, f->id));
    rq_goto(rq, zstr(rq, buf_str(&to)));
}

/* What the keeper would refuse is said before any of it is sent. */
static bool links_good(struct rq *rq, struct federate *f)
{
    size_t n = 0;

    f->draft = arena_many(rq->arena, struct draft, f->count);
    for (size_t i = 0; i < f->n; i++) {
        if (!f->near[i].chosen)
            continue;
        f->draft[n] = link_draft(rq, f, &f->near[i]);
        draft_judge(rq->db, &f->draft[n++], rq->today, &f->found);
        if (findings_stop(&f->found))
            return false;
        f->found = findings_start(rq->arena);
    }
    return true;
}

/* The chosen bodies stand in this one from that day on, all in one act. */
PAGE(federate_go, POST, "/body/*/federate", RIGHT_KEEP)
{
    struct federate *f = federate_start(rq);

    if (!f)
        return;
    f->trouble = federate_wrong(f);
    if (f->trouble || !links_good(rq, f)) {
        federate_again(rq, f, 422);
        return;
    }
    rq_ask(rq, ASK_KEEPER, ASK_DRAFTS,
           ask_drafts(rq->arena, rq->who.login, f->draft, f->count),
           federate_told, f);
}
