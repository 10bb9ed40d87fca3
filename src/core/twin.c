/* twin - whether two records may be one person, and what speaks for it. */
#include "core/twin.h"

const char *const twin_why_name[TWIN_WHYS] = { "cnic",   "name", "like",
                                               "father", "home", "village",
                                               "born" };

static int like(enum name_like is, int same, int part)
{
    return is == NAME_SAME ? same : is == NAME_OTHER ? 0 : part;
}

static int against(const struct twin_seen *s)
{
    int n = 0;

    if (s->cnic < 0)
        n += 90;
    if (s->other_sex)
        n += 30;
    if (s->fathers && s->father == NAME_OTHER)
        n += 15;
    if (s->years > TWIN_BORN_FAR)
        n += 20;
    return n;
}

int twin_weigh(const struct twin_seen *s, unsigned *why)
{
    bool born = s->years >= 0 && s->years <= TWIN_BORN_NEAR;
    int n = like(s->name, 20, 12) - against(s);

    *why = s->name == NAME_SAME  ? TWIN_NAME :
           s->name == NAME_OTHER ? 0 :
                                   TWIN_LIKE;
    if (s->cnic > 0) {
        *why |= TWIN_CNIC;
        n += 60;
    }
    if (s->fathers && s->father != NAME_OTHER) {
        *why |= TWIN_FATHER;
        n += like(s->father, 15, 10);
    }
    if (s->home || s->village) {
        *why |= s->home ? TWIN_HOME : TWIN_VILLAGE;
        n += s->home ? 20 : 15;
    }
    if (born) {
        *why |= TWIN_BORN;
        n += 10;
    }
    if (s->name == NAME_OTHER && s->cnic <= 0)
        return 0;
    return n < 0 ? 0 : n;
}
