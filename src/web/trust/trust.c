/* trust - what the page of a body shows of its maturity and its audits. */
#include "web/trust/trust.h"

#include "mature.sql.h"
#include "socialaudit.sql.h"
#include "web/register.h"
#include "web/trust/maturity.h"

static void grade_line(struct rq *rq, struct id body)
{
    struct rows r = db_rows(rq->db, SQL_MATURE_HISTORY);
    bool any = false;

    db_bind_id(&r, 1, body);
    db_bind_int(&r, 2, rq->today);
    while (!any && db_next(&r)) {
        if (db_int(&r, 5) != 2) /* not published */
            continue;
        any = true;
        html(rq,
             "<li><a href=\"/maturity/%s\">%s</a> <b><bdi>%s</bdi></b> <b "
             "class=\"n\">%s</b> <small>%s</small></li>",
             id_text(rq, body), word(rq, "nav.maturity"),
             zstr(rq, db_str(&r, 4)),
             points_text(rq, db_null(&r, 3) ? INT_NONE : db_int(&r, 3)),
             day_text(rq, (day)db_int(&r, 2)));
    }
    db_done(&r);
    if (!any)
        html(rq, "<li><a href=\"/maturity/%s\">%s</a> <small>%s</small></li>",
             id_text(rq, body), word(rq, "nav.maturity"),
             word(rq, "maturity.never"));
}

static void audit_lines(struct rq *rq, struct id body)
{
    struct rows r = db_rows(rq->db, SQL_WEB_AUDITS_LAST);

    db_bind_id(&r, 1, body);
    db_bind_int(&r, 2, rq->today);
    db_bind_int(&r, 3, 3);
    while (db_next(&r))
        html(rq,
             "<li><a href=\"/socialaudit/%s\">%s</a> <small>%s</small></li>",
             id_text(rq, db_id(&r, 0)), word(rq, "kind.socialaudit"),
             day_text(rq, (day)db_int(&r, db_null(&r, 2) ? 1 : 2)));
    db_done(&r);
}

static void hung_lines(struct rq *rq, struct id body)
{
    const struct kind *k = kind_find(S("disclosure"));
    struct rows r = db_rows(rq->db, SQL_WEB_SOCIALAUDIT_DISCLOSED);

    db_bind_id(&r, 1, body);
    db_bind_int(&r, 2, rq->today);
    while (db_next(&r))
        if (db_null(&r, 3) || db_int(&r, 3) >= rq->today)
            html(rq,
                 "<li>%s: <a href=\"/entry/%s\">%s</a> <small>%s</small></li>",
                 word(rq, "disclosure.hangs"), id_text(rq, db_id(&r, 0)),
                 choice_text(rq, k, "item", db_int(&r, 1)),
                 day_text(rq, (day)db_int(&r, 2)));
    db_done(&r);
}

void trust_card(struct rq *rq, struct id body, bool keeps)
{
    card_open(rq, "room.trust");
    html(rq, "<ul class=\"links\">");
    grade_line(rq, body);
    audit_lines(rq, body);
    hung_lines(rq, body);
    html(rq, "</ul>");
    if (keeps)
        html(rq,
             "<p class=\"tools\"><a class=\"button\" "
             "href=\"/new/socialaudit?body=%s\">%s</a><a class=\"button\" "
             "href=\"/new/disclosure?body=%s\">%s</a></p>",
             id_text(rq, body), word(rq, "socialaudit.call"), id_text(rq, body),
             word(rq, "disclosure.add"));
    card_close(rq);
}
