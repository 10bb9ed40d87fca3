/* seating - the result of an election into offices, signatories and logins. */
#include "web/vote/seating.h"

#include <string.h>

#include "seating.sql.h"
#include "web/form.h"
#include "web/vote/drafts.h"

void drafts_add(struct drafts *to, const char *kind, struct id id,
                struct str body)
{
    if (to->n < SEATING_MOST)
        to->at[to->n++] = (struct draft){ .kind = str_of(kind),
                                          .author = to->rq->who.login,
                                          .id = id,
                                          .body = body,
                                          .strict = true };
}

/* ---- records as they should stand ---------------------------------------*/

void *drafts_member(const struct kind *k, void *record, const char *name,
                    enum field_type type)
{
    const struct field *f = kind_field(k, str_of(name));

    MUST(f && f->type == type);
    return (char *)record + f->at;
}

void drafts_day(const struct kind *k, void *record, const char *name, day on)
{
    *(day *)drafts_member(k, record, name, FIELD_DAY) = on;
}

void drafts_id(const struct kind *k, void *record, const char *name,
               struct id id)
{
    *(struct id *)drafts_member(k, record, name, FIELD_REF) = id;
}

void drafts_choice(const struct kind *k, void *record, const char *name,
                   const char *to)
{
    const struct field *f = kind_field(k, str_of(name));
    int at = *to ? choice_find(f->of, str_of(to)) : -1;

    MUST(!*to || at >= 0);
    *(int32_t *)drafts_member(k, record, name, FIELD_CHOICE) = at;
}

static void set_code(const struct kind *k, void *record, const char *name,
                     struct str code)
{
    *(struct str *)drafts_member(k, record, name, FIELD_CODE) = code;
}

static void set_text(const struct kind *k, void *record, const char *name,
                     struct str text)
{
    *(struct str *)drafts_member(k, record, name, FIELD_TEXT) = text;
}

static void *blank(struct rq *rq, const struct kind *k)
{
    void *record = arena_take(rq->arena, k->bytes);

    record_blank(k->field, k->fields, record);
    return record;
}

/* NULL when there is none. */
void *drafts_stands(struct rq *rq, const struct kind *k, struct id id)
{
    void *record = blank(rq, k);

    return row_find(rq->db, k, id, rq->arena, record) ? record : NULL;
}

/* What is sealed stays as it is: a fix that says none of it leaves it. With no
 * record it is withdrawn. */
void drafts_fix_as(struct drafts *to, struct id id, const struct kind *k,
                   struct id of, const void *record, const char *why)
{
    struct buf b = buf_start(to->rq->arena);

    buf_fmt(&b, "{\"answers\":\"%s\",", id_text(to->rq, form_tip(to->rq, of)));
    if (record) {
        buf_z(&b, "\"body\":");
        buf_add(&b, record_open(k, record, to->rq->arena));
    }
    buf_z(&b, record ? ",\"why\":" : "\"why\":");
    buf_json(&b, str_of(word(to->rq, why)));
    buf_z(&b, record ? "}" : ",\"withdraw\":true}");
    drafts_add(to, "fix", id, buf_str(&b));
}

void drafts_fix(struct drafts *to, const struct kind *k, struct id of,
                const void *record, const char *why)
{
    drafts_fix_as(to, ID_NONE, k, of, record, why);
}

/* ---- terms --------------------------------------------------------------*/

enum { REASON_VACANCY = 2 };

static const struct vote_winner *winners_of(const struct vote *v, size_t *n)
{
    *n = v->declarations ? v->declaration->winners : 0;
    return v->declarations ? v->declaration->winner : NULL;
}

static bool wins(const struct vote *v, struct str office, struct id person)
{
    size_t n;
    const struct vote_winner *w = winners_of(v, &n);

    for (size_t i = 0; i < n; i++)
        if (str_same(w[i].office, office) && id_same(w[i].person, person))
            return true;
    return false;
}

/* At a vacancy the others of that office stay. */
static bool leaves(const struct vote *v, struct str office, struct id person)
{
    size_t n;
    const struct vote_winner *w = winners_of(v, &n);

    if (v->reason != REASON_VACANCY)
        return vote_race(v, office) != NULL;
    for (size_t i = 0; i < n; i++)
        if (str_same(w[i].office, office) && id_same(w[i].outgoing, person))
            return true;
    return false;
}

size_t seating_leavers(struct rq *rq, const struct vote *v, day since,
                       struct seating_leaver **out)
{
    struct seating_leaver *to = arena_many(rq->arena, struct seating_leaver,
                                           SEATING_MOST);
    struct rows r = db_rows(rq->db, SQL_WEB_SEATING_HOLDERS);
    size_t n = 0;

    db_bind_id(&r, 1, v->body);
    db_bind_int(&r, 2, since);
    while (n < SEATING_MOST && db_next(&r)) {
        struct seating_leaver one = { .term = db_id(&r, 0),
                                      .office = arena_str(rq->arena,
                                                          db_str(&r, 1)),
                                      .person = db_id(&r, 2) };

        one.stays = wins(v, one.office, one.person);
        if (leaves(v, one.office, one.person))
            to[n++] = one;
    }
    db_done(&r);
    *out = to;
    return n;
}

bool seating_done(struct rq *rq, const struct vote *v)
{
    struct rows r = db_rows(rq->db, SQL_WEB_SEATING_DONE);
    bool done;

    db_bind_id(&r, 1, v->entry);
    done = db_next(&r);
    db_done(&r);
    return done;
}

/* The same day of the month, or its last one, so many months on. */
static day months_after(day on, int64_t months)
{
    int year, mon, mday;
    month to = month_of(on) + (month)months;
    day first, last;

    day_split(on, &year, &mon, &mday);
    first = month_first(to);
    last = month_end(to);
    return first + mday - 1 > last ? last : first + mday - 1;
}

static struct id seat_id(struct rq *rq, const struct vote *v,
                         const struct vote_winner *w)
{
    struct buf b = buf_start(rq->arena);

    id_put(&b, v->entry);
    buf_char(&b, '/');
    buf_add(&b, w->office);
    buf_char(&b, '/');
    id_put(&b, w->person);
    return id_named(S("seat"), buf_str(&b));
}

static void term_add(struct drafts *to, const struct seating *s,
                     const struct vote_winner *w)
{
    const struct kind *k = kind_find(S("term"));
    const struct vote *v = s->v;
    const struct vote_voter *voter = vote_voter(v, w->person);
    int64_t months = vote_number(v, CLAUSE_TERM_MONTHS, 0);
    void *x = blank(to->rq, k);

    drafts_id(k, x, "body", v->body);
    set_code(k, x, "office", w->office);
    drafts_id(k, x, "person", w->person);
    drafts_id(k, x, "member", voter ? voter->member : ID_NONE);
    drafts_choice(k, x, "basis",
                  w->rule == WON_CO_OPTED     ? "acting" :
                  w->rule == WON_BY_CONSENSUS ? "consensus" :
                                                "elected");
    drafts_day(k, x, "since", s->since);
    if (months > 0 && w->rule != WON_CO_OPTED)
        drafts_day(k, x, "until", months_after(s->since, months));
    drafts_id(k, x, "election", v->entry);
    drafts_id(k, x, "meeting", v->declaration->meeting);
    drafts_id(k, x, "bylaw", v->bylaw);
    drafts_add(to, "term", seat_id(to->rq, v, w),
               record_body(k, x, to->rq->arena));
}

static void terms_end(struct drafts *to, const struct seating *s,
                      const struct seating_leaver *l, size_t n)
{
    const struct kind *k = kind_find(S("term"));

    for (size_t i = 0; i < n; i++) {
        void *x = drafts_stands(to->rq, k, l[i].term);

        if (!x)
            continue;
        drafts_day(k, x, "ended", s->since);
        drafts_choice(k, x, "why", l[i].stays ? "term" : "handed_over");
        drafts_fix(to, k, l[i].term, x, "seating.term_ends");
    }
}

/* Of a login that this election gave. */
struct id seating_login_id(struct rq *rq, const struct vote *v,
                           struct str login)
{
    struct buf name = buf_start(rq->arena);

    id_put(&name, v->entry);
    buf_char(&name, '/');
    buf_add(&name, login);
    return id_named(S("seat.login"), buf_str(&name));
}

/* Of the fix by which this election ended what stands there. */
struct id seating_fix_id(struct rq *rq, const struct vote *v, struct id of)
{
    struct buf name = buf_start(rq->arena);

    id_put(&name, v->entry);
    buf_char(&name, '/');
    id_put(&name, of);
    return id_named(S("seat.fix"), buf_str(&name));
}

/* ---- signatories --------------------------------------------------------*/

/* Who follows in the office that she leaves; none when she stays in another
 * office of the body, or nobody does. */
static struct id follows(const struct vote *v, const struct seating_leaver *l,
                         size_t n, struct id person, size_t *used)
{
    size_t winners;
    const struct vote_winner *w = winners_of(v, &winners);

    for (size_t i = 0; i < n; i++) {
        size_t nth = 0;

        if (!id_same(l[i].person, person))
            continue;
        for (size_t j = 0; j < winners; j++)
            if (str_same(w[j].office, l[i].office) && nth++ == *used) {
                ++*used;
                return w[j].person;
            }
    }
    return ID_NONE;
}

static bool signs_now(const struct list *list, const struct field *f,
                      struct id person)
{
    const struct field *who = field_find(f->child, f->children, S("person"));
    const struct field *until = field_find(f->child, f->children, S("until"));

    for (size_t i = 0; i < list->n; i++) {
        const char *row = (const char *)list->at + i * f->child_bytes;

        if (id_same(*(const struct id *)(const void *)(row + who->at),
                    person) &&
            *(const day *)(const void *)(row + until->at) == DAY_NONE)
            return true;
    }
    return false;
}

static bool leaves_all(const struct vote *v, const struct seating_leaver *l,
                       size_t n, struct id person)
{
    size_t winners;
    const struct vote_winner *w = winners_of(v, &winners);
    bool leaves = false;

    for (size_t i = 0; i < n; i++)
        leaves |= id_same(l[i].person, person) && !l[i].stays;
    for (size_t i = 0; i < winners; i++)
        leaves &= !id_same(w[i].person, person);
    return leaves;
}

static void signatory_put(const struct field *f, char *row, struct id person,
                          day since)
{
    const struct field *who = field_find(f->child, f->children, S("person"));
    const struct field *from = field_find(f->child, f->children, S("since"));

    record_blank(f->child, f->children, row);
    *(struct id *)(void *)(row + who->at) = person;
    *(day *)(void *)(row + from->at) = since;
}

/* Ends who leaves, adds who follows; true when anything changes. */
static bool signatories_change(struct rq *rq, const struct seating *s,
                               const struct seating_leaver *l, size_t n,
                               const struct kind *k, void *account)
{
    const struct field *f = kind_field(k, S("signatories"));
    const struct field *who = field_find(f->child, f->children, S("person"));
    const struct field *until = field_find(f->child, f->children, S("until"));
    struct list *list = (void *)((char *)account + f->at);
    char *row = arena_array(rq->arena, 2 * list->n + 1, f->child_bytes);
    size_t had = list->n, all = had, used = 0;

    if (had)
        memcpy(row, list->at, had * f->child_bytes);
    for (size_t i = 0; i < had; i++) {
        char *one = row + i * f->child_bytes;
        struct id person = *(struct id *)(void *)(one + who->at);
        day *ends = (void *)(one + until->at);
        struct id next;

        if (*ends != DAY_NONE || !leaves_all(s->v, l, n, person))
            continue;
        *ends = s->since;
        *list = (struct list){ row, all };
        next = follows(s->v, l, n, person, &used);
        if (!id_none(next) && !signs_now(list, f, next))
            signatory_put(f, row + all++ * f->child_bytes, next, s->since);
        *list = (struct list){ row, all };
    }
    return list->at == row;
}

static void accounts_change(struct drafts *to, const struct seating *s,
                            const struct seating_leaver *l, size_t n)
{
    const struct kind *k = kind_find(S("account"));
    struct rows r = db_rows(to->rq->db, SQL_WEB_SEATING_ACCOUNTS);
    struct id account[20];
    size_t accounts = 0;

    db_bind_id(&r, 1, s->v->body);
    while (accounts < LEN(account) && db_next(&r))
        account[accounts++] = db_id(&r, 0);
    db_done(&r);
    for (size_t i = 0; i < accounts; i++) {
        void *x = drafts_stands(to->rq, k, account[i]);

        if (x && signatories_change(to->rq, s, l, n, k, x))
            drafts_fix_as(to, seating_fix_id(to->rq, s->v, account[i]), k,
                          account[i], x, "seating.signs");
    }
}

/* ---- logins -------------------------------------------------------------*/

static void access_add(struct drafts *to, const struct seating *s,
                       const struct seating_login *l)
{
    const struct kind *k = kind_find(S("access"));
    struct rows r = db_rows(to->rq->db, SQL_WEB_SEATING_BODY);
    int64_t months = vote_number(s->v, CLAUSE_TERM_MONTHS, 0);
    void *x = blank(to->rq, k);

    db_bind_id(&r, 1, s->v->body);
    if (db_next(&r)) {
        drafts_id(k, x, "place", db_id(&r, 0));
        drafts_id(k, x, "rsp", db_id(&r, 1));
        drafts_id(k, x, "project", db_id(&r, 2));
    }
    db_done(&r);
    set_text(k, x, "login", l->login);
    set_code(k, x, "role", l->role);
    drafts_id(k, x, "person", l->person);
    drafts_day(k, x, "since", s->since);
    if (months > 0)
        drafts_day(k, x, "until", months_after(s->since, months));
    drafts_add(to, "access", seating_login_id(to->rq, s->v, l->login),
               record_body(k, x, to->rq->arena));
}

static void access_end(struct drafts *to, const struct seating *s,
                       struct str login)
{
    const struct kind *k = kind_find(S("access"));
    struct rows r = db_rows(to->rq->db, SQL_WEB_SEATING_ACCESS);
    struct id access[20];
    size_t n = 0;

    db_bind_text(&r, 1, login);
    db_bind_int(&r, 2, s->since);
    while (n < LEN(access) && db_next(&r))
        access[n++] = db_id(&r, 0);
    db_done(&r);
    for (size_t i = 0; i < n; i++) {
        void *x = drafts_stands(to->rq, k, access[i]);

        if (!x)
            continue;
        drafts_day(k, x, "until", s->since - 1);
        if (*(day *)drafts_member(k, x, "since", FIELD_DAY) > s->since - 1)
            x = NULL; /* it never began: withdrawn */
        drafts_fix_as(to, seating_fix_id(to->rq, s->v, access[i]), k, access[i],
                      x, "seating.login_ends");
    }
}

/* ---- the act ------------------------------------------------------------*/

size_t seating_drafts(struct rq *rq, const struct seating *s,
                      struct draft **out)
{
    struct drafts to = { rq, arena_many(rq->arena, struct draft, SEATING_MOST),
                         0 };
    struct seating_leaver *leaver;
    size_t n, winners;
    const struct vote_winner *w = winners_of(s->v, &winners);

    *out = to.at;
    if (!winners || seating_done(rq, s->v))
        return 0;
    n = seating_leavers(rq, s->v, s->since, &leaver);
    terms_end(&to, s, leaver, n);
    for (size_t i = 0; i < winners; i++)
        term_add(&to, s, &w[i]);
    if (s->signs)
        accounts_change(&to, s, leaver, n);
    for (size_t i = 0; i < s->logins && rq_may(rq, RIGHT_ADMIN); i++)
        if (s->login[i].role.n)
            access_add(&to, s, &s->login[i]);
        else
            access_end(&to, s, s->login[i].login);
    return to.n;
}
