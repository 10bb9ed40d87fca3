/* rounds - the same households in two rounds of a card: how their scores, bands
 * and answers changed, by whether they were supported between; and households
 * of the next generation apart, beside the ones they came from.
 *
 * What is compared is the last score on or before the end of each round. It is
 * read from scores, since figures do not know which household is which; how
 * many have a score stands in figures too. */
#include <stdlib.h>
#include <string.h>

#include "log/log.h"
#include "report/spread.h"
#include "rounds.sql.h"

struct answer { /* of a household, in one round */
    int64_t score;
    struct str answers;
};
struct pair {
    struct id household;
    bool both, supported;
    struct answer then, now; /* score INT_NONE: none in that round */
};
struct rounds {
    struct db *db;
    struct arena *a;
    const struct question *q;
    struct scheme scheme;
    const struct card *card;
    day then, now;
    struct pair *pair; /* by household */
    size_t n, room;
};

/* Groups that are laid side by side. */
enum group_of { OF_ALL, OF_SUPPORTED, OF_OTHERS, GROUPS };
static const char *const group_word[GROUPS] = { "rounds.all",
                                                "rounds.supported",
                                                "rounds.others" };

static bool in_group(const struct pair *p, int group)
{
    return p->both &&
           (group == OF_ALL || p->supported == (group == OF_SUPPORTED));
}

/* ---- reading ------------------------------------------------------------*/

static struct pair *pair_of(struct rounds *x, struct id household)
{
    if (x->n && id_same(x->pair[x->n - 1].household, household))
        return &x->pair[x->n - 1];
    arena_room(x->a, x->pair, x->n, x->room);
    x->pair[x->n] = (struct pair){ .household = household,
                                   .then = { .score = INT_NONE },
                                   .now = { .score = INT_NONE } };
    return &x->pair[x->n++];
}

static void scores_read(struct rounds *x)
{
    struct rows r = db_rows(x->db, SQL_ROUNDS_SCORES);

    db_bind_text(&r, 1, x->scheme.card);
    db_bind_id(&r, 2, scope_place(x->db, x->q));
    db_bind_int(&r, 3, x->now);
    while (db_next(&r)) {
        struct pair *p = pair_of(x, db_id(&r, 0));
        struct answer one = { db_int(&r, 3), arena_str(x->a, db_str(&r, 4)) };

        if (db_int(&r, 2) <= x->then)
            p->then = one;
        else
            p->now = one;
        p->both = p->then.score != INT_NONE && p->now.score != INT_NONE;
    }
    db_done(&r);
}

static int pair_order(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;

    return id_order(x->household, y->household);
}

static struct pair *pair_find(const struct rounds *x, struct id household)
{
    struct pair key = { .household = household };

    return x->n ? bsearch(&key, x->pair, x->n, sizeof key, pair_order) : NULL;
}

static void supported_read(struct rounds *x)
{
    struct rows r = db_rows(x->db, SQL_ROUNDS_SUPPORTED);

    db_bind_int(&r, 1, x->then);
    db_bind_int(&r, 2, x->now);
    while (db_next(&r)) {
        struct pair *p = pair_find(x, db_id(&r, 0));

        if (p)
            p->supported = true;
    }
    db_done(&r);
}

/* ---- movement between bands ---------------------------------------------*/

static int band_at(const struct scheme *s, int64_t score)
{
    int at = -1;

    for (size_t i = 0; i < s->bands; i++)
        if (s->band[i].least <= score)
            at = (int)i;
    return at;
}

/* Columns: the band then, households, and one for each band now. */
enum { M_BAND, M_N, M_FIRST };
static const struct column move_column[M_FIRST + 1] = {
    { "band_then", "rounds.band_then", NULL, COLUMN_TEXT, 0 },
    { "households", "rounds.households", NULL, COLUMN_NUMBER, 0 },
    { "band", "coverage.band", "rounds.band_now", COLUMN_NUMBER, 0 },
};

static struct sheet move_sheet(const struct rounds *x)
{
    size_t n = M_FIRST + x->scheme.bands;
    struct column *c = arena_many(x->a, struct column, n);
    struct str *label = arena_many(x->a, struct str, n);
    struct sheet s;

    memcpy(c, move_column, M_FIRST * sizeof *c);
    for (size_t i = 0; i < x->scheme.bands; i++) {
        c[M_FIRST + i] = move_column[M_FIRST];
        c[M_FIRST + i].key = arena_z(x->a, x->scheme.band[i].code);
        label[M_FIRST + i] = x->scheme.band[i].title;
    }
    s = sheet_start(x->a, c, (int)n);
    s.label = label;
    return s;
}

/* table[i][j]: in band i then, in band j now. */
struct movement {
    int64_t table[SCHEME_BANDS][SCHEME_BANDS];
};

static void movement_rows(const struct rounds *x, struct sheet *out,
                          const char *word, const struct movement *m)
{
    size_t bands = x->scheme.bands;

    cell_text(sheet_add(out, ROW_HEADING), M_BAND, say(x->q->lang, word));
    for (size_t i = 0; i < bands; i++) {
        struct sheet_row *row = sheet_add(out, ROW_PLAIN);
        int64_t n = 0;

        cell_text(row, M_BAND, x->scheme.band[i].title);
        for (size_t j = 0; j < bands; j++) {
            cell_number(row, M_FIRST + (int)j, m->table[i][j]);
            n += m->table[i][j];
        }
        cell_number(row, M_N, n);
    }
}

static void moved(const struct rounds *x, struct movement *m, int64_t then,
                  int64_t now)
{
    int i = band_at(&x->scheme, then), j = band_at(&x->scheme, now);

    if (i >= 0 && j >= 0)
        m->table[i][j]++;
}

/* The young household's score now beside the old one's then: of those scored
 * only now, each once. */
static void young_rows(const struct rounds *x, struct sheet *out)
{
    struct rows r = db_rows(x->db, SQL_ROUNDS_YOUNG);
    struct movement *m = arena_new(x->a, struct movement);
    struct id last = ID_NONE;

    db_bind_int(&r, 1, x->now);
    while (db_next(&r)) {
        const struct pair *young = pair_find(x, db_id(&r, 0)),
                          *old = pair_find(x, db_id(&r, 1));

        if (!young || !old || id_same(last, young->household) ||
            young->now.score == INT_NONE || young->then.score != INT_NONE ||
            old->then.score == INT_NONE)
            continue;
        last = young->household;
        moved(x, m, old->then.score, young->now.score);
    }
    db_done(&r);
    movement_rows(x, out, "rounds.young", m);
}

static void caption(const struct rounds *x, struct sheet *s, const char *title)
{
    struct buf b = buf_start(x->a);

    s->title = say(x->q->lang, title);
    s->lakh = x->q->lakh;
    buf_add(&b, x->scheme.card);
    buf_z(&b, lang_comma(x->q->lang));
    words_month(&b, x->q->lang, month_of(x->then));
    buf_z(&b, " \xe2\x80\x93 ");
    words_month(&b, x->q->lang, month_of(x->now));
    buf_z(&b, lang_comma(x->q->lang));
    buf_add(&b, question_caption(x->db, x->q, x->a));
    s->subtitle = buf_str(&b);
    sheet_note(s, say(x->q->lang, "rounds.note.same"));
    sheet_note(s, say(x->q->lang, "poverty.note.change"));
}

static void movement_sheet(const struct rounds *x, struct sheet *out)
{
    *out = move_sheet(x);
    caption(x, out, "rounds.movement");
    for (int g = 0; g < GROUPS; g++) {
        struct movement *m = arena_new(x->a, struct movement);

        for (size_t i = 0; i < x->n; i++)
            if (in_group(&x->pair[i], g))
                moved(x, m, x->pair[i].then.score, x->pair[i].now.score);
        movement_rows(x, out, group_word[g], m);
    }
    young_rows(x, out);
    sheet_note(out, say(x->q->lang, "rounds.note.young"));
}

/* ---- scores -------------------------------------------------------------*/

enum { S_GROUP, S_N, S_THEN, S_NOW, S_CHANGE, S_BETTER, S_WORSE, S_COLS };
static const struct column score_column[S_COLS] = {
    { "group", "rounds.group", NULL, COLUMN_TEXT, 0 },
    { "households", "rounds.households", NULL, COLUMN_NUMBER, 0 },
    { "mean_then", "rounds.mean_then", NULL, COLUMN_NUMBER, 2 },
    { "mean_now", "rounds.mean_now", NULL, COLUMN_NUMBER, 2 },
    { "change", "rounds.change", NULL, COLUMN_NUMBER, 2 },
    { "higher", "rounds.higher", NULL, COLUMN_RATIO, 0 },
    { "lower", "rounds.lower", NULL, COLUMN_RATIO, 0 },
};

/* Half away from nought. */
static int64_t mean_of(int64_t sum, int64_t n)
{
    return (sum * 2 + (sum < 0 ? -n : n)) / (2 * n);
}

static void scores_sheet(const struct rounds *x, struct sheet *out)
{
    *out = sheet_start(x->a, score_column, S_COLS);
    caption(x, out, "rounds.scores");
    for (int g = 0; g < GROUPS; g++) {
        struct sheet_row *row = sheet_add(out, ROW_PLAIN);
        int64_t n = 0, then = 0, now = 0, higher = 0, lower = 0;

        for (size_t i = 0; i < x->n; i++) {
            const struct pair *p = &x->pair[i];

            if (!in_group(p, g))
                continue;
            n++;
            then += p->then.score;
            now += p->now.score;
            higher += p->now.score > p->then.score;
            lower += p->now.score < p->then.score;
        }
        cell_text(row, S_GROUP, say(x->q->lang, group_word[g]));
        cell_number(row, S_N, n);
        if (!n)
            continue;
        cell_number(row, S_THEN, mean_of(then, n));
        cell_number(row, S_NOW, mean_of(now, n));
        cell_number(row, S_CHANGE, mean_of(now - then, n));
        cell_ratio(row, S_BETTER, higher, n);
        cell_ratio(row, S_WORSE, lower, n);
    }
}

/* ---- answers ------------------------------------------------------------*/

enum { A_QUESTION, A_ANSWER, A_N, A_THEN, A_NOW, A_CHANGE, A_COLS };
static const struct column answer_column[A_COLS] = {
    { "question", "rounds.question", NULL, COLUMN_TEXT, 0 },
    { "answer", "rounds.answer", NULL, COLUMN_TEXT, 0 },
    { "households", "rounds.households", NULL, COLUMN_NUMBER, 0 },
    { "then", "rounds.then", NULL, COLUMN_RATIO, 0 },
    { "now", "rounds.now", NULL, COLUMN_RATIO, 0 },
    { "change", "poverty.change", NULL, COLUMN_NUMBER, 2 },
};

/* Of one question: who answered in both rounds; each choice's count, and the
 * sums of numbers. */
struct changed {
    int64_t n;
    int64_t *then, *now; /* by choice */
    int64_t numbers, sum_then, sum_now;
};

static const struct json *answer_of(const struct rounds *x,
                                    const struct card_question *c,
                                    struct str answers)
{
    struct answers read = answers_read(answers, x->a);

    return read.object ? json_member(read.object, arena_z(x->a, c->is->code)) :
                         NULL;
}

/* Does the answer name that choice: alone, or in its list. */
static bool names_choice(const struct rounds *x, const struct json *v,
                         struct str code)
{
    const struct json *i = v + 1;

    if (v->type != JSON_LIST)
        return str_same(json_text(v, x->a), code);
    for (uint32_t n = 0; n < v->n; n++, i = json_next(i))
        if (str_same(json_text(i, x->a), code))
            return true;
    return false;
}

static void pair_count(const struct rounds *x, const struct card_question *c,
                       const struct pair *p, struct changed *to)
{
    const struct json *then = answer_of(x, c, p->then.answers),
                      *now = answer_of(x, c, p->now.answers);
    int64_t was, is;

    if (!then || !now)
        return;
    to->n++;
    if (json_int(then, &was) && json_int(now, &is)) {
        to->numbers++;
        to->sum_then += was;
        to->sum_now += is;
    }
    for (size_t i = 0; i < c->choices; i++) {
        to->then[i] += names_choice(x, then, c->choice[i]->code);
        to->now[i] += names_choice(x, now, c->choice[i]->code);
    }
}

static void choice_rows(const struct rounds *x, const struct card_question *c,
                        const struct changed *of, struct sheet *out)
{
    for (size_t i = 0; i < c->choices; i++) {
        const struct choice *is = c->choice[i];
        struct sheet_row *row = sheet_add(out, ROW_PLAIN);
        bool said;

        cell_text(row, A_ANSWER,
                  own_text(x->q->lang, is->text, is->text_ur, is->text_sd));
        cell_number(row, A_N, of->n);
        cell_ratio(row, A_THEN, of->then[i], of->n);
        cell_ratio(row, A_NOW, of->now[i], of->n);
        cell_number(row, A_CHANGE,
                    ratio_percent(of->now[i] - of->then[i], of->n, &said));
    }
}

static void number_row(const struct rounds *x, const struct changed *of,
                       struct sheet *out)
{
    struct sheet_row *row = sheet_add(out, ROW_PLAIN);

    cell_text(row, A_ANSWER, say(x->q->lang, "rounds.mean"));
    cell_number(row, A_N, of->numbers);
    cell_scaled(row, A_CHANGE,
                mean_of((of->sum_now - of->sum_then) * 100, of->numbers), 2);
}

static void question_rows(const struct rounds *x, const struct card_question *c,
                          struct sheet *out)
{
    struct changed of = { .then = arena_many(x->a, int64_t, c->choices + 1),
                          .now = arena_many(x->a, int64_t, c->choices + 1) };

    for (size_t i = 0; i < x->n; i++)
        if (x->pair[i].both)
            pair_count(x, c, &x->pair[i], &of);
    if (!of.n)
        return;
    cell_text(sheet_add(out, ROW_HEADING), A_QUESTION,
              own_text(x->q->lang, c->is->text, c->is->text_ur,
                       c->is->text_sd));
    choice_rows(x, c, &of, out);
    if (of.numbers)
        number_row(x, &of, out);
}

static void answers_sheet(const struct rounds *x, struct sheet *out)
{
    *out = sheet_start(x->a, answer_column, A_COLS);
    caption(x, out, "rounds.answers");
    for (size_t i = 0; x->card && i < x->card->n; i++)
        question_rows(x, &x->card->at[i], out);
}

static const struct card *card_find_here(struct rounds *x)
{
    const struct kind *k = kind_find(S("questionnaire"));
    struct id id = id_named(S("questionnaire"), x->scheme.card);
    void *q = arena_take(x->a, k->bytes);

    return row_find(x->db, k, id, x->a, q) ? card_of(q, x->a) : NULL;
}

/* The same households in two rounds of a card: bands, scores and answers then
 * and now, by whether they were supported between, and the next generation
 * apart. Now is the as-of month; then a year before, or before the period.
 * Shown as change, not as proof of cause. --banding CODE chooses the card. */
REPORT(rounds, RIGHT_SEE, .bands = true)
{
    struct rounds x = { .db = db, .a = a, .q = q };

    if (!question_good(db, q, a, f))
        return 0;
    if (!scheme_read(db, q, a, &x.scheme)) {
        tell(f, STOP, "report.no_banding", "banding");
        return 0;
    }
    x.now = month_end(q->as_of);
    x.then = month_end(q->from == MONTH_NONE ? q->as_of - 12 : q->from - 1);
    x.card = card_find_here(&x);
    scores_read(&x);
    supported_read(&x);
    movement_sheet(&x, &out[0]);
    scores_sheet(&x, &out[1]);
    answers_sheet(&x, &out[2]);
    return 3;
}
