/* gates - a need is looked at, gate by gate; and the letter that says no. */
#include "web/batch.h"
#include "web/form.h"
#include "web/need/feasible.h"
#include "web/paper.h"
#include "web/poverty/survey.h"
#include "web/typed.h"

/* NULL when it has answered. */
static struct gate_page *gate_open(struct rq *rq)
{
    const struct kind *k = kind_find(S("need"));
    struct gate_page *p = arena_new(rq->arena, struct gate_page);
    struct id id;

    if (!register_open(rq, k, &id))
        return NULL;
    gate_page_read(rq, p, id);
    p->keeps = register_may(rq, RIGHT_KEEP, k, id);
    p->found = findings_start(rq->arena);
    return p;
}

/* ---- the gates ----------------------------------------------------------*/

static void found_cell(struct rq *rq, const struct gate_page *p, int gate)
{
    static const char *const class[] = { "chip good", "chip stop",
                                         "chip warn" };
    const struct feasible_said *last = p->stands.last[gate];
    const struct gate_found *f = gate_found(p, gate);

    if (!last) {
        html(rq, "<td>%s</td>",
             p->stands.open & 1U << gate ? word(rq, "feasible.nobody") : "");
        return;
    }
    html(rq,
         "<td><span class=\"%s\">%s</span> <small><a href=\"/entry/%s\">%s</a>",
         class[last->result], rank_choice(rq, FEASIBLE_RESULTS, last->result),
         id_text(rq, last->entry), day_text(rq, last->held));
    if (!id_none(f->staff)) {
        html(rq, " · ");
        thing_link(rq, "staff", f->staff);
    }
    if (!id_none(f->person)) {
        html(rq, " · ");
        thing_link(rq, "person", f->person);
    }
    html(rq, "</small><br><bdi>%s</bdi>", zstr(rq, f->note));
    if (f->change.n)
        html(rq, "<br><small>%s: <bdi>%s</bdi></small>",
             word(rq, "field.would_change"), zstr(rq, f->change));
    html(rq, "</td>");
}

static void gates_table(struct rq *rq, const struct gate_page *p)
{
    listing_open(rq, "field.gate field.result");
    for (int gate = 0; gate < FEASIBLE_GATES; gate++) {
        bool needed = p->stands.needed & 1U << gate;

        html(rq, needed ? "<tr>" : "<tr class=\"off\">");
        html(rq, "<th scope=\"row\">%s%s%s<br><small>%s</small></th>",
             gate_name(rq, gate), needed ? "" : " · ",
             needed ? "" : word(rq, "feasible.not_needed"),
             zstr(rq, gate_asks(&p->gates, p->sector, gate, rq->today)));
        found_cell(rq, p, gate);
        html(rq, "</tr>");
    }
    listing_close(rq);
    html(rq, "<p><small>%s</small></p>", word(rq, "feasible.default"));
}

static const char *value_of(struct rq *rq, const struct field *f,
                            const void *record)
{
    struct buf b = buf_start(rq->arena);

    field_print(f, record, &b);
    return zstr(rq, buf_str(&b));
}

static void look_form(struct rq *rq, const struct gate_page *p)
{
    static const char *const name[] = { "held", "gate", "result", "note",
                                        "would_change" };
    const struct kind *k = kind_find(S("feasibility"));

    card_open(rq, "feasible.look");
    form_open(rq, "fact", "feasibility", kind_word(rq, k), p->draft);
    html(rq, "<div class=\"grid\">");
    for (size_t i = 0; i < LEN(name); i++) {
        const struct field *f = kind_field(k, str_of(name[i]));

        form_label(rq, f);
        form_input(rq, f, name[i], value_of(rq, f, p->record));
        html(rq, "</label>");
        form_findings(rq, &p->found, name[i]);
        html(rq, "</div>");
    }
    html(rq,
         "</div><p class=\"tools\"><button class=\"main\">%s</button></p>"
         "</form>",
         word(rq, "form.keep"));
    card_close(rq);
}

/* What is said to who asked, of the gates that were not passed. */
static struct str refusal_words(struct rq *rq, const struct gate_page *p)
{
    struct buf b = buf_start(rq->arena);

    for (int gate = 0; gate < FEASIBLE_GATES; gate++) {
        const struct gate_found *f = gate_found(p, gate);

        if (!(p->stands.failed & 1U << gate) || b.n > 600)
            continue;
        buf_fmt(&b, "%s%s: ", b.n ? " " : "", gate_name(rq, gate));
        buf_add(&b, f->note);
        if (f->change.n) {
            buf_fmt(&b, " (%s: ", word(rq, "field.would_change"));
            buf_add(&b, f->change);
            buf_char(&b, ')');
        }
    }
    return buf_str(&b);
}

static void refusal_tools(struct rq *rq, const struct gate_page *p)
{
    struct buf on = buf_start(rq->arena);

    if (p->stands.end != FEASIBLE_NOT)
        return;
    day_put(&on, rq->today);
    html(rq, "<p class=\"tools\">");
    if (p->keeps)
        html(rq,
             "<a class=\"button main\" href=\"/new/need_answer?need=%s&amp;"
             "held=%s&amp;tier=rsp&amp;says=rejected&amp;why=%s\">%s</a> ",
             id_text(rq, p->id), zstr(rq, buf_str(&on)),
             url_part(rq, refusal_words(rq, p)), word(rq, "feasible.answer"));
    html(rq, "</p>");
    paper_links(rq, "feasible.letter", "need", p->id, "refusal.pdf");
}

static void gates_draw(struct rq *rq, const struct gate_page *p)
{
    frame_open(rq, word(rq, "feasible.title"));
    html(rq, "<p class=\"lead\"><a href=\"/need/%s\"><bdi>%s</bdi></a> · ",
         id_text(rq, p->id), zstr(rq, p->title));
    thing_link(rq, "body", p->body);
    html(rq, " · ");
    feasible_chip(rq, p->stands.end);
    html(rq, "</p>");
    gates_table(rq, p);
    refusal_tools(rq, p);
    if (p->keeps)
        look_form(rq, p);
    frame_close(rq);
}

static void gates_json(struct rq *rq, const struct gate_page *p)
{
    struct keys all = keys_open(rq);

    key_text(&all, "end", choice_name(FEASIBLE_ENDS, (int)p->stands.end));
    key_list(&all, "gates");
    for (int gate = 0; gate < FEASIBLE_GATES; gate++) {
        const struct feasible_said *last = p->stands.last[gate];
        const struct gate_found *f = gate_found(p, gate);
        struct keys k = key_item(rq, (size_t)gate);

        key_text(&k, "gate", choice_name(FEASIBLE_GATE_NAMES, gate));
        key_int(&k, "needed", (p->stands.needed >> gate) & 1);
        key_text(&k, "result",
                 last ? choice_name(FEASIBLE_RESULTS, last->result) : S(""));
        key_text(&k, "note", f ? f->note : S(""));
        key_text(&k, "would_change", f ? f->change : S(""));
        keys_close(&k);
    }
    key_list_end(&all);
    keys_close(&all);
}

/* A look that is being typed: of the first gate that nobody looked at yet. */
static void *look_blank(struct rq *rq, const struct gate_page *p)
{
    const struct kind *k = kind_find(S("feasibility"));
    char *record = arena_take(rq->arena, k->bytes);
    int gate = 0;

    record_blank(k->field, k->fields, record);
    while (gate < FEASIBLE_GATES - 1 && !(p->stands.open & 1U << gate))
        gate++;
    *(day *)(void *)(record + kind_field(k, S("held"))->at) = rq->today;
    *(int32_t *)(void *)(record + kind_field(k, S("gate"))->at) =
        p->stands.open ? gate : 0;
    return record;
}

/* The gates of a need: what is asked of its sector, what was found, by whom and
 * what would change it. */
PAGE(gates, GET, "/need/*/gates", RIGHT_REGISTER)
{
    struct gate_page *p = gate_open(rq);

    if (!p)
        return;
    if (rq->json) {
        gates_json(rq, p);
        return;
    }
    p->record = look_blank(rq, p);
    p->draft = form_id(rq);
    gates_draw(rq, p);
}

static void gates_again(struct rq *rq, void *self, const struct findings *f)
{
    struct gate_page *p = self;

    if (rq->status == 200)
        rq->status = 422;
    p->found = *f;
    if (rq->json)
        form_answer_json(rq, rq->status == 503 ? "unknown" : "refused", ID_NONE,
                         f);
    else
        gates_draw(rq, p);
}

/* Keeps what was found at a gate, by whoever is logged in. */
PAGE(gates_go, POST, "/need/*/gates", RIGHT_KEEP)
{
    struct gate_page *p = gate_open(rq);
    const struct kind *k = kind_find(S("feasibility"));
    struct form form = { .kind = k, .posted = true };
    const struct spot top = { NULL, 0, 0 };
    struct batch b = batch_start(rq, 1);
    struct buf to = buf_start(rq->arena);
    char *record;

    if (!p)
        return;
    record = arena_take(rq->arena, k->bytes);
    form.found = findings_start(rq->arena);
    form_take(rq, &form, k->field, k->fields, &top, record);
    *(struct id *)(void *)(record + kind_field(k, S("need"))->at) = p->id;
    *(struct id *)(void *)(record +
                           kind_field(k, S("staff"))->at) = rq_staff(rq);
    p->record = record;
    if (!id_read(rq_part(rq, "_id"), &p->draft) || id_none(p->draft))
        p->draft = form_id(rq);
    batch_add(rq, &b, k, p->draft, record, "");
    p->found = form.found;
    if (!findings_stop(&p->found))
        batch_judge(rq, &b, &p->found);
    if (findings_stop(&p->found)) {
        gates_again(rq, p, &p->found);
        return;
    }
    buf_fmt(&to, "/need/%s/gates?kept=1", id_text(rq, p->id));
    survey_keep(rq, b.at, b.n,
                &(struct survey_send){ .to = zstr(rq, buf_str(&to)),
                                       .again = gates_again,
                                       .self = p });
}

/* ---- the letter ---------------------------------------------------------*/

static void refusal_gate(struct rq *rq, const struct gate_page *p, int gate,
                         struct paper *out)
{
    const struct gate_found *f = gate_found(p, gate);

    paper_heading(out, str_of(gate_name(rq, gate)));
    paper_text(out, f->note);
    if (f->change.n)
        paper_pair_word(out, "field.would_change", f->change);
    paper_small(out,
                paper_day(rq->arena, rq->lang, p->stands.last[gate]->held));
}

/* The letter to a CO that a need of theirs cannot be met now (?lang=): which
 * gate was not passed, why, and what would change it. */
PAGE(refusal_paper, GET, "/need/*/refusal.pdf", RIGHT_REGISTER)
{
    const struct gate_page *p;
    struct paper_plan plan = { .size = PAPER_A4, .on = rq->today };
    struct paper out;
    struct str who[2];

    rq->lang = rq_paper_lang(rq);
    p = gate_open(rq);
    if (!p)
        return;
    if (p->stands.end != FEASIBLE_NOT) {
        not_here(rq);
        return;
    }
    plan.title = str_of(word(rq, "feasible.letter_title"));
    plan.head = str_of(thing_name(rq, kind_find(S("body")), p->body));
    out = paper_start(rq->arena, rq->lang, &plan);
    paper_title(&out, plan.title);
    paper_pair_word(&out, "kind.body", plan.head);
    paper_pair_word(&out, "kind.need", p->title);
    paper_pair_word(&out, "field.held",
                    paper_day(rq->arena, rq->lang, rq->today));
    paper_gap(&out, 4);
    paper_text(&out, str_of(word(rq, "feasible.letter_opens")));
    for (int gate = 0; gate < FEASIBLE_GATES; gate++)
        if (p->stands.failed & 1U << gate)
            refusal_gate(rq, p, gate, &out);
    paper_gap(&out, 4);
    paper_text(&out, str_of(word(rq, "feasible.letter_ends")));
    who[0] = str_of(word(rq, "kind.staff"));
    who[1] = str_of(word(rq, "kind.body"));
    paper_gap(&out, 14);
    paper_sign(&out, who, 2);
    rq_paper(rq, "refusal.pdf", &out);
}
