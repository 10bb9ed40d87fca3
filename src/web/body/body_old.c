/* body_old - a body that is older than its register, on one sheet: what it is,
 * its formation, members and officers, meetings and savings to date, loans out.
 *
 * All of it goes to the keeper in one transaction, under ids made out of the
 * form's own: what is sent twice is the same entries. */
#include <string.h>

#include "meeting.sql.h"
#include "web/body/body_old.h"
#include "web/body/law.h"
#include "web/meeting/meeting.h"
#include "web/register.h"

/* What is asked of each of the three; the rest of their fields stays open. */
const char *const old_of_body[OF_BODY] = { "nature", "sex",  "name",  "name_ur",
                                           "code",   "rsp",  "place", "formed",
                                           "saving", "meets" };
const char *const old_of_formation[OF_FORMATION] = { "women", "men",
                                                     "households",
                                                     "first_saving" };
const char *const old_of_opening[OF_OPENING] = {
    "held", "meetings", "savings", "loans", "loans_out", "box", "bank"
};

static const struct spot top_typed = { NULL, 0, 0 };

static void *at(const struct kind *k, void *record, const char *field)
{
    return (char *)record + kind_field(k, str_of(field))->at;
}

/* ---- reading ------------------------------------------------------------*/

static void form_begin(struct rq *rq, struct form *form, const char *kind)
{
    form->kind = kind_find(str_of(kind));
    form->record = arena_take(rq->arena, form->kind->bytes);
    record_blank(form->kind->field, form->kind->fields, form->record);
    form->posted = rq->page->method == PAGE_POST;
    form->found = findings_start(rq->arena);
}

static void fields_take(struct rq *rq, struct form *form,
                        const char *const *name, size_t n)
{
    for (size_t i = 0; i < n; i++)
        form_take(rq, form, kind_field(form->kind, str_of(name[i])), 1,
                  &top_typed, form->record);
}

const char *old_name(struct rq *rq, int i, const char *field)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "row.%d.%s", i, field);
    return zstr(rq, buf_str(&b));
}

const char *old_path(struct rq *rq, int i, const char *field)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, field[0] ? "row[%d].%s" : "row[%d]", i, field);
    return zstr(rq, buf_str(&b));
}

static struct str row_part(struct rq *rq, int i, const char *field)
{
    return str_trim(rq_part(rq, old_name(rq, i, field)));
}

static bool office_known(const struct old_page *p, struct str code)
{
    for (int i = 0; i < p->offices; i++)
        if (str_same(str_of(p->office[i].code), code))
            return true;
    return false;
}

/* The sex of a women's or men's body need not be typed of each. */
static int32_t row_sex(struct rq *rq, struct old_page *p, int i)
{
    const struct field *f = kind_field(kind_find(S("person")), S("sex"));
    struct str said = row_part(rq, i, "sex");
    int32_t body = *(int32_t *)at(p->body.kind, p->body.record, "sex");

    if (said.n)
        return choice_find(f->of, said);
    return body == 0 || body == 1 ? body : -1;
}

static void row_take(struct rq *rq, struct old_page *p, int i)
{
    struct old_row *r = &p->row[i];
    const struct kind *member = kind_find(S("member"));
    void *record = arena_take(rq->arena, member->bytes);

    r->name = row_part(rq, i, "name");
    r->father = row_part(rq, i, "father");
    r->house = row_part(rq, i, "house");
    r->joined = row_part(rq, i, "joined");
    r->office = row_part(rq, i, "office");
    r->sex = row_sex(rq, p, i);
    r->said = r->name.n || r->father.n || r->house.n || r->joined.n ||
              r->office.n;
    if (!r->said)
        return;
    if (!r->name.n)
        tell(&p->found, STOP, "field.missing", old_path(rq, i, "name"));
    if (!r->house.n)
        tell(&p->found, STOP, "field.missing", old_path(rq, i, "house"));
    if (r->sex < 0)
        tell(&p->found, STOP, "field.missing", old_path(rq, i, "sex"));
    if (r->office.n && !office_known(p, r->office))
        tell(&p->found, STOP, "field.not_understood",
             old_path(rq, i, "office"));
    record_blank(member->field, member->fields, record);
    if (!field_parse(kind_field(member, S("joined")), r->joined, rq->arena,
                     record))
        tell(&p->found, STOP, "field.not_understood",
             old_path(rq, i, "joined"));
    r->since = *(struct date *)at(member, record, "joined");
    if (r->since.on == DAY_NONE)
        r->since = *(struct date *)at(p->body.kind, p->body.record, "formed");
}

static void rows_take(struct rq *rq, struct old_page *p)
{
    int used = 0;

    for (int i = 0; i < ROWS_MOST; i++) {
        if (p->posted)
            row_take(rq, p, i);
        if (p->row[i].said)
            used = i + 1;
    }
    p->rows = used <= ROWS_FIRST ? ROWS_FIRST : used;
    if (rq_part(rq, "_add").n)
        p->rows += ROWS_MORE;
    if (p->rows > ROWS_MOST)
        p->rows = ROWS_MOST;
}

static void offices_read(struct rq *rq, struct old_page *p)
{
    struct rows r = db_rows(rq->db, SQL_WEB_OLD_OFFICES);

    while (p->offices < OFFICES_MOST && db_next(&r)) {
        int col = 1 + (int)rq->lang;

        p->office[p->offices].code = zstr(rq, db_str(&r, 0));
        p->office[p->offices++].title =
            zstr(rq, db_str(&r, db_str(&r, col).n ? col : 1));
    }
    db_done(&r);
}

static struct old_page *page_start(struct rq *rq)
{
    struct old_page *p = arena_new(rq->arena, struct old_page);

    p->posted = rq->page->method == PAGE_POST;
    p->found = findings_start(rq->arena);
    p->officers = DAY_NONE;
    form_begin(rq, &p->body, "body");
    form_begin(rq, &p->formation, "formation");
    form_begin(rq, &p->opening, "opening");
    if (!p->posted || !id_read(rq_part(rq, "_id"), &p->id) || id_none(p->id))
        p->id = form_id(rq);
    offices_read(rq, p);
    return p;
}

/* A new sheet: a women's CO of whoever asks, as it stands today. */
static void offer(struct rq *rq, struct old_page *p)
{
    const struct kind *k = p->body.kind;

    *(int32_t *)at(k, p->body.record, "nature") = 0;
    thing_read(rq, "place", rq_arg(rq, "place"),
               at(k, p->body.record, "place"));
    thing_read(rq, "rsp", rq_arg(rq, "rsp"), at(k, p->body.record, "rsp"));
    *(day *)at(p->opening.kind, p->opening.record, "held") = rq->today;
}

static void page_take(struct rq *rq, struct old_page *p)
{
    struct str said = str_trim(rq_part(rq, "officers"));

    fields_take(rq, &p->body, old_of_body, OF_BODY);
    fields_take(rq, &p->formation, old_of_formation, OF_FORMATION);
    fields_take(rq, &p->opening, old_of_opening, OF_OPENING);
    form_take(rq, &p->opening, kind_field(p->opening.kind, S("service")), 1,
              &top_typed, p->opening.record);
    if (said.n && !day_read(said, &p->officers))
        tell(&p->found, STOP, "field.not_understood", "officers");
}

/* ---- drafts -------------------------------------------------------------*/

static struct id made_of(struct rq *rq, const struct old_page *p,
                         const char *what, int row)
{
    struct buf b = buf_start(rq->arena);

    buf_int(&b, row);
    return id_beside(rq, p->id, what, buf_str(&b));
}

/* Those of one household come together: it is made with the first of them. */
static struct id household_of(struct rq *rq, struct old_page *p, int i)
{
    const struct kind *k = kind_find(S("household"));
    struct id place = *(struct id *)at(p->body.kind, p->body.record, "place");
    struct rows r = db_rows(rq->db, SQL_WEB_HOUSEHOLD_OF);
    struct id id = id_beside(rq, p->id, "household", p->row[i].house);
    void *record;
    bool there = false;

    db_bind_text(&r, 1, p->row[i].house);
    db_bind_id(&r, 2, place);
    if (db_next(&r)) {
        id = db_id(&r, 0);
        there = true;
    }
    db_done(&r);
    for (int j = 0; j < i && !there; j++)
        there = p->row[j].said && str_same(p->row[j].house, p->row[i].house);
    if (there)
        return id;
    record = arena_take(rq->arena, k->bytes);
    record_blank(k->field, k->fields, record);
    *(struct str *)at(k, record, "number") = p->row[i].house;
    *(struct id *)at(k, record, "place") = place;
    batch_add(rq, &p->batch, k, id, record, old_path(rq, i, ""));
    return id;
}

static void person_add(struct rq *rq, struct old_page *p, int i)
{
    const struct kind *k = kind_find(S("person"));
    void *record = arena_take(rq->arena, k->bytes);

    record_blank(k->field, k->fields, record);
    *(struct id *)at(k, record, "household") = household_of(rq, p, i);
    *(struct str *)at(k, record, "name") = p->row[i].name;
    *(struct str *)at(k, record, "father") = p->row[i].father;
    *(int32_t *)at(k, record, "sex") = p->row[i].sex;
    batch_add(rq, &p->batch, k, made_of(rq, p, "person", i), record,
              old_path(rq, i, ""));
}

static void member_add(struct rq *rq, struct old_page *p, int i)
{
    const struct kind *k = kind_find(S("member"));
    void *record = arena_take(rq->arena, k->bytes);

    record_blank(k->field, k->fields, record);
    *(struct id *)at(k, record, "body") = p->id;
    *(struct id *)at(k, record, "person") = made_of(rq, p, "person", i);
    *(int64_t *)at(k, record, "number") = i + 1;
    *(struct date *)at(k, record, "joined") = p->row[i].since;
    batch_add(rq, &p->batch, k, made_of(rq, p, "member", i), record,
              old_path(rq, i, ""));
}

static int64_t nature_of(const struct old_page *p)
{
    return *(int32_t *)at(p->body.kind, p->body.record, "nature");
}

static void term_add(struct rq *rq, struct old_page *p, int i)
{
    const struct kind *k = kind_find(S("term"));
    struct date formed = *(struct date *)at(p->body.kind, p->body.record,
                                            "formed");
    void *record = arena_take(rq->arena, k->bytes);

    record_blank(k->field, k->fields, record);
    *(struct id *)at(k, record, "body") = p->id;
    *(struct str *)at(k, record, "office") = p->row[i].office;
    *(struct id *)at(k, record, "person") = made_of(rq, p, "person", i);
    *(struct id *)at(k, record, "member") = made_of(rq, p, "member", i);
    *(int32_t *)at(k, record, "basis") =
        choice_find(kind_field(k, S("basis"))->of, S("founding"));
    *(day *)at(k, record, "since") = p->officers == DAY_NONE ? formed.on :
                                                               p->officers;
    law_cite_new(rq, k, record, nature_of(p));
    batch_add(rq, &p->batch, k, made_of(rq, p, "term", i), record,
              old_path(rq, i, ""));
}

static bool says(const struct form *form, const char *const *name, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!field_none(kind_field(form->kind, str_of(name[i])), form->record))
            return true;
    return false;
}

static void formation_add(struct rq *rq, struct old_page *p)
{
    const struct kind *k = p->formation.kind;
    struct date formed = *(struct date *)at(p->body.kind, p->body.record,
                                            "formed");

    if (!says(&p->formation, old_of_formation, OF_FORMATION))
        return;
    *(struct id *)at(k, p->formation.record, "body") = p->id;
    *(day *)at(k, p->formation.record, "held") = formed.on;
    law_cite_new(rq, k, p->formation.record, nature_of(p));
    batch_add(rq, &p->batch, k, id_beside(rq, p->id, "formation", S("")),
              p->formation.record, "formation");
}

static void opening_add(struct rq *rq, struct old_page *p)
{
    const struct kind *k = p->opening.kind;
    static const char *const service[] = { "service" };
    /* The rule asks the same of a body that is there already. */
    struct date formed = *(struct date *)at(p->body.kind, p->body.record,
                                            "formed");

    if (!says(&p->opening, old_of_opening + 1, OF_OPENING - 1) &&
        !says(&p->opening, service, 1))
        return;
    *(struct id *)at(k, p->opening.record, "body") = p->id;
    if (*(day *)at(k, p->opening.record, "held") < formed.on &&
        *(day *)at(k, p->opening.record, "held") != DAY_NONE)
        tell(&p->found, STOP, "opening.before_formation", "opening.held");
    batch_add(rq, &p->batch, k, id_beside(rq, p->id, "opening", S("")),
              p->opening.record, "opening");
}

static void batch_make(struct rq *rq, struct old_page *p)
{
    p->batch = batch_start(rq, 4 * ROWS_MOST + 3);
    batch_add(rq, &p->batch, p->body.kind, p->id, p->body.record, "body");
    for (int i = 0; i < ROWS_MOST; i++) {
        if (!p->row[i].said)
            continue;
        person_add(rq, p, i);
        member_add(rq, p, i);
        if (p->row[i].office.n)
            term_add(rq, p, i);
    }
    formation_add(rq, p);
    opening_add(rq, p);
}

static void page_json(struct rq *rq, const struct old_page *p)
{
    struct buf *b = &rq->body;

    rq->type = "application/json";
    buf_z(b, "{\"body\":");
    fields_json(rq, p->body.kind->field, p->body.kind->fields);
    buf_fmt(b, ",\"id\":\"%s\",\"opening\":", id_text(rq, p->id));
    fields_json(rq, p->opening.kind->field, p->opening.kind->fields);
    buf_z(b, "}\n");
}

/* A body that is older than its register, on one sheet: what it is, formation,
 * members and officers, meetings and savings to date, loans out. Months may be
 * keyed afterwards, see the backlog. */
PAGE(body_old, GET, "/body/old", RIGHT_KEEP)
{
    struct old_page *p = page_start(rq);

    if (rq->json) {
        page_json(rq, p);
        return;
    }
    offer(rq, p);
    rows_take(rq, p);
    old_draw(rq, p);
}

/* ---- sending ------------------------------------------------------------*/

static void again(struct rq *rq, struct old_page *p, int status)
{
    rq->status = status;
    if (rq->json)
        form_answer_json(rq,
                         status == 503 ? "unknown" :
                         status == 409 ? "known" :
                                         "refused",
                         p->id, &p->found);
    else
        old_draw(rq, p);
}

static void receipt(struct rq *rq, const struct old_page *p, bool known)
{
    struct findings none = findings_start(rq->arena);
    struct buf to = buf_start(rq->arena);

    if (rq->json) {
        rq->status = known ? 200 : 201;
        form_answer_json(rq, known ? "known" : "kept", p->id, &none);
        return;
    }
    buf_fmt(&to, "/body/%s?kept=1", id_text(rq, p->id));
    rq_goto(rq, zstr(rq, buf_str(&to)));
}

/* Was this very form kept before? True: it has answered. */
static bool sent_before(struct rq *rq, struct old_page *p)
{
    struct seen seen;

    if (!log_see(rq->db, p->id, rq->arena, &seen))
        return false;
    if (str_same(seen.entry.kind, S("body")) &&
        str_same(seen.entry.body,
                 record_open(p->body.kind, p->body.record, rq->arena))) {
        receipt(rq, p, true);
        return true;
    }
    tell(&p->found, STOP, "form.there_already", "");
    again(rq, p, 409);
    return true;
}

static void told(struct rq *rq, void *memo, bool heard, struct str reply)
{
    struct old_page *p = memo;
    struct outcome *o = arena_many(rq->arena, struct outcome, p->batch.n);

    if (!heard || !ask_outcomes_read(reply, rq->arena, o, p->batch.n)) {
        tell(&p->found, STOP, "form.unsure", "");
        again(rq, p, 503);
    } else if (batch_refused(rq, &p->batch, o, &p->found)) {
        again(rq, p, 422);
    } else {
        receipt(rq, p, o[0].kept == KEPT_KNOWN);
    }
}

static bool may_there(struct rq *rq, const struct old_page *p)
{
    const struct kind *k = p->body.kind;
    struct scope scope = { .place = said_id(k, p->body.record, "place"),
                           .rsp = said_id(k, p->body.record, "rsp"),
                           .project = said_id(k, p->body.record, "project") };

    return rq_may_in(rq, RIGHT_KEEP, &scope);
}

/* Keeps the body with all that stands on its sheet, in one transaction. */
PAGE(body_old_go, POST, "/body/old", RIGHT_KEEP)
{
    struct old_page *p = page_start(rq);

    page_take(rq, p);
    rows_take(rq, p);
    if (rq_part(rq, "_add").n) {
        p->found = findings_start(rq->arena);
        old_draw(rq, p);
        return;
    }
    if (sent_before(rq, p))
        return;
    batch_make(rq, p);
    batch_judge(rq, &p->batch, &p->found);
    if (old_stopped(p)) {
        again(rq, p, 422);
        return;
    }
    if (!may_there(rq, p)) {
        refuse(rq, 403, "refuse.right");
        return;
    }
    rq_ask(rq, ASK_KEEPER, ASK_DRAFTS,
           ask_drafts(rq->arena, rq->who.login, p->batch.at, p->batch.n), told,
           p);
}
