/* saving_site - a body of three women who save, and what its books say of it.
 */
#ifndef SAATH_SAVING_SITE_H
#define SAATH_SAVING_SITE_H

#include "register_site.h"

struct circle {
    struct village v;
    struct id co, member[3], person[3];
};

static inline void circle_start(struct circle *c, struct db *db)
{
    village_start(&c->v, db);
    c->co = body_put(&c->v, "co", "women", c->v.srso, c->v.goth);
    for (int i = 0; i < 3; i++) {
        c->person[i] = person_put(&c->v, household_put(&c->v, c->v.goth),
                                  "women");
        c->member[i] = member_put(&c->v, c->co, c->person[i], "2012-03", "");
    }
}

/* Rows of a meeting's attendance: "%1" to "%3" are the members. */
static inline struct id met(struct circle *c, const char *held,
                            const char *rows)
{
    struct buf b = buf_start(&c->v.s.arena);
    const char *said = with(&c->v.s, rows, c->member[0], c->member[1],
                            c->member[2]);

    buf_z(&b, "{\"attendance\":[");
    buf_z(&b, said);
    buf_z(&b, "],\"body\":\"");
    id_put(&b, c->co);
    buf_fmt(&b, "\",\"held\":\"%s\"}", held);
    return draft(&c->v.s, "meeting", arena_z(b.arena, buf_str(&b)));
}

/* {"member":...,"body":...,"held":...,more} of the i-th member. */
static inline const char *act_text(struct circle *c, int i, const char *held,
                                   const char *more)
{
    struct buf b = buf_start(&c->v.s.arena);

    buf_z(&b, "{\"body\":\"");
    id_put(&b, c->co);
    buf_z(&b, "\",\"member\":\"");
    id_put(&b, c->member[i]);
    buf_fmt(&b, "\",\"held\":\"%s\",%s}", held, more);
    return arena_z(b.arena, buf_str(&b));
}

static inline struct id act(struct circle *c, const char *kind, int i,
                            const char *held, const char *more)
{
    return draft(&c->v.s, kind, act_text(c, i, held, more));
}

/* As a form sends it: what is found stops it. */
static inline bool refused(struct circle *c, const char *kind, const char *body,
                           const char *what)
{
    struct draft d = { .kind = str_of(kind),
                       .author = S("admin"),
                       .body = str_of(body),
                       .strict = true };
    struct findings f = findings_start(&c->v.s.arena);
    bool told = false;
    enum kept kept;
    struct id id;

    keeper_begin(c->v.s.keeper);
    kept = keeper_draft(c->v.s.keeper, &d, &f, &id);
    CHECK(keeper_commit(c->v.s.keeper));
    for (size_t i = 0; i < f.n; i++)
        told |= !strcmp(f.at[i].what, what);
    return kept == KEPT_REFUSED && told;
}

/* What lies in a head, of one party or of all (none): debit less credit. */
static inline int64_t lies(struct circle *c, const char *head, struct id party)
{
    struct rows r = db_text_rows(
        c->v.s.db,
        S("SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM book_line "
          "WHERE book = $1 AND head = $2 AND ($3 = 0 OR party = $4)"));
    int64_t n;

    db_bind_id(&r, 1, c->co);
    db_bind_text(&r, 2, str_of(head));
    db_bind_int(&r, 3, !id_none(party));
    db_bind_id(&r, 4, party);
    n = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    both_fine(c->v.s.db);
    return n;
}

/* What the i-th member holds: her part of a head is a credit. */
static inline int64_t held(struct circle *c, const char *head, int i)
{
    return -lies(c, head, c->member[i]);
}

/* Taken back by somebody else. */
static inline void take_back(struct circle *c, struct id entry,
                             const char *held_on)
{
    struct buf b = buf_start(&c->v.s.arena);

    buf_z(&b, "{\"reverses\":\"");
    id_put(&b, entry);
    buf_fmt(&b, "\",\"held\":\"%s\",\"why\":\"Written twice\"}", held_on);
    draft_as(&c->v.s, "zahida", "reversal", arena_z(b.arena, buf_str(&b)));
    if (!CHECK_INT(c->v.s.kept, KEPT))
        for (size_t i = 0; i < c->v.s.said.n; i++)
            printf("# %s\n", c->v.s.said.at[i].what);
}

static inline void second_person(struct circle *c)
{
    draft(&c->v.s, "access",
          "{\"login\":\"zahida\",\"role\":\"manager\",\"since\":"
          "\"2012-01-01\"}");
}

#endif
