/* start - the first hour of a site: what is done, what comes next.
 *
 * Nothing of it is kept: a step is done when there is what it makes. */
#include <string.h>

#include "start.sql.h"
#include "web/register.h"
#include "web/start.h"

/* What a step makes, and where that is done. Who may not do it is told whom to
 * ask. */
static const struct step {
    const char *key;  /* words: start.KEY and start.KEY.how */
    const char *kind; /* it is done when there is one of these */
    const char *path; /* where it is done; NULL: the form of the kind */
} step[] = {
    { "unit", "unit", NULL },
    { "people", "access", "/users" },
    { "staff", "staff", NULL },
    { "place", "place", "/list/place" },
    { "household", "household", NULL },
    { "body", "body", NULL },
    { "member", "member", "/list/body" },
    { "meeting", "meeting", "/list/body" },
    { "cutover", "cutover", "/cutover" },
};
enum { FIRST_DAYS = LEN(step) - 1 }; /* what comes later asks nobody to hurry */

static const char *words_of(struct rq *rq, const struct step *s,
                            const char *more)
{
    struct buf key = buf_start(rq->arena);

    buf_fmt(&key, "start.%s%s", s->key, more);
    return word(rq, zstr(rq, buf_str(&key)));
}

static bool may(struct rq *rq, const struct step *s)
{
    return rq_writes(rq, kind_find(str_of(s->kind)));
}

static void step_link(struct rq *rq, const struct step *s, bool next)
{
    struct buf to = buf_start(rq->arena);

    if (!may(rq, s)) {
        html(rq, "<p class=\"note\">%s</p>", word(rq, "start.ask"));
        return;
    }
    if (s->path)
        buf_z(&to, s->path);
    else
        buf_fmt(&to, "/new/%s", s->kind);
    html(rq,
         next ? "<p class=\"tools\"><a class=\"button main\" href=\"%s\">%s</a>"
                "</p>" :
                "<p class=\"tools\"><a class=\"button\" href=\"%s\">%s</a></p>",
         zstr(rq, buf_str(&to)), words_of(rq, s, ""));
}

static void step_draw(struct rq *rq, const struct step *s, bool done, bool next)
{
    html(rq, done ? "<li class=\"card done\">" :
             next ? "<li class=\"card next\" aria-current=\"step\">" :
                    "<li class=\"card\">");
    html(rq, "<h2>%s</h2><p>%s</p>", words_of(rq, s, ""),
         words_of(rq, s, ".how"));
    if (done)
        html(rq, "<p><span class=\"chip good\">✓ %s</span></p>",
             word(rq, "start.done"));
    else
        step_link(rq, s, next);
    html(rq, "</li>");
}

/* Every site comes with districts; a village is somebody's own. */
static bool villages(struct rq *rq)
{
    struct rows r = db_rows(rq->db, SQL_WEB_VILLAGE);
    bool any = db_next(&r);

    db_done(&r);
    return any;
}

static bool is_done(struct rq *rq, const struct step *s)
{
    return strcmp(s->kind, "place") ?
               thing_count(rq, kind_find(str_of(s->kind)), 1) > 0 :
               villages(rq);
}

/* Which are done; returns the first that is not. */
static size_t steps_look(struct rq *rq, bool done[LEN(step)])
{
    size_t next = LEN(step);

    for (size_t i = LEN(step); i-- > 0;) {
        done[i] = is_done(rq, &step[i]);
        if (!done[i])
            next = i;
    }
    return next;
}

void start_card(struct rq *rq)
{
    bool done[LEN(step)];

    if (is_done(rq, &step[FIRST_DAYS - 1]) ||
        steps_look(rq, done) >= FIRST_DAYS)
        return;
    html(rq,
         "<section class=\"card\"><h2>%s</h2><p>%s</p><p class=\"tools\"><a "
         "class=\"button main\" href=\"/start\">%s</a></p></section>",
         word(rq, "start.title"), word(rq, "start.lead"), word(rq, "start.go"));
}

static void start_json(struct rq *rq, const bool done[LEN(step)], size_t next)
{
    struct keys k = keys_open(rq);

    rq->type = "application/json";
    key_list(&k, "steps");
    for (size_t i = 0; i < LEN(step); i++) {
        struct keys one = key_item(rq, i);

        key_int(&one, "done", done[i]);
        key_text(&one, "kind", str_of(step[i].kind));
        key_int(&one, "next", i == next);
        keys_close(&one);
    }
    key_list_end(&k);
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

/* The first hour of a new site: the office, its people, its places, the first
 * household, the first organisation and its first meeting; then from which month
 * its registers count. Shows what is done and what comes next; an office's own
 * lists may be imported instead. */
PAGE(start, GET, "/start", RIGHT_SEE)
{
    bool done[LEN(step)];
    size_t next = steps_look(rq, done);

    if (rq->json) {
        start_json(rq, done, next);
        return;
    }
    frame_open(rq, word(rq, "start.title"));
    html(rq, "<p class=\"lead\">%s</p>",
         word(rq, next == LEN(step) ? "start.all_done" : "start.lead"));
    if (rq_may(rq, RIGHT_IMPORT))
        html(rq, "<p class=\"note\">%s <a href=\"/import\">%s</a></p>",
             word(rq, "start.lists"), word(rq, "nav.import"));
    html(rq, "<ol class=\"cards steps\">");
    for (size_t i = 0; i < LEN(step); i++)
        step_draw(rq, &step[i], done[i], i == next);
    html(rq,
         "</ol><p class=\"tools\"><a class=\"button\" href=\"/guide.pdf\">%s"
         "</a> <a class=\"button\" href=\"/glossary\">%s</a></p>",
         word(rq, "guide.title"), word(rq, "glossary.title"));
    frame_close(rq);
}
