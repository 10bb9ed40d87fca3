/* formation - the day on which a body was formed, and what it needed. */
#include "core/core.h"

struct formation {
    struct id body;
    day held;
    struct id meeting, resolution, partnership, bylaw;
    int64_t women, men, households;
    paisa first_saving;
};
static const struct field formation_field[] = {
    REF(formation, body, "body",
        FIELD_NEED | FIELD_KEY | FIELD_THING | FIELD_FIND),
    DAY(formation, held, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(formation, meeting, "meeting", 0),
    REF(formation, resolution, "resolution", FIELD_FIND),
    REF(formation, partnership, "partnership", FIELD_FIND),
    REF(formation, bylaw, "bylaw", 0),
    COUNT(formation, women, 0, 10000, 0),
    COUNT(formation, men, 0, 10000, 0),
    COUNT(formation, households, 0, 10000, 0),
    MONEY(formation, first_saving, 0, INT64_C(100000000000), 0),
};

struct formation_view {
    int64_t today;
    struct date formed;
    struct id meeting_of, resolution_of, partnership_of;
};
static const struct field formation_view_field[] = {
    COUNT(formation_view, today, 0, 0, 0),
    DATE(formation_view, formed, 0),
    REF(formation_view, meeting_of, "body", 0),
    REF(formation_view, resolution_of, "body", 0),
    REF(formation_view, partnership_of, "body", 0),
};

static void whose_judge(const struct formation *x,
                        const struct formation_view *v, struct findings *f)
{
    const struct {
        struct id of;
        const char *path;
    } paper[] = { { v->meeting_of, "meeting" },
                  { v->resolution_of, "resolution" },
                  { v->partnership_of, "partnership" } };

    for (size_t i = 0; i < LEN(paper); i++)
        if (!id_none(paper[i].of) && !id_same(paper[i].of, x->body))
            tell(f, STOP, "formation.of_another", paper[i].path);
}

/* What hangs on its members, dialogues and terms is found along its timeline
 * (formation_posts). */
static void formation_rule(const struct formation *x,
                           const struct formation_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->formed.on != DAY_NONE && x->held != DAY_NONE &&
        (x->held < v->formed.on || x->held > date_end(v->formed)))
        tell(f, WARN, "formation.other_day", "held");
    if (id_none(x->resolution))
        tell(f, WARN, "formation.no_resolution", "resolution");
    if (id_none(x->partnership))
        tell(f, WARN, "formation.no_partnership", "partnership");
    if (x->first_saving == INT_NONE)
        tell(f, WARN, "formation.no_saving", "first_saving");
    if (x->households != INT_NONE &&
        (x->women != INT_NONE || x->men != INT_NONE) &&
        x->households > (x->women == INT_NONE ? 0 : x->women) +
                            (x->men == INT_NONE ? 0 : x->men))
        tell(f, WARN, "formation.more_households", "households");
    whose_judge(x, v, f);
}

/* All formations that were entered of one body, by day. */
struct formation_fact {
    struct id entry;
    int64_t counts;
    day held;
    int64_t partnership;   /* 1: it names one */
    int32_t paper;         /* how that stands */
    day signed_on;         /* the same */
    int64_t said, counted; /* households: as it says; of its members then */
    int64_t least;         /* as the by-law asks; INT_NONE: nothing */
    int64_t bearers;       /* who held an office that day */
    day first;             /* of the dialogues with this body */
    int64_t unlawful;      /* 1: the by-law it cites was not in force */
};
static const struct field formation_fact_field[] = {
    REF(formation_fact, entry, "formation", 0),
    COUNT(formation_fact, counts, 0, 0, 0),
    DAY(formation_fact, held, 0),
    COUNT(formation_fact, partnership, 0, 0, 0),
    CHOICE(formation_fact, paper, "draft|signed|suspended|terminated|expired",
           0),
    DAY(formation_fact, signed_on, 0),
    COUNT(formation_fact, said, 0, 0, 0),
    COUNT(formation_fact, counted, 0, 0, 0),
    COUNT(formation_fact, least, 0, 0, 0),
    COUNT(formation_fact, bearers, 0, 0, 0),
    DAY(formation_fact, first, 0),
    COUNT(formation_fact, unlawful, 0, 0, 0),
};

enum { PAPER_SIGNED = 1, BEARERS_LEAST = 2 };

/* A resolution, a signed partnership, enough distinct households, two office
 * bearers, and the days in their order (institutions.md 14.2, 5). The register
 * of members counts as soon as it is begun; until then what was said. */
static void one_remark(const struct formation_fact *f, struct postings *out)
{
    int64_t households = f->counted > 0 ? f->counted : f->said;

    if (f->partnership == 1 && f->paper < PAPER_SIGNED)
        remark(out, f->entry, WARN, "formation.unsigned", "partnership", 0, 0);
    if (f->signed_on != DAY_NONE && f->signed_on > f->held)
        remark(out, f->entry, WARN, "formation.signed_later", "partnership", 0,
               0);
    if (households == INT_NONE)
        remark(out, f->entry, WARN, "formation.no_households", "households", 0,
               0);
    else if (f->least != INT_NONE && households < f->least)
        remark(out, f->entry, WARN, "formation.few_households", "households",
               households, f->least);
    if (f->bearers < BEARERS_LEAST)
        remark(out, f->entry, WARN, "formation.few_bearers", "", f->bearers,
               BEARERS_LEAST);
    if (f->first == DAY_NONE)
        remark(out, f->entry, WARN, "formation.no_dialogue", "", 0, 0);
    else if (f->first > f->held)
        remark(out, f->entry, WARN, "formation.before_dialogue", "held", 0, 0);
}

static bool formation_posts(const void *facts, size_t n, month since,
                            struct postings *out)
{
    const struct formation_fact *f = facts;
    size_t good = 0;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n; i++)
        good += f[i].counts == 1;
    for (size_t i = 0; i < n; i++) {
        if (f[i].counts != 1)
            continue;
        one_remark(&f[i], out);
        if (f[i].unlawful == 1)
            remark(out, f[i].entry, WARN, "bylaw.not_in_force", "bylaw", 0, 0);
        if (good > 1)
            remark(out, f[i].entry, WARN, "formation.twice", "body", 0, 0);
    }
    return true;
}

/* The day on which a body was formed: the meeting and its resolution, the terms
 * of partnership that were signed, who came, the first saving. */
RECORD(formation, .view = COLUMNS(formation_view),
       .fact = COLUMNS(formation_fact), .posts = formation_posts,
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .group = "body");
