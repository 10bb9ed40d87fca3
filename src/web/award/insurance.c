/* insurance - policies, the cards under one, a card with what is left of each
 * member's limit, and where a claim begins. */
#include "award.sql.h"
#include "web/award/award.h"
#include "web/paper.h"

enum { PERSONS_MOST = 200 };

/* ---- policies -----------------------------------------------------------*/

struct policy_row {
    struct id entry;
    struct str insurer, number;
    day since, until;
    paisa premium, limit;
    int64_t cards, persons, due, claims, paid;
    bool stands;
};

static size_t policies_read(struct rq *rq, struct policy_row *x, size_t most)
{
    struct rows r = db_rows(rq->db, SQL_WEB_POLICIES);
    size_t n = 0;

    db_bind_int(&r, 1, rq->today);
    while (n < most && db_next(&r))
        x[n++] =
            (struct policy_row){ .entry = db_id(&r, 0),
                                 .insurer = arena_str(rq->arena, db_str(&r, 1)),
                                 .number = arena_str(rq->arena, db_str(&r, 2)),
                                 .since = (day)db_int(&r, 3),
                                 .until = (day)db_int(&r, 4),
                                 .premium = db_int(&r, 5),
                                 .limit = db_int(&r, 6),
                                 .cards = db_int(&r, 7),
                                 .persons = db_int(&r, 8),
                                 .due = db_int(&r, 9),
                                 .claims = db_int(&r, 10),
                                 .paid = db_int(&r, 11),
                                 .stands = db_int(&r, 12) == 1 };
    db_done(&r);
    return n;
}

static void policy_row_draw(struct rq *rq, const struct policy_row *x)
{
    html(rq, x->stands ? "<tr>" : "<tr class=\"off\">");
    html(rq,
         "<th scope=\"row\"><a href=\"/insurance?policy=%s\"><bdi>%s</bdi> "
         "<bdi dir=\"ltr\">%s</bdi></a></th><td>%s – %s</td>",
         id_text(rq, x->entry), zstr(rq, x->insurer), zstr(rq, x->number),
         day_text(rq, x->since), day_text(rq, x->until));
    html(rq,
         "<td class=\"n\">%s</td><td class=\"n\">%s</td><td class=\"n\">%s"
         "</td><td class=\"n\">%s</td>",
         rupees(rq, x->premium), rupees(rq, x->limit),
         number_text(rq, x->cards, 0), number_text(rq, x->persons, 0));
    html(rq,
         "<td class=\"n\">%s</td><td class=\"n\">%s</td><td class=\"n\">%s"
         "</td></tr>",
         rupees(rq, x->due), number_text(rq, x->claims, 0),
         rupees(rq, x->paid));
}

static void policies_draw(struct rq *rq, const struct policy_row *x, size_t n)
{
    if (!n) {
        html(rq, "<p>%s</p>", word(rq, "list.none"));
        return;
    }
    listing_open(rq, "kind.policy insurance.term n:field.premium "
                     "n:field.member_limit n:insurance.cards "
                     "n:insurance.persons n:insurance.due n:kinds.claim "
                     "n:insurance.paid");
    for (size_t i = 0; i < n; i++)
        policy_row_draw(rq, &x[i]);
    listing_close(rq);
}

static void policies_json(struct rq *rq, const struct policy_row *x, size_t n)
{
    struct keys all = keys_open(rq);

    key_list(&all, "policies");
    for (size_t i = 0; i < n; i++) {
        struct keys k = key_item(rq, i);

        key_int(&k, "cards", x[i].cards);
        key_int(&k, "claims", x[i].claims);
        key_int(&k, "due", x[i].due);
        key_id(&k, "id", x[i].entry);
        key_int(&k, "limit", x[i].limit);
        key_text(&k, "number", x[i].number);
        key_int(&k, "paid", x[i].paid);
        key_int(&k, "persons", x[i].persons);
        keys_close(&k);
    }
    key_list_end(&all);
    keys_close(&all);
}

/* ---- the cards and claims of one policy ---------------------------------*/

static void cards_draw(struct rq *rq, struct id policy, const struct within *a)
{
    const struct kind *k = kind_find(S("insured"));
    struct buf s = buf_start(rq->arena);
    struct rows r;
    int n = 0;

    buf_z(&s, "SELECT t.entry, t.household, t.number, t.held, (SELECT count(*) "
              "FROM insured_members m WHERE m.entry = t.entry) AS persons, "
              "CASE WHEN " STANDS(
                  "t") " THEN 1 ELSE 0 END AS stands FROM "
                       "insured t WHERE t.policy = $3 AND t.counts = 1");
    within_where(rq, k, a, &s, 4);
    buf_z(&s, " ORDER BY t.held DESC, t.entry LIMIT $1 OFFSET $2");
    r = db_text_rows(rq->db, buf_str(&s));
    db_bind_int(&r, 1, WITHIN_SHOWN);
    db_bind_int(&r, 2, (a->page - 1) * WITHIN_SHOWN);
    db_bind_id(&r, 3, policy);
    within_bind(rq, k, a, &r, 4);
    card_open(rq, "kinds.insured");
    while (db_next(&r)) {
        if (!n++)
            listing_open(rq, "field.number field.household field.held "
                             "n:insurance.persons");
        html(rq, db_int(&r, 5) ? "<tr>" : "<tr class=\"off\">");
        html(rq,
             "<th scope=\"row\"><a href=\"/insured/%s\" dir=\"ltr\">%s</a></th>"
             "<td>",
             id_text(rq, db_id(&r, 0)), zstr(rq, db_str(&r, 2)));
        household_line(rq, db_id(&r, 1));
        html(rq, "</td><td>%s</td><td class=\"n\">%s</td></tr>",
             day_text(rq, (day)db_int(&r, 3)),
             number_text(rq, db_int(&r, 4), 0));
    }
    db_done(&r);
    if (n)
        listing_close(rq);
    else
        html(rq, "<p>%s</p>", word(rq, "list.none"));
    pager_draw(rq, a->page, n == WITHIN_SHOWN ? a->page + 1 : a->page);
    card_close(rq);
}

static void claim_row(struct rq *rq, const struct rows *r)
{
    bool refused = !db_null(r, 7), paid = !db_null(r, 6) && db_int(r, 6) > 0;

    html(rq, "<tr><th scope=\"row\"><a href=\"/entry/%s\">%s</a></th><td>",
         id_text(rq, db_id(r, 0)), day_text(rq, (day)db_int(r, 2)));
    thing_link(rq, "person", db_id(r, 1));
    html(rq,
         "</td><td><bdi>%s</bdi></td><td class=\"n\">%s</td><td class=\"n\">%s"
         "</td><td class=\"n\">%s</td><td><span class=\"%s\">%s</span></td>"
         "</tr>",
         zstr(rq, db_str(r, 3)), rupees(rq, int_in(r, 4)),
         rupees(rq, int_in(r, 5)), rupees(rq, int_in(r, 6)),
         refused ? "chip stop" :
         paid    ? "chip good" :
                   "chip warn",
         word(rq, refused ? "insurance.refused" :
                  paid    ? "insurance.settled" :
                            "insurance.open"));
}

/* Claims of a policy, or of a card. */
static void claims_draw(struct rq *rq, const char *field, struct id of)
{
    const struct kind *k = kind_find(S("claim"));
    struct buf s = buf_start(rq->arena);
    struct rows r;
    bool any = false;

    buf_fmt(&s,
            "SELECT t.entry, t.person, t.admitted, t.hospital, t.billed, "
            "t.approved, t.paid, t.refused FROM claim t WHERE t.%s = $2 AND "
            "t.counts = 1",
            field);
    reach_kind(rq, k, &s, 3);
    buf_z(&s, " ORDER BY t.admitted DESC, t.entry LIMIT $1");
    r = db_text_rows(rq->db, buf_str(&s));
    db_bind_int(&r, 1, WITHIN_SHOWN);
    db_bind_id(&r, 2, of);
    reach_bind(rq, kind_reads(k), &r, 3);
    card_open(rq, "kinds.claim");
    for (; db_next(&r); any = true) {
        if (!any)
            listing_open(rq, "field.admitted field.person field.hospital "
                             "n:field.billed n:field.approved n:field.paid "
                             "field.state");
        claim_row(rq, &r);
    }
    db_done(&r);
    if (any)
        listing_close(rq);
    else
        html(rq, "<p>%s</p>", word(rq, "list.none"));
    card_close(rq);
}

static void insurance_tools(struct rq *rq, const char *policy)
{
    html(rq, "<p class=\"tools\">");
    if (rq_may(rq, RIGHT_KEEP))
        html(rq,
             "<a class=\"button main\" href=\"/claim/new\">%s</a><a "
             "class=\"button\" href=\"/new/insured%s%s\">%s</a>",
             word(rq, "insurance.claim"), *policy ? "?policy=" : "", policy,
             word(rq, "insurance.card"));
    if (rq_may(rq, RIGHT_BOOK))
        html(rq,
             "<a class=\"button\" href=\"/new/policy\">%s</a><a "
             "class=\"button\" href=\"/new/premium%s%s\">%s</a>",
             word(rq, "insurance.policy"), *policy ? "?policy=" : "", policy,
             word(rq, "insurance.pass_on"));
    html(rq, "</p>");
}

/* Insurance policies: cards, persons, premiums still due to the insurer, claims;
 * and the cards and claims of one of them, within reach. */
PAGE(insurance, GET, "/insurance", RIGHT_REGISTER)
{
    struct policy_row *x = arena_many(rq->arena, struct policy_row, 100);
    struct within a;
    struct id policy;
    size_t n;

    if (!within_read(rq, WITHIN_HOUSEHOLD, &a))
        return;
    if (!thing_read(rq, "policy", rq_arg(rq, "policy"), &policy)) {
        not_here(rq);
        return;
    }
    n = policies_read(rq, x, 100);
    if (rq->json) {
        policies_json(rq, x, n);
        return;
    }
    frame_open(rq, word(rq, "insurance.title"));
    insurance_tools(rq, id_none(policy) ? "" : id_text(rq, policy));
    policies_draw(rq, x, n);
    if (!id_none(policy)) {
        html(rq, "<h2>");
        thing_link(rq, "policy", policy);
        html(rq, "</h2>");
        cards_draw(rq, policy, &a);
        claims_draw(rq, "policy", policy);
    }
    frame_close(rq);
}

/* ---- one card -----------------------------------------------------------*/

struct covered {
    struct id person;
    day since;
    paisa left;
};

static size_t covered_read(struct rq *rq, struct id policy, struct id household,
                           struct covered *x)
{
    struct rows r = db_rows(rq->db, SQL_WEB_CARD_PERSONS);
    size_t n = 0;

    db_bind_id(&r, 1, policy);
    db_bind_id(&r, 2, household);
    while (n < PERSONS_MOST && db_next(&r))
        x[n++] = (struct covered){ .person = db_id(&r, 0),
                                   .since = (day)db_int(&r, 1) };
    db_done(&r);
    for (size_t i = 0; i < n; i++)
        x[i].left = claim_left(rq, policy, x[i].person, ID_NONE, rq->today);
    return n;
}

/* Who is covered, since when, what is left of the limit of this year. */
static void covered_draw(struct rq *rq, struct id policy, struct id card,
                         const struct covered *x, size_t n)
{
    listing_open(rq, "field.person insurance.since n:insurance.left -");
    for (size_t i = 0; i < n; i++) {
        html(rq, "<tr><th scope=\"row\">");
        thing_link(rq, "person", x[i].person);
        html(rq, "</th><td>%s</td><td class=\"n\">%s</td><td>",
             day_text(rq, x[i].since), rupees(rq, x[i].left));
        if (rq_may(rq, RIGHT_KEEP))
            html(rq,
                 "<a class=\"button\" href=\"/new/claim?policy=%s&amp;insured="
                 "%s&amp;person=%s\">%s</a>",
                 id_text(rq, policy), id_text(rq, card),
                 id_text(rq, x[i].person), word(rq, "insurance.claim"));
        html(rq, "</td></tr>");
    }
    listing_close(rq);
}

static void card_json(struct rq *rq, struct id id, const struct covered *x,
                      size_t n)
{
    struct keys all = keys_open(rq);

    key_id(&all, "id", id);
    key_list(&all, "persons");
    for (size_t i = 0; i < n; i++) {
        struct keys k = key_item(rq, i);

        key_int(&k, "left", x[i].left);
        key_id(&k, "person", x[i].person);
        key_day(&k, "since", x[i].since);
        keys_close(&k);
    }
    key_list_end(&all);
    keys_close(&all);
}

/* An insurance card: who of the household is covered, what is left of each limit
 * this year, and the claims made on it. */
PAGE(insured, GET, "/insured/*", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("insured"));
    struct covered *x = arena_many(rq->arena, struct covered, PERSONS_MOST);
    struct id id, policy;
    const void *record = register_open(rq, k, &id);
    size_t n;

    if (!record)
        return;
    policy = said_id(k, record, "policy");
    n = covered_read(rq, policy, said_id(k, record, "household"), x);
    if (rq->json) {
        card_json(rq, id, x, n);
        return;
    }
    frame_open(rq, word(rq, "kind.insured"));
    html(rq, "<p class=\"lead\"><b dir=\"ltr\">%s</b> ",
         zstr(rq, said_text(k, record, "number")));
    thing_link(rq, "policy", policy);
    html(rq, "</p>");
    findings_said(rq, id);
    paper_links(rq, "insurance.print", "insured", id, "card.pdf");
    html(rq, "<div class=\"stack-cards\">");
    card_open(rq, "insurance.persons");
    html(rq, "<p>");
    household_line(rq, said_id(k, record, "household"));
    html(rq, "</p>");
    covered_draw(rq, policy, id, x, n);
    card_close(rq);
    claims_draw(rq, "insured", id);
    attachments_card(rq, k, id);
    html(rq, "</div>");
    entry_tools(rq, id);
    frame_close(rq);
}

/* ---- where a claim begins -----------------------------------------------*/

struct sought_card {
    struct id entry, policy, household;
    struct str number;
};

static size_t cards_find(struct rq *rq, struct str number, struct id person,
                         struct sought_card *x, size_t most)
{
    const struct kind *k = kind_find(S("insured"));
    struct rows r = db_rows(rq->db, SQL_WEB_CARD_FIND);
    size_t n = 0, kept = 0;

    db_bind_text(&r, 1, number);
    db_bind_id(&r, 2, person);
    while (n < most && db_next(&r))
        x[n++] = (struct sought_card){ db_id(&r, 0), db_id(&r, 1), db_id(&r, 2),
                                       arena_str(rq->arena, db_str(&r, 3)) };
    db_done(&r);
    for (size_t i = 0; i < n; i++)
        if (rq_sees(rq, k, x[i].entry))
            x[kept++] = x[i];
    return kept;
}

static void cards_json(struct rq *rq, const struct sought_card *x, size_t n)
{
    struct buf *b = &rq->body;

    rq->type = "application/json";
    buf_z(b, "{\"cards\":[");
    for (size_t i = 0; i < n; i++) {
        buf_fmt(b, "%s{\"id\":\"%s\",\"number\":", i ? "," : "",
                id_text(rq, x[i].entry));
        buf_json(b, x[i].number);
        buf_fmt(b, ",\"policy\":\"%s\"}", id_text(rq, x[i].policy));
    }
    buf_z(b, "]}\n");
}

static void claim_filter(struct rq *rq, struct str number, struct id person)
{
    html(rq,
         "<form class=\"filter\"><label>%s<input name=\"number\" value=\"%s\" "
         "dir=\"ltr\" autocomplete=\"off\"></label><label>%s<span "
         "class=\"find\" data-find=\"person\"><input name=\"person.said\" "
         "value=\"%s\" autocomplete=\"off\"><input type=\"hidden\" "
         "name=\"person\" value=\"%s\"></span></label><button>%s</button>"
         "</form>",
         word(rq, "insurance.number"), zstr(rq, number),
         word(rq, "field.person"),
         id_none(person) ? "" : thing_name(rq, kind_find(S("person")), person),
         id_none(person) ? "" : id_text(rq, person), word(rq, "list.go"));
}

/* Where a claim begins: the card is found by its number or by whom it covers;
 * what is left of each limit stands beside the name. */
PAGE(claim_new, GET, "/claim/new", RIGHT_KEEP)
{
    struct sought_card found[20];
    struct str number = str_trim(rq_arg(rq, "number"));
    struct covered *x = arena_many(rq->arena, struct covered, PERSONS_MOST);
    struct id person;
    size_t n;

    if (!thing_read(rq, "person", rq_arg(rq, "person"), &person)) {
        not_here(rq);
        return;
    }
    n = number.n || !id_none(person) ?
            cards_find(rq, number, person, found, LEN(found)) :
            0;
    if (rq->json) {
        cards_json(rq, found, n);
        return;
    }
    frame_open(rq, word(rq, "insurance.claim"));
    html(rq, "<p class=\"lead\">%s</p>", word(rq, "insurance.claim_lead"));
    claim_filter(rq, number, person);
    for (size_t i = 0; i < n; i++) {
        size_t persons = covered_read(rq, found[i].policy, found[i].household,
                                      x);

        html(rq,
             "<section class=\"card\"><h2><a href=\"/insured/%s\" "
             "dir=\"ltr\">%s</a></h2><p>",
             id_text(rq, found[i].entry), zstr(rq, found[i].number));
        thing_link(rq, "policy", found[i].policy);
        html(rq, " · ");
        household_line(rq, found[i].household);
        html(rq, "</p>");
        covered_draw(rq, found[i].policy, found[i].entry, x, persons);
        card_close(rq);
    }
    if (!n && (number.n || !id_none(person)))
        html(rq, "<p class=\"note warn\">%s</p>",
             word(rq, "insurance.no_card"));
    frame_close(rq);
}
