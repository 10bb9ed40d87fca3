/* progress - the pages of plans and of what became of them: the month's report,
 * the year's plan, the frames of projects, the goals. */
#include "web/web.h"

static void page_of(struct rq *rq, const char *name, report_more *more)
{
    const struct report *r = report_find(str_of(name));

    if (r)
        report_show(rq, r, more);
    else
        not_here(rq);
}

/* The way to write one more, for who may. */
static void write_link(struct rq *rq, const char *kind, const char *key)
{
    if (rq_writes(rq, kind_find(str_of(kind))))
        html(rq, "<a class=\"button\" href=\"/new/%s\">%s</a>", kind,
             word(rq, key));
}

/* ---- the month ----------------------------------------------------------*/

static void month_more(struct rq *rq, const struct question *q)
{
    if (!rq_writes(rq, kind_find(S("narrative"))))
        return;
    html(rq,
         "<p class=\"tools\"><a class=\"button\" "
         "href=\"/new/narrative?of_month=%s",
         month_iso(rq, q->as_of));
    if (!id_none(q->place))
        html(rq, "&amp;place=%s", id_text(rq, q->place));
    if (!id_none(q->rsp))
        html(rq, "&amp;rsp=%s", id_text(rq, q->rsp));
    html(rq, "\">%s</a></p>", word(rq, "progress.write"));
}

/* The monthly progress report: this month, this year and all of it against the
 * plan, by women and men, place and RSP, told in sentences; who has not
 * reported; and what offices said of it. */
PAGE(progress, GET, "/progress", RIGHT_REGISTER)
{
    page_of(rq, "progress", month_more);
}

/* ---- plans, frames, goals -----------------------------------------------*/

static void plans_more(struct rq *rq, const struct question *q)
{
    (void)q;
    html(rq, "<p class=\"tools\">");
    write_link(rq, "workplan", "workplan.write");
    html(rq, "<a class=\"button\" href=\"/list/workplan\">%s</a></p>",
         word(rq, "kinds.workplan"));
}

/* The work plans of a year from July to June: what each unit and organiser means
 * to do, month by month, and what came about there. */
PAGE(workplan, GET, "/workplan", RIGHT_REGISTER)
{
    page_of(rq, "workplan", plans_more);
}

static void frames_more(struct rq *rq, const struct question *q)
{
    (void)q;
    html(rq, "<p class=\"tools\">");
    if (rq_writes(rq, kind_find(S("logframe"))))
        html(rq, "<a class=\"button\" href=\"/logframe/new\">%s</a>",
             word(rq, "logframe.write"));
    html(rq, "<a class=\"button\" href=\"/list/logframe\">%s</a></p>",
         word(rq, "kinds.logframe"));
}

/* The logical frameworks of projects: what is to come about, by when, and how
 * far it got. */
PAGE(logframe, GET, "/logframe", RIGHT_REGISTER)
{
    page_of(rq, "logframe", frames_more);
}

static void goals_more(struct rq *rq, const struct question *q)
{
    (void)q;
    html(rq, "<p class=\"tools\">");
    write_link(rq, "goal", "goals.write");
    write_link(rq, "goal_link", "goals.link");
    html(rq,
         "<a class=\"button\" href=\"/list/goal\">%s</a><a class=\"button\" "
         "href=\"/list/goal_link\">%s</a></p>",
         word(rq, "kinds.goal"), word(rq, "kinds.goal_link"));
}

/* What is asked for, built and counted, by the goal it serves. */
PAGE(goals, GET, "/goals", RIGHT_SEE)
{
    page_of(rq, "goals", goals_more);
}
