/* meeting_close - how a meeting closes: who presided, the quorum, the box. */
#include "core/bylaw.h"
#include "meeting.sql.h"
#include "web/meeting/meeting.h"
#include "web/meeting/resolved.h"
#include "web/register.h"

enum { UNCLOSED_DAYS = 30 };

/* ---- what a new sheet offers --------------------------------------------*/

/* The by-law's share of the members of that day, rounded up: 50 % of 15 are
 * 8. INT_NONE where no clause says it. */
static int64_t quorum_of(struct rq *rq, struct id body, day held)
{
    struct rows r = db_rows(rq->db, SQL_WEB_MEETING_QUORUM);
    int64_t n = INT_NONE;

    db_bind_id(&r, 1, body);
    db_bind_int(&r, 2, held);
    db_bind_int(&r, 3, CLAUSE_QUORUM_PERCENT);
    if (db_next(&r) && !db_null(&r, 0) && db_int(&r, 1) > 0)
        n = (db_int(&r, 0) * db_int(&r, 1) + 99) / 100;
    db_done(&r);
    return n;
}

static int64_t box_left(struct rq *rq, struct id body, day held)
{
    struct rows r = db_rows(rq->db, SQL_WEB_MEETING_LEFT);
    int64_t n = INT_NONE;

    db_bind_id(&r, 1, body);
    db_bind_int(&r, 2, held);
    if (db_next(&r) && !db_null(&r, 0))
        n = db_int(&r, 0);
    db_done(&r);
    return n;
}

void closing_offer(struct rq *rq, struct sitting *s, day held)
{
    *(int64_t *)meeting_at(s, "quorum_needed",
                           FIELD_COUNT) = quorum_of(rq, s->hall.id, held);
    *(int64_t *)meeting_at(s, "box_before",
                           FIELD_MONEY) = box_left(rq, s->hall.id, held);
}

/* ---- one of the roster --------------------------------------------------*/

struct id roster_person(struct rq *rq, const struct sitting *s, struct str key)
{
    struct rows r = db_rows(rq->db, SQL_WEB_MEETING_PERSON);
    struct id member, person = ID_NONE;

    if (id_read(key, &member)) {
        db_bind_id(&r, 1, s->hall.id);
        db_bind_id(&r, 2, member);
        if (db_next(&r))
            person = db_id(&r, 0);
    }
    db_done(&r);
    return person;
}

void roster_select(struct rq *rq, const struct sitting *s, const char *name,
                   const char *now)
{
    bool whole = grid_whole(rq);

    html(rq,
         whole ? "<select name=\"%s\"><option value=\"\"></option>" :
                 "<select name=\"%s\" data-roster><option value=\"\">"
                 "</option>",
         name);
    for (int i = 0; i < s->grid.n; i++) {
        const struct grid_row *row = &s->grid.row[i];
        bool chosen = str_same(str_of(row->key), str_of(now));

        if (row->label && (chosen || (whole && !row->off)))
            html(rq,
                 chosen ? "<option value=\"%s\" selected>%s</option>" :
                          "<option value=\"%s\">%s</option>",
                 row->key, row->label);
    }
    html(rq, "</select>");
}

/* ---- who presided -------------------------------------------------------*/

/* Whoever stands in a record, by the row of hers; "" none. */
static const char *row_of_person(struct rq *rq, const struct sitting *s,
                                 struct id person)
{
    struct rows r = db_rows(rq->db, SQL_WEB_MEETING_MEMBER);
    const char *key = "";

    db_bind_id(&r, 1, s->hall.id);
    db_bind_id(&r, 2, person);
    if (db_next(&r))
        key = id_text(rq, db_id(&r, 0));
    db_done(&r);
    return key;
}

void chair_take(struct rq *rq, struct sitting *s)
{
    struct str key = str_trim(rq_part(rq, "chaired"));
    struct id *chaired = meeting_at(s, "chaired", FIELD_REF);

    *chaired = roster_person(rq, s, key);
    if (key.n && id_none(*chaired))
        tell(&s->found, STOP, "grid.not_on_the_list", "chaired");
}

static void chair_draw(struct rq *rq, const struct sitting *s)
{
    const struct field *f = kind_field(s->kind, S("chaired"));
    struct id chaired = *(struct id *)meeting_at(s, "chaired", FIELD_REF);
    const char *now = s->posted        ? zstr(rq, rq_part(rq, "chaired")) :
                      id_none(chaired) ? "" :
                                         row_of_person(rq, s, chaired);

    form_label(rq, f);
    roster_select(rq, s, "chaired", now);
    html(rq, "</label>");
    form_findings(rq, &s->found, "chaired");
    html(rq, "</div>");
}

/* ---- the box ------------------------------------------------------------*/

static int64_t money_at(const struct sitting *s, const char *field)
{
    int64_t n = *(int64_t *)meeting_at(s, field, FIELD_MONEY);

    return n == INT_NONE ? 0 : n;
}

/* What the sheet says must lie there: as box.ts says it while one types. */
static int64_t box_sheet(const struct sitting *s)
{
    const struct list *list = meeting_at(s, "attendance", FIELD_ROWS);
    struct grid_sums sums = grid_sums(&s->grid, list);
    int64_t n = money_at(s, "box_before") - money_at(s, "spent");

    if (!list->n)
        return n + money_at(s, "total");
    for (int i = 0; i < s->grid.columns; i++)
        n += sums.sum[i];
    return n;
}

void box_draw(struct rq *rq, const struct sitting *s)
{
    int64_t sheet = box_sheet(s);
    int64_t boxed = *(int64_t *)meeting_at(s, "boxed", FIELD_MONEY);
    bool counted = boxed != INT_NONE;

    html(rq,
         "<fieldset class=\"rows boxed\" data-box><legend>%s</legend><p "
         "class=\"lead\">%s</p><div class=\"grid\">",
         word(rq, "meeting.box"), word(rq, "meeting.box_lead"));
    chair_draw(rq, s);
    meeting_input(rq, s, "quorum_needed", NULL);
    meeting_input(rq, s, "box_before", NULL);
    meeting_input(rq, s, "spent", NULL);
    meeting_input(rq, s, "boxed", NULL);
    html(rq, "</div><p role=\"status\">%s <output data-box-sheet>%s</output>",
         word(rq, "meeting.box_sheet"), number_all(rq, sheet, 2));
    html(rq, " · %s <output data-box-difference>%s</output></p>",
         word(rq, "meeting.box_difference"),
         counted ? number_all(rq, boxed - sheet, 2) : "");
    html(rq, "<div class=\"grid difference\">");
    meeting_input(rq, s, "difference_why", NULL);
    html(rq, "</div></fieldset>");
}

/* ---- those that are still open ------------------------------------------*/

void meetings_unclosed(struct rq *rq)
{
    struct rows r = db_rows(rq->db, SQL_WEB_MEETINGS_UNCLOSED);
    bool any = false;

    db_bind_text(&r, 1, rq->who.login);
    db_bind_int(&r, 2, rq->today - UNCLOSED_DAYS);
    while (db_next(&r)) {
        struct id meeting = db_id(&r, 0), body = db_id(&r, 1);
        day held = (day)db_int(&r, 2);

        if (!any) {
            card_open(rq, "work.unclosed");
            html(rq, "<ul class=\"links\">");
        }
        any = true;
        html(rq, "<li><a href=\"/meeting/%s/edit\">%s</a> <small>",
             id_text(rq, meeting), day_text(rq, held));
        thing_link(rq, "body", body);
        html(rq, "</small></li>");
    }
    db_done(&r);
    if (!any)
        return;
    html(rq, "</ul>");
    card_close(rq);
}
