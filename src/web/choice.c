/* choice - what a household is eligible for, in words; and the decisions that
 * were kept with these words. */
#include "core/card.h"
#include "report/need.h"
#include "survey.sql.h"
#include "web/poverty/survey.h"

/* ---- in words -----------------------------------------------------------*/

const char *part_text(struct rq *rq, const struct choice_part *p)
{
    struct buf b = buf_start(rq->arena);

    choice_explain(&b, rq->lang, p);
    return zstr(rq, buf_str(&b));
}

static const char *verdict_word(struct rq *rq, int verdict)
{
    return word_of(rq, "choice", choice_name(VERDICTS, verdict));
}

void choice_draw(struct rq *rq, const struct choice_answer *c)
{
    static const char *const mark[] = { "·", "✓", "✗", "?" };

    html(rq, "<p><b>%s</b></p><ul class=\"links\">",
         verdict_word(rq, (int)c->verdict));
    for (size_t i = 0; i < c->parts; i++)
        html(rq, "<li><span aria-hidden=\"true\">%s</span> %s</li>",
             mark[c->part[i].says], part_text(rq, &c->part[i]));
    html(rq, "</ul>");
}

/* ---- one household ------------------------------------------------------*/

struct choice_page {
    struct id household;
    const struct kind *kind;
    const void *record;
    struct product_row *product;
    size_t products;
    struct findings found;
    struct id tried; /* the product somebody tried to decide */
};

static struct choice_page *choice_open(struct rq *rq)
{
    struct choice_page *p = arena_new(rq->arena, struct choice_page);

    p->kind = kind_find(S("household"));
    p->record = register_open(rq, p->kind, &p->household);
    if (!p->record)
        return NULL;
    p->products = products_read(rq->db, rq->today, rq->arena, &p->product);
    p->found = findings_start(rq->arena);
    return p;
}

static const char *product_title(struct rq *rq, const struct product *p)
{
    return zstr(rq, own_text(rq->lang, p->title, p->title_ur, p->title_sd));
}

/* Bits of the conditions that somebody says she has seen, or not to hold. */
static unsigned seen_bits(struct rq *rq, const struct product *p,
                          const char *says)
{
    unsigned bits = 0;

    for (size_t i = 0; i < p->terms.n && i < TERMS_MOST; i++) {
        struct buf b = buf_start(rq->arena);

        buf_fmt(&b, "seen.%zu", i);
        if (str_same(rq_part(rq, zstr(rq, buf_str(&b))), str_of(says)))
            bits |= 1u << i;
    }
    return bits;
}

/* False: the household is gone. `seen`: what was posted counts. */
static bool answer_make(struct rq *rq, struct id household,
                        const struct product *p, day on, bool seen,
                        struct choice_answer *out)
{
    struct need need = { .received = DAY_NONE };
    struct choice_ask ask = { .product = p, .on = on };

    if (!need_read(rq->db, household, p->code, on, rq->arena, &need))
        return false;
    ask.home = need.home;
    ask.score = need.score;
    ask.received = need.received;
    if (p->ranked)
        ask.place = selection_place(rq->db, household, p->code, on, rq->arena);
    if (seen) {
        ask.seen = seen_bits(rq, p, "yes");
        ask.not_seen = seen_bits(rq, p, "no");
    }
    *out = choice_judge(&ask, rq->arena);
    return true;
}

static void seen_input(struct rq *rq, size_t i, const char *text)
{
    struct buf name = buf_start(rq->arena);

    buf_fmt(&name, "seen.%zu", i);
    html(rq,
         "<div class=\"field\"><label><span>%s</span><select name=\"%s\">"
         "<option value=\"\"></option><option value=\"yes\">%s</option>"
         "<option value=\"no\">%s</option></select></label></div>",
         text, zstr(rq, buf_str(&name)), word(rq, "choice.yes"),
         word(rq, "choice.no"));
}

/* Conditions that nobody knows yet are asked here: terms follow the parts of
 * rule and score, in their own order. */
static void seen_draw(struct rq *rq, const struct product *p,
                      const struct choice_answer *c)
{
    const struct term *t = p->terms.at;
    size_t at = 0;

    for (size_t i = 0; i < c->parts && at < p->terms.n; i++) {
        struct str need = choice_name(TERM_NEEDS, t[at].need);

        if (!str_same(c->part[i].what, need))
            continue;
        if (c->part[i].says == PART_TO_SEE)
            seen_input(rq, at, part_text(rq, &c->part[i]));
        at++;
    }
}

static void person_input(struct rq *rq, const struct choice_page *p,
                         const struct product *product)
{
    const struct kind *k = kind_find(S("person"));
    struct rows r = db_rows(rq->db, SQL_WEB_LIVING_IN);

    html(rq,
         "<div class=\"field\"><label><span>%s</span><select name=\"person\">"
         "<option value=\"\"></option>",
         word(rq, "field.person"));
    db_bind_id(&r, 1, p->household);
    db_bind_int(&r, 2, rq->today);
    while (db_next(&r)) {
        struct id id = db_id(&r, 0);

        if (product->whom == WHOM_WOMAN && db_int(&r, 1) != 0)
            continue;
        html(rq, "<option value=\"%s\">%s</option>", id_text(rq, id),
             thing_name(rq, k, id));
    }
    db_done(&r);
    html(rq, "</select></label></div>");
}

static void verdict_input(struct rq *rq, const struct choice_answer *c)
{
    html(rq,
         "<div class=\"field need\"><label><span>%s</span><select "
         "name=\"verdict\">",
         word(rq, "field.verdict"));
    for (int i = 0; i <= REFUSED; i++) {
        if (i == ELIGIBLE && c->verdict == NOT_ELIGIBLE)
            continue;
        html(rq,
             i == (int)c->verdict ?
                 "<option value=\"%s\" selected>%s</option>" :
                 "<option value=\"%s\">%s</option>",
             zstr(rq, choice_name(VERDICTS, i)), verdict_word(rq, i));
    }
    html(rq, "</select></label></div>");
}

static void decide_draw(struct rq *rq, const struct choice_page *p,
                        const struct product_row *row,
                        const struct choice_answer *c)
{
    const struct kind *k = kind_find(S("decision"));
    const struct field *amount = kind_field(k, S("amount"));
    const struct field *note = kind_field(k, S("note"));

    html(rq,
         "<details><summary>%s</summary><form method=\"post\" class=\"fact\">"
         "<input type=\"hidden\" name=\"_csrf\" value=\"%s\"><input "
         "type=\"hidden\" name=\"_id\" value=\"%s\"><input type=\"hidden\" "
         "name=\"product\" value=\"%s\"><div class=\"grid\">",
         word(rq, "eligible.decide"), rq->csrf, id_text(rq, form_id(rq)),
         id_text(rq, row->entry));
    verdict_input(rq, c);
    seen_draw(rq, &row->is, c);
    if (row->is.whom != WHOM_HOUSEHOLD)
        person_input(rq, p, &row->is);
    html(rq, "<div class=\"field\"><label><span>%s</span>",
         field_word(rq, amount));
    form_input(rq, amount, "amount", "");
    html(rq, "</label></div><div class=\"field\"><label><span>%s</span>",
         field_word(rq, note));
    form_input(rq, note, "note", "");
    html(rq,
         "</label></div></div><div class=\"tools\"><button class=\"main\">%s"
         "</button></div></form></details>",
         word(rq, "eligible.keep"));
}

static void product_card(struct rq *rq, const struct choice_page *p,
                         const struct product_row *row, bool keeps)
{
    struct choice_answer c;
    bool again = id_same(row->entry, p->tried);

    if (!answer_make(rq, p->household, &row->is, rq->today, again, &c))
        return;
    html(rq, "<section class=\"card\"><h2><a href=\"/entry/%s\">%s</a></h2>",
         id_text(rq, row->entry), product_title(rq, &row->is));
    for (size_t i = 0; again && i < p->found.n; i++)
        finding_draw(rq, &p->found.at[i]);
    choice_draw(rq, &c);
    if (keeps)
        decide_draw(rq, p, row, &c);
    html(rq, "</section>");
}

static void decisions_card(struct rq *rq, const struct choice_page *p)
{
    struct rows r = db_rows(rq->db, SQL_WEB_DECISIONS_OF);
    bool any = false;

    db_bind_id(&r, 1, p->household);
    while (db_next(&r)) {
        if (!any)
            html(rq, "<h2>%s</h2><ul class=\"links\">",
                 word(rq, "kinds.decision"));
        any = true;
        html(rq, "<li><a href=\"/decision/%s\">%s</a> <small>",
             id_text(rq, db_id(&r, 0)), day_text(rq, (day)db_int(&r, 2)));
        thing_link(rq, "product", db_id(&r, 1));
        html(rq, " · %s</small></li>", verdict_word(rq, (int)db_int(&r, 3)));
    }
    db_done(&r);
    html(rq, any ? "</ul>" : "");
}

static void choice_json_page(struct rq *rq, const struct choice_page *p)
{
    rq->type = "application/json";
    buf_fmt(&rq->body, "{\"household\":\"%s\",\"products\":[",
            id_text(rq, p->household));
    for (size_t i = 0; i < p->products; i++) {
        struct choice_answer c;

        if (!answer_make(rq, p->household, &p->product[i].is, rq->today, false,
                         &c))
            continue;
        buf_fmt(&rq->body, "%s{\"product\":\"%s\",\"why\":", i ? "," : "",
                id_text(rq, p->product[i].entry));
        buf_add(&rq->body, choice_json(&c, rq->arena));
        buf_char(&rq->body, '}');
    }
    buf_z(&rq->body, "]}\n");
}

static void choices_draw(struct rq *rq, const struct choice_page *p)
{
    bool keeps = register_may(rq, RIGHT_KEEP, p->kind, p->household);

    if (rq->json) {
        if (rq->page->method == PAGE_POST)
            form_answer_json(rq, rq->status == 503 ? "unknown" : "refused",
                             ID_NONE, &p->found);
        else
            choice_json_page(rq, p);
        return;
    }
    frame_open(rq, word(rq, "eligible.title"));
    html(rq,
         "<p class=\"lead\">%s <a href=\"/household/%s\"><bdi>%s</bdi></a>"
         " · ",
         word(rq, "kind.household"), id_text(rq, p->household),
         thing_name(rq, p->kind, p->household));
    place_line(rq, said_id(p->kind, p->record, "place"));
    html(rq, "</p>");
    if (id_none(p->tried))
        for (size_t i = 0; i < p->found.n; i++)
            finding_draw(rq, &p->found.at[i]);
    html(rq, "<p>%s %s</p>", word(rq, "eligible.lead"),
         day_text(rq, rq->today));
    html(rq, "<div class=\"cards\">");
    for (size_t i = 0; i < p->products; i++)
        product_card(rq, p, &p->product[i], keeps);
    html(rq, "</div>");
    if (!p->products)
        html(rq, "<p>%s</p>", word(rq, "eligible.none"));
    decisions_card(rq, p);
    frame_close(rq);
}

/* What a household is eligible for today: every product whose rule stands, each
 * explained by its score, the version of the rule and the conditions. */
PAGE(eligible, GET, "/eligible/*", RIGHT_REGISTER)
{
    struct choice_page *p = choice_open(rq);

    if (p)
        choices_draw(rq, p);
}

/* ---- a decision ---------------------------------------------------------*/

static void decide_again(struct rq *rq, void *self, const struct findings *f)
{
    struct choice_page *p = self;

    p->found = *f;
    choices_draw(rq, p);
}

static void text_add(struct rq *rq, struct buf *b, const char *key)
{
    struct str said = str_trim(rq_part(rq, key));

    if (!said.n)
        return;
    buf_fmt(b, ",\"%s\":", key);
    buf_json(b, said);
}

static struct str decision_body(struct rq *rq, const struct choice_page *p,
                                const struct choice_answer *c, int verdict,
                                paisa amount)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "{\"household\":\"%s\",\"made\":\"", id_text(rq, p->household));
    day_put(&b, rq->today);
    buf_fmt(&b, "\",\"product\":\"%s\"", id_text(rq, p->tried));
    if (amount != INT_NONE)
        buf_fmt(&b, ",\"amount\":%lld", (long long)amount);
    if (!id_none(c->score))
        buf_fmt(&b, ",\"score\":\"%s\"", id_text(rq, c->score));
    text_add(rq, &b, "note");
    text_add(rq, &b, "person");
    buf_z(&b, ",\"verdict\":");
    buf_json(&b, choice_name(VERDICTS, verdict));
    buf_z(&b, ",\"why\":");
    buf_add(&b, choice_json(c, rq->arena));
    buf_char(&b, '}');
    return buf_str(&b);
}

static const struct product_row *product_tried(struct rq *rq,
                                               struct choice_page *p)
{
    struct id id;

    if (!id_read(rq_part(rq, "product"), &id))
        return NULL;
    for (size_t i = 0; i < p->products; i++)
        if (id_same(p->product[i].entry, id)) {
            p->tried = id;
            return &p->product[i];
        }
    return NULL;
}

/* Somebody who waits, or is not eligible, is not given it by this page. */
static void verdict_judge(const struct choice_answer *c, int verdict,
                          struct findings *f)
{
    if (verdict < 0)
        tell(f, STOP, "field.missing", "verdict");
    else if (verdict == ELIGIBLE && c->verdict == NOT_ELIGIBLE)
        tell(f, STOP, "decision.why_says_no", "verdict");
    else if (verdict == ELIGIBLE && c->verdict == WAITING)
        tell(f, STOP, "decision.to_see", "verdict");
}

/* Keeps a decision about one product, with the words it rests on. */
PAGE(eligible_decide, POST, "/eligible/*", RIGHT_KEEP)
{
    struct choice_page *p = choice_open(rq);
    const struct field *f = kind_field(kind_find(S("decision")), S("amount"));
    struct draft d = { .kind = S("decision"), .strict = true };
    const struct product_row *row;
    struct choice_answer c;
    struct buf to = buf_start(rq->arena);
    int verdict = choice_find(VERDICTS, rq_part(rq, "verdict"));
    struct {
        paisa amount;
    } typed = { INT_NONE };

    if (!p)
        return;
    if (!register_may(rq, RIGHT_KEEP, p->kind, p->household)) {
        refuse(rq, 403, "refuse.right");
        return;
    }
    row = product_tried(rq, p);
    if (!row || !id_read(rq_part(rq, "_id"), &d.id) ||
        !answer_make(rq, p->household, &row->is, rq->today, true, &c)) {
        tell(&p->found, STOP, "field.missing", "product");
    } else {
        struct field money = *f;
        struct str said = str_trim(rq_part(rq, "amount"));

        money.at = 0;
        verdict_judge(&c, verdict, &p->found);
        if (said.n && !field_parse(&money, said, rq->arena, &typed))
            tell(&p->found, STOP, "field.not_understood", "amount");
    }
    if (p->found.n) {
        rq->status = 422;
        choices_draw(rq, p);
        return;
    }
    d.body = decision_body(rq, p, &c, verdict, typed.amount);
    buf_fmt(&to, "/decision/%s?kept=1", id_text(rq, d.id));
    survey_keep(rq, &d, 1,
                &(struct survey_send){ .to = zstr(rq, buf_str(&to)),
                                       .again = decide_again,
                                       .self = p });
}

static void decision_draw(struct rq *rq, const struct kind *k, struct id id,
                          const void *record)
{
    const struct field *why = kind_field(k, S("why"));
    const struct field *amount = kind_field(k, S("amount"));
    struct choice_answer c;

    html(rq, "<p class=\"lead\"><a href=\"/household/%s\">%s %s</a> · %s</p>",
         id_text(rq, said_id(k, record, "household")),
         word(rq, "kind.household"),
         thing_name(rq, kind_find(S("household")),
                    said_id(k, record, "household")),
         day_text(rq, said_day(k, record, "made")));
    html(rq, "<p><b>%s</b>",
         verdict_word(rq, said_choice(k, record, "verdict")));
    if (!field_none(amount, record)) {
        html(rq, " · ");
        field_draw(rq, amount, k->field, k->fields, record);
    }
    if (said_text(k, record, "note").n)
        html(rq, " · <bdi>%s</bdi>", zstr(rq, said_text(k, record, "note")));
    html(rq, "</p>");
    card_open(rq, "eligible.why");
    if (choice_read(*(const struct str *)(const void *)((const char *)record +
                                                        why->at),
                    rq->arena, &c)) {
        html(rq, "<p>%s <bdi>%s</bdi></p>", word(rq, "eligible.rule_version"),
             zstr(rq, c.rule));
        choice_draw(rq, &c);
    }
    html(rq, "<p class=\"tools\"><a href=\"/entry/%s\">%s</a></p>",
         id_text(rq, id), word(rq, "place.entry"));
    card_close(rq);
}

/* One decision: who, what, and the words it rests on, as they were kept. */
PAGE(decision, GET, "/decision/*", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("decision"));
    struct id id;
    const void *record = register_open(rq, k, &id);

    if (!record)
        return;
    if (rq->json) {
        struct keys keys = keys_open(rq);

        key_any(&keys, "decision");
        buf_add(&rq->body, record_body(k, record, rq->arena));
        key_id(&keys, "id", id);
        keys_close(&keys);
        buf_char(&rq->body, '\n');
        return;
    }
    frame_open(rq, thing_name(rq, kind_find(S("product")),
                              said_id(k, record, "product")));
    if (rq_arg(rq, "kept").n)
        html(rq, "<p class=\"note good\" role=\"status\">%s</p>",
             word(rq, "survey.kept"));
    decision_draw(rq, k, id, record);
    attachments_card(rq, k, id);
    frame_close(rq);
}
