/* base_utf8 - good and bad bytes, folding and the distance of names. */
#include "../src/base/base.h"
#include "tap.h"

static const struct {
    struct str s;
    bool good;
    const char *why;
} bytes[] = {
    { S(""), true, "nothing" },
    { S("Khairpur"), true, "ASCII" },
    { S("خيرپور"), true, "Sindhi" },
    { S("\xf0\x9f\x8c\xbe"), true, "beyond the first plane" },
    { S("\xef\xbf\xbf"), true, "U+FFFF" },
    { S("\xf4\x8f\xbf\xbf"), true, "the last point" },
    { S("\xed\x9f\xbf"), true, "before the surrogates" },
    { S("\xee\x80\x80"), true, "after the surrogates" },
    { S("a\0b"), false, "NUL" },
    { S("\x80"), false, "a tail alone" },
    { S("\xbf"), false, "the last tail alone" },
    { S("\xc0\x80"), false, "NUL in two bytes" },
    { S("\xc1\xbf"), false, "ASCII in two bytes" },
    { S("\xe0\x9f\xbf"), false, "two bytes' worth in three" },
    { S("\xf0\x8f\xbf\xbf"), false, "three bytes' worth in four" },
    { S("\xed\xa0\x80"), false, "a high surrogate" },
    { S("\xed\xbf\xbf"), false, "a low surrogate" },
    { S("\xf4\x90\x80\x80"), false, "beyond U+10FFFF" },
    { S("\xf5\x80\x80\x80"), false, "a head that is none" },
    { S("\xff"), false, "FF" },
    { S("\xfe\xff"), false, "a UTF-16 mark" },
    { S("\xc3"), false, "two cut to one" },
    { S("\xe2\x82"), false, "three cut to two" },
    { S("\xf0\x9f\x8c"), false, "four cut to three" },
    { S("\xc3\x28"), false, "a head without its tail" },
    { S("\xe2\x28\xac"), false, "no tail in the middle" },
    { S("\xf0\x9f\x28\xbe"), false, "no tail in third place" },
};

TEST(utf8_good_takes_shortest_forms_only)
{
    for (size_t i = 0; i < LEN(bytes); i++)
        if (!CHECK_INT(utf8_good(bytes[i].s), bytes[i].good))
            printf("# that was %s\n", bytes[i].why);
}

TEST(every_code_point_goes_out_and_comes_back)
{
    struct arena a = { 0 };
    uint32_t wrong = 0;

    for (uint32_t point = 1; point <= 0x10ffff; point++) {
        struct arena_mark m = arena_mark(&a);
        struct buf b = buf_start(&a);
        bool surrogate = point >= 0xd800 && point < 0xe000;
        size_t at = 0;

        utf8_put(&b, point);
        wrong += !utf8_good(buf_str(&b));
        wrong += utf8_next(buf_str(&b), &at) != (surrogate ? 0xfffd : point);
        wrong += at != b.n;
        arena_back(&a, m);
    }
    CHECK_INT(wrong, 0);
    arena_free(&a);
}

TEST(utf8_next_moves_one_byte_past_a_bad_one)
{
    struct str s = S("a\xe2\x82g\xc3");
    static const uint32_t want[] = { 'a', 0xfffd, 0xfffd, 'g', 0xfffd };
    size_t at = 0;

    for (size_t i = 0; i < LEN(want); i++)
        CHECK_INT(utf8_next(s, &at), want[i]);
    CHECK_INT(at, s.n);
    CHECK_INT(utf8_size(s, at), 0);
}

static const struct {
    struct str in, want;
} folded[] = {
    { S("  Ghulam   MUSTAFA "), S("ghulam mustafa") },
    { S("Abdul-Rehman D'Souza, Jr."), S("abdul rehman d souza jr") },
    { S("Zo\xc3\xab \xc3\x89mile \xc5\x81ukasz"), S("zoe emile lukasz") },
    { S("Stra\xc3\x9f"
        "e \xc3\x86sop"),
      S("strasse aesop") },
    { S("S\xc4\xa9ndh\xc4\xab \xe1\xb8\x8d\xc4\x81\xe1\xb9\xad"),
      S("sindhi dat") },
    { S("e\xcc\x81"), S("e") },                 /* accent of its own */
    { S("a\xc2\xa0\xe2\x80\x94 b"), S("a b") }, /* hard blank, dash */
    { S("--- ... "), S("") },
    { S(""), S("") },
    { S("\xff"
        "a\xff"),
      S("a") },                       /* bad bytes are blanks */
    { S("محمد علي"), S("محمد علی") }, /* Arabic yeh */
    { S("علی"), S("علی") },
    { S("موسى"), S("موسی") },
    { S("آئشہ أحمد إقبال"), S("ایشہ احمد اقبال") },
    { S("فاطمة مهر ھما"), S("فاطمہ مہر ہما") },
    { S("كريم"), S("کریم") },
    { S("ڪريم"), S("کریم") }, /* Sindhi kaf */
    { S("مؤمن"), S("مومن") },
    { S("مُحَمَّد"), S("محمد") },               /* tashkeel */
    { S("محـــمد"), S("محمد") },            /* tatweel */
    { S("گل\xe2\x80\x8cناز"), S("گلناز") }, /* ZWNJ */
    { S("\xe2\x80\x8fزينب\xe2\x80\xac"), S("زینب") },
    { S("گوٺ ٤٥، ۴۵۔"), S("گوٺ 45 45") },
    { S("ﻣﺤﻤﺪ ﷲ ﻻ"), S("محمد اللہ لا") }, /* old letter shapes */
};

TEST(utf8_fold_makes_one_of_what_people_write)
{
    struct arena a = { 0 };

    for (size_t i = 0; i < LEN(folded); i++)
        CHECK_STR(utf8_fold(folded[i].in, &a), folded[i].want);
    arena_free(&a);
}

/* Folding twice is folding once, whatever the point; and what is out is good
 * text without a blank at either end. */
TEST(utf8_fold_is_done_after_one_time)
{
    struct arena a = { 0 };
    uint32_t wrong = 0;

    for (uint32_t point = 1; point <= 0x10ffff; point++) {
        struct arena_mark m = arena_mark(&a);
        struct buf b = buf_start(&a);
        struct str once;

        utf8_put(&b, point);
        once = utf8_fold(buf_str(&b), &a);
        if (!utf8_good(once) || !str_same(once, str_trim(once)) ||
            !str_same(once, utf8_fold(once, &a))) {
            if (wrong++ < 5)
                printf("# U+%04x\n", (unsigned)point);
        }
        arena_back(&a, m);
    }
    CHECK_INT(wrong, 0);
    arena_free(&a);
}

static const struct {
    struct str a, b;
    int most, want;
} apart[] = {
    { S(""), S(""), 3, 0 },
    { S("zainab"), S("zainab"), 3, 0 },
    { S("zainab"), S("zainab"), 0, 0 },
    { S("zainab"), S("zeenat"), 0, 1 },
    { S("zainab"), S("zainib"), 3, 1 },
    { S("zainab"), S("zaynab bibi"), 3, 4 },
    { S("kitten"), S("sitting"), 3, 3 },
    { S("kitten"), S("sitting"), 2, 3 },
    { S("abc"), S(""), 3, 3 },
    { S(""), S("abc"), 3, 3 },
    { S(""), S("abcd"), 3, 4 },
    { S("abc"), S("bca"), 5, 2 },
    { S("کریم"), S("کریمہ"), 2, 1 }, /* points, not bytes */
    { S("کریم"), S("رحیم"), 4, 2 },
};

TEST(utf8_distance_counts_up_to_the_most)
{
    for (size_t i = 0; i < LEN(apart); i++) {
        CHECK_INT(utf8_distance(apart[i].a, apart[i].b, apart[i].most),
                  apart[i].want);
        CHECK_INT(utf8_distance(apart[i].b, apart[i].a, apart[i].most),
                  apart[i].want);
    }
}

enum { WORD = 9 };

/* The whole table, as it stands in every textbook. */
static int full_distance(struct str a, struct str b)
{
    int d[WORD + 1][WORD + 1];

    for (size_t i = 0; i <= a.n; i++)
        for (size_t j = 0; j <= b.n; j++) {
            int c;

            if (i == 0 || j == 0) {
                d[i][j] = (int)(i + j);
                continue;
            }
            c = d[i - 1][j - 1] + (a.p[i - 1] != b.p[j - 1]);
            c = d[i - 1][j] + 1 < c ? d[i - 1][j] + 1 : c;
            d[i][j] = d[i][j - 1] + 1 < c ? d[i][j - 1] + 1 : c;
        }
    return d[a.n][b.n];
}

static struct str word_of(uint32_t seed, char *room)
{
    size_t n = seed % (WORD + 1);

    for (size_t i = 0; i < n; i++) {
        seed = seed * 1103515245 + 12345;
        room[i] = (char)('a' + (seed >> 16) % 3);
    }
    return (struct str){ room, n };
}

TEST(utf8_distance_agrees_with_the_whole_table)
{
    char one[WORD], other[WORD];

    for (uint32_t i = 0; i < 20000; i++) {
        struct str a = word_of(i * 2654435761u, one);
        struct str b = word_of(i * 40503u + 77, other);
        int full = full_distance(a, b);

        for (int most = 0; most < 6; most++)
            if (!CHECK_INT(utf8_distance(a, b, most),
                           full > most ? most + 1 : full))
                return;
    }
}
