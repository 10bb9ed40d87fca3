/* posts - every office of the bodies in reach: held, vacant, about to end.
 *
 * Bodies are looked at in the order of their ids, as many as the page can bear;
 * their offices are laid beside who holds them on that day. */
#include <stdlib.h>

#include "web/office/office.h"
#include "web/register.h"

enum {
    STILL = 2147483647,
    PAGE_LOOKED = 5000, /* bodies that the page looks at */
    WORK_LOOKED = 1000,
    SHOWN = 200,
    WORK_SHOWN = 8
};

struct near {
    struct id entry, place;
    int64_t nature;
    size_t seat, seats; /* the first of its seats, how many */
};
struct seat {
    struct id term, person;
    struct str office;
    day since, due;
    int64_t lead; /* lead days; INT_NONE: no such clause, or far from due */
};

struct nears {
    struct near *at;
    size_t n;
    struct seat *seat;
    size_t seats, seat_room;
};

/* ---- the bodies ---------------------------------------------------------*/

/* $1 is today, $2 how many; then those of place, body and staff that are said,
 * then the asker's grants. Returns the number of the first grant. */
static int near_sql(struct rq *rq, const struct posts_ask *ask, struct buf *b)
{
    static const struct reach_columns own = { "t.place", "t.rsp", "t.project" };
    int n = 3;

    buf_z(b, "SELECT t.entry, t.place, t.nature FROM body t");
    if (!id_none(ask->place))
        buf_fmt(b,
                " JOIN area a ON a.place = t.place AND a.above = $%d AND "
                "a.since <= $1 AND a.until > $1",
                n++);
    buf_z(b, " WHERE t.counts = 1 AND t.formed <= $1");
    if (ask->nature >= 0)
        buf_fmt(b, " AND t.nature = %d", (int)ask->nature);
    if (!id_none(ask->body))
        buf_fmt(b, " AND t.entry = $%d", n++);
    if (!id_none(ask->staff)) {
        buf_fmt(b,
                " AND t.entry IN (SELECT x.body FROM charge c JOIN "
                "charge_bodies x ON x.entry = c.entry WHERE c.taker = $%d AND "
                "c.counts = 1 AND c.since <= $1)",
                n);
        buf_fmt(b,
                " AND (SELECT d.taker FROM charge_bodies y JOIN charge d ON "
                "d.entry = y.entry WHERE y.body = t.entry AND d.counts = 1 AND "
                "d.since <= $1 ORDER BY d.since DESC, d.entry DESC LIMIT 1) = "
                "$%d",
                n++);
    }
    buf_z(b, " AND coalesce((SELECT s.state FROM standing s WHERE s.body = "
             "t.entry AND s.counts = 1 AND s.since <= $1 ORDER BY s.since "
             "DESC, s.entry DESC LIMIT 1), 0) <= 2");
    reach_where(rq, ask->right, &own, b, n);
    buf_z(b, " ORDER BY t.entry LIMIT $2");
    return n;
}

static void near_bind(struct rq *rq, const struct posts_ask *ask,
                      struct rows *r, int reach)
{
    int n = 3;

    db_bind_int(r, 1, rq->today);
    db_bind_int(r, 2, ask->bodies_most + 1);
    if (!id_none(ask->place))
        db_bind_id(r, n++, ask->place);
    if (!id_none(ask->body))
        db_bind_id(r, n++, ask->body);
    if (!id_none(ask->staff))
        db_bind_id(r, n++, ask->staff);
    MUST(n == reach);
    reach_bind(rq, ask->right, r, reach);
}

/* ---- who holds what -----------------------------------------------------*/

static day day_open(struct rows *r, int col)
{
    return db_int(r, col) >= STILL ? DAY_NONE : (day)db_int(r, col);
}

static void seat_add(struct rq *rq, struct nears *all, struct rows *r)
{
    arena_room(rq->arena, all->seat, all->seats, all->seat_room);
    all->seat[all->seats++] = (struct seat){
        .term = db_id(r, 3),
        .person = db_id(r, 4),
        .office = arena_str(rq->arena, db_str(r, 5)),
        .since = (day)db_int(r, 6),
        .due = day_open(r, 7),
        .lead = int_in(r, 8),
    };
    all->at[all->n - 1].seats++;
}

/* Bodies with those who hold their offices, in the order of their ids and then of
 * terms. No clause is looked for of a term that ends later than any by-law's
 * lead. */
static struct nears near_read(struct rq *rq, const struct posts_ask *ask)
{
    struct buf b = buf_start(rq->arena);
    struct nears all = { .at = arena_many(rq->arena, struct near,
                                          ask->bodies_most + 1) };
    struct rows r;
    int reach;

    buf_z(&b, "SELECT n.entry, n.place, n.nature, h.term, h.person, h.office, "
              "h.since, h.due, CASE WHEN h.due > $1 AND h.due <= $1 + (SELECT "
              "max(c.number) FROM bylaw_clauses c WHERE c.parameter = 30) THEN "
              "(SELECT c.number FROM clause_of c WHERE c.body = n.entry AND "
              "c.parameter = 30) END FROM (");
    reach = near_sql(rq, ask, &b);
    buf_z(&b, ") n LEFT JOIN term_kept h ON h.body = n.entry AND h.since <= $1 "
              "AND h.until > $1 ORDER BY n.entry, h.since NULLS FIRST, h.term "
              "NULLS FIRST");
    r = db_text_rows(rq->db, buf_str(&b));
    near_bind(rq, ask, &r, reach);
    while (db_next(&r)) {
        struct id body = db_id(&r, 0);

        if (!all.n || !id_same(all.at[all.n - 1].entry, body))
            all.at[all.n++] = (struct near){ .entry = body,
                                             .place = db_id(&r, 1),
                                             .nature = db_int(&r, 2),
                                             .seat = all.seats };
        if (!db_null(&r, 3))
            seat_add(rq, &all, &r);
    }
    db_done(&r);
    return all;
}

/* ---- both beside each other ---------------------------------------------*/

struct joining {
    struct rq *rq;
    struct post_list list;
    size_t room;
};

static void post_add(struct joining *j, const struct post_row *row)
{
    arena_room(j->rq->arena, j->list.at, j->list.n, j->room);
    j->list.at[j->list.n++] = *row;
    j->list.count[row->state]++;
}

static enum post_state seat_state(const struct rq *rq, const struct seat *s)
{
    if (s->due != DAY_NONE && s->due <= rq->today)
        return POST_CARETAKER;
    if (s->due != DAY_NONE && s->lead != INT_NONE &&
        s->due - s->lead <= rq->today)
        return POST_ENDING;
    return POST_HELD;
}

static void office_join(struct joining *j, const struct near *b,
                        const struct office_kind *k, const struct seat *s,
                        size_t n)
{
    bool held = false;

    for (size_t i = 0; i < n; i++) {
        if (!str_same(s[i].office, k->code))
            continue;
        held = true;
        post_add(j, &(struct post_row){ .body = b->entry,
                                        .place = b->place,
                                        .office = k,
                                        .state = seat_state(j->rq, &s[i]),
                                        .term = s[i].term,
                                        .person = s[i].person,
                                        .since = s[i].since,
                                        .due = s[i].due });
    }
    if (!held)
        post_add(j, &(struct post_row){ .body = b->entry,
                                        .place = b->place,
                                        .office = k,
                                        .state = POST_VACANT,
                                        .since = DAY_NONE,
                                        .due = DAY_NONE });
}

/* What ran out first comes first, then what ends first, then what is vacant. */
static int post_order(const void *a, const void *b)
{
    static const int8_t urgent[] = { [POST_CARETAKER] = 0,
                                     [POST_ENDING] = 1,
                                     [POST_VACANT] = 2,
                                     [POST_HELD] = 3 };
    const struct post_row *x = a, *y = b;
    int order = urgent[x->state] - urgent[y->state];

    if (!order && x->due != y->due)
        order = x->due == DAY_NONE ? 1 :
                y->due == DAY_NONE ? -1 :
                                     (x->due > y->due) - (x->due < y->due);
    if (!order)
        order = id_order(x->body, y->body);
    if (!order)
        order = (x->office > y->office) - (x->office < y->office);
    return order ? order : id_order(x->term, y->term);
}

struct post_list posts_read(struct rq *rq, const struct posts_ask *ask)
{
    const struct office_kinds *kinds = office_kinds(rq);
    struct nears near = near_read(rq, ask);
    struct joining j = { .rq = rq };

    j.list.more = (int64_t)near.n > ask->bodies_most;
    if (j.list.more)
        near.n--;
    j.list.bodies = (int64_t)near.n;
    for (size_t i = 0; i < near.n; i++) {
        const struct near *n = &near.at[i];

        for (size_t k = 0; k < kinds->n; k++)
            if (kinds->at[k].bearer && office_of(&kinds->at[k], n->nature))
                office_join(&j, n, &kinds->at[k], near.seat + n->seat,
                            n->seats);
    }
    if (j.list.n)
        qsort(j.list.at, j.list.n, sizeof *j.list.at, post_order);
    return j.list;
}

/* ---- the page -----------------------------------------------------------*/

struct board {
    struct posts_ask ask;
    int state; /* the one wanted; -1: all but those that are simply held */
    struct post_list list;
    struct post_row *shown[SHOWN];
    const char *body[SHOWN], *place[SHOWN], *person[SHOWN];
    size_t n;
    int64_t all, page; /* rows that are wanted; page from 1 */
};

static bool wanted(const struct board *b, const struct post_row *row)
{
    return b->state < 0 ? row->state != POST_HELD : (int)row->state == b->state;
}

static void names_read(struct rq *rq, struct board *b)
{
    struct id body[SHOWN], place[SHOWN], person[SHOWN];

    for (size_t i = 0; i < b->n; i++) {
        body[i] = b->shown[i]->body;
        place[i] = b->shown[i]->place;
        person[i] = b->shown[i]->person;
    }
    thing_names(rq, kind_find(S("body")), body, b->n, b->body);
    thing_names(rq, kind_find(S("place")), place, b->n, b->place);
    thing_names(rq, kind_find(S("person")), person, b->n, b->person);
}

static void board_page(struct rq *rq, struct board *b, size_t most)
{
    int64_t first = (b->page - 1) * (int64_t)most;

    for (size_t i = 0; i < b->list.n; i++) {
        if (!wanted(b, &b->list.at[i]))
            continue;
        if (b->all >= first && b->n < most)
            b->shown[b->n++] = &b->list.at[i];
        b->all++;
    }
    names_read(rq, b);
}

/* False when it has answered. */
static bool board_read(struct rq *rq, struct board *b)
{
    const struct field *nature = kind_field(kind_find(S("body")), S("nature"));

    b->ask = (struct posts_ask){ .right = RIGHT_REGISTER,
                                 .bodies_most = PAGE_LOOKED };
    b->ask.nature = choice_find(nature->of, rq_arg(rq, "nature"));
    b->state = choice_find(POST_STATE_NAMES, rq_arg(rq, "state"));
    b->page = rq_int(rq, "page", 1, 1000, 1);
    if (!thing_read(rq, "place", rq_arg(rq, "place"), &b->ask.place)) {
        not_here(rq);
        return false;
    }
    b->list = posts_read(rq, &b->ask);
    board_page(rq, b, SHOWN);
    return true;
}

static void choices_draw(struct rq *rq, const char *name, const char *choices,
                         const char *words, int64_t at)
{
    struct str rest = str_of(choices);

    html(rq, "<label>%s<select name=\"%s\"><option value=\"\">%s</option>",
         word_of(rq, "posts", str_of(name)), name, word(rq, "posts.any"));
    for (int i = 0; rest.n; i++) {
        struct str one = str_cut(&rest, '|');

        html(rq,
             i == at ? "<option value=\"%s\" selected>%s</option>" :
                       "<option value=\"%s\">%s</option>",
             zstr(rq, one), word_of(rq, words, one));
    }
    html(rq, "</select></label>");
}

static void filter_draw(struct rq *rq, const struct board *b)
{
    html(rq, "<form class=\"filter\" method=\"get\">");
    choices_draw(rq, "nature", "co|vo|lso|group|network", "choice",
                 b->ask.nature);
    choices_draw(rq, "state", POST_STATE_NAMES, "post", b->state);
    if (!id_none(b->ask.place))
        html(rq, "<input type=\"hidden\" name=\"place\" value=\"%s\">",
             id_text(rq, b->ask.place));
    html(rq, "<button>%s</button></form>", word(rq, "list.go"));
}

static void tiles_draw(struct rq *rq, const struct board *b)
{
    static const char *const key[] = { "post.vacant", "post.caretaker",
                                       "post.ending", "post.held" };

    html(rq, "<ul class=\"counters small tiles\">");
    for (int i = 0; i < POST_STATES; i++)
        tile(rq, key[i], b->list.count[i], 0, word(rq, "posts.posts"));
    tile(rq, "posts.bodies", b->list.bodies, 0, word(rq, "posts.standing"));
    html(rq, "</ul>");
    if (b->list.more)
        html(rq, "<p class=\"note\">%s</p>", word(rq, "posts.more"));
}

static void until_draw(struct rq *rq, const struct post_row *row)
{
    if (row->due == DAY_NONE)
        html(rq, "<td></td>");
    else
        html(rq, "<td>%s</td>", day_text(rq, row->due));
}

static void row_draw(struct rq *rq, const struct board *b, size_t i)
{
    const struct post_row *row = b->shown[i];

    html(rq,
         "<tr><th scope=\"row\"><a href=\"/body/%s\">%s</a> <small>%s</small>"
         "</th><td>%s</td><td><span class=\"%s\">%s</span></td>",
         id_text(rq, row->body), b->body[i], b->place[i], row->office->title,
         post_class(row->state),
         word_of(rq, "post", choice_name(POST_STATE_NAMES, (int)row->state)));
    if (id_none(row->term)) {
        html(rq, "<td></td><td></td><td></td></tr>");
        return;
    }
    html(rq,
         "<td><a href=\"/person/%s\"><bdi>%s</bdi></a></td><td><a "
         "href=\"/entry/%s\">%s</a></td>",
         id_text(rq, row->person), b->person[i], id_text(rq, row->term),
         day_text(rq, row->since));
    until_draw(rq, row);
    html(rq, "</tr>");
}

static void table_draw(struct rq *rq, const struct board *b)
{
    if (!b->n) {
        html(rq, "<p>%s</p>", word(rq, "posts.none"));
        return;
    }
    listing_open(
        rq,
        "kind.body kind.office posts.state kind.person field.since field.until");
    for (size_t i = 0; i < b->n; i++)
        row_draw(rq, b, i);
    listing_close(rq);
    pager_draw(rq, b->page, (b->all + SHOWN - 1) / SHOWN);
}

static void board_json(struct rq *rq, const struct board *b)
{
    struct keys k = keys_open(rq);

    key_int(&k, "bodies", b->list.bodies);
    for (int i = 0; i < POST_STATES; i++)
        key_int(&k, zstr(rq, choice_name(POST_STATE_NAMES, i)),
                b->list.count[i]);
    key_any(&k, "more");
    buf_z(&rq->body, b->list.more ? "true" : "false");
    key_list(&k, "posts");
    for (size_t i = 0; i < b->n; i++) {
        const struct post_row *row = b->shown[i];
        struct keys one;

        buf_z(&rq->body, i ? "," : "");
        one = keys_open(rq);
        key_id(&one, "body", row->body);
        key_day(&one, "due", row->due);
        key_text(&one, "name", str_of(b->body[i]));
        key_text(&one, "office", row->office->code);
        key_id(&one, "person", row->person);
        key_day(&one, "since", row->since);
        key_text(&one, "state", choice_name(POST_STATE_NAMES, (int)row->state));
        key_id(&one, "term", row->term);
        keys_close(&one);
    }
    key_list_end(&k);
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

/* Who holds which office of the organisations in reach: vacant posts, terms
 * that ran out and whose holders are caretakers, terms that end soon. */
PAGE(offices, GET, "/offices", RIGHT_REGISTER)
{
    struct board *b = arena_new(rq->arena, struct board);

    if (!board_read(rq, b))
        return;
    if (rq->json) {
        board_json(rq, b);
        return;
    }
    frame_open(rq, word(rq, "posts.title"));
    html(rq, "<p class=\"lead\">%s", day_text(rq, rq->today));
    if (!id_none(b->ask.place)) {
        html(rq, " · ");
        thing_link(rq, "place", b->ask.place);
    }
    html(rq, "</p>");
    filter_draw(rq, b);
    tiles_draw(rq, b);
    table_draw(rq, b);
    frame_close(rq);
}

/* ---- on the page of today's work ----------------------------------------*/

static void alarm_draw(struct rq *rq, const struct board *b)
{
    html(rq, "<ul class=\"links\">");
    for (size_t i = 0; i < b->n; i++) {
        const struct post_row *row = b->shown[i];

        html(rq,
             "<li><a href=\"/body/%s\">%s</a> <small>%s · %s</small> <span "
             "class=\"%s\">%s</span>",
             id_text(rq, row->body), b->body[i], row->office->title,
             b->place[i], post_class(row->state),
             word_of(rq, "post",
                     choice_name(POST_STATE_NAMES, (int)row->state)));
        if (row->due != DAY_NONE)
            html(rq, " <small>%s %s</small>", word(rq, "office.until"),
                 day_text(rq, row->due));
        html(rq, "</li>");
    }
    html(rq, "</ul>");
}

void offices_alarm(struct rq *rq, struct id staff)
{
    struct board *b = arena_new(rq->arena, struct board);

    b->ask = (struct posts_ask){ .staff = staff,
                                 .nature = -1,
                                 .right = RIGHT_KEEP,
                                 .bodies_most = WORK_LOOKED };
    b->state = -1;
    b->page = 1;
    b->list = posts_read(rq, &b->ask);
    board_page(rq, b, WORK_SHOWN);
    card_open(rq, "posts.title");
    if (b->n)
        alarm_draw(rq, b);
    else
        html(rq, "<p>%s</p>", word(rq, "posts.none"));
    html(rq, "<p class=\"tools\">");
    for (int i = POST_VACANT; i <= POST_ENDING; i++)
        if (b->list.count[i])
            html(rq,
                 "<a href=\"/offices?state=%s\">%s <b class=\"n\">%s</b></a> ",
                 zstr(rq, choice_name(POST_STATE_NAMES, i)),
                 word_of(rq, "post", choice_name(POST_STATE_NAMES, i)),
                 number_text(rq, b->list.count[i], 0));
    html(rq, "</p>");
    card_close(rq);
}
