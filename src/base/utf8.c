/* utf8 - code points, and names folded until they can be compared. */
#include "base.h"

#include <string.h>

enum { BAD = 0xfffd, MOST_APART = 15 };

static bool tail(unsigned char c)
{
    return (c & 0xc0) == 0x80;
}

/* The first byte says the length; the second alone decides what is too long
 * a form, a surrogate or beyond U+10FFFF. */
size_t utf8_size(struct str s, size_t at)
{
    const unsigned char *p = (const unsigned char *)s.p;
    size_t left = at < s.n ? s.n - at : 0;

    if (left == 0)
        return 0;
    p += at;
    if (p[0] < 0x80)
        return 1;
    if (p[0] < 0xe0)
        return p[0] >= 0xc2 && left >= 2 && tail(p[1]) ? 2 : 0;
    if (p[0] < 0xf0) {
        if (left < 3 || !tail(p[1]) || !tail(p[2]) ||
            (p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xed && p[1] > 0x9f))
            return 0;
        return 3;
    }
    if (p[0] > 0xf4 || left < 4 || !tail(p[1]) || !tail(p[2]) || !tail(p[3]) ||
        (p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] > 0x8f))
        return 0;
    return 4;
}

bool utf8_good(struct str s)
{
    for (size_t at = 0; at < s.n;) {
        size_t size = s.p[at] ? utf8_size(s, at) : 0;

        if (size == 0)
            return false;
        at += size;
    }
    return true;
}

uint32_t utf8_next(struct str s, size_t *at)
{
    static const uint8_t first[5] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
    size_t size = utf8_size(s, *at);
    const unsigned char *p = (const unsigned char *)s.p + *at;
    uint32_t point;

    MUST(*at < s.n);
    if (size == 0) {
        ++*at;
        return BAD;
    }
    point = p[0] & first[size];
    for (size_t i = 1; i < size; i++)
        point = point << 6 | (p[i] & 0x3f);
    *at += size;
    return point;
}

void utf8_put(struct buf *b, uint32_t point)
{
    char out[4];
    size_t n = 0;

    if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))
        point = BAD;
    if (point < 0x80) {
        buf_char(b, (char)point);
        return;
    }
    if (point < 0x800) {
        out[n++] = (char)(0xc0 | point >> 6);
    } else {
        if (point < 0x10000) {
            out[n++] = (char)(0xe0 | point >> 12);
        } else {
            out[n++] = (char)(0xf0 | point >> 18);
            out[n++] = (char)(0x80 | (point >> 12 & 0x3f));
        }
        out[n++] = (char)(0x80 | (point >> 6 & 0x3f));
    }
    out[n++] = (char)(0x80 | (point & 0x3f));
    buf_add(b, (struct str){ out, n });
}

/* ---- folding ------------------------------------------------------------*/

/* Base letters of U+00C0..U+017F and of U+1E00..U+1EFF, which the scholars'
 * way of writing Sindhi names in Latin uses; _ where there is none. */
static const char latin[] =
    "aaaaaa_ceeeeiiiidnooooo_ouuuuy__aaaaaa_ceeeeiiiidnooooo_ouuuuy_y"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii__jjkkklllllll"
    "lllnnnnnnnnnoooooo__rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static const char latin_more[] =
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
    "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
    "wwwwwwwwwwxxxxyyzzzzzzhtwy_s____aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
    "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy______";

/* What folds to more than one letter. */
static const struct {
    uint16_t first, last;
    const char *as;
} spelled[] = {
    { 0xc6, 0xc6, "ae" },       { 0xde, 0xde, "th" },
    { 0xdf, 0xdf, "ss" },       { 0xe6, 0xe6, "ae" },
    { 0xfe, 0xfe, "th" },       { 0x132, 0x133, "ij" },
    { 0x152, 0x153, "oe" },     { 0x1e9e, 0x1e9e, "ss" },
    { 0xfdf2, 0xfdf2, "اللہ" }, { 0xfef5, 0xfefc, "لا" },
};

/* One thing for a run of code points: GONE, BLANK or a letter. In order. */
enum {
    GONE = 0,
    BLANK = ' ',
    ALEF = 0x627,
    WAW = 0x648,
    HEH = 0x6c1,
    KAF = 0x6a9,
    YEH = 0x6cc,
    BARI_YEH = 0x6d2
};

static const struct run {
    uint16_t first, last, to;
} run[] = {
    { 0x80, 0xac, BLANK },
    { 0xad, 0xad, GONE },
    { 0xae, 0xbf, BLANK },
    { 0xd7, 0xd7, BLANK },
    { 0xf7, 0xf7, BLANK },
    { 0x2b9, 0x2df, BLANK }, /* letters like apostrophes */
    { 0x300, 0x36f, GONE },  /* accents on their own */
    { 0x600, 0x60f, BLANK },
    { 0x610, 0x61a, GONE },
    { 0x61b, 0x61b, BLANK },
    { 0x61c, 0x61c, GONE },
    { 0x61d, 0x61f, BLANK },
    { 0x622, 0x623, ALEF },
    { 0x624, 0x624, WAW },
    { 0x625, 0x625, ALEF },
    { 0x626, 0x626, YEH },
    { 0x629, 0x629, HEH },
    { 0x640, 0x640, GONE },
    { 0x643, 0x643, KAF },
    { 0x647, 0x647, HEH },
    { 0x649, 0x64a, YEH },
    { 0x64b, 0x65f, GONE }, /* tashkeel */
    { 0x66a, 0x66d, BLANK },
    { 0x670, 0x670, GONE },
    { 0x671, 0x673, ALEF },
    { 0x675, 0x675, ALEF },
    { 0x676, 0x676, WAW },
    { 0x6aa, 0x6aa, KAF },
    { 0x6be, 0x6be, HEH },
    { 0x6c0, 0x6c0, HEH },
    { 0x6c2, 0x6c3, HEH },
    { 0x6cd, 0x6cd, YEH },
    { 0x6d0, 0x6d0, YEH },
    { 0x6d3, 0x6d3, BARI_YEH },
    { 0x6d4, 0x6d4, BLANK },
    { 0x6d5, 0x6d5, HEH },
    { 0x6d6, 0x6dc, GONE },
    { 0x6dd, 0x6de, BLANK },
    { 0x6df, 0x6e4, GONE },
    { 0x6e7, 0x6e8, GONE },
    { 0x6e9, 0x6e9, BLANK },
    { 0x6ea, 0x6ed, GONE },
    { 0x6ff, 0x6ff, HEH },
    { 0x8ca, 0x8e1, GONE },
    { 0x8e3, 0x8ff, GONE },
    { 0x2000, 0x200a, BLANK },
    { 0x200b, 0x200f, GONE }, /* ZWNJ, ZWJ */
    { 0x2010, 0x2029, BLANK },
    { 0x202a, 0x202e, GONE }, /* directions */
    { 0x202f, 0x205f, BLANK },
    { 0x2060, 0x206f, GONE },
    { 0x20a0, 0x20cf, BLANK },
    { 0x20d0, 0x20ff, GONE },
    { 0x2190, 0x2bff, BLANK },
    { 0x2e00, 0x2e7f, BLANK },
    { 0x3000, 0x303f, BLANK },
    /* Letters by their shape, as old typesetting programs wrote them. */
    { 0xfb50, 0xfb51, 0x627 },
    { 0xfb52, 0xfb55, 0x67b },
    { 0xfb56, 0xfb59, 0x67e },
    { 0xfb5a, 0xfb5d, 0x680 },
    { 0xfb5e, 0xfb61, 0x67a },
    { 0xfb62, 0xfb65, 0x67f },
    { 0xfb66, 0xfb69, 0x679 },
    { 0xfb6a, 0xfb6d, 0x6a4 },
    { 0xfb6e, 0xfb71, 0x6a6 },
    { 0xfb72, 0xfb75, 0x684 },
    { 0xfb76, 0xfb79, 0x683 },
    { 0xfb7a, 0xfb7d, 0x686 },
    { 0xfb7e, 0xfb81, 0x687 },
    { 0xfb82, 0xfb83, 0x68d },
    { 0xfb84, 0xfb85, 0x68c },
    { 0xfb86, 0xfb87, 0x68e },
    { 0xfb88, 0xfb89, 0x688 },
    { 0xfb8a, 0xfb8b, 0x698 },
    { 0xfb8c, 0xfb8d, 0x691 },
    { 0xfb8e, 0xfb91, 0x6a9 },
    { 0xfb92, 0xfb95, 0x6af },
    { 0xfb96, 0xfb99, 0x6b3 },
    { 0xfb9a, 0xfb9d, 0x6b1 },
    { 0xfb9e, 0xfb9f, 0x6ba },
    { 0xfba0, 0xfba3, 0x6bb },
    { 0xfba4, 0xfbad, 0x6c1 },
    { 0xfbae, 0xfbb1, 0x6d2 },
    { 0xfbd3, 0xfbd6, 0x6ad },
    { 0xfbd7, 0xfbd8, 0x6c7 },
    { 0xfbd9, 0xfbda, 0x6c6 },
    { 0xfbdb, 0xfbdc, 0x6c8 },
    { 0xfbde, 0xfbdf, 0x6cb },
    { 0xfbe0, 0xfbe1, 0x6c5 },
    { 0xfbe2, 0xfbe3, 0x6c9 },
    { 0xfbe4, 0xfbe9, 0x6cc },
    { 0xfbfc, 0xfbff, 0x6cc },
    { 0xfe80, 0xfe80, 0x621 },
    { 0xfe81, 0xfe84, 0x627 },
    { 0xfe85, 0xfe86, 0x648 },
    { 0xfe87, 0xfe88, 0x627 },
    { 0xfe89, 0xfe8c, 0x6cc },
    { 0xfe8d, 0xfe8e, 0x627 },
    { 0xfe8f, 0xfe92, 0x628 },
    { 0xfe93, 0xfe94, 0x6c1 },
    { 0xfe95, 0xfe98, 0x62a },
    { 0xfe99, 0xfe9c, 0x62b },
    { 0xfe9d, 0xfea0, 0x62c },
    { 0xfea1, 0xfea4, 0x62d },
    { 0xfea5, 0xfea8, 0x62e },
    { 0xfea9, 0xfeaa, 0x62f },
    { 0xfeab, 0xfeac, 0x630 },
    { 0xfead, 0xfeae, 0x631 },
    { 0xfeaf, 0xfeb0, 0x632 },
    { 0xfeb1, 0xfeb4, 0x633 },
    { 0xfeb5, 0xfeb8, 0x634 },
    { 0xfeb9, 0xfebc, 0x635 },
    { 0xfebd, 0xfec0, 0x636 },
    { 0xfec1, 0xfec4, 0x637 },
    { 0xfec5, 0xfec8, 0x638 },
    { 0xfec9, 0xfecc, 0x639 },
    { 0xfecd, 0xfed0, 0x63a },
    { 0xfed1, 0xfed4, 0x641 },
    { 0xfed5, 0xfed8, 0x642 },
    { 0xfed9, 0xfedc, 0x6a9 },
    { 0xfedd, 0xfee0, 0x644 },
    { 0xfee1, 0xfee4, 0x645 },
    { 0xfee5, 0xfee8, 0x646 },
    { 0xfee9, 0xfeec, 0x6c1 },
    { 0xfeed, 0xfeee, 0x648 },
    { 0xfeef, 0xfef4, 0x6cc },
    { 0xfeff, 0xfeff, GONE },
    { 0xfff0, 0xffff, BLANK },
};

static uint32_t run_fold(uint32_t point)
{
    size_t low = 0, high = LEN(run);

    while (low < high) {
        size_t mid = (low + high) / 2;

        if (point > run[mid].last)
            low = mid + 1;
        else if (point < run[mid].first)
            high = mid;
        else
            return run[mid].to;
    }
    return point;
}

static uint32_t ascii_fold(uint32_t c)
{
    if (c >= 'A' && c <= 'Z')
        return c + 'a' - 'A';
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
        return c;
    return BLANK;
}

static uint32_t point_fold(uint32_t point)
{
    char base = '_';

    if (point < 0x80)
        return ascii_fold(point);
    if (point >= 0xc0 && point < 0x180)
        base = latin[point - 0xc0];
    else if (point >= 0x1e00 && point < 0x1f00)
        base = latin_more[point - 0x1e00];
    if (base != '_')
        return (uint32_t)base;
    if (point >= 0x660 && point <= 0x669)
        return point - 0x660 + '0';
    if (point >= 0x6f0 && point <= 0x6f9)
        return point - 0x6f0 + '0';
    return run_fold(point);
}

static const char *spelled_fold(uint32_t point)
{
    if (point < spelled[0].first)
        return NULL;
    for (size_t i = 0; i < LEN(spelled); i++)
        if (point >= spelled[i].first && point <= spelled[i].last)
            return spelled[i].as;
    return NULL;
}

struct str utf8_fold(struct str s, struct arena *a)
{
    struct buf b = buf_start(a);
    bool apart = false;

    for (size_t at = 0; at < s.n;) {
        uint32_t point = utf8_next(s, &at);
        const char *as = spelled_fold(point);
        uint32_t to = as ? point : point_fold(point);

        if (to == BLANK)
            apart = true;
        if (to == BLANK || to == GONE)
            continue;
        if (apart && b.n > 0)
            buf_char(&b, ' ');
        apart = false;
        if (as)
            buf_z(&b, as);
        else
            utf8_put(&b, to);
    }
    return buf_str(&b);
}

/* ---- distance -----------------------------------------------------------*/

static int point_count(struct str s)
{
    int n = 0;

    for (size_t at = 0; at < s.n; n++)
        (void)utf8_next(s, &at);
    return n;
}

/* Row i of the table of distances, but only its cells within `most` of the
 * diagonal: cost[k] stands for column i + k - most, near[k] for b's point
 * there. Cells outside the table cost more than `most`. */
static int row_step(int *cost, const uint32_t *near, uint32_t point, int i,
                    int most, int columns)
{
    int best = most + 1;

    for (int k = 0; k <= 2 * most; k++) {
        int j = i + k - most;
        int c = cost[k] + (near[k] != point);

        if (k < 2 * most && cost[k + 1] + 1 < c)
            c = cost[k + 1] + 1;
        if (k > 0 && cost[k - 1] + 1 < c)
            c = cost[k - 1] + 1;
        if (j == 0)
            c = i;
        if (j < 0 || j > columns || c > most)
            c = most + 1;
        cost[k] = c;
        best = c < best ? c : best;
    }
    return best;
}

int utf8_distance(struct str a, struct str b, int most)
{
    int cost[2 * MOST_APART + 1];
    uint32_t near[2 * MOST_APART + 1] = { 0 };
    int rows = point_count(a), columns = point_count(b);
    size_t at_a = 0, at_b = 0;

    MUST(most >= 0 && most <= MOST_APART);
    if (rows - columns > most || columns - rows > most)
        return most + 1;
    for (int k = 0; k <= 2 * most; k++) {
        cost[k] = k >= most && k - most <= columns ? k - most : most + 1;
        if (k > most && at_b < b.n)
            near[k] = utf8_next(b, &at_b);
    }
    for (int i = 1; i <= rows; i++) {
        memmove(near, near + 1, 2 * (size_t)most * sizeof *near);
        near[2 * most] = at_b < b.n ? utf8_next(b, &at_b) : 0;
        if (row_step(cost, near, utf8_next(a, &at_a), i, most, columns) > most)
            return most + 1;
    }
    return cost[columns - rows + most];
}
