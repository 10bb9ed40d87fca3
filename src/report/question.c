/* question - what is asked of figures: its months, its words, its links. */
#include <string.h>

#include "report/inside.h"

static const char by_names[] = REPORT_BY;
static const char figures_names[] = REPORT_FIGURES;

/* The first month of the year that holds m and begins in month `begins`. */
static month year_start(month m, int begins)
{
    month in_year = ((m % 12) + 12) % 12;

    return m - (in_year - (begins - 1) + 12) % 12;
}

bool question_period(struct question *q, struct str said, int year_begins)
{
    month m = q->as_of, first, last;
    struct str rest = said, head;

    if (str_same(said, S("month"))) {
        q->from = m;
    } else if (str_same(said, S("quarter"))) {
        q->from = m - ((m % 3) + 3) % 3;
    } else if (str_same(said, S("fy"))) {
        q->from = year_start(m, 7);
    } else if (str_same(said, S("project"))) {
        if (year_begins < 0 || year_begins > 12)
            return false;
        q->from = year_start(m, year_begins ? year_begins : 7);
    } else {
        head = str_cut(&rest, '.');
        if (!rest.n || rest.p[0] != '.' || !month_read(head, &first) ||
            !month_read(str_from(rest, 1), &last) || last < first)
            return false;
        q->from = first;
        q->as_of = last;
    }
    return true;
}

static void text_word(struct buf *b, const char *name, struct str s)
{
    if (!s.n)
        return;
    buf_fmt(b, " %s=", name);
    buf_add(b, s);
}

static void id_word(struct buf *b, const char *name, struct id id)
{
    if (id_none(id))
        return;
    buf_fmt(b, " %s=", name);
    id_put(b, id);
}

day question_day(const struct question *q)
{
    return q->on ? q->on : month_end(q->as_of);
}

/* "November 2026", "15 November 2026". */
static void until_say(struct buf *b, const struct question *q)
{
    if (q->on)
        words_day(b, q->lang, q->on);
    else
        words_month(b, q->lang, q->as_of);
}

struct str question_until(const struct question *q, struct arena *a)
{
    struct buf b = buf_start(a);

    until_say(&b, q);
    return buf_str(&b);
}

struct str question_text(const struct question *q, struct arena *a)
{
    struct buf b = buf_start(a);

    buf_z(&b, "as_of=");
    month_put(&b, q->as_of);
    if (q->on) {
        buf_z(&b, " on=");
        day_put(&b, q->on);
    }
    if (q->from != MONTH_NONE) {
        buf_z(&b, " from=");
        month_put(&b, q->from);
    }
    if (q->by != BY_DEFAULT) {
        buf_z(&b, " by=");
        buf_add(&b, choice_name(by_names, q->by));
    }
    if (q->figures != FIGURES_ALL) {
        buf_z(&b, " figures=");
        buf_add(&b, choice_name(figures_names, q->figures));
    }
    if (q->groups)
        buf_z(&b, " groups=1");
    id_word(&b, "place", q->place);
    id_word(&b, "rsp", q->rsp);
    id_word(&b, "project", q->project);
    text_word(&b, "banding", q->banding);
    text_word(&b, "card", q->card);
    text_word(&b, "line", q->line);
    id_word(&b, "book", q->book);
    id_word(&b, "fund", q->fund);
    if (q->own)
        buf_z(&b, " own=1");
    text_word(&b, "head", q->head);
    id_word(&b, "party", q->party);
    if (q->sheet)
        buf_fmt(&b, " sheet=%d", q->sheet);
    if (q->lang != LANG_EN)
        buf_fmt(&b, " lang=%s", lang_name(q->lang));
    return buf_str(&b);
}

static bool word_read(struct question *q, struct str name, struct str value)
{
    int64_t n;

    if (str_same(name, S("as_of")))
        return month_read(value, &q->as_of);
    if (str_same(name, S("on")))
        return day_read(value, &q->on);
    if (str_same(name, S("from")))
        return month_read(value, &q->from);
    if (str_same(name, S("by")))
        return (q->by = choice_find(by_names, value)) >= 0;
    if (str_same(name, S("figures")))
        return (q->figures = choice_find(figures_names, value)) >= 0;
    if (str_same(name, S("groups")))
        return (q->groups = str_same(value, S("1")));
    if (str_same(name, S("place")))
        return id_read(value, &q->place);
    if (str_same(name, S("rsp")))
        return id_read(value, &q->rsp);
    if (str_same(name, S("project")))
        return id_read(value, &q->project);
    if (str_same(name, S("lang")))
        return lang_read(value, &q->lang);
    if (str_same(name, S("banding")))
        return (q->banding = value).n > 0;
    if (str_same(name, S("card")))
        return (q->card = value).n > 0;
    if (str_same(name, S("line")))
        return (q->line = value).n > 0;
    if (str_same(name, S("book")))
        return id_read(value, &q->book);
    if (str_same(name, S("fund")))
        return id_read(value, &q->fund);
    if (str_same(name, S("own")))
        return (q->own = str_same(value, S("1")));
    if (str_same(name, S("head")))
        return (q->head = value).n > 0;
    if (str_same(name, S("party")))
        return id_read(value, &q->party);
    if (!str_same(name, S("sheet")) || !int_read(value, &n) || n < 0 ||
        n > REPORT_SHEETS)
        return false;
    q->sheet = (int)n;
    return true;
}

bool question_read(struct str text, struct question *q)
{
    struct question read = { .as_of = MONTH_NONE, .from = MONTH_NONE };
    struct str rest = text;

    while (rest.n) {
        struct str value = str_cut(&rest, ' '), name;

        if (!value.n)
            continue;
        name = str_cut(&value, '=');
        if (!word_read(&read, name, value))
            return false;
    }
    if (read.as_of == MONTH_NONE)
        return false;
    *q = read;
    return true;
}

/* ---- small helps --------------------------------------------------------*/

struct str month_said(struct arena *a, month m)
{
    struct buf b = buf_start(a);

    month_put(&b, m);
    return buf_str(&b);
}

struct str words_join(struct arena *a, struct str one, struct str two)
{
    struct buf b = buf_start(a);

    buf_add(&b, one);
    if (one.n && two.n)
        buf_char(&b, ' ');
    buf_add(&b, two);
    return buf_str(&b);
}

struct str postings_link(struct arena *a, const struct question *q,
                         const char *indicator, struct id place, struct id rsp,
                         month as_of, bool unplaced)
{
    struct buf b = buf_start(a);

    buf_fmt(&b, "/postings?indicator=%s", indicator);
    if (!id_none(place)) {
        buf_z(&b, "&place=");
        id_put(&b, place);
    }
    if (!id_none(rsp)) {
        buf_z(&b, "&rsp=");
        id_put(&b, rsp);
    }
    if (!id_none(q->project)) {
        buf_z(&b, "&project=");
        id_put(&b, q->project);
    }
    buf_z(&b, "&as_of=");
    month_put(&b, as_of);
    if (unplaced)
        buf_z(&b, "&unplaced=1");
    if (measure_also(q, str_of(indicator)).n)
        buf_z(&b, "&groups=1");
    if (q->figures == FIGURES_CHECKED)
        buf_z(&b, "&figures=checked");
    return buf_str(&b);
}

struct str question_caption(struct db *db, const struct question *q,
                            struct arena *a)
{
    struct buf b = buf_start(a);
    struct reference ref;
    struct str name;

    if (q->from != MONTH_NONE) {
        words_month(&b, q->lang, q->from);
        buf_z(&b, " – ");
        until_say(&b, q);
    } else {
        buf_add(&b, say(q->lang, "report.as_of"));
        buf_char(&b, ' ');
        until_say(&b, q);
    }
    if (!id_none(q->place)) {
        place_level(db, q->place, a, q->lang, &name);
        buf_z(&b, " | ");
        buf_add(&b, name);
    }
    if (!id_none(q->rsp)) {
        const struct runner *r;

        ref = reference_read(db, a, q->lang);
        r = runner_find(&ref, q->rsp);
        buf_z(&b, " | ");
        buf_add(&b, r ? r->code : S("?"));
    }
    if (q->figures == FIGURES_CHECKED) {
        buf_z(&b, " | ");
        buf_add(&b, say(q->lang, "report.checked"));
    }
    if (q->groups) {
        buf_z(&b, " | ");
        buf_add(&b, say(q->lang, "report.groups"));
    }
    return buf_str(&b);
}

bool question_good(struct db *db, const struct question *q, struct arena *a,
                   struct findings *f)
{
    struct reference ref;
    struct str name;
    size_t before = f->n;

    if (q->as_of == MONTH_NONE)
        tell(f, STOP, "report.no_month", "as_of");
    if (q->from != MONTH_NONE && q->from > q->as_of)
        tell(f, STOP, "report.period_backwards", "period");
    if (!id_none(q->place) && place_level(db, q->place, a, q->lang, &name) < 0)
        tell(f, STOP, "report.no_place", "place");
    if (!id_none(q->rsp)) {
        ref = reference_read(db, a, q->lang);
        if (!runner_find(&ref, q->rsp))
            tell(f, STOP, "report.no_rsp", "rsp");
    }
    return f->n == before;
}
