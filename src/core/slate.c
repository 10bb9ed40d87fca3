/* slate - who would sit, before anything is declared. */
#include "core/count.h"

static bool slate_find(const struct slate_seat *seat, size_t n, struct id who)
{
    for (size_t i = 0; i < n; i++)
        if (id_same(seat[i].person, who))
            return true;
    return false;
}

static int64_t from_before(const struct slate_seat *seat, size_t i)
{
    int64_t n = 0;

    for (size_t j = 0; j < i; j++)
        n += id_same(seat[j].from, seat[i].from);
    return n;
}

/* One seat after the other, as they stand: the first from a body is no fault,
 * the one beyond the cap is. */
static void seats_tell(const struct slate_seat *seat, size_t n,
                       const struct slate_law *law, struct findings *f)
{
    for (size_t i = 0; i < n; i++) {
        if (slate_find(seat, i, seat[i].person))
            tell_row(f, STOP, "slate.twice", "winner", i, "person");
        if (law->per_vo_most != INT_NONE && !id_none(seat[i].from) &&
            from_before(seat, i) >= law->per_vo_most)
            tell_row(f, STOP, "slate.per_vo", "winner", i, "person");
    }
}

static void share_tell(struct findings *f, enum level level, const char *what,
                       int64_t is, int64_t least)
{
    if (least != INT_NONE && is < least)
        tell_ab(f, level, what, "winner", is, least);
}

void slate_tell(const struct slate_seat *seat, size_t n,
                const struct slate_law *law, struct findings *f)
{
    int64_t women = 0, minority = 0, disability = 0, least = INT_NONE;

    seats_tell(seat, n, law, f);
    for (size_t i = 0; i < n; i++) {
        women += seat[i].woman;
        minority += seat[i].minority;
        disability += seat[i].disability;
    }
    if (law->women_percent != INT_NONE) /* of five seats, 33 % are two */
        least = ((int64_t)n * law->women_percent + 99) / 100;
    share_tell(f, law->shares, "slate.women", women, least);
    share_tell(f, law->shares, "slate.minority", minority, law->minority_seats);
    share_tell(f, law->shares, "slate.disability", disability,
               law->disability_seats);
}
