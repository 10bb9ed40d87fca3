/* notice - the digests of a roll and of a result, and the short form in which a
 * result's stands on the notice at the door. */
#include <stdlib.h>
#include <string.h>

#include "core/vote.h"

/* ---- lines --------------------------------------------------------------*/

static void id_line(struct buf *b, struct id id)
{
    if (id_none(id))
        buf_char(b, '-');
    else
        id_put(b, id);
}

static void int_line(struct buf *b, int64_t n)
{
    buf_char(b, ' ');
    if (n == INT_NONE)
        buf_char(b, '-');
    else
        buf_int(b, n);
}

static int voter_order(const void *p, const void *q)
{
    const struct vote_voter *const *x = p, *const *y = q;

    return id_order((*x)->person, (*y)->person);
}

struct hash vote_roll_digest(struct id election, const struct vote_voter *v,
                             size_t n, struct arena *a)
{
    const struct vote_voter **at = arena_many(a, const struct vote_voter *,
                                              n + 1);
    struct buf b = buf_start(a);

    for (size_t i = 0; i < n; i++)
        at[i] = &v[i];
    if (n)
        qsort(at, n, sizeof *at, voter_order);
    buf_z(&b, "saath roll 1\n");
    id_line(&b, election);
    buf_char(&b, '\n');
    for (size_t i = 0; i < n; i++) {
        id_line(&b, at[i]->person);
        buf_char(&b, ' ');
        id_line(&b, at[i]->body);
        buf_char(&b, ' ');
        id_line(&b, at[i]->delegate);
        buf_z(&b, at[i]->eligible ? " +\n" : " -\n");
    }
    return sha_of(buf_str(&b));
}

/* ---- the result ---------------------------------------------------------*/

static int row_order(const void *p, const void *q)
{
    const struct tally_row *x = p, *y = q;

    return id_order(x->person, y->person);
}

static void sheet_lines(struct buf *b, const struct vote *v,
                        const struct vote_race *r, int64_t round)
{
    const struct vote_account *a = vote_account(v, r->office, round);
    const struct vote_sheet *one, *other;
    struct tally_row *row;

    if (vote_sheets(v, r->office, round, &one, &other) != SHEETS_AGREE)
        return;
    buf_z(b, "sheet ");
    buf_add(b, r->office);
    int_line(b, round);
    int_line(b, a ? a->present : INT_NONE);
    int_line(b, a ? a->printed : INT_NONE);
    int_line(b, a ? a->issued : INT_NONE);
    int_line(b, one->tally.unused);
    int_line(b, one->tally.valid);
    int_line(b, one->tally.rejected);
    int_line(b, one->tally.spoiled);
    int_line(b, one->tally.not_returned);
    int_line(b, one->tally.undervotes);
    buf_char(b, '\n');
    row = arena_many(b->arena, struct tally_row, one->tally.rows + 1);
    if (one->tally.rows) {
        memcpy(row, one->tally.row, one->tally.rows * sizeof *row);
        qsort(row, one->tally.rows, sizeof *row, row_order);
    }
    for (size_t i = 0; i < one->tally.rows; i++) {
        id_line(b, row[i].person);
        int_line(b, row[i].votes);
        buf_char(b, '\n');
    }
}

static int winner_order(const void *p, const void *q)
{
    const struct vote_winner *x = p, *y = q;
    int order = str_order(x->office, y->office);

    return order ? order : id_order(x->person, y->person);
}

static void winner_lines(struct buf *b, const struct vote_winner *from,
                         size_t n)
{
    struct vote_winner *w = arena_many(b->arena, struct vote_winner, n + 1);

    if (n) {
        memcpy(w, from, n * sizeof *w);
        qsort(w, n, sizeof *w, winner_order);
    }
    for (size_t i = 0; i < n; i++) {
        buf_z(b, "winner ");
        buf_add(b, w[i].office);
        buf_char(b, ' ');
        id_line(b, w[i].person);
        int_line(b, w[i].votes);
        buf_char(b, ' ');
        buf_add(b, choice_name(WINNER_RULES, (int)w[i].rule));
        buf_char(b, '\n');
    }
}

struct hash vote_result_digest(const struct vote *v,
                               const struct vote_winner *w, size_t n)
{
    struct buf b = buf_start(v->arena);

    buf_z(&b, "saath result 1\n");
    id_line(&b, v->entry);
    buf_z(&b, "\nroll ");
    if (v->final)
        hash_put(&b, v->final->digest);
    else
        buf_char(&b, '-');
    buf_char(&b, '\n');
    for (size_t i = 0; i < v->races; i++)
        for (int64_t round = 1; round <= v->race[i].round; round++)
            sheet_lines(&b, v, &v->race[i], round);
    winner_lines(&b, w, n);
    return sha_of(buf_str(&b));
}

/* ---- its short form -----------------------------------------------------*/

static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

enum { SHORT_LETTERS = SHORT_BYTES * 8 / 5, LETTER_BITS = 5, IN_FOURS = 4 };

struct str vote_short(struct hash digest, struct arena *a)
{
    struct buf b = buf_start(a);

    for (int i = 0; i < SHORT_LETTERS; i++) {
        int bit = i * LETTER_BITS, at = bit / 8;
        unsigned two = (unsigned)digest.b[at] << 8 | digest.b[at + 1];

        if (i && i % IN_FOURS == 0)
            buf_char(&b, '-');
        buf_char(&b, letters[two >> (16 - LETTER_BITS - bit % 8) & 31]);
    }
    return buf_str(&b);
}

/* -1: no such letter. */
static int letter_value(char c)
{
    const char *at;

    if (c >= 'a' && c <= 'z')
        c = (char)(c - 'a' + 'A');
    if (c == 'O')
        c = '0';
    if (c == 'I' || c == 'L')
        c = '1';
    at = c ? strchr(letters, c) : NULL;
    return at ? (int)(at - letters) : -1;
}

/* Folding makes the digits of any script Latin ones, and a dash a blank. */
bool vote_short_read(struct str said, uint8_t out[SHORT_BYTES], struct arena *a)
{
    struct str s = utf8_good(said) ? utf8_fold(said, a) : S("");
    unsigned bits = 0;
    int n = 0, held = 0, at = 0;

    for (size_t i = 0; i < s.n; i++) {
        int value = letter_value(s.p[i]);

        if (s.p[i] == ' ' || s.p[i] == '-')
            continue;
        if (value < 0 || n++ == SHORT_LETTERS)
            return false;
        bits = bits << LETTER_BITS | (unsigned)value;
        held += LETTER_BITS;
        if (held >= 8) {
            held -= 8;
            out[at++] = (uint8_t)(bits >> held);
            bits &= (1u << held) - 1;
        }
    }
    return n == SHORT_LETTERS;
}
