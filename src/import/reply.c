/* reply - cells of a sheet as the answers of a card. */
#include "import/reply.h"

#include <string.h>

#include "import.sql.h"
#include "import/table.h"
#include "log/log.h"
#include "questionnaire.sql.h"

/* ---- cards --------------------------------------------------------------*/

static void order_make(struct reply_card *c)
{
    for (size_t i = 0; i < c->card->n; i++) {
        size_t at = i;

        while (at && str_order(c->card->at[c->order[at - 1]].is->code,
                               c->card->at[i].is->code) > 0) {
            c->order[at] = c->order[at - 1];
            at--;
        }
        c->order[at] = (int)i;
    }
}

static void words_make(struct reply_card *c, struct arena *a)
{
    size_t n = 0, at = 0;

    for (size_t i = 0; i < c->card->n; i++)
        n += c->card->at[i].choices;
    c->word = arena_array(a, n + 1, sizeof *c->word);
    for (size_t i = 0; i < c->card->n; i++) {
        const struct card_question *q = &c->card->at[i];

        c->first[i] = at;
        for (size_t k = 0; k < q->choices; k++, at++) {
            c->word[at][0] = utf8_fold(q->choice[k]->code, a);
            c->word[at][1] = utf8_fold(q->choice[k]->text, a);
            c->word[at][2] = utf8_fold(q->choice[k]->text_ur, a);
            c->word[at][3] = utf8_fold(q->choice[k]->text_sd, a);
        }
    }
}

static bool card_ready(struct db *db, struct id id, struct arena *a,
                       struct reply_card *out)
{
    const struct kind *k = kind_find(S("questionnaire"));
    struct questionnaire *q = arena_take(a, k->bytes);
    size_t n;

    if (!row_find(db, k, id, a, q))
        return false;
    out->card = card_of(q, a);
    n = out->card->n;
    out->column = arena_many(a, int, n + 1);
    out->order = arena_many(a, int, n + 1);
    out->first = arena_many(a, size_t, n + 1);
    order_make(out);
    words_make(out, a);
    return true;
}

size_t reply_cards(struct db *db, struct str code, struct arena *a,
                   struct reply_card **out)
{
    enum { MOST = 200 };
    struct id *id = arena_many(a, struct id, MOST);
    struct rows r = db_rows(db, SQL_CENSUS_CARDS);
    size_t n = 0, good = 0;

    while (n < MOST && db_next(&r))
        if (!code.n || str_same(code, db_str(&r, 1)))
            id[n++] = db_id(&r, 0);
    db_done(&r);
    *out = arena_many(a, struct reply_card, n + 1);
    for (size_t i = 0; i < n; i++)
        good += card_ready(db, id[i], a, &(*out)[good]);
    return good;
}

bool reply_card_named(struct db *db, struct str code, struct arena *a,
                      struct reply_card *out)
{
    struct id id = id_named(S("questionnaire"), code);
    struct rows r = db_rows(db, SQL_QUESTIONNAIRE_COUNTS);
    bool counts;

    db_bind_id(&r, 1, id);
    counts = db_next(&r) && db_int(&r, 0) == 1;
    db_done(&r);
    return counts && card_ready(db, id, a, out);
}

/* ---- one answer ---------------------------------------------------------*/

static bool wrong(struct reply *r, const struct inquiry *q, const char *what,
                  struct str said)
{
    r->question = q->code;
    r->what = what;
    r->said = said;
    return false;
}

static bool choice_put(struct reply *r, const struct reply_card *c, size_t at,
                       struct str said, struct buf *b)
{
    const struct card_question *q = &c->card->at[at];
    struct str folded;

    for (size_t i = 0; i < q->choices; i++)
        if (str_same(q->choice[i]->code, said)) {
            buf_json(b, said);
            return true;
        }
    folded = utf8_fold(said, r->arena);
    for (size_t i = 0; i < q->choices && folded.n; i++)
        for (int k = 0; k < 4; k++)
            if (str_same(c->word[c->first[at] + i][k], folded)) {
                buf_json(b, q->choice[i]->code);
                return true;
            }
    return wrong(r, q->is, "census.answer_unknown", said);
}

/* In any order, each once. */
static bool many_put(struct reply *r, const struct reply_card *c, size_t at,
                     struct str said, struct buf *b)
{
    char between = said.n && memchr(said.p, ';', said.n) ? ';' : ',';
    bool any = false;

    buf_char(b, '[');
    while (said.n) {
        struct str one = str_trim(str_cut(&said, between));

        if (!one.n)
            continue;
        if (any)
            buf_char(b, ',');
        any = true;
        if (!choice_put(r, c, at, one, b))
            return false;
    }
    buf_char(b, ']');
    return true;
}

static bool yes_no_put(struct reply *r, const struct inquiry *q,
                       struct str said, struct buf *b)
{
    static const char *const yes[] = { "yes", "y", "1", "true" },
                             *const no[] = { "no", "n", "0", "false" };
    struct str folded = utf8_fold(said, r->arena);
    int is = -1;

    for (size_t i = 0; i < LEN(yes) && is < 0; i++)
        is = str_same(folded, str_of(yes[i])) ? 1 :
             str_same(folded, str_of(no[i]))  ? 0 :
                                                -1;
    for (int lang = LANG_EN; lang <= LANG_SD && is < 0; lang++) {
        if (str_same(folded, utf8_fold(say((enum lang)lang, "yes"), r->arena)))
            is = 1;
        else if (str_same(folded,
                          utf8_fold(say((enum lang)lang, "no"), r->arena)))
            is = 0;
    }
    if (is < 0)
        return wrong(r, q, "census.answer_unknown", said);
    buf_z(b, is ? "\"yes\"" : "\"no\"");
    return true;
}

/* A number, or the class that it lies in. */
static bool count_put(struct reply *r, const struct reply_card *c, size_t at,
                      struct str said, struct buf *b)
{
    struct number n;
    enum number_why why;

    if (guess_number(said, 0, &n, &why) && !n.empty && !n.inexact &&
        !n.percent) {
        buf_int(b, n.v);
        return true;
    }
    if (c->card->at[at].choices)
        return choice_put(r, c, at, said, b);
    return wrong(r, c->card->at[at].is, "number.not", said);
}

static bool day_put_said(struct reply *r, const struct inquiry *q,
                         struct str said, struct buf *b)
{
    struct date date;
    enum date_why why;

    if (!guess_date(said, &date, &why))
        return wrong(r, q, date_why_name(why), said);
    if (date.grain != GRAIN_DAY)
        return wrong(r, q, "date.too_coarse", said);
    buf_char(b, '"');
    day_put(b, date.on);
    buf_char(b, '"');
    return true;
}

static bool answer_put(struct reply *r, const struct reply_card *c, size_t at,
                       struct str said, struct buf *b)
{
    const struct inquiry *q = c->card->at[at].is;

    switch (q->type) {
    case QUESTION_ONE: return choice_put(r, c, at, said, b);
    case QUESTION_MANY: return many_put(r, c, at, said, b);
    case QUESTION_COUNT: return count_put(r, c, at, said, b);
    case QUESTION_YES_NO: return yes_no_put(r, q, said, b);
    case QUESTION_DAY: return day_put_said(r, q, said, b);
    default: buf_json(b, said); return true;
    }
}

static void key_put(struct buf *b, struct str code)
{
    if (b->n > 1)
        buf_char(b, ',');
    buf_json(b, code);
    buf_char(b, ':');
}

/* ---- all of them --------------------------------------------------------*/

bool reply_cells(struct reply *r, const struct reply_card *c,
                 const struct str *cell, int cells, struct str *out)
{
    struct buf b = buf_start(r->arena);
    int said = 0, taken = 0;

    buf_char(&b, '{');
    for (size_t i = 0; i < c->card->n; i++) {
        size_t at = (size_t)c->order[i];
        struct str one = cell[c->column[at]];

        if (!one.n)
            continue;
        taken++;
        key_put(&b, c->card->at[at].is->code);
        if (!answer_put(r, c, at, one, &b))
            return false;
    }
    buf_char(&b, '}');
    for (int i = 0; i < cells; i++)
        said += cell[i].n > 0;
    if (said > taken) {
        r->question = S("answers");
        r->what = "census.of_another_card";
        r->said = c->card->is->code;
        return false;
    }
    *out = buf_str(&b);
    return true;
}

/* A list of choices as they would stand in a cell. */
static struct str list_said(const struct json *j, struct arena *a)
{
    const struct json *one = j + 1;
    struct buf b = buf_start(a);

    for (uint32_t i = 0; i < j->n; i++, one = json_next(one)) {
        if (i)
            buf_char(&b, ';');
        buf_add(&b, one->type == JSON_TEXT ? json_text(one, a) : one->raw);
    }
    return buf_str(&b);
}

bool reply_object(struct reply *r, const struct reply_card *c,
                  struct str object, struct str *out)
{
    struct answers x = answers_read(object, r->arena);
    struct buf b = buf_start(r->arena);
    uint32_t taken = 0;

    if (!x.object) {
        r->question = S("answers");
        r->what = "census.no_object";
        r->said = object;
        return false;
    }
    buf_char(&b, '{');
    for (size_t i = 0; i < c->card->n; i++) {
        size_t at = (size_t)c->order[i];
        const struct inquiry *q = c->card->at[at].is;
        const struct json *j = json_member(x.object,
                                           arena_z(r->arena, q->code));
        struct str said;

        if (!j)
            continue;
        taken++;
        if (j->type == JSON_NULL)
            continue;
        said = j->type == JSON_TEXT ? json_text(j, r->arena) :
               j->type == JSON_LIST ? list_said(j, r->arena) :
                                      j->raw;
        if (!said.n)
            continue;
        key_put(&b, q->code);
        if (!answer_put(r, c, at, str_trim(said), &b))
            return false;
    }
    buf_char(&b, '}');
    if (taken < x.object->n) {
        r->question = S("answers");
        r->what = "census.of_another_card";
        r->said = c->card->is->code;
        return false;
    }
    *out = buf_str(&b);
    return true;
}
