/* office_act - somebody takes an office: her term begins, and the terms of who
 * held it until then end that day, in one act. */
#include <string.h>

#include "office.sql.h"
#include "web/body/law.h"
#include "web/form.h"
#include "web/office/office.h"
#include "web/register.h"

enum { BEFORE_MOST = 20 };

struct taking {
    const struct kind *body, *term;
    const void *record; /* of the body */
    struct id id, made_of;
    int64_t nature;
    const struct office_kinds *kinds;
    const struct office_kind *office; /* NULL: not said yet */
    struct candidate *candidate;
    size_t candidates;
    const struct candidate *who; /* NULL: not said yet */
    int basis;
    day since, until;
    struct str note;
    struct id before[BEFORE_MOST]; /* terms in that office which end by it */
    const char *name[BEFORE_MOST];
    size_t n;
    struct findings found;
    const char *trouble; /* a word key, or NULL */
};

/* ---- what is asked ------------------------------------------------------*/

/* Of an office with one seat: whoever holds it then. */
static void before_read(struct rq *rq, struct taking *t)
{
    struct rows r = db_rows(rq->db, SQL_WEB_HOLDERS);
    struct id person[BEFORE_MOST];

    db_bind_id(&r, 1, t->id);
    db_bind_int(&r, 2, t->since);
    while (t->n < BEFORE_MOST && db_next(&r))
        if (str_same(db_str(&r, 1), t->office->code) &&
            db_int(&r, 3) < t->since) {
            person[t->n] = db_id(&r, 2);
            t->before[t->n++] = db_id(&r, 0);
        }
    db_done(&r);
    thing_names(rq, kind_find(S("person")), person, t->n, t->name);
}

static bool day_taken(struct rq *rq, struct taking *t, const char *part,
                      day *out)
{
    struct str said = str_trim(rq_part(rq, part));

    if (!said.n || day_read(said, out))
        return true;
    t->trouble = "act.no_day";
    return false;
}

/* By the by-law, from the day on which it begins. */
static day runs_out(struct rq *rq, const struct taking *t)
{
    struct rows r = db_rows(rq->db, SQL_WEB_TERM_MONTHS);
    day until = DAY_NONE;

    db_bind_id(&r, 1, t->id);
    if (db_next(&r) && !db_null(&r, 0)) {
        int year, of_year, of_month;
        month m;

        day_split(t->since, &year, &of_year, &of_month);
        m = month_of(t->since) + (month)db_int(&r, 0);
        until = month_first(m) + of_month - 1;
        if (month_of(until) != m)
            until = month_first(m + 1) - 1;
    }
    db_done(&r);
    return until;
}

static void who_take(struct rq *rq, struct taking *t)
{
    struct id id;

    t->candidates = candidates_read(rq, t->id, t->since, &t->candidate);
    if (!id_read(rq_part(rq, "who"), &id))
        return;
    for (size_t i = 0; i < t->candidates; i++)
        if (id_same(t->candidate[i].person, id))
            t->who = &t->candidate[i];
}

static void said_take(struct rq *rq, struct taking *t)
{
    const struct field *basis = kind_field(t->term, S("basis"));
    struct str office = rq_part(rq, "office");

    t->office = office_find(t->kinds, office.n ? office : rq_arg(rq, "office"));
    if (t->office && !office_of(t->office, t->nature))
        t->office = NULL;
    t->basis = choice_find(basis->of, rq_part(rq, "basis"));
    t->since = rq->today;
    t->until = DAY_NONE;
    day_taken(rq, t, "since", &t->since);
    day_taken(rq, t, "until", &t->until);
    t->note = str_trim(rq_part(rq, "note"));
    if (t->since > rq->today && !t->trouble)
        t->trouble = "act.later";
    if (!id_read(rq_part(rq, "_id"), &t->made_of) || id_none(t->made_of))
        t->made_of = form_id(rq);
    who_take(rq, t);
    if (t->office && t->office->seats == 1)
        before_read(rq, t);
}

/* NULL when it has answered. */
static struct taking *taking_start(struct rq *rq)
{
    struct taking *t = arena_new(rq->arena, struct taking);

    t->body = kind_find(S("body"));
    t->term = kind_find(S("term"));
    t->found = findings_start(rq->arena);
    t->record = register_open(rq, t->body, &t->id);
    if (!t->record)
        return NULL;
    if (!register_may(rq, RIGHT_KEEP, t->body, t->id)) {
        refuse(rq, 403, "refuse.right");
        return NULL;
    }
    t->nature = said_choice(t->body, t->record, "nature");
    t->kinds = office_kinds(rq);
    said_take(rq, t);
    return t;
}

/* ---- the form -----------------------------------------------------------*/

static void offices_select(struct rq *rq, const struct taking *t)
{
    html(rq,
         "<div class=\"field need\"><label><span>%s</span><select "
         "name=\"office\">",
         word(rq, "kind.office"));
    for (size_t i = 0; i < t->kinds->n; i++) {
        const struct office_kind *k = &t->kinds->at[i];

        if (office_of(k, t->nature))
            html(rq,
                 k == t->office ? "<option value=\"%s\" selected>%s</option>" :
                                  "<option value=\"%s\">%s</option>",
                 zstr(rq, k->code), k->title);
    }
    html(rq, "</select></label></div>");
}

/* Members by name, each with the body that she comes from where it is another.*/
static void who_select(struct rq *rq, const struct taking *t)
{
    html(rq,
         "<div class=\"field need\"><label><span>%s</span><select name=\"who\">"
         "<option value=\"\"></option>",
         word(rq, "office.who"));
    for (size_t i = 0; i < t->candidates; i++) {
        const struct candidate *c = &t->candidate[i];
        bool near = id_none(c->from) || id_same(c->from, t->id);

        html(rq,
             c == t->who ? "<option value=\"%s\" selected>%s%s%s</option>" :
                           "<option value=\"%s\">%s%s%s</option>",
             id_text(rq, c->person), c->name, near ? "" : " · ",
             near ? "" : thing_name(rq, t->body, c->from));
    }
    html(rq, "</select></label></div>");
    if (!t->candidates)
        html(rq, "<p class=\"note warn\">%s</p>",
             word(rq, "office.no_members"));
}

static void days_inputs(struct rq *rq, const struct taking *t)
{
    struct buf since = buf_start(rq->arena), until = buf_start(rq->arena);
    day ends = t->until != DAY_NONE ? t->until : runs_out(rq, t);

    day_put(&since, t->since);
    if (ends != DAY_NONE)
        day_put(&until, ends);
    html(rq,
         "<div class=\"field need\"><label><span>%s</span><input type=\"date\""
         " name=\"since\" value=\"%s\"></label></div><div class=\"field\">"
         "<label><span>%s</span><input type=\"date\" name=\"until\" "
         "value=\"%s\"></label></div>",
         word(rq, "field.since"), zstr(rq, buf_str(&since)),
         word(rq, "field.until"), zstr(rq, buf_str(&until)));
}

static void basis_select(struct rq *rq, const struct taking *t)
{
    const struct field *f = kind_field(t->term, S("basis"));
    struct str rest = str_of(f->of);

    html(rq,
         "<div class=\"field need\"><label><span>%s</span><select "
         "name=\"basis\">",
         field_word(rq, f));
    for (int i = 0; rest.n; i++) {
        struct str one = str_cut(&rest, '|');

        html(rq,
             i == t->basis ? "<option value=\"%s\" selected>%s</option>" :
                             "<option value=\"%s\">%s</option>",
             zstr(rq, one), choice_say(rq, f, one));
    }
    html(rq, "</select></label></div>");
}

static void before_draw(struct rq *rq, const struct taking *t)
{
    if (!t->n)
        return;
    html(rq, "<h2>%s</h2><ul class=\"links\">", word(rq, "office.then_ends"));
    for (size_t i = 0; i < t->n; i++)
        html(rq, "<li><bdi>%s</bdi></li>", t->name[i]);
    html(rq, "</ul>");
}

static void taking_draw(struct rq *rq, const struct taking *t)
{
    frame_open(rq, word(rq, "office.takes"));
    html(rq, "<p class=\"lead\">");
    thing_link(rq, "body", t->id);
    html(rq, "</p>");
    if (t->trouble)
        html(rq, "<p class=\"note stop\" role=\"alert\">%s</p>",
             word(rq, t->trouble));
    for (size_t i = 0; i < t->found.n; i++)
        finding_draw(rq, &t->found.at[i]);
    html(rq,
         "<form method=\"post\" class=\"fact\"><input type=\"hidden\" "
         "name=\"_csrf\" value=\"%s\"><input type=\"hidden\" name=\"_id\" "
         "value=\"%s\"><div class=\"grid\">",
         rq->csrf, id_text(rq, t->made_of));
    offices_select(rq, t);
    who_select(rq, t);
    basis_select(rq, t);
    days_inputs(rq, t);
    html(rq,
         "<div class=\"field\"><label><span>%s</span><input name=\"note\" "
         "value=\"%s\" maxlength=\"300\" dir=\"auto\"></label></div></div>",
         word(rq, "field.note"), zstr(rq, t->note));
    before_draw(rq, t);
    html(rq, "<p>%s</p>", word(rq, "office.one_seat"));
    html(rq, "<p class=\"tools\"><button class=\"main\">%s</button></p></form>",
         word(rq, "office.keep"));
    frame_close(rq);
}

/* Somebody takes an office of a body: who of its members or of those who sit in
 * its general body, since when, until when by its by-law. */
PAGE(office_take, GET, "/body/*/office", RIGHT_KEEP)
{
    struct taking *t = taking_start(rq);
    struct keys k;

    if (!t)
        return;
    if (!rq->json) {
        taking_draw(rq, t);
        return;
    }
    k = keys_open(rq);
    key_list(&k, "candidates");
    for (size_t i = 0; i < t->candidates; i++) {
        struct keys one;

        buf_z(&rq->body, i ? "," : "");
        one = keys_open(rq);
        key_id(&one, "member", t->candidate[i].member);
        key_text(&one, "name", str_of(t->candidate[i].name));
        key_id(&one, "person", t->candidate[i].person);
        keys_close(&one);
    }
    key_list_end(&k);
    key_day(&k, "until", runs_out(rq, t));
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

/* ---- sending it ---------------------------------------------------------*/

static void set_id(const struct kind *k, void *record, const char *field,
                   struct id id)
{
    const struct field *f = kind_field(k, str_of(field));

    MUST(f && f->type == FIELD_REF);
    *(struct id *)(void *)((char *)record + f->at) = id;
}

static void set_day(const struct kind *k, void *record, const char *field,
                    day on)
{
    const struct field *f = kind_field(k, str_of(field));

    MUST(f && f->type == FIELD_DAY);
    *(day *)(void *)((char *)record + f->at) = on;
}

static void set_choice(const struct kind *k, void *record, const char *field,
                       int at)
{
    const struct field *f = kind_field(k, str_of(field));

    MUST(f && f->type == FIELD_CHOICE);
    *(int32_t *)(void *)((char *)record + f->at) = at;
}

static void set_text(const struct kind *k, void *record, const char *field,
                     struct str text)
{
    const struct field *f = kind_field(k, str_of(field));

    MUST(f && (f->type == FIELD_TEXT || f->type == FIELD_CODE));
    *(struct str *)(void *)((char *)record + f->at) = text;
}

static struct draft term_draft(struct rq *rq, const struct taking *t)
{
    void *x = arena_take(rq->arena, t->term->bytes);

    record_blank(t->term->field, t->term->fields, x);
    set_id(t->term, x, "body", t->id);
    set_id(t->term, x, "person", t->who->person);
    set_id(t->term, x, "member", t->who->member);
    set_text(t->term, x, "office", t->office->code);
    set_text(t->term, x, "note", t->note);
    set_choice(t->term, x, "basis", t->basis);
    set_day(t->term, x, "since", t->since);
    set_day(t->term, x, "until", t->until);
    law_cite(rq, t->term, x);
    return (struct draft){ .kind = S("term"),
                           .author = rq->who.login,
                           .id = t->made_of,
                           .body = record_body(t->term, x, rq->arena),
                           .strict = true };
}

/* The term before as it should stand: it ended when the new one began. */
static struct draft ending_draft(struct rq *rq, const struct taking *t,
                                 size_t i)
{
    const struct field *why = kind_field(t->term, S("why"));
    struct buf b = buf_start(rq->arena);
    void *x = arena_take(rq->arena, t->term->bytes);

    record_blank(t->term->field, t->term->fields, x);
    row_find(rq->db, t->term, t->before[i], rq->arena, x);
    set_day(t->term, x, "ended", t->since);
    set_choice(t->term, x, "why", choice_find(why->of, S("handed_over")));
    buf_fmt(&b, "{\"answers\":\"%s\",\"body\":",
            id_text(rq, form_tip(rq, t->before[i])));
    buf_add(&b, record_open(t->term, x, rq->arena));
    buf_z(&b, ",\"why\":");
    buf_json(&b, str_of(word(rq, "office.takes")));
    buf_char(&b, '}');
    return (struct draft){ .kind = S("fix"),
                           .author = rq->who.login,
                           .body = buf_str(&b),
                           .strict = true };
}

static void taking_again(struct rq *rq, const struct taking *t, int status)
{
    rq->status = status;
    if (rq->json)
        form_answer_json(rq, status == 503 ? "unknown" : "refused", ID_NONE,
                         &t->found);
    else
        taking_draw(rq, t);
}

static void taking_told(struct rq *rq, void *memo, bool told, struct str reply)
{
    struct taking *t = memo;
    struct outcome *o = arena_many(rq->arena, struct outcome, t->n + 1);
    struct buf to = buf_start(rq->arena);

    if (!told || !ask_outcomes_read(reply, rq->arena, o, t->n + 1)) {
        t->trouble = "act.unsure";
        taking_again(rq, t, 503);
        return;
    }
    for (size_t i = 0; i <= t->n; i++)
        if (o[i].kept == KEPT_REFUSED) {
            t->found = o[i].found;
            taking_again(rq, t, 422);
            return;
        }
    if (form_answered(rq, &o[0], o[0].id))
        return;
    buf_fmt(&to, "/body/%s", id_text(rq, t->id));
    rq_goto(rq, zstr(rq, buf_str(&to)));
}

/* One term, and one fix of each that ends by it. */
PAGE(office_take_go, POST, "/body/*/office", RIGHT_KEEP)
{
    struct taking *t = taking_start(rq);
    struct draft *d;

    if (!t)
        return;
    if (!t->trouble && !t->office)
        t->trouble = "office.which";
    if (!t->trouble && !t->who)
        t->trouble = "office.whom";
    if (!t->trouble && t->basis < 0)
        t->trouble = "office.how";
    if (t->trouble) {
        taking_again(rq, t, 422);
        return;
    }
    d = arena_many(rq->arena, struct draft, t->n + 1);
    d[0] = term_draft(rq, t);
    for (size_t i = 0; i < t->n; i++)
        d[i + 1] = ending_draft(rq, t, i);
    rq_ask(rq, ASK_KEEPER, ASK_DRAFTS,
           ask_drafts(rq->arena, rq->who.login, d, t->n + 1), taking_told, t);
}
