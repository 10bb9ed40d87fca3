/* unite_act - the entries of one act: a body merges into another, or part of it
 * becomes one of its own. */
#include <string.h>

#include "unite.sql.h"
#include "web/body/unite.h"
#include "web/form.h"

struct id unite_id(struct rq *rq, const struct unite *u, const char *kind,
                   struct id of)
{
    struct buf b = buf_start(rq->arena);

    id_put(&b, u->made_of);
    buf_char(&b, ' ');
    id_put(&b, of);
    return id_named(str_of(kind), buf_str(&b));
}

static void draft_add(struct rq *rq, struct unite *u, const char *kind,
                      struct id of, struct str body)
{
    u->draft[u->drafts++] = (struct draft){ .kind = str_of(kind),
                                            .author = rq->who.login,
                                            .body = body,
                                            .id = unite_id(rq, u, kind, of),
                                            .strict = true };
}

void unite_why(struct buf *b, const struct unite *u)
{
    if (!u->why.n)
        return;
    buf_z(b, ",\"why\":");
    buf_json(b, u->why);
}

static void text_set(const struct kind *k, void *record, const char *field,
                     struct str text)
{
    *(struct str *)(void *)((char *)record +
                            kind_field(k, str_of(field))->at) = text;
}

static void id_set(const struct kind *k, void *record, const char *field,
                   struct id id)
{
    *(struct id *)(void *)((char *)record +
                           kind_field(k, str_of(field))->at) = id;
}

static void date_set(const struct kind *k, void *record, const char *field,
                     day on)
{
    *(struct date *)(void *)((char *)record +
                             kind_field(k, str_of(field))->at) =
        (struct date){ on, GRAIN_DAY };
}

static struct id parent_of(struct rq *rq, const struct unite *u)
{
    struct rows r = db_rows(rq->db, SQL_WEB_UNITE_PARENT);
    struct id parent;

    db_bind_id(&r, 1, u->id);
    db_bind_int(&r, 2, u->since);
    parent = db_next(&r) ? db_id(&r, 0) : ID_NONE;
    db_done(&r);
    return parent;
}

/* Like the old one but for code, name and day. */
static void body_add(struct rq *rq, struct unite *u)
{
    void *r = arena_take(rq->arena, u->body->bytes);

    memcpy(r, u->record, u->body->bytes);
    text_set(u->body, r, "code", u->code);
    text_set(u->body, r, "name", u->name);
    text_set(u->body, r, "name_ur", S(""));
    text_set(u->body, r, "name_sd", S(""));
    date_set(u->body, r, "formed", u->since);
    id_set(u->body, r, "parent", parent_of(rq, u));
    draft_add(rq, u, "body", u->id, record_body(u->body, r, rq->arena));
    u->other = u->draft[u->drafts - 1].id;
}

/* Her membership here ends the day before: two on one day would be a second
 * one. */
static void leave_add(struct rq *rq, struct unite *u, struct id member)
{
    const struct field *why = kind_field(u->member, S("why"));
    void *m = arena_take(rq->arena, u->member->bytes);
    struct buf b = buf_start(rq->arena);
    day joined;

    record_blank(u->member->field, u->member->fields, m);
    row_find(rq->db, u->member, member, rq->arena, m);
    joined = said_date(u->member, m, "joined").on;
    date_set(u->member, m, "ended",
             joined < u->since ? u->since - 1 : u->since);
    *(int32_t *)(void *)((char *)m + why->at) =
        choice_find(why->of, u->merges ? S("merged") : S("split"));
    buf_fmt(&b,
            "{\"answers\":\"%s\",\"body\":", id_text(rq, form_tip(rq, member)));
    buf_add(&b, record_open(u->member, m, rq->arena));
    buf_z(&b, ",\"why\":");
    buf_json(&b, u->why.n ? u->why :
                            str_of(word(rq, u->merges ? "unite.merge" :
                                                        "unite.split")));
    buf_char(&b, '}');
    draft_add(rq, u, "fix", member, buf_str(&b));
}

/* Her membership there, if she is in both. */
static struct id member_there(struct rq *rq, const struct unite *u,
                              struct id person)
{
    struct rows r = db_rows(rq->db, SQL_WEB_UNITE_MEMBER);
    struct id there = ID_NONE;

    db_bind_id(&r, 1, u->other);
    db_bind_id(&r, 2, person);
    db_bind_int(&r, 3, u->since);
    if (u->merges && db_next(&r))
        there = db_id(&r, 0);
    db_done(&r);
    return there;
}

/* Her membership there: the one that she has, or a new one. */
static struct id join_add(struct rq *rq, struct unite *u, struct id person)
{
    struct buf b = buf_start(rq->arena);
    struct id there = member_there(rq, u, person);

    if (!id_none(there))
        return there;
    buf_fmt(&b, "{\"body\":\"%s\",\"joined\":\"", id_text(rq, u->other));
    day_put(&b, u->since);
    buf_fmt(&b, "\",\"person\":\"%s\"}", id_text(rq, person));
    draft_add(rq, u, "member", person, buf_str(&b));
    return u->draft[u->drafts - 1].id;
}

/* {"A":"of","B":"to","since":..,"why":..}: a link or a conveyance. */
static void passes_add(struct rq *rq, struct unite *u, const char *kind,
                       struct id of, const char *first, const char *then)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "{\"%s\":\"%s\",\"%s\":\"%s\",\"since\":\"", first,
            id_text(rq, of), then, id_text(rq, u->other));
    day_put(&b, u->since);
    buf_char(&b, '"');
    unite_why(&b, u);
    buf_char(&b, '}');
    draft_add(rq, u, kind, of, buf_str(&b));
}

static void descent_add(struct rq *rq, struct unite *u)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "{\"body\":\"%s\",\"origin\":\"%s\",\"since\":\"",
            id_text(rq, u->other), id_text(rq, u->id));
    day_put(&b, u->since);
    buf_fmt(&b, "\",\"way\":\"%s\"", u->merges ? "merged" : "split");
    unite_why(&b, u);
    buf_char(&b, '}');
    draft_add(rq, u, "descent", u->id, buf_str(&b));
}

/* It is no more when all has gone over, or nobody is left behind. */
static void standing_add(struct rq *rq, struct unite *u)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "{\"body\":\"%s\",\"since\":\"", id_text(rq, u->id));
    day_put(&b, u->since);
    buf_fmt(&b, "\",\"state\":\"%s\",\"successor\":\"%s\",\"why\":",
            u->merges ? "merged" : "split", id_text(rq, u->other));
    buf_json(&b, u->why.n ? u->why :
                            str_of(word(rq, u->merges ? "unite.merge" :
                                                        "unite.split")));
    buf_char(&b, '}');
    draft_add(rq, u, "standing", u->id, buf_str(&b));
}

void unite_drafts(struct rq *rq, struct unite *u)
{
    u->draft = arena_many(rq->arena, struct draft, ASK_DRAFTS_MOST + 8);
    u->there = arena_many(rq->arena, struct id, u->people.n + 1);
    if (!u->merges)
        body_add(rq, u);
    for (size_t i = 0; i < u->people.n; i++)
        if (u->people.chosen[i]) {
            leave_add(rq, u, u->people.id[i]);
            u->there[i] = join_add(rq, u, u->person[i]);
        }
    for (size_t i = 0; i < u->children.n; i++)
        if (u->children.chosen[i])
            passes_add(rq, u, "link", u->children.id[i], "body", "parent");
    for (size_t i = 0; i < u->accounts.n; i++)
        if (u->accounts.chosen[i])
            passes_add(rq, u, "conveyance", u->accounts.id[i], "account",
                       "body");
    if (u->merges || u->people.count || u->accounts.count || u->children.count)
        draft_add(rq, u, "cession", u->id, unite_cession(rq, u));
    descent_add(rq, u);
    if (u->merges ||
        (u->people.count == u->people.n && u->children.count == u->children.n))
        standing_add(rq, u);
}
