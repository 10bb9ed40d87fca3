/* trust - which devices, which roles and which grants count.
 *
 * Roots are devices this database was told to trust: its own, the reference
 * data's, the first log that a new database was given. Everybody else comes by
 * an entry. The entries that say so are few; they are read in the order of
 * their signed time, those of one second as their device said them, and again
 * while more of them are good, which makes the outcome a function of their
 * set. */
#include <stdlib.h>
#include <string.h>

#include "access.sql.h"
#include "log.sql.h"
#include "log/inside.h"
#include "passkey.sql.h"

const struct trusted *trust_device(const struct keeper *k, struct id device)
{
    for (size_t i = 0; i < k->trust.devices; i++)
        if (id_same(k->trust.device[i].device, device))
            return &k->trust.device[i];
    return NULL;
}

static struct trusted *device_add(struct trust *t, const struct trusted *one)
{
    for (size_t i = 0; i < t->devices; i++)
        if (id_same(t->device[i].device, one->device))
            return &t->device[i];
    arena_room(&t->arena, t->device, t->devices, t->device_room);
    t->device[t->devices] = *one;
    return &t->device[t->devices++];
}

static void grant_add(struct trust *t, const struct grant *one)
{
    arena_room(&t->arena, t->grant, t->grants, t->grant_room);
    t->grant[t->grants++] = *one;
}

/* ---- reading device, role and access entries ----------------------------------*/

static struct str member_text(const struct json *body, const char *key,
                              struct arena *a)
{
    const struct json *j = json_member(body, key);

    return j && j->type == JSON_TEXT ? json_text(j, a) : (struct str){ "", 0 };
}

static struct id member_id(const struct json *body, const char *key)
{
    const struct json *j = json_member(body, key);
    struct id id = ID_NONE;

    if (j && j->type == JSON_TEXT && !id_read(j->raw, &id))
        id = ID_NONE;
    return id;
}

static day member_day(const struct json *body, const char *key)
{
    const struct json *j = json_member(body, key);
    day d = DAY_NONE;

    if (j && j->type == JSON_TEXT && !day_read(j->raw, &d))
        d = DAY_NONE;
    return d;
}

static void device_learn(struct trust *t, const struct json *body)
{
    struct arena *a = &t->arena;
    struct str hex = member_text(body, "key", a);
    struct trusted one = { .last = INT64_MAX }, *at;
    const struct json *last = json_member(body, "last");

    if (!hex_read(hex, one.key, sizeof one.key))
        return;
    one.device = id_named(S("device"), hex);
    at = device_add(t, &one);
    if (hash_none(at->head) && (!last || !json_int(last, &at->last)))
        at->last = INT64_MAX;
}

/* A grant lasts as long as its role says the same: one for each state of the
 * role, with what it may do then. */
static void access_learn(struct trust *t, const struct json *body)
{
    struct grant g = { .login = member_text(body, "login", &t->arena),
                       .role = member_text(body, "role", &t->arena),
                       .scope = { .place = member_id(body, "place"),
                                  .rsp = member_id(body, "rsp"),
                                  .project = member_id(body, "project") } };
    day since = member_day(body, "since"), until = member_day(body, "until");
    struct id role = id_named(S("role"), g.role);

    for (size_t i = 0; i < t->roles; i++) {
        const struct role_state *r = &t->role[i];

        if (!id_same(r->role, role))
            continue;
        g.rights = r->rights;
        g.since = since == DAY_NONE || r->since > since ? r->since : since;
        g.until = until == DAY_NONE    ? r->until :
                  r->until == DAY_NONE ? until :
                  r->until < until     ? r->until :
                                         until;
        if (g.until == DAY_NONE || g.since == DAY_NONE || g.since <= g.until)
            grant_add(t, &g);
    }
}

static unsigned rights_said(const struct json *body, struct arena *a)
{
    const struct json *rows = body ? json_member(body, "rights") : NULL;
    const struct json *row;
    unsigned rights = 0;

    if (!rows || rows->type != JSON_LIST)
        return 0;
    row = rows + 1;
    for (uint32_t i = 0; i < rows->n; i++, row = json_next(row))
        rights |= rights_read(member_text(row, "may", a));
    return rights;
}

static void role_add(struct trust *t, const struct role_state *one)
{
    arena_room(&t->arena, t->role, t->roles, t->role_room);
    t->role[t->roles++] = *one;
}

/* ---- the pass -----------------------------------------------------------*/

/* A charter entry as the pass sees it. A fix stands for its root. */
struct charter {
    struct entry e;
    struct id answers;
    const struct json *body; /* of the fix: what it restates */
    bool withdraw, accepted;
};
struct charters {
    struct charter *at;
    size_t n;
    size_t *fix; /* which of them are accepted fixes */
    size_t fixes;
};

static struct charters charters_read(struct keeper *k, struct arena *a)
{
    struct charters c = { 0 };
    size_t room = 0;
    struct rows r = db_rows(k->db, SQL_CHARTER_ALL);

    while (db_next(&r)) {
        struct charter one = { 0 };
        const struct json *body, *withdraw;
        size_t at;

        if (!entry_read(arena_str(a, db_str(&r, 0)), a, &one.e) ||
            !hash_same(one.e.hash, db_hash(&r, 1)))
            continue; /* rotten, see rot.c */
        body = json_read(one.e.body, a, &at);
        one.body = body;
        if (str_same(one.e.kind, S("fix"))) {
            one.answers = member_id(body, "answers");
            withdraw = json_member(body, "withdraw");
            one.withdraw = withdraw && withdraw->type == JSON_TRUE;
            one.body = json_member(body, "body");
        }
        arena_room(a, c.at, c.n, room);
        c.at[c.n++] = one;
    }
    return c;
}

static bool author_rules(const struct trust *t, struct str author, day on)
{
    for (size_t i = 0; i < t->devices; i++)
        if (t->device[i].holder.n && str_same(t->device[i].holder, author))
            return true;
    for (size_t i = 0; i < t->grants; i++) {
        const struct grant *g = &t->grant[i];

        if (str_same(g->login, author) && rights_hold(g->rights, RIGHT_ADMIN) &&
            grant_open(g, on))
            return true;
    }
    return false;
}

static bool charter_good(struct keeper *k, const struct charter *c)
{
    const struct trusted *t = trust_device(k, c->e.device);

    return t && c->e.seq <= t->last &&
           c->e.seq <= chain_covered(k, c->e.device) &&
           !chain_outcast(k, c->e.hash) &&
           author_rules(&k->trust, c->e.author, entry_day(&c->e));
}

/* The accepted fix that answers an id; between two the greater hash. */
static const struct charter *charter_answer(const struct charters *c,
                                            struct id id)
{
    const struct charter *best = NULL;

    for (size_t i = 0; i < c->fixes; i++) {
        const struct charter *x = &c->at[c->fix[i]];

        if (id_same(x->answers, id) &&
            (!best || hash_order(x->e.hash, best->e.hash) > 0))
            best = x;
    }
    return best;
}

/* What an entry says after the accepted fixes that answer it; NULL when it was
 * withdrawn. */
static const struct json *charter_says(const struct charters *c,
                                       const struct charter *root)
{
    const struct charter *now = root, *next;
    struct walk w = walk_start(root->e.id);

    while ((next = charter_answer(c, now->e.id)) != NULL) {
        now = next;
        if (walk_circles(&w, now->e.id))
            break;
    }
    return now->withdraw ? NULL : now->body;
}

/* What a role may do, from which day until which. Its first words hold from
 * ever; each fix from the day on which it was signed. On that day both count:
 * nobody's morning is undone. So a post may lose a right without taking what
 * was done under it out of the figures. */
static void role_learn(struct trust *t, const struct charters *c,
                       const struct charter *root)
{
    const struct charter *now = root;
    struct walk w = walk_start(root->e.id);
    struct role_state s = { .role = root->e.id, .since = DAY_NONE };

    for (;;) {
        const struct charter *next = charter_answer(c, now->e.id);
        const struct json *says = now->withdraw ? NULL : now->body;
        struct str code = member_text(says, "code", &t->arena);

        if (next && walk_circles(&w, next->e.id))
            next = NULL;
        s.rights = id_same(id_named(S("role"), code), s.role) ?
                       rights_said(says, &t->arena) :
                       0;
        s.until = !next                         ? DAY_NONE :
                  entry_day(&next->e) > s.since ? entry_day(&next->e) :
                                                  s.since;
        role_add(t, &s);
        if (!next)
            return;
        s.since = s.until;
        now = next;
    }
}

/* Of two first words for one role, those of the lesser hash. */
static bool role_first(const struct charters *c, const struct charter *one)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->at[i].accepted && id_none(c->at[i].answers) &&
            id_same(c->at[i].e.id, one->e.id) &&
            hash_order(c->at[i].e.hash, one->e.hash) < 0)
            return false;
    return true;
}

static bool charter_is(const struct charter *c, const char *kind)
{
    return str_same(c->e.kind, str_of(kind));
}

static void roots_learn(struct keeper *k)
{
    struct rows r = db_rows(k->db, SQL_ROOT_ALL);

    while (db_next(&r)) {
        struct trusted one = { .device = db_id(&r, 0), .last = INT64_MAX };
        struct str key = db_str(&r, 1);

        if (key.n == sizeof one.key)
            memcpy(one.key, key.p, key.n);
        one.holder = arena_str(&k->trust.arena, db_str(&r, 2));
        if (!db_null(&r, 4)) {
            one.last = db_int(&r, 3);
            one.head = db_hash(&r, 4);
        }
        device_add(&k->trust, &one);
    }
}

static void charter_learn(struct keeper *k, const struct charters *c,
                          const struct charter *one)
{
    const struct json *body = charter_says(c, one);

    if (body && charter_is(one, "device"))
        device_learn(&k->trust, body);
    else if (body && charter_is(one, "access"))
        access_learn(&k->trust, body);
}

/* Trust as what has been accepted so far says it: roles before grants. */
static void trust_say(struct keeper *k, const struct charters *c)
{
    k->trust.devices = k->trust.grants = k->trust.roles = 0;
    roots_learn(k);
    for (size_t i = 0; i < c->n; i++)
        if (c->at[i].accepted && id_none(c->at[i].answers) &&
            charter_is(&c->at[i], "role") && role_first(c, &c->at[i]))
            role_learn(&k->trust, c, &c->at[i]);
    for (size_t i = 0; i < c->n; i++)
        if (c->at[i].accepted && id_none(c->at[i].answers))
            charter_learn(k, c, &c->at[i]);
}

static void trust_trace(struct keeper *k, size_t known)
{
    for (size_t i = known; i < k->trust.devices; i++)
        chain_trace(k, k->trust.device[i].device);
}

/* One charter entry in its turn; is it taken now? */
static bool charter_take(struct keeper *k, struct charters *c, size_t i)
{
    size_t known = k->trust.devices;
    struct charter *one = &c->at[i];

    if (one->accepted || !charter_good(k, one))
        return false;
    one->accepted = true;
    if (!id_none(one->answers))
        c->fix[c->fixes++] = i;
    if (!id_none(one->answers) || charter_is(one, "role"))
        trust_say(k, c);
    else
        charter_learn(k, c, one);
    trust_trace(k, known < k->trust.devices ? known : k->trust.devices);
    return true;
}

/* What the program ships comes first, whenever it was made: its roles are those
 * by which everybody else's grants are read. What is not good in its turn has
 * another when all have had theirs, until nothing is added: an office whose
 * clock is slow signs before the day on which it was let in itself. */
static void trust_pass(struct keeper *k)
{
    struct id shipped = reference_device();
    struct charters c;
    bool more = true;

    arena_free(&k->trust.arena);
    k->trust = (struct trust){ .arena = k->trust.arena };
    c = charters_read(k, &k->trust.arena);
    c.fix = arena_many(&k->trust.arena, size_t, c.n + 1);
    trust_say(k, &c);
    trust_trace(k, 0);
    for (size_t i = 0; i < c.n; i++)
        if (id_same(c.at[i].e.device, shipped))
            charter_take(k, &c, i);
    while (more) {
        more = false;
        for (size_t i = 0; i < c.n; i++)
            if (!id_same(c.at[i].e.device, shipped))
                more |= charter_take(k, &c, i);
    }
}

void trust_load(struct keeper *k)
{
    trust_pass(k);
    k->trust_changed = false;
}

/* ---- a change, and whom it concerns -------------------------------------*/

static void work_put_all(struct keeper *k, struct rows *r)
{
    while (db_next(r))
        work_put(k, db_id(r, 0));
}

static void device_again(struct keeper *k, struct id device)
{
    struct rows r = db_rows(k->db, SQL_ENTRY_IDS_OF_DEVICE);

    db_bind_id(&r, 1, device);
    work_put_all(k, &r);
}

static void author_again(struct keeper *k, struct str author)
{
    struct rows r = db_rows(k->db, SQL_ENTRY_IDS_OF_AUTHOR);

    db_bind_text(&r, 1, author);
    work_put_all(k, &r);
}

static void author_waits(struct keeper *k, struct str author)
{
    struct rows r = db_rows(k->db, SQL_WAITING_FOR);

    db_bind_id(&r, 1, id_named(S("login"), author));
    work_put_all(k, &r);
}

static bool grant_same(const struct grant *a, const struct grant *b)
{
    return str_same(a->login, b->login) && str_same(a->role, b->role) &&
           a->rights == b->rights && id_same(a->scope.place, b->scope.place) &&
           id_same(a->scope.rsp, b->scope.rsp) &&
           id_same(a->scope.project, b->scope.project) &&
           a->since == b->since && a->until == b->until;
}

static bool grant_in(const struct trust *t, const struct grant *g)
{
    for (size_t i = 0; i < t->grants; i++)
        if (grant_same(&t->grant[i], g))
            return true;
    return false;
}

static void devices_compare(struct keeper *k, const struct trust *was)
{
    for (size_t i = 0; i < k->trust.devices; i++) {
        const struct trusted *now = &k->trust.device[i], *old = NULL;

        for (size_t j = 0; j < was->devices; j++)
            if (id_same(was->device[j].device, now->device))
                old = &was->device[j];
        if (!old || old->last != now->last)
            device_again(k, now->device);
    }
    for (size_t j = 0; j < was->devices; j++)
        if (!trust_device(k, was->device[j].device))
            device_again(k, was->device[j].device);
}

void trust_renew(struct keeper *k)
{
    struct trust was = k->trust;

    k->trust = (struct trust){ 0 };
    trust_pass(k);
    k->trust_changed = false;
    map_clear(&k->known);
    devices_compare(k, &was);
    for (size_t i = 0; i < k->trust.grants; i++)
        if (!grant_in(&was, &k->trust.grant[i])) {
            author_waits(k, k->trust.grant[i].login);
            check_author(k, k->trust.grant[i].login);
        }
    for (size_t i = 0; i < was.grants; i++)
        if (!grant_in(&k->trust, &was.grant[i])) {
            author_again(k, was.grant[i].login);
            check_author(k, was.grant[i].login);
        }
    arena_free(&was.arena);
}

/* ---- rights -------------------------------------------------------------*/

static bool within(struct db *db, struct id place, struct id above)
{
    struct rows r;
    bool in;

    if (id_none(above) || id_same(place, above))
        return true;
    if (id_none(place))
        return false;
    r = db_rows(db, SQL_AREA_WITHIN);
    db_bind_id(&r, 1, place);
    db_bind_id(&r, 2, above);
    in = db_next(&r);
    db_done(&r);
    return in;
}

bool grant_covers(struct db *db, const struct grant *g, const struct scope *of)
{
    const struct scope *s = &g->scope;

    return (id_none(s->rsp) || of->shared || id_same(s->rsp, of->rsp)) &&
           (id_none(s->project) || id_same(s->project, of->project)) &&
           within(db, of->place, s->place);
}

bool grant_open(const struct grant *g, day on)
{
    return (g->since == DAY_NONE || on >= g->since) &&
           (g->until == DAY_NONE || on <= g->until);
}

static bool root_holds(const struct keeper *k, struct str author)
{
    for (size_t i = 0; i < k->trust.devices; i++)
        if (k->trust.device[i].holder.n &&
            str_same(k->trust.device[i].holder, author))
            return true;
    return false;
}

bool trust_anywhere(struct keeper *k, struct str author,
                    const struct kind *kind, day on)
{
    for (size_t i = 0; i < k->trust.grants; i++) {
        const struct grant *g = &k->trust.grant[i];

        if (id_none(g->scope.place) && id_none(g->scope.rsp) &&
            id_none(g->scope.project) && str_same(g->login, author) &&
            grant_open(g, on) && rights_hold(g->rights, kind_right(kind)))
            return true;
    }
    return root_holds(k, author);
}

bool trust_somewhere(struct keeper *k, struct str author,
                     const struct kind *kind, day on)
{
    for (size_t i = 0; i < k->trust.grants; i++) {
        const struct grant *g = &k->trust.grant[i];

        if (str_same(g->login, author) && grant_open(g, on) &&
            rights_hold(g->rights, kind_right(kind)))
            return true;
    }
    return root_holds(k, author);
}

int trust_writes(struct keeper *k, struct str author, const struct kind *kind,
                 day on, const struct scope *scope)
{
    int best = -1;

    if (root_holds(k, author))
        return 1;
    for (size_t i = 0; i < k->trust.grants && best < 1; i++) {
        const struct grant *g = &k->trust.grant[i];

        if (str_same(g->login, author) && grant_open(g, on) &&
            rights_hold(g->rights, kind_right(kind)))
            best = grant_covers(k->db, g, scope);
    }
    return best;
}

/* ---- rights as pages ask for them, from the tables -----------------------*/

bool log_holds_root(struct db *db, struct str login)
{
    struct rows r = db_rows(db, SQL_ROOT_HOLDER);
    bool is;

    db_bind_text(&r, 1, login);
    is = db_next(&r);
    db_done(&r);
    return is;
}

/* A row for each right of each grant: those of one grant stand together. */
size_t log_grants(struct db *db, struct str login, struct arena *a,
                  struct grant **out)
{
    struct rows r = db_rows(db, SQL_ACCESS_GRANTS);
    struct id last = ID_NONE;
    size_t n = 0, room = 0;
    struct grant *all = NULL;

    db_bind_text(&r, 1, login);
    while (db_next(&r)) {
        arena_room(a, all, n, room);
        if (!n || !id_same(last, db_id(&r, 8)))
            all[n++] = (struct grant){
                .login = arena_str(a, db_str(&r, 0)),
                .role = arena_str(a, db_str(&r, 1)),
                .scope = { .place = db_id(&r, 2),
                           .rsp = db_id(&r, 3),
                           .project = db_id(&r, 4) },
                .since = db_null(&r, 5) ? DAY_NONE : (day)db_int(&r, 5),
                .until = db_null(&r, 6) ? DAY_NONE : (day)db_int(&r, 6)
            };
        last = db_id(&r, 8);
        if (db_int(&r, 7) > RIGHT_NONE && db_int(&r, 7) < RIGHTS)
            all[n - 1].rights |= right_bit((enum right)db_int(&r, 7));
    }
    *out = all;
    return n;
}

bool log_may(struct db *db, struct str login, enum right right, day on,
             const struct scope *scope)
{
    struct arena a = { 0 };
    struct grant *g;
    size_t n;
    bool may = right == RIGHT_NONE || (login.n && log_holds_root(db, login));

    n = may || !login.n ? 0 : log_grants(db, login, &a, &g);
    for (size_t i = 0; i < n && !may; i++)
        may = grant_open(&g[i], on) && rights_hold(g[i].rights, right) &&
              (!scope || grant_covers(db, &g[i], scope));
    arena_free(&a);
    return may;
}

static bool grant_ended(const struct grant *g, day on)
{
    return g->until != DAY_NONE && on > g->until;
}

static bool grant_within(struct db *db, const struct grant *hers,
                         const struct grant *of)
{
    return rights_hold(hers->rights, RIGHT_PASSWORD) &&
           !(of->rights & ~hers->rights) && grant_covers(db, hers, &of->scope);
}

static bool grant_rules(const struct grant *g)
{
    return rights_hold(g->rights, RIGHT_PASSWORD) &&
           rights_hold(g->rights, RIGHT_ADMIN) && id_none(g->scope.place) &&
           id_none(g->scope.rsp) && id_none(g->scope.project);
}

static bool may_reset(struct db *db, struct str by, struct str login, day on)
{
    struct arena a = { 0 };
    struct grant *hers, *of;
    size_t n = log_grants(db, by, &a, &hers);
    size_t m = log_grants(db, login, &a, &of), left = 0;
    bool root = log_holds_root(db, by), may = root;
    bool one, all = true;

    for (size_t i = 0; i < n; i++)
        may |= grant_open(&hers[i], on) && grant_rules(&hers[i]);
    for (size_t j = 0; j < m; j++) {
        if (grant_ended(&of[j], on))
            continue;
        left++;
        one = false;
        for (size_t i = 0; i < n && !one; i++)
            one = grant_open(&hers[i], on) &&
                  grant_within(db, &hers[i], &of[j]);
        all &= one;
    }
    arena_free(&a);
    return left > 0 && (may || all) && !str_same(by, login) &&
           (root || !log_holds_root(db, login));
}

bool login_is_member(struct str login, struct id *member)
{
    return str_starts(login, S("m-")) && id_read(str_from(login, 2), member) &&
           !id_none(*member);
}

struct str member_login(struct arena *a, struct id member)
{
    struct buf b = buf_start(a);

    buf_z(&b, "m-");
    id_put(&b, member);
    return buf_str(&b);
}

static bool has_code(struct db *db, struct id member)
{
    struct rows r = db_rows(db, SQL_PASSKEYS_STANDING);
    bool has;

    db_bind_id(&r, 1, member);
    has = db_next(&r);
    db_done(&r);
    return has;
}

bool login_may_enter(struct db *db, struct str login, day on)
{
    struct id member;

    return login_is_member(login, &member) ?
               has_code(db, member) :
               log_may(db, login, RIGHT_SEE, on, NULL);
}

static bool may_give_pin(struct db *db, struct str by, struct id member, day on)
{
    const struct kind *k = kind_find(S("member"));
    struct scope scope;

    if (!has_code(db, member))
        return false;
    scope = log_scope(db, k, member, &k);
    return log_may(db, by, RIGHT_KEEP, on, &scope);
}

bool log_may_reset(struct db *db, struct str by, struct str login, day on)
{
    struct id member;

    return login_is_member(login, &member) ? may_give_pin(db, by, member, on) :
                                             may_reset(db, by, login, on);
}

/* ---- which entries belong to the charter --------------------------------*/

static bool charter_has(struct keeper *k, struct id id)
{
    struct rows r = db_rows(k->db, SQL_CHARTER_HAS);
    bool has;

    db_bind_id(&r, 1, id);
    has = db_next(&r);
    db_done(&r);
    return has;
}

static void charter_row(struct keeper *k, struct hash hash, struct id id,
                        struct id answers)
{
    struct rows r = db_rows(k->db, SQL_CHARTER_PUT);
    struct id *fixes = NULL;
    struct hash *hashes = NULL;
    size_t n = 0, room = 0, hash_room = 0;

    db_bind_blob(&r, 1, hash.b, sizeof hash.b);
    db_bind_id(&r, 2, id);
    db_bind_id(&r, 3, answers);
    db_run(&r);
    k->trust_changed = true;
    r = db_rows(k->db, SQL_ENTRY_ANSWERING); /* fixes that came before it */
    db_bind_id(&r, 1, id);
    while (db_next(&r)) {
        arena_room(&k->batch, fixes, n, room);
        arena_room(&k->batch, hashes, n, hash_room);
        hashes[n] = db_hash(&r, 1);
        fixes[n++] = db_id(&r, 0);
    }
    for (size_t i = 0; i < n; i++)
        if (!charter_has(k, fixes[i]))
            charter_row(k, hashes[i], fixes[i], id);
}

void charter_put(struct keeper *k, const struct entry *e, struct id answers)
{
    if (str_same(e->kind, S("device")) || str_same(e->kind, S("access")) ||
        str_same(e->kind, S("role")) ||
        (!id_none(answers) && charter_has(k, answers)))
        charter_row(k, e->hash, e->id, answers);
}
