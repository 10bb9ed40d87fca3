/* reading - cells of a row as the fields of one record. */
#include "import/reading.h"

#include <string.h>

#include "import.sql.h"

enum { LEVELS = 9 };
enum { CODED = -2 }; /* a level: by the code itself */

void reading_bad(struct reading *d, struct str field, const char *what,
                 struct str said)
{
    run_bad(d->in->run, &d->row, field, what, said);
    d->bad = true;
}

/* ---- one value ----------------------------------------------------------*/

bool reading_number(struct reading *d, const struct column_is *c,
                    struct str said, int scale, int64_t *out)
{
    struct number n;
    enum number_why why;

    if (!guess_number(said, scale, &n, &why)) {
        reading_bad(d, c->heading, number_why_name(why), said);
        return false;
    }
    if (n.percent || (n.inexact && !c->rounds)) {
        reading_bad(d, c->heading,
                    n.percent ? "number.percent" : "number.fraction", said);
        return false;
    }
    *out = n.empty ? INT_NONE : n.v;
    return true;
}

static void date_take(struct reading *d, const struct column_is *c,
                      const struct field *f, struct str said, void *at)
{
    struct date date;
    enum date_why why;

    if (!guess_date_as(said, guess_order(&c->order), &date, &why)) {
        reading_bad(d, c->heading, date_why_name(why), said);
        return;
    }
    if (f->type == FIELD_DATE)
        *(struct date *)at = date;
    else if (f->type == FIELD_DAY && date.grain == GRAIN_DAY)
        *(day *)at = date.on;
    else if (f->type == FIELD_MONTH && date.grain != GRAIN_YEAR)
        *(month *)at = month_of(date.on);
    else
        reading_bad(d, c->heading, "date.too_coarse", said);
}

static void choice_remember(struct column_is *c, struct str said, int32_t at)
{
    struct choice_said *one = &c->said[c->saids % LEN(c->said)];

    if (said.n > sizeof one->text)
        return;
    memcpy(one->text, said.p, said.n);
    one->n = said.n;
    one->at = at;
    c->saids++;
}

static bool choice_known(const struct column_is *c, const struct field *f,
                         struct str said, int32_t *at)
{
    for (size_t i = 0; i < c->saids && i < LEN(c->said); i++)
        if (str_same(said, (struct str){ c->said[i].text, c->said[i].n })) {
            *at = c->said[i].at;
            return true;
        }
    *at = choice_find(f->of, said);
    return *at >= 0;
}

static void choice_take(struct reading *d, struct column_is *c,
                        const struct field *f, struct str said, int32_t *at)
{
    struct arena *a = &d->in->row;
    struct str folded, rest = str_of(f->of);

    if (choice_known(c, f, said, at))
        return;
    folded = utf8_fold(said, a);
    for (int32_t i = 0; rest.n; i++) {
        struct str name = str_cut(&rest, '|');
        bool same = str_same(utf8_fold(name, a), folded);

        for (int lang = LANG_EN; lang <= LANG_SD && !same; lang++)
            same = str_same(utf8_fold(choice_word((enum lang)lang, name, a), a),
                            folded);
        if (same) {
            *at = i;
            choice_remember(c, said, i);
            return;
        }
    }
    *at = choice_find(f->of, said_means(S("choice"), folded, a));
    if (*at >= 0)
        choice_remember(c, said, *at);
    else
        reading_bad(d, c->heading, "import.choice_unknown", said);
}

static void flag_take(struct reading *d, const struct column_is *c,
                      struct str said, bool *at)
{
    struct arena *a = &d->in->row;
    struct str folded = utf8_fold(said, a);
    static const char *const yes[] = { "1", "yes", "y", "true", "on", "x" },
                             *const no[] = {
                                 "0", "no", "n", "false", "off", "-"
                             };

    for (size_t i = 0; i < LEN(yes); i++) {
        if (str_same(folded, str_of(yes[i]))) {
            *at = true;
            return;
        }
        if (str_same(folded, str_of(no[i])))
            return;
    }
    for (int lang = LANG_EN; lang <= LANG_SD; lang++) {
        if (str_same(folded, utf8_fold(say((enum lang)lang, "yes"), a))) {
            *at = true;
            return;
        }
        if (str_same(folded, utf8_fold(say((enum lang)lang, "no"), a)))
            return;
    }
    reading_bad(d, c->heading, "import.flag_unknown", said);
}

/* ---- references ---------------------------------------------------------*/

static bool entry_is(struct intake *in, struct id id, const char *kind)
{
    struct rows r = db_rows(in->i->db, SQL_IMPORT_HAS);
    bool is;

    db_bind_id(&r, 1, id);
    is = db_next(&r) && (!kind || str_same(db_str(&r, 0), str_of(kind)));
    db_done(&r);
    return is;
}

static int project_find(struct intake *in, struct str said, struct id *out)
{
    struct rows r = db_rows(in->i->db, SQL_FINDER_PROJECTS);
    struct str folded = utf8_fold(said, &in->row);
    int n = 0;

    while (db_next(&r))
        if (str_same(utf8_fold(db_str(&r, 1), &in->row), folded) ||
            str_same(utf8_fold(db_str(&r, 2), &in->row), folded)) {
            *out = db_id(&r, 0);
            n++;
        }
    db_done(&r);
    return n;
}

/* "place:pk723", or a code of a kind that has codes. */
static bool coded_find(struct intake *in, const char *of, struct str said,
                       struct id *out)
{
    struct str rest = said, kind = str_cut(&rest, ':');

    if (rest.n && str_same(kind, str_of(of)))
        said = rest;
    *out = id_named(str_of(of), said);
    return entry_is(in, *out, of);
}

/* A thing whose code is an office's own, not its id: a body, a person. */
static int labelled_find(struct intake *in, const char *of, struct str said,
                         struct id *out)
{
    const struct kind *k = kind_find(str_of(of));
    const struct field *code = k && !k->code ? kind_field(k, S("code")) : NULL;
    struct buf sql;
    struct rows r;
    int n = 0;

    if (!code || code->type != FIELD_TEXT || !(code->flags & FIELD_FIND))
        return 0;
    sql = buf_start(&in->row);
    buf_fmt(&sql,
            "SELECT entry FROM %s WHERE code = $1 AND counts = 1 "
            "ORDER BY entry LIMIT 2",
            k->name);
    r = db_text_rows(in->i->db, buf_str(&sql));
    db_bind_text(&r, 1, said);
    while (db_next(&r)) {
        *out = db_id(&r, 0);
        n++;
    }
    db_done(&r);
    return n;
}

/* A filing whose place has no such name waits at the place around it. */
static bool place_queue(struct reading *d, const struct field *f,
                        struct str said, int level, void *at)
{
    const struct field *named = kind_field(d->in->k, S("named"));

    if (!named || named->type != FIELD_TEXT || id_none(d->within) ||
        !(f->flags & FIELD_NEED) || (int64_t)said.n > named->most)
        return false;
    *(struct id *)at = d->within;
    *(struct str *)(void *)(d->record + named->at) = said;
    d->queue = said;
    d->queue_level = level < 0 ? 3 : level;
    return true;
}

static bool called_find(const struct intake *in, const char *of, int level,
                        struct id within, struct str said, struct id *at)
{
    for (size_t i = 0; i < in->calls && i < CALLED; i++) {
        const struct called *c = &in->called[i];

        if (c->of == of && c->level == level && id_same(c->within, within) &&
            str_same(said, (struct str){ c->said, c->n })) {
            *at = c->id;
            return true;
        }
    }
    return false;
}

static void called_put(struct intake *in, const char *of, int level,
                       struct id within, struct str said, struct id id)
{
    struct called *c = &in->called[in->calls % CALLED];

    if (said.n > sizeof c->said)
        return;
    *c = (struct called){ of, level, within, id, said.n, "" };
    memcpy(c->said, said.p, said.n);
    in->calls++;
}

static void ref_take(struct reading *d, const struct column_is *c,
                     const struct field *f, struct str said, int level,
                     struct id *at)
{
    struct intake *in = d->in;
    int n = 0;

    if (called_find(in, f->of, level, d->within, said, at))
        return;
    if (id_read(said, at)) {
        if (!f->of || entry_is(in, *at, f->of)) {
            called_put(in, f->of, level, d->within, said, *at);
            return;
        }
        reading_bad(d, c->heading, "import.id_unknown", said);
        return;
    }
    if (f->of && !strcmp(f->of, "place"))
        n = finder_place(in->finder, said, level, d->within, in->i->today, at);
    else if (f->of && !strcmp(f->of, "rsp"))
        n = finder_rsp(in->finder, said, at);
    else if (f->of && !strcmp(f->of, "project"))
        n = project_find(in, said, at);
    else if (f->of)
        n = labelled_find(in, f->of, said, at);
    if (n == 1 || (f->of && n == 0 && coded_find(in, f->of, said, at))) {
        called_put(in, f->of, level, d->within, said, *at);
        return;
    }
    *at = ID_NONE;
    if (f->of && !strcmp(f->of, "place") && place_queue(d, f, said, level, at))
        return;
    reading_bad(d, c->heading,
                n > 1                            ? "import.name_many" :
                f->of && !strcmp(f->of, "place") ? "import.place_unknown" :
                f->of && !strcmp(f->of, "rsp")   ? "import.rsp_unknown" :
                                                   "import.code_unknown",
                said);
}

static void code_take(struct reading *d, const struct column_is *c,
                      const struct field *f, struct str said, struct str *at)
{
    struct id id;

    *at = said;
    if (f->of && !strcmp(f->of, "indicator")) {
        int i = columns_indicator(d->in->c, said);

        if (i >= 0)
            *at = d->in->c->indicator[i].code;
    }
    if (!f->of || called_find(d->in, f->of, CODED, ID_NONE, *at, &id))
        return;
    id = id_named(str_of(f->of), *at);
    if (entry_is(d->in, id, f->of))
        called_put(d->in, f->of, CODED, ID_NONE, *at, id);
    else
        reading_bad(d, c->heading, "import.code_unknown", said);
}

/* ---- one cell -----------------------------------------------------------*/

/* An amount is in the scale of the indicator that stands beside it. */
int reading_scale(struct reading *d, const struct field *f, int n,
                  const char *record)
{
    for (int i = 0; i < n; i++)
        if (f[i].type == FIELD_CODE && f[i].of &&
            !strcmp(f[i].of, "indicator")) {
            const struct str *code = (const void *)(record + f[i].at);
            int at = columns_indicator(d->in->c, *code);

            return at < 0 ? 0 : d->in->c->indicator[at].scale;
        }
    return 0;
}

void reading_value(struct reading *d, struct column_is *c,
                   const struct field *f, struct str said, int scale,
                   char *record)
{
    void *at = record + f->at;

    switch (f->type) {
    case FIELD_TEXT:
    case FIELD_OBJECT: *(struct str *)at = said; return;
    case FIELD_CHOICE: choice_take(d, c, f, said, at); return;
    case FIELD_COUNT:
    case FIELD_MONEY:
        reading_number(d, c, said,
                       (field_decimals(f) ? field_decimals(f) : scale) +
                           c->zeros,
                       at);
        return;
    case FIELD_DAY:
    case FIELD_DATE:
    case FIELD_MONTH: date_take(d, c, f, said, at); return;
    case FIELD_FLAG: flag_take(d, c, said, at); return;
    case FIELD_REF: ref_take(d, c, f, said, -1, at); return;
    case FIELD_CODE: code_take(d, c, f, said, at); return;
    case FIELD_HASH:
        if (!hash_read(said, at))
            reading_bad(d, c->heading, "field.not_understood", said);
        return;
    case FIELD_ROWS: return;
    }
}

/* What a cell says; an error counts as nothing, and is bad where needed. */
struct str reading_said(struct reading *d, int col, bool need)
{
    const struct cell *cell;

    if (col >= d->r->n)
        return S("");
    cell = &d->r->cell[col];
    d->in->count->formulas += cell->formula;
    if (cell->kind == CELL_ERROR) {
        d->in->errors++;
        if (need)
            reading_bad(d, d->in->c->at[col].heading, "import.error_cell",
                        cell->text);
        return S("");
    }
    return str_trim(cell->text); /* lives as long as the row */
}

static void field_bad(struct reading *d, const struct field *f)
{
    if (d->bad_at)
        d->bad_at[f - d->in->k->field] = true;
}

/* Places named beside, from the widest down; the last is the row's own place
 * when no column names it. */
void reading_levels(struct reading *d)
{
    const struct columns_of *c = d->in->c;
    const struct field *place = NULL;
    bool own = true;
    int lowest = -1, lowest_level = -1;

    for (int i = 0; i < d->in->k->fields && !place; i++)
        if (d->in->k->field[i].type == FIELD_REF && d->in->k->field[i].of &&
            !strcmp(d->in->k->field[i].of, "place"))
            place = &d->in->k->field[i];
    for (int i = 0; i < c->n; i++) {
        own &= c->at[i].field != place || c->at[i].sort != COLUMN_FIELD;
        if (c->at[i].sort == COLUMN_LEVEL && c->at[i].level > lowest_level &&
            reading_said(d, i, false).n) {
            lowest = i;
            lowest_level = c->at[i].level;
        }
    }
    for (int level = 0; place && level < LEVELS; level++)
        for (int i = 0; i < c->n && !d->bad; i++) {
            struct str said;
            struct id id = ID_NONE;

            if (c->at[i].sort != COLUMN_LEVEL || c->at[i].level != level)
                continue;
            said = reading_said(d, i, false);
            if (!said.n)
                continue;
            d->any_head = true;
            if (own && i == lowest)
                ref_take(d, &c->at[i], place, said, level,
                         (void *)(d->record + place->at));
            else {
                ref_take(d, &c->at[i], &(struct field){ .of = place->of }, said,
                         level, &id);
                d->within = id;
            }
        }
    if (d->bad && place)
        field_bad(d, place);
}

static void members_take(struct reading *d);

void reading_fields(struct reading *d)
{
    struct columns_of *c = d->in->c;

    for (int pass = 0; pass < 2; pass++) /* the indicator before its amount */
        for (int i = 0; i < c->n; i++) {
            struct column_is *is = &c->at[i];
            bool before = d->bad;
            struct str said;

            if (is->sort != COLUMN_FIELD ||
                (is->field->type == FIELD_COUNT) != (pass == 1))
                continue;
            said = reading_said(d, i, is->field->flags & FIELD_NEED);
            if (!said.n)
                continue;
            d->any_head = true;
            d->bad = false;
            reading_value(d, is, is->field, said,
                          is->field->type == FIELD_COUNT ?
                              reading_scale(d, d->in->k->field,
                                            d->in->k->fields, d->record) :
                              0,
                          d->record);
            if (d->bad)
                field_bad(d, is->field);
            d->bad |= before;
        }
    for (int i = 0; i < c->n; i++)
        if (c->at[i].sort == COLUMN_ID) {
            struct str said = reading_said(d, i, false);

            if (said.n && (!id_read(said, &d->id) ||
                           !entry_is(d->in, d->id, d->in->k->name)))
                reading_bad(d, c->at[i].heading, "import.id_unknown", said);
        }
    members_take(d);
}

/* The card that a row's answers are of; rows of one card stand together. */
static const struct reply_card *card_of_row(struct reading *d)
{
    struct intake *in = d->in;
    const struct field *f = kind_field(in->k, S("questionnaire"));
    struct str code;

    if (!f || f->type != FIELD_CODE)
        f = kind_field(in->k, S("card"));
    if (!f || f->type != FIELD_CODE)
        return NULL;
    code = *(const struct str *)(const void *)(d->record + f->at);
    if (in->carded && str_same(code, in->card.card->is->code))
        return &in->card;
    in->carded = code.n &&
                 reply_card_named(in->i->db, code, &in->card_room, &in->card);
    return in->carded ? &in->card : NULL;
}

/* What the columns "answers.q1", "answers.q2" say, as one object. */
static struct str members_said(struct reading *d, const struct field *f)
{
    struct buf b = buf_start(&d->in->row);
    const char *comma = "";

    buf_char(&b, '{');
    for (int i = 0; i < d->in->c->n; i++) {
        const struct column_is *is = &d->in->c->at[i];
        struct str said;

        if (is->sort != COLUMN_MEMBER || is->field != f)
            continue;
        said = reading_said(d, i, false);
        if (!said.n)
            continue;
        buf_z(&b, comma);
        buf_json(&b, str_from(is->heading, strlen(f->name) + 1));
        buf_char(&b, ':');
        buf_json(&b, said);
        comma = ",";
    }
    buf_char(&b, '}');
    return b.n > 2 ? buf_str(&b) : S("");
}

/* What they add up to, as the keeper would add it: the same sheet again is
 * nothing new. Of a blind card nobody here knows. */
static void result_take(struct reading *d, const struct reply_card *card,
                        const struct field *answers)
{
    const struct field *f = kind_field(d->in->k, S("result"));
    struct answers said = answers_read(
        *(const struct str *)(const void *)(d->record + answers->at),
        &d->in->row);

    if (f && f->type == FIELD_COUNT && field_none(f, d->record) &&
        card->card->is->access == CARD_OPEN)
        *(int64_t *)(void *)(d->record + f->at) = card_score(card->card, &said);
}

/* Answers in columns of their own: choices by code or in words, as the row's
 * card has them. */
static void members_take(struct reading *d)
{
    for (int i = 0; i < d->in->k->fields; i++) {
        const struct field *f = &d->in->k->field[i];
        struct reply r = { .arena = &d->in->row };
        struct str said = f->type == FIELD_OBJECT ? members_said(d, f) : S("");
        const struct reply_card *card = said.n ? card_of_row(d) : NULL;

        if (!said.n)
            continue;
        d->any_head = true;
        if (!card)
            reading_bad(d, str_of(f->name), "import.code_unknown", S(""));
        else if (!reply_object(&r, card, said, (void *)(d->record + f->at)))
            reading_bad(d, r.question, r.what, r.said);
        else
            result_take(d, card, f);
    }
}
