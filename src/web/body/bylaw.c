/* bylaw - the clauses that hold for a body, where each is from, and the next
 * version of its own: only what changed is said anew. */
#include "core/bylaw.h"

#include "bylaw.sql.h"
#include "life.sql.h"
#include "web/body/life.h"
#include "web/form.h"
#include "web/register.h"

struct now {
    bool there, own;
    int64_t number;
    struct str said, source;
    day since;
    struct id bylaw;
};
struct bylaw_page {
    const struct kind *body, *bylaw;
    struct id id, entry; /* of the version that will be */
    struct now now[CLAUSES];
    struct str typed[CLAUSES];
    bool changed[CLAUSES];
    size_t changes;
    int64_t version;
    day adopted;
    struct id resolution;
    bool keeps;
    struct findings found;
    const char *trouble; /* a word key, or NULL */
};

/* ---- what holds ----------------------------------------------------------*/

static void clauses_read(struct rq *rq, struct bylaw_page *p)
{
    struct rows r = db_rows(rq->db, SQL_WEB_LIFE_CLAUSES);

    db_bind_id(&r, 1, p->id);
    while (db_next(&r)) {
        int64_t at = db_int(&r, 0);

        if (at < 0 || at >= CLAUSES)
            continue;
        p->now[at] = (struct now){
            .there = true,
            .own = db_int(&r, 5) == 1,
            .number = db_null(&r, 1) ? INT_NONE : db_int(&r, 1),
            .said = arena_str(rq->arena, db_str(&r, 2)),
            .source = arena_str(rq->arena, db_str(&r, 6)),
            .since = (day)db_int(&r, 3),
            .bylaw = db_id(&r, 4),
        };
    }
    db_done(&r);
    r = db_rows(rq->db, SQL_WEB_BYLAW_VERSION);
    db_bind_id(&r, 1, p->id);
    if (db_next(&r))
        p->version = db_int(&r, 0) + 1;
    db_done(&r);
}

/* As a form's input has it. */
static struct str now_text(struct rq *rq, const struct now *now)
{
    struct buf b = buf_start(rq->arena);

    if (now->number != INT_NONE)
        buf_int(&b, now->number);
    else
        buf_add(&b, now->said);
    return buf_str(&b);
}

static struct str parameter_str(int at)
{
    return choice_name(CLAUSE_CHOICES, at);
}

static const char *parameter_input(struct rq *rq, int at)
{
    struct buf b = buf_start(rq->arena);

    buf_z(&b, "c.");
    buf_add(&b, parameter_str(at));
    return zstr(rq, buf_str(&b));
}

static void typed_take(struct rq *rq, struct bylaw_page *p)
{
    bool posted = rq->page->method == PAGE_POST;

    for (int i = 0; i < CLAUSES; i++) {
        struct str now = p->now[i].there ? now_text(rq, &p->now[i]) : S("");
        const char *name = parameter_input(rq, i);

        p->typed[i] = posted && request_part(rq->q, name) ?
                          str_trim(rq_part(rq, name)) :
                          now;
        p->changed[i] = !str_same(p->typed[i], now);
        p->changes += p->changed[i];
    }
}

/* NULL when it has answered. */
static struct bylaw_page *page_start(struct rq *rq)
{
    struct bylaw_page *p = arena_new(rq->arena, struct bylaw_page);
    bool posted = rq->page->method == PAGE_POST;
    struct str adopted = str_trim(rq_part(rq, "adopted"));

    p->body = kind_find(S("body"));
    p->bylaw = kind_find(S("bylaw"));
    p->found = findings_start(rq->arena);
    if (!register_open(rq, p->body, &p->id))
        return NULL;
    p->keeps = register_may(rq, RIGHT_KEEP, p->body, p->id);
    if (posted && !p->keeps) {
        refuse(rq, 403, "refuse.right");
        return NULL;
    }
    clauses_read(rq, p);
    typed_take(rq, p);
    p->adopted = rq->today;
    if (adopted.n && !day_read(adopted, &p->adopted)) {
        p->trouble = "act.no_day";
        p->adopted = rq->today;
    }
    id_read(rq_part(rq, "resolution"), &p->resolution);
    if (!posted || !id_read(rq_part(rq, "_id"), &p->entry) || id_none(p->entry))
        p->entry = form_id(rq);
    return p;
}

/* ---- the page ------------------------------------------------------------*/

static const char *value_text(struct rq *rq, int at, const struct now *now)
{
    if (now->number != INT_NONE)
        return number_text(rq, now->number, 0);
    if (!now->said.n)
        return word(rq, "bylaw.no_rule");
    return *clause_law((enum clause)at)->words ?
               word_of(rq, "choice", now->said) :
               zstr(rq, now->said);
}

static void whence(struct rq *rq, const struct bylaw_page *p,
                   const struct now *now)
{
    if (now->own && rq_sees(rq, p->bylaw, now->bylaw))
        html(rq, "<td><a href=\"/entry/%s\">%s</a>", id_text(rq, now->bylaw),
             day_text(rq, now->since));
    else
        html(rq, "<td>%s", word(rq, now->own ? "bylaw.own" : "bylaw.template"));
    if (now->source.n)
        html(rq, " <small><bdi>%s</bdi></small>", zstr(rq, now->source));
    html(rq, "</td>");
}

static void clause_input(struct rq *rq, const struct bylaw_page *p, int at)
{
    const struct clause_law *law = clause_law((enum clause)at);
    const char *name = parameter_input(rq, at);
    const char *value = zstr(rq, p->typed[at]);
    const char *label = word_of(rq, "choice", parameter_str(at));
    struct str rest = str_of(law->words ? law->words : "");

    if (!law->words) {
        html(rq,
             "<input name=\"%s\" value=\"%s\" inputmode=\"numeric\" "
             "dir=\"ltr\" class=\"n\" size=\"5\" aria-label=\"%s\">",
             name, value, label);
        return;
    }
    if (!rest.n) {
        html(rq,
             "<input name=\"%s\" value=\"%s\" maxlength=\"200\" dir=\"auto\" "
             "aria-label=\"%s\">",
             name, value, label);
        return;
    }
    html(rq,
         "<select name=\"%s\" aria-label=\"%s\"><option value=\"\"></option>",
         name, label);
    while (rest.n) {
        struct str one = str_cut(&rest, '|');

        html(rq,
             str_same(one, p->typed[at]) ?
                 "<option value=\"%s\" selected>%s</option>" :
                 "<option value=\"%s\">%s</option>",
             zstr(rq, one), word_of(rq, "choice", one));
    }
    html(rq, "</select>");
}

static void clauses_table(struct rq *rq, const struct bylaw_page *p, bool form)
{
    listing_open(rq, "field.parameter bylaw.says bylaw.whence");
    for (int i = 0; i < CLAUSES; i++) {
        const struct now *now = &p->now[i];

        if (!form && !now->there)
            continue;
        html(rq, "<tr><th scope=\"row\">%s</th><td>",
             word_of(rq, "choice", parameter_str(i)));
        if (form)
            clause_input(rq, p, i);
        else
            html(rq, "%s", value_text(rq, i, now));
        html(rq, "</td>");
        if (now->there)
            whence(rq, p, now);
        else
            html(rq, "<td>%s</td>", word(rq, "bylaw.silent"));
        html(rq, "</tr>");
    }
    listing_close(rq);
}

void resolution_select(struct rq *rq, struct id body, struct id chosen)
{
    struct rows r = db_rows(rq->db, SQL_WEB_BYLAW_RESOLUTIONS);

    db_bind_id(&r, 1, body);
    html(rq,
         "<div class=\"field\"><label><span>%s</span><select "
         "name=\"resolution\"><option value=\"\"></option>",
         word(rq, "field.resolution"));
    while (db_next(&r))
        html(rq,
             id_same(db_id(&r, 0), chosen) ?
                 "<option value=\"%s\" selected>%s %s</option>" :
                 "<option value=\"%s\">%s %s</option>",
             id_text(rq, db_id(&r, 0)), day_text(rq, (day)db_int(&r, 1)),
             zstr(rq, db_str(&r, 3)));
    html(rq, "</select></label></div>");
}

static void amend_form(struct rq *rq, const struct bylaw_page *p)
{
    struct buf adopted = buf_start(rq->arena);

    day_put(&adopted, p->adopted);
    html(rq,
         p->trouble || p->found.n ?
             "<details class=\"card\" open><summary>%s</summary>" :
             "<details class=\"card\"><summary>%s</summary>",
         word(rq, "bylaw.amend"));
    html(rq,
         "<form method=\"post\" class=\"fact\"><input type=\"hidden\" "
         "name=\"_csrf\" value=\"%s\"><input type=\"hidden\" name=\"_id\" "
         "value=\"%s\"><p>%s</p><div class=\"grid\"><div class=\"field need\">"
         "<label><span>%s</span><input type=\"date\" name=\"adopted\" "
         "value=\"%s\"></label></div>",
         rq->csrf, id_text(rq, p->entry), word(rq, "bylaw.only_changed"),
         word(rq, "field.adopted"), zstr(rq, buf_str(&adopted)));
    resolution_select(rq, p->id, p->resolution);
    html(rq, "</div>");
    clauses_table(rq, p, true);
    html(rq,
         "<p class=\"tools\"><button class=\"main\">%s %s</button></p></form>"
         "</details>",
         word(rq, "bylaw.adopt"), number_text(rq, p->version, 0));
}

static void page_draw(struct rq *rq, const struct bylaw_page *p)
{
    frame_open(rq, word(rq, "kind.bylaw"));
    html(rq, "<p class=\"lead\">");
    thing_link(rq, "body", p->id);
    html(rq, "</p>");
    if (p->trouble)
        html(rq, "<p class=\"note stop\" role=\"alert\">%s</p>",
             word(rq, p->trouble));
    for (size_t i = 0; i < p->found.n; i++)
        finding_draw(rq, &p->found.at[i]);
    clauses_table(rq, p, false);
    if (p->keeps)
        amend_form(rq, p);
    frame_close(rq);
}

static void page_json(struct rq *rq, const struct bylaw_page *p)
{
    struct keys k = keys_open(rq);
    bool any = false;

    key_id(&k, "body", p->id);
    key_list(&k, "clauses");
    for (int i = 0; i < CLAUSES; i++) {
        struct keys one;

        if (!p->now[i].there)
            continue;
        buf_z(&rq->body, any ? "," : "");
        any = true;
        one = keys_open(rq);
        key_id(&one, "bylaw", p->now[i].bylaw);
        key_int(&one, "number", p->now[i].number);
        key_int(&one, "own", p->now[i].own);
        key_text(&one, "parameter", parameter_str(i));
        key_text(&one, "said", p->now[i].said);
        keys_close(&one);
    }
    key_list_end(&k);
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

/* The clauses in force for a body, each with where it is from: its own by-law or
 * what is shipped for its nature. Whoever keeps the register adopts the next
 * version here. */
PAGE(bylaw, GET, "/body/*/bylaw", RIGHT_REGISTER)
{
    struct bylaw_page *p = page_start(rq);

    if (!p)
        return;
    if (rq->json)
        page_json(rq, p);
    else
        page_draw(rq, p);
}

/* ---- the next version ----------------------------------------------------*/

/* A clause that was emptied says that there is no such rule. */
static void clause_put(struct buf *b, const struct bylaw_page *p, int at)
{
    int64_t number;

    buf_z(b, "{");
    if (!clause_law((enum clause)at)->words && int_read(p->typed[at], &number))
        buf_fmt(b, "\"number\":%lld,", (long long)number);
    buf_z(b, "\"parameter\":");
    buf_json(b, parameter_str(at));
    if (clause_law((enum clause)at)->words && p->typed[at].n) {
        buf_z(b, ",\"said\":");
        buf_json(b, p->typed[at]);
    }
    buf_char(b, '}');
}

static struct draft version_draft(struct rq *rq, const struct bylaw_page *p)
{
    struct buf b = buf_start(rq->arena);
    const char *comma = "";

    buf_z(&b, "{\"adopted\":\"");
    day_put(&b, p->adopted);
    buf_fmt(&b, "\",\"body\":\"%s\",\"clauses\":[", id_text(rq, p->id));
    for (int i = 0; i < CLAUSES; i++)
        if (p->changed[i]) {
            buf_z(&b, comma);
            comma = ",";
            clause_put(&b, p, i);
        }
    buf_char(&b, ']');
    if (!id_none(p->resolution))
        buf_fmt(&b, ",\"resolution\":\"%s\"", id_text(rq, p->resolution));
    buf_fmt(&b, ",\"version\":%lld}", (long long)p->version);
    return (struct draft){ .kind = S("bylaw"),
                           .author = rq->who.login,
                           .body = buf_str(&b),
                           .id = p->entry,
                           .strict = true };
}

static bool numbers_good(const struct bylaw_page *p)
{
    int64_t number;

    for (int i = 0; i < CLAUSES; i++)
        if (p->changed[i] && p->typed[i].n &&
            !clause_law((enum clause)i)->words &&
            !int_read(p->typed[i], &number))
            return false;
    return true;
}

static void again(struct rq *rq, const struct bylaw_page *p, int status)
{
    rq->status = status;
    if (rq->json)
        form_answer_json(rq, status == 503 ? "unknown" : "refused", ID_NONE,
                         &p->found);
    else
        page_draw(rq, p);
}

static void adopted_goto(struct rq *rq, const struct bylaw_page *p)
{
    struct buf to = buf_start(rq->arena);

    buf_fmt(&to, "/body/%s/bylaw", id_text(rq, p->id));
    rq_goto(rq, zstr(rq, buf_str(&to)));
}

static void adopted_told(struct rq *rq, void *memo, bool told, struct str reply)
{
    struct bylaw_page *p = memo;
    struct outcome o;

    if (!told || !ask_outcomes_read(reply, rq->arena, &o, 1)) {
        p->trouble = "act.unsure";
        again(rq, p, 503);
        return;
    }
    if (o.kept == KEPT_REFUSED) {
        p->found = o.found;
        again(rq, p, 422);
        return;
    }
    if (form_answered(rq, &o, o.id))
        return;
    adopted_goto(rq, p);
}

/* Adopts the next version of the body's own by-law: what was changed, from a
 * day on, by a resolution. */
PAGE(bylaw_go, POST, "/body/*/bylaw", RIGHT_KEEP)
{
    struct bylaw_page *p = page_start(rq);
    struct draft d;

    if (!p)
        return;
    if (row_find(rq->db, p->bylaw, p->entry, rq->arena,
                 arena_take(rq->arena, p->bylaw->bytes))) {
        adopted_goto(rq, p); /* an impatient finger */
        return;
    }
    if (!p->trouble && !numbers_good(p))
        p->trouble = "bylaw.no_number";
    if (!p->trouble && !p->changes)
        p->trouble = "bylaw.nothing_changed";
    if (p->trouble) {
        again(rq, p, 422);
        return;
    }
    d = version_draft(rq, p);
    rq_ask(rq, ASK_KEEPER, ASK_DRAFTS,
           ask_drafts(rq->arena, rq->who.login, &d, 1), adopted_told, p);
}
