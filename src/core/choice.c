/* choice - whom a product is for, in words. */
#include "core/choice.h"

#include <string.h>

#include "core/card.h"

struct str product_rule_name(const struct product *p, struct arena *a)
{
    struct buf b = buf_start(a);

    buf_add(&b, p->code);
    if (p->since != DAY_NONE) {
        buf_char(&b, ' ');
        day_put(&b, p->since);
    }
    return buf_str(&b);
}

/* ---- the parts of an answer ---------------------------------------------*/

enum { PARTS_MOST = TERMS_MOST + 10 };

static struct choice_part *part_add(struct choice_answer *c,
                                    enum part_says says, const char *what,
                                    int64_t a, int64_t b)
{
    struct choice_part *p = &c->part[c->parts++];

    MUST(c->parts <= PARTS_MOST);
    *p = (struct choice_part){
        .says = says, .what = str_of(what), .a = a, .b = b
    };
    return p;
}

static enum part_says met(bool holds)
{
    return holds ? PART_MET : PART_NOT_MET;
}

static void rule_part(const struct choice_ask *q, struct choice_answer *c)
{
    const struct product *p = q->product;

    if (p->since == DAY_NONE)
        part_add(c, PART_TOLD, "rule_undated", INT_NONE, 0)->text = p->code;
    else
        part_add(c, PART_TOLD, "rule", p->since, 0)->text = p->code;
    if (p->since != DAY_NONE && q->on < p->since)
        part_add(c, PART_NOT_MET, "not_yet", p->since, 0);
    if (p->until != DAY_NONE && q->on > p->until)
        part_add(c, PART_NOT_MET, "over", p->until, 0);
}

static void window_part(const struct choice_ask *q, struct choice_answer *c)
{
    const struct product *p = q->product;
    enum part_says says = met(window_holds(p->least, p->upto, q->score.score));

    if (p->upto == INT_NONE)
        part_add(c, says, "from_on", p->least, 0);
    else if (p->least == INT_NONE)
        part_add(c, says, "up_to", p->upto, 0);
    else
        part_add(c, says, "window", p->least, p->upto);
}

static void score_part(const struct choice_ask *q, struct choice_answer *c)
{
    const struct product *p = q->product;
    bool asks = p->least != INT_NONE || p->upto != INT_NONE;

    if (id_none(q->score.id)) {
        if (asks || p->ranked)
            part_add(c, PART_NOT_MET, "no_score", 0, 0);
        return;
    }
    c->score = q->score.id;
    c->points = q->score.score;
    part_add(c, PART_TOLD, "score", q->score.score, 0);
    part_add(c, PART_TOLD, "taken", q->score.taken, 0)->text = q->score.card;
    if (p->card.n && !str_same(p->card, q->score.card))
        part_add(c, PART_NOT_MET, "other_card", 0, 0)->text = p->card;
    if (asks)
        window_part(q, c);
}

/* 1 and more holds, 0 does not, less is not known. */
static enum part_says known(int64_t n)
{
    return n < 0 ? PART_TO_SEE : met(n > 0);
}

static enum part_says age_says(const struct choice_home *h,
                               const struct term *t)
{
    for (int64_t i = 0; i < h->ages; i++)
        if ((t->least == INT_NONE || h->age[i] >= t->least) &&
            (t->most == INT_NONE || h->age[i] <= t->most))
            return PART_MET;
    return h->ages ? PART_NOT_MET : PART_TO_SEE;
}

static enum part_says term_says(const struct choice_home *h,
                                const struct term *t)
{
    switch (t->need) {
    case TERM_MEMBER: return known(h->members);
    case TERM_WOMAN: return known(h->women);
    case TERM_WOMAN_HEADED: return known(h->woman_headed);
    case TERM_CNIC: return known(h->cnic);
    case TERM_AGE: return age_says(h, t);
    case TERM_DISABILITY: return known(h->disabled);
    case TERM_LANDLESS: return known(h->landless);
    default: return PART_TO_SEE;
    }
}

enum { AGE_MOST = 120 };

/* What the registers know stands; what they do not know, somebody has seen, or
 * has yet to see. */
static void term_part(const struct choice_ask *q, size_t i,
                      struct choice_answer *c)
{
    const struct term *t = (const struct term *)q->product->terms.at + i;
    enum part_says says = term_says(&q->home, t);
    struct choice_part *p;

    if (says == PART_TO_SEE && (q->seen & 1u << i))
        says = PART_MET;
    if (says == PART_TO_SEE && (q->not_seen & 1u << i))
        says = PART_NOT_MET;
    p = part_add(c, says, "", t->least == INT_NONE ? 0 : t->least,
                 t->most == INT_NONE ? AGE_MOST : t->most);
    p->what = t->need < 0 ? S("seen") : choice_name(TERM_NEEDS, t->need);
    p->text = t->text;
    p->text_ur = t->text_ur;
    p->text_sd = t->text_sd;
}

static void place_part(const struct choice_ask *q, struct choice_answer *c)
{
    if (!q->product->ranked)
        return;
    if (q->place.state == PLACE_CHOSEN)
        part_add(c, PART_MET, "chosen", q->place.rank, 0);
    else if (q->place.state == PLACE_WAITING)
        part_add(c, PART_TO_SEE, "waits", q->place.rank, 0);
    else
        part_add(c, PART_TO_SEE, "not_ranked", 0, 0);
}

struct choice_answer choice_judge(const struct choice_ask *q, struct arena *a)
{
    const struct product *p = q->product;
    struct choice_answer c = { .verdict = ELIGIBLE,
                               .rule = product_rule_name(p, a),
                               .points = INT_NONE,
                               .title = p->title,
                               .on = q->on,
                               .part = arena_many(a, struct choice_part,
                                                  PARTS_MOST) };

    rule_part(q, &c);
    score_part(q, &c);
    if (p->whom == WHOM_WOMAN)
        part_add(&c, known(q->home.women), "whom_woman", 0, 0);
    for (size_t i = 0; i < p->terms.n && i < TERMS_MOST; i++)
        term_part(q, i, &c);
    if (p->once && q->received != DAY_NONE)
        part_add(&c, PART_NOT_MET, "received", q->received, 0);
    else if (p->once)
        part_add(&c, PART_MET, "once", 0, 0);
    place_part(q, &c);
    for (size_t i = 0; i < c.parts; i++)
        if (c.part[i].says == PART_TO_SEE)
            c.verdict = WAITING;
    for (size_t i = 0; i < c.parts; i++)
        if (c.part[i].says == PART_NOT_MET)
            c.verdict = NOT_ELIGIBLE;
    return c;
}

/* ---- as a sentence ------------------------------------------------------*/

static void score_put(struct buf *b, int64_t v)
{
    if (v % POINT == 0)
        buf_int(b, v / POINT);
    else
        decimal_put(b, v, 2);
}

static struct str part_text(const struct choice_part *p, enum lang lang)
{
    return own_text(lang, p->text, p->text_ur, p->text_sd);
}

static void place_holder(struct buf *b, enum lang lang, char which,
                         const struct choice_part *p)
{
    switch (which) {
    case 'a': buf_int(b, p->a); break;
    case 'b': buf_int(b, p->b); break;
    case 'x': score_put(b, p->a); break;
    case 'y': score_put(b, p->b); break;
    case 'd':
        if (p->a >= DAY_FIRST && p->a <= DAY_LAST)
            words_day(b, lang, (day)p->a);
        break;
    default: buf_add(b, part_text(p, lang)); break;
    }
}

void choice_explain(struct buf *b, enum lang lang, const struct choice_part *p)
{
    struct buf key = buf_start(b->arena);
    struct str words;

    buf_z(&key, "eligible.");
    buf_add(&key, p->what);
    words = say_str(lang, buf_str(&key));
    for (size_t i = 0; i < words.n; i++) {
        struct str rest = str_from(words, i);
        bool one = rest.n > 2 && rest.p[0] == '{' && rest.p[2] == '}';

        if (one && strchr("abxyd", rest.p[1])) {
            place_holder(b, lang, rest.p[1], p);
            i += 2;
        } else if (str_starts(rest, S("{text}"))) {
            place_holder(b, lang, 't', p);
            i += 5;
        } else {
            buf_char(b, words.p[i]);
        }
    }
}

/* ---- as JSON, keys in their order ---------------------------------------*/

#define PART_NAMES "told|met|not_met|to_see"

static void text_put(struct buf *b, const char *key, struct str s)
{
    if (!s.n)
        return;
    buf_fmt(b, ",\"%s\":", key);
    buf_json(b, s);
}

static void number_put_as(struct buf *b, const char *key, int64_t v)
{
    if (v != INT_NONE)
        buf_fmt(b, "\"%s\":%lld,", key, (long long)v);
}

static void part_json(struct buf *b, const struct choice_part *p)
{
    buf_char(b, '{');
    number_put_as(b, "a", p->a);
    number_put_as(b, "b", p->b);
    buf_z(b, "\"says\":");
    buf_json(b, choice_name(PART_NAMES, (int)p->says));
    text_put(b, "text", p->text);
    text_put(b, "text_sd", p->text_sd);
    text_put(b, "text_ur", p->text_ur);
    text_put(b, "what", p->what);
    buf_char(b, '}');
}

struct str choice_json(const struct choice_answer *c, struct arena *a)
{
    struct buf b = buf_start(a);

    buf_z(&b, "{\"on\":\"");
    day_put(&b, c->on);
    buf_z(&b, "\",\"parts\":[");
    for (size_t i = 0; i < c->parts; i++) {
        buf_z(&b, i ? "," : "");
        part_json(&b, &c->part[i]);
    }
    buf_char(&b, ']');
    if (c->points != INT_NONE)
        buf_fmt(&b, ",\"points\":%lld", (long long)c->points);
    buf_z(&b, ",\"rule\":");
    buf_json(&b, c->rule);
    buf_z(&b, ",\"score\":\"");
    if (!id_none(c->score))
        id_put(&b, c->score);
    buf_char(&b, '"');
    text_put(&b, "title", c->title);
    text_put(&b, "verdict", choice_name(VERDICTS, (int)c->verdict));
    buf_char(&b, '}');
    return buf_str(&b);
}

static bool part_read_json(const struct json *j, struct arena *a,
                           struct choice_part *p)
{
    int says = choice_find(PART_NAMES, json_text(json_member(j, "says"), a));

    *p = (struct choice_part){
        .says = says < 0 ? PART_TOLD : (enum part_says)says,
        .what = json_text(json_member(j, "what"), a),
        .a = INT_NONE,
        .b = INT_NONE,
        .text = json_text(json_member(j, "text"), a),
        .text_ur = json_text(json_member(j, "text_ur"), a),
        .text_sd = json_text(json_member(j, "text_sd"), a)
    };
    json_int(json_member(j, "a"), &p->a);
    json_int(json_member(j, "b"), &p->b);
    return says >= 0 && p->what.n > 0;
}

bool choice_read(struct str text, struct arena *a, struct choice_answer *out)
{
    size_t at;
    const struct json *j = json_read(text, a, &at), *list, *one;
    struct str score = json_text(json_member(j, "score"), a);
    int verdict;
    bool good;

    *out = (struct choice_answer){ .points = INT_NONE, .on = DAY_NONE };
    out->rule = json_text(json_member(j, "rule"), a);
    out->title = json_text(json_member(j, "title"), a);
    json_int(json_member(j, "points"), &out->points);
    verdict = choice_find(VERDICTS, json_text(json_member(j, "verdict"), a));
    out->verdict = verdict < 0 ? WAITING : (enum verdict_says)verdict;
    good = day_read(json_text(json_member(j, "on"), a), &out->on);
    good &= out->rule.n > 0 && verdict >= 0;
    good &= json_member(j, "score") &&
            (!score.n || id_read(score, &out->score));
    list = json_member(j, "parts");
    if (!list || list->type != JSON_LIST)
        return false;
    out->part = arena_many(a, struct choice_part, list->n + 1);
    one = list + 1;
    for (uint32_t i = 0; i < list->n; i++, one = json_next(one))
        good &= part_read_json(one, a, &out->part[out->parts++]);
    return good;
}
