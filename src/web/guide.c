/* guide - two pages for a social organiser, to print and to carry. */
#include "web/paper.h"

/* Parts of it: words guide.PART, and its steps guide.PART.1, .2 and on. */
static const struct part {
    const char *name;
    int steps;
    bool page; /* it begins the second page */
} part[] = {
    { "day", 4, false },   { "co", 4, false },    { "meeting", 5, false },
    { "money", 4, false }, { "survey", 4, true }, { "trust", 4, false },
    { "wrong", 4, false }, { "phone", 4, false },
};

static struct str said(struct rq *rq, enum lang lang, const char *name, int n)
{
    struct buf key = buf_start(rq->arena);

    buf_fmt(&key, "guide.%s", name);
    if (n)
        buf_fmt(&key, ".%d", n);
    return say(lang, arena_z(rq->arena, buf_str(&key)));
}

static void part_put(struct rq *rq, struct paper *p, const struct part *one)
{
    const struct paper_column column[] = {
        { S(""), S(""), 5, ALIGN_CENTRE },
        { said(rq, p->lang, one->name, 0), S(""), 95, ALIGN_START },
    };

    if (one->page)
        paper_break(p);
    paper_together(p);
    paper_gap(p, 3);
    paper_table(p, column, LEN(column), 0, 105);
    for (int i = 1; i <= one->steps; i++) {
        struct buf n = buf_start(rq->arena);
        struct str cell[2];

        buf_int(&n, i);
        cell[0] = buf_str(&n);
        cell[1] = said(rq, p->lang, one->name, i);
        paper_row(p, ROW_PLAIN, cell);
    }
    paper_table_end(p);
    paper_apart(p);
}

/* The quick guide of a social organiser, two pages: her day, the first CO, a
 * meeting, the money, the survey, what is in confidence, and what to do when
 * something is wrong. In three languages. */
PAGE(guide, GET, "/guide.pdf", RIGHT_NONE)
{
    enum lang lang = rq_paper_lang(rq);
    struct paper_plan plan = { .size = PAPER_A4,
                               .title = say(lang, "guide.title"),
                               .foot = say(lang, "guide.foot"),
                               .on = rq->today };
    struct paper p = paper_start(rq->arena, lang, &plan);
    struct str home = paper_address(rq, "/", S(""));

    paper_title(&p, say(lang, "guide.title"));
    if (home.n)
        paper_qr(&p, home, home);
    paper_text(&p, say(lang, "guide.lead"));
    for (size_t i = 0; i < LEN(part); i++)
        part_put(rq, &p, &part[i]);
    rq_paper(rq, "guide.pdf", &p);
}
