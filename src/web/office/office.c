/* office - who holds which office: read, and drawn on a body's page. */
#include "web/office/office.h"

#include <stdlib.h>
#include <string.h>

#include "office.sql.h"
#include "web/register.h"

enum { HOLDERS_MOST = 200, BEFORE_MOST = 60, STILL = 2147483647 };

/* ---- the offices there are ----------------------------------------------*/

const struct office_kinds *office_kinds(struct rq *rq)
{
    struct office_kinds *all = arena_new(rq->arena, struct office_kinds);
    struct rows r = db_rows(rq->db, SQL_WEB_OFFICES);

    while (all->n < OFFICES_MOST && db_next(&r)) {
        struct str title = db_str(&r, 1 + (int)rq->lang);

        all->at[all->n++] = (struct office_kind){
            .code = arena_str(rq->arena, db_str(&r, 0)),
            .title = arena_z(rq->arena, title.n ? title : db_str(&r, 1)),
            .natures = arena_str(rq->arena, db_str(&r, 4)),
            .bearer = db_int(&r, 5) == 1,
            .seats = db_null(&r, 6) ? INT_NONE : db_int(&r, 6),
        };
    }
    db_done(&r);
    return all;
}

bool office_of(const struct office_kind *k, int64_t nature)
{
    const struct field *f = kind_field(kind_find(S("body")), S("nature"));
    struct str rest = k->natures;

    while (rest.n)
        if (choice_find(f->of, str_cut(&rest, '|')) == nature)
            return true;
    return false;
}

const struct office_kind *office_find(const struct office_kinds *all,
                                      struct str code)
{
    for (size_t i = 0; i < all->n; i++)
        if (str_same(all->at[i].code, code))
            return &all->at[i];
    return NULL;
}

const char *post_class(enum post_state state)
{
    return state == POST_VACANT ? "chip stop" :
           state == POST_HELD   ? "chip good" :
                                  "chip warn";
}

/* ---- who may be chosen --------------------------------------------------*/

static int candidate_order(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    int order = strcmp(x->name, y->name);

    return order ? order : id_order(x->person, y->person);
}

size_t candidates_read(struct rq *rq, struct id body, day on,
                       struct candidate **out)
{
    struct rows r = db_rows(rq->db, SQL_WEB_CANDIDATES);
    struct candidate *c = arena_many(rq->arena, struct candidate,
                                     OFFICE_CANDIDATES);
    struct id *person = arena_many(rq->arena, struct id, OFFICE_CANDIDATES);
    const char **name = arena_many(rq->arena, const char *, OFFICE_CANDIDATES);
    size_t n = 0;

    db_bind_id(&r, 1, body);
    db_bind_int(&r, 2, on);
    while (n < OFFICE_CANDIDATES && db_next(&r)) {
        struct candidate one = { .person = db_id(&r, 0),
                                 .member = db_id(&r, 1),
                                 .from = db_id(&r, 2) };

        if (n && id_same(c[n - 1].person, one.person)) {
            if (id_none(c[n - 1].member))
                c[n - 1] = one;
            continue;
        }
        person[n] = one.person;
        c[n++] = one;
    }
    db_done(&r);
    thing_names(rq, kind_find(S("person")), person, n, name);
    for (size_t i = 0; i < n; i++)
        c[i].name = name[i];
    if (n)
        qsort(c, n, sizeof *c, candidate_order);
    *out = c;
    return n;
}

/* ---- the card of a body -------------------------------------------------*/

struct holding {
    struct id term, person;
    struct str office;
    const char *name;
    day since, until, due; /* DAY_NONE: open */
    int64_t basis;
};
struct holdings {
    struct holding at[HOLDERS_MOST];
    size_t n;
};

static day day_open(struct rows *r, int col)
{
    return db_int(r, col) >= STILL ? DAY_NONE : (day)db_int(r, col);
}

static const struct holdings *holdings_read(struct rq *rq, int sql,
                                            struct id body)
{
    struct holdings *h = arena_new(rq->arena, struct holdings);
    struct rows r = db_rows(rq->db, sql);
    struct id person[HOLDERS_MOST];
    const char *name[HOLDERS_MOST];

    db_bind_id(&r, 1, body);
    db_bind_int(&r, 2, rq->today);
    while (h->n < HOLDERS_MOST && db_next(&r)) {
        person[h->n] = db_id(&r, 2);
        h->at[h->n++] = (struct holding){
            .term = db_id(&r, 0),
            .office = arena_str(rq->arena, db_str(&r, 1)),
            .person = db_id(&r, 2),
            .since = (day)db_int(&r, 3),
            .until = day_open(&r, 4),
            .due = day_open(&r, 5),
            .basis = db_int(&r, 6),
        };
    }
    db_done(&r);
    thing_names(rq, kind_find(S("person")), person, h->n, name);
    for (size_t i = 0; i < h->n; i++)
        h->at[i].name = name[i];
    return h;
}

static void post_chip(struct rq *rq, enum post_state state)
{
    html(rq, "<span class=\"%s\">%s</span>", post_class(state),
         word_of(rq, "post", choice_name(POST_STATE_NAMES, (int)state)));
}

static int64_t number_of(struct rq *rq, int sql, struct id body)
{
    struct rows r = db_rows(rq->db, sql);
    int64_t n = INT_NONE;

    db_bind_id(&r, 1, body);
    if (db_next(&r) && !db_null(&r, 0))
        n = db_int(&r, 0);
    db_done(&r);
    return n;
}

static enum post_state holding_state(const struct rq *rq,
                                     const struct holding *h, int64_t lead)
{
    if (h->due != DAY_NONE && h->due <= rq->today)
        return POST_CARETAKER;
    if (h->due != DAY_NONE && lead != INT_NONE && h->due - lead <= rq->today)
        return POST_ENDING;
    return POST_HELD;
}

static void ending_draw(struct rq *rq, const struct holding *h)
{
    if (h->due != DAY_NONE)
        html(rq, " · %s %s", word(rq, "office.until"), day_text(rq, h->due));
}

static void holding_draw(struct rq *rq, const struct holding *h, int64_t lead,
                         bool keeps)
{
    enum post_state state = holding_state(rq, h, lead);
    struct buf today = buf_start(rq->arena);

    day_put(&today, rq->today);
    html(rq, "<a href=\"/person/%s\"><bdi>%s</bdi></a> ",
         id_text(rq, h->person), h->name);
    if (state != POST_HELD)
        post_chip(rq, state);
    html(rq, " <small><a href=\"/entry/%s\">%s %s</a>", id_text(rq, h->term),
         word(rq, "place.since"), day_text(rq, h->since));
    ending_draw(rq, h);
    html(rq, " · %s", choice_text(rq, kind_find(S("term")), "basis", h->basis));
    if (keeps)
        html(rq, " · <a class=\"act\" href=\"/edit/term/%s?ended=%s\">%s</a>",
             id_text(rq, h->term), zstr(rq, buf_str(&today)),
             word(rq, "office.ends"));
    html(rq, "</small>");
}

/* One office with its holders, or that it is vacant. */
static void office_draw(struct rq *rq, struct id body,
                        const struct office_kind *k, const struct holdings *h,
                        bool keeps)
{
    int64_t lead = number_of(rq, SQL_WEB_LEAD_DAYS, body), held = 0;

    for (size_t i = 0; i < h->n; i++)
        held += str_same(h->at[i].office, k->code);
    if (!held && !k->bearer)
        return;
    html(rq, "<li><b>%s</b><br>", k->title);
    for (size_t i = 0; i < h->n; i++)
        if (str_same(h->at[i].office, k->code)) {
            holding_draw(rq, &h->at[i], lead, keeps);
            html(rq, "<br>");
        }
    if (!held)
        post_chip(rq, POST_VACANT);
    if (k->seats != INT_NONE && held > k->seats)
        html(rq, "<span class=\"chip stop\">%s</span>",
             word(rq, "office.too_many"));
    if (!held && keeps)
        html(rq, " <a class=\"act\" href=\"/body/%s/office?office=%s\">%s</a>",
             id_text(rq, body), zstr(rq, k->code), word(rq, "office.fill"));
    html(rq, "</li>");
}

static void before_draw(struct rq *rq, struct id body,
                        const struct office_kinds *kinds)
{
    const struct holdings *h = holdings_read(rq, SQL_WEB_HELD_BEFORE, body);

    if (!h->n)
        return;
    html(rq,
         "<details><summary>%s <b class=\"n\">%s</b></summary><ul "
         "class=\"links\">",
         word(rq, "office.before"), number_text(rq, (int64_t)h->n, 0));
    for (size_t i = 0; i < h->n; i++) {
        const struct office_kind *k = office_find(kinds, h->at[i].office);

        html(rq,
             "<li class=\"off\"><a href=\"/entry/%s\">%s</a> <bdi>%s</bdi> "
             "<small>%s - %s</small></li>",
             id_text(rq, h->at[i].term),
             k ? k->title : zstr(rq, h->at[i].office), h->at[i].name,
             day_text(rq, h->at[i].since), day_text(rq, h->at[i].until));
    }
    html(rq, "</ul></details>");
}

static void activist_draw(struct rq *rq, struct rows *r, const char *name,
                          bool keeps)
{
    bool ended = !db_null(r, 4) && db_int(r, 4) <= rq->today;
    struct buf today = buf_start(rq->arena);

    day_put(&today, rq->today);
    html(rq, ended ? "<li class=\"off\">" : "<li>");
    html(rq,
         "<a href=\"/person/%s\"><bdi>%s</bdi></a> <small>%s · <a "
         "href=\"/entry/%s\">%s %s</a> · <a href=\"/list/deed?f.activist=%s\">"
         "%s <b class=\"n\">%s</b></a> · %s <b class=\"n\">%s</b>",
         id_text(rq, db_id(r, 1)), name,
         choice_text(rq, kind_find(S("activist")), "nature", db_int(r, 2)),
         id_text(rq, db_id(r, 0)), word(rq, "place.since"),
         day_text(rq, (day)db_int(r, 3)), id_text(rq, db_id(r, 0)),
         word(rq, "office.deeds"), number_text(rq, db_int(r, 5), 0),
         word(rq, "office.trainings"), number_text(rq, db_int(r, 6), 0));
    if (keeps && !ended)
        html(rq,
             " · <a class=\"act\" href=\"/new/deed?activist=%s&amp;held=%s\">"
             "%s</a>",
             id_text(rq, db_id(r, 0)), zstr(rq, buf_str(&today)),
             word(rq, "office.new_deed"));
    html(rq, "</small></li>");
}

static void activists_draw(struct rq *rq, struct id body, bool keeps)
{
    struct rows r = db_rows(rq->db, SQL_WEB_ACTIVISTS);
    struct buf today = buf_start(rq->arena);
    bool any = false;

    day_put(&today, rq->today);
    db_bind_id(&r, 1, body);
    html(rq, "<h3>%s</h3><ul class=\"links\">", word(rq, "office.activists"));
    while (db_next(&r)) {
        activist_draw(rq, &r,
                      thing_name(rq, kind_find(S("person")), db_id(&r, 1)),
                      keeps);
        any = true;
    }
    html(rq, any ? "</ul>" : "</ul><p>%s</p>", word(rq, "office.none_named"));
    if (keeps)
        html(rq,
             "<p class=\"tools\"><a class=\"button\" href=\"/new/activist?"
             "body=%s&amp;since=%s\">%s</a></p>",
             id_text(rq, body), zstr(rq, buf_str(&today)),
             word(rq, "office.new_activist"));
}

enum { NATURE_CO, NATURE_GROUP = 3 };

void offices_card(struct rq *rq, struct id body, int64_t nature, bool keeps)
{
    const struct office_kinds *kinds = office_kinds(rq);
    const struct holdings *h = holdings_read(rq, SQL_WEB_HOLDERS, body);

    card_open(rq, "office.card");
    html(rq, "<ul class=\"links\">");
    for (size_t i = 0; i < kinds->n; i++)
        if (office_of(&kinds->at[i], nature))
            office_draw(rq, body, &kinds->at[i], h, keeps);
    html(rq, "</ul><p class=\"tools\">");
    if (keeps)
        html(rq, "<a class=\"button\" href=\"/body/%s/office\">%s</a>",
             id_text(rq, body), word(rq, "office.takes"));
    if (nature != NATURE_CO && nature != NATURE_GROUP)
        html(rq, "<a class=\"button\" href=\"/body/%s/delegates\">%s</a>",
             id_text(rq, body), word(rq, "delegate.title"));
    html(rq, "</p>");
    before_draw(rq, body, kinds);
    activists_draw(rq, body, keeps);
    card_close(rq);
}

void offices_json(struct keys *k, struct id body, int64_t nature)
{
    const struct post_list l =
        posts_read(k->rq, &(struct posts_ask){ .body = body,
                                               .nature = nature,
                                               .right = RIGHT_REGISTER,
                                               .bodies_most = 1 });
    struct buf *out = &k->rq->body;

    key_any(k, "offices");
    buf_char(out, '[');
    for (size_t i = 0; i < l.n; i++) {
        struct keys one;

        buf_z(out, i ? "," : "");
        one = keys_open(k->rq);
        key_day(&one, "due", l.at[i].due);
        key_text(&one, "office", l.at[i].office->code);
        key_id(&one, "person", l.at[i].person);
        key_day(&one, "since", l.at[i].since);
        key_text(&one, "state",
                 choice_name(POST_STATE_NAMES, (int)l.at[i].state));
        key_id(&one, "term", l.at[i].term);
        keys_close(&one);
    }
    buf_char(out, ']');
}
