/* roster - a register of members: each row a person in a body, with her
 * household; the sheet that an office has, not the tables that we keep. */
#include <string.h>

#include "import.sql.h"
#include "import/homes.h"
#include "import/run.h"

struct roster {
    struct id body, place; /* of the household; the body's own when not said */
    int64_t number;
    struct str person, household; /* as the office numbers them */
    struct str name, name_ur, name_sd, father, father_ur, father_sd, cnic,
        phone;
    int32_t sex, cnic_state, why;
    struct date born, joined, ended;
    paisa saving;
};
static const struct field roster_field[] = {
    REF(roster, body, "body", FIELD_NEED),
    REF(roster, place, "place", 0),
    COUNT(roster, number, 1, 100000, 0),
    TEXT(roster, person, 40, 0),
    TEXT(roster, household, 40, 0),
    TEXT(roster, name, 120, FIELD_NEED),
    TEXT(roster, name_ur, 200, 0),
    TEXT(roster, name_sd, 200, 0),
    TEXT(roster, father, 120, 0),
    TEXT(roster, father_ur, 200, 0),
    TEXT(roster, father_sd, 200, 0),
    TEXT(roster, cnic, 15, 0),
    TEXT(roster, phone, 20, 0),
    CHOICE(roster, sex, "women|men", 0),
    CHOICE(roster, cnic_state, "none|applied|held", 0),
    CHOICE(roster, why, "moved|died|resigned|expelled|married|other", 0),
    DATE(roster, born, 0),
    DATE(roster, joined, 0),
    DATE(roster, ended, 0),
    MONEY(roster, saving, 0, 100000000, 0),
};

/* Not a record: what one row of such a sheet says. */
static const struct kind roster_kind = { .name = "members",
                                         .field = roster_field,
                                         .fields = (int)LEN(roster_field),
                                         .bytes = (uint32_t)sizeof(
                                             struct roster) };

struct taking {
    const struct import *i;
    struct id body; /* of the row before */
    struct id place;
    struct str code;
    int sex; /* of whoever is in it; -1 either */
    struct date formed;
    struct homes homes;
    struct arena arena; /* of the body's code */
};

/* ---- the body -----------------------------------------------------------*/

static void body_see(struct taking *t, struct id body)
{
    struct rows r;

    if (id_same(t->body, body))
        return;
    arena_free(&t->arena);
    t->body = body;
    t->place = ID_NONE;
    t->code = S("");
    r = db_rows(t->i->db, SQL_ROSTER_BODY);
    db_bind_id(&r, 1, body);
    if (db_next(&r)) {
        t->place = db_id(&r, 0);
        t->code = arena_str(&t->arena, db_str(&r, 1));
        t->sex = db_int(&r, 2) == 2 ? -1 : (int)db_int(&r, 2);
        t->formed = (struct date){ (day)db_int(&r, 3), (int8_t)db_int(&r, 4) };
    }
    db_done(&r);
}

/* ---- facts --------------------------------------------------------------*/

struct fact {
    struct run *run;
    const struct run_row *row;
    struct arena *arena;
    const struct kind *kind;
    void *record;
};

static struct fact fact_of(struct run *run, const struct run_row *row,
                           const char *kind, struct arena *a)
{
    struct fact f = { run, row, a, kind_find(str_of(kind)), NULL };

    MUST(f.kind);
    f.record = arena_take(a, f.kind->bytes);
    record_blank(f.kind->field, f.kind->fields, f.record);
    return f;
}

/* Copies what the row says under that name, or under another. */
static void said(struct fact *f, const struct roster *from, const char *name,
                 const char *as)
{
    const struct field *one = kind_field(&roster_kind, str_of(name));
    const struct field *to = kind_field(f->kind, str_of(as));
    size_t bytes = 0;

    MUST(one && to && one->type == to->type);
    switch (to->type) {
    case FIELD_TEXT: bytes = sizeof(struct str); break;
    case FIELD_CHOICE: bytes = sizeof(int32_t); break;
    case FIELD_COUNT:
    case FIELD_MONEY: bytes = sizeof(int64_t); break;
    case FIELD_DATE: bytes = sizeof(struct date); break;
    case FIELD_REF: bytes = sizeof(struct id); break;
    default: MUST(!"a type that a row of members has");
    }
    memcpy((char *)f->record + to->at, (const char *)from + one->at, bytes);
}

static void named(struct fact *f, const char *field, struct id id)
{
    const struct field *to = kind_field(f->kind, str_of(field));

    MUST(to && to->type == FIELD_REF);
    memcpy((char *)f->record + to->at, &id, sizeof id);
}

static void text(struct fact *f, const char *field, struct str s)
{
    const struct field *to = kind_field(f->kind, str_of(field));

    MUST(to && to->type == FIELD_TEXT);
    memcpy((char *)f->record + to->at, &s, sizeof s);
}

static struct id fact_put(struct fact *f)
{
    struct run_fact fact = {
        .kind = f->kind, .part = "", .record = f->record, .partial = true
    };

    return run_fact(f->run, f->row, &fact, &(bool){ false });
}

/* ---- the household ------------------------------------------------------*/

/* Rows of one household share it; a row without a number has one of its own,
 * named after the person. */
static struct id household_put(struct taking *t, struct run *run,
                               const struct run_row *row,
                               const struct roster *r, struct str person,
                               struct arena *a)
{
    struct fact f = fact_of(run, row, "household", a);
    struct str number = r->household.n ? r->household : person;
    struct id place = id_none(r->place) ? t->place : r->place;
    struct home *home = homes_at(&t->homes, place, number);

    if (!id_none(home->id))
        return home->id;
    named(&f, "place", place);
    text(&f, "number", number);
    home->id = fact_put(&f);
    return home->id;
}

/* ---- the row ------------------------------------------------------------*/

/* What the person is called in the register: as the sheet says, or by the body
 * and the number in it, or by where the row stood. */
static struct str person_code(const struct taking *t, const struct roster *r,
                              const struct run_row *row, struct arena *a)
{
    struct buf b = buf_start(a);

    if (r->person.n)
        return r->person;
    buf_add(&b, t->code);
    if (r->number != INT_NONE)
        buf_fmt(&b, "-%lld", (long long)r->number);
    else
        buf_fmt(&b, "/%d", row->row);
    return buf_str(&b);
}

static void roster_put(void *self, struct run *run, const struct run_row *row,
                       const void *record, const bool *bad)
{
    static const char *const same[] = { "name",   "name_ur",   "name_sd",
                                        "father", "father_ur", "father_sd",
                                        "cnic",   "phone",     "sex",
                                        "born",   "cnic_state" };
    struct taking *t = self;
    struct arena a = { 0 };
    struct roster r = *(const struct roster *)record;
    struct fact person = fact_of(run, row, "person", &a),
                member = fact_of(run, row, "member", &a);
    struct str code;

    (void)bad; /* a row with a bad cell does not come here */
    run_unit(run);
    if (id_none(r.body) || !r.name.n) {
        run_bad(run, row, id_none(r.body) ? S("body") : S("name"),
                "field.missing", S(""));
        arena_free(&a);
        return;
    }
    body_see(t, r.body);
    code = person_code(t, &r, row, &a);
    if (r.sex < 0)
        r.sex = t->sex;
    if (r.joined.on == DAY_NONE)
        r.joined = t->formed;
    for (size_t i = 0; i < LEN(same); i++)
        said(&person, &r, same[i], same[i]);
    text(&person, "code", code);
    named(&person, "household", household_put(t, run, row, &r, code, &a));
    said(&member, &r, "body", "body");
    named(&member, "person", fact_put(&person));
    said(&member, &r, "number", "number");
    said(&member, &r, "joined", "joined");
    said(&member, &r, "ended", "ended");
    said(&member, &r, "why", "why");
    said(&member, &r, "saving", "saving");
    fact_put(&member);
    arena_free(&a);
}

bool import_members(const struct import *i, struct import_file file,
                    struct import_count *out)
{
    struct taking t = { .i = i, .sex = -1 };
    struct records_as as = { .kind = &roster_kind,
                             .put = roster_put,
                             .self = &t };
    bool good = import_records_as(i, &as, file, out);

    homes_free(&t.homes);
    arena_free(&t.arena);
    return good;
}
