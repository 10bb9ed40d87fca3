/* person_act - a person died: her record says so, and her memberships end that
 * day, in one act. */
#include "household_act.sql.h"
#include "web/form.h"
#include "web/register.h"

enum { MEMBERSHIPS_MOST = 100 };

struct death {
    const struct kind *person, *member;
    void *record;
    struct id id;
    struct id in[MEMBERSHIPS_MOST]; /* memberships open on that day */
    size_t n;
    day on;
    struct str why;
    struct findings found;
    const char *trouble; /* a word key, or NULL */
};

static void memberships_read(struct rq *rq, struct death *x)
{
    struct rows r = db_rows(rq->db, SQL_WEB_OPEN_MEMBERSHIPS);

    db_bind_id(&r, 1, x->id);
    db_bind_int(&r, 2, x->on);
    while (x->n < MEMBERSHIPS_MOST && db_next(&r))
        x->in[x->n++] = db_id(&r, 0);
    db_done(&r);
}

/* NULL when it has answered. */
static struct death *death_start(struct rq *rq)
{
    struct death *x = arena_new(rq->arena, struct death);
    struct str said = str_trim(rq_part(rq, "on"));

    x->person = kind_find(S("person"));
    x->member = kind_find(S("member"));
    x->found = findings_start(rq->arena);
    x->record = register_open(rq, x->person, &x->id);
    if (!x->record)
        return NULL;
    if (!register_may(rq, RIGHT_KEEP, x->person, x->id)) {
        refuse(rq, 403, "refuse.right");
        return NULL;
    }
    x->on = rq->today;
    if (said.n && !day_read(said, &x->on)) {
        x->trouble = "act.no_day";
        x->on = rq->today;
    } else if (x->on > rq->today) {
        x->trouble = "act.later";
    }
    x->why = str_trim(rq_part(rq, "why"));
    memberships_read(rq, x);
    return x;
}

/* ---- the form -----------------------------------------------------------*/

static void memberships_draw(struct rq *rq, const struct death *x)
{
    if (!x->n)
        return;
    html(rq, "<h2>%s</h2><ul class=\"links\">", word(rq, "died.ends"));
    for (size_t i = 0; i < x->n; i++) {
        void *m = arena_take(rq->arena, x->member->bytes);

        if (!row_find(rq->db, x->member, x->in[i], rq->arena, m))
            continue;
        html(rq, "<li>");
        thing_link(rq, "body", said_id(x->member, m, "body"));
        html(rq, " <small>%s</small></li>",
             date_text(rq, said_date(x->member, m, "joined")));
    }
    html(rq, "</ul>");
}

static void death_draw(struct rq *rq, const struct death *x)
{
    struct buf on = buf_start(rq->arena);

    day_put(&on, x->on);
    frame_open(rq, word(rq, "died.title"));
    html(rq, "<p class=\"lead\">");
    thing_link(rq, "person", x->id);
    html(rq, "</p>");
    if (x->trouble)
        html(rq, "<p class=\"note stop\" role=\"alert\">%s</p>",
             word(rq, x->trouble));
    for (size_t i = 0; i < x->found.n; i++)
        finding_draw(rq, &x->found.at[i]);
    html(rq,
         "<form method=\"post\" class=\"fact\"><input type=\"hidden\" "
         "name=\"_csrf\" value=\"%s\"><div class=\"grid\"><div class=\"field "
         "need\"><label><span>%s</span><input type=\"date\" name=\"on\" "
         "value=\"%s\"></label></div><div class=\"field\"><label><span>%s"
         "</span><input name=\"why\" value=\"%s\" maxlength=\"300\" "
         "dir=\"auto\"></label></div></div>",
         rq->csrf, word(rq, "field.died"), zstr(rq, buf_str(&on)),
         word(rq, "field.why"), zstr(rq, x->why));
    memberships_draw(rq, x);
    html(rq, "<p class=\"tools\"><button class=\"main\">%s</button></p></form>",
         word(rq, "died.now"));
    frame_close(rq);
}

/* That a person died, and when: what ends with it. */
PAGE(person_died, GET, "/person/*/died", RIGHT_KEEP)
{
    struct death *x = death_start(rq);
    struct keys k;

    if (!x)
        return;
    if (!rq->json) {
        death_draw(rq, x);
        return;
    }
    k = keys_open(rq);
    key_list(&k, "memberships");
    for (size_t i = 0; i < x->n; i++)
        buf_fmt(&rq->body, "%s\"%s\"", i ? "," : "", id_text(rq, x->in[i]));
    key_list_end(&k);
    key_day(&k, "on", x->on);
    key_id(&k, "person", x->id);
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

/* ---- sending it ---------------------------------------------------------*/

/* The record as it should stand from now on. Names stay as they are: a fix that
 * says none of what is sealed leaves it. */
static struct draft fix_draft(struct rq *rq, const struct death *x,
                              const struct kind *k, struct id of,
                              const void *record)
{
    struct id tip = form_tip(rq, of);
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "{\"answers\":\"%s\",\"body\":", id_text(rq, tip));
    buf_add(&b, record_open(k, record, rq->arena));
    buf_z(&b, ",\"why\":");
    buf_json(&b, x->why.n ? x->why : str_of(word(rq, "died.title")));
    buf_char(&b, '}');
    /* The same form sent twice finds the first as its tip. */
    return (struct draft){ .kind = S("fix"),
                           .author = rq->who.login,
                           .body = buf_str(&b),
                           .strict = true };
}

static void date_set(const struct kind *k, void *record, const char *field,
                     day on)
{
    const struct field *f = kind_field(k, str_of(field));

    *(struct date *)(void *)((char *)record +
                             f->at) = (struct date){ on, GRAIN_DAY };
}

static struct draft member_draft(struct rq *rq, const struct death *x, size_t i)
{
    void *m = arena_take(rq->arena, x->member->bytes);
    const struct field *why = kind_field(x->member, S("why"));

    record_blank(x->member->field, x->member->fields, m);
    row_find(rq->db, x->member, x->in[i], rq->arena, m);
    date_set(x->member, m, "ended", x->on);
    *(int32_t *)(void *)((char *)m + why->at) = choice_find(why->of, S("died"));
    return fix_draft(rq, x, x->member, x->in[i], m);
}

static void death_again(struct rq *rq, const struct death *x, int status)
{
    rq->status = status;
    if (rq->json)
        form_answer_json(rq, status == 503 ? "unknown" : "refused", ID_NONE,
                         &x->found);
    else
        death_draw(rq, x);
}

static void death_told(struct rq *rq, void *memo, bool told, struct str reply)
{
    struct death *x = memo;
    struct outcome *o = arena_many(rq->arena, struct outcome, x->n + 1);
    struct buf to = buf_start(rq->arena);

    if (!told || !ask_outcomes_read(reply, rq->arena, o, (int)x->n + 1)) {
        x->trouble = "act.unsure";
        death_again(rq, x, 503);
        return;
    }
    for (size_t i = 0; i <= x->n; i++)
        if (o[i].kept == KEPT_REFUSED) {
            x->found = o[i].found;
            death_again(rq, x, 422);
            return;
        }
    if (form_answered(rq, &o[0], x->id))
        return;
    buf_fmt(&to, "/person/%s", id_text(rq, x->id));
    rq_goto(rq, zstr(rq, buf_str(&to)));
}

/* One fix of the person, one of each membership that was open. */
PAGE(person_died_go, POST, "/person/*/died", RIGHT_KEEP)
{
    struct death *x = death_start(rq);
    struct date born;
    struct draft *d;

    if (!x)
        return;
    born = said_date(x->person, x->record, "born");
    if (!x->trouble && !str_trim(rq_part(rq, "on")).n)
        x->trouble = "act.no_day";
    if (!x->trouble && born.on != DAY_NONE && x->on < born.on)
        x->trouble = "died.before_birth";
    if (x->trouble) {
        death_again(rq, x, 422);
        return;
    }
    d = arena_many(rq->arena, struct draft, x->n + 1);
    date_set(x->person, x->record, "died", x->on);
    d[0] = fix_draft(rq, x, x->person, x->id, x->record);
    for (size_t i = 0; i < x->n; i++)
        d[i + 1] = member_draft(rq, x, i);
    rq_ask(rq, ASK_KEEPER, ASK_DRAFTS,
           ask_drafts(rq->arena, rq->who.login, d, x->n + 1), death_told, x);
}
