/* paper_sheet - a report's tables on paper: upright or wide, and in parts where
 * a table is wider than the page. */
#include <string.h>

#include "report/paper.h"

/* How many signs stand side by side on a page, by the size of the letters. A
 * sign of Noto Sans takes 0.56 of its size on the average; cells have room
 * around them. */
enum {
    UPRIGHT_SIGNS = 112, /* 182 mm in letters of 8 points */
    WIDE_SIGNS = 165,    /* 269 mm */
    SMALL_SIGNS = 200,   /* 269 mm in letters of 6.5 points */
    USUAL_POINTS = 80,
    SMALL_POINTS = 65,
    TEXT_SIGNS = 34, /* most that a column of text asks for */
    HEAD_SIGNS = 14, /* most that a heading asks for; it takes more lines */
    ROOM_SIGNS = 2   /* beside a cell */
};

static int signs_of(struct str s)
{
    int n = 0;

    for (size_t at = 0; at < s.n; n++)
        utf8_next(s, &at);
    return n;
}

/* The longest word: a heading is broken between words. */
static int word_signs(struct str s)
{
    int most = 0;

    while (s.n) {
        int n = signs_of(str_cut(&s, ' '));

        most = n > most ? n : most;
    }
    return most;
}

static void cell_said(struct buf *b, const struct sheet *s,
                      const struct sheet_cell *c, enum column_type type,
                      enum lang lang)
{
    int64_t percent;
    bool said;

    if (!c->said)
        return;
    switch (type) {
    case COLUMN_TEXT: buf_add(b, c->text); break;
    case COLUMN_DAY: buf_add(b, day_shown(s->arena, lang, c->text)); break;
    case COLUMN_NUMBER: number_shown(b, s, c); break;
    case COLUMN_RATIO:
        percent = ratio_percent(c->number, c->of, &said);
        if (!said)
            return;
        number_exact(b, (percent + (percent < 0 ? -5 : 5)) / 10, 1);
        buf_char(b, '%');
        break;
    }
}

static struct str cell_of(const struct sheet *s, const struct sheet_row *r,
                          int col, struct arena *a, enum lang lang)
{
    struct buf b = buf_start(a);

    cell_said(&b, s, &r->cell[col], s->column[col].type, lang);
    return buf_str(&b);
}

/* What each column asks for, in signs. */
static void widths(const struct sheet *s, enum lang lang, struct arena *a,
                   int *wide)
{
    for (int i = 0; i < s->columns; i++) {
        struct str head = sheet_heading(s, i, lang);
        int n = signs_of(head), word = word_signs(head);

        n = n > HEAD_SIGNS ? HEAD_SIGNS : n;
        wide[i] = word > n ? word : n;
        for (size_t r = 0; r < s->rows; r++) {
            struct arena_mark mark = arena_mark(a);

            if (s->row[r].nature != ROW_HEADING) {
                n = signs_of(cell_of(s, &s->row[r], i, a, lang));
                n = n > TEXT_SIGNS ? TEXT_SIGNS : n;
                wide[i] = n > wide[i] ? n : wide[i];
            }
            arena_back(a, mark);
        }
        wide[i] += ROOM_SIGNS;
    }
}

static int sum(const int *wide, int n)
{
    int all = 0;

    while (n--)
        all += wide[n];
    return all;
}

/* ---- a part of a table ----------------------------------------------------*/

struct part {
    const struct sheet *sheet;
    const int *wide;
    int from, to, points; /* columns; the first of all stands before them */
};

/* The column of the sheet that is the i-th of the part. */
static int part_column(const struct part *p, int i)
{
    return p->from == 0 ? i : i == 0 ? 0 : p->from + i - 1;
}

static int part_columns(const struct part *p)
{
    return p->to - p->from + (p->from > 0);
}

static void head_put(struct paper *p, const struct part *part)
{
    const struct sheet *s = part->sheet;
    struct paper_column c[PAPER_COLUMNS];
    bool right = lang_right_to_left(p->lang); /* numbers end at the right */
    int n = part_columns(part);

    for (int i = 0; i < n; i++) {
        int col = part_column(part, i);
        const struct column *from = &s->column[col];

        c[i] = (struct paper_column){
            .title = sheet_heading(s, col, p->lang),
            .over = from->over ? say(p->lang, from->over) : S(""),
            .wide = part->wide[col],
            .align = column_words(from->type) || right ? ALIGN_START : ALIGN_END
        };
    }
    paper_table(p, c, n, 0, part->points);
}

/* Its words across the whole line, as on the page. */
static void heading_put(struct paper *p, const struct sheet *s,
                        const struct sheet_row *r, struct arena *a)
{
    struct str cell[PAPER_COLUMNS] = { { "", 0 } };
    struct buf b = buf_start(a);

    for (int i = 0; i < s->columns; i++) {
        if (b.n && r->cell[i].said)
            buf_char(&b, ' ');
        cell_said(&b, s, &r->cell[i], s->column[i].type, p->lang);
    }
    cell[0] = buf_str(&b);
    paper_row(p, ROW_HEADING, cell);
}

static void part_put(struct paper *p, const struct part *part)
{
    const struct sheet *s = part->sheet;
    struct arena a = { 0 };

    head_put(p, part);
    for (size_t r = 0; r < s->rows; r++) {
        struct str cell[PAPER_COLUMNS];
        struct arena_mark mark = arena_mark(&a);

        if (s->row[r].nature == ROW_HEADING) {
            heading_put(p, s, &s->row[r], &a);
        } else {
            for (int i = 0; i < part_columns(part); i++)
                cell[i] = cell_of(s, &s->row[r], part_column(part, i), &a,
                                  p->lang);
            paper_row(p, s->row[r].nature, cell);
        }
        arena_back(&a, mark);
    }
    paper_table_end(p);
    arena_free(&a);
}

/* As many columns as the line takes, at least one beside the first. */
static int part_end(const int *wide, int columns, int from, int room)
{
    int all = from > 0 ? wide[0] : 0, to = from;

    while (to < columns && to - from < PAPER_COLUMNS - 1 &&
           (to - from < 1 + (from == 0) || all + wide[to] <= room))
        all += wide[to++];
    return to;
}

static void sheet_put(struct paper *p, const struct sheet *s, bool upright)
{
    struct arena a = { 0 };
    int *wide = arena_many(&a, int, (size_t)s->columns), room, all;
    struct part part = { .sheet = s, .wide = wide, .points = USUAL_POINTS };

    widths(s, p->lang, &a, wide);
    all = sum(wide, s->columns);
    room = upright ? UPRIGHT_SIGNS : WIDE_SIGNS;
    if (all > room) {
        part.points = SMALL_POINTS;
        room = upright ? UPRIGHT_SIGNS * USUAL_POINTS / SMALL_POINTS :
                         SMALL_SIGNS;
    }
    paper_heading(p, s->title);
    paper_text(p, s->subtitle);
    for (part.from = 0; part.from < s->columns; part.from = part.to) {
        part.to = part_end(wide, s->columns, part.from, room);
        part_put(p, &part);
    }
    for (int i = 0; i < s->notes; i++)
        paper_small(p, s->note[i]);
    arena_free(&a);
}

void paper_sheet(struct paper *p, const struct sheet *s)
{
    sheet_put(p, s, p->size != PAPER_A4_WIDE);
}

struct paper paper_of_sheets(struct arena *a, const struct sheet *s, int n,
                             enum lang lang, day on)
{
    struct paper_plan plan = { .size = PAPER_A4, .on = on };
    struct paper p;

    for (int i = 0; i < n; i++) {
        struct arena scratch = { 0 };
        int *wide = arena_many(&scratch, int, (size_t)s[i].columns);

        widths(&s[i], lang, &scratch, wide);
        if (sum(wide, s[i].columns) > UPRIGHT_SIGNS)
            plan.size = PAPER_A4_WIDE;
        arena_free(&scratch);
    }
    if (n > 0)
        plan.title = s[0].title;
    p = paper_start(a, lang, &plan);
    for (int i = 0; i < n; i++) {
        if (i > 0)
            paper_break(&p);
        sheet_put(&p, &s[i], plan.size == PAPER_A4);
    }
    return p;
}
