/* learnt - cards of what a person or the members of an organisation were taught,
 * and of what she does as a resource person. */
#include "learn.sql.h"
#include "web/learn/learn.h"

enum { NAMES_SHOWN = 6, TASKS_SHOWN = 8 };

static void certificate_link(struct rq *rq, struct id training, struct id who,
                             const char *key)
{
    html(rq, "<a href=\"/training/%s/certificate.pdf", id_text(rq, training));
    if (!id_none(who))
        html(rq, "?who=%s", id_text(rq, who));
    html(rq, "\">%s</a>", word(rq, key));
}

/* ---- a person -----------------------------------------------------------*/

/* Columns of web_learnt. */
enum { L_TRAINING, L_TITLE, L_SINCE, L_UNTIL, L_CAME, L_DAYS, L_EARNED, L_WHO };

static void learnt_row(struct rq *rq, const struct rows *r)
{
    struct id training = db_id(r, L_TRAINING);
    int64_t until = int_in(r, L_UNTIL);

    html(rq,
         "<tr><th scope=\"row\"><a href=\"/training/%s\"><bdi>%s</bdi></a></th>"
         "<td>%s</td><td class=\"n\">%s / %s</td><td>",
         id_text(rq, training), zstr(rq, db_str(r, L_TITLE)),
         learn_days(rq, (day)db_int(r, L_SINCE),
                    until == INT_NONE ? DAY_NONE : (day)until),
         learn_number(rq, db_int(r, L_CAME)),
         learn_number(rq, db_int(r, L_DAYS)));
    if (db_int(r, L_EARNED) == 1)
        certificate_link(rq, training, db_id(r, L_WHO), "training.certificate");
    html(rq, "</td></tr>");
}

void learnt_card(struct rq *rq, struct id person)
{
    const struct kind *k = kind_find(S("training"));
    struct rows r = db_rows(rq->db, SQL_WEB_LEARNT);
    bool any = false;

    db_bind_id(&r, 1, person);
    while (db_next(&r)) {
        if (!rq_sees(rq, k, db_id(&r, L_TRAINING)))
            continue;
        if (!any) {
            card_open(rq, "kinds.training");
            listing_open(rq, "kind.training training.when n:field.days -");
        }
        any = true;
        learnt_row(rq, &r);
    }
    db_done(&r);
    if (any) {
        listing_close(rq);
        card_close(rq);
    }
}

static void role_tasks(struct rq *rq, struct id crp)
{
    const struct kind *k = kind_find(S("crp_task"));
    struct rows r = db_rows(rq->db, SQL_WEB_CRP_TASKS);

    db_bind_id(&r, 1, crp);
    for (int n = 0; n < TASKS_SHOWN && db_next(&r); n++)
        html(rq,
             "<li><a href=\"/entry/%s\">%s</a> <small>%s · <bdi>%s</bdi>"
             "</small></li>",
             id_text(rq, db_id(&r, 0)),
             choice_text(rq, k, "nature", db_int(&r, 2)),
             day_text(rq, (day)db_int(&r, 1)), zstr(rq, db_str(&r, 3)));
    db_done(&r);
}

/* What she does for others: each cadre she is of, with her last tasks. */
void roles_card(struct rq *rq, struct id person)
{
    const struct kind *k = kind_find(S("crp"));
    struct rows r = db_rows(rq->db, SQL_WEB_CRPS_OF);
    bool any = false;

    db_bind_id(&r, 1, person);
    while (db_next(&r)) {
        struct id crp = db_id(&r, 0);

        if (!rq_sees(rq, k, crp))
            continue;
        if (!any)
            card_open(rq, "kind.crp");
        any = true;
        html(rq, "<p><a href=\"/crp/%s\">%s</a> · ", id_text(rq, crp),
             choice_text(rq, k, "cadre", db_int(&r, 1)));
        thing_link(rq, "body", db_id(&r, 2));
        html(rq, " <small>%s</small></p><ul class=\"links\">",
             learn_days(rq, (day)db_int(&r, 3),
                        db_null(&r, 4) ? DAY_NONE : (day)db_int(&r, 4)));
        role_tasks(rq, crp);
        html(rq, "</ul>");
    }
    db_done(&r);
    if (any)
        card_close(rq);
}

/* ---- an organisation ----------------------------------------------------*/

struct taught_here {
    struct id training;
    day since, until;
    int64_t days;
    struct str title;
};

/* Names with the days each was there; how many more there are. False: of those
 * who were there nobody has a certificate. */
static bool names_put(struct rq *rq, const struct taught_here *t,
                      struct id body)
{
    const struct kind *person = kind_find(S("person")),
                      *staff = kind_find(S("staff"));
    struct rows r = db_rows(rq->db, SQL_WEB_BODY_TAUGHT);
    size_t n = 0;
    bool earned = false;

    db_bind_id(&r, 1, t->training);
    db_bind_id(&r, 2, body);
    for (; db_next(&r); n++) {
        bool of_staff = db_null(&r, 0);
        struct id who = db_id(&r, of_staff ? 1 : 0);

        earned |= db_int(&r, 3) == 1;
        if (n >= NAMES_SHOWN)
            continue;
        html(rq, "%s<a href=\"/%s/%s\">%s</a> <small class=\"n\">%s</small>",
             n ? " · " : "", of_staff ? "staff" : "person", id_text(rq, who),
             thing_name(rq, of_staff ? staff : person, who),
             learn_number(rq, db_int(&r, 2)));
    }
    db_done(&r);
    if (n > NAMES_SHOWN)
        html(rq, " <small class=\"n\">+%d</small>", (int)(n - NAMES_SHOWN));
    return earned;
}

static void taught_row(struct rq *rq, const struct taught_here *t,
                       struct id body)
{
    html(rq,
         "<tr><th scope=\"row\"><a href=\"/training/%s\"><bdi>%s</bdi></a></th>"
         "<td>%s</td><td class=\"n\">%s</td><td>",
         id_text(rq, t->training), zstr(rq, t->title),
         learn_days(rq, t->since, t->until), learn_number(rq, t->days));
    if (names_put(rq, t, body)) {
        html(rq, " · ");
        certificate_link(rq, t->training, ID_NONE, "training.certificates");
    }
    html(rq, "</td></tr>");
}

void trainings_card(struct rq *rq, struct id body)
{
    const struct kind *k = kind_find(S("training"));
    struct rows r = db_rows(rq->db, SQL_WEB_BODY_TRAININGS);
    bool any = false;

    db_bind_id(&r, 1, body);
    while (db_next(&r)) {
        struct taught_here t = { db_id(&r, 0), (day)db_int(&r, 2),
                                 db_null(&r, 3) ? DAY_NONE : (day)db_int(&r, 3),
                                 db_int(&r, 4),
                                 arena_str(rq->arena, db_str(&r, 1)) };

        if (!rq_sees(rq, k, t.training))
            continue;
        if (!any) {
            card_open(rq, "kinds.training");
            listing_open(rq, "kind.training training.when n:field.days "
                             "field.participants");
        }
        any = true;
        taught_row(rq, &t, body);
    }
    db_done(&r);
    if (any) {
        listing_close(rq);
        card_close(rq);
    }
}
