/* settle - the account of a member who left or died, closed on one page: what
 * she had, an insurance, her loans, what she or her nominee is paid. */
#include <string.h>

#include "core/loan.h"
#include "saving.sql.h"
#include "web/body/life.h"
#include "web/form.h"
#include "web/money/book.h"
#include "web/saving/saving.h"

enum { ACTS_MOST = 2000 };

/* The same three fields as the record's own, which it is read into. */
struct settling {
    const struct kind *kind, *member;
    struct passbook book;
    void *record;                     /* of kind settlement */
    void *netted;                     /* its rows, one for each loan */
    paisa owed[PASSBOOK_LOANS];       /* to be done with each loan that day */
    struct id lender[PASSBOOK_LOANS]; /* where that is not her body */
    paisa had;                        /* with the insurance */
    struct id id;                     /* of the new entry */
    struct findings found;
    bool posted, ends; /* ends: her membership ends with it */
    size_t drafts;
};

/* ---- members of the record ----------------------------------------------*/

static void *at(const struct settling *x, const char *name)
{
    const struct field *f = kind_field(x->kind, str_of(name));

    MUST(f);
    return (char *)x->record + f->at;
}

static paisa *amount_at(const struct settling *x, const char *name)
{
    return at(x, name);
}

static const struct field *row_field(const struct settling *x, const char *name)
{
    const struct field *rows = kind_field(x->kind, S("netted"));

    return field_find(rows->child, rows->children, str_of(name));
}

/* The amount of the i-th row. */
static paisa *netted_at(const struct settling *x, size_t i)
{
    const struct field *rows = kind_field(x->kind, S("netted"));

    return (paisa *)(void *)((char *)x->netted + i * rows->child_bytes +
                             row_field(x, "amount")->at);
}

static struct id *loan_at(const struct settling *x, size_t i)
{
    const struct field *rows = kind_field(x->kind, S("netted"));

    return (struct id *)(void *)((char *)x->netted + i * rows->child_bytes +
                                 row_field(x, "loan")->at);
}

static const char *netted_name(struct rq *rq, size_t i)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "netted.%zu.amount", i);
    return zstr(rq, buf_str(&b));
}

/* ---- what is asked ------------------------------------------------------*/

/* To be done with a loan on that day. */
static paisa to_settle(struct rq *rq, struct str acts, day on)
{
    struct loan_book *b = arena_new(rq->arena, struct loan_book);
    struct loan_act *a = arena_many(rq->arena, struct loan_act, ACTS_MOST);
    struct loan_terms terms;
    size_t n;

    if (!loan_unpack(acts, &terms, a, ACTS_MOST, &n))
        return 0;
    loan_replay(b, &terms, a, n, on, NULL);
    return loan_to_settle(b, on);
}

static void loans_ask(struct rq *rq, struct settling *x)
{
    struct rows r = db_rows(rq->db, SQL_WEB_SETTLE_LOANS);
    const struct field *rows = kind_field(x->kind, S("netted"));
    day held = *(day *)at(x, "held");

    x->book.loans = 0;
    db_bind_id(&r, 1, x->book.member);
    db_bind_id(&r, 2, x->book.body);
    while (x->book.loans < (size_t)rows->most && db_next(&r)) {
        size_t i = x->book.loans++;

        x->book.loan[i] = (struct passbook_loan){
            .loan = db_id(&r, 0),
            .number = arena_str(rq->arena, db_str(&r, 1)),
            .owed = db_int(&r, 2)
        };
        x->lender[i] = db_int(&r, 5) == 1 ? db_id(&r, 4) : ID_NONE;
        x->owed[i] = to_settle(rq, db_str(&r, 3), held);
        *loan_at(x, i) = db_id(&r, 0);
    }
    db_done(&r);
}

/* What was typed; an amount that is not typed is what there is. */
static void fields_take(struct rq *rq, struct settling *x)
{
    static const char *const typed[] = { "held", "why",    "insurance",
                                         "paid", "way",    "reference",
                                         "leaf", "nominee" };
    struct id id;

    for (size_t i = 0; i < LEN(typed); i++)
        if (!field_parse(kind_field(x->kind, str_of(typed[i])),
                         rq_part(rq, typed[i]), rq->arena, x->record))
            tell(&x->found, STOP, "field.not_understood", typed[i]);
    if (id_read(rq_part(rq, "account"), &id))
        *(struct id *)at(x, "account") = id;
    if (id_read(rq_part(rq, "resolution"), &id))
        *(struct id *)at(x, "resolution") = id;
}

/* Her loans one after the other, as far as what she had goes, where nobody says
 * otherwise; what is left is hers. */
static void shares_take(struct rq *rq, struct settling *x)
{
    const struct field *f = row_field(x, "amount");
    struct list *list = at(x, "netted");
    bool anew = rq_part(rq, "_reckon").n > 0;
    paisa left = x->had;
    size_t n = 0;

    if (anew)
        *amount_at(x, "paid") = INT_NONE;
    for (size_t i = 0; i < x->book.loans; i++) {
        struct str said = anew ? S("") :
                                 str_trim(rq_part(rq, netted_name(rq, i)));
        paisa *amount = netted_at(x, i);

        *amount = x->owed[i] < left ? x->owed[i] : left;
        if (said.n &&
            !field_parse(f, said, rq->arena, (char *)(void *)amount - f->at))
            tell_row(&x->found, STOP, "field.not_understood", "netted", i,
                     "amount");
        left -= *amount == INT_NONE || *amount > left ? 0 : *amount;
    }
    if (*amount_at(x, "paid") == INT_NONE)
        *amount_at(x, "paid") = left;
    for (size_t i = 0; i < x->book.loans; i++) /* rows that say something */
        if (*netted_at(x, i) != INT_NONE && *netted_at(x, i) > 0) {
            paisa amount = *netted_at(x, i);
            struct id loan = *loan_at(x, i);

            *netted_at(x, n) = amount;
            *loan_at(x, n++) = loan;
        }
    *list = (struct list){ x->netted, n };
}

/* What stays out elsewhere while she is paid: said, for the body may know why. */
static void others_judge(struct settling *x)
{
    const struct list *list = at(x, "netted");
    paisa stays = 0, paid = *amount_at(x, "paid");

    for (size_t i = 0; i < x->book.loans; i++) {
        if (id_none(x->lender[i]))
            continue;
        stays += x->owed[i];
        for (size_t k = 0; k < list->n; k++)
            if (id_same(*loan_at(x, k), x->book.loan[i].loan))
                stays -= *netted_at(x, k);
    }
    if (stays > 0 && paid != INT_NONE && paid > 0)
        tell_ab(&x->found, WARN, "settlement.owed_elsewhere", "paid",
                stays / 100, paid / 100);
}

static void sums_make(struct settling *x)
{
    static const char *const sort[] = { "regular", "voluntary", "special" };
    paisa insurance = *amount_at(x, "insurance");

    x->had = insurance == INT_NONE ? 0 : insurance;
    for (size_t i = 0; i < LEN(sort); i++)
        if (x->book.held[i] > 0) {
            *amount_at(x, sort[i]) = x->book.held[i];
            x->had += x->book.held[i];
        }
}

/* NULL when it has answered. */
static struct settling *settling_start(struct rq *rq)
{
    struct settling *x = arena_new(rq->arena, struct settling);
    const struct field *rows;
    day *held;

    x->kind = kind_find(S("settlement"));
    x->member = kind_find(S("member"));
    if (!passbook_open(rq, &x->book))
        return NULL;
    if (!register_may(rq, RIGHT_KEEP, x->member, x->book.member)) {
        refuse(rq, 403, "refuse.right");
        return NULL;
    }
    rows = kind_field(x->kind, S("netted"));
    x->record = arena_take(rq->arena, x->kind->bytes);
    x->netted = arena_array(rq->arena, (size_t)rows->most, rows->child_bytes);
    for (int i = 0; i < rows->most; i++)
        record_blank(rows->child, rows->children,
                     (char *)x->netted + (size_t)i * rows->child_bytes);
    record_blank(x->kind->field, x->kind->fields, x->record);
    x->found = findings_start(rq->arena);
    x->posted = rq->page->method == PAGE_POST;
    x->ends = x->book.ended == DAY_NONE;
    *(struct id *)at(x, "member") = x->book.member;
    *(struct id *)at(x, "body") = x->book.body;
    if (x->posted)
        fields_take(rq, x);
    held = at(x, "held");
    if (*held == DAY_NONE)
        *held = rq->today;
    if (!id_read(rq_part(rq, "_id"), &x->id) || id_none(x->id))
        x->id = form_id(rq);
    loans_ask(rq, x);
    sums_make(x);
    shares_take(rq, x);
    others_judge(x);
    return x;
}

/* ---- the form -----------------------------------------------------------*/

static void input(struct rq *rq, const struct settling *x, const char *name)
{
    const struct field *f = kind_field(x->kind, str_of(name));
    struct buf b = buf_start(rq->arena);

    if (!field_none(f, x->record))
        field_print(f, x->record, &b);
    form_label(rq, f);
    form_input(rq, f, name, zstr(rq, buf_str(&b)));
    html(rq, "</label>");
    form_findings(rq, &x->found, name);
    html(rq, "</div>");
}

static void account_select(struct rq *rq, const struct settling *x)
{
    struct book_account *a;
    size_t n = book_accounts(rq, x->book.body, &a);
    struct id now = *(struct id *)at(x, "account");

    if (!n)
        return;
    html(rq,
         "<div class=\"field\"><label><span>%s</span><select name=\"account\">"
         "<option value=\"\"></option>",
         word(rq, "field.account"));
    for (size_t i = 0; i < n; i++)
        html(rq,
             id_same(a[i].id, now) ?
                 "<option value=\"%s\" selected>%s</option>" :
                 "<option value=\"%s\">%s</option>",
             id_text(rq, a[i].id), a[i].title);
    html(rq, "</select></label>");
    form_findings(rq, &x->found, "account");
    html(rq, "</div>");
}

static void line(struct rq *rq, const char *what, paisa amount)
{
    html(rq,
         "<tr><th scope=\"row\">%s</th><td class=\"n\">%s</td><td></td></tr>",
         what, saving_rupees(rq, amount));
}

/* Who lent it, where that is not the body she leaves. */
static void lender_draw(struct rq *rq, const struct settling *x, size_t i)
{
    struct book of;

    if (!id_none(x->lender[i]) &&
        book_find(rq->db, x->lender[i], rq->lang, rq->arena, &of))
        html(rq, "<br><small><bdi>%s</bdi></small>", zstr(rq, of.name));
}

static void loan_line(struct rq *rq, const struct settling *x, size_t i,
                      paisa amount)
{
    const struct passbook_loan *l = &x->book.loan[i];

    html(rq, "<tr><th scope=\"row\"><a href=\"/loan/%s\">%s <bdi>%s</bdi></a>",
         id_text(rq, l->loan), word(rq, "field.loan"), zstr(rq, l->number));
    lender_draw(rq, x, i);
    html(rq,
         "</th><td class=\"n\">%s</td><td class=\"n\"><input name=\"%s\" "
         "value=\"%s\" inputmode=\"decimal\" dir=\"ltr\" class=\"n\" "
         "aria-label=\"%s %s\"></td></tr>",
         saving_rupees(rq, x->owed[i]), netted_name(rq, i),
         saving_typed(rq, amount), word(rq, "field.netted"),
         zstr(rq, l->number));
}

/* What she had, and where it goes. */
static void account_draw(struct rq *rq, const struct settling *x)
{
    static const char *const key[] = { "field.regular", "field.voluntary",
                                       "field.special" };
    paisa insurance = *(paisa *)at(x, "insurance");
    paisa left = x->had, paid = *(paisa *)at(x, "paid");

    listing_open(rq, "saving.what n:saving.rupees n:saving.against");
    for (size_t i = 0; i < LEN(key); i++)
        if (x->book.held[i] > 0)
            line(rq, word(rq, key[i]), x->book.held[i]);
    if (insurance != INT_NONE && insurance > 0)
        line(rq, word(rq, "field.insurance"), insurance);
    for (size_t i = 0; i < x->book.loans; i++) {
        paisa amount = 0;
        const struct list *list = at(x, "netted");

        for (size_t k = 0; k < list->n; k++)
            if (id_same(*loan_at(x, k), x->book.loan[i].loan))
                amount = *netted_at(x, k);
        left -= amount;
        loan_line(rq, x, i, amount);
    }
    html(rq,
         "<tr class=\"sum\"><th scope=\"row\">%s</th><td></td><td class=\"n\">"
         "<input name=\"paid\" value=\"%s\" inputmode=\"decimal\" dir=\"ltr\" "
         "class=\"n\" aria-label=\"%s\"></td></tr>",
         word(rq, "field.paid"), saving_typed(rq, paid),
         word(rq, "field.paid"));
    if (paid != INT_NONE && left > paid)
        line(rq, word(rq, "saving.left"), left - paid);
    listing_close(rq);
    form_findings(rq, &x->found, "paid");
    for (size_t i = 0; i < LEN(key); i++)
        form_findings(rq, &x->found, strchr(key[i], '.') + 1);
}

static void fields_draw(struct rq *rq, const struct settling *x)
{
    static const char *const name[] = { "why",     "held", "insurance",
                                        "nominee", "way",  "reference",
                                        "leaf" };

    html(rq, "<div class=\"grid\">");
    for (size_t i = 0; i < LEN(name); i++)
        input(rq, x, name[i]);
    account_select(rq, x);
    resolution_select(rq, x->book.body, *(struct id *)at(x, "resolution"));
    html(rq, "</div>");
}

static void settling_draw(struct rq *rq, const struct settling *x)
{
    frame_open(rq, word(rq, "saving.settle"));
    html(rq, "<p class=\"lead\"><a href=\"/passbook/%s\"><bdi>%s</bdi></a> · ",
         id_text(rq, x->book.member), x->book.name);
    thing_link(rq, "body", x->book.body);
    html(rq, "</p><p>%s</p>", word(rq, "saving.settle_lead"));
    for (size_t i = 0; i < x->found.n; i++)
        if (!x->found.at[i].path.n)
            finding_draw(rq, &x->found.at[i]);
    form_open(rq, "fact", zstr(rq, rq->q->path), x->book.name, x->id);
    fields_draw(rq, x);
    html(rq,
         "<p class=\"tools\"><button name=\"_reckon\" value=\"1\" "
         "formnovalidate>%s</button></p>",
         word(rq, "saving.reckon"));
    account_draw(rq, x);
    if (x->ends)
        html(rq, "<p>%s</p>", word(rq, "saving.ends_too"));
    html(rq, "<p class=\"tools\"><button class=\"main\">%s</button></p></form>",
         word(rq, "form.keep"));
    frame_close(rq);
}

static void settling_reckon(struct rq *rq, const struct settling *x)
{
    struct keys k;

    if (!rq->json) {
        settling_draw(rq, x);
        return;
    }
    k = keys_open(rq);
    key_any(&k, "findings");
    findings_json(rq, &x->found);
    key_int(&k, "had", x->had);
    key_id(&k, "id", x->id);
    key_any(&k, "record");
    buf_add(&rq->body, record_body(x->kind, x->record, rq->arena));
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

/* The account of a member who leaves or died: what she saved, what an insurance
 * paid for her, what goes against her loans, what she or her nominee is paid. */
PAGE(settle, GET, "/settle/*", RIGHT_KEEP)
{
    struct settling *x = settling_start(rq);

    if (x)
        settling_reckon(rq, x);
}

/* ---- keeping it ---------------------------------------------------------*/

static const char *end_why(const struct settling *x)
{
    static const char *const why[] = { "resigned", "died", "expelled" };
    int32_t said = *(int32_t *)at(x, "why");

    return why[said >= 0 && said < 3 ? said : 0];
}

/* Her membership as it stands from now on. */
static struct draft end_draft(struct rq *rq, const struct settling *x)
{
    void *m = arena_take(rq->arena, x->member->bytes);
    const struct field *why = kind_field(x->member, S("why"));
    const struct field *ended = kind_field(x->member, S("ended"));
    struct buf b = buf_start(rq->arena);

    record_blank(x->member->field, x->member->fields, m);
    row_find(rq->db, x->member, x->book.member, rq->arena, m);
    *(struct date *)(void *)((char *)m + ended->at) =
        (struct date){ *(day *)at(x, "held"), GRAIN_DAY };
    *(int32_t *)(void *)((char *)m + why->at) = choice_find(why->of,
                                                            str_of(end_why(x)));
    buf_fmt(&b, "{\"answers\":\"%s\",\"body\":",
            id_text(rq, form_tip(rq, x->book.member)));
    buf_add(&b, record_open(x->member, m, rq->arena));
    buf_z(&b, ",\"why\":");
    buf_json(&b, str_of(word(rq, "saving.settle")));
    buf_char(&b, '}');
    return (struct draft){ .kind = S("fix"),
                           .author = rq->who.login,
                           .body = buf_str(&b),
                           .strict = true };
}

static void again(struct rq *rq, const struct settling *x, int status)
{
    rq->status = status;
    if (rq->json)
        form_answer_json(rq, status == 503 ? "unknown" : "refused", ID_NONE,
                         &x->found);
    else
        settling_draw(rq, x);
}

static void told(struct rq *rq, void *memo, bool heard, struct str reply)
{
    struct settling *x = memo;
    struct outcome *o = arena_many(rq->arena, struct outcome, 2);
    struct buf to = buf_start(rq->arena);

    if (!heard || !ask_outcomes_read(reply, rq->arena, o, x->drafts)) {
        tell(&x->found, STOP, "form.unsure", "");
        again(rq, x, 503);
        return;
    }
    for (size_t i = 0; i < x->drafts; i++)
        if (o[i].kept == KEPT_REFUSED) {
            x->found = o[i].found;
            again(rq, x, 422);
            return;
        }
    if (form_answered(rq, &o[0], x->id))
        return;
    buf_fmt(&to, "/passbook/%s?kept=1", id_text(rq, x->book.member));
    rq_goto(rq, zstr(rq, buf_str(&to)));
}

/* Keeps the settlement and, where she still is a member, the end of that, in
 * one transaction. */
PAGE(settle_go, POST, "/settle/*", RIGHT_KEEP)
{
    struct settling *x = settling_start(rq);
    struct draft *d;

    if (!x)
        return;
    if (rq_part(rq, "_reckon").n) {
        x->found = findings_start(rq->arena);
        others_judge(x);
        settling_draw(rq, x);
        return;
    }
    d = arena_many(rq->arena, struct draft, 2);
    d[x->drafts++] = (struct draft){ .kind = S("settlement"),
                                     .author = rq->who.login,
                                     .id = x->id,
                                     .strict = true };
    d[0].body = record_body(x->kind, x->record, rq->arena);
    draft_judge(rq->db, &d[0], rq->today, &x->found);
    if (findings_stop(&x->found)) {
        again(rq, x, 422);
        return;
    }
    if (x->ends)
        d[x->drafts++] = end_draft(rq, x);
    rq_ask(rq, ASK_KEEPER, ASK_DRAFTS,
           ask_drafts(rq->arena, rq->who.login, d, x->drafts), told, x);
}
