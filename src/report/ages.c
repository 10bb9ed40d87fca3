/* ages - members of COs by sex and age. */
#include "ages.sql.h"
#include "report/inside.h"
#include "report/spread.h"

enum { WOMEN, MEN, SEXES };
enum { CLASSES = 7, NOT_KNOWN = CLASSES };
/* The oldest first, as a pyramid has them; each begins with these years. */
static const struct {
    const char *word;
    int years;
} class_of[CLASSES] = {
    { "ages.65", 65 },   { "ages.55", 55 }, { "ages.45", 45 },
    { "ages.35", 35 },   { "ages.25", 25 }, { "ages.18", 18 },
    { "ages.below", 0 },
};
struct ages {
    int64_t n[CLASSES + 1][SEXES];
};

/* Whole years at the end of a month: who was born by the end of that month so
 * many years ago has them. */
static int class_at(month as_of, day born)
{
    for (int i = 0; i < CLASSES - 1; i++)
        if (born <= month_end(as_of - 12 * class_of[i].years))
            return i;
    return CLASSES - 1;
}

static struct ages ages_read(struct db *db, const struct question *q)
{
    struct rows r = db_rows(db, SQL_AGES_MEMBERS);
    struct ages x = { .n = { { 0 } } };

    db_bind_id(&r, 1, scope_place(db, q));
    db_bind_int(&r, 2, month_end(q->as_of));
    db_bind_id(&r, 3, q->rsp);
    while (db_next(&r)) {
        int64_t sex = db_int(&r, 0);
        int at = db_null(&r, 1) ? NOT_KNOWN :
                                  class_at(q->as_of, (day)db_int(&r, 1));

        if (sex == WOMEN || sex == MEN)
            x.n[at][sex] += db_int(&r, 2);
    }
    db_done(&r);
    return x;
}

/* ---- the sheet ----------------------------------------------------------*/

enum { A_AGE, A_WOMEN, A_MEN, A_BOTH, A_COLS };
static const struct column ages_column[A_COLS] = {
    { "age", "ages.age", NULL, COLUMN_TEXT, 0 },
    { "women", "choice.women", NULL, COLUMN_NUMBER, 0 },
    { "men", "choice.men", NULL, COLUMN_NUMBER, 0 },
    { "both", "ages.both", NULL, COLUMN_NUMBER, 0 },
};

/* By one of these, then NOT_KNOWN, then all. */
static void class_row(struct sheet *out, enum row_nature nature, int at,
                      struct str name, int64_t women, int64_t men)
{
    struct sheet_row *row = sheet_add(out, nature);

    row->key = opened_key(out->arena, at);

    cell_text(row, A_AGE, name);
    cell_number(row, A_WOMEN, women);
    cell_number(row, A_MEN, men);
    cell_number(row, A_BOTH, women + men);
}

static bool ages_behind(struct db *db, const struct question *q, struct str row,
                        struct str column, struct arena *a, struct opened *out)
{
    struct rows r;
    int64_t at, sex = str_same(column, S("women")) ? WOMEN :
                      str_same(column, S("men"))   ? MEN :
                                                     SEXES;

    if (!int_read(row, &at) || at < 0 || at > NOT_KNOWN + 1 ||
        (sex == SEXES && !str_same(column, S("both"))))
        return false;
    r = db_rows(db, SQL_AGES_PEOPLE);
    db_bind_id(&r, 1, scope_place(db, q));
    db_bind_int(&r, 2, month_end(q->as_of));
    db_bind_id(&r, 3, q->rsp);
    out->kind = "person";
    while (db_next(&r)) {
        int of = db_null(&r, 2) ? NOT_KNOWN :
                                  class_at(q->as_of, (day)db_int(&r, 2));

        if ((of == at || at > NOT_KNOWN) &&
            (db_int(&r, 1) == sex || (sex == SEXES && (db_int(&r, 1) == WOMEN ||
                                                       db_int(&r, 1) == MEN))))
            opened_add(out, a, db_id(&r, 0), INT_NONE);
    }
    db_done(&r);
    return true;
}

/* Members of COs by sex and age at the end of a month: distinct persons, as the
 * ladder counts them, within a place and of an RSP. */
REPORT(ages, RIGHT_REGISTER, .opens = "women|men|both", .behind = ages_behind)
{
    struct ages x;
    int64_t all[SEXES] = { 0 };

    if (!question_good(db, q, a, f))
        return 0;
    x = ages_read(db, q);
    out[0] = sheet_start(a, ages_column, A_COLS);
    out[0].title = say(q->lang, "report.ages");
    out[0].subtitle = question_caption(db, q, a);
    out[0].lakh = q->lakh;
    for (int i = 0; i < CLASSES; i++)
        class_row(&out[0], ROW_PLAIN, i, say(q->lang, class_of[i].word),
                  x.n[i][WOMEN], x.n[i][MEN]);
    for (int i = 0; i <= CLASSES; i++)
        for (int sex = 0; sex < SEXES; sex++)
            all[sex] += x.n[i][sex];
    class_row(&out[0], ROW_TOTAL, NOT_KNOWN, say(q->lang, "ages.unknown"),
              x.n[NOT_KNOWN][WOMEN], x.n[NOT_KNOWN][MEN]);
    class_row(&out[0], ROW_TOTAL, NOT_KNOWN + 1, say(q->lang, "ages.all"),
              all[WOMEN], all[MEN]);
    sheet_note(&out[0], say(q->lang, "ages.note"));
    return 1;
}
