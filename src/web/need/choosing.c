/* choosing - a body chooses of its needs what to take up with the money at hand:
 * the best choice is looked for, looked at, and kept. */
#include "rank.sql.h"
#include "web/batch.h"
#include "web/form.h"
#include "web/need/chosen.h"
#include "web/need/need.h"
#include "web/poverty/survey.h"

/* Beyond so many needs nothing is asked of each: a form holds no more. */
enum { ASKED_EACH = 600 };
#define CHOOSE_OF "feasible|not_refused|every"
enum choose_of { OF_FEASIBLE, OF_NOT_REFUSED, OF_EVERY };

struct choosing {
    struct id body, draft;
    struct str title;
    struct open_need *need;
    size_t needs, costless, refused, under_way;
    int worth_by, of;
    int64_t *place; /* of each need: how many stand below it; 0 */
    struct chosen c;
    bool chose;
    struct findings found;
};

/* ---- reading ------------------------------------------------------------*/

static struct str asked(struct rq *rq, const char *name)
{
    return str_trim(rq->page->method == PAGE_POST ? rq_part(rq, name) :
                                                    rq_arg(rq, name));
}

static const char *name_of(struct rq *rq, const char *what, struct id need)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "%s.%s", what, id_text(rq, need));
    return zstr(rq, buf_str(&b));
}

static int64_t number_said(struct rq *rq, struct choosing *x, const char *name,
                           int64_t most)
{
    struct str said = asked(rq, name);
    int64_t n = 0;

    if (!said.n)
        return 0;
    if (!int_read(said, &n) || n < 0 || n > most) {
        tell(&x->found, STOP, "field.not_understood", name);
        return 0;
    }
    return n;
}

/* Both in order of the needs' ids. */
static void places_read(struct rq *rq, struct choosing *x)
{
    struct rows r = db_rows(rq->db, SQL_WEB_RANK_PLACE);

    x->place = arena_many(rq->arena, int64_t, x->needs + 1);
    db_bind_id(&r, 1, x->body);
    while (db_next(&r))
        for (size_t i = 0; i < x->needs; i++)
            if (id_same(x->need[i].need, db_id(&r, 0)) && !db_null(&r, 1))
                x->place[i] = db_int(&r, 2) - db_int(&r, 1) + 1;
    db_done(&r);
}

static int64_t said_or_0(int64_t n)
{
    return n == INT_NONE || n < 0 ? 0 : n;
}

static int64_t worth(struct rq *rq, struct choosing *x, size_t i)
{
    const struct open_need *o = &x->need[i];

    switch (x->worth_by) {
    case BASIS_HOUSEHOLDS: return said_or_0(o->households);
    case BASIS_POOREST: return said_or_0(o->poorest);
    case BASIS_PEOPLE: return said_or_0(o->women) + said_or_0(o->men);
    case BASIS_PLACE: return x->place[i];
    default:
        return number_said(rq, x, name_of(rq, "value", o->need),
                           PORTFOLIO_VALUE);
    }
}

static bool of_holds(int of, const struct open_need *o)
{
    return of == OF_EVERY ||
           (of == OF_FEASIBLE ? o->feasible.end == FEASIBLE_YES :
                                o->feasible.end != FEASIBLE_NOT);
}

/* It has its money already, or is being built: it is not chosen once more. */
static bool has_money(const struct open_need *o)
{
    return o->state == NEED_FUNDED || o->state == NEED_STARTED;
}

static bool candidate(struct choosing *x, const struct open_need *o)
{
    if (has_money(o)) {
        x->under_way++;
        return false;
    }
    if (o->cost == INT_NONE || o->cost < 0) {
        x->costless++;
        return false;
    }
    if (!of_holds(x->of, o)) {
        x->refused++;
        return false;
    }
    return true;
}

static void candidates_read(struct rq *rq, struct choosing *x)
{
    x->c.item = arena_many(rq->arena, struct portfolio_item, x->needs + 1);
    x->c.name = arena_many(rq->arena, const char *, x->needs + 1);
    x->c.number = arena_many(rq->arena, const char *, x->needs + 1);
    for (size_t i = 0; i < x->needs; i++) {
        const struct open_need *o = &x->need[i];
        int must;

        if (!candidate(x, o))
            continue;
        must = choice_find(PORTFOLIO_MUST_SAYS,
                           asked(rq, name_of(rq, "must", o->need)));
        x->c.name[x->c.n] = zstr(rq, o->title);
        x->c.number[x->c.n] = zstr(rq, o->number);
        x->c.item[x->c.n++] = (struct portfolio_item){
            .need = o->need,
            .cost = o->cost,
            .value = worth(rq, x, i),
            .for_women = o->women_first ? o->cost : 0,
            .must = must < 0 ? PORTFOLIO_MAY : must,
            .either = number_said(rq, x, name_of(rq, "either", o->need), 1000)
        };
    }
}

static void budget_read(struct rq *rq, struct choosing *x)
{
    const struct kind *k = kind_find(S("portfolio"));
    void *record = arena_take(rq->arena, k->bytes);
    struct str said = asked(rq, "budget");

    record_blank(k->field, k->fields, record);
    if (said.n &&
        (!field_parse(kind_field(k, S("budget")), said, rq->arena, record) ||
         said_number(k, record, "budget") < 0))
        tell(&x->found, STOP, "field.not_understood", "budget");
    x->c.ask.budget = said_or_0(said_number(k, record, "budget"));
    x->c.ask.share = number_said(rq, x, "women_share", 100);
}

/* NULL when it has answered. */
static struct choosing *choosing_open(struct rq *rq)
{
    struct choosing *x = arena_new(rq->arena, struct choosing);

    if (!rank_body(rq, &x->body))
        return NULL;
    x->found = findings_start(rq->arena);
    x->needs = open_needs(rq, x->body, &x->need);
    open_needs_sum(rq, x->need, x->needs);
    feasible_all(rq, x->body, x->need, x->needs);
    places_read(rq, x);
    x->worth_by = choice_find(PORTFOLIO_BASES, asked(rq, "worth_by"));
    x->worth_by = x->worth_by < 0 ? BASIS_HOUSEHOLDS : x->worth_by;
    x->of = choice_find(CHOOSE_OF, asked(rq, "of"));
    x->of = x->of < 0 ? OF_NOT_REFUSED : x->of;
    x->title = asked(rq, "title");
    budget_read(rq, x);
    candidates_read(rq, x);
    if (!id_read(rq_part(rq, "_id"), &x->draft) || id_none(x->draft))
        x->draft = form_id(rq);
    return x;
}

static void choose(struct rq *rq, struct choosing *x)
{
    struct findings f = findings_start(rq->arena);

    x->chose = portfolio_tell(&x->c.ask, x->c.item, x->c.n, &f);
    for (size_t i = 0; i < f.n; i++)
        tell_ab(&x->found, f.at[i].level, f.at[i].what, zstr(rq, f.at[i].path),
                f.at[i].a, f.at[i].b);
    if (x->chose)
        x->c.choice = portfolio_choose(&x->c.ask, x->c.item, x->c.n, rq->arena);
}

/* ---- drawing ------------------------------------------------------------*/

static void select_draw(struct rq *rq, const char *name, const char *key,
                        const char *choices, int at)
{
    struct str rest = str_of(choices);

    html(rq, "<label><span>%s</span><select name=\"%s\">", word(rq, key), name);
    for (int i = 0; rest.n; i++) {
        struct str one = str_cut(&rest, '|');

        html(rq,
             i == at ? "<option value=\"%s\" selected>%s</option>" :
                       "<option value=\"%s\">%s</option>",
             zstr(rq, one), word_of(rq, "choice", one));
    }
    html(rq, "</select></label>");
}

static void text_draw(struct rq *rq, const char *name, const char *key,
                      const char *mode)
{
    html(rq,
         "<label><span>%s</span><input name=\"%s\" value=\"%s\" "
         "inputmode=\"%s\" maxlength=\"160\" dir=\"auto\"></label>",
         word(rq, key), name, zstr(rq, asked(rq, name)), mode);
}

static void each_draw(struct rq *rq, const struct choosing *x, size_t i)
{
    const struct portfolio_item *c = &x->c.item[i];
    struct str rest = S(PORTFOLIO_MUST_SAYS);
    const char *either = name_of(rq, "either", c->need);

    html(rq,
         "<tr><th scope=\"row\"><bdi>%s</bdi> <small><bdi>%s</bdi></small></th>"
         "<td class=\"n\">%s</td><td class=\"n\">",
         x->c.name[i], x->c.number[i], number_text(rq, c->cost / 100, 0));
    if (x->worth_by == BASIS_SAID) {
        const char *name = name_of(rq, "value", c->need);

        html(rq,
             "<input class=\"n\" type=\"number\" min=\"0\" name=\"%s\" "
             "value=\"%s\" aria-label=\"%s\">",
             name, zstr(rq, asked(rq, name)), word(rq, "field.value"));
    } else {
        html(rq, "%s", number_text(rq, c->value, 0));
    }
    html(rq, "</td><td><select name=\"%s\" aria-label=\"%s\">",
         name_of(rq, "must", c->need), word(rq, "field.must"));
    for (int m = 0; rest.n; m++) {
        struct str one = str_cut(&rest, '|');

        html(rq,
             m == c->must ? "<option value=\"%s\" selected>%s</option>" :
                            "<option value=\"%s\">%s</option>",
             zstr(rq, one), word_of(rq, "choice", one));
    }
    html(rq,
         "</select></td><td><input class=\"n\" type=\"number\" min=\"0\" "
         "max=\"1000\" name=\"%s\" value=\"%s\" aria-label=\"%s\"></td></tr>",
         either, zstr(rq, asked(rq, either)), word(rq, "field.either"));
}

/* Those that cannot be chosen of, each with the reason. */
static void others_draw(struct rq *rq, const struct choosing *x)
{
    html(rq,
         "<details><summary>%s %zu · %s %zu · %s %zu</summary><ul "
         "class=\"links\">",
         word(rq, "portfolio.costless"), x->costless,
         word(rq, "portfolio.refused"), x->refused,
         word(rq, "portfolio.under_way"), x->under_way);
    for (size_t i = 0; i < x->needs; i++) {
        const struct open_need *o = &x->need[i];
        bool costs = o->cost != INT_NONE && o->cost >= 0;

        if (costs && of_holds(x->of, o) && !has_money(o))
            continue;
        html(rq, "<li><a href=\"/need/%s\"><bdi>%s</bdi></a> ",
             id_text(rq, o->need), zstr(rq, o->title));
        if (has_money(o))
            need_chip(rq, o->state);
        else if (costs)
            feasible_chip(rq, o->feasible.end);
        else
            html(rq, "<span class=\"chip\">%s</span>",
                 word(rq, "portfolio.no_cost"));
        html(rq, "</li>");
    }
    html(rq, "</ul></details>");
}

static void needs_draw(struct rq *rq, const struct choosing *x)
{
    if (x->costless || x->refused || x->under_way)
        others_draw(rq, x);
    if (!x->c.n) {
        html(rq, "<p>%s</p>", word(rq, "portfolio.none"));
        return;
    }
    if (x->c.n > ASKED_EACH)
        return;
    html(rq, "<details%s><summary>%s</summary>",
         x->chose && x->worth_by != BASIS_SAID ? "" : " open",
         word(rq, "portfolio.each"));
    listing_open(rq, "kind.need n:portfolio.cost n:field.value field.must "
                     "field.either");
    for (size_t i = 0; i < x->c.n; i++)
        each_draw(rq, x, i);
    listing_close(rq);
    html(rq, "</details>");
}

static void choosing_draw(struct rq *rq, const struct choosing *x)
{
    frame_open(rq, word(rq, "portfolio.new"));
    html(rq, "<p class=\"lead\">");
    thing_link(rq, "body", x->body);
    html(rq, "<br>%s</p>", word(rq, "portfolio.lead"));
    for (size_t i = 0; i < x->found.n; i++)
        finding_draw(rq, &x->found.at[i]);
    form_open(rq, "fact", "portfolio", word(rq, "kind.portfolio"), x->draft);
    html(rq,
         "<input type=\"hidden\" name=\"body\" value=\"%s\"><div "
         "class=\"grid\">",
         id_text(rq, x->body));
    text_draw(rq, "title", "field.title", "text");
    text_draw(rq, "budget", "portfolio.budget_rs", "decimal");
    text_draw(rq, "women_share", "field.women_share", "numeric");
    select_draw(rq, "worth_by", "field.worth_by", PORTFOLIO_BASES, x->worth_by);
    select_draw(rq, "of", "portfolio.of", CHOOSE_OF, x->of);
    html(rq, "</div>");
    needs_draw(rq, x);
    html(rq,
         "<p class=\"tools\"><button class=\"main\" name=\"_see\" value=\"1\">"
         "%s</button>",
         word(rq, "portfolio.choose"));
    if (x->chose && x->c.choice.end <= PORTFOLIO_GOOD)
        html(rq, " <button>%s</button>", word(rq, "form.keep"));
    html(rq, "</p></form>");
    if (x->chose) {
        chosen_tiles(rq, &x->c);
        if (x->c.choice.end <= PORTFOLIO_GOOD)
            chosen_tables(rq, &x->c);
    }
    frame_close(rq);
}

/* A body (?body=) says how much money there is and what must be; of its needs the
 * best choice is looked for. */
PAGE(portfolio_new, GET, "/portfolio/new", RIGHT_KEEP)
{
    struct choosing *x = choosing_open(rq);

    if (x && rq->json)
        open_needs_json(rq, x->need, x->needs);
    else if (x)
        choosing_draw(rq, x);
}

/* ---- keeping ------------------------------------------------------------*/

static void choosing_again(struct rq *rq, void *self, const struct findings *f)
{
    struct choosing *x = self;

    if (rq->status == 200)
        rq->status = 422;
    x->found = *f;
    if (rq->json)
        form_answer_json(rq, rq->status == 503 ? "unknown" : "refused", ID_NONE,
                         f);
    else
        choosing_draw(rq, x);
}

static void *said_at(const struct kind *k, void *record, const char *name)
{
    const struct field *f = kind_field(k, str_of(name));

    MUST(f);
    return (char *)record + f->at;
}

static void *portfolio_record(struct rq *rq, const struct choosing *x)
{
    const struct kind *k = kind_find(S("portfolio"));
    void *record = arena_take(rq->arena, k->bytes);

    record_blank(k->field, k->fields, record);
    *(struct id *)said_at(k, record, "body") = x->body;
    *(day *)said_at(k, record, "held") = rq->today;
    *(struct str *)said_at(k, record, "title") = x->title;
    *(paisa *)said_at(k, record, "budget") = x->c.ask.budget;
    if (x->c.ask.share)
        *(int64_t *)said_at(k, record, "women_share") = x->c.ask.share;
    *(int32_t *)said_at(k, record, "worth_by") = x->worth_by;
    *(int64_t *)said_at(k, record, "value") = x->c.choice.value;
    *(int64_t *)said_at(k, record, "bound") = x->c.choice.bound;
    *(struct list *)said_at(k, record, "candidate") = (struct list){ x->c.item,
                                                                     x->c.n };
    *(struct id *)said_at(k, record, "staff") = rq_staff(rq);
    return record;
}

/* Looks for the best choice; keeps it, unless it is only to be seen (_see). */
PAGE(portfolio_new_go, POST, "/portfolio/new", RIGHT_KEEP)
{
    struct choosing *x = choosing_open(rq);
    struct batch b = batch_start(rq, 1);
    struct buf to = buf_start(rq->arena);

    if (!x)
        return;
    if (!findings_stop(&x->found))
        choose(rq, x);
    if (findings_stop(&x->found)) {
        choosing_again(rq, x, &x->found);
        return;
    }
    if (rq_part(rq, "_see").n || x->c.choice.end > PORTFOLIO_GOOD) {
        choosing_draw(rq, x);
        return;
    }
    batch_add(rq, &b, kind_find(S("portfolio")), x->draft,
              portfolio_record(rq, x), "");
    batch_judge(rq, &b, &x->found);
    if (findings_stop(&x->found)) {
        choosing_again(rq, x, &x->found);
        return;
    }
    buf_fmt(&to, "/portfolio/%s?kept=1", id_text(rq, x->draft));
    survey_keep(rq, b.at, b.n,
                &(struct survey_send){ .to = zstr(rq, buf_str(&to)),
                                       .again = choosing_again,
                                       .self = x });
}
