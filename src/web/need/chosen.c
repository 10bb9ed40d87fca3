/* chosen - a choice of needs under a budget: what is taken, what is left out and
 * why each, and how good it is proven to be. */
#include "web/need/chosen.h"

#include <stdlib.h>
#include <string.h>

#include "rank.sql.h"

void chosen_tiles(struct rq *rq, const struct chosen *c)
{
    const struct portfolio_choice *x = &c->choice;

    if (x->end > PORTFOLIO_GOOD) {
        html(rq, "<p class=\"note\"><span class=\"chip stop\">%s</span></p>",
             word_of(rq, "portfolio.end",
                     choice_name(PORTFOLIO_ENDS, (int)x->end)));
        return;
    }
    html(rq, "<ul class=\"counters tiles\">");
    tile(rq, "portfolio.taken", (int64_t)x->taken, 0, "");
    tile(rq, "portfolio.cost", x->cost / 100, 0, "");
    tile(rq, "portfolio.left", (c->ask.budget - x->cost) / 100, 0, "");
    tile(rq, "field.value", x->value, 0, "");
    if (x->cost)
        tile(rq, "portfolio.for_women", 100 * x->women / x->cost, 0, "");
    html(rq, "</ul><p>%s",
         word_of(rq, "portfolio.end",
                 choice_name(PORTFOLIO_ENDS, (int)x->end)));
    if (x->end == PORTFOLIO_GOOD)
        html(rq, " %s %s %%.", word(rq, "portfolio.gap"),
             number_text(rq, portfolio_gap(x), 2));
    if (x->greedy >= 0 && x->greedy < x->value)
        html(rq, " %s %s.", word(rq, "portfolio.greedy"),
             number_text(rq, x->greedy, 0));
    html(rq, "</p>");
}

/* "Without it every choice is worth less, by 12 at least." */
static void why_draw(struct rq *rq, const struct portfolio_item *x)
{
    struct str rest = str_of(
        word_of(rq, "portfolio.why", choice_name(PORTFOLIO_WHYS, (int)x->why)));
    struct str before = str_cut(&rest, '{');

    html(rq, "%s", zstr(rq, before));
    if (rest.n) {
        str_cut(&rest, '}');
        html(rq, "%s%s", number_text(rq, x->loses, 0), zstr(rq, rest));
    }
}

static void item_draw(struct rq *rq, const struct chosen *c, size_t i)
{
    const struct portfolio_item *x = &c->item[i];

    html(rq,
         "<tr><th scope=\"row\"><a href=\"/need/%s\"><bdi>%s</bdi></a> <small>"
         "<bdi>%s</bdi></small>",
         id_text(rq, x->need), c->name[i], c->number[i]);
    if (x->for_women)
        html(rq, " <span class=\"chip\">%s</span>",
             word(rq, "field.women_first"));
    html(rq, "<br><small>");
    why_draw(rq, x);
    html(rq, "</small></th><td class=\"n\">%s</td><td class=\"n\">%s</td></tr>",
         number_text(rq, x->cost / 100, 0), number_text(rq, x->value, 0));
}

/* A line of a table, with what it is sorted by. */
struct placed {
    const struct chosen *of;
    size_t at;
};

/* Of what is left out, first what came nearest to being taken. */
static int nearness(const struct portfolio_item *x)
{
    static const int8_t of[] = {
        [WHY_MUST] = 0,  [WHY_WORTH] = 1, [WHY_TAKEN] = 2,
        [WHY_CLOSE] = 3, [WHY_LOSES] = 4, [WHY_EITHER] = 5,
        [WHY_DEAR] = 6,  [WHY_NEVER] = 7, [WHY_NOTHING] = 8,
    };

    return of[x->why];
}

/* What is taken by its worth; what is not by how little it missed. */
static int placed_order(const void *a, const void *b)
{
    const struct placed *p = a, *q = b;
    const struct portfolio_item *x = &p->of->item[p->at];
    const struct portfolio_item *y = &q->of->item[q->at];
    int order = x->taken_up ? 0 : nearness(x) - nearness(y);

    if (!order && !x->taken_up && x->why == WHY_LOSES)
        order = (x->loses > y->loses) - (x->loses < y->loses);
    if (!order)
        order = (x->value < y->value) - (x->value > y->value);
    if (!order)
        order = (x->cost > y->cost) - (x->cost < y->cost);
    if (!order)
        order = strcmp(p->of->number[p->at], q->of->number[q->at]);
    return order ? order : id_order(x->need, y->need);
}

static void part_draw(struct rq *rq, const struct chosen *c, bool taken)
{
    struct placed *line = arena_many(rq->arena, struct placed, c->n + 1);
    size_t n = 0;

    for (size_t i = 0; i < c->n; i++)
        if (c->item[i].taken_up == taken)
            line[n++] = (struct placed){ c, i };
    if (!n)
        return;
    qsort(line, n, sizeof *line, placed_order);
    card_open(rq, taken ? "portfolio.taken" : "portfolio.left_out");
    listing_open(rq, "portfolio.need_why n:portfolio.cost n:field.value");
    for (size_t i = 0; i < n; i++)
        item_draw(rq, c, line[i].at);
    listing_close(rq);
    card_close(rq);
}

void chosen_tables(struct rq *rq, const struct chosen *c)
{
    part_draw(rq, c, true);
    part_draw(rq, c, false);
}

/* ---- one that was kept --------------------------------------------------*/

static void names_read(struct rq *rq, struct id portfolio, struct chosen *c)
{
    struct rows r = db_rows(rq->db, SQL_WEB_PORTFOLIO_NEEDS);
    struct id *id = arena_many(rq->arena, struct id, c->n + 1);

    c->name = arena_many(rq->arena, const char *, c->n + 1);
    c->number = arena_many(rq->arena, const char *, c->n + 1);
    for (size_t i = 0; i < c->n; i++) {
        id[i] = c->item[i].need;
        c->number[i] = "";
    }
    db_bind_id(&r, 1, portfolio);
    while (db_next(&r))
        for (size_t i = 0; i < c->n; i++)
            if (id_same(id[i], db_id(&r, 0)))
                c->number[i] = zstr(rq, db_str(&r, 2));
    db_done(&r);
    thing_names(rq, kind_find(S("need")), id, c->n, c->name);
}

/* As it was kept; the reasons are those of the best choice of the same rows. */
static struct chosen chosen_read(struct rq *rq, const struct kind *k,
                                 struct id portfolio, const void *record)
{
    const struct field *f = kind_field(k, S("candidate"));
    const struct list *rows = (const void *)((const char *)record + f->at);
    struct chosen c = { .n = rows->n };
    int64_t share = said_number(k, record, "women_share");

    c.ask.budget = said_number(k, record, "budget");
    c.ask.share = share == INT_NONE ? 0 : share;
    c.item = portfolio_rows(rows, rq->arena);
    c.choice = portfolio_choose(&c.ask, c.item, c.n, rq->arena);
    names_read(rq, portfolio, &c);
    return c;
}

/* What people took, where it is not the best choice. */
static void differs_draw(struct rq *rq, const struct chosen *c,
                         const struct list *rows)
{
    const struct portfolio_item *kept = rows->at;
    struct portfolio_sum sum = portfolio_sum(portfolio_rows(rows, rq->arena),
                                             rows->n);
    bool other = false;

    for (size_t i = 0; i < c->n; i++)
        other |= kept[i].taken_up != c->item[i].taken_up;
    if (!other)
        return;
    html(rq, "<p class=\"note\">%s %s · %s %s</p>",
         word(rq, "portfolio.people_took"), number_text(rq, sum.value, 0),
         word(rq, "portfolio.best_is"), number_text(rq, c->choice.value, 0));
    for (size_t i = 0; i < c->n; i++)
        c->item[i].taken_up = kept[i].taken_up;
}

static void chosen_json(struct rq *rq, const struct chosen *c)
{
    struct keys all = keys_open(rq);

    key_int(&all, "bound", c->choice.bound);
    key_int(&all, "cost", c->choice.cost);
    key_text(&all, "end", choice_name(PORTFOLIO_ENDS, (int)c->choice.end));
    key_int(&all, "gap", portfolio_gap(&c->choice));
    key_list(&all, "needs");
    for (size_t i = 0; i < c->n; i++) {
        struct keys k = key_item(rq, i);

        key_int(&k, "cost", c->item[i].cost);
        key_id(&k, "need", c->item[i].need);
        key_int(&k, "taken", c->item[i].taken_up);
        key_int(&k, "value", c->item[i].value);
        key_text(&k, "why", choice_name(PORTFOLIO_WHYS, (int)c->item[i].why));
        keys_close(&k);
    }
    key_list_end(&all);
    key_int(&all, "value", c->choice.value);
    keys_close(&all);
}

/* Needs that a body takes up with the money at hand: what is taken, what is left
 * out, why each, and how much better any other choice could be. */
PAGE(portfolio, GET, "/portfolio/*", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("portfolio"));
    struct id id;
    const void *record = register_open(rq, k, &id);
    const struct field *f = kind_field(k, S("candidate"));
    struct chosen c;

    if (!record)
        return;
    c = chosen_read(rq, k, id, record);
    if (rq->json) {
        chosen_json(rq, &c);
        return;
    }
    frame_open(rq, zstr(rq, said_text(k, record, "title")));
    html(rq, "<p class=\"lead\">");
    thing_link(rq, "body", said_id(k, record, "body"));
    html(rq, " · %s · %s %s · %s", day_text(rq, said_day(k, record, "held")),
         word(rq, "field.budget"), rupees_text(rq, c.ask.budget),
         rank_choice(rq, PORTFOLIO_BASES, said_choice(k, record, "worth_by")));
    if (c.ask.share)
        html(rq, " · %s %s", word(rq, "field.women_share"),
             number_text(rq, c.ask.share, 0));
    html(rq, "</p>");
    chosen_tiles(rq, &c);
    differs_draw(rq, &c, (const void *)((const char *)record + f->at));
    chosen_tables(rq, &c);
    attachments_card(rq, k, id);
    html(rq,
         "<p class=\"tools\"><a class=\"button\" href=\"/entry/%s\">%s</a></p>",
         id_text(rq, id), word(rq, "rank.entry"));
    frame_close(rq);
}
