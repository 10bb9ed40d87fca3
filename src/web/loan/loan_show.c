/* loan_show - the page of a loan: how it stands, what is next, its schedule,
 * what happened, its papers. */
#include "loan.sql.h"
#include "web/loan/loan.h"
#include "web/paper.h"

enum { STORY_MOST = 2000, FOUND_MOST = 20 };

struct story {
    day on;
    const struct kind *kind;
    struct id entry;
    paisa amount;
    int says;
    struct id body, person, staff;
    struct str note;
    day back; /* taken back on that day; DAY_NONE */
};

static size_t story_read(struct rq *rq, const struct loan_page *l,
                         struct story *out)
{
    struct rows r = db_rows(rq->db, SQL_WEB_LOAN_STORY);
    size_t n = 0;

    db_bind_id(&r, 1, l->id);
    while (n < STORY_MOST && db_next(&r))
        out[n++] =
            (struct story){ .on = (day)db_int(&r, 0),
                            .kind = kind_find(db_str(&r, 2)),
                            .entry = db_id(&r, 3),
                            .amount = db_null(&r, 4) ? INT_NONE : db_int(&r, 4),
                            .says = db_null(&r, 5) ? -1 : (int)db_int(&r, 5),
                            .body = db_id(&r, 6),
                            .person = db_id(&r, 7),
                            .staff = db_id(&r, 8),
                            .note = arena_str(rq->arena, db_str(&r, 9)) };
    db_done(&r);
    for (size_t i = 0; i < n; i++)
        out[i].back = taken_back_on(rq, out[i].entry);
    return n;
}

/* ---- what happened ------------------------------------------------------*/

static void found_draw(struct rq *rq, struct id entry)
{
    struct rows r = db_rows(rq->db, SQL_WEB_LOAN_FINDINGS);
    struct finding f[FOUND_MOST];
    size_t n = 0;

    db_bind_id(&r, 1, entry);
    while (n < FOUND_MOST && db_next(&r))
        f[n++] = (struct finding){ .what = zstr(rq, db_str(&r, 0)),
                                   .level = db_int(&r, 1) == STOP ? STOP : WARN,
                                   .a = db_int(&r, 2),
                                   .b = db_int(&r, 3) };
    db_done(&r);
    for (size_t i = 0; i < n; i++)
        finding_draw(rq, &f[i]);
}

static const char *says_text(struct rq *rq, const struct story *s)
{
    const struct field *f = kind_field(s->kind, S("says"));

    if (!f)
        f = kind_field(s->kind, S("result"));
    return f && s->says >= 0 ?
               word_of(rq, "choice", choice_name(f->of, s->says)) :
               "";
}

static void story_draw(struct rq *rq, const struct story *s)
{
    html(rq, "<li><a href=\"/entry/%s\">%s</a> <b>%s</b>",
         id_text(rq, s->entry), day_text(rq, s->on), kind_word(rq, s->kind));
    if (*says_text(rq, s))
        html(rq, " · %s", says_text(rq, s));
    if (s->amount != INT_NONE)
        html(rq, " · <bdi class=\"n\">%s</bdi>", number_all(rq, s->amount, 2));
    if (!id_none(s->body)) {
        html(rq, " · ");
        thing_link(rq, "body", s->body);
    }
    if (!id_none(s->person)) {
        html(rq, " · ");
        thing_link(rq, "person", s->person);
    }
    if (!id_none(s->staff)) {
        html(rq, " · ");
        thing_link(rq, "staff", s->staff);
    }
    if (s->note.n)
        html(rq, " <small><bdi>%s</bdi></small>", zstr(rq, s->note));
    if (s->back != DAY_NONE)
        html(rq, " <span class=\"chip stop\">%s %s</span>",
             word(rq, "loan.taken_back"), day_text(rq, s->back));
    found_draw(rq, s->entry);
    html(rq, "</li>");
}

static void stories_draw(struct rq *rq, const struct story *s, size_t n)
{
    card_open(rq, "loan.story");
    html(rq, "<ol class=\"links\">");
    for (size_t i = 0; i < n; i++)
        story_draw(rq, &s[i]);
    html(rq, "</ol>");
    card_close(rq);
}

/* ---- what is due --------------------------------------------------------*/

static void due_row(struct rq *rq, const struct loan_page *l, size_t i)
{
    const struct loan_due *d = &l->book->due[i];
    paisa all = d->principal + d->charge;
    paisa paid = d->principal_paid + d->charge_paid;
    bool late = paid < all && d->on < rq->today;

    html(rq, late ? "<tr class=\"late\">" : "<tr>");
    html(rq,
         "<td class=\"n\">%zu</td><td class=\"when\">%s</td><td "
         "class=\"n\">%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td>"
         "<td class=\"n\">%s</td>",
         i + 1, day_text(rq, d->on), number_all(rq, d->principal, 2),
         number_all(rq, d->charge, 2), number_all(rq, paid, 2),
         number_all(rq, all - paid, 2));
    html(rq, "<td>%s</td></tr>",
         late        ? word(rq, "loan.state.late") :
         paid == all ? word(rq, "loan.state.paid") :
                       "");
}

static void dues_draw(struct rq *rq, const struct loan_page *l)
{
    if (!l->book->dues)
        return;
    card_open(rq, "loan.schedule");
    listing_open(rq, "n:loan.number loan.due n:field.principal "
                     "n:field.charge n:loan.paid n:loan.open -");
    for (size_t i = 0; i < l->book->dues; i++)
        due_row(rq, l, i);
    listing_close(rq);
    card_close(rq);
}

/* ---- the head -----------------------------------------------------------*/

static void term_open(struct rq *rq, const char *key)
{
    html(rq, "<dt>%s</dt><dd>", word(rq, key));
}

static void head_draw(struct rq *rq, const struct loan_page *l)
{
    const struct loan *x = l->is;

    card_open(rq, "kind.loan");
    html(rq, "<dl class=\"fields\">");
    term_link(rq, "kind.person", "person", x->person);
    term_link(rq, "kind.body", "body", x->body);
    term_link(rq, "field.lender", "body", x->lender);
    term_link(rq, "kind.rsp", "rsp", x->rsp);
    term_link(rq, "field.fund", "fund", x->fund);
    term_open(rq, "field.product");
    html(rq, "%s</dd>", loan_product_title(rq, rq->lang, &l->product));
    term_open(rq, "field.purpose");
    html(rq, "%s",
         word_of(rq, "choice",
                 choice_name(kind_field(l->kind, S("purpose"))->of,
                             x->purpose)));
    if (x->what.n)
        html(rq, " · <bdi>%s</bdi>", zstr(rq, x->what));
    html(rq, "</dd>");
    term_open(rq, "field.asked");
    html(rq, "%s · %s</dd>", number_all(rq, x->asked, 2),
         day_text(rq, x->applied));
    term_link(rq, "kind.mip", "mip", x->mip);
    term_link(rq, "kind.loan_group", "loan_group", x->circle);
    term_link(rq, "kind.resolution", "resolution", x->resolution);
    html(rq, "</dl>");
    card_close(rq);
}

static void tiles_draw(struct rq *rq, const struct loan_page *l)
{
    const struct loan_stand *s = &l->stand;

    html(rq, "<ul class=\"counters tiles\">");
    if (s->state == LOAN_ASKED) {
        tile(rq, "field.asked", l->is->asked, 2, "");
        if (l->approved > 0)
            tile(rq, "loan.approved", l->approved, 2, "");
        tile(rq, "loan.agreed", l->steps, 0, "");
    } else {
        tile(rq, "cif.outstanding", s->outstanding, 2, "");
        tile(rq, "loan.overdue", s->late_principal + s->late_charge, 2, "");
        if (s->next != DAY_NONE)
            tile(rq, "loan.next_due", s->next_amount, 2, day_text(rq, s->next));
        if (s->claim > 0)
            tile(rq, "cif.claim", s->claim, 2, "");
    }
    html(rq, "</ul>");
}

/* One button for what is next, and all else that can be done in small. */
static void next_draw(struct rq *rq, const struct loan_page *l)
{
    static const char *const live[] = { "repayment", "utilisation",
                                        "rescheduling", "writeoff" };
    const char *next = loan_next(l);

    if (!l->keeps)
        return;
    html(rq, "<p class=\"tools\">");
    if (next)
        html(rq, "<a class=\"button main\" href=\"%s/do/%s\">%s</a> ",
             loan_path(rq, l, ""), next, word_of(rq, "loan.do", str_of(next)));
    for (size_t i = 0; i < LEN(live) && l->stand.outstanding > 0; i++)
        if (!next || !str_same(str_of(next), str_of(live[i])))
            html(rq, "<a href=\"%s/do/%s\">%s</a> ", loan_path(rq, l, ""),
                 live[i], word_of(rq, "loan.do", str_of(live[i])));
    html(rq, "</p>");
}

static void papers_draw(struct rq *rq, const struct loan_page *l)
{
    if (!rq_prints(rq))
        return;
    card_open(rq, "loan.papers");
    paper_links(rq, "loan.application", "loan", l->id, "application.pdf");
    paper_links(rq, "loan.offer", "loan", l->id, "offer.pdf");
    paper_links(rq, "loan.schedule", "loan", l->id, "schedule.pdf");
    card_close(rq);
}

static void loan_json(struct rq *rq, const struct loan_page *l,
                      const struct story *s, size_t n)
{
    struct keys all = keys_open(rq);

    key_list(&all, "acts");
    for (size_t i = 0; i < n; i++) {
        struct keys k = key_item(rq, i);

        key_int(&k, "amount", s[i].amount);
        key_id(&k, "id", s[i].entry);
        key_text(&k, "kind", str_of(s[i].kind->name));
        key_day(&k, "on", s[i].on);
        keys_close(&k);
    }
    key_list_end(&all);
    key_list(&all, "dues");
    for (size_t i = 0; i < l->book->dues; i++) {
        const struct loan_due *d = &l->book->due[i];
        struct keys k = key_item(rq, i);

        key_int(&k, "charge", d->charge);
        key_int(&k, "charge_paid", d->charge_paid);
        key_day(&k, "due", d->on);
        key_int(&k, "principal", d->principal);
        key_int(&k, "principal_paid", d->principal_paid);
        keys_close(&k);
    }
    key_list_end(&all);
    key_id(&all, "id", l->id);
    key_text(&all, "next", str_of(loan_next(l) ? loan_next(l) : ""));
    key_int(&all, "outstanding", l->stand.outstanding);
    key_int(&all, "overdue", l->stand.late_principal + l->stand.late_charge);
    key_text(&all, "state", choice_name(LOAN_STATES, (int)l->stand.state));
    keys_close(&all);
}

/* A loan: how it stands today, what is next as one button, what is due and
 * paid, all that happened and what was found of it, its papers. */
PAGE(loan, GET, "/loan/*", RIGHT_REGISTER)
{
    struct loan_page *l = loan_open(rq);
    struct buf title = buf_start(rq->arena);
    struct story *s;
    size_t n;

    if (!l)
        return;
    s = arena_many(rq->arena, struct story, STORY_MOST);
    n = story_read(rq, l, s);
    if (rq->json) {
        loan_json(rq, l, s, n);
        return;
    }
    buf_add(&title, l->is->number);
    buf_fmt(&title, " · %s",
            thing_name(rq, kind_find(S("person")), l->is->person));
    frame_open(rq, zstr(rq, buf_str(&title)));
    if (rq_arg(rq, "kept").n)
        html(rq, "<p class=\"kept\">%s</p>", word(rq, "loan.kept"));
    html(rq, "<p><span class=\"chip %s\">%s</span>", loan_state_class(l),
         loan_state_text(rq, l));
    if (l->stand.days_late > 0)
        html(rq, " <small>%s %s</small>",
             number_text(rq, l->stand.days_late, 0), word(rq, "loan.days"));
    html(rq, "</p>");
    tiles_draw(rq, l);
    next_draw(rq, l);
    html(rq, "<div class=\"cards\">");
    head_draw(rq, l);
    papers_draw(rq, l);
    html(rq, "</div>");
    dues_draw(rq, l);
    if (!l->book->dues) {
        struct offer o;

        if (offer_of(rq, l, &o))
            offer_draw(rq, &o);
    }
    stories_draw(rq, s, n);
    attachments_card(rq, l->kind, l->id);
    frame_close(rq);
}
