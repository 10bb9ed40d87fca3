/* twin - persons of the base who may be one: those near somebody new. */
#include "report/twin.h"

#include "twin.sql.h"

enum {
    SOUNDS_MOST = 60,    /* of one name and father */
    VILLAGE_MOST = 4000, /* people of one village that are looked at */
    NEAR_ROOM = 64
};

/* ---- somebody ------------------------------------------------------------*/

static struct str text_of(const struct kind *k, const void *record,
                          const char *name)
{
    const struct field *f = kind_field(k, str_of(name));

    return *(const struct str *)(const void *)((const char *)record + f->at);
}

static const void *member_of(const struct kind *k, const void *record,
                             const char *name)
{
    return (const char *)record + kind_field(k, str_of(name))->at;
}

/* In whatever script it was said; what it sounds like is the same. */
static struct str father_of(const struct kind *person, const void *record)
{
    static const char *const script[] = { "father", "father_ur", "father_sd" };
    struct str said = S("");

    for (size_t i = 0; i < LEN(script) && !said.n; i++)
        said = text_of(person, record, script[i]);
    return said;
}

struct twin_person twin_person_of(struct db *db, const struct kind *person,
                                  const void *record, struct arena *a)
{
    static const char *const script[] = { "name", "name_ur", "name_sd" };
    struct twin_person p = {
        .household = *(const struct id *)member_of(person, record, "household"),
        .sex = *(const int32_t *)member_of(person, record, "sex"),
        .father_is = *(const int32_t *)member_of(person, record, "father_is"),
        .born = *(const struct date *)member_of(person, record, "born"),
        .father = name_skeleton(father_of(person, record), a)
    };
    struct rows r = db_rows(db, SQL_TWIN_HOME);

    for (size_t i = 0; i < LEN(script); i++)
        p.name[i] = name_skeleton(text_of(person, record, script[i]), a);
    db_bind_id(&r, 1, p.household);
    if (db_next(&r))
        p.place = db_id(&r, 0);
    db_done(&r);
    return p;
}

/* A row of any statement of twin.sql that says who somebody is. */
static struct twin_person row_read(struct rows *r, struct arena *a)
{
    struct twin_person p = { .entry = db_id(r, 0),
                             .household = db_id(r, 1),
                             .place = db_id(r, 2),
                             .father = arena_str(a, db_str(r, 6)),
                             .sex = db_null(r, 7) ? -1 : db_int(r, 7),
                             .born = DATE_NONE,
                             .father_is = db_null(r, 10) ? -1 : db_int(r, 10),
                             .marked = !db_null(r, 11) };

    for (int i = 0; i < 3; i++)
        p.name[i] = arena_str(a, db_str(r, 3 + i));
    if (!db_null(r, 8))
        p.born = (struct date){ (day)db_int(r, 8), (int8_t)db_int(r, 9) };
    if (p.marked)
        p.mark = db_hash(r, 11);
    return p;
}

bool twin_person_read(struct db *db, struct id entry, struct arena *a,
                      struct twin_person *out)
{
    struct rows r = db_rows(db, SQL_TWIN_FACTS);
    bool there;

    db_bind_id(&r, 1, entry);
    there = db_next(&r);
    if (there)
        *out = row_read(&r, a);
    db_done(&r);
    return there;
}

/* ---- two of them ---------------------------------------------------------*/

/* The best that any of their scripts says. */
static enum name_like names_compare(const struct twin_person *x,
                                    const struct twin_person *y)
{
    enum name_like best = NAME_OTHER;

    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++) {
            enum name_like is = name_compare(x->name[i], y->name[j]);

            best = is > best ? is : best;
        }
    return best;
}

static int64_t years_between(struct date a, struct date b)
{
    int x, y, mon, mday;

    if (a.on == DAY_NONE || b.on == DAY_NONE)
        return -1;
    day_split(a.on, &x, &mon, &mday);
    day_split(b.on, &y, &mon, &mday);
    return x < y ? y - x : x - y;
}

static struct twin_seen both_seen(const struct twin_person *x,
                                  const struct twin_person *y)
{
    bool relation = x->father_is >= 0 && y->father_is >= 0 &&
                    x->father_is != y->father_is;
    bool home = !id_none(x->household) && id_same(x->household, y->household);

    return (struct twin_seen){
        .name = names_compare(x, y),
        .father = name_compare(x->father, y->father),
        .fathers = x->father.n && y->father.n && !relation,
        .cnic = !x->marked || !y->marked    ? 0 :
                hash_same(x->mark, y->mark) ? 1 :
                                              -1,
        .home = home,
        .village = !id_none(x->place) && id_same(x->place, y->place),
        .other_sex = x->sex >= 0 && y->sex >= 0 && x->sex != y->sex,
        .years = years_between(x->born, y->born)
    };
}

int twin_of(const struct twin_person *x, const struct twin_person *y,
            unsigned *why)
{
    struct twin_seen s = both_seen(x, y);

    return twin_weigh(&s, why);
}

/* ---- somebody new --------------------------------------------------------*/

struct search {
    struct db *db;
    const struct twin_person *who;
    const struct twin_cnic *cnic;
    struct arena *a;
    struct twin_near *out;
    size_t n, most;
};

static bool has_cnic(const struct twin_cnic *c, struct id entry)
{
    for (size_t i = 0; i < c->n; i++)
        if (id_same(c->has[i], entry))
            return true;
    return false;
}

static bool stands_before(const struct twin_near *x, const struct twin_near *y)
{
    return x->score != y->score ? x->score > y->score :
                                  id_order(x->entry, y->entry) < 0;
}

/* Into its place, the last of too many falls out. */
static void near_put(struct search *s, struct twin_near one)
{
    size_t at;

    for (size_t i = 0; i < s->n; i++)
        if (id_same(s->out[i].entry, one.entry))
            return;
    if (s->n == s->most && !stands_before(&one, &s->out[s->n - 1]))
        return;
    s->n += s->n < s->most;
    for (at = s->n - 1; at > 0 && stands_before(&one, &s->out[at - 1]); at--)
        s->out[at] = s->out[at - 1];
    s->out[at] = one;
}

static void look_at(struct search *s, const struct twin_person *p)
{
    struct twin_seen seen = both_seen(s->who, p);
    struct twin_near one = { .entry = p->entry, .place = p->place };

    if (id_same(p->entry, s->who->entry))
        return;
    if (s->cnic && s->cnic->told)
        seen.cnic = has_cnic(s->cnic, p->entry) ? 1 : p->marked ? -1 : 0;
    one.score = twin_weigh(&seen, &one.why);
    if (one.score >= TWIN_LEAST)
        near_put(s, one);
}

static void rows_look(struct search *s, struct rows *r)
{
    while (db_next(r)) {
        struct arena_mark m = arena_mark(s->a);
        struct twin_person p = row_read(r, s->a);

        look_at(s, &p);
        arena_back(s->a, m);
    }
}

static void sounds_look(struct search *s, struct str name, struct str father)
{
    static const int script[] = { SQL_TWIN_SOUNDS, SQL_TWIN_SOUNDS_UR,
                                  SQL_TWIN_SOUNDS_SD };

    for (size_t i = 0; i < LEN(script); i++) {
        struct rows r = db_rows(s->db, script[i]);

        db_bind_text(&r, 1, name);
        db_bind_text(&r, 2, father);
        db_bind_int(&r, 3, SOUNDS_MOST);
        rows_look(s, &r);
    }
}

/* A name of two or three words may have been written in another order. */
static void names_look(struct search *s)
{
    struct str name[NAME_TURNS], father[NAME_TURNS];
    size_t fathers = name_turns(s->who->father, s->a, father);

    for (int script = 0; script < 3; script++) {
        size_t names = 0;

        if (script == 0 || !str_same(s->who->name[script], s->who->name[0]))
            names = name_turns(s->who->name[script], s->a, name);
        for (size_t i = 0; i < names; i++)
            for (size_t j = 0; j < fathers; j++)
                sounds_look(s, name[i], father[j]);
    }
}

/* Who is of the other sex, or born more than TWIN_BORN_FAR years away, has too
 * little left to be shown without a CNIC, which finds her by itself. */
static void village_look(struct search *s)
{
    const struct twin_person *who = s->who;
    struct rows r;

    if (id_none(who->place))
        return;
    r = db_rows(s->db, SQL_TWIN_VILLAGE);
    db_bind_id(&r, 1, who->place);
    if (who->sex >= 0)
        db_bind_int(&r, 2, who->sex);
    if (who->born.on != DAY_NONE) {
        db_bind_int(&r, 3, who->born.on - (TWIN_BORN_FAR + 1) * 366);
        db_bind_int(&r, 4, who->born.on + (TWIN_BORN_FAR + 1) * 366);
    }
    db_bind_int(&r, 5, VILLAGE_MOST);
    rows_look(s, &r);
}

size_t twin_near(struct db *db, const struct twin_person *who,
                 const struct twin_cnic *cnic, struct arena *a,
                 struct twin_near *out, size_t most)
{
    struct search s = { db, who, cnic, a, out, 0, most };
    struct twin_person p;

    MUST(most > 0 && most <= NEAR_ROOM);
    for (size_t i = 0; cnic && i < cnic->n; i++)
        if (twin_person_read(db, cnic->has[i], a, &p))
            look_at(&s, &p);
    names_look(&s);
    village_look(&s);
    return s.n;
}
