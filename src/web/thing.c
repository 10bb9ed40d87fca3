/* thing - what people call a place, a programme, a project; and finding it
 * by what they type.
 *
 * Statements are composed here from constant field tables only; what people
 * type is bound. */
#include <string.h>

#include "web.sql.h"
#include "web/web.h"

/* ---- names --------------------------------------------------------------*/

/* Programmes are known by their letters, everything else by its title; who is
 * sealed, and what has no title in words, by its code. NULL: by neither. */
static const char *title_of(const struct kind *k)
{
    const struct field *f = k->title ? kind_field(k, str_of(k->title)) : NULL;

    if (k->code && !strcmp(k->name, "rsp"))
        return k->code;
    if (f && !(f->flags & FIELD_SEALED) &&
        (f->type == FIELD_TEXT || f->type == FIELD_CODE))
        return k->title;
    return kind_field(k, S("code")) ? "code" : NULL;
}

/* The same title in another language, if the kind keeps one. */
static const struct field *title_in(const struct kind *k, enum lang lang)
{
    char name[64];
    size_t n = strlen(title_of(k));

    if (lang == LANG_EN || n + 4 > sizeof name)
        return NULL;
    memcpy(name, title_of(k), n);
    name[n] = '_';
    memcpy(name + n + 1, lang_name(lang), 3);
    return kind_field(k, str_of(name));
}

static void title_select(struct buf *b, const struct kind *k, enum lang lang)
{
    const struct field *f = title_in(k, lang);

    if (f)
        buf_fmt(b, "coalesce(t.%s, t.%s)", f->name, title_of(k));
    else
        buf_fmt(b, "t.%s", title_of(k));
}

static const char *id_short(struct rq *rq, struct id id)
{
    return zstr(rq, (struct str){ id_text(rq, id), 8 });
}

static bool is(const struct kind *k, const char *name)
{
    return k && !strcmp(k->name, name);
}

/* Meetings are called by their day, and so are scores: how many points somebody
 * has is no name; terms of partnership by the day they were signed. NULL: it is
 * called otherwise. */
static const char *named_by_day(const struct kind *k)
{
    return is(k, "meeting") || is(k, "score") ? "held" :
           is(k, "partnership")               ? "signed_on" :
                                                NULL;
}

/* ---- many at once -------------------------------------------------------*/

enum { NAMES_AT_ONCE = 50 };

/* What a statement says of a thing: its title in a language column, or who it
 * is where the asker may read names there, or its code. */
struct naming {
    bool people; /* columns: code, name, name_ur, name_sd, place */
    bool father; /* whose name the name columns are; there is no code then */
    bool may;    /* read names anywhere at all */
    struct id place;
    bool may_there; /* the answer for `place` */
};

static void naming_sql(struct rq *rq, const struct naming *n,
                       const struct kind *k, struct buf *b)
{
    if (n->father)
        buf_z(b, "SELECT t.entry, NULL, s.father, s.father_ur, s.father_sd, "
                 "h.place FROM person t JOIN person_sealed s ON s.entry = "
                 "t.entry LEFT JOIN household h ON h.entry = t.household");
    else if (is(k, "person"))
        buf_z(b, "SELECT t.entry, t.code, s.name, s.name_ur, s.name_sd, "
                 "h.place FROM person t LEFT JOIN person_sealed s ON s.entry = "
                 "t.entry LEFT JOIN household h ON h.entry = t.household");
    else if (is(k, "member"))
        buf_z(b, "SELECT t.entry, p.code, s.name, s.name_ur, s.name_sd, "
                 "h.place FROM member t JOIN person p ON p.entry = t.person "
                 "LEFT JOIN person_sealed s ON s.entry = p.entry LEFT JOIN "
                 "household h ON h.entry = p.household");
    else if (named_by_day(k))
        buf_fmt(b, "SELECT t.entry, t.%s FROM %s t", named_by_day(k), k->name);
    else {
        buf_z(b, "SELECT t.entry, ");
        title_select(b, k, rq->lang);
        buf_fmt(b, " FROM %s t", k->name);
    }
}

/* Names are asked for by the place of a household; mostly it is the same. */
static bool naming_may(struct rq *rq, struct naming *n, struct id place)
{
    struct scope scope = { .place = place, .shared = true };

    if (!n->may)
        return false;
    if (!id_same(n->place, place)) {
        n->place = place;
        n->may_there = rq_may_in(rq, RIGHT_NAMES, &scope);
    }
    return n->may_there;
}

static struct str naming_read(struct rq *rq, struct naming *n, struct rows *r,
                              const struct kind *k)
{
    struct str said;

    if (named_by_day(k))
        return db_null(r, 1) ? S("") : str_of(day_text(rq, (day)db_int(r, 1)));
    if (!n->people)
        return db_str(r, 1);
    if (!naming_may(rq, n, db_id(r, 5)))
        return db_str(r, 1);
    said = own_text(rq->lang, db_str(r, 2), db_str(r, 3), db_str(r, 4));
    return said.n ? said : db_str(r, 1);
}

/* Registers are named within the asker's grants only. */
static bool guarded(const struct kind *k)
{
    return kind_scoped(k) && kind_reads(k) != RIGHT_SEE;
}

static void names_some(struct rq *rq, const struct kind *k, struct naming *name,
                       const struct id *id, size_t n, const char **out)
{
    struct buf sql = buf_start(rq->arena);
    struct rows r;

    naming_sql(rq, name, k, &sql);
    buf_z(&sql, " WHERE t.entry IN (");
    for (int i = 1; i <= NAMES_AT_ONCE; i++)
        buf_fmt(&sql, i == 1 ? "$%d" : ", $%d", i);
    buf_char(&sql, ')');
    if (guarded(k))
        reach_kind(rq, k, &sql, NAMES_AT_ONCE + 1);
    r = db_text_rows(rq->db, buf_str(&sql));
    for (size_t i = 0; i < n; i++)
        db_bind_id(&r, (int)i + 1, id[i]);
    if (guarded(k))
        reach_bind(rq, kind_reads(k), &r, NAMES_AT_ONCE + 1);
    while (db_next(&r)) {
        struct id is_of = db_id(&r, 0);
        struct str said = naming_read(rq, name, &r, k);

        for (size_t i = 0; said.n && i < n; i++)
            if (id_same(id[i], is_of))
                out[i] = zstr(rq, said);
    }
}

void thing_names(struct rq *rq, const struct kind *k, const struct id *id,
                 size_t n, const char **out)
{
    struct naming name = { .people = is(k, "person") || is(k, "member"),
                           .place = { { 0xff } } };

    for (size_t i = 0; i < n; i++)
        out[i] = id_none(id[i]) ? "" : id_short(rq, id[i]);
    if (!k || (!title_of(k) && !name.people && !named_by_day(k)))
        return;
    name.may = name.people && rq_may_in(rq, RIGHT_NAMES, NULL);
    for (size_t i = 0; i < n; i += NAMES_AT_ONCE) {
        size_t some = n - i < NAMES_AT_ONCE ? n - i : NAMES_AT_ONCE;

        names_some(rq, k, &name, id + i, some, out + i);
    }
}

void father_names(struct rq *rq, const struct id *person, size_t n,
                  const char **out)
{
    struct naming name = { .people = true,
                           .father = true,
                           .may = rq_may_in(rq, RIGHT_NAMES, NULL),
                           .place = { { 0xff } } };

    for (size_t i = 0; i < n; i++)
        out[i] = "";
    for (size_t i = 0; name.may && i < n; i += NAMES_AT_ONCE)
        names_some(rq, kind_find(S("person")), &name, person + i,
                   n - i < NAMES_AT_ONCE ? n - i : NAMES_AT_ONCE, out + i);
}

const char *thing_name(struct rq *rq, const struct kind *k, struct id id)
{
    struct buf sql = buf_start(rq->arena);
    const char *name;
    struct rows r;

    if (id_none(id))
        return "";
    if (is(k, "person") || is(k, "member") || named_by_day(k)) {
        thing_names(rq, k, &id, 1, &name);
        return name;
    }
    if (!k || !title_of(k))
        return id_short(rq, id);
    buf_z(&sql, "SELECT ");
    title_select(&sql, k, rq->lang);
    buf_fmt(&sql, " FROM %s t WHERE t.entry = $1", k->name);
    if (guarded(k))
        reach_kind(rq, k, &sql, 2);
    r = db_text_rows(rq->db, buf_str(&sql));
    db_bind_id(&r, 1, id);
    if (guarded(k))
        reach_bind(rq, kind_reads(k), &r, 2);
    name = db_next(&r) && db_str(&r, 0).n ? zstr(rq, db_str(&r, 0)) :
                                            id_short(rq, id);
    db_done(&r);
    return name;
}

const char *place_name(struct rq *rq, struct id place)
{
    return thing_name(rq, kind_find(S("place")), place);
}

const char *rsp_name(struct rq *rq, struct id rsp)
{
    return thing_name(rq, kind_find(S("rsp")), rsp);
}

/* The page of a thing of livelihood; else its entry. */
static const char *live_room(const struct kind *k)
{
    static const char *const own[] = { "nrm", "enterprise", "sale_order",
                                       "school", "health_worker" };

    for (size_t i = 0; i < LEN(own); i++)
        if (is(k, own[i]))
            return own[i];
    return is(k, "joint_trade") ? "trade" : "entry";
}

const char *thing_path(struct rq *rq, const struct kind *k, struct id id)
{
    static const char *const own[] = {
        "place",      "body",     "person",    "household",   "meeting",
        "staff",      "unit",     "survey",    "decision",    "selection",
        "resolution", "election", "complaint", "socialaudit", "assessment",
        "award",      "house",    "insured",   "trainee",     "agreement",
        "loan",       "need",     "plan",      "training",    "crp",
        "awareness",  "advocacy", "ranking",   "portfolio",   "mip",
        "scheme",     "linkage",  "logframe"
    };
    struct buf b = buf_start(rq->arena);
    const char *room = "entry";

    for (size_t i = 0; k && i < LEN(own); i++)
        if (is(k, own[i]))
            room = own[i];
    if (k && !strcmp(k->group ? k->group : "", "live"))
        room = live_room(k);
    if (is(k, "linkage"))
        room = "linkage";
    if (is(k, "disaster"))
        room = "relief";
    if (is(k, "joint_committee"))
        room = "jdc";
    buf_fmt(&b, "/%s/", room);
    id_put(&b, id);
    return zstr(rq, buf_str(&b));
}

bool thing_read(struct rq *rq, const char *kind, struct str said,
                struct id *out)
{
    struct buf sql = buf_start(rq->arena);
    struct rows r;
    bool there;

    *out = ID_NONE;
    said = str_trim(said);
    if (!said.n)
        return true;
    if (!id_read(said, out))
        *out = id_named(str_of(kind), said);
    buf_fmt(&sql, "SELECT 1 FROM %s WHERE entry = $1", kind);
    r = db_text_rows(rq->db, buf_str(&sql));
    db_bind_id(&r, 1, *out);
    there = db_next(&r);
    db_done(&r);
    if (!there)
        *out = ID_NONE;
    return there;
}

int64_t thing_count(struct rq *rq, const struct kind *k, int64_t most)
{
    struct buf sql = buf_start(rq->arena);
    struct rows r;
    int64_t n;

    buf_fmt(&sql,
            "SELECT count(*) FROM (SELECT 1 FROM %s WHERE counts = 1 "
            "LIMIT %lld) AS few",
            k->name, (long long)most);
    r = db_text_rows(rq->db, buf_str(&sql));
    n = db_next(&r) ? db_int(&r, 0) : 0;
    db_done(&r);
    return n;
}

/* ---- finding ------------------------------------------------------------*/

static bool is_name(const struct kind *k, const struct field *f)
{
    const char *title = title_of(k);
    struct str name = str_of(f->name);

    return f->type == FIELD_TEXT && !(f->flags & FIELD_SEALED) &&
           ((k->code && !strcmp(f->name, k->code)) ||
            (k->title && str_same(name, str_of(k->title))) ||
            (str_starts(name, S("name")) && name.n <= 7) ||
            str_same(name, S("code")) ||
            (title && str_same(name, str_of(title))));
}

bool thing_where(struct buf *b, const struct kind *k)
{
    const char * or = "";
    bool named = false;

    for (int i = 0; i < k->fields; i++) {
        const struct field *f = &k->field[i];

        if (is_name(k, f)) {
            named = true;
            buf_fmt(b, "%slower(t.%s) LIKE $2 ESCAPE '!'", or, f->name);
            or = " OR ";
        }
        for (int c = 0; f->type == FIELD_ROWS && c < f->children; c++)
            if (f->child[c].type == FIELD_TEXT &&
                f->child[c].flags & FIELD_FIND) {
                buf_fmt(b,
                        "%st.entry IN (SELECT entry FROM %s_%s WHERE "
                        "lower(%s) = $1)",
                        or, k->name, f->name, f->child[c].name);
                or = " OR ";
            }
    }
    if (is(k, "place"))
        buf_z(b, " OR t.entry IN (SELECT place FROM alias WHERE lower(name) "
                 "LIKE $2 ESCAPE '!')");
    return named;
}

/* The place that tells two things of one name apart, as a column of `t`. */
static const char *hint_column(const struct kind *k)
{
    return is(k, "staff")                                       ? "t.unit" :
           is(k, "body") || is(k, "household") || is(k, "unit") ? "t.place" :
                                                                  "t.entry";
}

static struct str find_sql(struct rq *rq, const struct kind *k)
{
    struct buf b = buf_start(rq->arena);
    const char *title = title_of(k);
    bool place = is(k, "place");

    buf_fmt(&b, "SELECT t.entry, %s, ",
            k->code                  ? k->code :
            kind_field(k, S("code")) ? "t.code" :
                                       "''");
    title_select(&b, k, rq->lang);
    buf_fmt(&b, ", t.%s, %s, %s FROM %s t WHERE t.counts = 1 AND (", title,
            place ? "t.level" : "0", hint_column(k), k->name);
    if (!thing_where(&b, k))
        buf_z(&b, "$1 = $2");
    buf_char(&b, ')');
    if (kind_scoped(k))
        reach_kind(rq, k, &b, 5);
    buf_fmt(&b,
            " ORDER BY CASE WHEN lower(t.%s) = $1 THEN 0 WHEN "
            "lower(t.%s) LIKE $3 ESCAPE '!' THEN 1 ELSE 2 END, %s"
            "t.%s NULLS LAST, t.entry LIMIT $4",
            title, title, place ? "t.level, " : "", title);
    return buf_str(&b);
}

struct str thing_pattern(struct rq *rq, struct str s, const char *before,
                         const char *after)
{
    struct buf b = buf_start(rq->arena);

    buf_z(&b, before);
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];

        if (after[0] && (c == '%' || c == '_' || c == '!'))
            buf_char(&b, '!');
        buf_char(&b, c >= 'A' && c <= 'Z' ? (char)(c + 32) : c);
    }
    buf_z(&b, after);
    return buf_str(&b);
}

/* "Taluka, Sukkur, Sindh": what tells two places of one name apart. */
static void hint_above(struct rq *rq, struct buf *b, struct id place)
{
    struct rows r = db_rows(rq->db, SQL_WEB_PLACE_HINT);

    db_bind_id(&r, 1, place);
    db_bind_int(&r, 2, rq->today);
    while (db_next(&r)) {
        int col = db_str(&r, (int)rq->lang).n ? (int)rq->lang : 0;

        buf_z(b, lang_comma(rq->lang));
        buf_add(b, db_str(&r, col));
    }
}

static struct str hint_of(struct rq *rq, struct id place, int64_t level)
{
    struct buf b = buf_start(rq->arena);
    const struct field *f = kind_field(kind_find(S("place")), S("level"));

    buf_z(&b, word_of(rq, "choice", choice_name(f->of, (int)level)));
    hint_above(rq, &b, place);
    return buf_str(&b);
}

/* Where a body, household or unit lies; the unit somebody works in. */
static struct str hint_near(struct rq *rq, const struct kind *k, struct id near)
{
    struct buf b = buf_start(rq->arena);

    if (is(k, "staff")) {
        buf_z(&b, thing_name(rq, kind_find(S("unit")), near));
    } else if (!id_none(near) && strcmp(hint_column(k), "t.entry") != 0) {
        buf_z(&b, place_name(rq, near));
        hint_above(rq, &b, near);
    }
    return buf_str(&b);
}

/* ---- people -------------------------------------------------------------*/

struct str thing_beyond(struct rq *rq, struct str prefix)
{
    struct buf b = buf_start(rq->arena);

    buf_add(&b, prefix);
    utf8_put(&b, 0x10ffff);
    return buf_str(&b);
}

/* Persons whose folded name, in the script it was written in, or code begins
 * so. Names only of those the asker may read by name. */
static struct str people_sql(struct rq *rq, enum right right,
                             const char *column)
{
    static const struct reach_columns home = { "h.place", NULL, NULL };
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b,
            "SELECT t.entry, t.code, h.place, h.number FROM %s JOIN household "
            "h ON h.entry = t.household WHERE %s >= $1 AND %s < $2 AND "
            "t.counts = 1",
            column[0] == 's' ? "person_sealed s JOIN person t ON t.entry = "
                               "s.entry" :
                               "person t",
            column, column);
    reach_where(rq, right, &home, &b, 4);
    buf_fmt(&b, " ORDER BY %s, t.entry LIMIT $3", column);
    return buf_str(&b);
}

static size_t people_by(struct rq *rq, enum right right, const char *column,
                        struct str words, size_t most, struct found *out)
{
    struct rows r = db_text_rows(rq->db, people_sql(rq, right, column));
    struct id *id = arena_many(rq->arena, struct id, most + 1);
    const char **name = arena_many(rq->arena, const char *, most + 1);
    size_t n = 0;

    db_bind_text(&r, 1, words);
    db_bind_text(&r, 2, thing_beyond(rq, words));
    db_bind_int(&r, 3, (int64_t)most);
    reach_bind(rq, right, &r, 4);
    while (n < most && db_next(&r)) {
        struct buf hint = buf_start(rq->arena);

        id[n] = db_id(&r, 0);
        out[n].id = id[n];
        out[n].code = arena_str(rq->arena, db_str(&r, 1));
        buf_z(&hint, place_name(rq, db_id(&r, 2)));
        buf_z(&hint, lang_comma(rq->lang));
        buf_add(&hint, db_str(&r, 3));
        out[n++].hint = buf_str(&hint);
    }
    db_done(&r);
    thing_names(rq, kind_find(S("person")), id, n, name);
    for (size_t i = 0; i < n; i++)
        out[i].name = str_of(name[i]);
    return n;
}

static bool found_has(const struct found *f, size_t n, struct id id)
{
    for (size_t i = 0; i < n; i++)
        if (id_same(f[i].id, id))
            return true;
    return false;
}

/* By code, and by name in each of its scripts; nobody twice. */
static size_t people_find(struct rq *rq, struct str words, size_t most,
                          struct found *out)
{
    static const char *const script[] = { "s.name_folded", "s.name_ur_folded",
                                          "s.name_sd_folded" };
    struct str folded = utf8_fold(words, rq->arena);
    struct found *more = arena_many(rq->arena, struct found, most + 1);
    size_t n = people_by(rq, RIGHT_REGISTER, "t.code", words, most, out);

    if (!folded.n || !rq_may_in(rq, RIGHT_NAMES, NULL))
        return n;
    for (size_t i = 0; i < LEN(script) && n < most; i++) {
        size_t m = people_by(rq, RIGHT_NAMES, script[i], folded, most, more);

        for (size_t j = 0; j < m && n < most; j++)
            if (!found_has(out, n, more[j].id))
                out[n++] = more[j];
    }
    return n;
}

size_t thing_find(struct rq *rq, const struct kind *k, struct str words,
                  size_t most, struct found **out)
{
    struct rows r;
    size_t n = 0;

    *out = arena_many(rq->arena, struct found, most + 1);
    words = str_trim(words);
    if (!title_of(k) || !words.n)
        return 0;
    if (is(k, "person"))
        return people_find(rq, words, most, *out);
    r = db_text_rows(rq->db, find_sql(rq, k));
    db_bind_text(&r, 1, thing_pattern(rq, words, "", ""));
    db_bind_text(&r, 2, thing_pattern(rq, words, "%", "%"));
    db_bind_text(&r, 3, thing_pattern(rq, words, "", "%"));
    db_bind_int(&r, 4, (int64_t)most);
    if (kind_scoped(k))
        reach_bind(rq, kind_reads(k), &r, 5);
    while (n < most && db_next(&r)) {
        struct found *f = &(*out)[n++];

        f->id = db_id(&r, 0);
        f->code = arena_str(rq->arena, db_str(&r, 1));
        f->name = arena_str(rq->arena, db_str(&r, 2));
        f->hint = is(k, "place") ? hint_of(rq, f->id, db_int(&r, 4)) :
                                   hint_near(rq, k, db_id(&r, 5));
    }
    db_done(&r);
    return n;
}

/* ---- the page -----------------------------------------------------------*/

#define FOUND_MOST 20

static void found_json(struct rq *rq, const struct found *f, size_t n)
{
    rq->type = "application/json";
    buf_z(&rq->body, "{\"found\":[");
    for (size_t i = 0; i < n; i++) {
        buf_z(&rq->body, i ? ",{\"code\":" : "{\"code\":");
        buf_json(&rq->body, f[i].code);
        buf_z(&rq->body, ",\"hint\":");
        buf_json(&rq->body, f[i].hint);
        buf_z(&rq->body, ",\"id\":\"");
        id_put(&rq->body, f[i].id);
        buf_z(&rq->body, "\",\"name\":");
        buf_json(&rq->body, f[i].name);
        buf_char(&rq->body, '}');
    }
    buf_z(&rq->body, "]}\n");
}

/* Finds records of a kind by name, code or another spelling. Forms ask it
 * while somebody types; by itself it is a page to look something up. */
PAGE(find, GET, "/find/*", RIGHT_SEE)
{
    const struct kind *k = kind_find(rq->step[0]);
    struct str words = rq_arg(rq, "q");
    struct found *f;
    size_t n;

    if (!k || !k->title) {
        not_here(rq);
        return;
    }
    if (!rq_sees_kind(rq, k)) {
        refuse(rq, 403, "refuse.right");
        return;
    }
    n = thing_find(rq, k, words, FOUND_MOST, &f);
    if (rq->json) {
        found_json(rq, f, n);
        return;
    }
    frame_open(rq, kind_words(rq, k));
    html(rq,
         "<form class=\"filter\" role=\"search\"><label>%s<input "
         "type=\"search\" name=\"q\" value=\"%s\"></label><button>%s</button>"
         "</form><ul class=\"links\">",
         word(rq, "list.search"), zstr(rq, words), word(rq, "list.go"));
    for (size_t i = 0; i < n; i++)
        html(rq, "<li><a href=\"%s\">%s</a> <small>%s</small></li>",
             thing_path(rq, k, f[i].id), zstr(rq, f[i].name),
             zstr(rq, f[i].hint));
    html(rq, "</ul>");
    if (words.n && !n)
        html(rq, "<p>%s</p>", word(rq, "list.none"));
    frame_close(rq);
}
