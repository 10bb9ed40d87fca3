/* frame - the page of a project's logical framework: every step with its
 * baseline, milestones and target beside what came about. */
#include "core/logframe.h"
#include "frame.sql.h"
#include "report/frames.h"
#include "web/paper.h"
#include "web/poverty/survey.h"
#include "web/term.h"

struct framed { /* what the page shows */
    const struct kind *kind;
    const struct logframe *record;
    struct id id;
    struct question q;
    struct frames *frames;
    struct frame is;
    struct frame_step *step;
    size_t steps;
};

/* Of the month asked for, or of this one. False: it has answered. */
static bool framed_open(struct rq *rq, struct framed *x)
{
    *x = (struct framed){ .kind = kind_find(S("logframe")) };
    x->record = register_open(rq, x->kind, &x->id);
    if (!x->record)
        return false;
    x->q = (struct question){ .as_of = rq_month(rq, "as_of",
                                                month_of(rq->today)),
                              .from = MONTH_NONE,
                              .lang = rq->lang,
                              .figures = rq_figures(rq) };
    x->frames = frames_start(rq->db, &x->q, rq->arena);
    if (!frame_find(x->frames, x->id, &x->is)) {
        rq_goto(rq, zstr(rq, S("/list/logframe"))); /* withdrawn */
        return false;
    }
    x->steps = frame_steps(x->frames, &x->is, &x->step);
    return true;
}

/* ---- a step -------------------------------------------------------------*/

static const char *level_text(struct rq *rq, const struct frame_step *s,
                              int64_t v)
{
    return v == INT_NONE ? "" : number_all(rq, v, frame_scale(s));
}

/* A line of the way from the baseline to the target. */
static void line_draw(struct rq *rq, const struct framed *x,
                      const struct frame_step *s, const char *what, month by,
                      int64_t planned, const struct frame_stone *r)
{
    html(rq, "<tr><th scope=\"row\">%s</th><td>%s</td><td class=\"n\">%s</td>",
         what, by == MONTH_NONE ? "" : month_text(rq, by),
         level_text(rq, s, planned));
    if (r->said)
        html(rq, "<td class=\"n\"><a href=\"%s\">%s</a></td>",
             zstr(rq, frame_link(x->frames, &x->is, s, r->by)),
             level_text(rq, s, r->reached));
    else
        html(rq, "<td class=\"n\"></td>");
    html(rq, "<td class=\"n\">%s</td></tr>",
         r->said && planned != INT_NONE ?
             percent_text(rq, frame_from(s, r->reached),
                          frame_from(s, planned)) :
             "");
}

static void way_draw(struct rq *rq, const struct framed *x,
                     const struct frame_step *s)
{
    const struct frame_stone now = { s->at, s->amount, s->now, true, s->said };

    html(rq, "<p><b>%s</b> <small>%s: %s</small></p>",
         zstr(rq, frame_measured(s)), word(rq, "field.measure"),
         word(rq, s->all ? "choice.place" : "choice.project"));
    listing_open(rq, "- field.by_month n:frame.planned n:logframe.now "
                     "n:progress.achieved_pct");
    html(rq,
         "<tr><th scope=\"row\">%s</th><td>%s</td><td class=\"n\"></td><td "
         "class=\"n\">%s</td><td class=\"n\"></td></tr>",
         word(rq, "field.baseline"), month_text(rq, x->record->since),
         level_text(rq, s, s->baseline));
    for (size_t i = 0; i < s->stones; i++)
        line_draw(rq, x, s, word(rq, "logframe.milestone"), s->stone[i].by,
                  s->stone[i].amount, &s->stone[i]);
    line_draw(rq, x, s, word(rq, "logframe.target"), s->ends, s->amount, &now);
    listing_close(rq);
}

static void step_draw(struct rq *rq, const struct framed *x,
                      const struct frame_step *s)
{
    bool known = s->level >= 0 && s->level < FRAME_LEVELS;

    html(rq,
         "<section class=\"card\"><h2><small>%s <bdi>%s</bdi></small> "
         "<bdi>%s</bdi></h2>",
         known ? word(rq, frame_level[s->level]) : "", zstr(rq, s->code),
         zstr(rq, s->statement));
    if (s->indicator.n)
        way_draw(rq, x, s);
    html(rq, "<dl class=\"fields\">");
    term(rq, "field.evidence", zstr(rq, s->evidence));
    term(rq, "field.assumption", zstr(rq, s->assumption));
    if (s->goal.n)
        term_link(rq, "goals.goal", "goal", id_named(S("goal"), s->goal));
    html(rq, "</dl></section>");
}

/* ---- the page -----------------------------------------------------------*/

static void tools_draw(struct rq *rq, const struct framed *x)
{
    struct buf asked = buf_start(rq->arena);

    if (rq_writes(rq, x->kind))
        html(rq,
             "<p class=\"tools\"><a class=\"button main\" "
             "href=\"/logframe/new?of=%s\">%s</a></p>",
             id_text(rq, x->id), word(rq, "frame.next"));
    buf_fmt(&asked, "&project=%s&as_of=%s", url_part(rq, x->is.code),
            month_iso(rq, x->q.as_of));
    html(rq, "<p class=\"forms\">");
    file_links(rq, "/report/logframe", "csv xlsx pdf", 0,
               zstr(rq, buf_str(&asked)));
    html(rq, "</p>");
}

static void month_draw(struct rq *rq, const struct framed *x)
{
    html(rq,
         "<form class=\"filter\"><label>%s<input type=\"month\" name=\"as_of\" "
         "value=\"%s\"></label><button>%s</button></form>",
         word(rq, "frame.until"), month_iso(rq, x->q.as_of),
         word(rq, "list.go"));
}

static void versions_draw(struct rq *rq, const struct framed *x)
{
    struct rows r = db_rows(rq->db, SQL_WEB_FRAME_VERSIONS);

    card_open(rq, "frame.versions");
    html(rq, "<ul class=\"links\">");
    db_bind_id(&r, 1, x->is.project);
    while (db_next(&r)) {
        html(rq, "<li><a href=\"/logframe/%s\">%s %s</a> %s <bdi>%s</bdi></li>",
             id_text(rq, db_id(&r, 0)), word(rq, "field.version"),
             number_text(rq, db_int(&r, 1), 0),
             month_text(rq, (month)db_int(&r, 2)), zstr(rq, db_str(&r, 3)));
    }
    db_done(&r);
    html(rq, "</ul>");
    card_close(rq);
}

static void step_json(struct rq *rq, const struct frame_step *s, size_t i)
{
    struct keys one = key_item(rq, i);

    key_int(&one, "baseline", s->baseline);
    key_text(&one, "code", s->code);
    key_text(&one, "indicator", s->indicator);
    key_int(&one, "level", s->level);
    key_list(&one, "milestones");
    for (size_t j = 0; j < s->stones; j++) {
        struct keys stone = key_item(rq, j);

        key_int(&stone, "amount", s->stone[j].amount);
        key_text(&stone, "by", str_of(month_iso(rq, s->stone[j].by)));
        key_int(&stone, "reached",
                s->stone[j].said ? s->stone[j].reached : INT_NONE);
        keys_close(&stone);
    }
    key_list_end(&one);
    key_int(&one, "now", s->said ? s->now : INT_NONE);
    key_int(&one, "scale", frame_scale(s));
    key_text(&one, "statement", s->statement);
    key_int(&one, "target", s->amount);
    keys_close(&one);
}

static void framed_json(struct rq *rq, const struct framed *x)
{
    struct keys k = keys_open(rq);

    key_id(&k, "id", x->id);
    key_text(&k, "project", x->is.code);
    key_list(&k, "steps");
    for (size_t i = 0; i < x->steps; i++)
        step_json(rq, &x->step[i], i);
    key_list_end(&k);
    key_int(&k, "version", x->is.version);
    keys_close(&k);
}

/* The logical framework of a project: goal, outcomes, outputs and activities,
 * each with its indicator, baseline, milestones and target beside what is
 * reached (?as_of=2014-12); a number opens to its postings. */
PAGE(frame, GET, "/logframe/*", RIGHT_REGISTER)
{
    struct framed x;

    if (!framed_open(rq, &x))
        return;
    if (rq->json) {
        framed_json(rq, &x);
        return;
    }
    frame_open(rq, zstr(rq, x.is.name));
    html(rq, "<p class=\"lead\">%s · ", word(rq, "kind.logframe"));
    thing_link(rq, "project", x.is.project);
    html(rq, " · ");
    thing_link(rq, "rsp", x.is.rsp);
    html(rq, " · ");
    thing_link(rq, "place", x.is.place);
    html(rq, " · %s %s</p>", word(rq, "field.version"),
         number_text(rq, x.is.version, 0));
    if (rq_arg(rq, "kept").n)
        html(rq, "<p class=\"note good\" role=\"status\">%s</p>",
             word(rq, "frame.kept"));
    findings_said(rq, x.id);
    tools_draw(rq, &x);
    month_draw(rq, &x);
    for (size_t i = 0; i < x.steps; i++)
        step_draw(rq, &x, &x.step[i]);
    html(rq, "<p class=\"note\">%s</p><p class=\"note\">%s</p>",
         word(rq, "logframe.note.level"), word(rq, "report.note.rupees"));
    versions_draw(rq, &x);
    entry_tools(rq, x.id);
    frame_close(rq);
}
