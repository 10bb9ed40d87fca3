/* leaves - pages of receipt, cheque and voucher books: every leaf used, void,
 * missing or open. */
#include "web/money/leaves.h"

#include "core/fiscal.h"
#include "leaves.sql.h"
#include "log.sql.h"

enum { LISTED = 25 };

/* A body or an RSP; NULL: it is neither. */
static const struct kind *owner_kind(struct rq *rq, struct id id)
{
    static const char *const owner[] = { "body", "rsp" };
    struct rows r = db_rows(rq->db, SQL_ENTRY_KIND);
    const struct kind *k = NULL;

    db_bind_id(&r, 1, id);
    for (size_t i = 0; db_next(&r); i = 0)
        for (; i < LEN(owner); i++)
            if (str_same(db_str(&r, 0), str_of(owner[i])))
                k = kind_find(str_of(owner[i]));
    db_done(&r);
    return k;
}

/* An RSP's own leaves are for who may see its register; its name is for all. */
static bool owner_seen(struct rq *rq, const struct kind *k, struct id id)
{
    struct scope scope = { .rsp = id };

    return str_same(str_of(k->name), S("body")) ||
           rq_may_in(rq, RIGHT_REGISTER, &scope);
}

/* ---- one book -----------------------------------------------------------*/

enum leaf_state { LEAF_OPEN, LEAF_USED, LEAF_VOID, LEAF_MISSING, LEAF_STATES };
static const char *const state_word[] = { "leaves.open", "leaves.used",
                                          "leaves.void", "leaves.missing" };
static const char *const state_name[] = { "open", "used", "void", "missing" };

/* A leaf of a book. */
struct leaf {
    enum leaf_state state;
    size_t uses; /* how many name it, all told */
    struct str why;
};
struct leaves {
    const struct leaf_issued *book;
    struct leaf *at;
    size_t n, state[LEAF_STATES];
};

/* A use says more than that it was lost: it is there. */
static struct leaves leaves_of(struct rq *rq, struct leaf_issued *b,
                               const struct leaves_used *used)
{
    size_t n = (size_t)(b->is.upto - b->is.from + 1);
    struct leaves l = { .book = b, .n = n };

    l.at = arena_many(rq->arena, struct leaf, n);
    for (size_t i = 0; i < n; i++)
        l.at[i] = (struct leaf){ .state = LEAF_OPEN };
    leaves_lost(rq, b);
    for (size_t i = 0; i < b->losts; i++)
        if (b->lost[i].serial >= b->is.from &&
            b->lost[i].serial <= b->is.upto) {
            struct leaf *at = &l.at[b->lost[i].serial - b->is.from];

            at->state = b->lost[i].what ? LEAF_MISSING : LEAF_VOID;
            at->why = b->lost[i].why;
        }
    for (size_t i = 0; i < used->n; i++)
        if (used->at[i].in == b) {
            struct leaf *at = &l.at[used->at[i].use.serial - b->is.from];

            at->state = LEAF_USED;
            at->uses++;
        }
    for (size_t i = 0; i < n; i++)
        l.state[l.at[i].state]++;
    return l;
}

static void found_draw(struct rq *rq, const struct leaf_used *u)
{
    struct findings f = leaf_found(rq, u);

    for (size_t i = 0; i < f.n; i++)
        finding_draw(rq, &f.at[i]);
}

static void entry_link(struct rq *rq, const struct leaf_used *u)
{
    html(rq, "<a href=\"/slip/%s\">%s</a> <small>%s</small>",
         id_text(rq, u->use.entry), kind_word(rq, u->kind),
         day_text(rq, u->use.on));
}

static const char *leaf_name(struct rq *rq, const struct leaf_issued *b,
                             int64_t serial)
{
    return zstr(rq, leaf_text(b->is.prefix, serial, b->digits, rq->arena));
}

static void leaf_row(struct rq *rq, const struct leaves *l, size_t i,
                     const struct leaves_used *used)
{
    const struct leaf *at = &l->at[i];
    int64_t serial = l->book->is.from + (int64_t)i;

    html(
        rq,
        "<tr id=\"leaf-%lld\"><th scope=\"row\"><bdi class=\"leaf\">%s</bdi></th><td>%s",
        (long long)serial, leaf_name(rq, l->book, serial),
        word(rq, state_word[at->state]));
    html(rq, "</td><td>");
    for (size_t j = 0; at->uses && j < used->n; j++)
        if (used->at[j].in == l->book && used->at[j].use.serial == serial) {
            html(rq, "<div>");
            entry_link(rq, &used->at[j]);
            found_draw(rq, &used->at[j]);
            html(rq, "</div>");
        }
    html(rq, "%s</td></tr>", zstr(rq, at->why));
}

static const char *range_text(struct rq *rq, const struct leaf_issued *b)
{
    struct buf s = buf_start(rq->arena);

    buf_fmt(&s, "%s – %s", leaf_name(rq, b, b->is.from),
            leaf_name(rq, b, b->is.upto));
    return zstr(rq, buf_str(&s));
}

static void whom_draw(struct rq *rq, const struct leaf_issued *b)
{
    thing_link(rq, "person", b->is.person);
    thing_link(rq, "staff", b->is.staff);
}

static const char *what_text(struct rq *rq, const struct leaf_issued *b)
{
    return word_of(rq, "choice", choice_name(LEAF_WHAT, b->what));
}

static void counts_draw(struct rq *rq, const struct leaves *l)
{
    for (int s = 0; s < LEAF_STATES; s++)
        if (l->state[s])
            html(rq, " %s <b>%zu</b>", word(rq, state_word[s]), l->state[s]);
}

/* What the findings of a use are called. */
static void found_json(struct rq *rq, const struct leaf_used *u)
{
    struct findings f = leaf_found(rq, u);

    for (size_t i = 0; i < f.n; i++) {
        struct keys k = key_item(rq, i);

        key_text(&k, "what", str_of(f.at[i].what));
        keys_close(&k);
    }
}

static void used_json(struct rq *rq, const struct leaves_used *used,
                      const struct leaf_issued *b, int64_t serial)
{
    size_t n = 0;

    for (size_t i = 0; i < used->n; i++)
        if (used->at[i].in == b && used->at[i].use.serial == serial) {
            struct keys k = key_item(rq, n++);

            key_id(&k, "entry", used->at[i].use.entry);
            key_list(&k, "found");
            found_json(rq, &used->at[i]);
            key_list_end(&k);
            key_text(&k, "kind", str_of(used->at[i].kind->name));
            keys_close(&k);
        }
}

static void leaves_json(struct rq *rq, const struct leaves *l,
                        const struct leaves_used *used)
{
    struct keys k = keys_open(rq);

    key_id(&k, "book", l->book->entry);
    key_list(&k, "leaves");
    for (size_t i = 0; i < l->n; i++) {
        struct keys one = key_item(rq, i);
        int64_t serial = l->book->is.from + (int64_t)i;

        key_text(&one, "leaf", str_of(leaf_name(rq, l->book, serial)));
        key_text(&one, "state", str_of(state_name[l->at[i].state]));
        key_list(&one, "used");
        used_json(rq, used, l->book, serial);
        key_list_end(&one);
        keys_close(&one);
    }
    key_list_end(&k);
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

static void book_page(struct rq *rq, const struct leaves_issued *all,
                      struct leaf_issued *b)
{
    struct leaves_used used = leaves_of_book(rq, b);
    struct leaves l;

    leaves_match(rq, all, &used);
    l = leaves_of(rq, b, &used);
    if (rq->json) {
        leaves_json(rq, &l, &used);
        return;
    }
    frame_open(rq, what_text(rq, b));
    html(rq, "<p class=\"lead\"><bdi>%s</bdi></p><p>%s: ", range_text(rq, b),
         word(rq, "leaves.whom"));
    whom_draw(rq, b);
    html(rq, " · %s", day_text(rq, b->is.issued));
    if (b->is.returned != DAY_NONE)
        html(rq, " · %s %s", word(rq, "leaves.given_back"),
             day_text(rq, b->is.returned));
    html(rq, "</p><p>");
    counts_draw(rq, &l);
    html(rq, "</p>");
    if (used.more)
        html(rq, "<p class=\"note warn\">%s</p>", word(rq, "leaves.more"));
    if (rq_writes(rq, kind_find(S("leaf_void"))))
        html(rq,
             "<p class=\"tools\"><a href=\"/new/leaf_void?leaf_book=%s\">%s"
             "</a></p>",
             id_text(rq, b->entry), word(rq, "leaves.lost"));
    listing_open(rq, "leaves.leaf leaves.state leaves.entry");
    for (size_t i = 0; i < l.n; i++)
        leaf_row(rq, &l, i, &used);
    listing_close(rq);
    frame_close(rq);
}

/* ---- a body's or an RSP's -------------------------------------------------*/

/* One row: what, its numbers, to whom, how its leaves stand. */
static void issued_row(struct rq *rq, const struct leaves_issued *all,
                       struct leaf_issued *b, bool owner)
{
    struct leaves_used used = leaves_of_book(rq, b);
    struct leaves l;

    leaves_match(rq, all, &used);
    l = leaves_of(rq, b, &used);
    html(rq, "<tr><td><a href=\"/leaves/%s\">%s <bdi>%s</bdi></a></td><td>",
         id_text(rq, b->entry), what_text(rq, b), range_text(rq, b));
    if (owner) {
        const struct kind *k = owner_kind(rq, b->owner);

        html(rq, "<a href=\"/leaves/%s\">%s</a></td><td>",
             id_text(rq, b->owner), k ? thing_name(rq, k, b->owner) : "");
    }
    whom_draw(rq, b);
    html(rq, " <small>%s%s%s</small></td><td>", day_text(rq, b->is.issued),
         b->is.returned == DAY_NONE ? "" : " – ",
         b->is.returned == DAY_NONE ? "" : day_text(rq, b->is.returned));
    counts_draw(rq, &l);
    html(rq, "</td></tr>");
}

/* Uses of the year about which there is something to ask. */
static void asked_draw(struct rq *rq, const struct leaves_used *used)
{
    bool any = false;

    html(rq, "<h2>%s</h2>", word(rq, "leaves.wrong"));
    for (size_t i = 0; i < used->n; i++) {
        const struct leaf_used *u = &used->at[i];
        struct findings f = leaf_found(rq, u);

        if (!f.n)
            continue;
        html(rq, "<div class=\"card\"><p><bdi>%s</bdi> ", zstr(rq, u->said));
        entry_link(rq, u);
        html(rq, "</p>");
        for (size_t j = 0; j < f.n; j++)
            finding_draw(rq, &f.at[j]);
        html(rq, "</div>");
        any = true;
    }
    if (!any)
        html(rq, "<p>%s</p>", word(rq, "leaves.none"));
    if (used->more)
        html(rq, "<p class=\"note warn\">%s</p>", word(rq, "leaves.more"));
}

/* Voucher numbers are given in order from 1 in each year of a book. */
struct gap {
    int64_t from, upto;
};
enum { GAPS_MOST = 200 };

static size_t gaps_read(struct rq *rq, struct id owner, day from, day upto,
                        struct gap *out)
{
    struct rows r = db_rows(rq->db, SQL_WEB_LEAF_VOUCHERS);
    int64_t next = 1;
    size_t n = 0;

    db_bind_id(&r, 1, owner);
    db_bind_int(&r, 2, from);
    db_bind_int(&r, 3, upto);
    while (db_next(&r) && n < GAPS_MOST) {
        int64_t number = db_int(&r, 0);

        if (number > next)
            out[n++] = (struct gap){ next, number - 1 };
        next = number + 1;
    }
    db_done(&r);
    return n;
}

static void gaps_draw(struct rq *rq, const struct gap *gap, size_t n)
{
    html(rq, "<h2>%s</h2>", word(rq, "leaves.gaps"));
    if (!n)
        html(rq, "<p>%s</p>", word(rq, "leaves.none"));
    html(rq, "<ul class=\"links\">");
    for (size_t i = 0; i < n; i++) {
        html(rq, "<li><bdi dir=\"ltr\">%lld", (long long)gap[i].from);
        if (gap[i].upto > gap[i].from)
            html(rq, " – %lld", (long long)gap[i].upto);
        html(rq, "</bdi></li>");
    }
    html(rq, "</ul>");
}

/* ?year=2014: from July 2014 to June 2015; else this year. */
struct year {
    int64_t is;
    day from, upto;
};

static struct year year_asked(struct rq *rq)
{
    month july = fiscal_july(month_of(rq->today));
    struct year y = { .is = fiscal_year(rq->today) };
    int64_t said = rq_int(rq, "year", 1980, 2200, y.is);

    july += (month)(12 * (said - y.is));
    y.is = said;
    y.from = month_first(july);
    y.upto = month_end(july + 11);
    return y;
}

static void owner_json(struct rq *rq, const struct leaves_used *used,
                       const struct gap *gap, size_t gaps)
{
    struct keys k = keys_open(rq);
    size_t n = 0;

    key_list(&k, "gaps");
    for (size_t i = 0; i < gaps; i++) {
        struct keys one = key_item(rq, i);

        key_int(&one, "from", gap[i].from);
        key_int(&one, "upto", gap[i].upto);
        keys_close(&one);
    }
    key_list_end(&k);
    key_list(&k, "wrong");
    for (size_t i = 0; i < used->n; i++) {
        struct keys one;

        if (!leaf_found(rq, &used->at[i]).n)
            continue;
        one = key_item(rq, n++);
        key_id(&one, "entry", used->at[i].use.entry);
        key_list(&one, "found");
        found_json(rq, &used->at[i]);
        key_list_end(&one);
        key_text(&one, "leaf", used->at[i].said);
        keys_close(&one);
    }
    key_list_end(&k);
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

/* "2014-15". */
static const char *year_text(struct rq *rq, int64_t year)
{
    struct buf b = buf_start(rq->arena);
    int64_t next = (year + 1) % 100;

    buf_fmt(&b, "%lld-%s%lld", (long long)year, next < 10 ? "0" : "",
            (long long)next);
    return zstr(rq, buf_str(&b));
}

static void years_draw(struct rq *rq, struct id owner, int64_t year)
{
    html(rq, "<p class=\"tools\">%s", word(rq, "leaves.year"));
    for (int64_t y = year - 1; y <= year + 1; y++)
        if (y == year)
            html(rq, " <b>%s</b>", year_text(rq, y));
        else
            html(rq, " <a href=\"/leaves/%s?year=%lld\">%s</a>",
                 id_text(rq, owner), (long long)y, year_text(rq, y));
    html(rq, "</p>");
}

static void owner_page(struct rq *rq, const struct kind *k, struct id owner)
{
    struct leaves_issued all = leaves_issued(rq, owner);
    struct year y = year_asked(rq);
    struct leaves_used used = leaves_of_days(rq, owner, y.from, y.upto);
    struct gap gap[GAPS_MOST];
    size_t gaps = gaps_read(rq, owner, y.from, y.upto, gap);

    leaves_match(rq, &all, &used);
    if (rq->json) {
        owner_json(rq, &used, gap, gaps);
        return;
    }
    frame_open(rq, word(rq, "leaves.title"));
    html(rq, "<p class=\"lead\"><a href=\"%s\">%s</a></p>",
         thing_path(rq, k, owner), thing_name(rq, k, owner));
    if (rq_writes(rq, kind_find(S("leaf_book"))))
        html(rq,
             "<p class=\"tools\"><a href=\"/new/leaf_book?%s=%s\">%s</a></p>",
             k->name, id_text(rq, owner), word(rq, "leaves.issue"));
    listing_open(rq, "leaves.book leaves.whom leaves.state");
    for (size_t i = all.n; i-- > 0 && i + LISTED * 2 >= all.n;)
        issued_row(rq, &all, &all.at[i], false);
    listing_close(rq);
    years_draw(rq, owner, y.is);
    asked_draw(rq, &used);
    gaps_draw(rq, gap, gaps);
    frame_close(rq);
}

/* One book of leaves, each leaf used, void, missing or open; or, with the id of
 * a body or an RSP, all its books, what is to be asked about leaves of a year,
 * and the voucher numbers that were left out. */
PAGE(leaves_of, GET, "/leaves/*", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("leaf_book"));
    void *record = arena_take(rq->arena, k->bytes);
    struct leaves_issued all;
    struct id id, owner;

    if (!rq_id(rq, 0, &id)) {
        not_here(rq);
        return;
    }
    if (!row_find(rq->db, k, id, rq->arena, record)) {
        k = owner_kind(rq, id);
        if (k && rq_sees(rq, k, id) && owner_seen(rq, k, id))
            owner_page(rq, k, id);
        else
            not_here(rq);
        return;
    }
    owner = said_id(k, record, "body");
    all = leaves_issued(rq, id_none(owner) ? said_id(k, record, "rsp") : owner);
    for (size_t i = 0; i < all.n; i++)
        if (id_same(all.at[i].entry, id) && rq_sees(rq, k, id)) {
            book_page(rq, &all, &all.at[i]);
            return;
        }
    not_here(rq);
}

/* ---- the list -----------------------------------------------------------*/

struct listed {
    struct id entry, owner;
};

static size_t books_read(struct rq *rq, struct listed *out, int64_t skip,
                         bool *more)
{
    const struct kind *k = kind_find(S("leaf_book"));
    struct buf sql = buf_start(rq->arena);
    struct rows r;
    size_t n = 0;

    buf_z(&sql, "SELECT t.entry, coalesce(t.body, t.rsp) FROM leaf_book t "
                "WHERE t.counts = 1");
    reach_kind(rq, k, &sql, 3);
    buf_z(&sql, " ORDER BY CASE WHEN t.returned IS NULL THEN 0 ELSE 1 END, "
                "t.issued_on DESC, t.entry LIMIT $1 OFFSET $2");
    r = db_text_rows(rq->db, buf_str(&sql));
    db_bind_int(&r, 1, LISTED + 1);
    db_bind_int(&r, 2, skip);
    reach_bind(rq, kind_reads(k), &r, 3);
    while (db_next(&r))
        if (n < LISTED)
            out[n++] = (struct listed){ db_id(&r, 0), db_id(&r, 1) };
        else
            *more = true;
    db_done(&r);
    return n;
}

static void listed_draw(struct rq *rq, const struct listed *l)
{
    struct leaves_issued all = leaves_issued(rq, l->owner);

    for (size_t i = 0; i < all.n; i++)
        if (id_same(all.at[i].entry, l->entry))
            issued_row(rq, &all, &all.at[i], true);
}

static void list_json(struct rq *rq, const struct listed *l, size_t n)
{
    struct keys k = keys_open(rq);

    key_list(&k, "books");
    for (size_t i = 0; i < n; i++) {
        struct keys one = key_item(rq, i);

        key_id(&one, "book", l[i].entry);
        key_id(&one, "owner", l[i].owner);
        keys_close(&one);
    }
    key_list_end(&k);
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

/* Receipt, cheque and voucher books: to whom each was given, and how its leaves
 * stand; those that are out first. */
PAGE(leaves, GET, "/leaves", RIGHT_REGISTER)
{
    int64_t page = rq_int(rq, "page", 1, 100000, 1);
    struct listed listed[LISTED];
    bool more = false;
    size_t n = books_read(rq, listed, (page - 1) * LISTED, &more);

    if (rq->json) {
        list_json(rq, listed, n);
        return;
    }
    frame_open(rq, word(rq, "leaves.title"));
    html(rq, "<p class=\"lead\">%s</p>", word(rq, "leaves.lead"));
    if (rq_writes(rq, kind_find(S("leaf_book"))))
        html(rq, "<p class=\"tools\"><a href=\"/new/leaf_book\">%s</a></p>",
             word(rq, "leaves.issue"));
    listing_open(rq, "leaves.book hand.book leaves.whom leaves.state");
    for (size_t i = 0; i < n; i++)
        listed_draw(rq, &listed[i]);
    listing_close(rq);
    if (page > 1 || more)
        pager_draw(rq, page, page + more);
    frame_close(rq);
}
