/* answers - what was answered to a questionnaire: each choice counted, by
 * place and round, and the same persons before and after. */
#include <stdlib.h>
#include <string.h>

#include "answers.sql.h"
#include "core/card.h"
#include "log/log.h"
#include "report/inside.h"

enum {
    C_ROUND,
    C_PLACE,
    C_CODE,
    C_QUESTION,
    C_CHOICE,
    C_N,
    C_SHARE,
    C_SUM,
    COLS
};
static const struct column given_column[COLS] = {
    { "round", "answers.round", NULL, COLUMN_TEXT, 0 },
    { "place", "outreach.place", NULL, COLUMN_TEXT, 0 },
    { "question", "answers.question", NULL, COLUMN_TEXT, 0 },
    { "text", "answers.text", NULL, COLUMN_TEXT, 0 },
    { "choice", "answers.choice", NULL, COLUMN_TEXT, 0 },
    { "n", "answers.n", NULL, COLUMN_NUMBER, 0 },
    { "pct", "answers.pct", NULL, COLUMN_RATIO, 0 },
    { "sum", "answers.sum", NULL, COLUMN_NUMBER, 0 },
};
enum {
    P_BEFORE,
    P_AFTER,
    P_N,
    P_MEAN,
    P_MEAN_AFTER,
    P_UP,
    P_SAME,
    P_DOWN,
    P_COLS
};
static const struct column pair_column[P_COLS] = {
    { "before", "answers.before", NULL, COLUMN_TEXT, 0 },
    { "after", "answers.after", NULL, COLUMN_TEXT, 0 },
    { "n", "answers.both", NULL, COLUMN_NUMBER, 0 },
    { "mean_before", "answers.mean_before", NULL, COLUMN_NUMBER, 2 },
    { "mean_after", "answers.mean_after", NULL, COLUMN_NUMBER, 2 },
    { "more", "answers.more", NULL, COLUMN_NUMBER, 0 },
    { "same", "answers.same", NULL, COLUMN_NUMBER, 0 },
    { "less", "answers.less", NULL, COLUMN_NUMBER, 0 },
};
static const struct column card_column[] = {
    { "code", "field.code", NULL, COLUMN_TEXT, 0 },
    { "title", "field.title", NULL, COLUMN_TEXT, 0 },
    { "answered", "questionnaires.answered", NULL, COLUMN_NUMBER, 0 },
};

/* ---- one group: a round at a place --------------------------------------*/

struct counted { /* of one question */
    int64_t answered, sum;
    int64_t *chosen; /* beside its choices; yes and no where it has none */
};
struct group_of {
    struct str round;
    struct id home;
    struct counted *at; /* beside the card's questions */
    day first;          /* of the round */
    size_t number;      /* as it was read */
};
struct result { /* of one thing in one round */
    struct id about;
    int round;
    int64_t result;
};
struct round_of {
    struct str name;
    day first;
};
struct given {
    struct db *db;
    struct arena *a;
    const struct question *q;
    const struct card *card;
    struct group_of *group;
    size_t groups, group_room;
    struct result *result;
    size_t results, result_room;
    struct round_of *round;
    int rounds;
    size_t round_room;
};

static size_t choices_of(const struct card_question *q)
{
    return q->is->type == QUESTION_YES_NO ? 2 : q->choices;
}

static struct str choice_code(const struct card_question *q, size_t i)
{
    if (q->is->type == QUESTION_YES_NO)
        return i ? S("no") : S("yes");
    return q->choice[i]->code;
}

static struct group_of *group_at(struct given *g, struct str round,
                                 struct id home)
{
    struct group_of *last = g->group && g->groups ? &g->group[g->groups - 1] :
                                                    NULL;

    if (last && str_same(last->round, round) && id_same(last->home, home))
        return last;
    arena_room(g->a, g->group, g->groups, g->group_room);
    last = &g->group[g->groups++];
    *last = (struct group_of){ .round = arena_str(g->a, round),
                               .home = home,
                               .at = arena_many(g->a, struct counted,
                                                g->card->n) };
    for (size_t i = 0; i < g->card->n; i++)
        last->at[i].chosen = arena_many(g->a, int64_t,
                                        choices_of(&g->card->at[i]) + 1);
    return last;
}

static void chosen_add(const struct card_question *q, struct counted *c,
                       struct str code)
{
    for (size_t i = 0; i < choices_of(q); i++)
        if (str_same(choice_code(q, i), code)) {
            c->chosen[i]++;
            return;
        }
}

/* The class of a count; of a share of another count nothing is said here. */
static void count_add(const struct card_question *q, struct counted *c,
                      int64_t n)
{
    c->sum += n;
    for (size_t i = 0; q->per < 0 && i < q->choices; i++)
        if ((q->choice[i]->least == INT_NONE || n >= q->choice[i]->least) &&
            (q->choice[i]->upto == INT_NONE || n <= q->choice[i]->upto)) {
            c->chosen[i]++;
            return;
        }
}

static void answer_add(const struct card_question *q, struct counted *c,
                       const struct json *j, struct arena *a)
{
    const struct json *one = j + 1;
    int64_t n;

    c->answered++;
    if (json_int(j, &n))
        count_add(q, c, n);
    else if (j->type == JSON_TEXT)
        chosen_add(q, c, json_text(j, a));
    for (uint32_t i = 0; j->type == JSON_LIST && i < j->n;
         i++, one = json_next(one))
        chosen_add(q, c, json_text(one, a));
}

static void answers_add(struct given *g, struct group_of *to,
                        struct str answers)
{
    struct arena_mark m = arena_mark(g->a);
    const struct json *object = answers_read(answers, g->a).object;
    const struct json *one = object ? object + 1 : NULL;

    for (uint32_t i = 0; object && i < object->n;
         i++, one = json_next(one + 1)) {
        int at = card_find(g->card, json_text(one, g->a));

        if (at >= 0)
            answer_add(&g->card->at[at], &to->at[at], one + 1, g->a);
    }
    arena_back(g->a, m);
}

/* ---- results, for before and after --------------------------------------*/

static int round_find(struct given *g, struct str name, day held)
{
    for (int i = 0; i < g->rounds; i++)
        if (str_same(g->round[i].name, name)) {
            if (held < g->round[i].first)
                g->round[i].first = held;
            return i;
        }
    arena_room(g->a, g->round, (size_t)g->rounds, g->round_room);
    g->round[g->rounds] = (struct round_of){ arena_str(g->a, name), held };
    return g->rounds++;
}

static void result_add(struct given *g, struct result r)
{
    arena_room(g->a, g->result, g->results, g->result_room);
    g->result[g->results++] = r;
}

static void given_read(struct given *g, int level)
{
    struct rows r = db_rows(g->db, SQL_ANSWERS_GIVEN);
    const struct question *q = g->q;

    db_bind_text(&r, 1, q->card);
    db_bind_id(&r, 2, q->place);
    db_bind_int(&r, 3, level);
    db_bind_int(&r, 4,
                q->from == MONTH_NONE ? DAY_FIRST : month_first(q->from));
    db_bind_int(&r, 5, month_end(q->as_of));
    db_bind_id(&r, 6, q->rsp);
    db_bind_int(&r, 7, month_end(q->as_of));
    while (db_next(&r)) {
        struct id home = db_null(&r, 1) ? ID_NONE : db_id(&r, 1);
        int round = round_find(g, db_str(&r, 0), (day)db_int(&r, 4));
        struct group_of *to = group_at(g, db_str(&r, 0), home);

        if (!db_null(&r, 5))
            answers_add(g, to, db_str(&r, 5));
        if (!db_null(&r, 6))
            result_add(g,
                       (struct result){ db_id(&r, 3), round, db_int(&r, 6) });
    }
    db_done(&r);
}

static int group_order(const void *x, const void *y)
{
    const struct group_of *p = x, *q = y;
    int order = (p->first > q->first) - (p->first < q->first);

    return order ? order : (p->number > q->number) - (p->number < q->number);
}

/* Rounds in the order in which they began. */
static void groups_order(struct given *g)
{
    for (size_t i = 0; i < g->groups; i++) {
        int round = round_find(g, g->group[i].round, DAY_LAST);

        g->group[i].first = g->round[round].first;
        g->group[i].number = i;
    }
    if (g->groups)
        qsort(g->group, g->groups, sizeof *g->group, group_order);
}

/* ---- sheets -------------------------------------------------------------*/

static struct str choice_words(const struct given *g,
                               const struct card_question *q, size_t i)
{
    for (size_t j = 0; j < q->choices; j++)
        if (str_same(q->choice[j]->code, choice_code(q, i)))
            return own_text(g->q->lang, q->choice[j]->text,
                            q->choice[j]->text_ur, q->choice[j]->text_sd);
    return say(g->q->lang, i ? "answer.no" : "answer.yes");
}

static struct sheet_row *row_start(struct given *g, struct sheet *s,
                                   const struct group_of *of, size_t at)
{
    const struct inquiry *is = g->card->at[at].is;
    struct sheet_row *row = sheet_add(s, ROW_PLAIN);
    struct str name = S("");

    if (!id_none(of->home))
        place_level(g->db, of->home, g->a, g->q->lang, &name);
    cell_text(row, C_ROUND, of->round);
    cell_text(row, C_PLACE, name);
    cell_text(row, C_CODE, is->code);
    cell_text(row, C_QUESTION,
              own_text(g->q->lang, is->text, is->text_ur, is->text_sd));
    return row;
}

/* A row for each choice, and one for all who answered, with the sum of a
 * count. */
static void question_rows(struct given *g, struct sheet *s,
                          const struct group_of *of, size_t at)
{
    const struct card_question *q = &g->card->at[at];
    const struct counted *c = &of->at[at];
    struct sheet_row *row;

    for (size_t i = 0; q->per < 0 && i < choices_of(q); i++) {
        row = row_start(g, s, of, at);
        cell_text(row, C_CHOICE, choice_words(g, q, i));
        cell_number(row, C_N, c->chosen[i]);
        cell_ratio(row, C_SHARE, c->chosen[i], c->answered);
    }
    row = row_start(g, s, of, at);
    cell_text(row, C_CHOICE, say(g->q->lang, "answers.answered"));
    cell_number(row, C_N, c->answered);
    if (q->is->type == QUESTION_COUNT)
        cell_number(row, C_SUM, c->sum);
}

static void given_sheet(struct given *g, struct sheet *s)
{
    *s = sheet_start(g->a, given_column, COLS);
    s->title = own_text(g->q->lang, g->card->is->title, g->card->is->title_ur,
                        g->card->is->title_sd);
    s->subtitle = question_caption(g->db, g->q, g->a);
    for (size_t i = 0; i < g->groups; i++)
        for (size_t j = 0; j < g->card->n; j++)
            question_rows(g, s, &g->group[i], j);
}

static int by_about(const void *x, const void *y)
{
    const struct result *p = x, *q = y;
    int order = id_order(p->about, q->about);

    return order ? order : p->round - q->round;
}

static int by_first(const void *x, const void *y)
{
    const struct round_of *p = x, *q = y;
    int order = (p->first > q->first) - (p->first < q->first);

    return order ? order : str_order(p->name, q->name);
}

struct pair {
    int64_t n, before, after, more, same, less;
};

/* Those who were asked in both rounds, and only those. */
static struct pair pair_of(const struct given *g, int before, int after)
{
    struct pair p = { 0 };

    for (size_t i = 0, to; i < g->results; i = to) {
        int64_t x = INT_NONE, y = INT_NONE;

        for (to = i; to < g->results &&
                     id_same(g->result[to].about, g->result[i].about);
             to++) {
            if (g->result[to].round == before)
                x = g->result[to].result;
            if (g->result[to].round == after)
                y = g->result[to].result;
        }
        if (x == INT_NONE || y == INT_NONE)
            continue;
        p.n++;
        p.before += x;
        p.after += y;
        p.more += y > x;
        p.same += y == x;
        p.less += y < x;
    }
    return p;
}

/* Rounds in the order in which they began; `result` names them as found. */
static void pairs_sheet(struct given *g, struct sheet *s)
{
    struct round_of *order = arena_many(g->a, struct round_of,
                                        (size_t)g->rounds + 1);

    *s = sheet_start(g->a, pair_column, P_COLS);
    s->title = say(g->q->lang, "answers.pairs");
    s->subtitle = question_caption(g->db, g->q, g->a);
    if (g->results)
        qsort(g->result, g->results, sizeof *g->result, by_about);
    if (g->rounds) {
        memcpy(order, g->round, (size_t)g->rounds * sizeof *order);
        qsort(order, (size_t)g->rounds, sizeof *order, by_first);
    }
    for (int i = 1; i < g->rounds; i++) {
        struct pair p = pair_of(g, round_find(g, order[i - 1].name, DAY_LAST),
                                round_find(g, order[i].name, DAY_LAST));
        struct sheet_row *row = sheet_add(s, ROW_PLAIN);

        cell_text(row, P_BEFORE, order[i - 1].name);
        cell_text(row, P_AFTER, order[i].name);
        cell_number(row, P_N, p.n);
        if (!p.n)
            continue;
        cell_number(row, P_MEAN, (2 * p.before + p.n) / (2 * p.n));
        cell_number(row, P_MEAN_AFTER, (2 * p.after + p.n) / (2 * p.n));
        cell_number(row, P_UP, p.more);
        cell_number(row, P_SAME, p.same);
        cell_number(row, P_DOWN, p.less);
    }
}

/* ---- the report ---------------------------------------------------------*/

static const struct card *card_named(struct db *db, struct str code,
                                     struct arena *a)
{
    const struct kind *k = kind_find(S("questionnaire"));
    void *q = arena_take(a, k->bytes);
    struct rows r = db_rows(db, SQL_ANSWERS_CARD);
    struct id id = ID_NONE;

    db_bind_text(&r, 1, code);
    if (db_next(&r))
        id = db_id(&r, 0);
    db_done(&r);
    return !id_none(id) && row_find(db, k, id, a, q) ? card_of(q, a) : NULL;
}

/* Which there are to ask for. */
static void cards_sheet(struct db *db, const struct question *q,
                        struct arena *a, struct sheet *s)
{
    struct rows r = db_rows(db, SQL_ANSWERS_CARDS);

    *s = sheet_start(a, card_column, (int)LEN(card_column));
    s->title = say(q->lang, "questionnaires.title");
    while (db_next(&r)) {
        struct sheet_row *row = sheet_add(s, ROW_PLAIN);
        struct buf link = buf_start(a);

        buf_z(&link, "/questionnaire/");
        buf_add(&link, db_str(&r, 0));
        cell_text(row, 0, arena_str(a, db_str(&r, 0)));
        cell_text(row, 1, name_in(&r, 1, q->lang, a));
        cell_number(row, 2, db_int(&r, 4));
        cell_link(row, 0, buf_str(&link));
    }
    db_done(&r);
}

static int asked_level(const struct question *q)
{
    static const int by[] = { [BY_DEFAULT] = -1,
                              [BY_PROVINCE] = LEVEL_PROVINCE,
                              [BY_DISTRICT] = LEVEL_DISTRICT,
                              [BY_TALUKA] = LEVEL_TALUKA,
                              [BY_UC] = LEVEL_UC,
                              [BY_RSP] = -1 };

    return by[q->by];
}

/* What was answered to a questionnaire (--questionnaire CODE): each choice
 * counted, by round and, with --by province, district, taluka or uc, by place;
 * and what came of the same persons, households or bodies from one round to the
 * next. Without a code: which questionnaires there are. */
REPORT(answers, RIGHT_REGISTER)
{
    struct given g = { .db = db, .a = a, .q = q };
    int n = 0;

    if (!question_good(db, q, a, f))
        return 0;
    if (!q->card.n) {
        cards_sheet(db, q, a, &out[0]);
        return 1;
    }
    g.card = card_named(db, q->card, a);
    if (!g.card) {
        tell(f, STOP, "report.no_questionnaire", "card");
        return 0;
    }
    given_read(&g, asked_level(q));
    groups_order(&g);
    if (q->sheet != 2)
        given_sheet(&g, &out[n++]);
    if (q->sheet != 1)
        pairs_sheet(&g, &out[n++]);
    return n;
}
