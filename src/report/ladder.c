/* ladder - member, activist, office bearer, CRP: by sex and band. */
#include "report/ladder.h"

#include <stdlib.h>
#include <string.h>

#include "ladder.sql.h"

/* ---- who stands where ---------------------------------------------------*/

static void scored_put(struct ladder_step *s, const struct scheme *scheme,
                       int64_t score, int64_t n)
{
    s->scored += n;
    for (size_t i = scheme->bands; i--;)
        if (scheme->band[i].least <= score) {
            s->band[i] += n;
            break;
        }
}

struct leader {
    struct id person;
    int64_t rung, sex, score; /* INT_NONE: of no score */
};

static int leader_order(const void *a, const void *b)
{
    const struct leader *x = a, *y = b;
    int order = (x->rung > y->rung) - (x->rung < y->rung);

    return order ? order : id_order(x->person, y->person);
}

static void leader_put(struct ladder *l, const struct scheme *scheme,
                       const struct leader *x)
{
    struct ladder_step *s = &l->step[x->rung][x->sex];

    s->persons++;
    if (x->score != INT_NONE)
        scored_put(s, scheme, x->score, 1);
}

/* Leaders are few: they are read one by one, with the score to the hundredth;
 * activists and CRPs only where they are asked for. */
static void leaders_read(struct db *db, const struct question *q,
                         const struct scheme *scheme, day on, bool named,
                         struct arena *a, struct ladder *l)
{
    struct rows r = db_rows(db, SQL_LADDER_RUNGS);
    struct leader *all = NULL;
    size_t n = 0, room = 0;

    db_bind_text(&r, 1, scheme->card);
    db_bind_id(&r, 2, scope_place(db, q));
    db_bind_int(&r, 3, on);
    db_bind_id(&r, 4, q->rsp);
    db_bind_int(&r, 5, named);
    while (db_next(&r)) {
        struct leader one = { db_id(&r, 1), db_int(&r, 0), db_int(&r, 2),
                              db_null(&r, 3) ? INT_NONE : db_int(&r, 3) };

        if (one.rung <= RUNG_MEMBER || one.rung >= RUNGS || db_null(&r, 2) ||
            one.sex < 0 || one.sex >= LADDER_SEXES)
            continue;
        arena_room(a, all, n, room);
        all[n++] = one;
    }
    db_done(&r);
    if (n)
        qsort(all, n, sizeof *all, leader_order);
    for (size_t i = 0; i < n; i++)
        if (!i || leader_order(&all[i - 1], &all[i]))
            leader_put(l, scheme, &all[i]);
}

/* Members are many: they are what households post of them. */
static const char *const heads[LADDER_SEXES] = { "organised.women",
                                                 "organised.men" };

static void members_read(struct db *db, const struct question *q,
                         const struct scheme *scheme,
                         const struct asked_place *scope, struct arena *a,
                         struct ladder *l)
{
    for (int sex = 0; sex < LADDER_SEXES; sex++) {
        struct ladder_step *s = &l->step[RUNG_MEMBER][sex];

        s->persons = spread_heads(db, q, scope, str_of(heads[sex]), a);
        for (int i = 0; i < SPREAD_POINTS && scheme->card.n; i++)
            scored_put(s, scheme, (int64_t)i * POINT,
                       spread_heads(db, q, scope,
                                    spread_code(a, heads[sex], scheme->card, i),
                                    a));
    }
}

struct ladder ladder_read(struct db *db, const struct question *q,
                          const struct scheme *scheme,
                          const struct asked_place *scope, bool named,
                          struct arena *a)
{
    struct ladder l;

    memset(&l, 0, sizeof l);
    members_read(db, q, scheme, scope, a, &l);
    leaders_read(db, q, scheme, scope->on, named, a, &l);
    return l;
}

/* ---- the sheet ----------------------------------------------------------*/

enum { L_WHO, L_SEX, L_N, L_SCORED, L_BANDS };
static const struct column step_column[L_BANDS + 1] = {
    { "who", "coverage.who", NULL, COLUMN_TEXT, 0 },
    { "sex", "coverage.sex", NULL, COLUMN_TEXT, 0 },
    { "persons", "coverage.persons", NULL, COLUMN_NUMBER, 0 },
    { "scored", "coverage.of_scored", NULL, COLUMN_NUMBER, 0 },
    { "band", "coverage.share", NULL, COLUMN_RATIO, 0 },
};
static const char *const rung_word[RUNGS] = {
    [RUNG_MEMBER] = "coverage.co", [RUNG_ACTIVIST] = "ladder.activist",
    [RUNG_CO] = "ladder.co",       [RUNG_VO] = "ladder.vo",
    [RUNG_LSO] = "ladder.lso",     [RUNG_CRP] = "ladder.crp",
};
static const char *const sex_word[LADDER_SEXES] = { "coverage.woman",
                                                    "coverage.man" };

/* "b12_share" */
static const char *share_key(struct arena *a, const struct scheme_band *b)
{
    struct buf key = buf_start(a);

    buf_add(&key, b->code);
    buf_z(&key, "_share");
    buf_char(&key, 0);
    return buf_str(&key).p;
}

static struct sheet columns_start(struct arena *a, const struct scheme *scheme)
{
    size_t n = L_BANDS + scheme->bands;
    struct column *col = arena_many(a, struct column, n);
    struct str *label = arena_many(a, struct str, n);
    struct sheet s;

    memcpy(col, step_column, L_BANDS * sizeof *col);
    for (size_t i = 0; i < scheme->bands; i++) {
        col[L_BANDS + i] = step_column[L_BANDS];
        col[L_BANDS + i].key = share_key(a, &scheme->band[i]);
        label[L_BANDS + i] = scheme->band[i].title;
    }
    s = sheet_start(a, col, (int)n);
    s.label = label;
    return s;
}

static void step_row(struct sheet *out, const struct question *q,
                     const struct scheme *scheme, enum rung rung, int sex,
                     const struct ladder_step *s)
{
    struct sheet_row *row = sheet_add(out, ROW_PLAIN);

    cell_text(row, L_WHO, say(q->lang, rung_word[rung]));
    cell_text(row, L_SEX, say(q->lang, sex_word[sex]));
    cell_number(row, L_N, s->persons);
    cell_number(row, L_SCORED, s->scored);
    for (size_t b = 0; b < scheme->bands; b++)
        if (rung != RUNG_MEMBER || scheme_whole(scheme, b))
            cell_ratio(row, L_BANDS + (int)b, s->band[b], s->scored);
}

struct sheet ladder_sheet(struct arena *a, const struct question *q,
                          const struct scheme *scheme, const struct ladder *l,
                          const enum rung *rung, size_t rungs)
{
    struct sheet s = columns_start(a, scheme);

    s.lakh = q->lakh;
    for (size_t i = 0; i < rungs; i++)
        for (int sex = 0; sex < LADDER_SEXES; sex++)
            step_row(&s, q, scheme, rung[i], sex, &l->step[rung[i]][sex]);
    return s;
}

/* The ladder: members of COs, activists, office bearers of COs, VOs and LSOs,
 * community resource persons, women and men, by the band of their households;
 * --banding CODE for another programme's bands. */
REPORT(ladder, RIGHT_SEE, .bands = true)
{
    static const enum rung all[] = { RUNG_MEMBER, RUNG_ACTIVIST, RUNG_CO,
                                     RUNG_VO,     RUNG_LSO,      RUNG_CRP };
    struct scheme scheme = { 0 };
    struct asked_place scope;
    struct ladder l;

    if (!question_good(db, q, a, f))
        return 0;
    if (!scheme_read(db, q, a, &scheme) && q->banding.n) {
        tell(f, STOP, "report.no_banding", "banding");
        return 0;
    }
    scope = scope_alone(db, q, a);
    l = ladder_read(db, q, &scheme, &scope, true, a);
    out[0] = ladder_sheet(a, q, &scheme, &l, all, LEN(all));
    out[0].title = say(q->lang, "ladder.title");
    out[0].subtitle = question_caption(db, q, a);
    sheet_note(&out[0], say(q->lang, "ladder.note"));
    return 1;
}
