/* search - one box over people, bodies, households and places, in any script.
 *
 * Of people those are found whose name, as it was typed or as it sounds, begins
 * with the words; a number of eight digits and more is also looked for among
 * CNICs and phones, which the keeper alone can do. Everything is within the
 * asker's reach, and people by name only for who may read names there. */
#include <string.h>

#include "core/name.h"
#include "search.sql.h"
#include "web/body/life.h"
#include "web/list/search.h"
#include "web/list/seek.h"
#include "web/register.h"

enum {
    WORDS_BYTES = 120,     /* of what was typed; the rest is not looked at */
    SHOWN = SEARCH_PEOPLE, /* of each kind */
    LIVE = 4,              /* of each kind while it is typed */
    WAYS = 9,
    WAY_MOST = 800,    /* rows of an index that are looked at */
    NEAR_MOST = 4000,  /* people within reach, the same */
    FORMER_MOST = 8000 /* corrections of bodies */
};

struct hits {
    const struct kind *kind;
    struct id id[SHOWN];
    size_t n;
    bool more;
};
struct search {
    struct str words;
    bool live;           /* asked while it is being typed */
    struct hits hits[4]; /* people, households, bodies, places */
    struct search_entry entry[SEARCH_ENTRIES];
    size_t entries;
};

/* ---- what was typed ------------------------------------------------------*/

/* Without what steers a text or its direction, and no longer than it may be. */
static struct str words_of(struct rq *rq, struct str said)
{
    struct buf b = buf_start(rq->arena);

    for (size_t at = 0; at < said.n && b.n < WORDS_BYTES;) {
        uint32_t point = utf8_next(said, &at);

        if (point == 0xfffd || (point >= 0x200b && point <= 0x200f) ||
            (point >= 0x202a && point <= 0x202e) ||
            (point >= 0x2066 && point <= 0x2069) || point == 0x61c)
            continue;
        utf8_put(&b, point < ' ' || point == 127 ? ' ' : point);
    }
    return str_trim(buf_str(&b));
}

/* ---- by words ------------------------------------------------------------*/

static void hit(struct hits *h, struct id id)
{
    for (size_t i = 0; i < h->n; i++)
        if (id_same(h->id[i], id))
            return;
    if (h->n == SHOWN)
        h->more = true;
    else
        h->id[h->n++] = id;
}

static void seek_hits(struct rq *rq, struct str words, struct hits *h)
{
    struct seek_page *page = arena_new(rq->arena, struct seek_page);
    struct seek s = { .kind = h->kind, .page = 1 };

    if (h->kind->title)
        s.sort = kind_field(h->kind, str_of(h->kind->title));
    seek_cond(&s, (struct cond){ .type = COND_WORDS,
                                 .a = { .type = BIND_TEXT, .text = words } });
    seek_run(rq, &s, page);
    for (size_t i = 0; i < page->n; i++)
        if (page->row[i].counts)
            hit(h, page->row[i].id);
    h->more |= page->next.n > 0;
}

/* ---- people --------------------------------------------------------------*/

/* One way to somebody: an index that is read from one text up to another, but
 * no further than WAY_MOST rows, then what of it lies within reach. */
struct way {
    const char *column; /* of person_sealed s, or of person p */
    enum right right;
    struct str from, beyond;
};

static struct str way_sql(struct rq *rq, const struct way *w)
{
    /* The place is looked at row by row, not searched through: whoever begins
     * so is few, the places within reach are many. */
    static const struct reach_columns home = { "coalesce(h.place, h.place)",
                                               NULL, NULL };
    bool plain = !strcmp(w->column, "code");
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b,
            "SELECT t.entry FROM (SELECT s.entry, s.%s AS along FROM %s s "
            "WHERE s.%s >= $1 AND s.%s < $2 ORDER BY s.%s, s.entry LIMIT $3) "
            "AS w CROSS JOIN person t CROSS JOIN household h WHERE t.entry = "
            "w.entry AND t.counts = 1 AND h.entry = t.household",
            w->column, plain ? "person" : "person_sealed", w->column, w->column,
            w->column);
    reach_where(rq, w->right, &home, &b, 5);
    buf_z(&b, " ORDER BY w.along, w.entry LIMIT $4");
    return buf_str(&b);
}

static void way_walk(struct rq *rq, const struct way *w, struct hits *h)
{
    struct rows r = db_text_rows(rq->db, way_sql(rq, w));

    db_bind_text(&r, 1, w->from);
    db_bind_text(&r, 2, w->beyond);
    db_bind_int(&r, 3, WAY_MOST);
    db_bind_int(&r, 4, SHOWN + 1);
    reach_bind(rq, w->right, &r, 5);
    while (db_next(&r))
        hit(h, db_id(&r, 0));
    db_done(&r);
}

/* A name many have, of whom only few lie within reach: the people within reach
 * one after the other, as far as NEAR_MOST. */
static void near_walk(struct rq *rq, const struct way *way, size_t ways,
                      struct hits *h)
{
    static const struct reach_columns home = { "h.place", NULL, NULL };
    struct buf b = buf_start(rq->arena);
    struct rows r;
    int next;

    buf_z(&b,
          "SELECT w.entry FROM (SELECT t.entry FROM household h JOIN person "
          "t ON t.household = h.entry AND t.counts = 1 WHERE 1 = 1");
    next = reach_where(rq, RIGHT_NAMES, &home, &b, 3);
    buf_z(&b, " LIMIT $1) AS w JOIN person_sealed s ON s.entry = w.entry WHERE "
              "(1 = 0");
    for (size_t i = 0; i < ways; i++)
        buf_fmt(&b, " OR (s.%s >= $%d AND s.%s < $%d)", way[i].column,
                next + 2 * (int)i, way[i].column, next + 2 * (int)i + 1);
    buf_z(&b, ") ORDER BY s.name_folded, w.entry LIMIT $2");
    r = db_text_rows(rq->db, buf_str(&b));
    db_bind_int(&r, 1, NEAR_MOST);
    db_bind_int(&r, 2, SHOWN + 1);
    reach_bind(rq, RIGHT_NAMES, &r, 3);
    for (size_t i = 0; i < ways; i++) {
        db_bind_text(&r, next + 2 * (int)i, way[i].from);
        db_bind_text(&r, next + 2 * (int)i + 1, way[i].beyond);
    }
    while (db_next(&r))
        hit(h, db_id(&r, 0));
    db_done(&r);
}

/* All that begin with these words as they sound: "znb" and "znb smr", but not
 * "znbt". */
static struct str sound_beyond(struct rq *rq, struct str skeleton)
{
    struct buf b = buf_start(rq->arena);

    buf_add(&b, skeleton);
    buf_char(&b, ' ' + 1);
    return buf_str(&b);
}

static size_t ways_of(struct rq *rq, struct str words, struct way out[WAYS])
{
    static const char *const written[] = { "name_folded", "name_ur_folded",
                                           "name_sd_folded" };
    static const char *const sound[] = { "name_skeleton", "name_ur_skeleton",
                                         "name_sd_skeleton" };
    struct str folded = utf8_fold(words, rq->arena), turn[NAME_TURNS];
    size_t turns = name_turns(name_skeleton(words, rq->arena), rq->arena, turn);
    size_t n = 0;

    for (size_t i = 0; folded.n && i < LEN(written); i++)
        out[n++] = (struct way){ written[i], RIGHT_NAMES, folded,
                                 thing_beyond(rq, folded) };
    for (size_t t = 0; t<turns; t += turns> 1 ? turns - 1 : 1)
        for (size_t i = 0; i < LEN(sound); i++)
            out[n++] = (struct way){ sound[i], RIGHT_NAMES, turn[t],
                                     sound_beyond(rq, turn[t]) };
    return n;
}

static void people_find(struct rq *rq, struct str words, struct hits *h)
{
    struct way way[WAYS];
    size_t n = ways_of(rq, words, way);

    way_walk(rq,
             &(struct way){ "code", RIGHT_REGISTER, words,
                            thing_beyond(rq, words) },
             h);
    if (!rq_may_in(rq, RIGHT_NAMES, NULL))
        return;
    for (size_t i = 0; i < n && !h->more; i++)
        way_walk(rq, &way[i], h);
    if (!h->n && n && !rq_may_in(rq, RIGHT_NAMES, &(struct scope){ 0 }))
        near_walk(rq, way, n, h);
}

size_t search_people(struct rq *rq, struct str words,
                     struct id out[SEARCH_PEOPLE])
{
    struct hits h = { .kind = kind_find(S("person")) };

    words = words_of(rq, words);
    if (words.n && rq_sees_kind(rq, h.kind))
        people_find(rq, words, &h);
    for (size_t i = 0; i < h.n; i++)
        out[i] = h.id[i];
    return h.n;
}

/* ---- bodies by a code that was corrected ---------------------------------*/

/* What an entry, or a fix, says the code is. */
static struct str code_said(struct rq *rq, struct id at)
{
    const struct json *j;
    struct seen seen;
    size_t from;

    if (!log_see(rq->db, at, rq->arena, &seen))
        return S("");
    j = json_read(seen.entry.body, rq->arena, &from);
    if (j && str_same(seen.entry.kind, S("fix")))
        j = json_member(j, "body");
    j = j ? json_member(j, "code") : NULL;
    return j && j->type == JSON_TEXT ? json_text(j, rq->arena) : S("");
}

/* Papers and cards still carry it. Only bodies that were ever corrected are
 * looked at, and only when nothing is called so today. */
static void former_find(struct rq *rq, struct str words, struct hits *h)
{
    struct rows r = db_rows(rq->db, SQL_WEB_FORMER);
    struct str said = utf8_fold(words, rq->arena);

    db_bind_int(&r, 1, FORMER_MOST);
    while (!h->more && db_next(&r)) {
        struct arena_mark m = arena_mark(rq->arena);
        struct id body = db_id(&r, 0);
        bool was = str_same(utf8_fold(code_said(rq, db_id(&r, 1)), rq->arena),
                            said);

        arena_back(rq->arena, m);
        if (was && rq_sees(rq, h->kind, body))
            hit(h, body);
    }
    db_done(&r);
}

/* ---- all of it -----------------------------------------------------------*/

static void words_find(struct rq *rq, struct search *s)
{
    static const char *const kind[] = { "person", "household", "body",
                                        "place" };

    for (size_t i = 0; i < LEN(kind); i++) {
        struct hits *h = &s->hits[i];

        h->kind = kind_find(str_of(kind[i]));
        if (!s->words.n || !rq_sees_kind(rq, h->kind))
            continue;
        if (i == 0)
            people_find(rq, s->words, h);
        else
            seek_hits(rq, s->words, h);
        if (!h->n && !strcmp(kind[i], "body"))
            former_find(rq, s->words, h);
    }
    s->entries = search_entries(rq, s->words, s->entry);
}

/* ---- what is shown -------------------------------------------------------*/

static struct id place_of(struct rq *rq, const struct kind *k, struct id id)
{
    return strcmp(k->name, "place") == 0 ? id : thing_scope(rq, k, id).place;
}

static void hits_draw(struct rq *rq, const struct search *s,
                      const struct hits *h)
{
    const char *name[SHOWN];

    if (!h->n)
        return;
    thing_names(rq, h->kind, h->id, h->n, name);
    html(rq, "<section class=\"card\"><h2>%s</h2><ul class=\"links\">",
         kind_words(rq, h->kind));
    for (size_t i = 0; i < h->n; i++) {
        struct id place = place_of(rq, h->kind, h->id[i]);

        html(rq, "<li><a href=\"%s\"><bdi>%s</bdi></a>",
             thing_path(rq, h->kind, h->id[i]), name[i]);
        if (!id_none(place)) {
            html(rq, " <small>");
            place_line(rq, place);
            html(rq, "</small>");
        }
        if (!strcmp(h->kind->name, "body")) /* an old code leads on */
            heirs_hint(rq, h->id[i]);
        html(rq, "</li>");
    }
    html(rq, "</ul>");
    if (h->more)
        html(rq, "<p class=\"tools\"><a href=\"/list/%s?q=%s\">%s</a></p>",
             h->kind->name, url_part(rq, s->words), word(rq, "search.more"));
    html(rq, "</section>");
}

/* What carries the number, and what it is. */
static void entries_draw(struct rq *rq, const struct search *s)
{
    if (!s->entries)
        return;
    html(rq, "<section class=\"card\"><h2>%s</h2><ul class=\"links\">",
         word(rq, "search.entries"));
    for (size_t i = 0; i < s->entries; i++) {
        const struct search_entry *e = &s->entry[i];

        html(rq, "<li><a href=\"%s\"><bdi>%s</bdi></a> <small>%s</small></li>",
             thing_path(rq, e->kind, e->id), thing_name(rq, e->kind, e->id),
             kind_word(rq, e->kind));
    }
    html(rq, "</ul></section>");
}

/* {"hint","id","kind","name","path","what"}: what a list under the box shows,
 * and where it leads. */
static void one_json(struct rq *rq, const struct kind *k, struct id id,
                     const char *name, struct id place)
{
    struct buf *b = &rq->body;

    if (!str_ends(buf_str(b), S("[")))
        buf_char(b, ',');
    buf_z(b, "{\"hint\":");
    buf_json(b, id_none(place) || id_same(place, id) ?
                    S("") :
                    str_of(place_name(rq, place)));
    buf_fmt(b, ",\"id\":\"%s\",\"kind\":\"%s\",\"name\":", id_text(rq, id),
            k->name);
    buf_json(b, str_of(name));
    buf_z(b, ",\"path\":");
    buf_json(b, str_of(thing_path(rq, k, id)));
    buf_z(b, ",\"what\":");
    buf_json(b, str_of(kind_word(rq, k)));
    buf_char(b, '}');
}

static void search_json(struct rq *rq, const struct search *s)
{
    size_t most = s->live ? LIVE : SHOWN;

    rq->type = "application/json";
    buf_z(&rq->body, "{\"found\":[");
    for (size_t k = 0; k < LEN(s->hits); k++) {
        const struct hits *h = &s->hits[k];
        const char *name[SHOWN];

        thing_names(rq, h->kind, h->id, h->n, name);
        for (size_t i = 0; i < h->n && i < most; i++)
            one_json(rq, h->kind, h->id[i], name[i],
                     place_of(rq, h->kind, h->id[i]));
    }
    for (size_t i = 0; i < s->entries && i < most; i++)
        one_json(rq, s->entry[i].kind, s->entry[i].id,
                 thing_name(rq, s->entry[i].kind, s->entry[i].id), ID_NONE);
    buf_z(&rq->body, "]}\n");
}

static void search_show(struct rq *rq, const struct search *s)
{
    bool any = false;

    if (rq->json) {
        search_json(rq, s);
        return;
    }
    frame_open(rq, word(rq, "search.title"));
    html(rq,
         "<p class=\"lead\">%s</p><form class=\"filter seeks\" role=\"search\" "
         "action=\"/find\"><label>%s<input type=\"search\" name=\"q\" "
         "value=\"%s\" maxlength=\"120\" dir=\"auto\"></label><button>%s"
         "</button></form><div class=\"cards\">",
         word(rq, "search.lead"), word(rq, "list.search"), zstr(rq, s->words),
         word(rq, "list.go"));
    for (size_t k = 0; k < LEN(s->hits); k++) {
        hits_draw(rq, s, &s->hits[k]);
        any |= s->hits[k].n > 0;
    }
    entries_draw(rq, s);
    any |= s->entries > 0;
    html(rq, "</div>");
    if (s->words.n && !any)
        html(rq, "<p>%s</p>", word(rq, "list.none"));
    frame_close(rq);
}

/* ---- by number -----------------------------------------------------------*/

static void number_told(struct rq *rq, void *memo, bool told, struct str reply)
{
    struct search *s = memo;
    struct id id[ASK_MARKED_MOST];
    size_t n = 0;

    if (told && !ask_marked_told_read(reply, rq->arena, id, &n))
        n = 0;
    words_find(rq, s);
    for (size_t i = 0; i < n; i++) {
        struct scope of = thing_scope(rq, s->hits[0].kind, id[i]);

        if (rq_sees(rq, s->hits[0].kind, id[i]) && !id_none(of.place) &&
            rq_may_in(rq, RIGHT_REVEAL, &of))
            hit(&s->hits[0], id[i]);
    }
    search_show(rq, s);
}

/* Finds people, households, bodies and places by what they are called, in
 * Latin, Urdu or Sindhi letters, or by a code or number; and any other entry by
 * its number, or the beginning of its id. A CNIC or a phone typed in full finds
 * whose it is, for who may read CNICs there. With ?live=1 a few of each, and no
 * CNIC is looked for: that is how the box is answered while one types. */
PAGE(search, GET, "/find", RIGHT_SEE)
{
    struct search *s = arena_new(rq->arena, struct search);

    s->words = words_of(rq, rq_arg(rq, "q"));
    s->live = rq->json && rq_arg(rq, "live").n > 0;
    if (!s->live && secret_digits(s->words, rq->arena).n >= MARKED_LEAST &&
        rq_may_in(rq, RIGHT_REVEAL, NULL)) {
        rq_ask(rq, ASK_KEEPER, ASK_MARKED,
               ask_marked(rq->arena, rq->who.login, s->words), number_told, s);
        return;
    }
    words_find(rq, s);
    search_show(rq, s);
}
