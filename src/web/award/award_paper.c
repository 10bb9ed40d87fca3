/* award_paper - what a household holds in its hands: the note of a delivery, with
 * room for a thumb, and an insurance card. */
#include "award.sql.h"
#include "web/award/award.h"
#include "web/paper.h"

static struct str word_str(struct rq *rq, const char *key)
{
    return str_of(word(rq, key));
}

static struct paper paper_of(struct rq *rq, enum paper_size size,
                             const char *title, struct str head)
{
    const struct paper_plan plan = { .size = size,
                                     .title = word_str(rq, title),
                                     .head = head,
                                     .on = rq->today };
    struct paper p = paper_start(rq->arena, rq->lang, &plan);

    paper_title(&p, plan.title);
    return p;
}

static void pair(struct rq *rq, struct paper *p, const char *key,
                 const char *value)
{
    (void)rq;
    if (value && *value)
        paper_pair_word(p, key, str_of(value));
}

static void pair_thing(struct rq *rq, struct paper *p, const char *key,
                       const char *kind, struct id id)
{
    if (!id_none(id))
        paper_pair_word(p, key,
                        str_of(thing_name(rq, kind_find(str_of(kind)), id)));
}

static void *record_at(struct rq *rq, const char *kind, struct id id)
{
    const struct kind *k = kind_find(str_of(kind));
    void *record = arena_take(rq->arena, k->bytes);

    return !id_none(id) && row_find(rq->db, k, id, rq->arena, record) ? record :
                                                                        NULL;
}

/* Household, its number and its village. */
static void household_pairs(struct rq *rq, struct paper *p, struct id household)
{
    const struct kind *k = kind_find(S("household"));
    const void *record = record_at(rq, "household", household);

    if (!record)
        return;
    pair(rq, p, "field.household", zstr(rq, said_text(k, record, "number")));
    if (rq_names(rq, k, household))
        pair(rq, p, "field.head", head_name(rq, household));
    pair(rq, p, "field.place", place_name(rq, said_id(k, record, "place")));
}

/* ---- the note of a delivery ---------------------------------------------*/

static void witnesses_put(struct rq *rq, const struct kind *k,
                          const void *record, struct paper *p)
{
    const struct field *f = kind_field(k, S("witnesses"));
    const struct list *list = (const void *)((const char *)record + f->at);
    const struct id *person = list->at;

    for (size_t i = 0; i < list->n; i++)
        pair_thing(rq, p, "paper.witness", "person", person[i]);
}

static void delivery_put(struct rq *rq, const struct kind *k,
                         const void *record, struct paper *p)
{
    int64_t quantity = said_number(k, record, "quantity");

    pair(rq, p, "field.number", zstr(rq, said_text(k, record, "number")));
    pair(rq, p, "field.held", day_text(rq, said_day(k, record, "held")));
    pair(rq, p, "field.goods", zstr(rq, said_text(k, record, "goods")));
    if (quantity != INT_NONE)
        pair(rq, p, "field.quantity", number_text(rq, quantity, 0));
    pair(rq, p, "field.tag", zstr(rq, said_text(k, record, "tag")));
    pair(rq, p, "award.rupees", rupees(rq, said_number(k, record, "amount")));
    pair_thing(rq, p, "field.receiver", "person",
               said_id(k, record, "receiver"));
    witnesses_put(rq, k, record, p);
}

/* The note of a delivery, to be signed and thumbed: what was handed over, to
 * whom, with which tag, before whom. */
PAGE(delivery_paper, GET, "/delivery/*/note.pdf", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("delivery")),
                      *award = kind_find(S("award"));
    const void *record, *of;
    struct id id;
    struct paper p;
    struct str who[3];

    rq->lang = rq_paper_lang(rq);
    record = register_open(rq, k, &id);
    if (!record)
        return;
    of = record_at(rq, "award", said_id(k, record, "award"));
    p = paper_of(rq, rq_paper_size(rq, PAPER_A5), "award.note",
                 said_text(k, record, "number"));
    if (of) {
        pair_thing(rq, &p, "field.rsp", "rsp", said_id(award, of, "rsp"));
        household_pairs(rq, &p, said_id(award, of, "household"));
        pair_thing(rq, &p, "field.person", "person",
                   said_id(award, of, "person"));
        pair(rq, &p, "kind.award", zstr(rq, said_text(award, of, "what")));
    }
    delivery_put(rq, k, record, &p);
    paper_gap(&p, 6);
    paper_text(&p, word_str(rq, "award.received_whole"));
    paper_gap(&p, 18);
    who[0] = word_str(rq, "award.thumb_here");
    who[1] = word_str(rq, "paper.witness");
    who[2] = word_str(rq, "award.gave");
    paper_sign(&p, who, (int)LEN(who));
    rq_paper(rq, "delivery.pdf", &p);
}

/* ---- an insurance card --------------------------------------------------*/

static void persons_put(struct rq *rq, const struct kind *k, const void *record,
                        struct paper *p)
{
    const struct paper_column c[] = {
        { word_str(rq, "paper.number"), S(""), 8, ALIGN_END },
        { word_str(rq, "field.members"), S(""), 60, ALIGN_START },
        { word_str(rq, "insurance.since"), S(""), 32, ALIGN_START }
    };
    struct rows r = db_rows(rq->db, SQL_WEB_CARD_PERSONS);
    int64_t n = 0;

    paper_table(p, c, (int)LEN(c), 0, 0);
    db_bind_id(&r, 1, said_id(k, record, "policy"));
    db_bind_id(&r, 2, said_id(k, record, "household"));
    while (db_next(&r)) {
        const struct str cell[] = {
            str_of(number_text(rq, ++n, 0)),
            str_of(thing_name(rq, kind_find(S("person")), db_id(&r, 0))),
            str_of(day_text(rq, (day)db_int(&r, 1)))
        };

        paper_row(p, ROW_PLAIN, cell);
    }
    db_done(&r);
    paper_table_end(p);
}

/* An insurance card, to be kept in the house: insurer, policy, who is covered,
 * from when to when and up to what limit. */
PAGE(insured_paper, GET, "/insured/*/card.pdf", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("insured")),
                      *policy = kind_find(S("policy"));
    const void *record, *of;
    struct id id;
    struct paper p;
    struct buf term_text;

    rq->lang = rq_paper_lang(rq);
    record = register_open(rq, k, &id);
    if (!record)
        return;
    of = record_at(rq, "policy", said_id(k, record, "policy"));
    p = paper_of(rq, rq_paper_size(rq, PAPER_A5), "kind.insured",
                 said_text(k, record, "number"));
    pair(rq, &p, "insurance.number", zstr(rq, said_text(k, record, "number")));
    if (of) {
        term_text = buf_start(rq->arena);
        buf_z(&term_text, day_text(rq, said_day(policy, of, "since")));
        buf_z(&term_text, " – ");
        buf_z(&term_text, day_text(rq, said_day(policy, of, "until")));
        pair(rq, &p, "field.insurer",
             zstr(rq, said_text(policy, of, "insurer")));
        pair(rq, &p, "field.policy", zstr(rq, said_text(policy, of, "number")));
        pair(rq, &p, "insurance.term", zstr(rq, buf_str(&term_text)));
        pair(rq, &p, "field.member_limit",
             rupees(rq, said_number(policy, of, "member_limit")));
    }
    household_pairs(rq, &p, said_id(k, record, "household"));
    paper_gap(&p, 4);
    persons_put(rq, k, record, &p);
    paper_gap(&p, 4);
    paper_small(&p, word_str(rq, "insurance.bring"));
    rq_paper(rq, "card.pdf", &p);
}
