/* core_twin - what speaks for two records being one person, and against. */
#include "../src/core/twin.h"
#include "tap.h"

static const struct {
    const char *what;
    struct twin_seen seen;
    int score;
    unsigned why;
} weighed[] = {
    { "nothing", { .years = -1 }, 0, 0 },
    { "the CNIC alone", { .cnic = 1, .years = -1 }, 60, TWIN_CNIC },
    { "the CNIC, all else other",
      { .cnic = 1, .fathers = true, .other_sex = true, .years = 40 },
      0,
      TWIN_CNIC },
    { "a name alone", { .name = NAME_SAME, .years = -1 }, 20, TWIN_NAME },
    { "name and father, anywhere",
      { .name = NAME_SAME, .father = NAME_SAME, .fathers = true, .years = -1 },
      35,
      TWIN_NAME | TWIN_FATHER },
    { "and of one village",
      { .name = NAME_SAME,
        .father = NAME_SAME,
        .fathers = true,
        .village = true,
        .years = -1 },
      50,
      TWIN_NAME | TWIN_FATHER | TWIN_VILLAGE },
    { "or born two years apart",
      { .name = NAME_SAME, .father = NAME_SAME, .fathers = true, .years = 2 },
      45,
      TWIN_NAME | TWIN_FATHER | TWIN_BORN },
    { "three years apart says nothing",
      { .name = NAME_SAME, .father = NAME_SAME, .fathers = true, .years = 3 },
      35,
      TWIN_NAME | TWIN_FATHER },
    { "a grandmother of the same name, father and village",
      { .name = NAME_SAME,
        .father = NAME_SAME,
        .fathers = true,
        .village = true,
        .years = 6 },
      30,
      TWIN_NAME | TWIN_FATHER | TWIN_VILLAGE },
    { "two CNICs are two people, whatever else",
      { .name = NAME_SAME,
        .father = NAME_SAME,
        .fathers = true,
        .cnic = -1,
        .home = true,
        .village = true,
        .years = 0 },
      0,
      TWIN_NAME | TWIN_FATHER | TWIN_HOME | TWIN_BORN },
    { "a part of the name, the father, the village",
      { .name = NAME_PART,
        .father = NAME_SAME,
        .fathers = true,
        .village = true,
        .years = -1 },
      42,
      TWIN_LIKE | TWIN_FATHER | TWIN_VILLAGE },
    { "brothers: another name, all else the same",
      { .father = NAME_SAME,
        .fathers = true,
        .home = true,
        .village = true,
        .years = 1 },
      0,
      TWIN_FATHER | TWIN_HOME | TWIN_BORN },
};

TEST(what_speaks_for_one_person_is_weighed)
{
    for (size_t i = 0; i < LEN(weighed); i++) {
        unsigned why = 0;

        if (!CHECK_INT(twin_weigh(&weighed[i].seen, &why), weighed[i].score) ||
            !CHECK_INT(why, weighed[i].why))
            printf("# %s\n", weighed[i].what);
    }
}

/* What a search by village leaves out could never have been shown. */
TEST(who_is_of_the_other_sex_or_age_is_not_shown_without_a_cnic)
{
    for (int way = 0; way < 2; way++) {
        struct twin_seen best = { .name = NAME_SAME,
                                  .father = NAME_SAME,
                                  .fathers = true,
                                  .home = true,
                                  .village = true,
                                  .other_sex = way == 0,
                                  .years = way == 0 ? 0 : TWIN_BORN_FAR + 1 };
        unsigned why;

        CHECK(twin_weigh(&best, &why) < TWIN_LEAST);
    }
}
