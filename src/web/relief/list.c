/* list - freezing the roster, choosing whom to help, and a list of them. */
#include <string.h>

#include "relief.sql.h"
#include "web/paper.h"
#include "web/poverty/survey.h"
#include "web/relief/relief.h"

/* ---- freezing -----------------------------------------------------------*/

struct homes {
    struct id *at;
    size_t n;
    bool more;
};

static struct homes present_read(struct rq *rq, struct id place)
{
    size_t most = (size_t)RELIEF_PARTS * RELIEF_PART;
    struct homes h = { arena_many(rq->arena, struct id, most), 0, false };
    struct rows r = db_rows(rq->db, SQL_WEB_PRESENT_AT);

    db_bind_id(&r, 1, place);
    db_bind_int(&r, 2, rq->today);
    while (db_next(&r)) {
        h.more = h.n == most;
        if (h.more)
            break;
        h.at[h.n++] = db_id(&r, 0);
    }
    db_done(&r);
    return h;
}

static struct str part_body(struct rq *rq, const struct disaster_page *d,
                            struct id place, const struct homes *h, size_t part)
{
    struct buf b = buf_start(rq->arena);
    size_t from = part * RELIEF_PART, to = from + RELIEF_PART;

    buf_fmt(&b, "{\"disaster\":\"%s\",\"held\":\"%s\",\"households\":[",
            id_text(rq, d->id), day_iso(rq, rq->today));
    for (size_t i = from; i < to && i < h->n; i++) {
        buf_z(&b, i > from ? ",{\"household\":\"" : "{\"household\":\"");
        id_put(&b, h->at[i]);
        buf_z(&b, "\"}");
    }
    buf_fmt(&b, "],\"part\":%zu,\"place\":\"%s\"}", part + 1,
            id_text(rq, place));
    return buf_str(&b);
}

static void not_frozen(struct rq *rq, const struct findings *f)
{
    if (rq->json) {
        form_answer_json(rq, "refused", ID_NONE, f);
        return;
    }
    frame_open(rq, word(rq, "relief.freeze"));
    for (size_t i = 0; i < f->n; i++)
        finding_draw(rq, &f->at[i]);
    frame_close(rq);
}

static void freeze_again(struct rq *rq, void *self, const struct findings *f)
{
    (void)self;
    not_frozen(rq, f);
}

static bool frozen_before(struct rq *rq, struct id disaster, struct id place)
{
    struct rows r = db_rows(rq->db, SQL_WEB_FROZEN_AT);
    bool was;

    db_bind_id(&r, 1, disaster);
    db_bind_id(&r, 2, place);
    was = db_next(&r);
    db_done(&r);
    return was;
}

/* The place that was typed or picked. */
static struct id place_typed(struct rq *rq)
{
    struct str said = str_trim(rq_part(rq, "place.said"));
    struct found *f;
    struct id place = ID_NONE;

    if (!thing_read(rq, "place", rq_part(rq, "place"), &place))
        place = ID_NONE;
    if (id_none(place) && said.n &&
        thing_find(rq, kind_find(S("place")), said, 1, &f))
        place = f->id;
    return place;
}

static bool may_freeze(struct rq *rq, struct id place)
{
    struct scope scope = { .place = place, .shared = true };

    return !id_none(place) && rq_may_in(rq, RIGHT_KEEP, &scope);
}

/* Keeps who lives at a place now, in parts, as the roster of a disaster. A place
 * is frozen once, by itself or with what lies above it. */
PAGE(relief_freeze_go, POST, "/relief/*/freeze", RIGHT_KEEP)
{
    struct disaster_page *d = disaster_open(rq);
    struct findings f = findings_start(rq->arena);
    struct id place;
    struct homes h = { .n = 0 };
    struct draft *draft;
    size_t parts;

    if (!d)
        return;
    place = place_typed(rq);
    if (id_none(place))
        tell(&f, STOP, "relief.which_place", "place");
    else if (!may_freeze(rq, place)) {
        refuse(rq, 403, "refuse.right");
        return;
    } else if (frozen_before(rq, d->id, place))
        tell(&f, STOP, "relief.frozen_before", "place");
    else
        h = present_read(rq, place);
    if (!f.n && !h.n)
        tell(&f, STOP, "frozen_roster.nobody", "place");
    if (h.more)
        tell(&f, STOP, "relief.too_many", "place");
    if (f.n) {
        rq->status = 422;
        not_frozen(rq, &f);
        return;
    }
    parts = (h.n + RELIEF_PART - 1) / RELIEF_PART;
    draft = arena_many(rq->arena, struct draft, parts);
    for (size_t i = 0; i < parts; i++)
        draft[i] = (struct draft){ .kind = S("frozen_roster"),
                                   .id = form_id(rq),
                                   .body = part_body(rq, d, place, &h, i),
                                   .strict = true };
    survey_keep(rq, draft, parts,
                &(struct survey_send){ .to = thing_path(rq, d->kind, d->id),
                                       .again = freeze_again });
}

/* ---- choosing -----------------------------------------------------------*/

struct choosing {
    struct disaster_page *d;
    struct id place, agency;
    int32_t house, what; /* house: from this damage on */
    bool away;
    struct homes h;
};

static struct str asked(struct rq *rq, const char *name)
{
    return rq->page->method == PAGE_POST ? rq_part(rq, name) : rq_arg(rq, name);
}

static void choosing_read(struct rq *rq, struct choosing *c)
{
    const struct kind *list = kind_find(S("relief_list"));
    const struct kind *damage = kind_find(S("damage"));
    struct str said = str_trim(asked(rq, "place.said"));
    struct found *found;
    struct rows r;

    c->house = choice_find(kind_field(damage, S("house"))->of,
                           asked(rq, "house"));
    c->what = choice_find(kind_field(list, S("what"))->of, asked(rq, "what"));
    c->away = asked(rq, "away").n > 0;
    if (!thing_read(rq, "agency", asked(rq, "agency"), &c->agency))
        c->agency = ID_NONE;
    if (!thing_read(rq, "place", asked(rq, "place"), &c->place))
        c->place = ID_NONE;
    if (id_none(c->place))
        c->place = c->d->place;
    if (said.n && !str_same(said, str_of(place_name(rq, c->place))) &&
        thing_find(rq, kind_find(S("place")), said, 1, &found))
        c->place = found->id;
    c->h = (struct homes){ arena_many(rq->arena, struct id, RELIEF_PART), 0,
                           false };
    if (c->what < 0 || !may_freeze(rq, c->place))
        return;
    r = db_rows(rq->db, SQL_WEB_RELIEF_CHOSEN);
    db_bind_id(&r, 1, c->d->id);
    db_bind_id(&r, 2, c->place);
    db_bind_int(&r, 3, rq->today);
    db_bind_int(&r, 4, c->house < 0 ? 0 : c->house);
    db_bind_int(&r, 5, c->what);
    db_bind_int(&r, 6, c->away);
    while (db_next(&r)) {
        c->h.more = c->h.n == RELIEF_PART;
        if (c->h.more)
            break;
        c->h.at[c->h.n++] = db_id(&r, 0);
    }
    db_done(&r);
}

static void options(struct rq *rq, const char *kind, const char *field,
                    const char *name, int32_t now, bool any)
{
    const struct kind *k = kind_find(str_of(kind));
    struct str rest = str_of(kind_field(k, str_of(field))->of);

    html(rq, "<label>%s<select name=\"%s\">",
         field_word(rq, kind_field(k, str_of(field))), name);
    if (any)
        html(rq, "<option value=\"\">%s</option>", word(rq, "award.any"));
    for (int32_t i = 0; rest.n; i++) {
        struct str one = str_cut(&rest, '|');

        html(rq,
             i == now ? "<option value=\"%s\" selected>%s</option>" :
                        "<option value=\"%s\">%s</option>",
             zstr(rq, one), choice_text(rq, k, field, i));
    }
    html(rq, "</select></label>");
}

static void choosing_form(struct rq *rq, const struct choosing *c)
{
    html(rq, "<form class=\"filter\">");
    place_input(rq, c->place);
    options(rq, "relief_list", "what", "what", c->what, false);
    options(rq, "damage", "house", "house", c->house, true);
    html(rq,
         "<label class=\"check\"><input type=\"checkbox\" name=\"away\" "
         "value=\"1\"%s> %s</label><button>%s</button></form>",
         c->away ? " checked" : "", word(rq, "relief.away"),
         word(rq, "list.go"));
}

static void chosen_draw(struct rq *rq, const struct choosing *c)
{
    html(rq, "<p>%s <b class=\"n\">%s</b></p>", word(rq, "relief.chosen"),
         number_text(rq, (int64_t)c->h.n, 0));
    if (!c->h.n)
        return;
    html(rq,
         "<form method=\"post\" class=\"fact\"><input type=\"hidden\" "
         "name=\"_csrf\" value=\"%s\"><input type=\"hidden\" name=\"place\" "
         "value=\"%s\"><input type=\"hidden\" name=\"what\" value=\"%s\">"
         "<input type=\"hidden\" name=\"house\" value=\"%s\"><input "
         "type=\"hidden\" name=\"away\" value=\"%s\"><div class=\"grid\"><div "
         "class=\"field\"><label><span>%s</span><span class=\"find\" "
         "data-find=\"agency\"><input name=\"agency.said\" "
         "autocomplete=\"off\"><input type=\"hidden\" name=\"agency\"></span>"
         "</label></div><div class=\"field\"><label><span>%s</span><textarea "
         "name=\"criteria\" maxlength=\"600\"></textarea></label></div></div>"
         "<p class=\"tools\"><button class=\"main\">%s</button></p></form>",
         rq->csrf, id_text(rq, c->place),
         zstr(rq, choice_name(RELIEF_CHOICES, c->what)),
         c->house < 0 ? "" :
                        zstr(rq, choice_name("none|partly|fully", c->house)),
         c->away ? "1" : "", word(rq, "field.agency"),
         word(rq, "field.criteria"), word(rq, "relief.make_list"));
    listing_open(rq, "field.household");
    for (size_t i = 0; i < c->h.n && i < RELIEF_SHOWN; i++) {
        html(rq, "<tr><td>");
        household_line(rq, c->h.at[i]);
        html(rq, "</td></tr>");
    }
    listing_close(rq);
}

/* Whom to help: households by what was seen of them, the worst hit first, that
 * stand on no list for the same and were not given it. */
PAGE(relief_choose, GET, "/relief/*/choose", RIGHT_KEEP)
{
    struct choosing c = { .d = disaster_open(rq) };

    if (!c.d)
        return;
    choosing_read(rq, &c);
    if (rq->json) {
        struct keys k = keys_open(rq);

        key_int(&k, "chosen", (int64_t)c.h.n);
        keys_close(&k);
        return;
    }
    frame_open(rq, word(rq, "relief.choose"));
    disaster_line(rq, c.d);
    choosing_form(rq, &c);
    if (c.what >= 0)
        chosen_draw(rq, &c);
    frame_close(rq);
}

static struct str list_body(struct rq *rq, const struct choosing *c)
{
    struct buf b = buf_start(rq->arena);
    struct str criteria = str_trim(rq_part(rq, "criteria"));

    buf_char(&b, '{');
    if (!id_none(c->agency))
        buf_fmt(&b, "\"agency\":\"%s\",", id_text(rq, c->agency));
    if (criteria.n) {
        buf_z(&b, "\"criteria\":");
        buf_json(&b, criteria);
        buf_char(&b, ',');
    }
    buf_fmt(&b, "\"disaster\":\"%s\",\"held\":\"%s\",\"households\":[",
            id_text(rq, c->d->id), day_iso(rq, rq->today));
    for (size_t i = 0; i < c->h.n; i++) {
        buf_z(&b, i ? ",{\"household\":\"" : "{\"household\":\"");
        id_put(&b, c->h.at[i]);
        buf_z(&b, "\"}");
    }
    buf_fmt(&b, "],\"place\":\"%s\",\"what\":\"%s\"}", id_text(rq, c->place),
            zstr(rq, choice_name(RELIEF_CHOICES, c->what)));
    return buf_str(&b);
}

/* Keeps those that were chosen as a list. */
PAGE(relief_choose_go, POST, "/relief/*/choose", RIGHT_KEEP)
{
    struct choosing c = { .d = disaster_open(rq) };
    struct findings f = findings_start(rq->arena);
    struct str said = str_trim(rq_part(rq, "agency.said"));
    struct found *found;
    struct draft d = { .kind = S("relief_list"), .strict = true };
    struct buf to = buf_start(rq->arena);

    if (!c.d)
        return;
    choosing_read(rq, &c);
    if (id_none(c.agency) && said.n &&
        thing_find(rq, kind_find(S("agency")), said, 1, &found))
        c.agency = found->id;
    if (!c.h.n) {
        tell(&f, STOP, "frozen_roster.nobody", "households");
        rq->status = 422;
        not_frozen(rq, &f);
        return;
    }
    d.id = form_id(rq);
    d.body = list_body(rq, &c);
    buf_fmt(&to, "/relieflist/%s", id_text(rq, d.id));
    survey_keep(rq, &d, 1,
                &(struct survey_send){ .to = zstr(rq, buf_str(&to)),
                                       .again = freeze_again });
}

/* ---- a list -------------------------------------------------------------*/

struct on_list {
    struct id household, place;
    const char *number, *head;
    int64_t quantity, others, house;
    day given;
};
struct list_page {
    const struct kind *kind;
    struct id id, disaster;
    const void *record;
    struct on_list *at;
    size_t n, given, twice;
};

static struct list_page *list_open(struct rq *rq)
{
    struct list_page *l = arena_new(rq->arena, struct list_page);
    const struct kind *home = kind_find(S("household"));
    struct rows r;

    l->kind = kind_find(S("relief_list"));
    l->record = register_open(rq, l->kind, &l->id);
    if (!l->record)
        return NULL;
    l->disaster = said_id(l->kind, l->record, "disaster");
    l->at = arena_many(rq->arena, struct on_list, RELIEF_PART);
    r = db_rows(rq->db, SQL_WEB_RELIEF_LISTED);
    db_bind_id(&r, 1, l->id);
    while (l->n < RELIEF_PART && db_next(&r)) {
        struct on_list *x = &l->at[l->n++];

        *x = (struct on_list){ .household = db_id(&r, 0),
                               .number = zstr(rq, arena_str(rq->arena,
                                                            db_str(&r, 1))),
                               .quantity = int_in(&r, 2),
                               .given = day_in(&r, 3),
                               .others = db_int(&r, 4),
                               .house = int_in(&r, 5),
                               .place = db_id(&r, 6),
                               .head = "" };
        l->given += x->given != DAY_NONE;
        l->twice += x->others > 0;
    }
    db_done(&r);
    for (size_t i = 0; i < l->n; i++)
        if (rq_names(rq, home, l->at[i].household))
            l->at[i].head = head_name(rq, l->at[i].household);
    return l;
}

static void on_list_draw(struct rq *rq, const struct list_page *l,
                         const struct on_list *x, bool may)
{
    html(rq,
         "<tr><th scope=\"row\"><a href=\"/household/%s\"><bdi>%s</bdi></a> "
         "<bdi>%s</bdi> <small>%s</small></th><td>%s</td><td class=\"n\">%s"
         "</td><td>",
         id_text(rq, x->household), x->number, x->head,
         place_name(rq, x->place),
         x->house == INT_NONE ?
             "" :
             choice_text(rq, kind_find(S("damage")), "house", x->house),
         x->quantity == INT_NONE ? "" : number_text(rq, x->quantity, 0));
    if (x->others)
        html(rq, "<span class=\"chip stop\">%s</span> ",
             word(rq, "relief.other_list"));
    if (x->given != DAY_NONE)
        html(rq, "<span class=\"chip good\">%s</span>", day_text(rq, x->given));
    else if (may)
        html(rq, "<a class=\"button\" href=\"/relief/%s/give/%s\">%s</a>",
             id_text(rq, l->disaster), id_text(rq, x->household),
             word(rq, "relief.give"));
    html(rq, "</td></tr>");
}

static void list_json(struct rq *rq, const struct list_page *l)
{
    struct keys k = keys_open(rq);

    key_int(&k, "given", (int64_t)l->given);
    key_list(&k, "households");
    for (size_t i = 0; i < l->n; i++) {
        struct keys one = key_item(rq, i);

        key_day(&one, "given", l->at[i].given);
        key_id(&one, "household", l->at[i].household);
        key_int(&one, "others", l->at[i].others);
        keys_close(&one);
    }
    key_list_end(&k);
    key_id(&k, "id", l->id);
    key_int(&k, "twice", (int64_t)l->twice);
    keys_close(&k);
}

/* A relief list: each household, what was seen of it, whether it was given, and
 * whether it stands on another agency's list for the same. */
PAGE(relief_listed, GET, "/relieflist/*", RIGHT_REGISTER)
{
    struct list_page *l = list_open(rq);
    bool may;

    if (!l)
        return;
    if (rq->json) {
        list_json(rq, l);
        return;
    }
    may = register_may(rq, RIGHT_KEEP, l->kind, l->id);
    frame_open(rq, word(rq, "kind.relief_list"));
    html(rq,
         "<p class=\"lead\"><a href=\"/relief/%s\"><bdi>%s</bdi></a> · %s "
         "· %s</p>",
         id_text(rq, l->disaster),
         thing_name(rq, kind_find(S("disaster")), l->disaster),
         choice_text(rq, l->kind, "what",
                     said_choice(l->kind, l->record, "what")),
         place_name(rq, said_id(l->kind, l->record, "place")));
    findings_said(rq, l->id);
    html(rq, "<ul class=\"counters tiles\">");
    tile(rq, "relief.households", (int64_t)l->n, 0, "");
    tile(rq, "relief.list_given", (int64_t)l->given, 0, "");
    tile(rq, "relief.other_list", (int64_t)l->twice, 0, "");
    html(rq, "</ul>");
    paper_links(rq, "relief.print", "relieflist", l->id, "list.pdf");
    listing_open(rq, "field.household field.house n:field.quantity -");
    for (size_t i = 0; i < l->n; i++)
        on_list_draw(rq, l, &l->at[i], may);
    listing_close(rq);
    card_open(rq, "award.facts");
    html(rq, "<dl class=\"fields\">");
    term_link(rq, "field.agency", "agency",
              said_id(l->kind, l->record, "agency"));
    term(rq, "field.held", day_text(rq, said_day(l->kind, l->record, "held")));
    term(rq, "field.criteria",
         zstr(rq, said_text(l->kind, l->record, "criteria")));
    term(rq, "field.approved_by",
         zstr(rq, said_text(l->kind, l->record, "approved_by")));
    html(rq, "</dl>");
    card_close(rq);
    entry_tools(rq, l->id);
    frame_close(rq);
}

static void table_put(struct rq *rq, const struct list_page *l, struct paper *p)
{
    const struct paper_column c[] = {
        { say(rq->lang, "field.number"), S(""), 90, ALIGN_START },
        { say(rq->lang, "field.head"), S(""), 220, ALIGN_START },
        { say(rq->lang, "field.place"), S(""), 160, ALIGN_START },
        { say(rq->lang, "field.quantity"), S(""), 80, ALIGN_END },
        { say(rq->lang, "field.token"), S(""), 100, ALIGN_START },
        { say(rq->lang, "relief.sign"), S(""), 180, ALIGN_START },
    };

    paper_table(p, c, (int)LEN(c), 11, 0);
    for (size_t i = 0; i < l->n; i++) {
        const struct on_list *x = &l->at[i];
        struct str cell[] = {
            str_of(x->number),
            str_of(x->head),
            str_of(place_name(rq, x->place)),
            x->quantity == INT_NONE ? S("") :
                                      str_of(number_text(rq, x->quantity, 0)),
            S(""),
            x->given == DAY_NONE ? S("") : str_of(day_text(rq, x->given))
        };

        paper_row(p, ROW_PLAIN, cell);
    }
    paper_table_end(p);
}

/* The list for the day on which it is handed out: a line to sign for each. */
PAGE(relief_paper, GET, "/relieflist/*/list.pdf", RIGHT_REGISTER)
{
    struct list_page *l;
    struct paper_plan plan = { .size = PAPER_A4 };
    struct paper p;
    struct str who[2];

    rq->lang = rq_paper_lang(rq);
    l = list_open(rq);
    if (!l)
        return;
    plan.title = say(rq->lang, "kind.relief_list");
    plan.head = str_of(thing_name(rq, kind_find(S("disaster")), l->disaster));
    plan.on = rq->today;
    p = paper_start(rq->arena, rq->lang, &plan);
    paper_title(&p, plan.title);
    paper_pair_word(&p, "kind.disaster", plan.head);
    paper_pair_word(&p, "field.place",
                    str_of(
                        place_name(rq, said_id(l->kind, l->record, "place"))));
    paper_pair_word(&p, "field.what",
                    str_of(
                        choice_text(rq, l->kind, "what",
                                    said_choice(l->kind, l->record, "what"))));
    paper_pair_word(&p, "field.criteria",
                    said_text(l->kind, l->record, "criteria"));
    paper_pair_word(&p, "paper.date", str_of(day_text(rq, rq->today)));
    paper_gap(&p, 4);
    table_put(rq, l, &p);
    who[0] = say(rq->lang, "relief.gave");
    who[1] = say(rq->lang, "relief.witness");
    paper_sign(&p, who, 2);
    rq_paper(rq, "list.pdf", &p);
}
