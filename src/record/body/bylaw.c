/* bylaw - what a body, or every body of its nature, has as its rules. */
#include "core/bylaw.h"

struct bylaw_clause {
    int32_t parameter;
    int64_t number;
    struct str said, source;
};
static const struct field bylaw_clause_field[] = {
    CHOICE(bylaw_clause, parameter, CLAUSE_CHOICES, FIELD_NEED | FIELD_FIND),
    COUNT(bylaw_clause, number, 0, 1000, 0),
    TEXT(bylaw_clause, said, 200, 0),
    TEXT(bylaw_clause, source, 200, 0),
};

struct bylaw {
    struct id body; /* none: a template, of every body of its nature */
    int32_t nature;
    struct str code;
    int64_t version;
    day adopted;
    struct id resolution;
    struct str source;
    struct list clauses;
};
static const struct field bylaw_field[] = {
    REF(bylaw, body, "body", FIELD_KEY | FIELD_FIND),
    CHOICE(bylaw, nature, "co|vo|lso|group|network", 0),
    TEXT(bylaw, code, 40, FIELD_KEY | FIELD_FIND),
    COUNT(bylaw, version, 1, 1000, FIELD_NEED | FIELD_KEY),
    DAY(bylaw, adopted, 0),
    REF(bylaw, resolution, "resolution", 0),
    TEXT(bylaw, source, 300, 0),
    ROWS(bylaw, clauses, bylaw_clause, 100, FIELD_NEED),
};

struct bylaw_view {
    int64_t today;
    int32_t body_is; /* nature of the body; -1: none, or not known */
    day formed;
};
static const struct field bylaw_view_field[] = {
    COUNT(bylaw_view, today, 0, 0, 0),
    CHOICE(bylaw_view, body_is, "co|vo|lso|group|network", 0),
    DAY(bylaw_view, formed, 0),
};

static void clause_judge(const struct bylaw_clause *c, size_t row,
                         struct findings *f)
{
    static const char *const what[] = {
        [CLAUSE_WANTS_NUMBER] = "bylaw.wants_number",
        [CLAUSE_OUT_OF_BOUNDS] = "bylaw.out_of_bounds",
        [CLAUSE_WANTS_WORDS] = "bylaw.wants_words",
        [CLAUSE_OTHER_WORDS] = "bylaw.other_words",
    };
    enum clause_fault fault;

    if (c->parameter < 0)
        return;
    fault = clause_check((enum clause)c->parameter, c->number, c->said);
    if (fault != CLAUSE_FINE)
        tell_row(f, STOP, what[fault], "clauses", row,
                 fault == CLAUSE_OTHER_WORDS || fault == CLAUSE_WANTS_NUMBER ?
                     "said" :
                     "number");
}

static void clauses_judge(const struct list *clauses, struct findings *f)
{
    const struct bylaw_clause *c = clauses->at;

    for (size_t i = 0; i < clauses->n; i++) {
        clause_judge(&c[i], i, f);
        for (size_t j = 0; j < i; j++)
            if (c[i].parameter >= 0 && c[i].parameter == c[j].parameter) {
                tell_row(f, STOP, "bylaw.said_twice", "clauses", i,
                         "parameter");
                break;
            }
    }
}

/* Of a body, it was adopted on a day, by a resolution; a template holds as long
 * as a body says nothing of its own (institutions.md 5.4). */
static void bylaw_rule(const struct bylaw *x, const struct bylaw_view *v,
                       struct findings *f)
{
    bool own = !id_none(x->body);

    clauses_judge(&x->clauses, f);
    if (v->today != INT_NONE && x->adopted != DAY_NONE && x->adopted > v->today)
        tell(f, STOP, "date.in_future", "adopted");
    if (!own && x->nature < 0)
        tell(f, STOP, "bylaw.of_nobody", "nature");
    if (!own && !x->code.n)
        tell(f, WARN, "bylaw.no_code", "code");
    if (!own)
        return;
    if (x->adopted == DAY_NONE)
        tell(f, STOP, "bylaw.no_day", "adopted");
    if (x->nature >= 0 && v->body_is >= 0 && x->nature != v->body_is)
        tell(f, STOP, "bylaw.other_nature", "nature");
    if (v->formed != DAY_NONE && x->adopted != DAY_NONE &&
        x->adopted < v->formed)
        tell(f, WARN, "bylaw.before_formation", "adopted");
    if (id_none(x->resolution))
        tell(f, WARN, "bylaw.no_resolution", "resolution");
}

/* The by-law of a body: a version of its clauses, adopted on a day. Of no body,
 * what holds for all of a nature as long as they say nothing else. What a later
 * version does not speak of stays as it was. */
RECORD(bylaw, .view = COLUMNS(bylaw_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "code", .group = "body");
