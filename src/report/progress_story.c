/* progress_story - the month told in sentences, each made of its numbers. */
#include <stdlib.h>

#include "progress.sql.h"
#include "report/progress.h"

enum { S_ABOUT, S_TEXT, S_COLS };
enum { NAMES_MOST = 8, BEST_MOST = 3, BEHIND_PCT = 75 };
static const struct column story_column[S_COLS] = {
    { "about", "report.indicator", NULL, COLUMN_TEXT, 0 },
    { "text", "progress.told", NULL, COLUMN_TEXT, 0 },
};

struct teller {
    struct progress *p;
    struct sheet *out;
    struct buf text; /* of the row that is being told */
};

/* A sentence with what stands for {1} to {9} in it. */
static void told(struct teller *t, const char *word, const struct str *of,
                 size_t n)
{
    struct str s = say(t->p->q->lang, word);

    if (t->text.n)
        buf_char(&t->text, ' ');
    for (size_t i = 0; i < s.n; i++) {
        size_t at = i + 2 < s.n && s.p[i] == '{' && s.p[i + 2] == '}' &&
                            s.p[i + 1] >= '1' && s.p[i + 1] <= '9' ?
                        (size_t)(s.p[i + 1] - '0') :
                        0;

        if (at && at <= n) {
            buf_add(&t->text, of[at - 1]);
            i += 2;
        } else {
            buf_char(&t->text, s.p[i]);
        }
    }
}

static void row_end(struct teller *t, struct str about)
{
    struct sheet_row *row;

    if (!t->text.n)
        return;
    row = sheet_add(t->out, ROW_PLAIN);
    cell_text(row, S_ABOUT, about);
    cell_text(row, S_TEXT, buf_str(&t->text));
    t->text = buf_start(t->p->a);
}

static struct str number_said(struct teller *t, const struct measure *m,
                              int64_t v)
{
    struct buf b = buf_start(t->p->a);
    int scale = progress_shown(m, &v);

    number_full(&b, v, scale, t->p->q->lakh);
    return buf_str(&b);
}

static struct str percent_said(struct teller *t, int64_t part, int64_t of)
{
    struct buf b = buf_start(t->p->a);
    bool said;
    int64_t pct = ratio_percent(part, of, &said);

    number_full(&b, (pct + (pct < 0 ? -5 : 5)) / 10, 1, false);
    buf_char(&b, '%');
    return buf_str(&b);
}

static struct str count_said(struct teller *t, size_t n)
{
    struct buf b = buf_start(t->p->a);

    number_full(&b, (int64_t)n, 0, t->p->q->lakh);
    return buf_str(&b);
}

/* "Sukkur, Khairpur"; after some names how many more there are. */
static void name_add(struct teller *t, struct buf *b, size_t at,
                     struct str name)
{
    if (at >= NAMES_MOST)
        return;
    if (at)
        buf_add(b, say(t->p->q->lang, "progress.comma"));
    buf_add(b, name);
}

static void names_end(struct buf *b, size_t n)
{
    if (n > NAMES_MOST)
        buf_fmt(b, " (+%d)", (int)(n - NAMES_MOST));
}

/* ---- headings -----------------------------------------------------------*/

static int64_t added(const struct progress_line *l)
{
    return l->at[PROGRESS_NOW] - l->at[PROGRESS_BEFORE];
}

static int64_t since_july(const struct progress_line *l)
{
    return l->at[PROGRESS_NOW] - l->at[PROGRESS_JUNE];
}

/* Of the whole: "(of whom 4 women, 3 men)". */
static void parts_told(struct teller *t, const struct progress_line *whole)
{
    struct buf b = buf_start(t->p->a);
    const struct progress_line *l = whole;
    size_t n = 0;
    struct str list;

    while (l > t->p->line && l[-1].of == whole->of)
        l--;
    for (; l < whole; l++)
        if (l->said && added(l)) {
            if (n++)
                buf_add(&b, say(t->p->q->lang, "progress.comma"));
            buf_add(&b, say(t->p->q->lang, l->who));
            buf_char(&b, ' ');
            buf_add(&b, number_said(t, l->measure, added(l)));
        }
    list = buf_str(&b);
    if (n)
        told(t, "progress.told.parts", &list, 1);
}

static void aim_told(struct teller *t, const struct progress_line *l)
{
    int64_t done = l->aim.done > 0 ? l->aim.done : 0; /* none, if lost */
    struct str of[] = { number_said(t, l->measure, l->aim.in_year),
                        percent_said(t, done, l->aim.in_year),
                        number_said(t, l->measure, l->aim.to_date),
                        percent_said(t, done, l->aim.to_date) };
    struct str own = number_said(t, l->measure, l->aim.done);

    if (!l->aim.in_year)
        return;
    if (l->aim.done != since_july(l))
        told(t, "progress.told.where", &own, 1);
    told(t, "progress.told.target", of, LEN(of));
    if (l->aim.monthly && l->aim.to_date)
        told(t, "progress.told.to_date", of, LEN(of));
}

static bool is_whole(const struct progress_line *l)
{
    return l->whole || !*l->of->parts;
}

static void heading_told(struct teller *t, const struct progress_line *l)
{
    int64_t now = added(l);
    struct str of[] = { number_said(t, l->measure, now < 0 ? -now : now),
                        number_said(t, l->measure, since_july(l)),
                        number_said(t, l->measure, l->at[PROGRESS_NOW]) };

    if (now == 0 && !l->aimed)
        return;
    told(t,
         now > 0 ? "progress.told.more" :
         now < 0 ? "progress.told.fewer" :
                   "progress.told.none",
         of, LEN(of));
    if (now && l->whole)
        parts_told(t, l);
    if (l->aimed)
        aim_told(t, l);
    row_end(t, say(t->p->q->lang, l->of->word));
}

/* Headings with a plan of which less than three quarters is done, and those
 * without anything new. */
static void behind_told(struct teller *t)
{
    struct buf behind = buf_start(t->p->a), still = buf_start(t->p->a);
    size_t late = 0, same = 0;

    for (size_t i = 0; i < t->p->lines; i++) {
        const struct progress_line *l = &t->p->line[i];
        struct str word = say(t->p->q->lang, l->of->word);

        if (!is_whole(l))
            continue;
        if (l->aimed && l->aim.monthly && l->aim.to_date > 0 &&
            l->aim.done * 100 < l->aim.to_date * BEHIND_PCT)
            name_add(t, &behind, late++, word);
        if (l->said && !added(l))
            name_add(t, &still, same++, word);
    }
    names_end(&behind, late);
    names_end(&still, same);
    if (late) {
        struct str of = buf_str(&behind);

        told(t, "progress.told.behind", &of, 1);
        row_end(t, say(t->p->q->lang, "progress.about.plan"));
    }
    if (same) {
        struct str of = buf_str(&still);

        told(t, "progress.told.still", &of, 1);
        row_end(t, say(t->p->q->lang, "progress.about.still"));
    }
}

/* ---- places and reporters -----------------------------------------------*/

/* The most households first; of equals the one that comes first in the list. */
static int place_order(const void *a, const void *b)
{
    const struct progress_place *const *x = a, *const *y = b;

    if ((*x)->households != (*y)->households)
        return (*x)->households > (*y)->households ? -1 : 1;
    return *x < *y ? -1 : *x > *y;
}

static void best_told(struct teller *t, const struct story *s)
{
    const struct progress_place **at =
        arena_many(t->p->a, const struct progress_place *, s->places + 1);
    const struct measure *hh = measure_find(&t->p->ref, S("hh"));
    struct buf b = buf_start(t->p->a);
    size_t n = 0;

    for (size_t i = 0; i < s->places; i++)
        at[i] = &s->place[i];
    if (s->places)
        qsort(at, s->places, sizeof *at, place_order);
    for (; hh && n < BEST_MOST && n < s->places && at[n]->households > 0; n++) {
        name_add(t, &b, n, at[n]->name);
        buf_char(&b, ' ');
        buf_add(&b, number_said(t, hh, at[n]->households));
    }
    if (n) {
        struct str of = buf_str(&b);

        told(t, "progress.told.best", &of, 1);
    }
}

static void places_told(struct teller *t)
{
    const struct story *s = t->p->story;
    struct buf b = buf_start(t->p->a);
    size_t n = 0;

    best_told(t, s);
    for (size_t i = 0; i < s->places; i++)
        if (!s->place[i].moved)
            name_add(t, &b, n++, s->place[i].name);
    names_end(&b, n);
    if (n) {
        struct str of[] = { count_said(t, n), count_said(t, s->places),
                            buf_str(&b) };

        told(t, "progress.told.quiet", of, LEN(of));
    }
    row_end(t, say(t->p->q->lang, "progress.about.places"));
}

static void reporters_told(struct teller *t)
{
    const struct story *s = t->p->story;
    struct buf b = buf_start(t->p->a);
    size_t n = 0;

    for (size_t i = 0; i < s->lates; i++)
        if (s->late[i].late)
            name_add(t, &b, n++, s->late[i].name);
    names_end(&b, n);
    if (s->lates) {
        struct str of[] = { count_said(t, n), count_said(t, s->lates),
                            buf_str(&b) };

        told(t, n ? "progress.told.late" : "progress.told.all_reported", of,
             LEN(of));
    }
    row_end(t, say(t->p->q->lang, "progress.about.reporters"));
}

/* ---- what offices said themselves ----------------------------------------*/

static void words_told(struct teller *t)
{
    static const char *const about[] = { "field.achieved", "field.hard",
                                         "field.learnt", "field.ahead" };
    struct progress *p = t->p;
    struct rows r = db_rows(p->db, SQL_PROGRESS_WORDS);

    db_bind_int(&r, 1, p->q->as_of);
    db_bind_int(&r, 2, month_end(p->q->as_of));
    progress_scope(p, &r);
    if (id_none(p->q->project))
        db_bind_null(&r, 5);
    else
        db_bind_id(&r, 5, p->q->project);
    while (db_next(&r)) {
        struct str who = words_join(p->a, db_str(&r, 3),
                                    name_in(&r, 0, p->q->lang, p->a));
        struct sheet_row *row = sheet_add(t->out, ROW_HEADING);

        cell_text(row, S_ABOUT, who);
        for (int i = 0; i < (int)LEN(about); i++) {
            buf_add(&t->text, db_str(&r, 4 + i));
            row_end(t, say(p->q->lang, about[i]));
        }
    }
}

void progress_story(struct progress *p, struct sheet *out)
{
    struct teller t = { .p = p, .out = out, .text = buf_start(p->a) };

    *out = sheet_start(p->a, story_column, S_COLS);
    out->title = say(p->q->lang, "progress.story");
    out->subtitle = question_caption(p->db, p->q, p->a);
    for (size_t i = 0; i < p->lines; i++)
        if (p->line[i].said || p->line[i].aimed)
            if (is_whole(&p->line[i]))
                heading_told(&t, &p->line[i]);
    behind_told(&t);
    places_told(&t);
    reporters_told(&t);
    words_told(&t);
}
