/* check - which entries need a second person's yes, and which have it.
 *
 * Oversight says which kinds need one, of whom and up to what amount. Table
 * `checking` has a row for each entry that does: waits, has its yes, or was
 * returned with a no. What a batch touches is judged once, when everything is
 * settled, so that it does not matter what came first. What stands only because
 * of open entries is posted once more as "open.INDICATOR" (derive.c); figures
 * that are checked leave that out. */
#include <string.h>

#include "check.sql.h"
#include "fix.sql.h"
#include "log/inside.h"
#include "oversight.sql.h"
#include "verdict.sql.h"

enum { PAGE_ROWS = 2000, VERDICTS_MOST = 1000 };

/* One row of oversight. */
struct check_rule {
    const struct kind *kind;
    struct str role;
    int64_t most; /* INT_NONE: any amount */
    day since, until;
};

/* Who said last what an entry says: its author, or that of the last fix. */
struct word {
    struct str author, took;
    int64_t at;
    struct hash hash;
    bool fixed;
};

/* An entry under oversight, as it stands. */
struct subject {
    const struct kind *kind;
    struct id id;
    day signed_on;
    struct str author, took;
    struct word last;
    struct scope scope;
    int64_t amount; /* INT_NONE: it has none */
};

/* What a verdict is worth for one entry. */
enum worth {
    WORTH_COUNTS,
    WORTH_OWN,     /* whoever wrote it has checked it */
    WORTH_NO_ROLE, /* nobody whom oversight names */
    WORTH_BEYOND,  /* more than this role may check */
    WORTH_BEFORE   /* the entry was fixed since */
};

/* ---- the keeper's part --------------------------------------------------*/

void check_open(struct keeper *k)
{
    struct check *c = &k->check;

    c->entry = map_of(sizeof(struct id), 0);
    c->verdict = map_of(sizeof(struct id), sizeof(bool));
    c->kind = map_of(sizeof(int64_t), sizeof(day));
    c->word = map_of(sizeof(struct id), sizeof(struct word));
}

void check_close(struct keeper *k)
{
    map_free(&k->check.entry);
    map_free(&k->check.verdict);
    map_free(&k->check.kind);
    map_free(&k->check.word);
    arena_free(&k->check.words);
}

void check_forget(struct keeper *k)
{
    map_clear(&k->check.entry);
    map_clear(&k->check.verdict);
    map_clear(&k->check.kind);
    map_clear(&k->check.word);
    arena_free(&k->check.words);
}

static bool stands_any(struct keeper *k, int sql)
{
    struct rows r = db_rows(k->db, sql);
    bool is = db_next(&r);

    db_done(&r);
    return is;
}

void check_read(struct keeper *k)
{
    k->check.rules = stands_any(k, SQL_OVERSIGHT_ANY);
    k->check.verdicts = stands_any(k, SQL_VERDICT_ANY);
    k->check.states = stands_any(k, SQL_CHECKING_ANY);
}

/* ---- what a batch touches -----------------------------------------------*/

static void entry_put(struct keeper *k, struct id entry)
{
    bool fresh;

    map_at(&k->check.entry, entry.b, &fresh);
}

/* `whole`: the verdict itself changed, so all it is about may read otherwise.*/
static void verdict_put(struct keeper *k, struct id verdict, bool whole)
{
    bool fresh, *was = map_at(&k->check.verdict, verdict.b, &fresh);
    struct rows r;

    if (!whole || *was)
        return;
    *was = true;
    r = db_rows(k->db, SQL_VERDICT_ENTRIES_OF);
    db_bind_id(&r, 1, verdict);
    while (db_next(&r))
        entry_put(k, db_id(&r, 0));
}

/* Everything of that kind, from the day on which the rule begins. */
static void oversight_put(struct keeper *k, struct id entry)
{
    struct rows r = db_rows(k->db, SQL_OVERSIGHT_ONE);

    db_bind_id(&r, 1, entry);
    if (db_next(&r)) {
        const struct kind *kind = kind_find(db_str(&r, 0));
        day since = db_null(&r, 1) ? INT32_MIN : (day)db_int(&r, 1);

        for (int64_t i = 0; i < kind_count; i++) {
            bool fresh;
            day *at;

            if (kind_index[i] != kind)
                continue;
            at = map_at(&k->check.kind, &i, &fresh);
            if (fresh || since < *at)
                *at = since;
        }
    }
    db_done(&r);
}

void check_touch(struct keeper *k, const struct kind *kind, struct id entry)
{
    if (k->anew) /* then all is judged at the end */
        return;
    if (!strcmp(kind->name, "oversight")) {
        k->check.rules = true;
        oversight_put(k, entry);
    } else if (!strcmp(kind->name, "verdict")) {
        bool *was = map_find(&k->check.verdict, entry.b);

        k->check.verdicts = true;
        if (was) /* as it reads now it may name others */
            *was = false;
        verdict_put(k, entry, true);
    }
    if (k->check.rules || k->check.states)
        entry_put(k, entry);
}

void check_author(struct keeper *k, struct str login)
{
    struct id *id = NULL;
    size_t n = 0, room = 0;
    struct rows r;

    if (!k->check.verdicts || k->anew)
        return;
    r = db_rows(k->db, SQL_VERDICT_BY);
    db_bind_text(&r, 1, login);
    while (db_next(&r)) {
        arena_room(&k->batch, id, n, room);
        id[n++] = db_id(&r, 0);
    }
    for (size_t i = 0; i < n; i++)
        verdict_put(k, id[i], true);
}

/* ---- reading ------------------------------------------------------------*/

/* Rules that stand, in the keeper's life until they are read again. */
static void rules_read(struct keeper *k)
{
    struct check *c = &k->check;
    struct rows r = db_rows(k->db, SQL_OVERSIGHT_ALL);
    size_t room = 0;

    c->rule_n = 0;
    c->rule = NULL;
    while (db_next(&r)) {
        const struct kind *kind = kind_find(db_str(&r, 0));

        if (!kind)
            continue;
        arena_room(&k->batch, c->rule, c->rule_n, room);
        c->rule[c->rule_n++] = (struct check_rule){
            kind, arena_str(&k->batch, db_str(&r, 1)),
            db_null(&r, 2) ? INT_NONE : db_int(&r, 2),
            db_null(&r, 3) ? INT32_MIN : (day)db_int(&r, 3),
            db_null(&r, 4) ? INT32_MAX : (day)db_int(&r, 4)
        };
    }
}

static bool rule_on(const struct check_rule *rule, const struct kind *kind,
                    day signed_on)
{
    return rule->kind == kind && rule->since <= signed_on &&
           signed_on <= rule->until;
}

static bool row_stands(struct keeper *k, const struct kind *kind,
                       struct subject *s)
{
    struct buf sql = buf_start(&k->batch);
    struct rows r;
    bool there;

    buf_fmt(&sql,
            "SELECT signed, author FROM %s WHERE entry = $1 AND counts = 1",
            kind->name);
    r = db_text_rows(k->db, buf_str(&sql));
    db_bind_id(&r, 1, s->id);
    there = db_next(&r);
    if (there) {
        s->signed_on = (day)db_int(&r, 0);
        s->author = arena_str(&k->batch, db_str(&r, 1));
    }
    db_done(&r);
    return there;
}

/* `first` is the entry itself where it is read already, or NULL. */
static struct word word_last(struct keeper *k, struct id id,
                             const struct entry *first)
{
    struct id now = id;
    struct walk w = walk_start(id);
    struct word said = { .fixed = false };
    struct entry e;

    while (k->fixes) {
        struct rows r = fixes_of(k->db, now);
        bool found = db_next(&r);

        if (found)
            now = db_id(&r, 0);
        db_done(&r);
        said.fixed |= found;
        if (!found || walk_circles(&w, now))
            break;
    }
    if (first && !said.fixed)
        e = *first;
    else if (!entry_standing(k, now, &e))
        return said;
    said.author = e.author;
    said.took = e.took;
    said.at = e.at;
    said.hash = e.hash;
    return said;
}

/* The same of a verdict, which may be about hundreds: read once for them all. */
static struct word verdict_word(struct keeper *k, struct id verdict)
{
    struct word *kept = map_find(&k->check.word, verdict.b), said;
    bool fresh;

    if (kept)
        return *kept;
    said = word_last(k, verdict, NULL);
    said.author = arena_str(&k->check.words, said.author);
    said.took = arena_str(&k->check.words, said.took);
    *(struct word *)map_at(&k->check.word, verdict.b, &fresh) = said;
    return said;
}

/* What a limit is about: the amount, or what its rows say where that is more. */
static int64_t amount_of(const struct kind *kind, const void *record)
{
    const struct field *f = kind_field(kind, str_of(kind->amount));
    int64_t said = *(const int64_t *)(const void *)((const char *)record +
                                                    f->at);
    int64_t sum = INT_NONE;

    for (int i = 0; i < kind->fields; i++) {
        const struct field *rows = &kind->field[i];
        const struct list *list = (const void *)((const char *)record +
                                                 rows->at);

        for (int c = 0; rows->type == FIELD_ROWS && c < rows->children; c++)
            for (size_t j = 0;
                 rows->child[c].type == FIELD_MONEY && j < list->n; j++) {
                int64_t one = *(
                    const int64_t *)(const void *)((const char *)list->at +
                                                   j * rows->child_bytes +
                                                   rows->child[c].at);

                if (one != INT_NONE)
                    sum = sum == INT_NONE ? one : sum + one;
            }
    }
    if (said == INT_NONE || (sum != INT_NONE && sum > said))
        return sum;
    return said;
}

/* False: nobody need check it, or it does not count. */
static bool subject_read(struct keeper *k, struct id id, struct subject *s)
{
    const struct kind *none = NULL;
    const struct check *c = &k->check;
    struct entry e;
    void *record;

    *s = (struct subject){ .id = id, .amount = INT_NONE };
    for (size_t i = 0; i < c->rule_n && !s->kind; i++) {
        const struct kind *kind = c->rule[i].kind;

        if (kind == none || !row_stands(k, kind, s)) {
            none = kind; /* rules come by kind */
            continue;
        }
        for (size_t j = i; j < c->rule_n; j++)
            if (rule_on(&c->rule[j], kind, s->signed_on))
                s->kind = kind;
        if (!s->kind)
            return false;
    }
    record = s->kind ? arena_take(&k->batch, s->kind->bytes) : NULL;
    if (!record || !entry_standing(k, id, &e) ||
        !row_find(k->db, s->kind, id, &k->batch, record))
        return false;
    s->took = e.took;
    s->last = word_last(k, id, &e);
    s->scope = scope_fields(k->db, s->kind, record);
    if (s->kind->amount)
        s->amount = amount_of(s->kind, record);
    return true;
}

/* ---- judging ------------------------------------------------------------*/

static bool same_person(struct str a, struct str b)
{
    return a.n && str_same(a, b);
}

/* May they check it by this rule: the role, held on that day, reaching so far?
 * Whoever holds a root's key has every right, but no post. */
static bool role_held(struct keeper *k, const struct check_rule *rule,
                      const struct subject *s, struct str who, day on)
{
    for (size_t i = 0; i < k->trust.grants; i++) {
        const struct grant *g = &k->trust.grant[i];

        if (str_same(g->login, who) && str_same(g->role, rule->role) &&
            rights_hold(g->rights, RIGHT_CHECK) && grant_open(g, on) &&
            grant_covers(k->db, g, &s->scope))
            return true;
    }
    return false;
}

static enum worth worth_of(struct keeper *k, const struct subject *s,
                           const struct word *v)
{
    day on = entry_day(&(struct entry){ .at = v->at });
    enum worth worth = WORTH_NO_ROLE;
    if (same_person(v->author, s->author) || same_person(v->author, s->took) ||
        same_person(v->author, s->last.author) ||
        same_person(v->author, s->last.took))
        return WORTH_OWN;
    for (size_t i = 0; i < k->check.rule_n; i++) {
        const struct check_rule *rule = &k->check.rule[i];

        if (!rule_on(rule, s->kind, s->signed_on) ||
            !role_held(k, rule, s, v->author, on))
            continue;
        if (rule->most == INT_NONE || s->amount == INT_NONE ||
            s->amount <= rule->most)
            return s->last.fixed && s->last.at >= v->at ? WORTH_BEFORE :
                                                          WORTH_COUNTS;
        worth = WORTH_BEYOND;
    }
    return worth;
}

static const char *worth_says(enum worth w)
{
    return w == WORTH_OWN     ? "verdict.own" :
           w == WORTH_NO_ROLE ? "verdict.no_role" :
           w == WORTH_BEYOND  ? "verdict.beyond" :
                                NULL;
}

/* What is to be said of one row of a verdict. */
static void row_tell(struct keeper *k, struct id about, size_t n,
                     const struct word *v, enum level level, struct findings *f)
{
    struct subject s;
    struct buf path = buf_start(f->arena);
    const char *what;

    if (!subject_read(k, about, &s))
        return;
    what = worth_says(worth_of(k, &s, v));
    buf_fmt(&path, "entries[%zu]", n);
    if (what)
        tell(f, level, what, arena_z(f->arena, buf_str(&path)));
}

/* ---- verdicts -----------------------------------------------------------*/

struct said {
    struct id verdict;
    int64_t says; /* 0 yes, 1 no */
};

static size_t said_about(struct keeper *k, struct id entry, struct said *out)
{
    struct rows r;
    size_t n = 0;

    if (!k->check.verdicts)
        return 0;
    r = db_rows(k->db, SQL_VERDICT_ABOUT);
    db_bind_id(&r, 1, entry);
    while (n < VERDICTS_MOST && db_next(&r))
        out[n++] = (struct said){ db_id(&r, 0), db_int(&r, 1) };
    db_done(&r);
    return n;
}

static bool verdict_stands(struct keeper *k, struct id verdict)
{
    struct rows r = db_rows(k->db, SQL_VERDICT_COUNTS);
    bool there;

    db_bind_id(&r, 1, verdict);
    there = db_next(&r);
    db_done(&r);
    return there;
}

/* Marks the rows of a verdict that do not count. */
static void verdict_tell(struct keeper *k, struct id verdict)
{
    struct arena_mark m = arena_mark(&k->batch);
    struct findings f = findings_start(&k->batch);

    if (verdict_stands(k, verdict)) {
        struct word v = word_last(k, verdict, NULL);
        struct id *about = arena_many(&k->batch, struct id, VERDICTS_MOST);
        struct rows r = db_rows(k->db, SQL_VERDICT_ENTRIES_OF);
        size_t n = 0;

        db_bind_id(&r, 1, verdict);
        while (n < VERDICTS_MOST && db_next(&r))
            about[n++] = db_id(&r, 0);
        db_done(&r);
        for (size_t i = 0; i < n; i++)
            row_tell(k, about[i], i, &v, WARN, &f);
    }
    findings_put(k->db, verdict, "check", &f, false);
    arena_back(&k->batch, m);
}

void check_judge(struct keeper *k, const struct kind *kind,
                 const struct entry *e, const void *record, struct findings *f)
{
    const struct field *rows = kind_field(kind, S("entries"));
    struct word v = { .author = e->author, .at = e->at };
    const struct list *list;

    if (strcmp(kind->name, "verdict") != 0)
        return;
    list = (const void *)((const char *)record + rows->at);
    rules_read(k);
    for (size_t i = 0; i < list->n; i++)
        row_tell(k,
                 *(const struct id *)(const void *)((const char *)list->at +
                                                    i * rows->child_bytes +
                                                    rows->child[0].at),
                 i, &v, STOP, f);
}

/* ---- the state of an entry ----------------------------------------------*/

struct state {
    enum check_state is;
    struct id verdict; /* the latest that counts, or none */
};

static struct state state_of(struct keeper *k, const struct subject *s)
{
    struct said *said = arena_many(&k->batch, struct said,
                                   k->check.verdicts ? VERDICTS_MOST : 0);
    size_t n = said_about(k, s->id, said);
    struct state state = { CHECK_WAITS, ID_NONE };
    struct word best = { .at = 0 };

    for (size_t i = 0; i < n; i++) {
        struct word v = verdict_word(k, said[i].verdict);

        if (worth_of(k, s, &v) != WORTH_COUNTS)
            continue;
        if (!id_none(state.verdict) &&
            (v.at < best.at ||
             (v.at == best.at && hash_order(v.hash, best.hash) < 0)))
            continue;
        best = v;
        state = (struct state){ said[i].says ? CHECK_NO : CHECK_YES,
                                said[i].verdict };
    }
    return state;
}

static void state_write(struct keeper *k, const struct subject *s,
                        const struct state *state)
{
    struct rows r = db_rows(k->db, SQL_CHECKING_PUT);

    db_bind_id(&r, 1, s->id);
    db_bind_text(&r, 2, str_of(s->kind->name));
    db_bind_int(&r, 3, s->signed_on);
    db_bind_int(&r, 4, state->is);
    db_bind_id(&r, 5, state->verdict);
    db_bind_text(&r, 6, s->author);
    db_bind_text(&r, 7, s->took);
    db_bind_text(&r, 8, s->last.fixed ? s->last.author : S(""));
    db_bind_id(&r, 9, s->scope.place);
    db_bind_id(&r, 10, s->scope.rsp);
    db_bind_id(&r, 11, s->scope.project);
    db_bind_int(&r, 12, s->scope.shared);
    if (s->amount != INT_NONE)
        db_bind_int(&r, 13, s->amount);
    db_run(&r);
    k->check.states = true;
}

static enum check_state state_stands(struct keeper *k, struct id entry,
                                     const struct kind **kind)
{
    struct rows r = db_rows(k->db, SQL_CHECKING_STATE);
    enum check_state is = CHECK_FREE;

    db_bind_id(&r, 1, entry);
    if (db_next(&r)) {
        is = (enum check_state)db_int(&r, 0);
        *kind = kind_find(db_str(&r, 1));
    }
    db_done(&r);
    return is;
}

static bool is_open(enum check_state is)
{
    return is == CHECK_WAITS || is == CHECK_NO;
}

/* The kind whose figures must be derived again, or NULL. */
static const struct kind *entry_judge(struct keeper *k, struct id entry,
                                      bool fresh)
{
    struct arena_mark m = arena_mark(&k->batch);
    const struct kind *kind = NULL;
    enum check_state was = fresh ? CHECK_FREE : state_stands(k, entry, &kind);
    struct state now = { CHECK_FREE, ID_NONE };
    struct subject s;

    if (was != CHECK_FREE) {
        struct rows r = db_rows(k->db, SQL_CHECKING_CLEAR);

        db_bind_id(&r, 1, entry);
        db_run(&r);
    }
    if (subject_read(k, entry, &s)) {
        now = state_of(k, &s);
        state_write(k, &s, &now);
        kind = s.kind;
    }
    arena_back(&k->batch, m);
    return is_open(was) != is_open(now.is) ? kind : NULL;
}

/* ---- all that was touched -----------------------------------------------*/

static void kinds_expand(struct keeper *k)
{
    for (size_t i = 0; i < k->check.kind.n; i++) {
        struct buf sql = buf_start(&k->batch);
        const struct kind *kind;
        struct rows r;
        int64_t number;
        day since;

        memcpy(&number, map_key(&k->check.kind, i), sizeof number);
        memcpy(&since, map_value(&k->check.kind, i), sizeof since);
        kind = kind_index[number];
        buf_fmt(&sql, "SELECT entry FROM %s WHERE signed >= $1 ORDER BY entry",
                kind->name);
        r = db_text_rows(k->db, buf_str(&sql));
        db_bind_int(&r, 1, since);
        while (db_next(&r))
            entry_put(k, db_id(&r, 0));
    }
}

/* Marks of a verdict read what it is about. */
static void verdicts_of_entries(struct keeper *k)
{
    for (size_t i = 0; i < k->check.entry.n; i++) {
        struct rows r;
        struct id id;

        memcpy(id.b, map_key(&k->check.entry, i), sizeof id.b);
        if (map_find(&k->newborn, id.b)) /* nobody can have named it */
            continue;
        r = db_rows(k->db, SQL_VERDICT_NAMING);
        db_bind_id(&r, 1, id);
        while (db_next(&r))
            verdict_put(k, db_id(&r, 0), false);
    }
}

void check_all(struct keeper *k)
{
    struct check *c = &k->check;

    if (!c->entry.n && !c->verdict.n && !c->kind.n)
        return;
    rules_read(k);
    kinds_expand(k);
    if (c->verdicts)
        verdicts_of_entries(k);
    for (size_t i = 0; i < c->verdict.n; i++) {
        struct id id;

        memcpy(id.b, map_key(&c->verdict, i), sizeof id.b);
        verdict_tell(k, id);
    }
    for (size_t i = 0; i < c->entry.n; i++) {
        const struct kind *kind;
        struct id id;

        memcpy(id.b, map_key(&c->entry, i), sizeof id.b);
        kind = entry_judge(k, id, false);
        if (kind && !map_find(&k->newborn, id.b))
            entry_touch(k, kind, id);
    }
    check_forget(k);
}

bool check_is_open(struct keeper *k, struct id entry)
{
    const struct kind *kind;

    return is_open(state_stands(k, entry, &kind));
}

/* ---- projections anew ---------------------------------------------------*/

static size_t page_of(struct rows *r, struct id *out)
{
    size_t n = 0;

    while (n < PAGE_ROWS && db_next(r))
        out[n++] = db_id(r, 0);
    db_done(r);
    return n;
}

static void kind_again(struct keeper *k, const struct kind *kind)
{
    struct buf sql = buf_start(&k->batch);
    struct id *id = arena_many(&k->batch, struct id, PAGE_ROWS);
    struct str text;
    size_t n = 0;

    buf_fmt(&sql,
            "SELECT entry FROM %s WHERE entry > $1 ORDER BY entry LIMIT %d",
            kind->name, PAGE_ROWS);
    text = buf_str(&sql);
    for (struct id after = ID_NONE;; after = id[n - 1]) {
        struct rows r = db_text_rows(k->db, text);

        db_bind_blob(&r, 1, after.b, sizeof after.b);
        n = page_of(&r, id);
        for (size_t i = 0; i < n; i++)
            entry_judge(k, id[i], true);
        if (n < PAGE_ROWS)
            return;
    }
}

static void verdicts_again(struct keeper *k)
{
    struct id *id = arena_many(&k->batch, struct id, PAGE_ROWS);
    size_t n = 0;

    for (struct id after = ID_NONE;; after = id[n - 1]) {
        struct rows r = db_rows(k->db, SQL_VERDICT_PAGE);

        db_bind_blob(&r, 1, after.b, sizeof after.b);
        db_bind_int(&r, 2, PAGE_ROWS);
        n = page_of(&r, id);
        for (size_t i = 0; i < n; i++)
            verdict_tell(k, id[i]);
        if (n < PAGE_ROWS)
            return;
    }
}

void check_again(struct keeper *k)
{
    struct check *c = &k->check;

    check_read(k);
    if (!c->rules)
        return;
    rules_read(k);
    for (size_t i = 0; i < c->rule_n; i++)
        if (i == 0 || c->rule[i].kind != c->rule[i - 1].kind)
            kind_again(k, c->rule[i].kind);
    if (c->verdicts)
        verdicts_again(k);
}
