/* paper - a document for print while it is built. */
#include "report/paper.h"

#include <string.h>

#include "report/inside.h"

/* ---- bytes --------------------------------------------------------------*/

/* Seven bits a byte, the least first; the top bit says that more follow. */
static void number_write(struct buf *b, uint64_t v)
{
    for (; v > 127; v >>= 7)
        buf_char(b, (char)((v & 127) | 128));
    buf_char(b, (char)v);
}

/* Is the document still taken? Beyond its limits nothing is. */
static bool taken(struct paper *p)
{
    if (p->bytes.n > PAPER_BYTES || p->cells > PAPER_CELLS)
        p->full = true;
    return !p->full;
}

static bool item_start(struct paper *p, enum paper_what what)
{
    MUST(!p->columns || what == PAPER_ROW || what == PAPER_TABLE_END);
    if (!taken(p))
        return false;
    buf_char(&p->bytes, (char)what);
    return true;
}

/* ---- text ---------------------------------------------------------------*/

#define LEFT_MARK "\xe2\x80\x8e" /* U+200E: a letter that is not seen */
#define TEXT_SLACK 16 /* room for the last sign and what sets it apart */

static bool unwanted(uint32_t c)
{
    return (c < 32 && c != '\n') || (c >= 127 && c < 160) ||
           (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/* Good UTF-8 without controls and without signs that turn the order of the
 * text behind them; until the document has `end` bytes. */
static void clean_write(struct buf *b, struct str s, size_t end)
{
    for (size_t at = 0; at < s.n && b->n < end;) {
        uint32_t c = utf8_next(s, &at);

        if (c == '\t' || c == '\r')
            c = ' ';
        if (!unwanted(c))
            utf8_put(b, c);
    }
}

/* A month or a CNIC reads the same way everywhere; among Urdu words it would
 * turn round. */
static void words_write(struct paper *p, struct str s, size_t end)
{
    bool turns = lang_right_to_left(p->lang);
    struct buf *b = &p->bytes;
    size_t from = 0;

    for (size_t i = 0; i <= s.n && b->n < end; i++) {
        struct str token = { s.p + from, i - from };
        bool alone;

        if (i < s.n && s.p[i] != ' ' && s.p[i] != '\n')
            continue;
        alone = turns && turns_round(token);
        buf_z(b, alone ? LEFT_MARK : "");
        clean_write(b, token, end);
        buf_z(b, alone ? LEFT_MARK : "");
        if (i < s.n)
            buf_char(b, s.p[i]);
        from = i + 1;
    }
}

/* Its length stands before it, and is known when it is written. */
static void text_write(struct paper *p, struct str s, size_t most)
{
    struct buf *b = &p->bytes, length;
    size_t at = b->n, n;
    char bytes[8];

    words_write(p, s, at + most - TEXT_SLACK);
    n = b->n - at;
    length = (struct buf){ .p = bytes, .room = sizeof bytes };
    number_write(&length, n);
    buf_add(b, (struct str){ bytes, length.n });
    memmove(b->p + at + length.n, b->p + at, n);
    memcpy(b->p + at, bytes, length.n);
}

static void long_write(struct paper *p, struct str s)
{
    text_write(p, s, PAPER_TEXT_BYTES);
}

static void cell_write(struct paper *p, struct str s)
{
    text_write(p, s, PAPER_CELL_BYTES);
}

/* ---- items --------------------------------------------------------------*/

static void text_item(struct paper *p, enum paper_what what, struct str text)
{
    if (str_trim(text).n && item_start(p, what))
        long_write(p, str_trim(text));
}

static void number_item(struct paper *p, enum paper_what what, int n, int most)
{
    if (n > 0 && item_start(p, what))
        number_write(&p->bytes, (uint64_t)(n < most ? n : most));
}

struct paper paper_start(struct arena *a, enum lang lang,
                         const struct paper_plan *plan)
{
    struct paper p = { .bytes = buf_start(a),
                       .lang = lang,
                       .size = plan->size,
                       .form = plan->form };

    buf_z(&p.bytes, PAPER_MARK);
    number_write(&p.bytes, (uint64_t)lang);
    number_write(&p.bytes, (uint64_t)plan->size);
    number_write(&p.bytes, (uint64_t)plan->form);
    number_write(&p.bytes,
                 plan->on == DAY_NONE ? 0 : (uint64_t)(plan->on - DAY_FIRST));
    cell_write(&p, plan->title);
    cell_write(&p, plan->head);
    cell_write(&p, plan->foot);
    cell_write(&p, say(lang, "paper.pages"));
    p.mark_at = p.bytes.n;
    cell_write(&p, plan->mark);
    return p;
}

/* What stands behind the place of the mark moves. */
void paper_mark(struct paper *p, struct str text)
{
    struct buf whole = p->bytes, tail;
    size_t at = p->mark_at, old = 1;

    MUST(whole.n > at && whole.p[at] == 0); /* there is none yet */
    p->bytes = buf_start(whole.arena);
    buf_add(&p->bytes, (struct str){ whole.p, at });
    cell_write(p, text);
    tail = p->bytes;
    buf_add(&tail, (struct str){ whole.p + at + old, whole.n - at - old });
    p->bytes = tail;
}

void paper_title(struct paper *p, struct str text)
{
    text_item(p, PAPER_TITLE, text);
}

void paper_heading(struct paper *p, struct str text)
{
    text_item(p, PAPER_HEADING, text);
}

void paper_text(struct paper *p, struct str text)
{
    text_item(p, PAPER_TEXT, text);
}

void paper_small(struct paper *p, struct str text)
{
    text_item(p, PAPER_SMALL, text);
}

void paper_bold(struct paper *p, struct str text)
{
    text_item(p, PAPER_BOLD, text);
}

void paper_pair(struct paper *p, struct str label, struct str value)
{
    if (!item_start(p, PAPER_PAIR))
        return;
    cell_write(p, label);
    cell_write(p, str_trim(value));
}

void paper_pair_word(struct paper *p, const char *word, struct str value)
{
    paper_pair(p, say(p->lang, word), value);
}

void paper_lines(struct paper *p, int n)
{
    number_item(p, PAPER_LINES, n, PAPER_LINES_MOST);
}

void paper_gap(struct paper *p, int mm)
{
    number_item(p, PAPER_GAP, mm, PAPER_GAP_MOST);
}

void paper_break(struct paper *p)
{
    item_start(p, PAPER_BREAK);
}

void paper_cut(struct paper *p)
{
    item_start(p, PAPER_CUT);
}

void paper_together(struct paper *p)
{
    item_start(p, PAPER_TOGETHER);
}

void paper_apart(struct paper *p)
{
    item_start(p, PAPER_APART);
}

void paper_qr(struct paper *p, struct str text, struct str said)
{
    if (!text.n || text.n > PAPER_QR_BYTES || !utf8_good(text) ||
        !item_start(p, PAPER_QR))
        return;
    number_write(&p->bytes, text.n); /* as it is: a machine reads it */
    buf_add(&p->bytes, text);
    cell_write(p, said);
}

void paper_sign(struct paper *p, const struct str *who, int n)
{
    MUST(n >= 0 && n <= PAPER_SIGNERS);
    if (!n || !item_start(p, PAPER_SIGN))
        return;
    number_write(&p->bytes, (uint64_t)n);
    for (int i = 0; i < n; i++)
        cell_write(p, who[i]);
}

/* ---- tables -------------------------------------------------------------*/

/* Signs of a text: what a column's share is guessed from. */
static int signs(struct str s)
{
    int n = 0;

    for (size_t at = 0; at < s.n;)
        n += utf8_next(s, &at) > 0;
    return n;
}

static int share(const struct paper_column *c)
{
    int n = c->wide ? c->wide : signs(c->title) + 2;

    return n < 1 ? 1 : n > PAPER_WIDE_MOST ? PAPER_WIDE_MOST : n;
}

void paper_table(struct paper *p, const struct paper_column *c, int n,
                 int row_mm, int points)
{
    MUST(n > 0 && n <= PAPER_COLUMNS && row_mm >= 0 && row_mm <= PAPER_ROW_MM);
    MUST(points == 0 ||
         (points >= PAPER_POINTS_LEAST && points <= PAPER_POINTS_MOST));
    if (!item_start(p, PAPER_TABLE))
        return;
    p->columns = n;
    number_write(&p->bytes, (uint64_t)n);
    number_write(&p->bytes, (uint64_t)row_mm);
    number_write(&p->bytes, (uint64_t)(points ? points : PAPER_POINTS));
    for (int i = 0; i < n; i++) {
        number_write(&p->bytes, (uint64_t)share(&c[i]));
        number_write(&p->bytes, (uint64_t)c[i].align);
        cell_write(p, c[i].title);
        cell_write(p, c[i].over);
    }
}

void paper_cells(struct paper *p, const struct paper_cell *cell)
{
    if (!p->columns || !item_start(p, PAPER_ROW))
        return;
    number_write(&p->bytes, ROW_PLAIN);
    for (int i = 0; i < p->columns; i++) {
        number_write(&p->bytes, (uint64_t)cell[i].what);
        cell_write(p, cell[i].text);
    }
    p->cells += (size_t)p->columns;
}

void paper_row(struct paper *p, enum row_nature nature, const struct str *cell)
{
    if (!p->columns || !item_start(p, PAPER_ROW))
        return;
    number_write(&p->bytes, (uint64_t)nature);
    for (int i = 0; i < p->columns; i++) {
        number_write(&p->bytes, CELL_TEXT);
        cell_write(p, cell[i]);
    }
    p->cells += (size_t)p->columns;
}

void paper_table_end(struct paper *p)
{
    if (p->columns)
        item_start(p, PAPER_TABLE_END);
    p->columns = 0;
}

struct str paper_day(struct arena *a, enum lang lang, day d)
{
    struct buf b = buf_start(a);

    if (d >= DAY_FIRST && d <= DAY_LAST)
        words_day(&b, lang, d);
    return buf_str(&b);
}

struct str paper_bytes(struct paper *p)
{
    paper_table_end(p);
    return buf_str(&p->bytes);
}

/* ---- the helper's answer --------------------------------------------------*/

enum { REPLY_HEAD = 17 }; /* made, pages and unknown as eight bytes each */

static void eight_write(struct buf *b, int64_t v)
{
    for (int i = 0; i < 64; i += 8)
        buf_char(b, (char)((uint64_t)v >> i & 255));
}

static int64_t eight_read(const char *p)
{
    uint64_t v = 0;

    for (int i = 0; i < 8; i++)
        v |= (uint64_t)(uint8_t)p[i] << 8 * i;
    return (int64_t)v;
}

struct str paper_reply(struct arena *a, const struct paper_told *told)
{
    struct buf b = buf_start(a);

    buf_char(&b, (char)told->made);
    eight_write(&b, told->pages);
    eight_write(&b, told->unknown);
    buf_add(&b, told->file);
    return buf_str(&b);
}

bool paper_reply_read(struct str reply, struct paper_told *out)
{
    *out = (struct paper_told){ .made = PAPER_NONE };
    if (reply.n < REPLY_HEAD || reply.p[0] < PAPER_MADE ||
        reply.p[0] > PAPER_NONE)
        return false;
    *out = (struct paper_told){ .made = (enum paper_made)reply.p[0],
                                .pages = eight_read(reply.p + 1),
                                .unknown = eight_read(reply.p + 9),
                                .file = str_from(reply, REPLY_HEAD) };
    return out->made != PAPER_MADE || str_starts(out->file, S("%PDF-")) ||
           str_starts(out->file, S("\211PNG\r\n\032\n"));
}
