/* share - a profit shared among the members of a body, or all that they hold at
 * the end of a cycle: the parts are reckoned, looked at, and kept. */
#include "saving.sql.h"
#include "web/body/life.h"
#include "web/form.h"
#include "web/money/book.h"
#include "web/saving/saving.h"

enum { WHAT_PROFIT, WHAT_SHARE_OUT };
enum { RULE_EQUAL, RULE_BY_SAVING, RULE_BY_DAYS, RULE_AT_RATE };
enum { DAYS_OF_YEAR = 365 };

struct sharing_page {
    const struct kind *kind;
    struct id body;
    void *record;            /* of kind sharing */
    struct savers *all;      /* as of that day */
    paisa part[SAVERS_MOST]; /* of each of them */
    paisa total;
    struct id id; /* of the new entry */
    struct findings found;
    bool reckoned;
};

static void *at(const struct sharing_page *x, const char *name)
{
    const struct field *f = kind_field(x->kind, str_of(name));

    MUST(f);
    return (char *)x->record + f->at;
}

static int32_t chosen(const struct sharing_page *x, const char *name)
{
    return *(int32_t *)at(x, name);
}

static day day_at(const struct sharing_page *x, const char *name)
{
    return *(day *)at(x, name);
}

static paisa saved_of(const paisa held[SAVINGS])
{
    return held[SAVING_REGULAR] + held[SAVING_VOLUNTARY] + held[SAVING_SPECIAL];
}

static bool is_member(const struct sharing_page *x, const struct saver *m)
{
    return m->ended == DAY_NONE || m->ended > day_at(x, "held");
}

/* ---- what weighs --------------------------------------------------------*/

/* All that came to her savings and went out of them. */
static struct saving_act *acts_of(struct rq *rq, struct id member, size_t *n)
{
    struct rows r = db_rows(rq->db, SQL_WEB_SAVER_FLOW);
    struct saving_act *act = NULL;
    size_t room = 0;

    *n = 0;
    db_bind_id(&r, 1, member);
    while (db_next(&r)) {
        arena_room(rq->arena, act, *n, room);
        act[(*n)++] = (struct saving_act){ .entry = db_id(&r, 0),
                                           .n = db_int(&r, 1),
                                           .on = (day)db_int(&r, 2),
                                           .of = (int32_t)db_int(&r, 3),
                                           .moves = db_int(&r, 4) == 1,
                                           .amount = db_int(&r, 5) };
    }
    db_done(&r);
    saving_sort(act, *n);
    return act;
}

/* Her weight by the rule; at a rate her part itself, in paisa. */
static int64_t weight_of(struct rq *rq, const struct sharing_page *x,
                         const struct saver *m)
{
    paisa saved = saved_of(m->held);
    struct arena_mark mark = arena_mark(rq->arena);
    struct saving_act *act;
    int64_t weight = 0;
    size_t n;

    if (chosen(x, "shared_by") <= RULE_EQUAL)
        return 1;
    if (chosen(x, "shared_by") == RULE_BY_SAVING)
        return saved < 0 ? 0 : saved;
    act = acts_of(rq, m->member, &n);
    if (chosen(x, "shared_by") == RULE_BY_DAYS)
        weight = saving_days(act, n, day_at(x, "since"), day_at(x, "held"));
    else if (*(int64_t *)at(x, "yearly_rate") != INT_NONE)
        weight = saving_at_rate(act, n, day_at(x, "since"), day_at(x, "held"),
                                *(int64_t *)at(x, "yearly_rate"), DAYS_OF_YEAR);
    arena_back(rq->arena, mark);
    return weight < 0 ? 0 : weight;
}

static void reckon(struct rq *rq, struct sharing_page *x)
{
    int64_t *weight = arena_many(rq->arena, int64_t, SAVERS_MOST);
    paisa said = *(paisa *)at(x, "amount");
    bool timed = chosen(x, "shared_by") >= RULE_BY_DAYS;

    if (timed && day_at(x, "since") == DAY_NONE) {
        tell(&x->found, STOP, "field.missing", "since");
        return;
    }
    for (size_t i = 0; i < x->all->n; i++)
        weight[i] = is_member(x, &x->all->at[i]) ?
                        weight_of(rq, x, &x->all->at[i]) :
                        0;
    x->total = 0;
    if (chosen(x, "shared_by") == RULE_AT_RATE) {
        if (*(int64_t *)at(x, "yearly_rate") == INT_NONE)
            tell(&x->found, STOP, "field.missing", "yearly_rate");
        for (size_t i = 0; i < x->all->n; i++)
            x->total += x->part[i] = weight[i];
        *(paisa *)at(x, "amount") = x->total;
    } else if (said == INT_NONE) {
        tell(&x->found, STOP, "field.missing", "amount");
    } else if (saving_share(rq->arena, said, weight, x->all->n, x->part)) {
        x->total = said;
    } else {
        tell(&x->found, STOP, "saving.nobody", "shared_by");
    }
    x->reckoned = !findings_stop(&x->found);
}

/* ---- the rows of the record ---------------------------------------------*/

static void row_money(const struct field *rows, void *row, const char *name,
                      paisa amount)
{
    const struct field *f = field_find(rows->child, rows->children,
                                       str_of(name));

    if (amount > 0)
        *(paisa *)(void *)((char *)row + f->at) = amount;
}

static void rows_make(struct rq *rq, struct sharing_page *x)
{
    const struct field *rows = kind_field(x->kind, S("part"));
    const struct field *member = field_find(rows->child, rows->children,
                                            S("member"));
    struct list *list = at(x, "part");
    bool out = chosen(x, "what") == WHAT_SHARE_OUT;

    *list = (struct list){
        arena_array(rq->arena, x->all->n + 1, rows->child_bytes), 0
    };
    for (size_t i = 0; i < x->all->n; i++) {
        const struct saver *m = &x->all->at[i];
        void *row = (char *)list->at + list->n * rows->child_bytes;

        if (!x->part[i] && (!out || saved_of(m->held) <= 0))
            continue;
        record_blank(rows->child, rows->children, row);
        *(struct id *)(void *)((char *)row + member->at) = m->member;
        row_money(rows, row, "amount", x->part[i]);
        if (out) {
            row_money(rows, row, "regular", m->held[SAVING_REGULAR]);
            row_money(rows, row, "voluntary", m->held[SAVING_VOLUNTARY]);
            row_money(rows, row, "special", m->held[SAVING_SPECIAL]);
        }
        list->n++;
    }
}

/* ---- what is asked ------------------------------------------------------*/

static const char *const typed[] = { "what",     "shared_by", "yearly_rate",
                                     "amount",   "since",     "held",
                                     "given_as", "way",       "reference" };

static void fields_take(struct rq *rq, struct sharing_page *x)
{
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

/* NULL when it has answered. */
static struct sharing_page *sharing_start(struct rq *rq)
{
    struct sharing_page *x = arena_new(rq->arena, struct sharing_page);
    const struct kind *body = kind_find(S("body"));

    x->kind = kind_find(S("sharing"));
    if (!register_open(rq, body, &x->body))
        return NULL;
    if (!register_may(rq, RIGHT_KEEP, body, x->body)) {
        refuse(rq, 403, "refuse.right");
        return NULL;
    }
    x->record = arena_take(rq->arena, x->kind->bytes);
    record_blank(x->kind->field, x->kind->fields, x->record);
    x->found = findings_start(rq->arena);
    *(struct id *)at(x, "body") = x->body;
    if (rq->page->method == PAGE_POST)
        fields_take(rq, x);
    if (day_at(x, "held") == DAY_NONE)
        *(day *)at(x, "held") = rq->today;
    if (chosen(x, "what") < 0)
        *(int32_t *)at(x, "what") = WHAT_PROFIT;
    if (chosen(x, "shared_by") < 0)
        *(int32_t *)at(x, "shared_by") = RULE_BY_SAVING;
    if (!id_read(rq_part(rq, "_id"), &x->id) || id_none(x->id))
        x->id = form_id(rq);
    x->all = savers_read(rq, x->body, day_at(x, "held"));
    if (rq->page->method == PAGE_POST && !findings_stop(&x->found)) {
        reckon(rq, x);
        rows_make(rq, x);
    }
    return x;
}

/* ---- the form -----------------------------------------------------------*/

static void input(struct rq *rq, const struct sharing_page *x, const char *name)
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

static void account_select(struct rq *rq, const struct sharing_page *x)
{
    struct book_account *a;
    size_t n = book_accounts(rq, x->body, &a);
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
    html(rq, "</select></label></div>");
}

static void parts_draw(struct rq *rq, const struct sharing_page *x)
{
    bool out = chosen(x, "what") == WHAT_SHARE_OUT;
    paisa back = 0;

    listing_open(rq, "meeting.member n:saving.balance n:saving.part "
                     "n:saving.goes_out");
    for (size_t i = 0; i < x->all->n; i++) {
        const struct saver *m = &x->all->at[i];
        paisa saved = saved_of(m->held);

        if (!x->part[i] && (!out || saved <= 0))
            continue;
        back += out && saved > 0 ? saved : 0;
        html(rq,
             "<tr><th scope=\"row\"><bdi>%s</bdi></th><td class=\"n\">%s</td>"
             "<td class=\"n\">%s</td><td class=\"n\">%s</td></tr>",
             m->name, saving_rupees(rq, saved), saving_rupees(rq, x->part[i]),
             saving_rupees(rq, x->part[i] + (out && saved > 0 ? saved : 0)));
    }
    html(rq,
         "<tr class=\"sum\"><th scope=\"row\">%s</th><td></td><td "
         "class=\"n\">%s</td><td class=\"n\">%s</td></tr>",
         word(rq, "saving.all"), saving_rupees(rq, x->total),
         saving_rupees(rq, x->total + back));
    listing_close(rq);
}

static void sharing_draw(struct rq *rq, const struct sharing_page *x)
{
    frame_open(rq, word(rq, "saving.share"));
    html(rq, "<p class=\"lead\">");
    thing_link(rq, "body", x->body);
    html(rq, " · <a href=\"/savings/%s\">%s</a></p><p>%s</p>",
         id_text(rq, x->body), word(rq, "saving.title"),
         word(rq, "saving.share_lead"));
    for (size_t i = 0; i < x->found.n; i++)
        if (!x->found.at[i].path.n || !kind_field(x->kind, x->found.at[i].path))
            finding_draw(rq, &x->found.at[i]);
    form_open(rq, "fact", zstr(rq, rq->q->path), word(rq, "saving.share"),
              x->id);
    html(rq, "<div class=\"grid\">");
    for (size_t i = 0; i < LEN(typed); i++)
        input(rq, x, typed[i]);
    account_select(rq, x);
    resolution_select(rq, x->body, *(struct id *)at(x, "resolution"));
    html(rq,
         "</div><p class=\"tools\"><button name=\"_reckon\" value=\"1\" "
         "formnovalidate>%s</button></p>",
         word(rq, "saving.reckon"));
    if (x->reckoned) {
        parts_draw(rq, x);
        html(rq, "<p class=\"tools\"><button class=\"main\">%s</button></p>",
             word(rq, "form.keep"));
    }
    html(rq, "</form>");
    frame_close(rq);
}

static void sharing_reckon(struct rq *rq, const struct sharing_page *x)
{
    struct keys k;

    if (!rq->json) {
        sharing_draw(rq, x);
        return;
    }
    k = keys_open(rq);
    key_any(&k, "findings");
    findings_json(rq, &x->found);
    key_id(&k, "id", x->id);
    key_any(&k, "record");
    buf_add(&rq->body, record_body(x->kind, x->record, rq->arena));
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

/* How a profit of a body is shared among its members, to the last paisa: equal,
 * by savings, by savings and days, or at a rate; or all is shared out. */
PAGE(share, GET, "/share/*", RIGHT_KEEP)
{
    struct sharing_page *x = sharing_start(rq);

    if (x)
        sharing_reckon(rq, x);
}

/* ---- keeping it ---------------------------------------------------------*/

static void again(struct rq *rq, const struct sharing_page *x, int status)
{
    rq->status = status;
    if (rq->json)
        form_answer_json(rq, status == 503 ? "unknown" : "refused", ID_NONE,
                         &x->found);
    else
        sharing_draw(rq, x);
}

static void told(struct rq *rq, void *memo, bool heard, struct str reply)
{
    struct sharing_page *x = memo;
    struct outcome *o = arena_many(rq->arena, struct outcome, 1);
    struct buf to = buf_start(rq->arena);

    if (!heard || !ask_outcomes_read(reply, rq->arena, o, 1)) {
        tell(&x->found, STOP, "form.unsure", "");
        again(rq, x, 503);
        return;
    }
    if (o->kept == KEPT_REFUSED) {
        x->found = o->found;
        again(rq, x, 422);
        return;
    }
    if (form_answered(rq, o, x->id))
        return;
    buf_fmt(&to, "/savings/%s?kept=1", id_text(rq, x->body));
    rq_goto(rq, zstr(rq, buf_str(&to)));
}

/* Reckons the parts, and keeps them once they were looked at. */
PAGE(share_go, POST, "/share/*", RIGHT_KEEP)
{
    struct sharing_page *x = sharing_start(rq);
    struct draft d;

    if (!x)
        return;
    if (rq_part(rq, "_reckon").n) {
        sharing_reckon(rq, x);
        return;
    }
    d = (struct draft){ .kind = S("sharing"),
                        .author = rq->who.login,
                        .id = x->id,
                        .strict = true };
    d.body = record_body(x->kind, x->record, rq->arena);
    if (x->reckoned)
        draft_judge(rq->db, &d, rq->today, &x->found);
    if (findings_stop(&x->found)) {
        again(rq, x, 422);
        return;
    }
    rq_ask(rq, ASK_KEEPER, ASK_DRAFTS,
           ask_drafts(rq->arena, rq->who.login, &d, 1), told, x);
}
