/* mip - one household's micro investment plan, what became a need of it, and the
 * way to write one down. */
#include "need.sql.h"
#include "web/need/need.h"

static void needs_card(struct rq *rq, struct id plan, bool keeps)
{
    struct rows r = db_rows(rq->db, SQL_WEB_MIP_NEEDS);
    bool any = false;

    card_open(rq, "mip.needs");
    db_bind_id(&r, 1, plan);
    while (db_next(&r)) {
        if (!any)
            listing_open(rq, "kind.need field.raised n:field.cost "
                             "need.how_it_stands");
        any = true;
        html(rq,
             "<tr><th scope=\"row\"><a href=\"/need/%s\"><bdi>%s</bdi></a></th>"
             "<td>%s</td><td class=\"n\">%s</td><td>",
             id_text(rq, db_id(&r, 0)), zstr(rq, db_str(&r, 1)),
             day_text(rq, (day)db_int(&r, 2)), need_rupees(rq, int_in(&r, 3)));
        need_chip(rq, db_int(&r, 4));
        html(rq, "</td></tr>");
    }
    db_done(&r);
    if (any)
        listing_close(rq);
    else
        html(rq, "<p>%s</p>", word(rq, "mip.no_need"));
    if (keeps)
        html(rq,
             "<p class=\"tools\"><a class=\"button main\" "
             "href=\"/need/new?mip=%s\">%s</a><a class=\"button\" "
             "href=\"/loan/new?mip=%s\">%s</a><a class=\"button\" "
             "href=\"/edit/mip/%s\">%s</a></p>",
             id_text(rq, plan), word(rq, "need.new"), id_text(rq, plan),
             word(rq, "loan.new"), id_text(rq, plan), word(rq, "need.do_mend"));
    card_close(rq);
}

/* A household's micro investment plan: what it has, earns and owes, what she means
 * to do and at what cost, and the needs that were written down from it. */
PAGE(mip, GET, "/mip/*", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("mip"));
    struct id id;
    const void *record = register_open(rq, k, &id);

    if (!record)
        return;
    if (rq->json) {
        struct keys all = keys_open(rq);

        key_int(&all, "cost", said_number(k, record, "cost"));
        key_id(&all, "household", said_id(k, record, "household"));
        key_id(&all, "id", id);
        key_int(&all, "wanted", said_number(k, record, "wanted"));
        key_text(&all, "what", said_text(k, record, "what"));
        keys_close(&all);
        return;
    }
    frame_open(rq, zstr(rq, said_text(k, record, "what")));
    findings_said(rq, id);
    needs_card(rq, id, register_may(rq, RIGHT_KEEP, k, id));
    card_open(rq, "kind.mip");
    record_draw(rq, k, record);
    card_close(rq);
    attachments_card(rq, k, id);
    html(rq,
         "<p class=\"tools\"><a class=\"button\" href=\"/entry/%s\">%s</a></p>",
         id_text(rq, id), word(rq, "need.entry"));
    frame_close(rq);
}
