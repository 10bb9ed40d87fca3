/* meeting - the sheet of a meeting: read, kept, corrected.
 *
 * Whoever joins at it is a household, a person and a member of their own: all
 * go to the keeper with the meeting, in one transaction, under ids made out of
 * the form's own. So what is sent twice is the same entries. */
#include "web/meeting/meeting.h"
#include "web/body/law.h"

#include <string.h>

#include "meeting.sql.h"

/* ---- starting -----------------------------------------------------------*/

struct id id_beside(struct rq *rq, struct id of, const char *what,
                    struct str name)
{
    struct buf b = buf_start(rq->arena);
    struct hash h;
    struct id id;

    buf_fmt(&b, "beside %s %s ", id_text(rq, of), what);
    buf_add(&b, name);
    h = sha_of(buf_str(&b));
    memcpy(id.b, h.b, sizeof id.b);
    return id;
}

/* Who came and what they saved; then what is not said of everybody. */
static void columns_put(struct grid *g)
{
    static const char *const name[] = { "present", "saved",  "late",
                                        "fined",   "repaid", "voluntary",
                                        "special" };

    for (size_t i = 0; i < LEN(name); i++)
        g->column[g->columns++] = (struct grid_column){
            .field = field_find(g->rows->child, g->rows->children,
                                str_of(name[i])),
            .confirms = i ? -1 : 0,
            .agreed = i == 1,
            .due = i == 4,
            .more = i > 1
        };
}

struct sitting *sitting_start(struct rq *rq, const struct hall *hall)
{
    struct sitting *s = arena_new(rq->arena, struct sitting);
    const struct field *rows;

    s->kind = kind_find(S("meeting"));
    s->hall = *hall;
    s->record = arena_take(rq->arena, s->kind->bytes);
    record_blank(s->kind->field, s->kind->fields, s->record);
    s->found = findings_start(rq->arena);
    s->posted = rq->page->method == PAGE_POST;
    s->why = rq_part(rq, "_why");
    s->took = rq_part(rq, "_took");
    if (!s->posted || !id_read(rq_part(rq, "_id"), &s->id) || id_none(s->id))
        s->id = form_id(rq);
    *(struct id *)meeting_at(s, "body", FIELD_REF) = hall->id;
    rows = kind_field(s->kind, S("attendance"));
    s->grid = (struct grid){
        .rows = rows,
        .key = field_find(rows->child, rows->children, S("member")),
        .title = word(rq, "meeting.member"),
        .more = word(rq, "meeting.more_columns"),
    };
    columns_put(&s->grid);
    return s;
}

/* NULL when it has answered: no such body, or not theirs to write of. */
static struct sitting *sitting_of(struct rq *rq, struct id body)
{
    struct hall hall;

    if (!rq_sees(rq, kind_find(S("body")), body) ||
        !hall_find(rq, body, &hall)) {
        not_here(rq);
        return NULL;
    }
    if (!rq_may_in(rq, RIGHT_KEEP, &hall.scope)) {
        refuse(rq, 403, "refuse.right");
        return NULL;
    }
    return sitting_start(rq, &hall);
}

/* ---- reading what was typed ---------------------------------------------*/

static struct str new_part(struct rq *rq, int i, const char *field)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "new.%d.%s", i, field);
    return str_trim(rq_part(rq, zstr(rq, buf_str(&b))));
}

/* Has somebody marked the row of this new member, or typed its amount? */
static bool new_marked(struct rq *rq, const struct sitting *s, int i)
{
    struct buf key = buf_start(rq->arena);

    buf_fmt(&key, "new%d", i);
    for (int k = 0; k < rq->q->parts; k++) {
        struct str rest = rq->q->part[k].name, number;
        struct buf cell;

        if (!str_same(rq->q->part[k].bytes, buf_str(&key)) ||
            !str_same(str_cut(&rest, '.'), S("attendance")))
            continue;
        number = str_cut(&rest, '.');
        for (int c = 0; c < s->grid.columns; c++) {
            cell = buf_start(rq->arena);
            buf_z(&cell, "attendance.");
            buf_add(&cell, number);
            buf_fmt(&cell, ".%s", s->grid.column[c].field->name);
            if (str_trim(rq_part(rq, zstr(rq, buf_str(&cell)))).n)
                return true;
        }
    }
    return false;
}

static struct id household_of(struct rq *rq, const struct sitting *s,
                              struct str number)
{
    struct rows r = db_rows(rq->db, SQL_WEB_HOUSEHOLD_OF);
    struct id id;

    db_bind_text(&r, 1, number);
    db_bind_id(&r, 2, s->hall.scope.place);
    id = db_next(&r) ? db_id(&r, 0) : ID_NONE;
    db_done(&r);
    return id;
}

static void fresh_tell(struct rq *rq, struct sitting *s, int i,
                       const char *what, const char *field)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "new[%d].%s", i, field);
    tell(&s->found, STOP, what, zstr(rq, buf_str(&b)));
}

static void fresh_take(struct rq *rq, struct sitting *s, int i)
{
    struct fresh *who = &s->fresh[i];
    const struct field *sex = kind_field(kind_find(S("person")), S("sex"));
    struct str said = new_part(rq, i, "sex");
    struct buf number = buf_start(rq->arena);

    who->name = new_part(rq, i, "name");
    who->father = new_part(rq, i, "father");
    who->house = new_part(rq, i, "house");
    who->sex = said.n ? choice_find(sex->of, said) : -1;
    who->said = who->name.n || who->father.n || who->house.n ||
                new_marked(rq, s, i);
    buf_int(&number, i);
    who->person = id_beside(rq, s->id, "person", buf_str(&number));
    who->member = id_beside(rq, s->id, "member", buf_str(&number));
    if (!who->said)
        return;
    who->household = household_of(rq, s, who->house);
    who->house_new = id_none(who->household);
    if (who->house_new)
        who->household = id_beside(rq, s->id, "household", who->house);
    if (!who->name.n)
        fresh_tell(rq, s, i, "field.missing", "name");
    if (!who->house.n)
        fresh_tell(rq, s, i, "field.missing", "house");
    if (who->sex < 0)
        fresh_tell(rq, s, i, "field.missing", "sex");
}

/* Those that were typed, and a few blank ones after them. */
static void freshes_take(struct rq *rq, struct sitting *s)
{
    int used = 0;

    for (int i = 0; i < NEW_MOST; i++) {
        if (s->posted)
            fresh_take(rq, s, i);
        else
            s->fresh[i].name = s->fresh[i].father = s->fresh[i].house = S("");
        if (s->fresh[i].said)
            used = i + 1;
        else
            s->fresh[i].sex = s->hall.sex < 2 ? s->hall.sex : -1;
    }
    s->freshes = used + NEW_ROWS < NEW_MOST ? used + NEW_ROWS : NEW_MOST;
}

static void fields_take(struct rq *rq, struct sitting *s)
{
    for (int i = 0; i < s->kind->fields; i++) {
        const struct field *f = &s->kind->field[i];

        if (f->type == FIELD_ROWS || f->type == FIELD_REF)
            continue;
        if (!field_parse(f, rq_part(rq, f->name), rq->arena, s->record))
            tell(&s->found, STOP, "field.not_understood", f->name);
    }
}

static void visitors_take(struct rq *rq, struct sitting *s)
{
    const struct field *rows = kind_field(s->kind, S("visitors"));
    struct list *list = meeting_at(s, "visitors", FIELD_ROWS);

    list->at = arena_array(rq->arena, (size_t)rows->most, rows->child_bytes);
    for (int i = 0; i < rows->most; i++) {
        void *to = (char *)list->at + list->n * rows->child_bytes;
        bool any = false;

        record_blank(rows->child, rows->children, to);
        for (int c = 0; c < rows->children; c++) {
            const struct field *f = &rows->child[c];
            struct buf b = buf_start(rq->arena);

            buf_fmt(&b, "visitors.%d.%s", i, f->name);
            field_parse(f, rq_part(rq, zstr(rq, buf_str(&b))), rq->arena, to);
            any |= !field_none(f, to);
        }
        list->n += any;
    }
}

/* A sum that is typed beside rows must be theirs. */
static void sum_take(struct sitting *s, const char *name, enum field_type type,
                     int64_t sum)
{
    int64_t *said = meeting_at(s, name, type);

    if (*said == INT_NONE)
        *said = sum;
    else if (*said != sum)
        tell(&s->found, STOP, "meeting.sum_differs", name);
}

/* Savings of every sort. */
static paisa saved_sum(const struct grid *g, const struct grid_sums *sums)
{
    paisa all = 0;

    for (int i = 0; i < g->columns; i++) {
        struct str name = str_of(g->column[i].field->name);

        if (str_same(name, S("saved")) || str_same(name, S("voluntary")) ||
            str_same(name, S("special")))
            all += sums->sum[i];
    }
    return all;
}

/* Rows say the sums; without rows they stand as they were typed. */
static void sums_take(struct sitting *s)
{
    struct list *list = meeting_at(s, "attendance", FIELD_ROWS);
    struct grid_sums sums = grid_sums(&s->grid, list);

    if (!list->n || *(int32_t *)meeting_at(s, "not_held", FIELD_CHOICE) >= 0)
        return; /* held or not: the rule says it */
    if (!sums.unknown) {
        sum_take(s, "women", FIELD_COUNT, sums.women);
        sum_take(s, "men", FIELD_COUNT, sums.men);
    }
    sum_take(s, "total", FIELD_MONEY, saved_sum(&s->grid, &sums));
}

/* All that was typed; `s->found` says what is not understood. */
static void sitting_take(struct rq *rq, struct sitting *s)
{
    freshes_take(rq, s);
    fields_take(rq, s);
    visitors_take(rq, s);
    roster_read(rq, s, *(day *)meeting_at(s, "held", FIELD_DAY));
    owing_read(rq, s, *(day *)meeting_at(s, "held", FIELD_DAY));
    grid_take(rq, &s->grid, meeting_at(s, "attendance", FIELD_ROWS), &s->found);
    owing_take(rq, s);
    sums_take(s);
    chair_take(rq, s);
    resolved_take(rq, s);
}

/* ---- drafts -------------------------------------------------------------*/

struct draft *draft_next(struct sitting *s, struct draft *d, const char *kind,
                         struct id id, struct buf *b, int whose)
{
    MUST(s->drafts < DRAFTS_MOST);
    s->whose[s->drafts] = whose;
    d = &d[s->drafts++];
    *d = (struct draft){
        .kind = str_of(kind), .id = id, .body = buf_str(b), .strict = true
    };
    return d;
}

static void household_draft(struct rq *rq, struct sitting *s, int i,
                            struct draft *d)
{
    struct buf b = buf_start(rq->arena);
    const struct fresh *who = &s->fresh[i];

    for (int k = 0; k < i; k++)
        if (s->fresh[k].said && id_same(s->fresh[k].household, who->household))
            return; /* two of one household */
    buf_z(&b, "{\"number\":");
    buf_json(&b, who->house);
    buf_fmt(&b, ",\"place\":\"%s\"}", id_text(rq, s->hall.scope.place));
    draft_next(s, d, "household", who->household, &b, i);
}

static void person_draft(struct rq *rq, struct sitting *s, int i,
                         struct draft *d)
{
    struct buf b = buf_start(rq->arena);
    const struct fresh *who = &s->fresh[i];
    const struct field *sex = kind_field(kind_find(S("person")), S("sex"));

    buf_z(&b, "{");
    if (who->father.n) {
        buf_z(&b, "\"father\":");
        buf_json(&b, who->father);
        buf_char(&b, ',');
    }
    buf_fmt(&b, "\"household\":\"%s\",\"name\":", id_text(rq, who->household));
    buf_json(&b, who->name);
    buf_z(&b, ",\"sex\":");
    buf_json(&b, choice_name(sex->of, who->sex));
    buf_char(&b, '}');
    draft_next(s, d, "person", who->person, &b, i);
}

static void member_draft(struct rq *rq, struct sitting *s, int i,
                         struct draft *d)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "{\"body\":\"%s\",\"joined\":\"", id_text(rq, s->hall.id));
    day_put(&b, *(day *)meeting_at(s, "held", FIELD_DAY));
    buf_fmt(&b, "\",\"person\":\"%s\"}", id_text(rq, s->fresh[i].person));
    draft_next(s, d, "member", s->fresh[i].member, &b, i);
}

static void meeting_draft(struct rq *rq, struct sitting *s, struct draft *d)
{
    struct buf b = buf_start(rq->arena);

    if (s->fixing) {
        buf_fmt(&b, "{\"answers\":\"%s\",\"body\":", id_text(rq, s->answers));
        buf_add(&b, record_body(s->kind, s->record, rq->arena));
        buf_z(&b, ",\"why\":");
        buf_json(&b, str_trim(s->why));
        buf_char(&b, '}');
    } else {
        law_cite(rq, s->kind, s->record);
        buf_add(&b, record_body(s->kind, s->record, rq->arena));
    }
    s->main = s->drafts;
    d = draft_next(s, d, s->fixing ? "fix" : "meeting", s->id, &b, -1);
    d->took = str_trim(s->took);
}

static size_t drafts_make(struct rq *rq, struct sitting *s, struct draft *d)
{
    s->drafts = 0;
    for (int i = 0; i < NEW_MOST; i++) {
        if (!s->fresh[i].said)
            continue;
        if (s->fresh[i].house_new)
            household_draft(rq, s, i, d);
        person_draft(rq, s, i, d);
        member_draft(rq, s, i, d);
    }
    meeting_draft(rq, s, d);
    resolved_drafts(rq, s, d);
    page_draft(rq, s, d);
    return s->drafts;
}

/* ---- judging ------------------------------------------------------------*/

static bool said_already(const struct findings *f, struct str path)
{
    for (size_t i = 0; i < f->n; i++)
        if (str_same(f->at[i].path, path))
            return true;
    return false;
}

/* What is found of somebody new stands at her row. What she names comes along
 * in the same batch, and cannot be here yet. */
static void fresh_found(struct rq *rq, struct sitting *s, int i,
                        const struct finding *f)
{
    struct buf b = buf_start(rq->arena);
    bool house = str_same(f->path, S("number"));
    bool hers = str_same(f->path, S("father")) || str_same(f->path, S("sex"));

    if (!strcmp(f->what, "field.not_here"))
        return;
    buf_fmt(&b, "new[%d].", i);
    if (hers)
        buf_add(&b, f->path);
    else
        buf_z(&b, house ? "house" : "name");
    if (!said_already(&s->found, buf_str(&b)))
        tell_ab(&s->found, f->level, f->what, zstr(rq, buf_str(&b)), f->a,
                f->b);
}

static void found_add(struct rq *rq, struct sitting *s, int whose,
                      const struct findings *more)
{
    for (size_t i = 0; i < more->n; i++) {
        const struct finding *f = &more->at[i];

        if (whose == OF_PAGE && !strcmp(f->what, "field.not_here"))
            continue; /* the meeting is nowhere yet */
        if (whose >= NEW_MOST)
            resolved_found(rq, s, whose - NEW_MOST, f);
        else if (whose >= 0)
            fresh_found(rq, s, whose, f);
        else if (!f->path.n || !said_already(&s->found, f->path))
            tell_ab(&s->found, f->level, f->what, zstr(rq, f->path), f->a,
                    f->b);
    }
}

/* A fix is judged as what it makes of the meeting. */
static void sitting_judge(struct rq *rq, struct sitting *s,
                          const struct draft *d, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct findings more = findings_start(rq->arena);
        struct draft one = d[i];

        one.author = rq->who.login;
        if (s->whose[i] == -1 && s->fixing) {
            one.kind = S("meeting");
            one.id = s->meeting;
            one.body = record_body(s->kind, s->record, rq->arena);
        }
        draft_judge(rq->db, &one, rq->today, &more);
        found_add(rq, s, s->whose[i], &more);
    }
    if (s->fixing && !str_trim(s->why).n)
        tell(&s->found, STOP, "field.missing", "why");
}

/* ---- sending ------------------------------------------------------------*/

static void again(struct rq *rq, struct sitting *s, int status)
{
    rq->status = status;
    if (rq->json)
        form_answer_json(rq,
                         status == 503 ? "unknown" :
                         status == 409 ? "known" :
                                         "refused",
                         s->there, &s->found);
    else
        meeting_draw(rq, s);
}

static void receipt(struct rq *rq, const struct sitting *s, bool known,
                    const struct findings *f)
{
    struct buf to = buf_start(rq->arena);

    if (rq->json) {
        rq->status = known ? 200 : 201;
        form_answer_json(rq, known ? "known" : "kept", s->id, f);
        return;
    }
    buf_fmt(&to, s->lost ? "/meeting/%s?kept=1&lost=1" : "/meeting/%s?kept=1",
            id_text(rq, s->fixing ? s->meeting : s->id));
    rq_goto(rq, zstr(rq, buf_str(&to)));
}

/* Is there an entry under this id already? Then this was sent before: it is the
 * same fact, or another that the answer leads to. True: it has answered. */
static bool sent_before(struct rq *rq, struct sitting *s,
                        const struct draft *last)
{
    struct findings none = findings_start(rq->arena);
    struct arena *a = rq->arena;
    struct seen seen;
    const struct json *j;
    void *record;
    size_t at;

    if (!log_see(rq->db, s->id, a, &seen))
        return false;
    j = json_read(last->body, a, &at);
    record = arena_take(a, kind_find(last->kind)->bytes);
    if (j)
        record_read(kind_find(last->kind), j, a, record, &none);
    if (j && str_same(seen.entry.kind, last->kind) &&
        str_same(seen.entry.body,
                 record_open(kind_find(last->kind), record, a))) {
        receipt(rq, s, true, &none);
        return true;
    }
    s->there = s->id;
    tell(&s->found, STOP, "form.there_already", "");
    again(rq, s, 409);
    return true;
}

static void told(struct rq *rq, void *memo, bool heard, struct str reply)
{
    struct sitting *s = memo;
    struct outcome o[DRAFTS_MOST];
    struct outcome *last = &o[s->main];

    if (!heard || !ask_outcomes_read(reply, rq->arena, o, s->drafts)) {
        tell(&s->found, STOP, "form.unsure", "");
        again(rq, s, 503);
        return;
    }
    for (size_t i = s->main + 1; i < s->drafts; i++)
        s->lost |= o[i].kept == KEPT_REFUSED;
    if (last->kept != KEPT_REFUSED) {
        receipt(rq, s, last->kept == KEPT_KNOWN, &last->found);
        return;
    }
    s->found = findings_start(rq->arena);
    for (size_t i = 0; i < s->drafts; i++)
        if (o[i].kept == KEPT_REFUSED)
            found_add(rq, s, s->whose[i], &o[i].found);
    if (!findings_stop(&s->found))
        tell(&s->found, STOP, "form.unsure", "");
    again(rq, s, 422);
}

/* Only drawn anew: other days, more rows, everybody present. */
static bool only_drawn(struct rq *rq, struct sitting *s)
{
    if (!rq_part(rq, "_show").n && !rq_part(rq, "_add").n &&
        !rq_part(rq, "_all").n && !grid_whole_asked(rq))
        return false;
    s->found = findings_start(rq->arena);
    meeting_draw(rq, s);
    return true;
}

static void sitting_send(struct rq *rq, struct sitting *s)
{
    struct draft *d = arena_many(rq->arena, struct draft, DRAFTS_MOST);
    size_t n;

    sitting_take(rq, s);
    if (only_drawn(rq, s))
        return;
    n = drafts_make(rq, s, d);
    if (sent_before(rq, s, &d[s->main]))
        return;
    sitting_judge(rq, s, d, n);
    if (s->fixing && !id_same(s->answers, s->tip))
        tell(&s->found, STOP, "form.changed_meanwhile", "");
    if (findings_stop(&s->found)) {
        again(rq, s, 422);
        return;
    }
    rq_ask(rq, ASK_KEEPER, ASK_DRAFTS,
           ask_drafts(rq->arena, rq->who.login, d, n), told, s);
}

/* ---- a new meeting ------------------------------------------------------*/

static int64_t number_next(struct rq *rq, struct id body)
{
    struct rows r = db_rows(rq->db, SQL_WEB_MEETING_NUMBER);
    int64_t n;

    db_bind_id(&r, 1, body);
    n = db_next(&r) ? db_int(&r, 0) : 0;
    db_done(&r);
    return n + 1;
}

/* For a program: the fields, and who is on the roster. */
static void sitting_json(struct rq *rq, const struct sitting *s)
{
    struct buf *b = &rq->body;
    const char *comma = "";

    rq->type = "application/json";
    buf_fmt(b, "{\"body\":\"%s\",\"fields\":", id_text(rq, s->hall.id));
    fields_json(rq, s->kind->field, s->kind->fields);
    buf_fmt(b, ",\"id\":\"%s\",\"kind\":\"meeting\",\"record\":",
            id_text(rq, s->fixing ? s->meeting : s->id));
    buf_add(b, record_body(s->kind, s->record, rq->arena));
    buf_z(b, ",\"roster\":[");
    for (int i = 0; i < s->grid.n; i++) {
        const struct grid_row *row = &s->grid.row[i];

        if (row->off || !row->label)
            continue;
        buf_z(b, comma);
        comma = ",";
        buf_char(b, '{');
        if (row->agreed != INT_NONE)
            buf_fmt(b, "\"agreed\":%lld,", (long long)row->agreed);
        if (row->due > 0)
            buf_fmt(b, "\"due\":%lld,", (long long)row->due);
        buf_fmt(b, "\"member\":\"%s\",\"name\":", row->key);
        buf_json(b, str_of(row->label));
        buf_char(b, '}');
    }
    buf_z(b, "]");
    if (s->fixing)
        buf_fmt(b, ",\"tip\":\"%s\"", id_text(rq, s->tip));
    buf_z(b, "}\n");
}

static void sitting_show(struct rq *rq, struct sitting *s)
{
    if (rq->json)
        sitting_json(rq, s);
    else
        meeting_draw(rq, s);
}

/* The sheet of a body's meeting: every member of that day, unmarked, what they
 * agreed to save in grey. `held` asks for another day than today. */
PAGE(meeting_new, GET, "/body/*/meeting", RIGHT_KEEP)
{
    struct sitting *s;
    struct id body;
    day *held;

    if (!rq_id(rq, 0, &body)) {
        not_here(rq);
        return;
    }
    s = sitting_of(rq, body);
    if (!s)
        return;
    held = meeting_at(s, "held", FIELD_DAY);
    if (!day_read(rq_arg(rq, "held"), held))
        *held = rq->today;
    *(int32_t *)meeting_at(s, "nature", FIELD_CHOICE) = 0;
    *(int64_t *)meeting_at(s, "number", FIELD_COUNT) = number_next(rq, body);
    freshes_take(rq, s);
    roster_read(rq, s, *held);
    owing_read(rq, s, *held);
    resolved_take(rq, s);
    closing_offer(rq, s, *held);
    sitting_show(rq, s);
}

/* Keeps a meeting with everybody who joined at it, in one transaction. */
PAGE(meeting_new_go, POST, "/body/*/meeting", RIGHT_KEEP)
{
    struct sitting *s;
    struct id body;

    if (!rq_id(rq, 0, &body)) {
        not_here(rq);
        return;
    }
    s = sitting_of(rq, body);
    if (s)
        sitting_send(rq, s);
}

/* ---- correcting ---------------------------------------------------------*/

/* The meeting as it stands; ID_NONE when there is none or it is not seen. */
struct id meeting_body(struct rq *rq, struct id meeting)
{
    struct rows r;
    struct id body;

    if (!rq_sees(rq, kind_find(S("meeting")), meeting))
        return ID_NONE;
    r = db_rows(rq->db, SQL_WEB_MEETING_IN);
    db_bind_id(&r, 1, meeting);
    body = db_next(&r) ? db_id(&r, 0) : ID_NONE;
    db_done(&r);
    return body;
}

/* NULL when it has answered. */
static struct sitting *fix_start(struct rq *rq)
{
    struct id meeting, body = ID_NONE;
    struct sitting *s;

    if (rq_id(rq, 0, &meeting))
        body = meeting_body(rq, meeting);
    if (id_none(body)) {
        not_here(rq);
        return NULL;
    }
    s = sitting_of(rq, body);
    if (!s)
        return NULL;
    s->fixing = true;
    s->meeting = meeting;
    s->tip = form_tip(rq, meeting);
    if (!id_read(rq_part(rq, "_tip"), &s->answers))
        s->answers = ID_NONE;
    return s;
}

/* The same sheet, filled with what stands. */
PAGE(meeting_edit, GET, "/meeting/*/edit", RIGHT_KEEP)
{
    struct sitting *s = fix_start(rq);

    if (!s)
        return;
    row_find(rq->db, s->kind, s->meeting, rq->arena, s->record);
    freshes_take(rq, s);
    roster_read(rq, s, *(day *)meeting_at(s, "held", FIELD_DAY));
    owing_read(rq, s, *(day *)meeting_at(s, "held", FIELD_DAY));
    grid_fill(&s->grid, meeting_at(s, "attendance", FIELD_ROWS));
    resolved_take(rq, s);
    sitting_show(rq, s);
}

/* Sends the fix: the meeting as it should stand, and why. */
PAGE(meeting_edit_go, POST, "/meeting/*/edit", RIGHT_KEEP)
{
    struct sitting *s = fix_start(rq);

    if (s)
        sitting_send(rq, s);
}
