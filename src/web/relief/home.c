/* home - one household after a disaster: finding it, what was seen of it, what
 * it was given; and the two short forms that a phone keeps at its door. */
#include <string.h>

#include "relief.sql.h"
#include "web/list/search.h"
#include "web/list/seek.h"
#include "web/poverty/survey.h"
#include "web/relief/relief.h"
#include "web/typed.h"

/* ---- shared -------------------------------------------------------------*/

static void home_fill(struct rq *rq, const struct kind *k, const void *record,
                      struct relief_home *out)
{
    out->number = zstr(rq, said_text(k, record, "number"));
    out->place = said_id(k, record, "place");
    out->head = head_name(rq, out->id);
    out->may = register_may(rq, RIGHT_KEEP, k, out->id);
}

bool relief_home_open(struct rq *rq, struct id id, struct relief_home *out)
{
    const struct kind *k = kind_find(S("household"));
    void *record = arena_take(rq->arena, k->bytes);

    *out = (struct relief_home){ .id = id, .head = "" };
    if (id_none(id) || !row_find(rq->db, k, id, rq->arena, record) ||
        !rq_sees(rq, k, id)) {
        not_here(rq);
        return false;
    }
    home_fill(rq, k, record, out);
    if (!rq_names(rq, k, id))
        out->head = "";
    return true;
}

void relief_home_line(struct rq *rq, const struct relief_home *h)
{
    html(rq,
         "<a href=\"/household/%s\"><bdi>%s</bdi></a> <bdi>%s</bdi> "
         "<small>%s</small>",
         id_text(rq, h->id), h->number, h->head, place_name(rq, h->place));
}

static void gift_row(struct rq *rq, const struct relief_gifts *g, size_t i)
{
    struct rows r = db_rows(rq->db, SQL_WEB_RELIEF_ITEM);
    const struct relief_gift *x = &g->at[i];

    html(rq, "<tr><td><a href=\"/entry/%s\">%s</a></td><th scope=\"row\">%s ",
         id_text(rq, x->entry), day_text(rq, x->on),
         choice_text(rq, kind_find(S("relief_given")), "what", x->what));
    db_bind_id(&r, 1, x->entry);
    if (db_next(&r)) {
        html(rq, "<bdi>%s</bdi> ", zstr(rq, db_str(&r, 0)));
        if (!db_null(&r, 1))
            html(rq, "%s <bdi>%s</bdi>", number_text(rq, db_int(&r, 1), 0),
                 zstr(rq, db_str(&r, 2)));
    }
    db_done(&r);
    if (relief_repeats(g->at, i) != i)
        html(rq, " <span class=\"chip stop\">%s</span>",
             word(rq, "relief.again"));
    html(rq, "</th><td>");
    if (!id_none(x->agency))
        html(rq, "<bdi>%s</bdi>",
             thing_name(rq, kind_find(S("agency")), x->agency));
    html(rq, "</td></tr>");
}

/* What the package says of each thing, and from which day it may come. */
static void due_rows(struct rq *rq, const struct disaster_page *d,
                     const struct relief_gifts *g)
{
    struct rows r = db_rows(rq->db, SQL_WEB_DISASTER_PACKAGE);

    html(rq, "<ul class=\"links\">");
    db_bind_id(&r, 1, d->id);
    while (db_next(&r)) {
        int64_t what = db_int(&r, 0), every = db_int(&r, 4);
        day last = DAY_NONE;

        for (size_t i = 0; i < g->n; i++)
            if (g->at[i].what == what && relief_repeats(g->at, i) == i)
                last = g->at[i].on;
        html(rq, "<li>%s <bdi>%s</bdi> ",
             choice_text(rq, kind_find(S("relief_given")), "what", what),
             zstr(rq, db_str(&r, 1)));
        if (last == DAY_NONE)
            html(rq, "<span class=\"chip warn\">%s</span></li>",
                 word(rq, "relief.to_have"));
        else if (!every)
            html(rq, "<span class=\"chip good\">%s</span></li>",
                 word(rq, "relief.had"));
        else
            html(rq, "<span class=\"chip\">%s %s</span></li>",
                 word(rq, "relief.again_from"),
                 day_text(rq, (day)(last + every)));
    }
    db_done(&r);
    html(rq, "</ul>");
}

void relief_home_card(struct rq *rq, const struct disaster_page *d,
                      const struct relief_home *h)
{
    struct relief_gifts *g = arena_new(rq->arena, struct relief_gifts);

    relief_gifts_read(rq, d->id, h->id, g);
    card_open(rq, "relief.so_far");
    relief_stood(rq, d, h->id);
    if (g->n) {
        listing_open(rq, "field.held field.what field.agency");
        for (size_t i = 0; i < g->n; i++)
            gift_row(rq, g, i);
        listing_close(rq);
    }
    due_rows(rq, d, g);
    card_close(rq);
}

/* ---- finding a household ------------------------------------------------*/

struct hits {
    struct id id[RELIEF_FOUND];
    size_t n;
};

static void hit(struct hits *h, struct id id)
{
    for (size_t i = 0; i < h->n; i++)
        if (id_same(h->id[i], id))
            return;
    if (h->n < RELIEF_FOUND && !id_none(id))
        h->id[h->n++] = id;
}

/* By the household's number, and by what somebody of it is called: by name only
 * for who may read names there. */
static void hits_find(struct rq *rq, struct str words, struct hits *h)
{
    const struct kind *home = kind_find(S("household"));
    const struct kind *person = kind_find(S("person"));
    struct seek_page *page = arena_new(rq->arena, struct seek_page);
    struct seek s = { .kind = home,
                      .page = 1,
                      .sort = kind_field(home, S("number")) };
    void *record = arena_take(rq->arena, person->bytes);
    struct id who[SEARCH_PEOPLE];
    size_t n;

    seek_cond(&s, (struct cond){ .type = COND_WORDS,
                                 .a = { .type = BIND_TEXT, .text = words } });
    seek_run(rq, &s, page);
    for (size_t i = 0; i < page->n; i++)
        if (page->row[i].counts)
            hit(h, page->row[i].id);
    n = search_people(rq, words, who);
    for (size_t i = 0; i < n; i++)
        if (row_find(rq->db, person, who[i], rq->arena, record))
            hit(h, said_id(person, record, "household"));
}

static void found_draw(struct rq *rq, const struct disaster_page *d,
                       struct id id)
{
    const struct kind *k = kind_find(S("household"));
    void *record = arena_take(rq->arena, k->bytes);
    struct relief_home h = { .id = id, .head = "" };

    if (!row_find(rq->db, k, id, rq->arena, record) || !rq_sees(rq, k, id))
        return;
    home_fill(rq, k, record, &h);
    if (!rq_names(rq, k, id))
        h.head = "";
    html(rq, "<section class=\"card\"><h2>");
    relief_home_line(rq, &h);
    html(rq, "</h2>");
    relief_stood(rq, d, id);
    if (h.may)
        html(rq,
             "<p class=\"tools\"><a class=\"button main\" href=\"/relief/%s/"
             "damage/%s\">%s</a> <a class=\"button\" href=\"/relief/%s/give/"
             "%s\">%s</a></p>",
             id_text(rq, d->id), id_text(rq, id), word(rq, "relief.damage"),
             id_text(rq, d->id), id_text(rq, id), word(rq, "relief.give"));
    html(rq, "</section>");
}

static void hits_json(struct rq *rq, const struct hits *h)
{
    struct keys all = keys_open(rq);

    key_list(&all, "households");
    for (size_t i = 0; i < h->n; i++) {
        struct keys k = key_item(rq, i);

        key_id(&k, "id", h->id[i]);
        keys_close(&k);
    }
    key_list_end(&all);
    keys_close(&all);
}

/* Households by their number or by the name of somebody who lives there, with
 * what was seen of each and the two forms. */
PAGE(relief_find, GET, "/relief/*/find", RIGHT_REGISTER)
{
    struct disaster_page *d = disaster_open(rq);
    struct str words = str_trim(rq_arg(rq, "q"));
    struct hits h = { .n = 0 };

    if (!d)
        return;
    if (words.n && words.n <= 120)
        hits_find(rq, words, &h);
    if (rq->json) {
        hits_json(rq, &h);
        return;
    }
    frame_open(rq, word(rq, "relief.find"));
    disaster_line(rq, d);
    html(rq,
         "<form class=\"filter\"><label>%s<input type=\"search\" name=\"q\" "
         "value=\"%s\" required></label><button class=\"main\">%s</button>"
         "</form><div class=\"stack-cards\">",
         word(rq, "relief.number_or_name"), zstr(rq, words),
         word(rq, "list.go"));
    for (size_t i = 0; i < h.n; i++)
        found_draw(rq, d, h.id[i]);
    html(rq, "</div>");
    if (!h.n)
        html(rq, "<p>%s</p>", word(rq, "list.none"));
    frame_close(rq);
}

/* ---- the two forms ------------------------------------------------------*/

struct door {
    struct disaster_page *d;
    struct relief_home h;
    struct form form;
    bool gives;
};

static const char *const damage_asks[] = {
    "held", "house", "living",  "dead",     "hurt",  "missing", "ill",
    "food", "water", "shelter", "medicine", "rooms", "note",    NULL
};
static const char *const gift_asks[] = {
    "held", "what",  "agency",   "goods", "quantity", "unit", "amount",
    "rsp",  "token", "receiver", "thumb", "on_list",  "note", NULL
};

static void *at(const struct door *x, const char *name)
{
    return (char *)x->form.record + kind_field(x->form.kind, str_of(name))->at;
}

/* NULL when it has answered. */
static struct door *door_open(struct rq *rq, bool gives)
{
    struct door *x = arena_new(rq->arena, struct door);
    const struct kind *k = kind_find(gives ? S("relief_given") : S("damage"));
    struct id home;

    x->gives = gives;
    x->d = disaster_open(rq);
    if (!x->d)
        return NULL;
    if (!rq_id(rq, 1, &home)) {
        not_here(rq);
        return NULL;
    }
    if (!relief_home_open(rq, home, &x->h))
        return NULL;
    if (!x->h.may) {
        refuse(rq, 403, "refuse.right");
        return NULL;
    }
    x->form = (struct form){ .kind = k,
                             .record = arena_take(rq->arena, k->bytes),
                             .posted = rq->page->method == PAGE_POST,
                             .found = findings_start(rq->arena) };
    record_blank(k->field, k->fields, x->form.record);
    if (!x->form.posted || !id_read(rq_part(rq, "_id"), &x->form.id) ||
        id_none(x->form.id))
        x->form.id = form_id(rq);
    return x;
}

static void sure_draw(struct rq *rq, const struct door *x)
{
    for (size_t i = 0; i < x->form.found.n; i++)
        if (!strncmp(x->form.found.at[i].what, "relief.gives_", 13)) {
            html(rq,
                 "<p><label class=\"check\"><input type=\"checkbox\" "
                 "name=\"_sure\" value=\"1\"> %s</label></p>",
                 word(rq, "relief.all_the_same"));
            return;
        }
}

/* Folded away until somebody asks: most doors have no more to say. */
static void losses_draw(struct rq *rq, const struct door *x)
{
    const struct field *f = kind_field(x->form.kind, S("losses"));
    const struct list *list = at(x, "losses");

    html(rq, "<details%s><summary>%s</summary>", list->n ? " open" : "",
         field_word(rq, f));
    form_rows(rq, &x->form, f, x->form.record);
    html(rq, "</details>");
}

static void door_form(struct rq *rq, const struct door *x)
{
    const struct kind *k = x->form.kind;
    const struct spot top = { NULL, x->form.posted ? 0 : -1, 0 };
    const char *const *ask = x->gives ? gift_asks : damage_asks;

    form_open(rq, "fact", k->name,
              word(rq, x->gives ? "relief.give" : "relief.damage"), x->form.id);
    form_findings(rq, &x->form.found, "");
    form_findings(rq, &x->form.found, "household");
    html(rq, "<div class=\"grid\">");
    for (int i = 0; ask[i]; i++)
        form_labelled(rq, &x->form, kind_field(k, str_of(ask[i])), k->field,
                      k->fields, &top, x->form.record);
    html(rq, "</div>");
    if (!x->gives)
        losses_draw(rq, x);
    sure_draw(rq, x);
    html(rq, "<p class=\"tools\"><button class=\"main\">%s</button></p></form>",
         word(rq, "form.keep"));
}

/* What a program must send to make such a record of this household. */
static void door_json(struct rq *rq, const struct door *x)
{
    struct keys k = keys_open(rq);

    key_id(&k, "disaster", x->d->id);
    key_any(&k, "fields");
    fields_json(rq, x->form.kind->field, x->form.kind->fields);
    key_id(&k, "household", x->h.id);
    keys_close(&k);
}

static void door_draw(struct rq *rq, const struct door *x)
{
    if (rq->json && rq->page->method == PAGE_POST) {
        form_answer_json(rq, rq->status == 503 ? "unknown" : "refused", ID_NONE,
                         &x->form.found);
        return;
    }
    if (rq->json) {
        door_json(rq, x);
        return;
    }
    frame_open(rq, word(rq, x->gives ? "relief.give" : "relief.damage"));
    disaster_line(rq, x->d);
    html(rq, "<p class=\"lead\">");
    relief_home_line(rq, &x->h);
    html(rq, "</p>");
    if (x->gives)
        relief_home_card(rq, x->d, &x->h);
    door_form(rq, x);
    if (!x->gives)
        relief_home_card(rq, x->d, &x->h);
    frame_close(rq);
}

/* The RSP of who asks, where their grants name one. */
static struct id own_rsp(struct rq *rq)
{
    struct id rsp = ID_NONE;

    (void)rq_may(rq, RIGHT_KEEP); /* their grants are read */
    for (size_t i = 0; i < rq->grants; i++)
        if (!id_none(rq->grant[i].scope.rsp))
            rsp = rq->grant[i].scope.rsp;
    return rsp;
}

static void again(struct rq *rq, void *self, const struct findings *f)
{
    struct door *x = self;

    x->form.found = *f;
    door_draw(rq, x);
}

/* What somebody gave already is said before it is given once more: who typed it
 * has to say that it is given all the same. */
static void repeat_judge(struct rq *rq, struct door *x)
{
    struct relief_gifts *g = arena_new(rq->arena, struct relief_gifts);
    const struct id *agency = at(x, "agency");
    int32_t what = *(const int32_t *)at(x, "what");
    size_t mine = 0, of;

    if (what < 0 || *(const day *)at(x, "held") == DAY_NONE ||
        rq_part(rq, "_sure").n)
        return;
    relief_gifts_read(rq, x->d->id, x->h.id, g);
    g->at[g->n++] = (struct relief_gift){ .entry = x->form.id,
                                          .agency = *agency,
                                          .on = *(const day *)at(x, "held"),
                                          .what = what,
                                          .every = relief_every(rq, x->d->id,
                                                                what) };
    relief_sort(g->at, g->n);
    while (!id_same(g->at[mine].entry, x->form.id))
        mine++;
    of = relief_repeats(g->at, mine);
    if (of != mine)
        tell_ab(&x->form.found, STOP,
                id_same(g->at[of].agency, *agency) ? "relief.gives_again" :
                                                     "relief.gives_too",
                "what", g->at[mine].on - g->at[of].on, g->at[mine].every);
}

static void door_keep(struct rq *rq, struct door *x)
{
    const struct kind *k = x->form.kind;
    struct spot top = { NULL, 0, 0 };
    struct draft d = { .kind = str_of(k->name), .strict = true };
    struct buf to = buf_start(rq->arena);

    form_take(rq, &x->form, k->field, k->fields, &top, x->form.record);
    *(struct id *)at(x, "disaster") = x->d->id;
    *(struct id *)at(x, "household") = x->h.id;
    if (!x->gives && id_none(*(struct id *)at(x, "staff")))
        *(struct id *)at(x, "staff") = rq_staff(rq);
    if (x->gives)
        repeat_judge(rq, x);
    form_judge(rq, &x->form);
    if (findings_stop(&x->form.found)) {
        rq->status = 422;
        door_draw(rq, x);
        return;
    }
    d.id = x->form.id;
    d.body = record_body(k, x->form.record, rq->arena);
    buf_fmt(&to, "/relief/%s/%s/%s?kept=1", id_text(rq, x->d->id),
            x->gives ? "give" : "damage", id_text(rq, x->h.id));
    survey_keep(rq, &d, 1,
                &(struct survey_send){
                    .to = zstr(rq, buf_str(&to)), .again = again, .self = x });
}

/* What the disaster did to one household, as a form for a phone. */
PAGE(relief_damage, GET, "/relief/*/damage/*", RIGHT_REGISTER)
{
    struct door *x = door_open(rq, false);

    if (!x)
        return;
    *(day *)at(x, "held") = rq->today;
    door_draw(rq, x);
}

/* Keeps what was seen of a household. */
PAGE(relief_damage_go, POST, "/relief/*/damage/*", RIGHT_REGISTER)
{
    struct door *x = door_open(rq, false);

    if (x)
        door_keep(rq, x);
}

/* What a household is given, beside all it was given before, by whomever. */
PAGE(relief_give, GET, "/relief/*/give/*", RIGHT_REGISTER)
{
    struct door *x = door_open(rq, true);

    if (!x)
        return;
    *(day *)at(x, "held") = rq->today;
    *(struct id *)at(x, "rsp") = own_rsp(rq);
    door_draw(rq, x);
}

/* Keeps what a household is given. What would come before its time is refused
 * until who typed it says that it is given all the same. */
PAGE(relief_give_go, POST, "/relief/*/give/*", RIGHT_REGISTER)
{
    struct door *x = door_open(rq, true);

    if (x)
        door_keep(rq, x);
}
