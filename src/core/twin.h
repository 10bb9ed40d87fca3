/* twin - whether two records may be one person, and what speaks for it.
 *
 * Pure. The weights are ours: no single thing but the CNIC is enough, name and
 * father need a place or a year beside them, and whoever was born more than
 * five years apart, has another father, another CNIC or another sex needs much
 * more. It warns and never decides: people do. */
#ifndef SAATH_TWIN_H
#define SAATH_TWIN_H

#include "core/name.h"

/* What speaks for it: bits, and words "twin.cnic" ... in this order. */
enum twin_why {
    TWIN_CNIC = 1,     /* the same CNIC */
    TWIN_NAME = 2,     /* the name sounds the same */
    TWIN_LIKE = 4,     /* a part of it does, or it is one letter apart */
    TWIN_FATHER = 8,   /* the name of father or husband */
    TWIN_HOME = 16,    /* one household */
    TWIN_VILLAGE = 32, /* one village */
    TWIN_BORN = 64     /* born within two years of each other */
};
enum {
    TWIN_WHYS = 7,
    TWIN_LEAST = 40,    /* of a score that is shown */
    TWIN_BORN_NEAR = 2, /* years */
    TWIN_BORN_FAR = 5   /* more speaks against it */
};
extern const char *const twin_why_name[TWIN_WHYS]; /* "cnic", "name" ... */

/* What is known of two. */
struct twin_seen {
    enum name_like name, father;
    bool fathers;       /* both say one, and mean the same relation */
    int cnic;           /* 1 the same, -1 both have one and another, else 0 */
    bool home, village; /* lives in one household, in one village */
    bool other_sex;
    int64_t years; /* between their years of birth; -1: not known */
};
/* 0 to 130; below TWIN_LEAST it is nothing. */
int twin_weigh(const struct twin_seen *s, unsigned *why);

#endif
