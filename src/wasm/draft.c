/* draft - lines from other logs, facts from this host, and what is said of
 * them. */
#include "wasm/wasm.h"
#include "web/ask.h"

static void told_outcomes(const struct outcome *o, size_t n)
{
    struct kernel *k = kernel_get();
    struct str text = ask_outcomes(&k->call, o, n);

    k->told = (struct told){ text.p, text.n };
}

int32_t kernel_line(const char *line, size_t n)
{
    struct kernel *k = kernel_get();
    struct buf b = told_start();
    struct outcome o = { .found = findings_start(b.arena) };

    o.kept = keeper_line(k->keeper, (struct str){ line, n }, &o.found);
    if (o.kept == KEPT_REFUSED)
        told_outcomes(&o, 1);
    return (int32_t)o.kept;
}

static void draft_outcome(struct kernel *k, const struct draft *d,
                          struct outcome *o)
{
    o->found = findings_start(&k->call);
    o->kept = keeper_draft(k->keeper, d, &o->found, &o->id);
}

static void judge_outcome(struct kernel *k, const struct draft *d,
                          struct outcome *o)
{
    struct entry now = { .at = kernel_host.now(kernel_host.self) };

    o->found = findings_start(&k->call);
    draft_judge(k->db, d, entry_day(&now), &o->found);
    o->id = d->id;
    o->kept = findings_stop(&o->found) ? KEPT_REFUSED : KEPT;
}

static bool each_draft(struct str question,
                       void (*one)(struct kernel *k, const struct draft *d,
                                   struct outcome *o))
{
    struct kernel *k = kernel_get();
    struct buf b = told_start();
    struct outcome *o;
    struct draft *d;
    struct str login;
    size_t n;

    if (!ask_drafts_read(question, b.arena, &login, &d, &n))
        return false;
    o = arena_many(b.arena, struct outcome, n + 1);
    for (size_t i = 0; i < n; i++)
        one(k, &d[i], &o[i]);
    told_outcomes(o, n);
    return true;
}

bool kernel_draft(const char *json, size_t n)
{
    return each_draft((struct str){ json, n }, draft_outcome);
}

bool kernel_judge(const char *json, size_t n)
{
    return each_draft((struct str){ json, n }, judge_outcome) && told_fine();
}
