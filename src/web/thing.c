/* thing - what people call a place, a programme, a project; and finding it
 * by what they type.
 *
 * Statements are composed here from constant field tables only; what people
 * type is bound. */
#include <string.h>

#include "sql.h"
#include "web/web.h"

/* ---- names --------------------------------------------------------------*/

/* Programmes are known by their letters, everything else by its title. */
static const char *title_of(const struct kind *k)
{
    return k->code && !strcmp(k->name, "rsp") ? k->code : k->title;
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

const char *thing_name(struct rq *rq, const struct kind *k, struct id id)
{
    struct buf sql = buf_start(rq->arena);
    const char *name;
    struct rows r;

    if (id_none(id))
        return "";
    if (!k || !k->title)
        return id_short(rq, id);
    buf_z(&sql, "SELECT ");
    title_select(&sql, k, rq->lang);
    buf_fmt(&sql, " FROM %s t WHERE t.entry = $1", k->name);
    r = db_text_rows(rq->db, buf_str(&sql));
    db_bind_id(&r, 1, id);
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

const char *thing_path(struct rq *rq, const struct kind *k, struct id id)
{
    struct buf b = buf_start(rq->arena);

    buf_z(&b, k && !strcmp(k->name, "place") ? "/place/" : "/entry/");
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
    struct str name = str_of(f->name), title = str_of(title_of(k));

    return f->type == FIELD_TEXT &&
           ((k->code && !strcmp(f->name, k->code)) ||
            (k->title && str_same(name, str_of(k->title))) ||
            (str_starts(name, S("name")) && name.n <= 7) ||
            str_same(name, title));
}

bool thing_where(struct buf *b, const struct kind *k)
{
    const char * or = "";

    for (int i = 0; i < k->fields; i++) {
        const struct field *f = &k->field[i];

        if (is_name(k, f)) {
            buf_fmt(b, "%slower(t.%s) LIKE $2 ESCAPE '!'", or, f->name);
            or = " OR ";
        }
        for (int c = 0; f->type == FIELD_ROWS && c < f->children; c++)
            if (f->child[c].type == FIELD_TEXT &&
                f->child[c].flags & FIELD_FIND)
                buf_fmt(b,
                        "%st.entry IN (SELECT entry FROM %s_%s WHERE "
                        "lower(%s) = $1)",
                        or, k->name, f->name, f->child[c].name);
    }
    if (!strcmp(k->name, "place"))
        buf_z(b, " OR t.entry IN (SELECT place FROM alias WHERE lower(name) "
                 "LIKE $2 ESCAPE '!')");
    return or [0] != 0;
}

static struct str find_sql(struct rq *rq, const struct kind *k)
{
    struct buf b = buf_start(rq->arena);
    bool place = !strcmp(k->name, "place");

    buf_fmt(&b, "SELECT t.entry, %s%s, ", k->code ? "t." : "",
            k->code ? k->code : "''");
    title_select(&b, k, rq->lang);
    buf_fmt(&b, ", t.%s, %s FROM %s t WHERE t.counts = 1 AND (", k->title,
            place ? "t.level" : "0", k->name);
    if (!thing_where(&b, k))
        buf_z(&b, "$1 = $2");
    buf_fmt(&b,
            ") ORDER BY CASE WHEN lower(t.%s) = $1 THEN 0 WHEN "
            "lower(t.%s) LIKE $3 ESCAPE '!' THEN 1 ELSE 2 END, %s"
            "t.%s NULLS LAST, t.entry LIMIT $4",
            k->title, k->title, place ? "t.level, " : "", k->title);
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
static struct str hint_of(struct rq *rq, struct id place, int64_t level)
{
    struct buf b = buf_start(rq->arena);
    const struct field *f = kind_field(kind_find(S("place")), S("level"));
    struct rows r = db_rows(rq->db, SQL_WEB_PLACE_HINT);

    buf_z(&b, word_of(rq, "choice", choice_name(f->of, (int)level)));
    db_bind_id(&r, 1, place);
    db_bind_int(&r, 2, rq->today);
    while (db_next(&r)) {
        int col = db_str(&r, (int)rq->lang).n ? (int)rq->lang : 0;

        buf_z(&b, rq->lang == LANG_EN ? ", " : "، ");
        buf_add(&b, db_str(&r, col));
    }
    return buf_str(&b);
}

size_t thing_find(struct rq *rq, const struct kind *k, struct str words,
                  size_t most, struct found **out)
{
    struct rows r;
    size_t n = 0;

    *out = arena_many(rq->arena, struct found, most + 1);
    words = str_trim(words);
    if (!k->title || !words.n)
        return 0;
    r = db_text_rows(rq->db, find_sql(rq, k));
    db_bind_text(&r, 1, thing_pattern(rq, words, "", ""));
    db_bind_text(&r, 2, thing_pattern(rq, words, "%", "%"));
    db_bind_text(&r, 3, thing_pattern(rq, words, "", "%"));
    db_bind_int(&r, 4, (int64_t)most);
    while (n < most && db_next(&r)) {
        struct found *f = &(*out)[n++];

        f->id = db_id(&r, 0);
        f->code = arena_str(rq->arena, db_str(&r, 1));
        f->name = arena_str(rq->arena, db_str(&r, 2));
        if (!strcmp(k->name, "place"))
            f->hint = hint_of(rq, f->id, db_int(&r, 4));
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
