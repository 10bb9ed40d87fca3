/* certificate - what a participant takes home: that she was there, for how many
 * days, of what. */
#include "web/learn/learn.h"
#include "web/paper.h"

static struct str word_str(struct rq *rq, const char *key)
{
    return str_of(word(rq, key));
}

static void pair(struct paper *p, const char *key, const char *value)
{
    if (value && *value)
        paper_pair_word(p, key, str_of(value));
}

static const char *of_days(struct rq *rq, const struct attended *x,
                           const struct attendee *a)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "%s/%s", learn_number(rq, a->seat.days),
            learn_number(rq, x->days));
    return zstr(rq, buf_str(&b));
}

static void signers(struct rq *rq, const struct attended *x, struct paper *p)
{
    struct str who[2];

    who[0] = word_str(rq, "field.trainer");
    if (x->trainer.n)
        who[0] = x->trainer;
    else if (!id_none(x->staff))
        who[0] = str_of(thing_name(rq, kind_find(S("staff")), x->staff));
    who[1] = str_of(rsp_name(rq, x->rsp));
    paper_gap(p, 26);
    paper_sign(p, who, (int)LEN(who));
}

static void one_put(struct rq *rq, const struct attended *x,
                    const struct attendee *a, struct paper *p)
{
    paper_gap(p, 12);
    paper_title(p, word_str(rq, "training.certificate"));
    paper_gap(p, 6);
    paper_text(p, word_str(rq, "training.certifies"));
    paper_gap(p, 4);
    paper_heading(p, str_of(a->name));
    if (!id_none(a->body))
        pair(p, "field.body", thing_name(rq, kind_find(S("body")), a->body));
    if (a->office.n)
        pair(p, "field.office", learn_title(rq, "office", a->office));
    paper_gap(p, 4);
    paper_text(p, word_str(rq, "training.took_part"));
    paper_gap(p, 4);
    paper_heading(p, x->title);
    pair(p, "kind.training_kind", learn_title(rq, "training_kind", x->kind));
    pair(p, "training.when", learn_days(rq, x->since, x->until));
    pair(p, "field.days", of_days(rq, x, a));
    pair(p, "field.venue", zstr(rq, x->venue));
    pair(p, "field.place", place_name(rq, x->place));
    pair(p, "field.rsp", rsp_name(rq, x->rsp));
    pair(p, "field.code", zstr(rq, x->code));
    signers(rq, x, p);
}

/* Long enough there, and no test failed. */
static bool earned(const struct attended *x, const struct attendee *a)
{
    return a->taught && !id_none(a->seat.who) &&
           (x->pass == INT_NONE || a->seat.post == INT_NONE ||
            a->seat.post >= x->pass * 100);
}

/* The certificate of a participant (?who=ID), or of all who earned one, each on
 * a page: who was there for the share of days that the kind of training asks
 * for, and passed where a test was written. */
PAGE(certificate, GET, "/training/*/certificate.pdf", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("training"));
    struct paper_plan plan = { .on = rq->today };
    struct id id, who = ID_NONE;
    struct attended x;
    struct paper p;
    size_t n = 0;

    rq->lang = rq_paper_lang(rq);
    if (!register_open(rq, k, &id))
        return;
    if (rq_arg(rq, "who").n && !id_read(rq_arg(rq, "who"), &who)) {
        not_here(rq);
        return;
    }
    x = attended_read(rq, id);
    plan.size = rq_paper_size(rq, PAPER_A4);
    plan.title = word_str(rq, "training.certificate");
    plan.head = x.title;
    p = paper_start(rq->arena, rq->lang, &plan);
    for (size_t i = 0; i < x.n; i++) {
        if (!earned(&x, &x.at[i]) ||
            (!id_none(who) && !id_same(who, x.at[i].seat.who)))
            continue;
        if (n++)
            paper_break(&p);
        one_put(rq, &x, &x.at[i], &p);
    }
    if (n)
        rq_paper(rq, "certificate.pdf", &p);
    else
        not_here(rq);
}
