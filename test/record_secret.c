/* CNIC and phone: what is one, when two are the same, and what of it is shown. */
#include <stdio.h>
#include <stdlib.h>

#include "../src/core/core.h"
#include "tap.h"

/* ---- what the rule of a person says -------------------------------------*/

static bool refused(struct arena *a, const char *field, struct str said,
                    int sex)
{
    const struct kind *k = kind_find(S("person"));
    char *record = arena_take(a, k->bytes), *view = arena_take(a, 4096);
    struct findings f = findings_start(a);

    record_blank(k->field, k->fields, record);
    record_blank(k->view.field, k->view.fields, view);
    *(int32_t *)(void *)(record + kind_field(k, S("sex"))->at) = sex;
    *(struct str *)(void *)(record + kind_field(k, str_of(field))->at) = said;
    k->rule(record, view, &f);
    for (size_t i = 0; i < f.n; i++)
        if (f.at[i].level == STOP || !strcmp(f.at[i].what, "person.cnic_sex"))
            return true;
    return false;
}

/* ---- the vectors that are shared ----------------------------------------*/

static struct str vectors(struct arena *a, const char *name)
{
    static const char *const near[] = { NULL, "../shared", "../../shared" };
    char *room = arena_take(a, 1 << 14);
    FILE *f = NULL;
    size_t n;

    for (size_t i = 0; i < LEN(near) && !f; i++) {
        const char *at = i ? near[i] : getenv("SAATH_SHARED");
        struct buf b = buf_start(a);

        if (!at)
            continue;
        buf_fmt(&b, "%s/data/identity/%s", at, name);
        f = fopen(arena_z(a, buf_str(&b)), "rb");
    }
    if (!f)
        return S("");
    n = fread(room, 1, 1 << 14, f);
    fclose(f);
    return (struct str){ room, n };
}

TEST(every_shared_cnic_is_judged_as_it_says)
{
    struct arena a = { 0 };
    struct str all = vectors(&a, "cnic_vectors.csv");
    int judged = 0;

    if (!all.n) {
        skip("no shared vectors here");
        arena_free(&a);
        return;
    }
    (void)str_cut(&all, '\n');
    while (all.n) {
        struct str line = str_cut(&all, '\n'), said = str_cut(&line, ',');
        struct str valid = str_cut(&line, ','), sex = str_cut(&line, ',');
        struct str one;

        (void)str_cut(&line, ',');
        one = str_cut(&line, ',');
        if (!said.n)
            continue; /* nobody said anything: that is no fault */
        judged++;
        if (!CHECK_INT(refused(&a, "cnic", said, str_same(sex, S("M"))),
                       str_same(valid, S("no"))))
            tap_quote("cnic", said);
        if (!str_same(valid, S("no"))) {
            CHECK(refused(&a, "cnic", said, str_same(sex, S("F"))));
            CHECK_STR(secret_same(said, &a), one);
        }
    }
    CHECK(judged > 15);
    arena_free(&a);
}

TEST(every_shared_phone_is_judged_as_it_says)
{
    struct arena a = { 0 };
    struct str all = vectors(&a, "phone_vectors.csv");
    int judged = 0;

    if (!all.n) {
        skip("no shared vectors here");
        arena_free(&a);
        return;
    }
    (void)str_cut(&all, '\n');
    while (all.n) {
        struct str line = str_cut(&all, '\n'), said = str_cut(&line, ',');
        bool valid = str_same(str_cut(&line, ','), S("true"));
        struct str abroad;

        (void)str_cut(&line, ',');
        abroad = str_cut(&line, ',');
        judged++;
        if (!CHECK_INT(refused(&a, "phone", said, 0), !valid))
            tap_quote("phone", said);
        if (valid && CHECK(str_starts(abroad, S("+92"))))
            CHECK_STR(secret_same(said, &a), str_from(abroad, 3));
    }
    CHECK(judged > 30);
    arena_free(&a);
}

/* ---- the same number, and what is shown of it ---------------------------*/

TEST(one_number_however_it_is_typed)
{
    static const struct {
        const char *a, *b;
        bool same;
    } two[] = {
        { "41303-1234567-2", "4130312345672", true },
        { "41303-1234567-2", "41303 1234567 2", true },
        { "41303-1234567-2",
          "41303\xe2\x80\x93"
          "1234567\xe2\x80\x93"
          "2",
          true }, /* with the dash of a typist */
        { "41303-1234567-2", "٤١٣٠٣-١٢٣٤٥٦٧-٢", true },
        { "41303-1234567-2", "۴۱۳۰۳۱۲۳۴۵۶۷۲", true },
        { "41303-1234567-2", "41303-1234567-4", false },
        { "0300-1234567", "+92 300 1234567", true },
        { "0300-1234567", "00923001234567", true },
        { "0300-1234567", "۰۳۰۰۱۲۳۴۵۶۷", true },
        { "0300-1234567", "0301-1234567", false },
        { "071-5612345", "+92 71 5612345", true },
        { "no number", "no number", true },
        { "no number", "another", false },
    };
    struct arena a = { 0 };

    for (size_t i = 0; i < LEN(two); i++)
        if (!CHECK_INT(str_same(secret_same(str_of(two[i].a), &a),
                                secret_same(str_of(two[i].b), &a)),
                       two[i].same))
            printf("# %s %s\n", two[i].a, two[i].b);
    arena_free(&a);
}

TEST(all_but_the_last_digit_are_stars)
{
    static const struct {
        const char *said, *shown;
    } mask[] = {
        { "41303-1234567-2", "*****-*******-2" },
        { "4130312345671", "*****-*******-1" },
        { "۴۱۳۰۳-۱۲۳۴۵۶۷-۲", "*****-*******-2" },
        { "0300-1234567", "**********7" },
        { "+92 300 1234567", "***********7" },
        { "12", "*****" }, /* so little would be told by its length */
        { "Zarina's son has it", "*****" },
        { "\xff\xfe", "*****" },
        { "", "" },
    };
    struct arena a = { 0 };

    for (size_t i = 0; i < LEN(mask); i++)
        CHECK_STR(secret_mask(str_of(mask[i].said), &a), str_of(mask[i].shown));
    arena_free(&a);
}
