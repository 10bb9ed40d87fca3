/* village - a made-up census, large and plausible, the same in each run.
 *
 * Sizes of households and children of up to thirteen in them are as in the
 * 2,264 rural households of Sindh of the survey of 2015-16 (PBS, HIES/PSLM;
 * shares of answers in the survey's marginals); all else is drawn by the rule
 * that stands beside it. Nobody in it lives. */
#ifndef SAATH_BENCH_VILLAGE_H
#define SAATH_BENCH_VILLAGE_H

#include <stdarg.h>
#include <stdio.h>

#include "../src/base/base.h"
#include "chance.h"

/* As printf does, digits padded and all. */
static inline __attribute__((format(printf, 2, 3))) void village_say(
    struct buf *b, const char *how, ...)
{
    char text[1000];
    va_list v;

    va_start(v, how);
    vsnprintf(text, sizeof text, how, v);
    va_end(v);
    buf_z(b, text);
}

enum { SETTLEMENT_HOUSEHOLDS = 100 }; /* 110 is the mean of Sindh's villages */

/* Per ten thousand, of one person, two, ...; the last is fifteen or more. */
static const int village_size[] = { 40,  565, 870, 1162, 1427, 1409, 1303, 1038,
                                    698, 486, 300, 163,  150,  106,  283 };
/* Share of persons of a household that are thirteen or younger, per hundred:
 * 2.5 of 6.6 in the survey. */
enum { CHILDREN = 38 };
/* Households with one more than the survey has, per hundred: seven million
 * persons in a million. */
enum { VISITORS = 46 };

static inline int village_draw(struct chance *c, const int *share, int n)
{
    long at = chance_below(c, 10000);

    for (int i = 0; i < n; i++) {
        at -= share[i];
        if (at < 0)
            return i;
    }
    return n - 1;
}

static const char *const village_woman[] = {
    "Amina",  "Asma",  "Bushra", "Farzana", "Hajran",  "Hanifa", "Kulsoom",
    "Lali",   "Marvi", "Momal",  "Naseem",  "Noori",   "Rabia",  "Rehana",
    "Sakina", "Sanam", "Sassui", "Shabana", "Zulekha", "Zainab"
};
static const char *const village_man[] = {
    "Abdul Ghani", "Ahmed",  "Ali",    "Allah Bux", "Bachal",
    "Dodo",        "Ghulam", "Hassan", "Imam Bux",  "Jumo",
    "Khan",        "Lal",    "Mir",    "Noor",      "Punhal",
    "Qadir",       "Ramzan", "Sajan",  "Umar",      "Wali"
};
static const char *const village_clan[] = {
    "Abro",   "Bhutto", "Chachar", "Channa", "Jatoi",  "Kalhoro",
    "Khoso",  "Khuhro", "Magsi",   "Mahar",  "Mirani", "Phulpoto",
    "Shaikh", "Shar",   "Soomro",  "Unar"
};

static inline const char *village_one(struct chance *c, const char *const *of,
                                      size_t n)
{
    return of[chance_below(c, (long)n)];
}
#define VILLAGE_ONE(c, of) village_one(c, of, LEN(of))

#define VILLAGE_HEADS                                                           \
    "place,number,lat,lon,head,headed,landless,name,father,father_is,sex,born," \
    "relation,education,occupation,disability,cnic_state,cnic,phone,card,held," \
    "q1,q2,q3,q4,q5,q6,q7,q8,q9,q10\n"

struct village_person {
    bool woman;
    int age;
    const char *relation, *name;
};

/* Head, spouse, then children, then a parent or other. */
static inline struct village_person village_person(struct chance *c, int at,
                                                   int head_age,
                                                   bool head_woman)
{
    struct village_person p = { 0 };

    p.woman = at == 0 ? head_woman :
              at == 1 ? !head_woman :
                        chance_below(c, 100) < 49;
    p.relation = at == 0 ? "head" : at == 1 ? "spouse" : "child";
    p.age = at == 0 ? head_age : head_age - (int)chance_below(c, 12) + 3;
    if (at > 1) {
        bool child = chance_below(c, 100) < CHILDREN * 5 / 3;

        p.age = child ? (int)chance_below(c, 14) :
                        14 + (int)chance_below(c, 20);
        if (chance_below(c, 12) == 0) {
            p.relation = "parent";
            p.age = head_age + 18 + (int)chance_below(c, 12);
        }
    }
    if (p.age > 98)
        p.age = 98;
    p.name = p.woman ? VILLAGE_ONE(c, village_woman) :
                       VILLAGE_ONE(c, village_man);
    return p;
}

/* CNIC of four in five grown men and two in three women, one number each. */
static inline void village_papers(struct buf *b, struct chance *c,
                                  const struct village_person *p, long n)
{
    bool holds = p->age >= 18 && chance_below(c, 100) < (p->woman ? 66 : 80);

    if (!holds) {
        buf_z(b, p->age >= 18 ? ",none,,," : ",,,,");
        return;
    }
    village_say(b, ",held,4%04ld-%07ld-%d,", n / 10000000 % 10000, n % 10000000,
                p->woman ? 2 : 1);
    if (chance_below(c, 100) < 30)
        village_say(b, "03%02ld%07ld", chance_below(c, 50),
                    chance_below(c, 10000000));
    buf_char(b, ',');
}

/* Answers of the open card, each choice as likely as the next. A settlement is
 * asked within one month. */
static inline void village_answers(struct buf *b, struct chance *c,
                                   long settlement)
{
    static const int choices[] = { 6, 2, 3, 3, 2, 3, 2, 2, 2 };

    village_say(b, "SPS-PAK-2009-002,2016-%02ld-%02ld,C", 1 + settlement % 12,
                1 + chance_below(c, 28));
    for (size_t i = 0; i < LEN(choices); i++)
        village_say(b, ",%c", (char)('A' + chance_below(c, choices[i])));
}

/* One household of that number; returns its persons. */
static inline int village_household(struct buf *b, struct chance *c, long n)
{
    int persons = 1 + village_draw(c, village_size, LEN(village_size)) +
                  (chance_below(c, 100) < VISITORS);
    bool woman = chance_below(c, 100) < 7;
    int head = 22 + (int)chance_below(c, 50);
    const char *clan = VILLAGE_ONE(c, village_clan), *first = NULL;

    for (int i = 0; i < persons; i++) {
        struct village_person p = village_person(c, i, head, woman);

        if (!first)
            first = p.name;
        village_say(b, "Goth %ld,%ld,", n / SETTLEMENT_HOUSEHOLDS, n);
        if (i == 0)
            village_say(b, "27.%06ld,68.%06ld,%s %s,%s,%s",
                        chance_below(c, 1000000), chance_below(c, 1000000),
                        first, clan, woman ? "woman" : "man",
                        chance_below(c, 100) < 62 ? "yes" : "no");
        else
            buf_z(b, ",,,,");
        village_say(b, ",%s %s,%s %s,%s,%s,%d,%s,%s,%s,%s", p.name, clan,
                    i > 1 ? first : VILLAGE_ONE(c, village_man), clan,
                    i == 1 && p.woman ? "husband" : "father",
                    p.woman ? "women" : "men", 2016 - p.age, p.relation,
                    p.age < 6 || chance_below(c, 100) < 45 ? "never" :
                                                             "to_class_5",
                    p.age < 14 ? "none" :
                    p.woman    ? "housework" :
                                 "farm_labour",
                    chance_below(c, 100) < 2 ? "moving" : "none");
        village_papers(b, c, &p, n * 32 + i);
        if (i == 0)
            village_answers(b, c, n / SETTLEMENT_HOUSEHOLDS);
        else
            buf_z(b, ",,,,,,,,,,,");
        buf_char(b, '\n');
    }
    return persons;
}

/* Households `from` up to `upto` as a sheet; returns how many persons. */
static inline long village_sheet(struct buf *b, struct chance *c, long from,
                                 long upto)
{
    long persons = 0;

    buf_z(b, VILLAGE_HEADS);
    for (long n = from; n < upto; n++)
        persons += village_household(b, c, n);
    return persons;
}

/* The settlements that those households lie in, below places of level 4. */
static inline void village_places(struct buf *b, long households,
                                  const struct id *above, int n)
{
    long places = (households + SETTLEMENT_HOUSEHOLDS - 1) /
                  SETTLEMENT_HOUSEHOLDS;

    buf_z(b, "level,name,lg\n");
    for (long i = 0; i < places; i++) {
        village_say(b, "settlement,Goth %ld,", i);
        id_put(b, above[i * n / places]);
        buf_char(b, '\n');
    }
}

#endif
