/* works_site - a body that builds a culvert: its people, three committees, an
 * account, a resolution; and words for what is done. Today is 1 January 2015. */
#ifndef SAATH_WORKS_SITE_H
#define SAATH_WORKS_SITE_H

#include <stdarg.h>

#include "../src/core/works.h"
#include "register_site.h"

struct building {
    struct village v;
    struct id co, home, person[9], resolution, bank, chest, scheme;
    struct id builds, audits, keeps; /* committees */
    struct id fund;
};

static inline const char *hex(struct building *g, struct id id)
{
    struct buf b = buf_start(&g->v.s.arena);

    id_put(&b, id);
    return arena_z(b.arena, buf_str(&b));
}

static inline const char *phrase(struct building *g, const char *format,
                                 va_list list)
    __attribute__((format(printf, 2, 0)));
static inline const char *phrase(struct building *g, const char *format,
                                 va_list list)
{
    char *text = arena_array(&g->v.s.arena, 6000, 1);

    vsnprintf(text, 6000, format, list);
    return text;
}

/* As it comes in a log: kept, whatever is said of it. */
static inline struct id put(struct building *g, const char *kind,
                            const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static inline struct id put(struct building *g, const char *kind,
                            const char *format, ...)
{
    const char *body;
    va_list list;

    va_start(list, format);
    body = phrase(g, format, list);
    va_end(list);
    return draft(&g->v.s, kind, body);
}

/* As a form says it: is it refused? */
static inline bool refused(struct building *g, const char *kind,
                           const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static inline bool refused(struct building *g, const char *kind,
                           const char *format, ...)
{
    struct site *s = &g->v.s;
    struct draft d = { .kind = str_of(kind),
                       .author = S("admin"),
                       .strict = true };
    struct id id;
    va_list list;

    va_start(list, format);
    d.body = str_of(phrase(g, format, list));
    va_end(list);
    s->said = findings_start(&s->arena);
    keeper_begin(s->keeper);
    s->kept = keeper_draft(s->keeper, &d, &s->said, &id);
    if (!CHECK(keeper_commit(s->keeper)))
        printf("# %s\n", keeper_trouble(s->keeper));
    return s->kept == KEPT_REFUSED;
}

static inline bool told(const struct building *g, const char *what)
{
    for (size_t i = 0; i < g->v.s.said.n; i++)
        if (!strcmp(g->v.s.said.at[i].what, what))
            return true;
    return false;
}

/* ---- what is said of the scheme -----------------------------------------*/

static inline struct id paper_put(struct building *g, const char *code,
                                  const char *held)
{
    return put(g, "scheme_paper",
               "{\"held\":\"%s\",\"number\":\"%s\",\"paper\":\"%s\","
               "\"scheme\":\"%s\"}",
               held, held, code, hex(g, g->scheme));
}

/* Papers of one day, parted by blanks. */
static inline void papers_put(struct building *g, const char *codes,
                              const char *held)
{
    struct str rest = str_of(codes);

    while (rest.n)
        paper_put(g, arena_z(&g->v.s.arena, str_cut(&rest, ' ')), held);
}

static inline const char *step_text(struct building *g, const char *stage,
                                    const char *held)
{
    struct buf b = buf_start(&g->v.s.arena);

    buf_fmt(&b,
            "{\"held\":\"%s\",\"note\":\"said\",\"person\":\"%s\",\"scheme\":"
            "\"%s\",\"stage\":\"%s\"}",
            held, hex(g, g->person[0]), hex(g, g->scheme), stage);
    return arena_z(b.arena, buf_str(&b));
}

static inline struct id step_put(struct building *g, const char *stage,
                                 const char *held)
{
    return put(g, "scheme_step", "%s", step_text(g, stage, held));
}

/* Two lines of the programme, one of the community: 80,000 and 20,000 rupees. */
static inline struct id estimate_put(struct building *g, const char *held)
{
    return put(
        g, "estimate",
        "{\"held\":\"%s\",\"line\":[{\"amount\":5000000,\"code\":\"1\","
        "\"item\":\"Brick\",\"payer\":\"programme\",\"quantity\":10000,"
        "\"rate\":50000},{\"amount\":3000000,\"code\":\"2\",\"item\":"
        "\"Cement\",\"payer\":\"programme\"},{\"amount\":2000000,\"code\":"
        "\"3\",\"item\":\"Earth\",\"nature\":\"labour\",\"payer\":"
        "\"community\"}],\"scheme\":\"%s\"}",
        held, hex(g, g->scheme));
}

/* Every question answered, no but to one. */
static inline struct id checklist_put(struct building *g, const char *held,
                                      const char *yes)
{
    static const char *const asked[] = {
        "trees",        "water_source", "standing_water", "waste_water",
        "erosion",      "waste",        "noise_dust",     "safety",
        "land_private", "grave_shrine", "protected",      "moved_people"
    };
    struct buf b = buf_start(&g->v.s.arena);

    buf_fmt(&b, "{\"answer\":[");
    for (size_t i = 0; i < LEN(asked); i++)
        buf_fmt(&b, "%s{%s\"question\":\"%s\"%s}", i ? "," : "",
                strcmp(asked[i], yes) ? "" : "\"how\":\"x\",", asked[i],
                strcmp(asked[i], yes) ? "" : ",\"yes\":true");
    buf_fmt(&b, "],\"held\":\"%s\",\"scheme\":\"%s\"}", held,
            hex(g, g->scheme));
    return put(g, "scheme_environment", "%s", arena_z(b.arena, buf_str(&b)));
}

static inline struct id committee_put(struct building *g, const char *part,
                                      struct id committee, int treasurer)
{
    return put(g, "scheme_committee",
               "{\"committee\":\"%s\",\"held\":\"2014-02-20\",\"part\":\"%s\","
               "\"scheme\":\"%s\",\"treasurer\":\"%s\"}",
               hex(g, committee), part, hex(g, g->scheme),
               hex(g, g->person[treasurer]));
}

static inline struct id meeting_put(struct building *g, const char *held)
{
    return put(g, "meeting", "{\"body\":\"%s\",\"held\":\"%s\"}", hex(g, g->co),
               held);
}

static inline const char *tranche_text(struct building *g, int number,
                                       int rupees, const char *held)
{
    struct buf b = buf_start(&g->v.s.arena);

    buf_fmt(&b,
            "{\"account\":\"%s\",\"amount\":%d,\"held\":\"%s\","
            "\"into_account\":\"%s\",\"meeting\":\"%s\",\"number\":%d,"
            "\"scheme\":\"%s\",\"way\":\"cheque\"}",
            hex(g, g->bank), rupees * 100, held, hex(g, g->chest),
            hex(g, meeting_put(g, held)), number, hex(g, g->scheme));
    return arena_z(b.arena, buf_str(&b));
}

static inline struct id tranche_put(struct building *g, int number, int rupees,
                                    const char *held)
{
    return put(g, "scheme_tranche", "%s",
               tranche_text(g, number, rupees, held));
}

/* So many percent of each line; with what more it says. */
static inline struct id certificate_put(struct building *g, int percent,
                                        const char *held, const char *more)
{
    return put(g, "certificate",
               "{\"held\":\"%s\"%s,\"scheme\":\"%s\",\"work\":[{\"done\":%d,"
               "\"line\":\"1\"},{\"done\":%d,\"line\":\"2\"},{\"done\":%d,"
               "\"line\":\"3\"}]}",
               held, more, hex(g, g->scheme), percent * 100, percent * 100,
               percent * 100);
}

/* ---- the village --------------------------------------------------------*/

static inline struct id seats_put(struct building *g, const char *nature,
                                  int from)
{
    return put(g, "committee",
               "{\"body\":\"%s\",\"formed\":\"2013-01-10\",\"nature\":\"%s\","
               "\"seats\":[{\"person\":\"%s\",\"role\":\"head\"},{\"person\":"
               "\"%s\",\"role\":\"member\"}]}",
               hex(g, g->co), nature, hex(g, g->person[from]),
               hex(g, g->person[from + 1]));
}

static inline struct id scheme_put(struct building *g, const char *number,
                                   const char *held, const char *more)
{
    return put(g, "scheme",
               "{\"account\":\"%s\",\"body\":\"%s\",\"fund\":\"%s\",\"held\":"
               "\"%s\",\"households\":40,\"number\":\"%s\",\"place\":\"%s\","
               "\"resolution\":\"%s\",\"rsp\":\"%s\",\"title\":\"Culvert at "
               "the school\",\"type\":\"culvert\"%s}",
               hex(g, g->chest), hex(g, g->co), hex(g, g->fund), held, number,
               hex(g, g->v.goth), hex(g, g->resolution), hex(g, g->v.srso),
               more);
}

static inline void building_start(struct building *g, struct db *db)
{
    struct village *v = &g->v;

    memset(g, 0, sizeof *g);
    village_start(v, db);
    cutover_put(v, "2012-01", "");
    g->home = household_put(v, v->goth);
    for (size_t i = 0; i < LEN(g->person); i++)
        g->person[i] = person_put(v, g->home, i % 2 ? "men" : "women");
    g->co = body_put(v, "vo", "mixed", v->srso, v->goth);
    g->resolution = put(g, "resolution",
                        "{\"body\":\"%s\",\"passed\":\"2014-01-20\",\"state\":"
                        "\"passed\",\"subject\":\"A culvert\"}",
                        hex(g, g->co));
    g->fund = put(g, "fund",
                  "{\"class\":\"donor\",\"code\":\"D\",\"donor\":\"x\","
                  "\"rsp\":\"%s\",\"since\":\"2013-01-01\",\"title\":\"D\"}",
                  hex(g, v->srso));
    g->bank = put(g, "account",
                  "{\"bank\":\"HBL\",\"opened\":\"2013-01-01\",\"rsp\":\"%s\","
                  "\"title\":\"Main\"}",
                  hex(g, v->srso));
    g->chest = put(g, "account",
                   "{\"bank\":\"HBL\",\"body\":\"%s\",\"opened\":"
                   "\"2013-01-01\",\"title\":\"Scheme\"}",
                   hex(g, g->co));
    g->builds = seats_put(g, "project", 0);
    g->audits = seats_put(g, "audit", 2);
    g->keeps = seats_put(g, "om", 4);
    g->scheme = scheme_put(g, "S-1", "2014-01-25", "");
}

/* Everything up to signed terms, each on its day. */
static inline void terms_put(struct building *g)
{
    papers_put(g, "social_appraisal", "2014-02-01");
    step_put(g, "appraised", "2014-02-01");
    papers_put(g, "survey photo_before", "2014-02-05");
    step_put(g, "surveyed", "2014-02-05");
    papers_put(g, "design", "2014-02-10");
    estimate_put(g, "2014-02-10");
    checklist_put(g, "2014-02-10", "trees");
    step_put(g, "designed", "2014-02-10");
    papers_put(g, "proposal", "2014-02-12");
    step_put(g, "submitted", "2014-02-12");
    papers_put(g, "approval_note", "2014-02-18");
    step_put(g, "approved", "2014-02-18");
    committee_put(g, "implementation", g->builds, 0);
    committee_put(g, "audit", g->audits, 2);
    committee_put(g, "om", g->keeps, 4);
    put(g, "contribution",
        "{\"amount\":500000,\"days\":1000,\"held\":\"2014-02-24\",\"nature\":"
        "\"labour\",\"scheme\":\"%s\"}",
        hex(g, g->scheme));
    papers_put(g, "terms account_letter", "2014-02-25");
    step_put(g, "terms", "2014-02-25");
}

/* What the next tranche waits for, after the one before. */
static inline void round_put(struct building *g, int percent,
                             const char *certified, const char *signed_on,
                             const char *posted)
{
    struct buf b = buf_start(&g->v.s.arena);

    buf_fmt(&b, ",\"audited\":\"%s\"", signed_on);
    certificate_put(g, percent, certified, arena_z(b.arena, buf_str(&b)));
    paper_put(g, "village_sheet", posted);
    paper_put(g, "photo_during", certified);
}

#endif
