/* guess - dates and numbers as people type them.
 *
 * Nothing is taken for granted: what can be read two ways is refused with a
 * reason, and it is a person who says which way a column is meant. */
#include "table.h"

#include <string.h>

/* ---- months -------------------------------------------------------------*/

/* Names as in Unicode CLDR 48, and as they are also written. */
static const struct {
    int mon;
    const char *name;
} months[] = {
    { 1, "جنوری" },  { 2, "فروری" },   { 3, "مارچ" },    { 4, "اپریل" },
    { 5, "مئی" },    { 6, "جون" },     { 7, "جولائی" },  { 8, "اگست" },
    { 9, "ستمبر" },  { 10, "اکتوبر" }, { 11, "نومبر" },  { 12, "دسمبر" },
    { 1, "جنوري" },  { 2, "فيبروري" }, { 2, "فيبرئري" }, { 3, "مارچ" },
    { 4, "اپريل" },  { 5, "مئي" },     { 6, "جون" },     { 7, "جولاءِ" },
    { 7, "جولائي" }, { 8, "آگسٽ" },    { 9, "سيپٽمبر" }, { 10, "آڪٽوبر" },
    { 11, "نومبر" }, { 12, "ڊسمبر" },
};
static const char *const english[12] = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december",
};

/* Letters that keyboards disagree about become one; 0 is left out. */
static uint32_t fold(uint32_t c)
{
    if (c >= 'A' && c <= 'Z')
        return c + 32;
    if (c >= 0x0660 && c <= 0x0669)
        return c - 0x0660 + '0';
    if (c >= 0x06f0 && c <= 0x06f9)
        return c - 0x06f0 + '0';
    if ((c >= 0x064b && c <= 0x065f) || c == 0x0670 || c == 0x0640 ||
        (c >= 0x200b && c <= 0x200f) || c == 0x061c || c == 0xfeff)
        return 0;
    if (c == 0x0649 || c == 0x064a)
        return 0x06cc; /* yeh */
    if (c == 0x0643 || c == 0x06aa)
        return 0x06a9; /* kaf */
    if (c == 0x0622 || c == 0x0623 || c == 0x0625)
        return 0x0627; /* alef */
    return c;
}

static uint32_t fold_next(struct str s, size_t *at)
{
    while (*at < s.n) {
        uint32_t c = fold(utf8_next(s, at));

        if (c)
            return c;
    }
    return 0;
}

static bool same_folded(struct str a, struct str b)
{
    size_t i = 0, j = 0;

    for (;;) {
        uint32_t c = fold_next(a, &i), d = fold_next(b, &j);

        if (c != d)
            return false;
        if (c == 0)
            return true;
    }
}

static int english_month(struct str word)
{
    char w[16] = "";
    size_t n = 0;

    for (size_t at = 0; at < word.n && n < sizeof w;)
        w[n++] = (char)fold(utf8_next(word, &at));
    if (n == 4 && memcmp(w, "sept", 4) == 0)
        return 9;
    for (int i = 0; i < 12; i++)
        if ((n == 3 || n == strlen(english[i])) &&
            memcmp(w, english[i], n) == 0)
            return i + 1;
    return 0;
}

/* 1 to 12, or 0. */
static int month_word(struct str word)
{
    int mon = 0;

    if (word.n && (uint8_t)word.p[0] < 0x80)
        return english_month(word);
    for (size_t i = 0; i < LEN(months) && !mon; i++)
        if (same_folded(word, str_of(months[i].name)))
            mon = months[i].mon;
    return mon;
}

/* ---- pieces: a date is two or three of them -----------------------------*/

enum piece_kind { PIECE_END, PIECE_NUMBER, PIECE_MONTH, PIECE_OTHER };
struct piece {
    enum piece_kind kind;
    int value, digits; /* of a number; a month's value is 1 to 12 */
    char before;       /* what stood before it: / - . or blank, or 0 */
};
enum { PIECES = 12 };

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static bool is_blank(uint32_t c)
{
    return c == ' ' || c == '\t' || c == 0xa0 || c == '\n' || c == '\r' ||
           c == ',' || c == 0x060c;
}

static bool is_mark(uint32_t c)
{
    return c == '/' || c == '-' || c == '.' || c == 0x2013 || c == 0x2011;
}

/* Steps over blanks and at most one mark; what counts is the mark. */
static bool skip_between(struct str s, size_t *at, char *before)
{
    int marks = 0;

    *before = 0;
    while (*at < s.n) {
        size_t next = *at;
        uint32_t c = fold(utf8_next(s, &next));

        if (is_mark(c)) {
            *before = c > 0x7f ? '-' : (char)c;
            marks++;
        } else if (is_blank(c)) {
            if (!marks)
                *before = ' ';
        } else if (c)
            break;
        *at = next;
    }
    return marks <= 1;
}

static bool ordinal(struct str word)
{
    return same_folded(word, S("st")) || same_folded(word, S("nd")) ||
           same_folded(word, S("rd")) || same_folded(word, S("th"));
}

static void take_number(struct str s, size_t *at, struct piece *p)
{
    p->kind = PIECE_NUMBER;
    while (*at < s.n) {
        size_t next = *at;
        uint32_t c = fold(utf8_next(s, &next));

        if (!is_digit(c))
            break;
        if (++p->digits <= 4)
            p->value = p->value * 10 + (int)(c - '0');
        *at = next;
    }
}

static struct str take_word(struct str s, size_t *at)
{
    size_t from = *at;

    while (*at < s.n) {
        size_t next = *at;
        uint32_t c = fold(utf8_next(s, &next));

        if (c && (is_digit(c) || is_blank(c) || is_mark(c)))
            break;
        *at = next;
    }
    return (struct str){ s.p + from, *at - from };
}

/* Words that say nothing about which day: 30th, June of 2013, 2014 with the
 * Urdu sign of a year. */
static bool filler(struct str word, const struct piece *before)
{
    if (before && before->kind == PIECE_NUMBER && ordinal(word))
        return true;
    return same_folded(word, S("of")) || same_folded(word, S("ء")) ||
           same_folded(word, S("سنہ"));
}

/* The pieces of s, up to PIECES. Where the whole of s must be a date, -1 when
 * marks are doubled or stand at an end; else it ends there. */
static int cut_pieces(struct str s, struct piece *p, bool whole)
{
    int n = 0;
    size_t at = 0;

    while (at < s.n && n < PIECES) {
        struct piece piece = { .kind = PIECE_OTHER };
        size_t next;

        if (!skip_between(s, &at, &piece.before) ||
            (is_mark((uint8_t)piece.before) && (n == 0 || at == s.n)))
            return whole ? -1 : n;
        if (at == s.n)
            return n;
        next = at;
        if (is_digit(fold(utf8_next(s, &next))))
            take_number(s, &at, &piece);
        else {
            struct str word = take_word(s, &at);

            if (filler(word, n ? &p[n - 1] : NULL))
                continue;
            piece.value = month_word(word);
            piece.kind = piece.value ? PIECE_MONTH : PIECE_OTHER;
        }
        p[n++] = piece;
    }
    return n;
}

/* ---- dates --------------------------------------------------------------*/

static bool refuse(enum date_why *why, enum date_why because)
{
    *why = because;
    return false;
}

static bool is_year(const struct piece *p)
{
    return p->kind == PIECE_NUMBER && p->digits == 4;
}

static bool is_small(const struct piece *p)
{
    return p->kind == PIECE_NUMBER && p->digits <= 2;
}

static bool give(struct date *out, enum date_why *why, int y, int m, int d,
                 int grain)
{
    day on;

    if (y < 1900 || y > 2099)
        return refuse(why, DATE_FAR);
    on = day_of(y, m, d);
    if (on == DAY_NONE)
        return refuse(why, DATE_NO_SUCH_DAY);
    *out = (struct date){ on, (int8_t)grain };
    *why = DATE_FINE;
    return true;
}

/* 2013-14 and 2011/12 are fiscal years, the second perhaps December; 2011-12
 * is the ISO month. */
static bool year_and_number(const struct piece *p, struct date *out,
                            enum date_why *why)
{
    bool next_year = p[1].value == (p[0].value + 1) % 100;

    if (p[1].value > 12)
        return refuse(why, next_year ? DATE_SPAN : DATE_NOT);
    if (next_year && p[1].digits == 2 && p[1].before != '-')
        return refuse(why, DATE_AMBIGUOUS);
    return give(out, why, p[0].value, p[1].value, 1, GRAIN_MONTH);
}

static bool two_pieces(const struct piece *p, struct date *out,
                       enum date_why *why)
{
    if (is_year(&p[0]) && is_year(&p[1]))
        return refuse(why, DATE_SPAN);
    if (is_year(&p[0]) && is_small(&p[1]))
        return year_and_number(p, out, why);
    if (is_small(&p[0]) && is_year(&p[1]))
        return p[0].value > 12 ?
                   refuse(why, DATE_NOT) :
                   give(out, why, p[1].value, p[0].value, 1, GRAIN_MONTH);
    for (int i = 0; i < 2; i++) {
        const struct piece *m = &p[i], *y = &p[1 - i];

        if (m->kind != PIECE_MONTH)
            continue;
        if (is_year(y))
            return give(out, why, y->value, m->value, 1, GRAIN_MONTH);
        if (is_small(y))
            return refuse(why, DATE_SHORT_YEAR);
        if (y->kind == PIECE_MONTH)
            return refuse(why, DATE_SPAN);
    }
    return refuse(why, DATE_NOT);
}

static bool day_and_month(const struct piece *p, enum date_order order,
                          struct date *out, enum date_why *why)
{
    int a = p[0].value, b = p[1].value, y = p[2].value;

    if (a > 12 && b > 12)
        return refuse(why, DATE_NO_SUCH_DAY);
    if (order == ORDER_DMY || a > 12)
        return give(out, why, y, b, a, GRAIN_DAY);
    if (order == ORDER_MDY || b > 12)
        return give(out, why, y, a, b, GRAIN_DAY);
    if (a != b)
        return refuse(why, DATE_AMBIGUOUS);
    return give(out, why, y, b, a, GRAIN_DAY);
}

static bool three_numbers(const struct piece *p, enum date_order order,
                          struct date *out, enum date_why *why)
{
    if (is_year(&p[0]) && is_small(&p[1]) && is_small(&p[2]))
        return give(out, why, p[0].value, p[1].value, p[2].value, GRAIN_DAY);
    if (is_small(&p[0]) && is_small(&p[1]) && is_year(&p[2]))
        return day_and_month(p, order, out, why);
    if (is_small(&p[0]) && is_small(&p[1]) && is_small(&p[2]))
        return refuse(why, DATE_SHORT_YEAR);
    return refuse(why, DATE_NOT);
}

static bool three_pieces(const struct piece *p, enum date_order order,
                         struct date *out, enum date_why *why)
{
    const struct piece *name = NULL, *year = NULL, *small = NULL;
    int smalls = 0, named = 0;

    for (int i = 0; i < 3; i++) {
        if (p[i].kind == PIECE_MONTH) {
            name = &p[i];
            named++;
        } else if (is_year(&p[i]))
            year = &p[i];
        else if (is_small(&p[i])) {
            small = &p[i];
            smalls++;
        }
    }
    if (named == 0)
        return three_numbers(p, order, out, why);
    if (named == 2 && year)
        return refuse(why, DATE_SPAN);
    if (named == 1 && smalls == 2)
        return refuse(why, DATE_SHORT_YEAR);
    if (named != 1 || !year || !small)
        return refuse(why, DATE_NOT);
    return give(out, why, year->value, name->value, small->value, GRAIN_DAY);
}

static bool from_pieces(const struct piece *p, int n, enum date_order order,
                        struct date *out, enum date_why *why)
{
    if (n == 1 && is_year(&p[0]))
        return give(out, why, p[0].value, 1, 1, GRAIN_YEAR);
    if (n == 2)
        return two_pieces(p, out, why);
    if (n == 3)
        return three_pieces(p, order, out, why);
    return refuse(why, DATE_NOT);
}

/* "00:00:00" or "9:30 am" after a whole date, and the T before it. */
static struct str without_time(struct str s)
{
    const char *colon = s.n ? memchr(s.p, ':', s.n) : NULL;
    size_t at = colon ? (size_t)(colon - s.p) : 0, from = at;

    while (from > 0 && at - from < 2 && is_digit((uint8_t)s.p[from - 1]))
        from--;
    if (from == at || from == 0 ||
        (s.p[from - 1] != 'T' && s.p[from - 1] != ' '))
        return s;
    for (size_t i = at; i < s.n; i++)
        if (!s.p[i] || !strchr("0123456789:. +ZAPMapm", s.p[i]))
            return s;
    return (struct str){ s.p, from - 1 };
}

/* Q4 2014, 4th quarter of 2014, FY 2013-14, سہ ماہی. */
static bool says_span(struct str s)
{
    static const char *const word[] = { "quarter", "qtr", "fy",
                                        "fiscal",  "سہ",  "ٽماهي" };
    size_t at = 0;

    while (at < s.n) {
        char before;
        struct str w;

        skip_between(s, &at, &before);
        w = take_word(s, &at);
        for (size_t i = 0; i < LEN(word); i++)
            if (same_folded(w, str_of(word[i])))
                return true;
        if (same_folded(w, S("q")) && at < s.n && s.p[at] >= '1' &&
            s.p[at] <= '4')
            return true;
        while (at < s.n && w.n == 0 && is_digit((uint8_t)s.p[at]))
            at++;
        if (w.n == 0 && at < s.n && (uint8_t)s.p[at] >= 0x80)
            utf8_next(s, &at); /* a digit of another script */
    }
    return false;
}

bool guess_date_as(struct str s, enum date_order order, struct date *out,
                   enum date_why *why)
{
    struct piece p[PIECES];
    struct str t = without_time(str_trim(s));
    int n;

    *out = DATE_NONE;
    if (s.n > 200)
        return refuse(why, DATE_NOT);
    if (says_span(t))
        return refuse(why, DATE_SPAN);
    n = cut_pieces(t, p, true);
    if (!from_pieces(p, n, order, out, why))
        return false;
    if (t.n != str_trim(s).n && out->grain != GRAIN_DAY) {
        *out = DATE_NONE;
        return refuse(why, DATE_NOT);
    }
    return true;
}

bool guess_date(struct str s, struct date *out, enum date_why *why)
{
    return guess_date_as(s, ORDER_UNKNOWN, out, why);
}

const char *date_why_name(enum date_why w)
{
    static const char *const name[] = {
        NULL,        "date.not",         "date.ambiguous", "date.short_year",
        "date.span", "date.no_such_day", "date.far",
    };

    return name[w];
}

/* ---- the order of a column ----------------------------------------------*/

void guess_order_see(struct order_seen *seen, struct str s)
{
    struct piece p[PIECES];
    int a, b;

    if (cut_pieces(without_time(str_trim(s)), p, true) != 3 ||
        !is_small(&p[0]) || !is_small(&p[1]) || !is_year(&p[2]))
        return;
    a = p[0].value;
    b = p[1].value;
    if (a < 1 || b < 1 || a > 31 || b > 31 || (a > 12 && b > 12))
        return; /* proves nothing but a mistake */
    seen->dmy += a > 12;
    seen->mdy += b > 12;
    seen->either += a <= 12 && b <= 12 && a != b;
}

enum date_order guess_order(const struct order_seen *seen)
{
    if (seen->dmy && seen->mdy)
        return ORDER_MIXED;
    return seen->dmy ? ORDER_DMY : seen->mdy ? ORDER_MDY : ORDER_UNKNOWN;
}

/* ---- as of --------------------------------------------------------------*/

/* Lower case, runs of blanks as one; what does not fit is left out. */
static struct str plain(struct str s, char *to, size_t room)
{
    size_t n = 0;
    bool blank = true;

    for (size_t i = 0; i < s.n && n < room; i++) {
        char c = s.p[i];
        bool here = c == ' ' || c == '\t' || c == '\n' || c == '\r';

        if (!here || !blank)
            to[n++] = here ? ' ' : c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
        blank = here;
    }
    return (struct str){ to, n };
}

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* The month that the front of s names; more may follow it. */
static bool month_ahead(struct str s, month *out)
{
    struct piece p[PIECES];
    int n = cut_pieces(s, p, false);

    for (int k = n < 3 ? n : 3; k >= 2; k--) {
        struct date d;
        enum date_why why;

        if (from_pieces(p, k, ORDER_UNKNOWN, &d, &why)) {
            *out = month_of(d.on);
            return true;
        }
    }
    return false;
}

bool guess_as_of(struct str heading, month *out)
{
    static const char *const phrase[] = { "as of ", "as on ", "as at ", "till ",
                                          "until ", "upto ",  "up to " };
    char room[512];
    struct str s = plain(heading, room, sizeof room);

    *out = MONTH_NONE;
    for (size_t i = 0; i < s.n; i++) {
        struct str here = str_from(s, i);

        if (i && letter(s.p[i - 1]))
            continue;
        for (size_t k = 0; k < LEN(phrase); k++) {
            struct str said = str_of(phrase[k]);

            if (str_starts(here, said) &&
                month_ahead(str_from(here, said.n), out))
                return true;
        }
    }
    return false;
}

/* ---- numbers ------------------------------------------------------------*/

static bool nothing_said(struct str s)
{
    static const char *const word[] = { "",    "-",    "--",  "–",
                                        "—",   "nil",  "n/a", "na",
                                        "n.a", "n.a.", "none" };

    for (size_t i = 0; i < LEN(word); i++)
        if (same_folded(s, str_of(word[i])))
            return true;
    return false;
}

static bool lose_head(struct str *s, const char *head)
{
    size_t n = strlen(head);

    if (s->n < n || !same_folded((struct str){ s->p, n }, str_of(head)))
        return false;
    *s = str_trim(str_from(*s, n));
    return true;
}

static bool lose_tail(struct str *s, const char *tail)
{
    if (!str_ends(*s, str_of(tail)))
        return false;
    s->n -= strlen(tail);
    *s = str_trim(*s);
    return true;
}

/* Rs. 5,000/- is 5,000. */
static void lose_money(struct str *s)
{
    if (!lose_head(s, "Rs.") && !lose_head(s, "Rs") && !lose_head(s, "PKR"))
        lose_head(s, "₨");
    if (!lose_tail(s, "/-"))
        lose_tail(s, "/=");
}

/* Why the bricks would not read it: only digits, commas and a point make a
 * number that is merely grouped oddly or too large. */
static enum number_why not_read(struct str s)
{
    int digits = 0, commas = 0, points = 0;

    if (s.n && (s.p[0] == '-' || s.p[0] == '+'))
        s = str_from(s, 1);
    for (size_t at = 0; at < s.n;) {
        uint32_t c = fold(utf8_next(s, &at));

        if (is_digit(c))
            digits++;
        else if (c == ',' || c == 0x66c)
            commas++;
        else if (c == '.' || c == 0x66b)
            points++;
        else if (c)
            return NUMBER_NOT;
    }
    if (digits == 0 || points > 1)
        return NUMBER_NOT;
    return commas ? NUMBER_GROUPING : NUMBER_FAR;
}

static bool read_signed(struct str s, bool minus, int scale, struct number *out,
                        enum number_why *why)
{
    *why = NUMBER_NOT;
    if (s.n == 0 || (minus && (s.p[0] == '-' || s.p[0] == '+')))
        return false;
    if (!decimal_read(s, scale, &out->v, &out->inexact)) {
        *why = not_read(s);
        return false;
    }
    if (minus)
        out->v = -out->v;
    *why = NUMBER_FINE;
    return true;
}

bool guess_number(struct str s, int scale, struct number *out,
                  enum number_why *why)
{
    bool minus;

    *out = (struct number){ .v = INT_NONE };
    *why = NUMBER_FINE;
    s = str_trim(s);
    if (nothing_said(s)) {
        out->empty = true;
        return true;
    }
    out->percent = lose_tail(&s, "%") || lose_tail(&s, "٪");
    minus = s.n > 2 && s.p[0] == '(' && s.p[s.n - 1] == ')';
    if (minus)
        s = str_trim((struct str){ s.p + 1, s.n - 2 });
    out->percent |= lose_tail(&s, "%") || lose_tail(&s, "٪");
    lose_money(&s);
    if (!minus && lose_head(&s, "−"))
        minus = true;
    if (read_signed(s, minus, scale, out, why))
        return true;
    *out = (struct number){ .v = INT_NONE };
    return false;
}

const char *number_why_name(enum number_why w)
{
    static const char *const name[] = { NULL, "number.not", "number.grouping",
                                        "number.far" };

    return name[w];
}
