/* census - the households of a place with their persons, and what they answered
 * on a scorecard.
 *
 * A row is a household, one of its persons and the household's score side by
 * side: its columns are the fields of these three kinds and the codes of the
 * questions. So a sheet has a row a person, or a row a household; a json line
 * is a household with its list of persons. What is bad of a person refuses the
 * person, of the answers the score, of the household all of it. */
#include <stdio.h>
#include <string.h>

#include "core/card.h"
#include "import.sql.h"
#include "import/homes.h"
#include "import/reply.h"
#include "import/run.h"

enum part { HOUSEHOLD, PERSON, SCORE, ANSWERS, PARTS };
enum { KINDS = ANSWERS };
enum { COMPUTED, IMPORTED }; /* where a score is from */

/* What a row says: the structs of the three kinds one behind the other, the
 * line, and a text for each question. */
struct census_row {
    struct kind kind;
    const struct kind *of[KINDS];
    struct records_group group[PARTS];
    uint32_t at[PARTS], line_at;
    struct str *question; /* the codes */
    int questions;
};

struct block { /* the household whose rows are being read */
    struct arena arena;
    struct str sheet, number;
    struct id place, id;
    void *said; /* its record, as first said */
    uint32_t persons;
    bool open, refused, fresh, again, scored;
    struct str answers;
    int64_t score;
    struct marks codes; /* natural keys of its persons and score */
};
struct census {
    const struct import *i;
    struct import_file file;
    struct arena life;
    struct census_row row;
    struct reply_card *card; /* all that a row may be about */
    size_t cards;
    struct str said_card; /* --card; may be empty */
    struct homes homes;
    struct block block;
    int row_number, nth; /* persons of one json line share its number */
    struct str row_sheet;
    struct {
        struct id survey;
        struct str card;
    } last;
};

/* One row being put. */
struct putting {
    struct census *c;
    struct run *run;
    const struct run_row *row;
    char *record;
    const bool *bad;
    struct arena *a;
    char part[12];
};

/* ---- columns ------------------------------------------------------------*/

/* What the row's place, its code and the file say themselves. */
static bool is_ours(const struct kind *k, const struct field *f)
{
    return f->type == FIELD_HASH || f->type == FIELD_ROWS ||
           (f->type == FIELD_REF && f->of && !strcmp(f->of, "household")) ||
           (!strcmp(k->name, "score") && !strcmp(f->name, "source"));
}

static int fields_copy(struct field *to, const struct kind *k, uint32_t at)
{
    int n = 0;

    for (int i = 0; i < k->fields; i++) {
        if (is_ours(k, &k->field[i]))
            continue;
        to[n] = k->field[i];
        to[n].flags &= FIELD_POINTS | FIELD_DEGREES | FIELD_EXCHANGE;
        to[n++].at += at;
    }
    return n;
}

static void questions_gather(struct census *c)
{
    struct census_row *r = &c->row;
    size_t most = 0;

    for (size_t i = 0; i < c->cards; i++)
        most += c->card[i].card->n;
    r->question = arena_many(&c->life, struct str, most + 1);
    for (size_t i = 0; i < c->cards; i++)
        for (size_t n = 0; n < c->card[i].card->n; n++) {
            struct str code = c->card[i].card->at[n].is->code;
            int at = 0;

            while (at < r->questions && !str_same(r->question[at], code))
                at++;
            if (at == r->questions)
                r->question[r->questions++] = code;
            c->card[i].column[n] = at;
        }
}

static void row_make(struct census *c)
{
    static const char *const name[] = { "household", "person", "score",
                                        "answers" };
    struct census_row *r = &c->row;
    int most = 1, n = 0;
    struct field *f;
    uint32_t bytes = 0;

    for (int i = 0; i < KINDS; i++) {
        r->of[i] = kind_find(str_of(name[i]));
        MUST(r->of[i]);
        most += r->of[i]->fields;
    }
    f = arena_many(&c->life, struct field, (size_t)(most + r->questions));
    for (int i = 0; i < PARTS; i++) {
        r->group[i] = (struct records_group){ name[i], n, 0 };
        r->at[i] = bytes;
        if (i < KINDS) {
            n += fields_copy(f + n, r->of[i], bytes);
            bytes += (r->of[i]->bytes + 7) / 8 * 8;
        }
        if (i == PERSON) {
            r->line_at = bytes;
            f[n++] = (struct field){ .name = "line",
                                     .type = FIELD_COUNT,
                                     .at = bytes,
                                     .least = 1,
                                     .most = 100000 };
            bytes += sizeof(int64_t);
        }
        for (int q = 0; i == ANSWERS && q < r->questions; q++) {
            f[n++] = (struct field){ .name = arena_z(&c->life, r->question[q]),
                                     .type = FIELD_TEXT,
                                     .at = bytes };
            bytes += sizeof(struct str);
        }
        r->group[i].n = n - r->group[i].from;
    }
    r->kind = (struct kind){
        .name = "census", .field = f, .fields = n, .bytes = bytes
    };
}

/* ---- parts of a row -----------------------------------------------------*/

static void *part_of(const struct putting *p, enum part part)
{
    return p->record + p->c->row.at[part];
}

static void *field_of(const struct putting *p, enum part part, const char *name)
{
    const struct field *f = kind_field(p->c->row.of[part], str_of(name));

    MUST(f);
    return (char *)part_of(p, part) + f->at;
}

static bool part_bad(const struct putting *p, enum part part)
{
    const struct records_group *g = &p->c->row.group[part];

    for (int i = g->from; i < g->from + g->n; i++)
        if (p->bad[i])
            return true;
    return false;
}

/* Does the row say anything of it? */
static bool part_said(const struct putting *p, enum part part)
{
    const struct records_group *g = &p->c->row.group[part];

    for (int i = g->from; i < g->from + g->n; i++)
        if (p->bad[i] || !field_none(&p->c->row.kind.field[i], p->record))
            return true;
    return false;
}

static void refuse(const struct putting *p, const char *field, const char *what,
                   struct str said)
{
    run_bad(p->run, p->row, str_of(field), what, said);
}

/* ---- the household ------------------------------------------------------*/

static void texts_keep(const struct kind *k, char *record, struct arena *a)
{
    for (int i = 0; i < k->fields; i++)
        if (k->field[i].type == FIELD_TEXT || k->field[i].type == FIELD_CODE ||
            k->field[i].type == FIELD_OBJECT) {
            struct str *s = (void *)(record + k->field[i].at);

            *s = arena_str(a, *s);
        }
}

/* A household that the file spoke of before, elsewhere: the rest of its row is
 * compared only when it says anything. */
static bool says_more(const struct putting *p)
{
    const struct records_group *g = &p->c->row.group[HOUSEHOLD];

    for (int i = g->from; i < g->from + g->n; i++) {
        const struct field *f = &p->c->row.kind.field[i];

        if (strcmp(f->name, "number") != 0 && strcmp(f->name, "place") != 0 &&
            !field_none(f, p->record))
            return true;
    }
    return false;
}

static void household_put(const struct putting *p, struct home *home)
{
    struct block *b = &p->c->block;
    struct run_fact fact = { .kind = p->c->row.of[HOUSEHOLD],
                             .part = p->part,
                             .record = part_of(p, HOUSEHOLD),
                             .partial = true,
                             .again = !id_none(home->id),
                             .among = &b->codes };

    b->again = home->persons > 0;
    b->persons = home->persons;
    if (!id_none(home->id) && !says_more(p)) {
        b->id = home->id;
        return;
    }
    b->id = run_fact(p->run, p->row, &fact, &b->fresh);
    b->fresh &= !b->again;
    home->id = b->id;
}

static void block_close(struct census *c)
{
    struct block *b = &c->block;
    struct marks codes = b->codes;

    if (b->open && !b->refused)
        homes_at(&c->homes, b->place, b->number)->persons = b->persons;
    marks_clear(&codes);
    arena_free(&b->arena);
    *b = (struct block){ .codes = codes };
}

static void block_open(const struct putting *p)
{
    struct census *c = p->c;
    struct block *b = &c->block;
    const struct kind *k = c->row.of[HOUSEHOLD];

    run_unit(p->run);
    block_close(c);
    b->open = true;
    b->sheet = arena_str(&b->arena, p->row->sheet);
    b->number = arena_str(&b->arena,
                          *(struct str *)field_of(p, HOUSEHOLD, "number"));
    b->place = *(struct id *)field_of(p, HOUSEHOLD, "place");
    b->refused = part_bad(p, HOUSEHOLD);
    if (!b->refused && (!b->number.n || id_none(b->place))) {
        refuse(p, b->number.n ? "place" : "number", "field.missing", S(""));
        b->refused = true;
    }
    if (b->refused)
        return;
    b->said = arena_take(&b->arena, k->bytes);
    memcpy(b->said, part_of(p, HOUSEHOLD), k->bytes);
    texts_keep(k, b->said, &b->arena);
    household_put(p, homes_at(&c->homes, b->place, b->number));
}

/* Is this another row of the household whose rows are being read? */
static bool block_goes_on(const struct putting *p)
{
    const struct block *b = &p->c->block;
    struct str number = *(struct str *)field_of(p, HOUSEHOLD, "number");
    struct id place = *(struct id *)field_of(p, HOUSEHOLD, "place");

    if (!b->open || !str_same(b->sheet, p->row->sheet))
        return false;
    if (p->c->nth)
        return true; /* of the same line */
    return number.n && str_same(number, b->number) &&
           (id_none(place) || id_same(place, b->place));
}

static bool value_same(const struct field *f, const char *x, const char *y)
{
    struct arena a = { 0 };
    struct buf one = buf_start(&a), other = buf_start(&a);
    bool same;

    field_print(f, x, &one);
    field_print(f, y, &other);
    same = str_same(buf_str(&one), buf_str(&other));
    arena_free(&a);
    return same;
}

/* Its columns stand on every row; where they say something else, the first row
 * stands and the other is told. */
static void block_compare(const struct putting *p)
{
    const struct kind *k = p->c->row.of[HOUSEHOLD];
    const char *said = p->c->block.said, *now = part_of(p, HOUSEHOLD);

    for (int i = 0; i < k->fields; i++) {
        const struct field *f = &k->field[i];

        if (!is_ours(k, f) && !field_none(f, now) && !value_same(f, said, now))
            refuse(p, f->name, "census.said_otherwise", S(""));
    }
}

/* ---- a person -----------------------------------------------------------*/

/* By the number in the household, or by how many stand before her. */
static struct str person_code(const struct putting *p)
{
    const struct block *b = &p->c->block;
    int64_t line = *(int64_t *)(void *)(p->record + p->c->row.line_at);
    struct buf code = buf_start(p->a);

    buf_add(&code, b->number);
    buf_fmt(&code, "-%lld",
            line == INT_NONE ? (long long)b->persons : (long long)line);
    return buf_str(&code);
}

static void person_put(const struct putting *p)
{
    struct block *b = &p->c->block;
    struct str *code = field_of(p, PERSON, "code");
    struct run_fact fact = { .kind = p->c->row.of[PERSON],
                             .part = p->part,
                             .record = part_of(p, PERSON),
                             .partial = true,
                             .fresh = b->fresh,
                             .again = b->again,
                             .among = &b->codes };
    bool made;

    b->persons++;
    if (part_bad(p, PERSON)) {
        refuse(p, "person", "census.person_refused", S(""));
        return;
    }
    if (!((struct str *)field_of(p, PERSON, "name"))->n) {
        refuse(p, "name", "field.missing", S(""));
        return;
    }
    if (!code->n)
        *code = person_code(p);
    *(struct id *)field_of(p, PERSON, "household") = b->id;
    run_fact(p->run, p->row, &fact, &made);
}

/* ---- the score ----------------------------------------------------------*/

/* Which card: the row's own, the one asked for, the survey's. */
static struct str card_code(const struct putting *p)
{
    struct census *c = p->c;
    struct str said = *(struct str *)field_of(p, SCORE, "card");
    struct id survey = *(struct id *)field_of(p, SCORE, "survey");
    struct rows r;

    if (said.n)
        return said;
    if (c->said_card.n || id_none(survey))
        return c->said_card;
    if (!id_same(c->last.survey, survey)) {
        r = db_rows(c->i->db, SQL_CENSUS_SURVEY);
        db_bind_id(&r, 1, survey);
        c->last.card = db_next(&r) ? arena_str(&c->life, db_str(&r, 0)) : S("");
        c->last.survey = survey;
        db_done(&r);
    }
    return c->last.card;
}

static const struct reply_card *card_find_code(const struct census *c,
                                               struct str code)
{
    for (size_t i = 0; i < c->cards; i++)
        if (str_same(c->card[i].card->is->code, code))
            return &c->card[i];
    return NULL;
}

/* The answers as the card takes them. False: told. */
static bool answers_take(const struct putting *p, const struct reply_card *card)
{
    struct str *answers = field_of(p, SCORE, "answers");
    struct reply r = { .arena = p->a };
    bool cells = part_said(p, ANSWERS);

    if (answers->n && cells) {
        refuse(p, "answers", "census.answered_twice", S(""));
        return false;
    }
    if (answers->n ? reply_object(&r, card, *answers, answers) :
                     !cells || reply_cells(&r, card, part_of(p, ANSWERS),
                                           p->c->row.questions, answers))
        return true;
    run_bad(p->run, p->row, r.question, r.what, r.said);
    return false;
}

/* Points of an open card are added up here, so that a corrected sheet makes a
 * whole fix; those of a blind one only the keeper knows. */
static void score_add(const struct putting *p, const struct card *card)
{
    int64_t *score = field_of(p, SCORE, "score");
    int32_t *source = field_of(p, SCORE, "source");
    struct str *origin = field_of(p, SCORE, "origin");
    struct answers x;

    *source = *score == INT_NONE ? COMPUTED : IMPORTED;
    if (*score != INT_NONE) {
        if (!origin->n)
            *origin = p->c->file.name;
        return;
    }
    x = answers_read(*(struct str *)field_of(p, SCORE, "answers"), p->a);
    *score = card_score(card, &x);
}

/* The score's own columns are as they should be. False: told. */
static bool score_ready(const struct putting *p)
{
    struct str *code = field_of(p, SCORE, "card");
    const struct reply_card *card;

    if (part_bad(p, SCORE))
        return false;
    *code = card_code(p);
    if (!code->n) {
        refuse(p, "card", "census.which_card", S(""));
        return false;
    }
    card = card_find_code(p->c, *code);
    if (!card) {
        refuse(p, "card", "census.no_such_card", *code);
        return false;
    }
    if (*(day *)field_of(p, SCORE, "held") == DAY_NONE) {
        refuse(p, "held", "field.missing", S(""));
        return false;
    }
    if (!answers_take(p, card))
        return false;
    score_add(p, card->card);
    return true;
}

static void score_draft(const struct putting *p)
{
    struct block *b = &p->c->block;
    struct run_fact fact = { .kind = p->c->row.of[SCORE],
                             .part = p->part,
                             .record = part_of(p, SCORE),
                             .partial = true,
                             .follows = "score",
                             .fresh = b->fresh,
                             .again = b->again,
                             .among = &b->codes };
    bool made;

    *(struct id *)field_of(p, SCORE, "household") = b->id;
    run_fact(p->run, p->row, &fact, &made);
}

/* A score, or answers; a card, a day and an enumerator alone are none. */
static bool score_said(const struct putting *p)
{
    return *(int64_t *)field_of(p, SCORE, "score") != INT_NONE ||
           ((struct str *)field_of(p, SCORE, "answers"))->n ||
           part_bad(p, SCORE) || part_said(p, ANSWERS);
}

/* Answers stand on the household's first row, or on all of its rows alike. */
static void score_put(const struct putting *p)
{
    struct block *b = &p->c->block;
    struct str *answers = field_of(p, SCORE, "answers");
    int64_t *score = field_of(p, SCORE, "score");

    if (!score_said(p))
        return;
    if (!score_ready(p)) {
        refuse(p, "score", "census.score_refused", S(""));
        return;
    }
    if (b->scored) {
        if (!str_same(b->answers, *answers) || b->score != *score)
            refuse(p, "answers", "census.said_otherwise", S(""));
        return;
    }
    b->scored = true;
    b->answers = arena_str(&b->arena, *answers);
    b->score = *score;
    score_draft(p);
}

/* ---- a row --------------------------------------------------------------*/

/* Rows of one number are persons of one json line. */
static void row_count(struct census *c, const struct run_row *row)
{
    bool same = c->row_number == row->row && str_same(c->row_sheet, row->sheet);

    c->nth = same ? c->nth + 1 : 0;
    c->row_number = row->row;
    if (!str_same(c->row_sheet, row->sheet))
        c->row_sheet = arena_str(&c->life, row->sheet);
}

static void row_put(void *self, struct run *run, const struct run_row *row,
                    const void *record, const bool *bad)
{
    struct arena a = { 0 };
    struct census *c = self;
    struct putting p = { c,   run, row, arena_take(&a, c->row.kind.bytes),
                         bad, &a,  "" };

    memcpy(p.record, record, c->row.kind.bytes);
    row_count(c, row);
    if (c->nth)
        snprintf(p.part, sizeof p.part, "%d", c->nth);
    if (!block_goes_on(&p))
        block_open(&p);
    else if (!c->block.refused)
        block_compare(&p);
    if (c->block.refused) {
        if (!c->nth)
            refuse(&p, "household", "census.household_refused",
                   c->block.number);
    } else {
        score_put(&p);
        if (part_said(&p, PERSON))
            person_put(&p);
    }
    arena_free(&a);
}

bool import_census(const struct import *i, struct str card,
                   struct import_file file, struct import_count *out)
{
    struct census c = {
        .i = i, .file = file, .said_card = card, .row_number = -1
    };
    struct records_as as = { .put = row_put,
                             .self = &c,
                             .halves = true,
                             .group = c.row.group,
                             .groups = PARTS,
                             .lane = c.row.of,
                             .lanes = KINDS };
    bool good;

    c.cards = reply_cards(i->db, card, &c.life, &c.card);
    questions_gather(&c);
    row_make(&c);
    as.kind = &c.row.kind;
    good = import_records_as(i, &as, file, out);
    block_close(&c);
    marks_free(&c.block.codes);
    homes_free(&c.homes);
    arena_free(&c.life);
    return good;
}
