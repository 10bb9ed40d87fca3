/* rank_form - a meeting puts its needs in an order: which needs, by what method,
 * and then what was said of each. */
#include "core/need_fact.h"
#include "rank.sql.h"
#include "web/batch.h"
#include "web/form.h"
#include "web/need/rank.h"
#include "web/poverty/survey.h"

enum { CRITERIA_ASKED = 5, PAIRED = 20 };

struct rank_page {
    struct id body, draft;
    struct ranking is;
    struct open_need *all; /* what may be ranked */
    size_t n;
    size_t *ticked; /* of these, in their order */
    size_t needs;
    struct findings found;
    bool typed;
};

/* ---- reading ------------------------------------------------------------*/

static struct str asked(struct rq *rq, const char *name)
{
    return str_trim(rq->page->method == PAGE_POST ? rq_part(rq, name) :
                                                    rq_arg(rq, name));
}

static const char *name_of(struct rq *rq, const char *what, size_t i)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "%s.%zu", what, i);
    return zstr(rq, buf_str(&b));
}

static const char *name_of_two(struct rq *rq, const char *what, size_t i,
                               size_t j)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "%s.%zu.%zu", what, i, j);
    return zstr(rq, buf_str(&b));
}

/* A number as typed; what is no number, or too large, is told. */
static int64_t count_said(struct rq *rq, struct rank_page *p, const char *name,
                          int64_t most)
{
    struct str said = asked(rq, name);
    int64_t n = INT_NONE;

    if (!said.n)
        return INT_NONE;
    if (!int_read(said, &n) || n < 0 || n > most) {
        tell(&p->found, STOP, "field.not_understood", name);
        return INT_NONE;
    }
    return n;
}

static void ticks_read(struct rq *rq, struct rank_page *p)
{
    p->ticked = arena_many(rq->arena, size_t, p->n + 1);
    for (size_t i = 0; i < p->n && p->needs < PRIORITY_NEEDS; i++) {
        struct buf b = buf_start(rq->arena);

        buf_fmt(&b, "need.%s", id_text(rq, p->all[i].need));
        if (asked(rq, zstr(rq, buf_str(&b))).n)
            p->ticked[p->needs++] = i;
    }
}

/* NULL when it has answered. */
static struct rank_page *rank_open(struct rq *rq)
{
    struct rank_page *p = arena_new(rq->arena, struct rank_page);
    const struct kind *k = kind_find(S("ranking"));

    record_blank(k->field, k->fields, &p->is);
    if (!rank_body(rq, &p->body))
        return NULL;
    p->found = findings_start(rq->arena);
    p->n = open_needs(rq, p->body, &p->all);
    ticks_read(rq, p);
    p->is.body = p->body;
    p->is.method = choice_find(PRIORITY_METHODS, asked(rq, "method"));
    p->is.held = rq->today;
    if (!id_read(rq_part(rq, "_id"), &p->draft) || id_none(p->draft))
        p->draft = form_id(rq);
    return p;
}

static const struct open_need *need_at(const struct rank_page *p, size_t i)
{
    return &p->all[p->ticked[i]];
}

/* ---- which needs --------------------------------------------------------*/

static void method_input(struct rq *rq, int32_t method)
{
    struct str rest = S(PRIORITY_METHODS);

    html(rq, "<label><span>%s</span><select name=\"method\">",
         word(rq, "field.method"));
    for (int i = 0; rest.n; i++) {
        struct str one = str_cut(&rest, '|');

        html(rq,
             i == method ? "<option value=\"%s\" selected>%s</option>" :
                           "<option value=\"%s\">%s</option>",
             zstr(rq, one), word_of(rq, "rank.method", one));
    }
    html(rq, "</select></label>");
}

static void tick_draw(struct rq *rq, const struct open_need *x)
{
    html(rq,
         "<li><label><input type=\"checkbox\" name=\"need.%s\" value=\"1\" "
         "checked> <bdi>%s</bdi></label> <small><bdi>%s</bdi> · %s",
         id_text(rq, x->need), zstr(rq, x->title), zstr(rq, x->number),
         rank_choice(rq, SECTOR_CHOICES, x->sector));
    if (x->cost != INT_NONE)
        html(rq, " · %s", rupees_text(rq, x->cost));
    html(rq, "</small>");
    if (x->women_first)
        html(rq, " <span class=\"chip\">%s</span>",
             word(rq, "field.women_first"));
    html(rq, "</li>");
}

static void which_draw(struct rq *rq, const struct rank_page *p)
{
    frame_open(rq, word(rq, "rank.new"));
    html(rq, "<p class=\"lead\">");
    thing_link(rq, "body", p->body);
    html(rq, "<br>%s</p>", word(rq, "rank.which"));
    if (p->n < 2) {
        html(rq,
             "<p>%s</p><p class=\"tools\"><a class=\"button main\" "
             "href=\"/need/new?body=%s\">%s</a></p>",
             word(rq, "rank.too_few"), id_text(rq, p->body),
             word(rq, "need.new"));
        frame_close(rq);
        return;
    }
    html(rq,
         "<form method=\"get\" action=\"/ranking/new\" class=\"fact\"><input "
         "type=\"hidden\" name=\"body\" value=\"%s\"><input type=\"hidden\" "
         "name=\"step\" value=\"2\">",
         id_text(rq, p->body));
    method_input(rq, p->is.method < 0 ? PRIORITY_STONES : p->is.method);
    html(rq, "<ul class=\"ticks\">");
    for (size_t i = 0; i < p->n && i < PRIORITY_NEEDS; i++)
        tick_draw(rq, &p->all[i]);
    html(rq,
         "</ul><p class=\"tools\"><button class=\"main\">%s</button></p>"
         "</form>",
         word(rq, "rank.on"));
    frame_close(rq);
}

/* ---- what was said ------------------------------------------------------*/

static void number_input(struct rq *rq, const char *name, const char *label)
{
    html(rq,
         "<input type=\"number\" inputmode=\"numeric\" min=\"0\" "
         "name=\"%s\" value=\"%s\" aria-label=\"%s\" class=\"n\">",
         name, zstr(rq, asked(rq, name)), label);
}

static void number_cell(struct rq *rq, const char *name, const char *key)
{
    html(rq, "<td>");
    number_input(rq, name, word(rq, key));
    html(rq, "</td>");
}

static void tallies_draw(struct rq *rq, const struct rank_page *p)
{
    bool places = p->is.method == PRIORITY_MEETING;

    listing_open(rq, places ? "kind.need n:field.place n:field.women "
                              "n:field.men n:rank.poorest" :
                              "kind.need n:field.women n:field.men "
                              "n:rank.poorest");
    for (size_t i = 0; i < p->needs; i++) {
        html(rq, "<tr><th scope=\"row\"><bdi>%s</bdi></th>",
             zstr(rq, need_at(p, i)->title));
        if (places)
            number_cell(rq, name_of(rq, "place", i), "field.place");
        number_cell(rq, name_of(rq, "women", i), "field.women");
        number_cell(rq, name_of(rq, "men", i), "field.men");
        number_cell(rq, name_of(rq, "poorest", i), "rank.poorest");
        html(rq, "</tr>");
    }
    listing_close(rq);
}

static void won_input(struct rq *rq, const struct rank_page *p,
                      const char *name, const char *key, size_t i, size_t j)
{
    struct str said = asked(rq, name);
    const char *const text[] = { zstr(rq, need_at(p, i)->title),
                                 zstr(rq, need_at(p, j)->title),
                                 word(rq, "choice.alike") };
    struct str rest = S(PAIR_WON);

    html(rq,
         "<td><select name=\"%s\" aria-label=\"%s\"><option value=\"\">"
         "</option>",
         name, word(rq, key));
    for (int c = 0; rest.n; c++) {
        struct str one = str_cut(&rest, '|');

        html(rq,
             str_same(one, said) ? "<option value=\"%s\" selected>%s</option>" :
                                   "<option value=\"%s\">%s</option>",
             zstr(rq, one), text[c]);
    }
    html(rq, "</select></td>");
}

static void pairs_draw(struct rq *rq, const struct rank_page *p)
{
    listing_open(rq, "rank.pair rank.all rank.women rank.poorest");
    for (size_t i = 0; i < p->needs; i++)
        for (size_t j = i + 1; j < p->needs; j++) {
            html(rq, "<tr><th scope=\"row\"><bdi>%s</bdi> · <bdi>%s</bdi></th>",
                 zstr(rq, need_at(p, i)->title),
                 zstr(rq, need_at(p, j)->title));
            won_input(rq, p, name_of_two(rq, "won", i, j), "rank.all", i, j);
            won_input(rq, p, name_of_two(rq, "wwon", i, j), "rank.women", i, j);
            won_input(rq, p, name_of_two(rq, "pwon", i, j), "rank.poorest", i,
                      j);
            html(rq, "</tr>");
        }
    listing_close(rq);
}

/* What is weighed, unless the meeting says otherwise: our default, after what
 * RSPs ask of a village's scheme (institutions.md 8.1). */
static const struct {
    const char *key;
    int weight;
} criterion[CRITERIA_ASKED] = {
    { "rank.criterion.reach", 30 },    { "rank.criterion.poorest", 25 },
    { "rank.criterion.own", 15 },      { "rank.criterion.kept_up", 15 },
    { "rank.criterion.harmless", 15 },
};

static struct str criterion_title(struct rq *rq, size_t c)
{
    struct str said = asked(rq, name_of(rq, "criterion", c));

    return said.n || rq->page->method == PAGE_POST ?
               said :
               str_of(word(rq, criterion[c].key));
}

static void weights_draw(struct rq *rq)
{
    listing_open(rq, "rank.criterion n:field.weight");
    for (size_t c = 0; c < CRITERIA_ASKED; c++) {
        const char *name = name_of(rq, "weight", c);
        struct str said = asked(rq, name);
        struct buf b = buf_start(rq->arena);

        buf_int(&b, criterion[c].weight);
        if (said.n || rq->page->method == PAGE_POST)
            b = buf_start(rq->arena), buf_add(&b, said);
        html(rq,
             "<tr><td>%zu. <input name=\"%s\" value=\"%s\" maxlength=\"160\" "
             "dir=\"auto\" aria-label=\"%s\"></td><td><input type=\"number\" "
             "min=\"0\" max=\"100\" name=\"%s\" value=\"%s\" class=\"n\" "
             "aria-label=\"%s\"></td></tr>",
             c + 1, name_of(rq, "criterion", c),
             zstr(rq, criterion_title(rq, c)), word(rq, "rank.criterion"), name,
             zstr(rq, buf_str(&b)), word(rq, "field.weight"));
    }
    listing_close(rq);
}

static void marks_draw(struct rq *rq, const struct rank_page *p)
{
    weights_draw(rq);
    html(rq, "<p>%s</p>", word(rq, "rank.marks_hint"));
    listing_open(rq, "kind.need rank.criterion n:rank.all n:rank.women "
                     "n:rank.poorest");
    for (size_t i = 0; i < p->needs; i++)
        for (size_t c = 0; c < CRITERIA_ASKED; c++) {
            html(rq, "<tr><th scope=\"row\"><bdi>%s</bdi></th><td>%zu. %s</td>",
                 zstr(rq, need_at(p, i)->title), c + 1,
                 zstr(rq, criterion_title(rq, c)));
            number_cell(rq, name_of_two(rq, "mark", i, c), "rank.all");
            number_cell(rq, name_of_two(rq, "wmark", i, c), "rank.women");
            number_cell(rq, name_of_two(rq, "pmark", i, c), "rank.poorest");
            html(rq, "</tr>");
        }
    listing_close(rq);
}

static void meeting_input(struct rq *rq, const struct rank_page *p)
{
    struct rows r = db_rows(rq->db, SQL_WEB_RANK_MEETINGS);
    struct str said = asked(rq, "meeting");

    html(rq,
         "<label><span>%s</span><select name=\"meeting\"><option value=\"\">"
         "</option>",
         word(rq, "field.meeting"));
    db_bind_id(&r, 1, p->body);
    while (db_next(&r)) {
        const char *id = id_text(rq, db_id(&r, 0));

        html(rq,
             str_same(str_of(id), said) ?
                 "<option value=\"%s\" selected>%s</option>" :
                 "<option value=\"%s\">%s</option>",
             id, day_text(rq, (day)db_int(&r, 1)));
    }
    db_done(&r);
    html(rq, "</select></label>");
}

static void who_draw(struct rq *rq, const struct rank_page *p)
{
    static const char *const field[] = { "women_present", "men_present",
                                         "poorest_present", "stones" };
    struct buf on = buf_start(rq->arena);

    day_put(&on, p->is.held);
    html(rq,
         "<div class=\"grid\"><label><span>%s</span><input type=\"date\" "
         "name=\"held\" value=\"%s\"></label>",
         word(rq, "field.held"), zstr(rq, buf_str(&on)));
    meeting_input(rq, p);
    for (size_t i = 0; i < LEN(field); i++) {
        struct buf key = buf_start(rq->arena);
        const char *label;

        if (i == 3 && p->is.method != PRIORITY_STONES)
            continue;
        buf_fmt(&key, "field.%s", field[i]);
        label = word(rq, zstr(rq, buf_str(&key)));
        html(rq, "<label><span>%s</span>", label);
        number_input(rq, field[i], label);
        html(rq, "</label>");
    }
    html(rq,
         "<label><span>%s</span><input name=\"note\" value=\"%s\" "
         "maxlength=\"1000\" dir=\"auto\"></label></div>",
         word(rq, "field.note"), zstr(rq, asked(rq, "note")));
}

/* Each finding once: of many rows the first. */
static void found_draw(struct rq *rq, const struct findings *f)
{
    for (size_t i = 0; i < f->n; i++) {
        bool before = false;

        for (size_t j = 0; j < i; j++)
            before |= str_same(str_of(f->at[j].what), str_of(f->at[i].what));
        if (!before)
            finding_draw(rq, &f->at[i]);
    }
}

static void said_draw(struct rq *rq, const struct rank_page *p)
{
    frame_open(rq, word(rq, "rank.new"));
    html(rq, "<p class=\"lead\">");
    thing_link(rq, "body", p->body);
    html(rq, " · %s</p>",
         word_of(rq, "rank.method",
                 choice_name(PRIORITY_METHODS, p->is.method)));
    found_draw(rq, &p->found);
    form_open(rq, "fact", "ranking", word(rq, "kind.ranking"), p->draft);
    html(rq,
         "<input type=\"hidden\" name=\"body\" value=\"%s\"><input "
         "type=\"hidden\" name=\"method\" value=\"%s\">",
         id_text(rq, p->body),
         zstr(rq, choice_name(PRIORITY_METHODS, p->is.method)));
    for (size_t i = 0; i < p->needs; i++)
        html(rq, "<input type=\"hidden\" name=\"need.%s\" value=\"1\">",
             id_text(rq, need_at(p, i)->need));
    who_draw(rq, p);
    if (p->is.method == PRIORITY_PAIRWISE)
        pairs_draw(rq, p);
    else if (p->is.method == PRIORITY_WEIGHTED)
        marks_draw(rq, p);
    else
        tallies_draw(rq, p);
    html(rq,
         "<p><small>%s</small></p><p class=\"tools\"><button class=\"main\">%s"
         "</button></p></form>",
         word(rq, "rank.tie_rule"), word(rq, "form.keep"));
    frame_close(rq);
}

/* Needs are put in an order (?body=): first which ones and how, then what was
 * said of each, women and the poorest apart. */
PAGE(ranking_new, GET, "/ranking/new", RIGHT_KEEP)
{
    struct rank_page *p = rank_open(rq);

    if (!p)
        return;
    if (rq->json)
        open_needs_json(rq, p->all, p->n);
    else if (p->is.method < 0 || !rq_arg(rq, "step").n || p->needs < 2)
        which_draw(rq, p);
    else
        said_draw(rq, p);
}

/* ---- keeping ------------------------------------------------------------*/

static void options_take(struct rq *rq, struct rank_page *p)
{
    struct ranking_option *o = arena_many(rq->arena, struct ranking_option,
                                          p->needs + 1);
    bool tallies = p->is.method == PRIORITY_STONES ||
                   p->is.method == PRIORITY_MEETING;

    for (size_t i = 0; i < p->needs; i++) {
        o[i] = (struct ranking_option){ need_at(p, i)->need, INT_NONE, INT_NONE,
                                        INT_NONE, INT_NONE };
        if (!tallies)
            continue;
        o[i].women = count_said(rq, p, name_of(rq, "women", i), PRIORITY_TALLY);
        o[i].men = count_said(rq, p, name_of(rq, "men", i), PRIORITY_TALLY);
        o[i].poorest = count_said(rq, p, name_of(rq, "poorest", i),
                                  PRIORITY_TALLY);
        if (p->is.method == PRIORITY_MEETING)
            o[i].place = count_said(rq, p, name_of(rq, "place", i),
                                    PRIORITY_NEEDS);
    }
    p->is.option = (struct list){ o, p->needs };
}

static int32_t won_said(struct rq *rq, const char *name)
{
    return choice_find(PAIR_WON, asked(rq, name));
}

static void pairs_take(struct rq *rq, struct rank_page *p)
{
    struct ranking_pair *x = arena_many(rq->arena, struct ranking_pair,
                                        PRIORITY_PAIRS);
    size_t n = 0;

    for (size_t i = 0; i < p->needs; i++)
        for (size_t j = i + 1; j < p->needs; j++) {
            struct ranking_pair one = {
                .need_a = need_at(p, i)->need,
                .need_b = need_at(p, j)->need,
                .won = won_said(rq, name_of_two(rq, "won", i, j)),
                .women = won_said(rq, name_of_two(rq, "wwon", i, j)),
                .poorest = won_said(rq, name_of_two(rq, "pwon", i, j))
            };

            if (one.won >= 0 || one.women >= 0 || one.poorest >= 0)
                x[n++] = one;
        }
    p->is.pair = (struct list){ x, n };
}

static struct str criterion_code(struct rq *rq, size_t c)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "c%zu", c + 1);
    return buf_str(&b);
}

static void criteria_take(struct rq *rq, struct rank_page *p)
{
    struct ranking_criterion *c =
        arena_many(rq->arena, struct ranking_criterion, CRITERIA_ASKED);
    size_t n = 0;

    for (size_t i = 0; i < CRITERIA_ASKED; i++) {
        struct ranking_criterion one = {
            .code = criterion_code(rq, i),
            .title = criterion_title(rq, i),
            .weight = count_said(rq, p, name_of(rq, "weight", i), 100)
        };

        if (one.title.n && one.weight != INT_NONE && one.weight > 0)
            c[n++] = one;
    }
    p->is.criterion = (struct list){ c, n };
}

static bool criterion_taken(const struct rank_page *p, struct str code)
{
    const struct ranking_criterion *c = p->is.criterion.at;

    for (size_t i = 0; i < p->is.criterion.n; i++)
        if (str_same(c[i].code, code))
            return true;
    return false;
}

static void marks_take(struct rq *rq, struct rank_page *p)
{
    struct ranking_mark *m = arena_many(rq->arena, struct ranking_mark,
                                        PRIORITY_MARKS);
    size_t n = 0;

    criteria_take(rq, p);
    for (size_t i = 0; i < p->needs; i++)
        for (size_t c = 0; c < CRITERIA_ASKED; c++) {
            struct ranking_mark one = {
                .need = need_at(p, i)->need,
                .criterion = criterion_code(rq, c),
                .mark = count_said(rq, p, name_of_two(rq, "mark", i, c), 100),
                .women = count_said(rq, p, name_of_two(rq, "wmark", i, c), 100),
                .poorest = count_said(rq, p, name_of_two(rq, "pmark", i, c),
                                      100)
            };

            if (criterion_taken(p, one.criterion) &&
                (one.mark != INT_NONE || one.women != INT_NONE ||
                 one.poorest != INT_NONE))
                m[n++] = one;
        }
    p->is.mark = (struct list){ m, n };
}

static void who_take(struct rq *rq, struct rank_page *p)
{
    struct str held = asked(rq, "held"), met = asked(rq, "meeting");

    if (!day_read(held, &p->is.held)) {
        p->is.held = rq->today;
        tell(&p->found, STOP, "field.not_understood", "held");
    }
    if (met.n && !id_read(met, &p->is.meeting))
        tell(&p->found, STOP, "field.not_understood", "meeting");
    p->is.women_present = count_said(rq, p, "women_present", PRIORITY_HEADS);
    p->is.men_present = count_said(rq, p, "men_present", PRIORITY_HEADS);
    p->is.poorest_present = count_said(rq, p, "poorest_present",
                                       PRIORITY_HEADS);
    if (p->is.method == PRIORITY_STONES)
        p->is.stones = count_said(rq, p, "stones", 100);
    p->is.note = asked(rq, "note");
    p->is.staff = rq_staff(rq);
}

static void rank_again(struct rq *rq, void *self, const struct findings *f)
{
    struct rank_page *p = self;

    if (rq->status == 200)
        rq->status = 422;
    p->found = *f;
    if (rq->json)
        form_answer_json(rq, rq->status == 503 ? "unknown" : "refused", ID_NONE,
                         f);
    else
        said_draw(rq, p);
}

/* Keeps a ranking: the places follow from what was said. */
PAGE(ranking_new_go, POST, "/ranking/new", RIGHT_KEEP)
{
    struct rank_page *p = rank_open(rq);
    struct batch b = batch_start(rq, 1);
    struct buf to = buf_start(rq->arena);

    if (!p)
        return;
    if (p->is.method < 0 || p->needs < 2) {
        rq->status = 422;
        which_draw(rq, p);
        return;
    }
    who_take(rq, p);
    options_take(rq, p);
    if (p->is.method == PRIORITY_PAIRWISE)
        pairs_take(rq, p);
    if (p->is.method == PRIORITY_WEIGHTED)
        marks_take(rq, p);
    if (p->is.method != PRIORITY_MEETING)
        priority_place(&p->is, rq->arena);
    batch_add(rq, &b, kind_find(S("ranking")), p->draft, &p->is, "");
    if (!findings_stop(&p->found))
        batch_judge(rq, &b, &p->found);
    if (findings_stop(&p->found)) {
        rank_again(rq, p, &p->found);
        return;
    }
    buf_fmt(&to, "/ranking/%s?kept=1", id_text(rq, p->draft));
    survey_keep(rq, b.at, b.n,
                &(struct survey_send){ .to = zstr(rq, buf_str(&to)),
                                       .again = rank_again,
                                       .self = p });
}
