/* election_act - the acts of an election that one paper says: an objection, a
 * briefing, a nomination, its scrutiny, a poll, an appeal, a hand-over. */
#include <string.h>

#include "report/symbol.h"
#include "web/typed.h"
#include "web/vote/election.h"

/* What one act asks, in the order of its kind's fields. `later` are those that
 * a decision on it says. */
static const struct act {
    const char *kind;
    enum vote_act act;
    enum right right;
    const char *dated; /* today, until somebody says otherwise */
    const char *later;
} acts[] = {
    { "protest", ACT_PROTEST, RIGHT_KEEP, "held",
      "|decided|decided_on|answer|" },
    { "briefing", ACT_BRIEF, RIGHT_KEEP, "held", "" },
    { "nomination", ACT_NOMINATE, RIGHT_KEEP, "filed", "" },
    { "scrutiny", ACT_SCRUTINY, RIGHT_KEEP, "held", "" },
    { "ballot_account", ACT_POLL, RIGHT_KEEP, "held", "" },
    { "appeal", ACT_APPEAL, RIGHT_KEEP, "held", "|decided|decided_on|answer|" },
    { "annulment", ACT_ANNUL, RIGHT_CHECK, "held", "" },
    { "handover", ACT_HANDOVER, RIGHT_KEEP, "held", "" },
};

struct acting {
    struct election_page *e;
    const struct act *act;
    struct form form;
};

static bool of_field(const char *list, const struct field *f)
{
    const char *at = strstr(list, f->name);

    return at && at > list && at[-1] == '|' && at[strlen(f->name)] == '|';
}

/* A decision says what was decided; all else asks what is not. */
static bool asked(const struct acting *x, const struct field *f)
{
    return f->type != FIELD_HASH && strcmp(f->name, "election") != 0 &&
           of_field(x->act->later, f) == x->form.fixing;
}

/* ---- opening ------------------------------------------------------------*/

static const struct act *act_find(struct str kind)
{
    for (size_t i = 0; i < LEN(acts); i++)
        if (str_same(kind, str_of(acts[i].kind)))
            return &acts[i];
    return NULL;
}

static void *field_at(struct acting *x, const char *name)
{
    const struct field *f = kind_field(x->form.kind, str_of(name));

    return f ? (char *)x->form.record + f->at : NULL;
}

/* What a link says of the new fact: ?office=chairperson&nomination=ID. */
static void link_take(struct rq *rq, struct acting *x)
{
    const struct kind *k = x->form.kind;

    for (int i = 0; i < k->fields; i++) {
        const struct field *f = &k->field[i];
        struct str said = str_trim(rq_arg(rq, f->name));

        if (said.n && asked(x, f) && f->type != FIELD_ROWS)
            field_parse(f, said, rq->arena, x->form.record);
    }
}

/* The paper that is decided on must be of this election. */
static bool decided_open(struct rq *rq, struct acting *x, struct id entry)
{
    struct form *form = &x->form;

    form->fixing = true;
    form->id = entry;
    if (!x->act->later[0] ||
        !row_find(rq->db, form->kind, entry, rq->arena, form->record) ||
        !id_same(said_id(form->kind, form->record, "election"), x->e->id)) {
        not_here(rq);
        return false;
    }
    row_names(rq->db, form->kind, entry, rq->arena, form->record);
    form->tip = form_tip(rq, entry);
    return true;
}

/* The round that is to be polled next. */
static int64_t round_now(const struct vote *v)
{
    int64_t round = 1;

    for (size_t i = 0; i < v->races; i++)
        if (v->race[i].state == RACE_POLL && v->race[i].round > round)
            round = v->race[i].round;
    return round;
}

static void acting_blank(struct rq *rq, struct acting *x)
{
    struct form *form = &x->form;

    record_blank(form->kind->field, form->kind->fields, form->record);
    *(struct id *)field_at(x, "election") = x->e->id;
    *(day *)field_at(x, x->act->dated) = rq->today;
    if (field_at(x, "round"))
        *(int64_t *)field_at(x, "round") = round_now(x->e->v);
    if (!id_read(rq_part(rq, "_id"), &form->id) || id_none(form->id))
        form->id = form_id(rq);
}

/* NULL when it has answered. */
static struct acting *acting_start(struct rq *rq)
{
    struct acting *x = arena_new(rq->arena, struct acting);
    const struct act *act = act_find(rq->step[1]);
    bool posted = rq->page->method == PAGE_POST;
    struct str said = posted ? rq_part(rq, "_entry") : rq_arg(rq, "entry");
    struct id entry;

    x->act = act;
    if (!act) {
        not_here(rq);
        return NULL;
    }
    x->e = election_open(rq);
    if (!x->e)
        return NULL;
    if (!register_may(rq, act->right, x->e->kind, x->e->id)) {
        refuse(rq, 403, "refuse.right");
        return NULL;
    }
    x->form.kind = kind_find(str_of(act->kind));
    x->form.record = arena_take(rq->arena, x->form.kind->bytes);
    x->form.found = findings_start(rq->arena);
    x->form.posted = posted;
    if (id_read(said, &entry))
        return decided_open(rq, x, entry) ? x : NULL;
    acting_blank(rq, x);
    if (!posted)
        link_take(rq, x);
    return x;
}

/* ---- choices ------------------------------------------------------------*/

static void option_draw(struct rq *rq, const char *value, const char *text,
                        bool now)
{
    html(rq,
         now ? "<option value=\"%s\" selected>%s</option>" :
               "<option value=\"%s\">%s</option>",
         value, text);
}

static void select_open(struct rq *rq, const struct field *f)
{
    form_label(rq, f);
    html(rq, "<select name=\"%s\">", f->name);
}

static void select_close(struct rq *rq, const struct acting *x,
                         const struct field *f)
{
    html(rq, "</select></label>");
    form_findings(rq, &x->form.found, f->name);
    html(rq, "</div>");
}

/* Who leaves an office or takes one. */
static void holders_options(struct rq *rq, const struct election_page *e,
                            bool leave, struct id now)
{
    const struct vote *v = e->v;

    html(rq, "<option value=\"\"></option>");
    for (size_t i = 0; i < v->declarations; i++)
        for (size_t j = 0; j < v->declaration[i].winners; j++) {
            const struct vote_winner *w = &v->declaration[i].winner[j];
            struct id id = leave ? w->outgoing : w->person;

            if (!id_none(id))
                option_draw(rq, id_text(rq, id), election_who(rq, e, id),
                            id_same(id, now));
        }
}

static void person_select(struct rq *rq, const struct acting *x,
                          const struct field *f, struct id now)
{
    bool leave = !strcmp(f->name, "giver");

    select_open(rq, f);
    if (x->act->act == ACT_HANDOVER)
        holders_options(rq, x->e, leave, now);
    else
        voters_options(rq, x->e, now);
    select_close(rq, x, f);
}

/* The papers that a verdict may still be said of. */
static void nomination_select(struct rq *rq, const struct acting *x,
                              const struct field *f, struct id now)
{
    const struct vote *v = x->e->v;
    bool need = x->act->act == ACT_SCRUTINY;

    select_open(rq, f);
    html(rq, need ? "" : "<option value=\"\"></option>");
    for (size_t i = 0; i < v->nominations; i++) {
        const struct vote_nomination *n = &v->nomination[i];
        struct buf b = buf_start(rq->arena);

        buf_fmt(&b, "%s: %s", election_office(rq, x->e, n->office),
                election_who(rq, x->e, n->person));
        option_draw(rq, id_text(rq, n->entry), zstr(rq, buf_str(&b)),
                    id_same(n->entry, now));
    }
    select_close(rq, x, f);
}

static void appeal_select(struct rq *rq, const struct acting *x,
                          const struct field *f, struct id now)
{
    const struct vote *v = x->e->v;

    select_open(rq, f);
    html(rq, "<option value=\"\"></option>");
    for (size_t i = 0; i < v->appeals; i++) {
        struct buf b = buf_start(rq->arena);

        buf_fmt(&b, "%s: %s", day_text(rq, v->appeal[i].held),
                election_who(rq, x->e, v->appeal[i].person));
        option_draw(rq, id_text(rq, v->appeal[i].entry), zstr(rq, buf_str(&b)),
                    id_same(v->appeal[i].entry, now));
    }
    select_close(rq, x, f);
}

static void office_select(struct rq *rq, const struct acting *x,
                          const struct field *f, struct str now)
{
    const struct vote *v = x->e->v;

    html(rq,
         f->flags & FIELD_NEED ?
             "<div class=\"field need\"><label><span>%s</span><select "
             "name=\"%s\">" :
             "<div class=\"field\"><label><span>%s</span><select "
             "name=\"%s\">",
         word(rq, "election.office"), f->name);
    if (x->act->act == ACT_POLL)
        option_draw(rq, "", word(rq, "election.all_offices"), !now.n);
    for (size_t i = 0; i < v->races; i++)
        option_draw(rq, zstr(rq, v->race[i].office),
                    election_office(rq, x->e, v->race[i].office),
                    str_same(v->race[i].office, now));
    select_close(rq, x, f);
}

static void symbol_choice(struct rq *rq, const struct field *f,
                          const struct symbol *s, bool now)
{
    html(rq,
         now ? "<label><input type=\"radio\" name=\"%s\" value=\"%s\" checked>"
               "<span>" :
               "<label><input type=\"radio\" name=\"%s\" value=\"%s\"><span>",
         f->name, s->name);
    symbol_svg(&rq->body, s);
    html(rq, "<small>%s</small></span></label>",
         word_of(rq, "symbol", str_of(s->name)));
}

/* For those who do not read: pictures, each once in an election. */
static void symbol_select(struct rq *rq, const struct acting *x,
                          const struct field *f, struct str now)
{
    html(rq, "<fieldset class=\"field symbols\"><legend>%s</legend>",
         field_word(rq, f));
    for (int i = 0; i < symbol_count; i++) {
        struct str name = str_of(symbol_table[i].name);
        bool taken = false;

        for (size_t j = 0; j < x->e->symbols; j++)
            taken |= str_same(x->e->symbol[j].symbol, name);
        if (!taken || str_same(name, now))
            symbol_choice(rq, f, &symbol_table[i], str_same(name, now));
    }
    form_findings(rq, &x->form.found, f->name);
    html(rq, "</fieldset>");
}

/* ---- the form -----------------------------------------------------------*/

static void ref_draw(struct rq *rq, const struct acting *x,
                     const struct field *f)
{
    const struct spot top = { NULL, x->form.posted ? 0 : -1, 0 };
    struct id now = *(
        const struct id *)(const void *)((const char *)x->form.record + f->at);

    if (!strcmp(f->of, "person"))
        person_select(rq, x, f, now);
    else if (!strcmp(f->of, "nomination"))
        nomination_select(rq, x, f, now);
    else if (!strcmp(f->of, "appeal"))
        appeal_select(rq, x, f, now);
    else
        form_labelled(rq, &x->form, f, x->form.kind->field,
                      x->form.kind->fields, &top, x->form.record);
}

static void asked_draw(struct rq *rq, const struct acting *x,
                       const struct field *f)
{
    const struct spot top = { NULL, x->form.posted ? 0 : -1, 0 };
    const void *at = (const char *)x->form.record + f->at;

    if (f->type == FIELD_REF)
        ref_draw(rq, x, f);
    else if (f->type == FIELD_CODE)
        office_select(rq, x, f, *(const struct str *)at);
    else if (!strcmp(f->name, "symbol"))
        symbol_select(rq, x, f, *(const struct str *)at);
    else
        form_labelled(rq, &x->form, f, x->form.kind->field,
                      x->form.kind->fields, &top, x->form.record);
}

static void fields_draw(struct rq *rq, const struct acting *x)
{
    const struct kind *k = x->form.kind;

    html(rq, "<div class=\"grid\">");
    for (int i = 0; i < k->fields; i++)
        if (asked(x, &k->field[i]) && k->field[i].type != FIELD_ROWS)
            asked_draw(rq, x, &k->field[i]);
    html(rq, "</div>");
    for (int i = 0; i < k->fields; i++)
        if (asked(x, &k->field[i]) && k->field[i].type == FIELD_ROWS)
            form_rows(rq, &x->form, &k->field[i], x->form.record);
}

static void acting_draw(struct rq *rq, const struct acting *x)
{
    const struct vote_trouble *t = vote_blocks(x->e->v, x->act->act);

    frame_open(rq, kind_word(rq, x->form.kind));
    election_line(rq, x->e);
    if (t && !x->form.fixing)
        trouble_draw(rq, t);
    for (size_t i = 0; i < x->form.found.n; i++) {
        struct str path = x->form.found.at[i].path, field = str_cut(&path, '[');
        const struct field *f = kind_field(x->form.kind, field);

        if (!f || !asked(x, f))
            finding_draw(rq, &x->form.found.at[i]);
    }
    if (x->form.fixing)
        record_draw(rq, x->form.kind, x->form.record);
    html(rq,
         "<form method=\"post\" class=\"fact\"><input type=\"hidden\" "
         "name=\"_csrf\" value=\"%s\"><input type=\"hidden\" name=\"_id\" "
         "value=\"%s\">",
         rq->csrf, id_text(rq, x->form.id));
    if (x->form.fixing)
        html(rq,
             "<input type=\"hidden\" name=\"_entry\" value=\"%s\"><input "
             "type=\"hidden\" name=\"_tip\" value=\"%s\">",
             id_text(rq, x->form.id), id_text(rq, x->form.tip));
    fields_draw(rq, x);
    html(rq,
         "<div class=\"tools\"><button class=\"main\">%s</button> <a "
         "href=\"%s\">%s</a></div></form>",
         word(rq, "form.keep"), election_path(rq, x->e, ""),
         word(rq, "election.back"));
    frame_close(rq);
}

/* One act of an election as a form of its own: its voters, candidates and
 * offices to choose from. */
PAGE(election_do, GET, "/election/*/do/*", RIGHT_REGISTER)
{
    struct acting *x = acting_start(rq);

    if (!x)
        return;
    if (rq->json)
        form_show(rq, &x->form);
    else
        acting_draw(rq, x);
}

/* ---- sending it ---------------------------------------------------------*/

static void acting_take(struct rq *rq, struct acting *x)
{
    const struct kind *k = x->form.kind;
    const struct spot top = { NULL, 0, 0 };

    for (int i = 0; i < k->fields; i++)
        if (asked(x, &k->field[i]))
            form_take(rq, &x->form, &k->field[i], 1, &top, x->form.record);
}

/* A form offers the offices that are up, and no others. */
static void office_judge(struct acting *x)
{
    const struct str *office = field_at(x, "office");

    if (office && office->n && !vote_race(x->e->v, *office))
        tell(&x->form.found, STOP, "nomination.other_office", "office");
}

/* Who owes and may not stand for it has to say so: the loans know it. */
static void owes_judge(struct rq *rq, struct acting *x)
{
    const struct id *person = field_at(x, "person");
    const bool *owes = field_at(x, "owes");

    if (owes && !*owes && person && !id_none(*person) &&
        x->e->v->number[CLAUSE_BAR_DEFAULT] == 1 &&
        vote_late(rq->db, *person, rq->today) != INT_NONE)
        tell(&x->form.found, STOP, "nomination.late", "owes");
}

static void acting_again(struct rq *rq, void *self, const struct findings *f)
{
    struct acting *x = self;

    if (rq->status == 200)
        rq->status = 422;
    x->form.found = *f;
    if (rq->json)
        form_answer_json(rq, rq->status == 503 ? "unknown" : "refused", ID_NONE,
                         f);
    else
        acting_draw(rq, x);
}

/* The answer to a paper is why it is restated. */
static struct str decision_body(struct rq *rq, const struct acting *x)
{
    const struct form *form = &x->form;
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "{\"answers\":\"%s\",\"body\":", id_text(rq, form->tip));
    buf_add(&b, record_body(form->kind, form->record, rq->arena));
    buf_z(&b, ",\"why\":");
    buf_json(&b, said_text(form->kind, form->record, "answer"));
    buf_char(&b, '}');
    return buf_str(&b);
}

static void decision_judge(struct rq *rq, struct acting *x)
{
    struct form *form = &x->form;
    struct id tip;

    if (said_choice(form->kind, form->record, "decided") < 0)
        tell(&form->found, STOP, "field.missing", "decided");
    if (!said_text(form->kind, form->record, "answer").n)
        tell(&form->found, STOP, "field.missing", "answer");
    if (!id_read(rq_part(rq, "_tip"), &tip) || !id_same(tip, form->tip))
        tell(&form->found, STOP, "form.changed_meanwhile", "");
}

/* Keeps the act. What the election does not allow now is not kept from here;
 * signed elsewhere it would be kept, and marked. */
PAGE(election_do_go, POST, "/election/*/do/*", RIGHT_REGISTER)
{
    struct acting *x = acting_start(rq);
    struct draft *d;

    if (!x)
        return;
    d = arena_new(rq->arena, struct draft);
    acting_take(rq, x);
    if (rq_part(rq, "_add").n) {
        acting_draw(rq, x);
        return;
    }
    if (x->form.fixing)
        decision_judge(rq, x);
    else
        form_judge(rq, &x->form);
    office_judge(x);
    owes_judge(rq, x);
    if (!x->form.fixing && !(x->e->v->may & x->act->act))
        tell(&x->form.found, STOP, "election.not_now", "");
    if (findings_stop(&x->form.found)) {
        acting_again(rq, x, &x->form.found);
        return;
    }
    *d = (struct draft){ .kind = str_of(x->act->kind),
                         .id = x->form.id,
                         .strict = true };
    if (x->form.fixing)
        *d = (struct draft){ .kind = S("fix"),
                             .body = decision_body(rq, x),
                             .strict = true };
    else
        d->body = record_body(x->form.kind, x->form.record, rq->arena);
    election_keep(rq, x->e, d, 1, acting_again, x);
}
