/* sys_golden - 200 words of Urdu and Sindhi as the paper helper sets them, dot by
 * dot as they were when somebody who reads them looked: letters joined, none
 * missing, in both faces of each language.
 *
 * test/golden/LANG.txt has a hundred words, one a line; LANG.png is their picture,
 * 16 shades of grey. A picture that is no longer the same is left in the folder
 * in which the test runs, and with SAATH_GOLDEN=DIR in that one: look at it
 * before it takes the other's place. */
#include <stdlib.h>
#include <zlib.h>

#include "../src/sys/paper.h"
#include "tap.h"

enum {
    WORDS = 100,
    COLUMNS = 5,
    ROWS = WORDS / COLUMNS,
    ROW_MM = 12,
    DPI = 96,
    PAGES = 2,
    TITLE_WORDS = 10, /* on a line of the second page */
    PICTURE_MOST = 2000 * 3000
};
/* Per thousand of the ink of a tile that may lie elsewhere: another rounding at
 * the edge of a letter. The least that a lost join moves is several times that. */
#define TOLERANCE 60

/* ---- pictures -----------------------------------------------------------*/

/* Shades of ink, 0 to 15, a byte each; all pages below one another. */
struct picture {
    int wide, high;
    unsigned char *at;
};

static struct picture picture_new(struct arena *a, int wide, int high)
{
    struct picture p = { wide, high, NULL };

    p.at = arena_take(a, (size_t)wide * (size_t)high + 1);
    memset(p.at, 0, (size_t)wide * (size_t)high);
    return p;
}

static uint32_t four(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 |
           p[3];
}

static void four_put(unsigned char *p, uint32_t v)
{
    for (int i = 0; i < 4; i++)
        p[i] = (unsigned char)(v >> (24 - 8 * i));
}

static void chunk_add(struct buf *b, const char *name, const unsigned char *p,
                      size_t n)
{
    unsigned char size[4], sum[4];
    uLong crc = crc32(0, (const Bytef *)name, 4);

    four_put(size, (uint32_t)n);
    four_put(sum, (uint32_t)(n ? crc32(crc, p, (uInt)n) : crc));
    buf_add(b, (struct str){ (const char *)size, 4 });
    buf_z(b, name);
    buf_add(b, (struct str){ (const char *)p, n });
    buf_add(b, (struct str){ (const char *)sum, 4 });
}

#define PNG "\211PNG\r\n\032\n"

static size_t row_bytes(int wide)
{
    return 1 +
           ((size_t)wide + 1) / 2; /* its filter, which is none; 4 bits a dot */
}

static bool picture_write(const char *path, struct picture p, struct arena *a)
{
    size_t row = row_bytes(p.wide), n = row * (size_t)p.high;
    unsigned char *raw = arena_take(a, n), head[13] = { 0 };
    uLongf packed = compressBound(n);
    unsigned char *to = arena_take(a, packed);
    struct buf b = buf_start(a);

    memset(raw, 0, n);
    for (int y = 0; y < p.high; y++)
        for (int x = 0; x < p.wide; x++)
            raw[(size_t)y * row + 1 + (size_t)x / 2] |=
                (unsigned char)((15 - p.at[y * p.wide + x]) << (x % 2 ? 0 : 4));
    if (compress2(to, &packed, raw, n, 9) != Z_OK)
        return false;
    four_put(head, (uint32_t)p.wide);
    four_put(head + 4, (uint32_t)p.high);
    head[8] = 4;
    buf_z(&b, PNG);
    chunk_add(&b, "IHDR", head, sizeof head);
    chunk_add(&b, "IDAT", to, packed);
    chunk_add(&b, "IEND", NULL, 0);
    return file_write(path, buf_str(&b), 0644) == FILE_FINE;
}

static bool bytes_of(const char *path, struct arena *a, struct str *out)
{
    return file_read(path, FILES_MOST, a, out) == FILE_FINE;
}

/* Only such as picture_write() makes. */
static bool picture_read(const char *path, struct arena *a, struct picture *out)
{
    struct str file;
    const unsigned char *p;
    unsigned char *raw;
    uLongf n;

    if (!bytes_of(path, a, &file) || file.n < 33 + 12 + 12)
        return false;
    p = (const unsigned char *)file.p;
    if (memcmp(p, PNG, 8) != 0 || memcmp(p + 24, "\4\0\0\0\0", 5) != 0)
        return false;
    *out = picture_new(a, (int)four(p + 16), (int)four(p + 20));
    n = row_bytes(out->wide) * (size_t)out->high;
    raw = arena_take(a, n);
    if (memcmp(p + 37, "IDAT", 4) != 0 || four(p + 33) > file.n - 41 ||
        uncompress(raw, &n, p + 41, four(p + 33)) != Z_OK)
        return false;
    for (int y = 0; y < out->high; y++)
        for (int x = 0; x < out->wide; x++) {
            size_t at = (size_t)y * row_bytes(out->wide) + 1 + (size_t)x / 2;

            out->at[y * out->wide + x] = 15 - (raw[at] >> (x % 2 ? 0 : 4) & 15);
        }
    return true;
}

/* ---- words --------------------------------------------------------------*/

/* The folder of this file: the program lies beside or below where it was
 * compiled, and knows its source from there. */
static void golden_path(char *out, size_t size, const char *name)
{
    char me[512];
    ssize_t n = readlink("/proc/self/exe", me, sizeof me - 1);
    char *slash;

    MUST(n > 0);
    me[n] = 0;
    slash = strrchr(me, '/');
    MUST(slash);
    *slash = 0;
    snprintf(out, size, "%s/%.*s/golden/%s", __FILE__[0] == '/' ? "" : me,
             (int)(strrchr(__FILE__, '/') - __FILE__), __FILE__, name);
}

static const char *code(enum lang lang)
{
    return lang == LANG_UR ? "ur" : "sd";
}

static int words_read(struct arena *a, enum lang lang, struct str out[WORDS])
{
    char name[16], path[1024];
    struct str all;
    int n = 0;

    snprintf(name, sizeof name, "%s.txt", code(lang));
    golden_path(path, sizeof path, name);
    if (!bytes_of(path, a, &all))
        return 0;
    for (size_t from = 0, i = 0; i < all.n && n < WORDS; i++)
        if (all.p[i] == '\n') {
            out[n++] = (struct str){ all.p + from, i - from };
            from = i + 1;
        }
    return n;
}

/* Letters that join on both sides, and those that join only to the one before. */
static const char *const both[] = {
    [LANG_UR] = "بپتٹثجچحخسشصضطظعغفقکگلمنہھیئ",
    [LANG_SD] = "بٻڀتٿٽٺثپجڄڃچڇحخسشصضطظعغفڦقڪکگڳڱلمنڻهھيئ",
};
static const char *const before[] = {
    [LANG_UR] = "اآأدڈذرڑزژوؤےۓںۃ",
    [LANG_SD] = "اآأدڌڏڊڍذرڙزو",
};

static bool one_of(const char *letters, uint32_t c)
{
    struct str s = str_of(letters);

    for (size_t at = 0; at < s.n;)
        if (utf8_next(s, &at) == c)
            return true;
    return false;
}

/* In which of its forms does a letter stand here? */
enum { ALONE = 1, FIRST = 2, AMID = 4, LAST = 8 };

static int forms(enum lang lang, struct str word, uint32_t letter)
{
    uint32_t last = ' ', c;
    int found = 0;

    for (size_t at = 0; at < word.n; last = c) {
        bool from, to;

        c = utf8_next(word, &at);
        if (c != letter)
            continue;
        from = one_of(both[lang], last);
        to = one_of(both[lang], c) && at < word.n && word.p[at] != ' ';
        found |= from ? (to ? AMID : LAST) : (to ? FIRST : ALONE);
    }
    return found;
}

/* ---- the sheet ----------------------------------------------------------*/

enum harm { NONE, PARTED, LOST };
#define PART_MARK 0x200c /* parts what would join */
#define NO_LETTER 0x4e2d /* in none of our faces */

/* A word with all its joins lost, or with its last letter in no face. */
static struct str harmed(struct arena *a, struct str word, enum harm harm)
{
    struct buf b = buf_start(a);

    for (size_t at = 0; at < word.n;) {
        uint32_t c = utf8_next(word, &at);

        utf8_put(&b, harm == LOST && at == word.n ? NO_LETTER : c);
        if (harm == PARTED && at < word.n)
            utf8_put(&b, PART_MARK);
    }
    return buf_str(&b);
}

/* All as a table, in the face of text; then all in the face of titles. */
static struct paper sheet(struct arena *a, enum lang lang,
                          const struct str word[WORDS], enum harm harm)
{
    const struct paper_plan plan = { .title = S("1"), .on = 16000 };
    const struct paper_column c[COLUMNS] = {
        { S(""), S(""), 1, ALIGN_CENTRE }, { S(""), S(""), 1, ALIGN_CENTRE },
        { S(""), S(""), 1, ALIGN_CENTRE }, { S(""), S(""), 1, ALIGN_CENTRE },
        { S(""), S(""), 1, ALIGN_CENTRE },
    };
    struct paper p = paper_start(a, lang, &plan);
    struct str cell[WORDS];

    for (int i = 0; i < WORDS; i++)
        cell[i] = harmed(a, word[i], harm);
    paper_table(&p, c, COLUMNS, ROW_MM, 150);
    for (int i = 0; i < WORDS; i += COLUMNS)
        paper_row(&p, ROW_PLAIN, cell + i);
    paper_table_end(&p);
    paper_break(&p);
    for (int i = 0; i < WORDS; i += TITLE_WORDS) {
        struct buf b = buf_start(a);

        for (int k = 0; k < TITLE_WORDS; k++) {
            buf_z(&b, k ? "  " : "");
            buf_add(&b, cell[i + k]);
        }
        paper_heading(&p, buf_str(&b));
    }
    return p;
}

/* What poppler draws of it, page by page, as grey maps. */
static bool drawn(struct arena *a, struct str pdf, struct picture *out)
{
    char command[100];
    struct str map;
    const unsigned char *p;
    size_t n;
    int wide, high, most, pages = 0, head;

    if (!CHECK(file_write("sheet.pdf", pdf, 0644) == FILE_FINE))
        return false;
    snprintf(command, sizeof command, "pdftoppm -gray -r %d sheet.pdf > map",
             DPI);
    if (!CHECK(system(command) == 0 && bytes_of("map", a, &map)))
        return false;
    for (struct str left = map; left.n; pages++) {
        char text[64];

        snprintf(text, sizeof text, "%.*s", (int)(left.n < 60 ? left.n : 60),
                 left.p);
        if (!CHECK(sscanf(text, "P5 %d %d %d%n", &wide, &high, &most, &head) ==
                   3) ||
            !CHECK(wide * high < PICTURE_MOST))
            return false;
        n = (size_t)wide * (size_t)high;
        if (!CHECK(left.n >= (size_t)head + 1 + n))
            return false;
        if (!pages)
            *out = picture_new(a, wide, high * PAGES);
        if (!CHECK(pages < PAGES && wide == out->wide &&
                   high * PAGES == out->high))
            return false;
        p = (const unsigned char *)left.p + head + 1;
        for (size_t i = 0; i < n; i++)
            out->at[(size_t)pages * n + i] = (unsigned char)((255 - p[i] + 8) /
                                                             17);
        left = (struct str){ left.p + head + 1 + n,
                             left.n - n - 1 - (size_t)head };
    }
    return CHECK_INT(pages, PAGES);
}

static bool sheet_drawn(struct arena *a, enum lang lang, enum harm harm,
                        struct picture *out, struct paper_told *told)
{
    struct str word[WORDS];
    struct paper p;

    if (!CHECK_INT(words_read(a, lang, word), WORDS))
        return false;
    p = sheet(a, lang, word, harm);
    return CHECK(paper_make(paper_bytes(&p), a, told)) &&
           CHECK_INT(told->made, PAPER_MADE) && CHECK_INT(told->pages, PAGES) &&
           drawn(a, told->file, out);
}
/* ---- tiles --------------------------------------------------------------*/

struct tile {
    int x, y, to_x, to_y;
};
struct run {
    int from, to;
};
/* The table's cells in the order of its words, then the lines of titles. */
enum { TILES = WORDS + WORDS / TITLE_WORDS };

/* Rows (or columns, `down`) of the tile of which at least so many of a hundred
 * dots have ink, those side by side as one. */
static int runs_find(struct picture p, struct tile in, bool down, int share,
                     struct run *out, int most)
{
    int n = 0, from = down ? in.x : in.y, to = down ? in.to_x : in.to_y;
    bool within = false;

    for (int i = from; i < to; i++) {
        int ink = 0, all = down ? in.to_y - in.y : in.to_x - in.x;

        for (int k = 0; k < all; k++)
            ink +=
                p.at[down ? (in.y + k) * p.wide + i : i * p.wide + in.x + k] >
                0;
        if (ink > 0 && ink * 100 >= share * all) {
            if (!within && n < most)
                out[n++].from = i;
            if (n)
                out[n - 1].to = i + 1;
            within = true;
        } else {
            within = false;
        }
    }
    return n;
}

/* The heading of the table is grey all over: one run with its two lines; below
 * the table runs the line above the page's number. */
static bool tiles_find(struct picture p, struct tile out[TILES])
{
    const struct tile page = { 0, 0, p.wide, p.high / PAGES };
    const struct tile body = { 0, page.to_y + page.to_y / 14, p.wide,
                               page.to_y * 2 - page.to_y / 14 };
    struct run row[ROWS + 3], column[COLUMNS + 2], line[ROWS];
    struct tile table = page;

    if (!CHECK_INT(runs_find(p, page, false, 80, row, LEN(row)), ROWS + 2))
        return false;
    table.y = row[0].to;
    table.to_y = row[ROWS].from;
    if (!CHECK_INT(runs_find(p, table, true, 80, column, LEN(column)),
                   COLUMNS + 1) ||
        !CHECK_INT(runs_find(p, body, false, 0, line, LEN(line)),
                   WORDS / TITLE_WORDS))
        return false;
    for (int i = 0; i < WORDS; i++) { /* the first word stands at the right */
        int c = COLUMNS - 1 - i % COLUMNS, r = i / COLUMNS;

        out[i] = (struct tile){ column[c].to, row[r].to, column[c + 1].from,
                                row[r + 1].from };
    }
    for (int i = WORDS; i < TILES; i++)
        out[i] = (struct tile){ 0, line[i - WORDS].from, p.wide,
                                line[i - WORDS].to };
    return true;
}

/* Of a thousand parts of the ink that should be there, how much is missing or
 * lies elsewhere. */
static int moved(struct picture want, struct picture got, struct tile t)
{
    int64_t ink = 0, apart = 0;

    for (int y = t.y; y < t.to_y; y++)
        for (int x = t.x; x < t.to_x; x++) {
            int a = want.at[y * want.wide + x], b = got.at[y * want.wide + x];

            ink += a;
            apart += abs(a - b);
        }
    return ink ? (int)(apart * 1000 / ink) : 1000;
}

/* ---- what must hold -----------------------------------------------------*/

static bool can_draw(void)
{
    return system("pdftoppm -v 2>/dev/null") == 0;
}

/* The picture that somebody looked at, and its tiles. */
static bool golden(struct arena *a, enum lang lang, struct picture *out,
                   struct tile tile[TILES])
{
    char name[16], path[1024];

    snprintf(name, sizeof name, "%s.png", code(lang));
    golden_path(path, sizeof path, name);
    return CHECK(picture_read(path, a, out)) && tiles_find(*out, tile);
}

/* Each letter of the alphabet in each of its forms. */
TEST(the_words_have_every_letter_in_all_its_forms)
{
    for (int lang = LANG_UR; lang <= LANG_SD; lang++) {
        struct arena a = { 0 };
        struct str word[WORDS];

        if (!CHECK_INT(words_read(&a, (enum lang)lang, word), WORDS))
            return;
        for (int joins = 0; joins < 2; joins++) {
            struct str all = str_of(joins ? both[lang] : before[lang]);

            for (size_t at = 0; at < all.n;) {
                uint32_t letter = utf8_next(all, &at);
                int found = 0;

                for (int i = 0; i < WORDS; i++)
                    found |= forms((enum lang)lang, word[i], letter);
                if (!CHECK_INT(found, joins ? ALONE | FIRST | AMID | LAST :
                                              ALONE | LAST))
                    printf("# letter %04x\n", letter);
            }
        }
        arena_free(&a);
    }
}

TEST(every_word_looks_as_it_did)
{
    const char *kept = getenv("SAATH_GOLDEN");

    if (!can_draw()) {
        skip("no pdftoppm");
        return;
    }
    for (int lang = LANG_UR; lang <= LANG_SD; lang++) {
        struct arena a = { 0 };
        struct picture want, got;
        struct tile tile[TILES];
        struct paper_told told;
        char path[1024];

        if (!sheet_drawn(&a, (enum lang)lang, NONE, &got, &told))
            return;
        CHECK_INT(told.unknown, 0);
        snprintf(path, sizeof path, "%s/%s.png", kept ? kept : ".",
                 code((enum lang)lang));
        CHECK(picture_write(path, got, &a));
        if (!golden(&a, (enum lang)lang, &want, tile))
            return;
        CHECK_INT(got.wide, want.wide);
        if (!CHECK_INT(got.high, want.high))
            return;
        for (int i = 0; i < TILES; i++)
            if (!CHECK(moved(want, got, tile[i]) <= TOLERANCE))
                printf("# %s, %s %d\n", code((enum lang)lang),
                       i < WORDS ? "word" : "line of titles",
                       i < WORDS ? i + 1 : i - WORDS + 1);
        arena_free(&a);
    }
}

/* The same sheet with its joins, then with a letter of each word, lost: no tile
 * passes for the right one. */
TEST(a_lost_join_and_a_lost_letter_are_seen_in_every_word)
{
    if (!can_draw()) {
        skip("no pdftoppm");
        return;
    }
    for (int lang = LANG_UR; lang <= LANG_SD; lang++)
        for (int harm = PARTED; harm <= LOST; harm++) {
            struct arena a = { 0 };
            struct picture want, got;
            struct tile tile[TILES];
            struct paper_told told;
            int least = 1000;

            if (!golden(&a, (enum lang)lang, &want, tile) ||
                !sheet_drawn(&a, (enum lang)lang, (enum harm)harm, &got, &told))
                return;
            for (int i = 0; i < TILES; i++) {
                int m = moved(want, got, tile[i]);

                if (!CHECK(m > 2 * TOLERANCE))
                    printf("# %d moved %d\n", i, m);
                least = m < least ? m : least;
            }
            CHECK_INT(told.unknown, harm == LOST ? 2 * WORDS : 0);
            printf("# %s, a lost %s moves at least %d of 1000\n",
                   code((enum lang)lang), harm == LOST ? "letter" : "join",
                   least);
            arena_free(&a);
        }
}
