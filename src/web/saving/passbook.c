/* passbook - a member's own account with her body: on screen, on paper, as a
 * picture to send. */
#include <string.h>

#include "web/paper.h"
#include "web/saving/saving.h"

enum { PICTURE_ROWS = 12 };

static const char *sort_word(struct rq *rq, int of)
{
    static const char *const key[SAVINGS] = { "field.regular",
                                              "field.voluntary",
                                              "field.special", "saving.left" };

    return word(rq, key[of]);
}

/* ---- as JSON ------------------------------------------------------------*/

static void row_json(struct rq *rq, size_t i, const struct passbook_row *row)
{
    struct keys one = key_item(rq, i);

    key_int(&one, "balance", row->balance);
    key_day(&one, "day", row->on);
    key_int(&one, "drawn", row->out);
    key_id(&one, "entry", row->entry);
    key_int(&one, "lent", row->lent);
    key_int(&one, "owed", row->balance_owed);
    key_int(&one, "repaid", row->repaid);
    key_int(&one, "saved", row->in);
    key_text(&one, "what", str_of(row->what));
    keys_close(&one);
}

static void passbook_json(struct rq *rq, const struct passbook *p)
{
    struct keys k = keys_open(rq);

    key_id(&k, "body", p->body);
    key_int(&k, "free", p->free);
    key_list(&k, "loans");
    for (size_t i = 0; i < p->loans; i++) {
        struct keys one = key_item(rq, i);

        key_id(&one, "loan", p->loan[i].loan);
        key_text(&one, "number", p->loan[i].number);
        key_int(&one, "owed", p->loan[i].owed);
        keys_close(&one);
    }
    key_list_end(&k);
    key_id(&k, "member", p->member);
    key_int(&k, "owed", p->owed);
    key_int(&k, "pledged", p->pledged);
    key_int(&k, "regular", p->held[SAVING_REGULAR]);
    key_list(&k, "rows");
    for (size_t i = 0; i < p->n; i++)
        row_json(rq, i, &p->row[i]);
    key_list_end(&k);
    key_int(&k, "special", p->held[SAVING_SPECIAL]);
    key_int(&k, "still_owed_to_her", p->held[SAVING_LEFT]);
    key_int(&k, "voluntary", p->held[SAVING_VOLUNTARY]);
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

/* ---- on screen ----------------------------------------------------------*/

static void acts(struct rq *rq, const struct passbook *p)
{
    static const char *const act[][3] = {
        { "deposit", "regular", "saving.deposit" },
        { "withdrawal", "regular", "saving.withdraw" },
    };
    struct buf today = buf_start(rq->arena);

    if (!register_may(rq, RIGHT_KEEP, kind_find(S("member")), p->member))
        return;
    day_put(&today, rq->today);
    html(rq, "<p class=\"tools\">");
    for (size_t i = 0; i < LEN(act); i++)
        if (p->ended == DAY_NONE)
            html(rq,
                 "<a class=\"button\" href=\"/new/%s?member=%s&amp;body=%s"
                 "&amp;what=%s&amp;way=box&amp;held=%s\">%s</a>",
                 act[i][0], id_text(rq, p->member), id_text(rq, p->body),
                 act[i][1], zstr(rq, buf_str(&today)), word(rq, act[i][2]));
    if (p->ended == DAY_NONE)
        html(rq, "<a class=\"button\" href=\"/passkey/%s\">%s</a>",
             id_text(rq, p->member), word(rq, "passkey.title"));
    if (p->saved > 0 || p->ended == DAY_NONE)
        html(rq, "<a class=\"button\" href=\"/settle/%s\">%s</a>",
             id_text(rq, p->member), word(rq, "saving.settle"));
    if (p->held[SAVING_LEFT] > 0)
        html(rq,
             "<a class=\"button main\" href=\"/new/withdrawal?member=%s&amp;"
             "body=%s&amp;what=left&amp;way=box&amp;held=%s&amp;amount=%s\">%s"
             "</a>",
             id_text(rq, p->member), id_text(rq, p->body),
             zstr(rq, buf_str(&today)), saving_typed(rq, p->held[SAVING_LEFT]),
             word(rq, "saving.pay_left"));
    html(rq, "</p>");
}

static void papers(struct rq *rq, const struct passbook *p)
{
    paper_links(rq, "saving.passbook", "passbook", p->member, "passbook.pdf");
    paper_links(rq, "saving.picture", "passbook", p->member, "passbook.png");
}

static void tiles(struct rq *rq, const struct passbook *p)
{
    html(rq, "<ul class=\"counters small tiles\">");
    saving_tile(rq, "saving.saved", p->saved);
    saving_tile(rq, "saving.free", p->free);
    if (p->owed || p->loans)
        saving_tile(rq, "saving.owes", p->owed);
    if (p->held[SAVING_LEFT])
        saving_tile(rq, "saving.left", p->held[SAVING_LEFT]);
    html(rq, "</ul>");
}

static void sorts(struct rq *rq, const struct passbook *p)
{
    card_open(rq, "saving.sorts");
    html(rq, "<dl class=\"fields\">");
    for (int i = 0; i < SAVINGS; i++)
        if (i != SAVING_LEFT || p->held[i])
            html(rq, "<dt>%s</dt><dd class=\"n\">%s</dd>", sort_word(rq, i),
                 saving_rupees(rq, p->held[i]));
    if (p->over)
        html(rq, "<dt>%s</dt><dd class=\"n\">%s</dd>", word(rq, "saving.over"),
             saving_rupees(rq, p->over));
    if (p->pledged)
        html(rq, "<dt>%s</dt><dd class=\"n\">%s</dd>",
             word(rq, "saving.pledged"), saving_rupees(rq, p->pledged));
    html(rq, "</dl>");
    if (p->loans)
        html(rq, "<h3>%s</h3><ul class=\"links\">", word(rq, "saving.loans"));
    for (size_t i = 0; i < p->loans; i++)
        html(rq, "<li><a href=\"/loan/%s\"><bdi>%s</bdi></a> %s</li>",
             id_text(rq, p->loan[i].loan), zstr(rq, p->loan[i].number),
             saving_rupees(rq, p->loan[i].owed));
    html(rq, p->loans ? "</ul>" : "");
    card_close(rq);
}

/* The last first: that is what somebody at the door asks for. */
static void rows_draw(struct rq *rq, const struct passbook *p)
{
    bool lends = p->owed || p->loans;

    for (size_t i = 0; i < p->n; i++)
        lends |= p->row[i].lent != INT_NONE || p->row[i].repaid != INT_NONE;
    listing_open(rq, lends ? "saving.day saving.what n:saving.in n:saving.out "
                             "n:saving.balance n:saving.lent n:saving.repaid "
                             "n:saving.owes" :
                             "saving.day saving.what n:saving.in n:saving.out "
                             "n:saving.balance");
    for (size_t i = p->n; i-- > 0;) {
        const struct passbook_row *row = &p->row[i];

        html(rq,
             "<tr><th scope=\"row\"><a href=\"/entry/%s\">%s</a></th><td>%s"
             "</td><td class=\"n\">%s</td><td class=\"n\">%s</td><td "
             "class=\"n\">%s</td>",
             id_text(rq, row->entry), day_text(rq, row->on), row->what,
             saving_rupees(rq, row->in), saving_rupees(rq, row->out),
             saving_rupees(rq, row->balance));
        if (lends)
            html(rq,
                 "<td class=\"n\">%s</td><td class=\"n\">%s</td><td "
                 "class=\"n\">%s</td>",
                 saving_rupees(rq, row->lent), saving_rupees(rq, row->repaid),
                 saving_rupees(rq, row->balance_owed));
        html(rq, "</tr>");
    }
    listing_close(rq);
    if (p->more)
        html(rq, "<p class=\"note warn\">%s</p>", word(rq, "saving.more"));
}

/* A member's passbook: what she saved, drew and owes, out of the books of her
 * body; on paper in three languages, and as a picture to send. */
PAGE(passbook, GET, "/passbook/*", RIGHT_REGISTER)
{
    struct passbook *p = arena_new(rq->arena, struct passbook);

    if (!passbook_open(rq, p))
        return;
    if (rq->json) {
        passbook_json(rq, p);
        return;
    }
    frame_open(rq, word(rq, "saving.passbook"));
    html(rq, "<p class=\"lead\"><bdi>%s</bdi> · ", p->name);
    thing_link(rq, "body", p->body);
    html(rq, " · <a href=\"/savings/%s\">%s</a></p>", id_text(rq, p->body),
         word(rq, "saving.title"));
    if (p->ended != DAY_NONE)
        html(rq, "<p class=\"note warn\">%s %s</p>", word(rq, "field.ended"),
             day_text(rq, p->ended));
    acts(rq, p);
    papers(rq, p);
    tiles(rq, p);
    html(rq, "<div class=\"sides\"><div>");
    rows_draw(rq, p);
    html(rq, "</div><div class=\"stack-cards\">");
    sorts(rq, p);
    html(rq, "</div></div>");
    frame_close(rq);
}

/* ---- on paper -----------------------------------------------------------*/

static struct str said(struct rq *rq, const char *key)
{
    return str_of(word(rq, key));
}

static struct str rupees(struct rq *rq, paisa v)
{
    return str_of(saving_rupees(rq, v));
}

static void head_put(struct rq *rq, const struct passbook *p, struct paper *out)
{
    struct buf number = buf_start(rq->arena);

    paper_title(out, said(rq, "saving.passbook"));
    paper_pair(out, said(rq, "meeting.member"), str_of(p->name));
    if (p->number != INT_NONE)
        buf_int(&number, p->number);
    paper_pair_word(out, "field.number", buf_str(&number));
    paper_pair_word(out, "kind.body", str_of(p->body_name));
    for (int i = 0; i < SAVINGS; i++)
        if (p->held[i] || i == SAVING_REGULAR)
            paper_pair(out, str_of(sort_word(rq, i)), rupees(rq, p->held[i]));
    if (p->pledged)
        paper_pair(out, said(rq, "saving.pledged"), rupees(rq, p->pledged));
    if (p->over)
        paper_pair(out, said(rq, "saving.over"), rupees(rq, p->over));
    if (p->owed)
        paper_pair(out, said(rq, "saving.owes"), rupees(rq, p->owed));
}

/* The last `most` rows, the earliest of them first. */
static void rows_put(struct rq *rq, const struct passbook *p, size_t most,
                     struct paper *out)
{
    const struct paper_column c[] = {
        { said(rq, "saving.day"), S(""), 20, ALIGN_START },
        { said(rq, "saving.what"), S(""), 32, ALIGN_START },
        { said(rq, "saving.in"), S(""), 15, ALIGN_END },
        { said(rq, "saving.out"), S(""), 15, ALIGN_END },
        { said(rq, "saving.balance"), S(""), 17, ALIGN_END },
        { said(rq, "saving.repaid"), S(""), 15, ALIGN_END },
        { said(rq, "saving.owes"), S(""), 17, ALIGN_END },
    };
    bool lends = false;

    if (!p->n) {
        paper_text(out, said(rq, "list.nothing_yet"));
        return;
    }
    for (size_t i = 0; i < p->n; i++)
        lends |= p->row[i].lent != INT_NONE || p->row[i].repaid != INT_NONE;
    paper_table(out, c, lends ? (int)LEN(c) : 5, 0, 80);
    for (size_t i = p->n > most ? p->n - most : 0; i < p->n; i++) {
        const struct passbook_row *row = &p->row[i];
        const struct str cell[LEN(c)] = {
            str_of(day_text(rq, row->on)), str_of(row->what),
            rupees(rq, row->in),           rupees(rq, row->out),
            rupees(rq, row->balance),      rupees(rq, row->repaid),
            rupees(rq, row->balance_owed),
        };

        paper_row(out, ROW_PLAIN, cell);
    }
    paper_table_end(out);
}

static void foot_put(struct rq *rq, const struct passbook *p, struct paper *out)
{
    struct buf path = buf_start(rq->arena);
    struct str address;

    buf_fmt(&path, "%s", id_text(rq, p->member));
    address = paper_address(rq, "/passbook/", buf_str(&path));
    if (address.n)
        paper_qr(out, address, said(rq, "saving.see_it"));
    paper_small(out, said(rq, "saving.by_the_books"));
}

/* Of the asked language. False when it has answered. */
static bool printed(struct rq *rq, struct passbook *p)
{
    rq->lang = rq_paper_lang(rq);
    return passbook_open(rq, p);
}

static struct paper sheet(struct rq *rq, const struct passbook *p,
                          enum paper_form form)
{
    const struct paper_plan plan = { .size = rq_paper_size(rq, PAPER_A5),
                                     .form = form,
                                     .title = said(rq, "saving.passbook"),
                                     .head = str_of(p->body_name),
                                     .on = rq->today };

    return paper_start(rq->arena, rq->lang, &plan);
}

/* A member's passbook as a PDF, A5, all that ever moved. */
PAGE(passbook_paper, GET, "/passbook/*/passbook.pdf", RIGHT_REGISTER)
{
    struct str who[2];
    struct passbook *p = arena_new(rq->arena, struct passbook);
    struct paper out;

    if (!printed(rq, p))
        return;
    who[0] = said(rq, "meeting.member"); /* in the paper's language */
    who[1] = said(rq, "saving.keeper");
    out = sheet(rq, p, PAPER_PDF);
    head_put(rq, p, &out);
    paper_gap(&out, 3);
    rows_put(rq, p, PASSBOOK_ROWS, &out);
    paper_gap(&out, 3);
    foot_put(rq, p, &out);
    paper_sign(&out, who, (int)LEN(who));
    rq_paper(rq, "passbook.pdf", &out);
}

/* The same as a small picture to send: the balances and the last movements. */
PAGE(passbook_picture, GET, "/passbook/*/passbook.png", RIGHT_REGISTER)
{
    struct passbook *p = arena_new(rq->arena, struct passbook);
    struct paper out;

    if (!printed(rq, p))
        return;
    out = sheet(rq, p, PAPER_PNG);
    head_put(rq, p, &out);
    paper_gap(&out, 2);
    rows_put(rq, p, PICTURE_ROWS, &out);
    paper_small(&out, said(rq, "saving.by_the_books"));
    rq_paper(rq, "passbook.png", &out);
}
