/* household_act - a household splits, or merges into another: one act, all of
 * whose entries are kept together. */
#include "household_act.sql.h"
#include "web/form.h"
#include "web/register.h"

enum { RESIDENTS_MOST = 200 };

struct residents {
    struct id id[RESIDENTS_MOST];
    const char *name[RESIDENTS_MOST];
    bool chosen[RESIDENTS_MOST];
    size_t n, count;
};

struct act {
    const struct kind *household, *person;
    const void *record;
    bool merges;
    struct id id, made_of, other; /* made_of: what ids of its entries are */
    struct residents has;         /* on that day */
    day since;
    struct str number, why;
    struct findings found;
    const char *trouble; /* a word key, or NULL */
};

/* ---- what is asked ------------------------------------------------------*/

static void residents_read(struct rq *rq, struct act *a)
{
    struct rows r = db_rows(rq->db, SQL_WEB_RESIDENTS);

    db_bind_id(&r, 1, a->id);
    db_bind_int(&r, 2, a->since);
    while (a->has.n < RESIDENTS_MOST && db_next(&r))
        a->has.id[a->has.n++] = db_id(&r, 0);
    db_done(&r);
    thing_names(rq, a->person, a->has.id, a->has.n, a->has.name);
}

/* Who merges goes whole; who splits says who goes. */
static void chosen_take(struct rq *rq, struct act *a)
{
    for (size_t i = 0; i < a->has.n; i++)
        a->has.chosen[i] = a->merges;
    for (int i = 0; !a->merges && i < rq->q->parts; i++) {
        struct id id;

        if (!str_same(rq->q->part[i].name, S("person")) ||
            !id_read(rq->q->part[i].bytes, &id))
            continue;
        for (size_t j = 0; j < a->has.n; j++)
            if (id_same(a->has.id[j], id))
                a->has.chosen[j] = true;
    }
    for (size_t i = 0; i < a->has.n; i++)
        a->has.count += a->has.chosen[i];
}

/* Households of one settlement are told apart by their number. */
static bool other_find(struct rq *rq, struct act *a)
{
    struct rows r = db_rows(rq->db, SQL_WEB_HOUSEHOLD_NUMBERED);
    int n = 0;

    db_bind_id(&r, 1, said_id(a->household, a->record, "place"));
    db_bind_text(&r, 2, a->number);
    while (db_next(&r)) {
        a->other = db_id(&r, 0);
        n++;
    }
    return n == 1;
}

/* NULL when it has answered. */
static struct act *act_start(struct rq *rq, bool merges)
{
    struct act *a = arena_new(rq->arena, struct act);
    struct str said = str_trim(rq_part(rq, "since"));

    a->household = kind_find(S("household"));
    a->person = kind_find(S("person"));
    a->merges = merges;
    a->found = findings_start(rq->arena);
    a->record = register_open(rq, a->household, &a->id);
    if (!a->record)
        return NULL;
    if (!register_may(rq, RIGHT_KEEP, a->household, a->id)) {
        refuse(rq, 403, "refuse.right");
        return NULL;
    }
    a->since = rq->today;
    if (said.n && !day_read(said, &a->since)) {
        a->trouble = "act.no_day";
        a->since = rq->today;
    } else if (a->since > rq->today) {
        a->trouble = "act.later";
    }
    a->number = str_trim(rq_part(rq, "number"));
    a->why = str_trim(rq_part(rq, "why"));
    if (!id_read(rq_part(rq, "_id"), &a->made_of) || id_none(a->made_of))
        a->made_of = form_id(rq);
    residents_read(rq, a);
    chosen_take(rq, a);
    return a;
}

/* What is wrong with it, said at once; a word key, or NULL. */
static const char *act_wrong(struct rq *rq, struct act *a)
{
    bool there = a->number.n && other_find(rq, a);

    if (a->trouble)
        return a->trouble;
    if (!a->number.n)
        return a->merges ? "act.which_household" : "act.no_number";
    if (a->merges && (!there || id_same(a->other, a->id) ||
                      !rq_sees(rq, a->household, a->other)))
        return "act.not_there";
    if (!a->merges && !id_none(a->other))
        return "act.number_taken";
    if (!a->merges && !a->has.count)
        return "act.nobody";
    return NULL;
}

/* ---- the form -----------------------------------------------------------*/

static void residents_draw(struct rq *rq, const struct act *a)
{
    if (!a->has.n) {
        html(rq, "<p>%s</p>", word(rq, "act.empty"));
        return;
    }
    html(rq, "<fieldset class=\"rows\"><legend>%s</legend><ul class=\"%s\">",
         word(rq, a->merges ? "act.go_over" : "act.who_leaves"),
         a->merges ? "links" : "ticks");
    for (size_t i = 0; i < a->has.n; i++)
        if (a->merges)
            html(rq, "<li><bdi>%s</bdi></li>", a->has.name[i]);
        else
            html(rq,
                 a->has.chosen[i] ?
                     "<li><label><input type=\"checkbox\" name=\"person\" "
                     "value=\"%s\" checked> <span><bdi>%s</bdi></span></label>"
                     "</li>" :
                     "<li><label><input type=\"checkbox\" name=\"person\" "
                     "value=\"%s\"> <span><bdi>%s</bdi></span></label></li>",
                 id_text(rq, a->has.id[i]), a->has.name[i]);
    html(rq, "</ul></fieldset>");
}

static void act_draw(struct rq *rq, const struct act *a)
{
    struct buf since = buf_start(rq->arena);

    day_put(&since, a->since);
    frame_open(rq, word(rq, a->merges ? "act.merge" : "act.split"));
    html(rq, "<p class=\"lead\">%s ", word(rq, "kind.household"));
    thing_link(rq, "household", a->id);
    html(rq, " · ");
    place_line(rq, said_id(a->household, a->record, "place"));
    html(rq, "</p>");
    if (a->trouble)
        html(rq, "<p class=\"note stop\" role=\"alert\">%s</p>",
             word(rq, a->trouble));
    for (size_t i = 0; i < a->found.n; i++)
        finding_draw(rq, &a->found.at[i]);
    html(rq,
         "<form method=\"post\" class=\"fact\"><input type=\"hidden\" "
         "name=\"_csrf\" value=\"%s\"><input type=\"hidden\" name=\"_id\" "
         "value=\"%s\"><div class=\"grid\"><div class=\"field need\"><label>"
         "<span>%s</span><input name=\"number\" value=\"%s\" maxlength=\"40\""
         " dir=\"auto\"></label></div><div class=\"field need\"><label><span>"
         "%s</span><input type=\"date\" name=\"since\" value=\"%s\"></label>"
         "</div>",
         rq->csrf, id_text(rq, a->made_of),
         word(rq, a->merges ? "act.other_number" : "act.new_number"),
         zstr(rq, a->number), word(rq, "field.since"),
         zstr(rq, buf_str(&since)));
    if (a->merges) /* it goes with what becomes of the household */
        html(rq,
             "<div class=\"field\"><label><span>%s</span><input name=\"why\" "
             "value=\"%s\" maxlength=\"300\" dir=\"auto\"></label></div>",
             word(rq, "field.why"), zstr(rq, a->why));
    html(rq, "</div>");
    residents_draw(rq, a);
    html(rq, "<p class=\"tools\"><button class=\"main\">%s</button></p></form>",
         word(rq, a->merges ? "act.merge_now" : "act.split_now"));
    frame_close(rq);
}

static void act_get(struct rq *rq, bool merges)
{
    struct act *a = act_start(rq, merges);
    struct keys k;

    if (!a)
        return;
    if (!rq->json) {
        act_draw(rq, a);
        return;
    }
    k = keys_open(rq);
    key_id(&k, "household", a->id);
    key_list(&k, "persons");
    for (size_t i = 0; i < a->has.n; i++)
        buf_fmt(&rq->body, "%s\"%s\"", i ? "," : "", id_text(rq, a->has.id[i]));
    key_list_end(&k);
    key_day(&k, "since", a->since);
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

/* The persons of a household who leave it, and the number of their own. */
PAGE(household_split, GET, "/household/*/split", RIGHT_KEEP)
{
    act_get(rq, false);
}

/* A household that goes over into another of its settlement, with all who live
 * in it. */
PAGE(household_merge, GET, "/household/*/merge", RIGHT_KEEP)
{
    act_get(rq, true);
}

/* ---- sending it ---------------------------------------------------------*/

/* The same form sent twice is the same entries. */
static struct id act_id(struct rq *rq, const struct act *a, struct str kind,
                        struct id of)
{
    struct buf b = buf_start(rq->arena);

    buf_z(&b, id_text(rq, a->made_of));
    buf_char(&b, ' ');
    buf_z(&b, id_text(rq, of));
    return id_named(kind, buf_str(&b));
}

static struct draft household_draft(struct rq *rq, const struct act *a)
{
    struct buf b = buf_start(rq->arena);

    buf_z(&b, "{\"number\":");
    buf_json(&b, a->number);
    buf_fmt(&b, ",\"place\":\"%s\",\"since\":\"",
            id_text(rq, said_id(a->household, a->record, "place")));
    day_put(&b, a->since);
    buf_z(&b, "\"}");
    return (struct draft){ .kind = S("household"),
                           .author = rq->who.login,
                           .body = buf_str(&b),
                           .id = a->other,
                           .strict = true };
}

static struct draft residence_draft(struct rq *rq, const struct act *a,
                                    struct id person, struct id to)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "{\"household\":\"%s\",\"person\":\"%s\",\"since\":\"",
            id_text(rq, to), id_text(rq, person));
    day_put(&b, a->since);
    buf_fmt(&b, "\",\"why\":\"%s\"}", a->merges ? "merged" : "split");
    return (struct draft){ .kind = S("residence"),
                           .author = rq->who.login,
                           .body = buf_str(&b),
                           .id = act_id(rq, a, S("residence"), person),
                           .strict = true };
}

/* It is no more when all have gone over, or nobody is left behind. */
static struct draft fate_draft(struct rq *rq, const struct act *a)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "{\"household\":\"%s\",\"since\":\"", id_text(rq, a->id));
    day_put(&b, a->since);
    buf_fmt(&b, "\",\"state\":\"%s\",\"successor\":\"%s\"",
            a->merges ? "merged" : "split", id_text(rq, a->other));
    if (a->why.n) {
        buf_z(&b, ",\"why\":");
        buf_json(&b, a->why);
    }
    buf_char(&b, '}');
    return (struct draft){ .kind = S("fate"),
                           .author = rq->who.login,
                           .body = buf_str(&b),
                           .id = act_id(rq, a, S("fate"), a->id),
                           .strict = true };
}

static void act_again(struct rq *rq, const struct act *a, int status)
{
    rq->status = status;
    if (rq->json)
        form_answer_json(rq, status == 503 ? "unknown" : "refused", ID_NONE,
                         &a->found);
    else
        act_draw(rq, a);
}

static size_t drafts_of(const struct act *a)
{
    bool whole = a->merges || a->has.count == a->has.n;

    return a->has.count + !a->merges + whole;
}

static void act_told(struct rq *rq, void *memo, bool told, struct str reply)
{
    struct act *a = memo;
    size_t n = drafts_of(a);
    struct outcome *o = arena_many(rq->arena, struct outcome, n);
    struct buf to = buf_start(rq->arena);

    if (!told || !ask_outcomes_read(reply, rq->arena, o, (int)n)) {
        a->trouble = "act.unsure";
        act_again(rq, a, 503);
        return;
    }
    for (size_t i = 0; i < n; i++)
        if (o[i].kept == KEPT_REFUSED) {
            a->found = o[i].found;
            act_again(rq, a, 422);
            return;
        }
    if (form_answered(rq, &o[0], a->other))
        return;
    buf_fmt(&to, "/household/%s", id_text(rq, a->other));
    rq_goto(rq, zstr(rq, buf_str(&to)));
}

/* What the keeper would refuse is said before any of it is sent: a move is
 * judged as one to where they live now, the new household being nowhere yet. */
static bool act_judge(struct rq *rq, struct act *a)
{
    for (size_t i = 0; i < a->has.n; i++)
        if (a->has.chosen[i]) {
            struct draft d = residence_draft(rq, a, a->has.id[i], a->id);

            draft_judge(rq->db, &d, rq->today, &a->found);
            if (findings_stop(&a->found))
                return false;
            a->found = findings_start(rq->arena);
        }
    return true;
}

static void act_post(struct rq *rq, bool merges)
{
    struct act *a = act_start(rq, merges);
    struct draft *d;
    size_t n = 0;

    if (!a)
        return;
    a->trouble = act_wrong(rq, a);
    if (a->trouble || !act_judge(rq, a)) {
        act_again(rq, a, 422);
        return;
    }
    d = arena_many(rq->arena, struct draft, a->has.n + 2);
    if (!merges) {
        a->other = act_id(rq, a, S("household"), a->id);
        d[n++] = household_draft(rq, a);
    }
    for (size_t i = 0; i < a->has.n; i++)
        if (a->has.chosen[i])
            d[n++] = residence_draft(rq, a, a->has.id[i], a->other);
    if (merges || a->has.count == a->has.n)
        d[n++] = fate_draft(rq, a);
    rq_ask(rq, ASK_KEEPER, ASK_DRAFTS,
           ask_drafts(rq->arena, rq->who.login, d, n), act_told, a);
}

/* Makes the new household and moves the chosen there, in one act; when nobody
 * is left behind the old one has split up. */
PAGE(household_split_go, POST, "/household/*/split", RIGHT_KEEP)
{
    act_post(rq, false);
}

/* Moves all who live there into the other household, which it merges into. */
PAGE(household_merge_go, POST, "/household/*/merge", RIGHT_KEEP)
{
    act_post(rq, true);
}
