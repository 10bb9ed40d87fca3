/* meeting_resolve - what a meeting resolves, typed on its own sheet: each is an
 * entry that goes to the keeper with the meeting. */
#include <string.h>

#include "meeting.sql.h"
#include "web/body/law.h"
#include "web/meeting/meeting.h"
#include "web/register.h"

/* As they are typed, in this order; who proposed and seconded is chosen from
 * the roster. */
static const char *const typed[] = { "subject", "text", "proposer", "seconder",
                                     "yes",     "no",   "abstain",  "addressed",
                                     "copies",  "due" };

static const struct kind *resolution(void)
{
    return kind_find(S("resolution"));
}

static void *at(const struct resolve *r, const char *field)
{
    return (char *)r->record + kind_field(resolution(), str_of(field))->at;
}

static const char *name_of(struct rq *rq, int i, const char *field)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "resolved.%d.%s", i, field);
    return zstr(rq, buf_str(&b));
}

static const char *path_of(struct rq *rq, int i, const char *field)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "resolved[%d].%s", i, field);
    return zstr(rq, buf_str(&b));
}

/* ---- reading ------------------------------------------------------------*/

static void person_take(struct rq *rq, struct sitting *s, int i,
                        const struct field *f)
{
    struct str key = str_trim(rq_part(rq, name_of(rq, i, f->name)));
    struct id *id = at(&s->resolve[i], f->name);

    *id = roster_person(rq, s, key);
    if (key.n && id_none(*id))
        tell(&s->found, STOP, "grid.not_on_the_list", path_of(rq, i, f->name));
}

/* Those present, as the sheet counts them; INT_NONE: it says nothing. */
static int64_t came(const struct sitting *s)
{
    int64_t women = *(int64_t *)meeting_at(s, "women", FIELD_COUNT);
    int64_t men = *(int64_t *)meeting_at(s, "men", FIELD_COUNT);
    const struct list *list = meeting_at(s, "attendance", FIELD_ROWS);
    struct grid_sums sums = grid_sums(&s->grid, list);

    if (list->n)
        return sums.women + sums.men + sums.unknown;
    if (women == INT_NONE && men == INT_NONE)
        return INT_NONE;
    return (women == INT_NONE ? 0 : women) + (men == INT_NONE ? 0 : men);
}

/* What the keeper will say of it once the meeting is there. */
static void quorum_tell(struct rq *rq, struct sitting *s, int i)
{
    int64_t needed = *(int64_t *)meeting_at(s, "quorum_needed", FIELD_COUNT);
    int64_t there = came(s);

    if (*(int32_t *)at(&s->resolve[i], "state") != 0 || needed == INT_NONE ||
        there == INT_NONE || there >= needed)
        return;
    tell_ab(&s->found, STOP, "resolution.no_quorum", path_of(rq, i, "subject"),
            there, needed);
}

static int64_t number_next(struct rq *rq, struct id body)
{
    struct rows r = db_rows(rq->db, SQL_WEB_RESOLUTION_NUMBER);
    int64_t n;

    db_bind_id(&r, 1, body);
    n = db_next(&r) && !db_null(&r, 0) ? db_int(&r, 0) : 0;
    db_done(&r);
    return n + 1;
}

static void one_take(struct rq *rq, struct sitting *s, int i)
{
    const struct kind *k = resolution();
    struct resolve *r = &s->resolve[i];

    for (size_t c = 0; c < LEN(typed); c++) {
        const struct field *f = kind_field(k, str_of(typed[c]));
        struct str said = str_trim(rq_part(rq, name_of(rq, i, f->name)));

        r->said |= said.n > 0;
        if (f->type == FIELD_REF)
            person_take(rq, s, i, f);
        else if (!field_parse(f, said, rq->arena, r->record))
            tell(&s->found, STOP, "field.not_understood",
                 path_of(rq, i, f->name));
    }
    *(int32_t *)at(r, "state") =
        str_same(rq_part(rq, name_of(rq, i, "state")), S("lost")) ? 1 : 0;
    if (!r->said)
        return;
    *(struct id *)at(r, "body") = s->hall.id;
    *(struct id *)at(r, "meeting") = s->id;
    *(day *)at(r, "passed") = *(day *)meeting_at(s, "held", FIELD_DAY);
    law_cite(rq, resolution(), r->record);
    if (!((struct str *)at(r, "subject"))->n)
        tell(&s->found, STOP, "field.missing", path_of(rq, i, "subject"));
    if (*(int32_t *)meeting_at(s, "not_held", FIELD_CHOICE) >= 0)
        tell(&s->found, STOP, "resolution.not_held", path_of(rq, i, "subject"));
    quorum_tell(rq, s, i);
}

void resolved_take(struct rq *rq, struct sitting *s)
{
    const struct kind *k = resolution();
    int64_t number = s->posted ? number_next(rq, s->hall.id) : 0;
    int used = 0;

    for (int i = 0; i < RESOLVED_MOST && !s->fixing; i++) {
        s->resolve[i].record = arena_take(rq->arena, k->bytes);
        record_blank(k->field, k->fields, s->resolve[i].record);
        if (!s->posted)
            continue;
        one_take(rq, s, i);
        if (!s->resolve[i].said)
            continue;
        *(int64_t *)at(&s->resolve[i], "number") = number++;
        used = i + 1;
    }
    s->resolves = used + RESOLVED_ROWS < RESOLVED_MOST ? used + RESOLVED_ROWS :
                                                         RESOLVED_MOST;
}

void resolved_drafts(struct rq *rq, struct sitting *s, struct draft *d)
{
    for (int i = 0; i < RESOLVED_MOST && !s->fixing; i++) {
        struct buf b = buf_start(rq->arena), number = buf_start(rq->arena);

        if (!s->resolve[i].said)
            continue;
        buf_int(&number, i);
        buf_add(&b, record_body(resolution(), s->resolve[i].record, rq->arena));
        draft_next(s, d, "resolution",
                   id_beside(rq, s->id, "resolution", buf_str(&number)), &b,
                   NEW_MOST + i);
    }
}

/* The meeting is nowhere yet: what is said of that is not so. */
void resolved_found(struct rq *rq, struct sitting *s, int i,
                    const struct finding *f)
{
    const char *path = path_of(rq, i, zstr(rq, f->path));

    if (!strcmp(f->what, "field.not_here") ||
        !strcmp(f->what, "resolution.no_meeting"))
        return;
    for (size_t k = 0; k < s->found.n; k++)
        if (str_same(s->found.at[k].path, str_of(path)))
            return;
    tell_ab(&s->found, f->level, f->what, path, f->a, f->b);
}

/* ---- drawing ------------------------------------------------------------*/

static const char *value(struct rq *rq, const struct sitting *s, int i,
                         const char *field)
{
    return s->posted ? zstr(rq, rq_part(rq, name_of(rq, i, field))) : "";
}

static void cell_draw(struct rq *rq, const struct sitting *s, int i,
                      const char *field)
{
    const struct field *f = kind_field(resolution(), str_of(field));

    html(rq, "<div class=\"field\"><label><span>%s</span>", field_word(rq, f));
    if (f->type == FIELD_REF)
        roster_select(rq, s, name_of(rq, i, field), value(rq, s, i, field));
    else
        form_input(rq, f, name_of(rq, i, field), value(rq, s, i, field));
    html(rq, "</label>");
    form_findings(rq, &s->found, path_of(rq, i, field));
    html(rq, "</div>");
}

static void state_draw(struct rq *rq, const struct sitting *s, int i)
{
    const struct field *f = kind_field(resolution(), S("state"));
    static const char *const state[] = { "passed", "lost" };

    html(rq, "<div class=\"field\"><label><span>%s</span><select name=\"%s\">",
         field_word(rq, f), name_of(rq, i, "state"));
    for (size_t k = 0; k < LEN(state); k++)
        html(rq,
             str_same(str_of(value(rq, s, i, "state")), str_of(state[k])) ?
                 "<option value=\"%s\" selected>%s</option>" :
                 "<option value=\"%s\">%s</option>",
             state[k], choice_say(rq, f, str_of(state[k])));
    html(rq, "</select></label></div>");
}

void resolved_draw(struct rq *rq, const struct sitting *s)
{
    if (s->fixing)
        return;
    html(rq,
         s->resolves > RESOLVED_ROWS ? "<details open><summary>%s</summary>" :
                                       "<details><summary>%s</summary>",
         word(rq, "meeting.resolved"));
    if (!grid_whole(rq))
        grid_unscripted(rq);
    for (int i = 0; i < s->resolves; i++) {
        html(rq, "<fieldset class=\"row\"><legend>%s %d</legend>",
             kind_word(rq, resolution()), i + 1);
        for (size_t c = 0; c < LEN(typed); c++) {
            cell_draw(rq, s, i, typed[c]);
            if (!strcmp(typed[c], "seconder"))
                state_draw(rq, s, i);
        }
        html(rq, "</fieldset>");
    }
    html(rq, "</details>");
}
