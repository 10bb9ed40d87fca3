/* receipt - what whoever holds the number of a complaint may know. */
#include "complaint.sql.h"
#include "web/trust/complaint.h"

/* As it was read aloud: small letters, spaces, without the bar. */
static struct str number_typed(struct rq *rq, struct str said)
{
    struct buf b = buf_start(rq->arena);

    for (size_t i = 0; i < said.n && i < 40; i++) {
        char c = said.p[i];

        if (c >= 'a' && c <= 'z')
            c = (char)(c - 32);
        if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
            buf_char(&b, c);
        if (buf_str(&b).n == 5)
            buf_char(&b, '-');
    }
    return buf_str(&b);
}

static void receipt_step(struct rq *rq, const char *what, day on)
{
    if (on != DAY_NONE)
        html(rq, "<li>%s <small>%s</small></li>",
             word_of(rq, "choice", str_of(what)), day_text(rq, on));
}

/* False: there is no such complaint. */
static bool receipt_read(struct rq *rq, struct str said, struct str number,
                         int *path, struct complaint_days *d)
{
    struct rows r = db_rows(rq->db, SQL_WEB_RECEIPT);
    bool here;

    db_bind_text(&r, 1, said);
    db_bind_text(&r, 2, number);
    here = db_next(&r);
    if (here) {
        *path = (int)db_int(&r, 0);
        *d = (struct complaint_days){
            (day)db_int(&r, 1), day_in(&r, 2),
            day_in(&r, 3),      day_in(&r, 4),
            day_in(&r, 5),      db_null(&r, 6) ? -1 : (int)db_int(&r, 6)
        };
    }
    db_done(&r);
    return here;
}

static void receipt_json(struct rq *rq, struct str said, struct str number)
{
    struct complaint_days d;
    struct keys k = keys_open(rq);
    int path;

    if (!said.n || !receipt_read(rq, said, number, &path, &d)) {
        key_text(&k, "number", said);
    } else {
        key_day(&k, "acknowledged", d.acknowledged);
        key_day(&k, "assigned", d.assigned);
        key_day(&k, "decided", d.decided);
        key_text(&k, "number", said);
        key_day(&k, "received", d.received);
        key_day(&k, "told", d.told);
    }
    keys_close(&k);
}

static void receipt_draw(struct rq *rq, struct str said, struct str number)
{
    struct complaint_days d;
    struct complaint_due due;
    int path;

    if (!receipt_read(rq, said, number, &path, &d)) {
        /* A phone knows of what was taken down on it alone. */
        html(rq, "<p>%s</p>",
             word(rq, rq->web->unsent ? "refuse.office" : "complaint.no_such"));
        return;
    }
    due = complaint_due(rq, path, &d);
    html(rq, "<p><b>%s</b> ", stage_text(rq, d.stage));
    due_line(rq, &due);
    html(rq, "</p><ul class=\"links\"><li>%s <small>%s</small></li>",
         word(rq, "complaint.received"), day_text(rq, d.received));
    receipt_step(rq, "acknowledged", d.acknowledged);
    receipt_step(rq, "assigned", d.assigned);
    receipt_step(rq, "decided", d.decided);
    receipt_step(rq, "told", d.told);
    html(rq, "</ul>");
}

/* How far a complaint is, for whoever holds the number of its receipt: steps
 * and days, and nothing of what it says or of whom. */
PAGE(receipt, GET, "/receipt", RIGHT_NONE)
{
    struct str said = str_trim(rq_arg(rq, "number"));
    struct str number = number_typed(rq, said);

    if (rq->json) {
        receipt_json(rq, said, number);
        return;
    }
    frame_open(rq, word(rq, "complaint.receipt"));
    if (rq_arg(rq, "kept").n)
        html(rq,
             "<p class=\"note good\" role=\"status\">%s</p><p class=\"lead\">"
             "<b dir=\"ltr\">%s</b></p>",
             word(rq, "complaint.kept"), zstr(rq, said));
    html(rq,
         "<form class=\"filter\"><label>%s<input name=\"number\" value=\"%s\" "
         "dir=\"ltr\" maxlength=\"20\" autocomplete=\"off\"></label><button>%s"
         "</button></form>",
         word(rq, "complaint.number"), zstr(rq, said), word(rq, "list.go"));
    if (said.n)
        receipt_draw(rq, said, number);
    frame_close(rq);
}
