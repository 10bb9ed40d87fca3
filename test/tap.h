/* tap - a small harness: one line of TAP 13 for each TEST.
 *
 *     #include "../src/base/base.h"
 *     #include "tap.h"
 *
 *     TEST(a_leap_year_has_a_29th_of_february)
 *     {
 *         CHECK(day_of(2024, 2, 29) != DAY_NONE);
 *         CHECK_INT(day_of(2023, 2, 29), DAY_NONE);
 *         CHECK_STR(str_trim(S(" a ")), S("a"));
 *     }
 *
 * A program is one file of TESTs and has no main of its own. They run in the
 * order they are written. A failing check prints where and what, makes its
 * test "not ok", and the test goes on. `skip("no postgres here"); return;`
 * marks a test as skipped. With arguments, only the tests of those names
 * run. The exit status is 1 when anything failed or nothing ran. */
#ifndef SAATH_TAP_H
#define SAATH_TAP_H

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "../src/base/base.h"

struct tap_test {
    const char *name;
    void (*run)(void);
    struct tap_test *next;
};

static struct tap_test *tap_first, **tap_last = &tap_first;
static bool tap_failed;
static const char *tap_skipped;

#define TEST(name_)                                                            \
    static void test_##name_(void);                                            \
    static struct tap_test tap_##name_ = { #name_, test_##name_, 0 };          \
    __attribute__((constructor)) static void tap_add_##name_(void)             \
    {                                                                          \
        *tap_last = &tap_##name_;                                              \
        tap_last = &tap_##name_.next;                                          \
    }                                                                          \
    static void test_##name_(void)

#define CHECK(claim) ((claim) ? true : tap_claim(__FILE__, __LINE__, #claim))
#define CHECK_INT(got, want)                                                   \
    tap_int(__FILE__, __LINE__, #got, (int64_t)(got), (int64_t)(want))
#define CHECK_STR(got, want) tap_str(__FILE__, __LINE__, #got, (got), (want))

/* Each check also answers whether it held, so that a test may leave early. */
static inline bool tap_claim(const char *file, int line, const char *claim)
{
    printf("# %s:%d: false: %s\n", file, line, claim);
    tap_failed = true;
    return false;
}

static inline bool tap_int(const char *file, int line, const char *what,
                           int64_t got, int64_t want)
{
    if (got == want)
        return true;
    printf("# %s:%d: %s is %" PRId64 ", want %" PRId64 "\n", file, line, what,
           got, want);
    tap_failed = true;
    return false;
}

/* Control bytes as \xx, so that what is printed stays one line of TAP. */
static inline void tap_quote(const char *label, struct str s)
{
    printf("#   %s \"", label);
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < ' ' || s.p[i] == 127)
            printf("\\%02x", (unsigned)s.p[i] & 0xff);
        else
            putchar(s.p[i]);
    printf("\" (%zu bytes)\n", s.n);
}

static inline bool tap_str(const char *file, int line, const char *what,
                           struct str got, struct str want)
{
    if (got.n == want.n && (got.n == 0 || memcmp(got.p, want.p, got.n) == 0))
        return true;
    printf("# %s:%d: %s\n", file, line, what);
    tap_quote("got ", got);
    tap_quote("want", want);
    tap_failed = true;
    return false;
}

static inline void skip(const char *why)
{
    tap_skipped = why;
}

static inline bool tap_wanted(const struct tap_test *t, int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], t->name) == 0)
            return true;
    return argc < 2;
}

int main(int argc, char **argv)
{
    int wanted = 0, number = 0;
    bool bad = false;

    setvbuf(stdout, NULL, _IOLBF, 0); /* a crash keeps what was said */
    for (struct tap_test *t = tap_first; t; t = t->next)
        wanted += tap_wanted(t, argc, argv);
    printf("TAP version 13\n1..%d\n", wanted);
    for (struct tap_test *t = tap_first; t; t = t->next) {
        if (!tap_wanted(t, argc, argv))
            continue;
        tap_failed = false;
        tap_skipped = NULL;
        t->run();
        bad |= tap_failed;
        printf("%sok %d - %s%s%s\n", tap_failed ? "not " : "", ++number,
               t->name, tap_skipped ? " # SKIP " : "",
               tap_skipped ? tap_skipped : "");
    }
    return bad || wanted == 0;
}

#endif
