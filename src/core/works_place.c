/* works_place - how far apart two schemes lie, and what others call a stage: see
 * works.h. */
#include "core/works.h"

/* cos of whole degrees 0, 5 ... 90, in ten-thousandths. */
static int64_t cosine(int64_t lat)
{
    static const int16_t at[] = { 10000, 9962, 9848, 9659, 9397, 9063, 8660,
                                  8192,  7660, 7071, 6428, 5736, 5000, 4226,
                                  3420,  2588, 1736, 872,  0 };
    int64_t micro = lat < 0 ? -lat : lat;
    size_t step = (size_t)(micro / 5000000);
    int64_t part = micro % 5000000;

    if (step + 1 >= LEN(at))
        return 0;
    return at[step] - (at[step] - at[step + 1]) * part / 5000000;
}

static int64_t root(int64_t n)
{
    int64_t r = 0;

    for (int64_t bit = INT64_C(1) << 31; bit; bit >>= 1)
        if ((r | bit) <= n / (r | bit))
            r |= bit;
    return r;
}

int64_t works_metres(int64_t lat, int64_t lon, int64_t lat2, int64_t lon2)
{
    int64_t y, x;

    if (lat == INT_NONE || lon == INT_NONE || lat2 == INT_NONE ||
        lon2 == INT_NONE)
        return INT_NONE;
    /* 0.11132 metres to a millionth of a degree; here in centimetres */
    y = (lat2 - lat) * 11132 / 1000;
    x = (lon2 - lon) * 11132 / 1000 * cosine((lat + lat2) / 2) / 10000;
    x = x < 0 ? -x : x;
    y = y < 0 ? -y : y;
    if (x > 2000000000 || y > 2000000000)
        return (x > y ? x : y) / 100; /* far away is all that matters */
    return root(x * x + y * y) / 100;
}

/* Preparation covers the feasibility study and all up to the budget that is
 * granted, implementation the works, completion the hand-over of the asset;
 * maintenance is its day-to-day running after that. A refusal ends it as a
 * cancellation does. Source: github.com/open-contracting/infrastructure,
 * schema/project-level/codelists/projectStatus.csv. */
const char *works_oc4ids(int stage, int road)
{
    static const char *const status[STAGES] = {
        [AT_IDENTIFIED] = "identification",  [AT_APPRAISED] = "preparation",
        [AT_SURVEYED] = "preparation",       [AT_DESIGNED] = "preparation",
        [AT_SUBMITTED] = "preparation",      [AT_APPROVED] = "preparation",
        [AT_TERMS] = "preparation",          [AT_INITIATED] = "implementation",
        [AT_IN_PROGRESS] = "implementation", [AT_COMPLETED] = "completion",
        [AT_HANDED_OVER] = "maintenance",    [AT_OPERATING] = "maintenance",
        [AT_RETURNED] = "preparation",       [AT_REJECTED] = "cancelled",
        [AT_CANCELLED] = "cancelled"
    };

    if (stage == AT_SUSPENDED && road >= 0 && road < ROAD)
        stage = road;
    return stage >= 0 && stage < STAGES && status[stage] ? status[stage] : "";
}
