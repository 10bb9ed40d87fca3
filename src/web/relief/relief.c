/* relief - disasters: the list, and one with what was seen, listed and given
 * after it, up to the return to normal. */
#include "web/relief/relief.h"

#include "core/card.h"
#include "relief.sql.h"

/* ---- shared -------------------------------------------------------------*/

static const char *title_in(struct rq *rq, const struct kind *k,
                            const void *record)
{
    return zstr(rq, own_text(rq->lang, said_text(k, record, "title"),
                             said_text(k, record, "title_ur"),
                             said_text(k, record, "title_sd")));
}

struct disaster_page *disaster_open(struct rq *rq)
{
    struct disaster_page *d = arena_new(rq->arena, struct disaster_page);
    struct rows r;

    d->kind = kind_find(S("disaster"));
    d->record = register_open(rq, d->kind, &d->id);
    if (!d->record)
        return NULL;
    d->place = said_id(d->kind, d->record, "place");
    d->since = said_day(d->kind, d->record, "since");
    d->title = title_in(rq, d->kind, d->record);
    d->phase = PHASE_NONE;
    d->phase_since = DAY_NONE;
    r = db_rows(rq->db, SQL_WEB_DISASTER_NOW);
    db_bind_id(&r, 1, d->id);
    if (db_next(&r) && !db_null(&r, 0)) {
        d->phase = (int)db_int(&r, 0);
        d->phase_since = (day)db_int(&r, 1);
    }
    db_done(&r);
    return d;
}

static void phase_chip(struct rq *rq, int phase, day since)
{
    if (phase == PHASE_NONE)
        return;
    html(rq, "<span class=\"%s\">%s</span> <small>%s</small>",
         phase == PHASE_NORMAL ? "chip good" :
         phase == PHASE_RELIEF ? "chip stop" :
                                 "chip warn",
         choice_text(rq, kind_find(S("disaster_phase")), "phase", phase),
         day_text(rq, since));
}

void disaster_line(struct rq *rq, const struct disaster_page *d)
{
    html(rq, "<p class=\"lead\"><a href=\"/relief/%s\"><bdi>%s</bdi></a> ",
         id_text(rq, d->id), d->title);
    phase_chip(rq, d->phase, d->phase_since);
    html(rq, "</p>");
}

int64_t relief_every(struct rq *rq, struct id disaster, int32_t what)
{
    struct rows r = db_rows(rq->db, SQL_WEB_DISASTER_EVERY);
    int64_t every = RELIEF_EVERY_DAYS;

    db_bind_id(&r, 1, disaster);
    db_bind_int(&r, 2, what);
    if (db_next(&r))
        every = db_int(&r, 0);
    db_done(&r);
    return every;
}

/* ---- all of them --------------------------------------------------------*/

struct listed {
    struct id id, place;
    const char *title;
    int64_t nature;
    day since, phase_since;
    int phase;
};

static size_t disasters_read(struct rq *rq, struct listed *out)
{
    struct rows r = db_rows(rq->db, SQL_WEB_DISASTERS);
    size_t n = 0;

    db_bind_int(&r, 1, RELIEF_SHOWN);
    while (n < RELIEF_SHOWN && db_next(&r))
        out[n++] = (struct listed){
            .id = db_id(&r, 0),
            .title = zstr(rq,
                          arena_str(rq->arena,
                                    own_text(rq->lang, db_str(&r, 1),
                                             db_str(&r, 2), db_str(&r, 3)))),
            .nature = db_int(&r, 4),
            .place = db_id(&r, 5),
            .since = (day)db_int(&r, 6),
            .phase = db_null(&r, 7) ? PHASE_NONE : (int)db_int(&r, 7),
            .phase_since = day_in(&r, 8)
        };
    db_done(&r);
    return n;
}

static void disasters_json(struct rq *rq, const struct listed *x, size_t n)
{
    struct keys all = keys_open(rq);

    key_list(&all, "disasters");
    for (size_t i = 0; i < n; i++) {
        struct keys k = key_item(rq, i);

        key_id(&k, "id", x[i].id);
        key_id(&k, "place", x[i].place);
        key_day(&k, "since", x[i].since);
        key_text(&k, "title", str_of(x[i].title));
        keys_close(&k);
    }
    key_list_end(&all);
    keys_close(&all);
}

/* Disasters: those that are not over before all others, with the phase of each.
 */
PAGE(relief, GET, "/relief", RIGHT_REGISTER)
{
    struct listed *x = arena_many(rq->arena, struct listed, RELIEF_SHOWN);
    size_t n = disasters_read(rq, x);

    if (rq->json) {
        disasters_json(rq, x, n);
        return;
    }
    frame_open(rq, word(rq, "kinds.disaster"));
    if (rq_may(rq, RIGHT_WRITE))
        html(rq,
             "<p class=\"tools\"><a class=\"button main\" "
             "href=\"/new/disaster\">%s</a></p>",
             word(rq, "relief.add"));
    if (n) {
        listing_open(rq, "kind.disaster field.nature field.place field.since "
                         "field.phase");
        for (size_t i = 0; i < n; i++) {
            html(rq,
                 "<tr><th scope=\"row\"><a href=\"/relief/%s\"><bdi>%s</bdi>"
                 "</a></th><td>%s</td><td>%s</td><td>%s</td><td>",
                 id_text(rq, x[i].id), x[i].title,
                 choice_text(rq, kind_find(S("disaster")), "nature",
                             x[i].nature),
                 place_name(rq, x[i].place), day_text(rq, x[i].since));
            phase_chip(rq, x[i].phase, x[i].phase_since);
            html(rq, "</td></tr>");
        }
        listing_close(rq);
    } else {
        html(rq, "<p>%s</p>", word(rq, "list.none"));
    }
    frame_close(rq);
}

/* ---- one: what it comes to ----------------------------------------------*/

/* All within the asker's reach. */
struct relief_sums {
    int64_t frozen, seen, fully, partly, away, dead, hurt, missing;
    int64_t relieved, unrelieved, repeats;
    paisa lost, given;
};

static const struct reach_columns at_place = { "k.place", NULL, NULL };

static struct rows summed(struct rq *rq, struct id disaster, const char *sql)
{
    struct buf s = buf_start(rq->arena);
    struct rows r;

    buf_z(&s, sql);
    reach_where(rq, RIGHT_REGISTER, &at_place, &s, 2);
    r = db_text_rows(rq->db, buf_str(&s));
    db_bind_id(&r, 1, disaster);
    reach_bind(rq, RIGHT_REGISTER, &r, 2);
    return r;
}

static void seen_read(struct rq *rq, struct id disaster,
                      struct relief_sums *out)
{
    struct rows r = summed(
        rq, disaster,
        "SELECT count(*), CAST(sum(CASE WHEN k.house = 2 THEN 1 ELSE 0 END) AS "
        "BIGINT), CAST(sum(CASE WHEN k.house = 1 THEN 1 ELSE 0 END) AS "
        "BIGINT), CAST(sum(CASE WHEN k.living > 0 THEN 1 ELSE 0 END) AS "
        "BIGINT), CAST(sum(k.dead) AS BIGINT), CAST(sum(k.hurt) AS BIGINT), "
        "CAST(sum(k.missing) AS BIGINT), CAST(sum(k.lost) AS BIGINT), "
        "CAST(sum(CASE WHEN k.house > 0 AND NOT EXISTS (SELECT 1 FROM "
        "relief_given g WHERE g.household = k.household AND g.disaster = "
        "k.disaster AND g.counts = 1) THEN 1 ELSE 0 END) AS BIGINT) FROM "
        "damage_kept k WHERE k.disaster = $1");

    if (db_next(&r) && db_int(&r, 0)) {
        out->seen = db_int(&r, 0);
        out->fully = db_int(&r, 1);
        out->partly = db_int(&r, 2);
        out->away = db_int(&r, 3);
        out->dead = db_int(&r, 4);
        out->hurt = db_int(&r, 5);
        out->missing = db_int(&r, 6);
        out->lost = db_int(&r, 7);
        out->unrelieved = db_int(&r, 8);
    }
    db_done(&r);
}

static void given_read(struct rq *rq, struct id disaster,
                       struct relief_sums *out)
{
    struct rows r = summed(
        rq, disaster,
        "SELECT count(DISTINCT g.household), CAST(coalesce(sum(g.amount), 0) "
        "AS BIGINT), CAST(coalesce(sum(CASE WHEN EXISTS (SELECT 1 FROM finding "
        "f WHERE f.entry = g.entry AND f.what IN ('relief_given.again', "
        "'relief_given.other_agency')) THEN 1 ELSE 0 END), 0) AS BIGINT) FROM "
        "relief_given g JOIN household k ON k.entry = g.household WHERE "
        "g.disaster = $1 AND g.counts = 1");

    if (db_next(&r)) {
        out->relieved = db_int(&r, 0);
        out->given = db_int(&r, 1);
        out->repeats = db_int(&r, 2);
    }
    db_done(&r);
    r = summed(rq, disaster,
               "SELECT count(DISTINCT x.household) FROM frozen_roster k JOIN "
               "frozen_roster_households x ON x.entry = k.entry WHERE "
               "k.disaster = $1 AND k.counts = 1");
    if (db_next(&r))
        out->frozen = db_int(&r, 0);
    db_done(&r);
}

static void sums_draw(struct rq *rq, const struct relief_sums *s)
{
    html(rq, "<ul class=\"counters tiles\">");
    tile(rq, "relief.frozen", s->frozen, 0, "");
    tile(rq, "relief.seen", s->seen, 0, "");
    tile(rq, "relief.fully", s->fully, 0, "");
    tile(rq, "relief.partly", s->partly, 0, "");
    tile(rq, "relief.away", s->away, 0, "");
    tile(rq, "field.dead", s->dead, 0, "");
    tile(rq, "field.hurt", s->hurt, 0, "");
    tile(rq, "field.missing", s->missing, 0, "");
    tile(rq, "relief.lost", s->lost, 2, "");
    tile(rq, "relief.relieved", s->relieved, 0, "");
    tile(rq, "relief.given", s->given, 2, "");
    tile(rq, "relief.unrelieved", s->unrelieved, 0, "");
    html(rq, "</ul>");
}

/* ---- one: its cards -----------------------------------------------------*/

static void find_card(struct rq *rq, const struct disaster_page *d)
{
    card_open(rq, "relief.find");
    html(rq,
         "<form class=\"filter\" action=\"/relief/%s/find\"><label>%s<input "
         "type=\"search\" name=\"q\" required></label><button "
         "class=\"main\">%s</button></form>",
         id_text(rq, d->id), word(rq, "relief.number_or_name"),
         word(rq, "list.go"));
    card_close(rq);
}

static void phases_card(struct rq *rq, const struct disaster_page *d)
{
    struct rows r = db_rows(rq->db, SQL_WEB_DISASTER_PHASES);

    card_open(rq, "kinds.disaster_phase");
    html(rq, "<ol class=\"moments\">");
    db_bind_id(&r, 1, d->id);
    while (db_next(&r)) {
        html(rq, "<li><time>%s</time> <a href=\"/entry/%s\">%s</a> ",
             day_text(rq, (day)db_int(&r, 1)), id_text(rq, db_id(&r, 0)),
             choice_text(rq, kind_find(S("disaster_phase")), "phase",
                         db_int(&r, 2)));
        if (!db_null(&r, 3))
            html(rq, "%s ", place_name(rq, db_id(&r, 3)));
        html(rq, "<small><bdi>%s</bdi></small></li>", zstr(rq, db_str(&r, 4)));
    }
    db_done(&r);
    html(rq, "<li><time>%s</time> %s</li></ol>", day_text(rq, d->since),
         word(rq, "relief.struck"));
    if (rq_may(rq, RIGHT_WRITE))
        html(rq,
             "<p class=\"tools\"><a class=\"button\" href=\"/new/"
             "disaster_phase?disaster=%s&amp;held=%s\">%s</a></p>",
             id_text(rq, d->id), day_iso(rq, rq->today),
             word(rq, "relief.next_phase"));
    card_close(rq);
}

static void freeze_card(struct rq *rq, const struct disaster_page *d)
{
    if (!rq_may(rq, RIGHT_KEEP))
        return;
    card_open(rq, "relief.freeze");
    html(
        rq,
        "<p>%s</p><form method=\"post\" action=\"/relief/%s/freeze\" "
        "class=\"filter\"><input type=\"hidden\" name=\"_csrf\" "
        "value=\"%s\"><label>%s<span class=\"find\" data-find=\"place\"><input "
        "name=\"place.said\" autocomplete=\"off\"><input type=\"hidden\" "
        "name=\"place\"></span></label><button>%s</button></form>",
        word(rq, "relief.freeze_why"), id_text(rq, d->id), rq->csrf,
        word(rq, "field.place"), word(rq, "relief.freeze_do"));
    card_close(rq);
}

static void lists_card(struct rq *rq, const struct disaster_page *d)
{
    struct rows r = summed(
        rq, d->id,
        "SELECT k.entry, k.held, k.what, k.agency, k.place, (SELECT count(*) "
        "FROM relief_list_households x WHERE x.entry = k.entry) FROM "
        "relief_list k WHERE k.disaster = $1 AND k.counts = 1");
    size_t n = 0;

    card_open(rq, "kinds.relief_list");
    html(rq, "<ul class=\"links\">");
    for (; n < RELIEF_SHOWN && db_next(&r); n++) {
        html(rq, "<li><a href=\"/relieflist/%s\">%s · %s</a> <small>",
             id_text(rq, db_id(&r, 0)), day_text(rq, (day)db_int(&r, 1)),
             choice_text(rq, kind_find(S("relief_list")), "what",
                         db_int(&r, 2)));
        if (!db_null(&r, 3))
            html(rq, "<bdi>%s</bdi> · ",
                 thing_name(rq, kind_find(S("agency")), db_id(&r, 3)));
        html(rq, "%s · %s</small></li>", place_name(rq, db_id(&r, 4)),
             number_text(rq, db_int(&r, 5), 0));
    }
    db_done(&r);
    html(rq, "</ul>");
    if (!n)
        html(rq, "<p>%s</p>", word(rq, "list.none"));
    if (rq_may(rq, RIGHT_KEEP))
        html(rq,
             "<p class=\"tools\"><a class=\"button\" href=\"/relief/%s/choose"
             "\">%s</a></p>",
             id_text(rq, d->id), word(rq, "relief.choose"));
    card_close(rq);
}

/* What came before its time, whoever gave first. */
static void repeats_card(struct rq *rq, const struct disaster_page *d)
{
    struct rows r = summed(
        rq, d->id,
        "SELECT g.entry, g.household, g.held, g.what, g.agency FROM "
        "relief_given g JOIN household k ON k.entry = g.household JOIN finding "
        "f ON f.entry = g.entry AND f.what IN ('relief_given.again', "
        "'relief_given.other_agency') WHERE g.disaster = $1 AND g.counts = 1");
    size_t n = 0;

    card_open(rq, "relief.repeats");
    for (; n < RELIEF_SHOWN && db_next(&r); n++) {
        if (!n)
            listing_open(rq, "field.held field.household field.what "
                             "field.agency");
        html(rq,
             "<tr><td><a href=\"/entry/%s\">%s</a></td><th "
             "scope=\"row\">",
             id_text(rq, db_id(&r, 0)), day_text(rq, (day)db_int(&r, 2)));
        household_line(rq, db_id(&r, 1));
        html(rq, "</th><td>%s</td><td>",
             choice_text(rq, kind_find(S("relief_given")), "what",
                         db_int(&r, 3)));
        if (!db_null(&r, 4))
            html(rq, "<bdi>%s</bdi>",
                 thing_name(rq, kind_find(S("agency")), db_id(&r, 4)));
        html(rq, "</td></tr>");
    }
    db_done(&r);
    if (n)
        listing_close(rq);
    else
        html(rq, "<p>%s</p>", word(rq, "list.none"));
    card_close(rq);
}

static void relief_json(struct rq *rq, const struct disaster_page *d,
                        const struct relief_sums *s)
{
    struct keys k = keys_open(rq);

    key_int(&k, "dead", s->dead);
    key_int(&k, "frozen", s->frozen);
    key_int(&k, "fully", s->fully);
    key_int(&k, "given", s->given);
    key_id(&k, "id", d->id);
    key_int(&k, "partly", s->partly);
    key_text(&k, "phase",
             d->phase == PHASE_NONE ?
                 S("") :
                 choice_name(
                     kind_field(kind_find(S("disaster_phase")), S("phase"))->of,
                     d->phase));
    key_int(&k, "relieved", s->relieved);
    key_int(&k, "repeats", s->repeats);
    key_int(&k, "seen", s->seen);
    key_int(&k, "unrelieved", s->unrelieved);
    keys_close(&k);
}

/* One disaster: what was seen within the asker's reach, who was helped, what
 * came twice, its lists and phases; and the way to a household. */
PAGE(relief_one, GET, "/relief/*", RIGHT_REGISTER)
{
    struct disaster_page *d = disaster_open(rq);
    struct relief_sums s = { 0 };

    if (!d)
        return;
    seen_read(rq, d->id, &s);
    given_read(rq, d->id, &s);
    if (rq->json) {
        relief_json(rq, d, &s);
        return;
    }
    frame_open(rq, d->title);
    html(rq, "<p class=\"lead\">%s · %s · %s ",
         choice_text(rq, d->kind, "nature",
                     said_choice(d->kind, d->record, "nature")),
         place_name(rq, d->place), day_text(rq, d->since));
    phase_chip(rq, d->phase, d->phase_since);
    html(rq, "</p>");
    find_card(rq, d);
    sums_draw(rq, &s);
    html(rq,
         "<p class=\"tools\"><a class=\"button\" href=\"/report/relief\">%s"
         "</a></p><div class=\"stack-cards\">",
         word(rq, "report.relief"));
    lists_card(rq, d);
    repeats_card(rq, d);
    phases_card(rq, d);
    if (d->phase != PHASE_NORMAL)
        freeze_card(rq, d);
    card_open(rq, "award.facts");
    record_draw(rq, d->kind, d->record);
    card_close(rq);
    html(rq, "</div>");
    entry_tools(rq, d->id);
    frame_close(rq);
}
