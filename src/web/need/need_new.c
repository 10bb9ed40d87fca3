/* need_new - a need is written down: of a household out of its plan, or of a body,
 * which may merge into it what its members asked for. */
#include <string.h>

#include "need.sql.h"
#include "web/batch.h"
#include "web/loan/loan.h"
#include "web/need/need.h"

enum { PARTS_MOST = 200 };

struct part {
    struct id need, body, household;
    struct str title, number;
    int64_t sector, tier;
    paisa cost;
    bool women_first, ticked;
};
struct writing {
    struct form form;
    struct need *is; /* form.record */
    struct choices resolution;
    struct part *part;
    size_t parts;
};

/* ---- what it begins with ------------------------------------------------*/

static void *record_at(struct rq *rq, const char *kind, struct id id)
{
    const struct kind *k = kind_find(str_of(kind));
    void *record = arena_take(rq->arena, k->bytes);

    return !id_none(id) && row_find(rq->db, k, id, rq->arena, record) ? record :
                                                                        NULL;
}

/* What a household's plan says already. */
static void plan_take(struct rq *rq, struct need *x)
{
    const struct kind *k = kind_find(S("mip"));
    const struct kind *member = kind_find(S("member"));
    const void *plan = record_at(rq, "mip", x->mip), *m;
    struct need_share *s = arena_many(rq->arena, struct need_share, 2);
    paisa own, wanted;

    if (!plan || !rq_sees(rq, k, x->mip))
        return;
    x->household = said_id(k, plan, "household");
    x->person = said_id(k, plan, "person");
    x->resolution = said_id(k, plan, "resolution");
    x->title = said_text(k, plan, "what");
    x->cost = said_number(k, plan, "cost");
    m = record_at(rq, "member", said_id(k, plan, "member"));
    if (m)
        x->body = said_id(member, m, "body");
    own = said_number(k, plan, "own_share");
    wanted = said_number(k, plan, "wanted");
    if (own != INT_NONE && own > 0)
        s[x->share.n++] = (struct need_share){ 0, own };
    if (wanted != INT_NONE && wanted > 0)
        s[x->share.n++] = (struct need_share){ 5, wanted }; /* credit */
    x->share.at = s;
}

/* "MEH-12-N7": the code of its body and one more than there are. */
static void number_suggest(struct rq *rq, struct need *x)
{
    struct rows r = db_rows(rq->db, SQL_WEB_NEED_CODE);
    struct buf b = buf_start(rq->arena);

    db_bind_id(&r, 1, x->body);
    if (db_next(&r)) {
        buf_add(&b, db_str(&r, 0));
        buf_fmt(&b, "%sN%lld", b.n ? "-" : "", (long long)db_int(&r, 1) + 1);
    }
    db_done(&r);
    x->number = buf_str(&b);
}

static void suggest(struct rq *rq, struct need *x)
{
    id_read(rq_arg(rq, "body"), &x->body);
    id_read(rq_arg(rq, "household"), &x->household);
    id_read(rq_arg(rq, "mip"), &x->mip);
    x->raised = rq->today;
    x->who = 1; /* with help */
    plan_take(rq, x);
    x->nature = id_none(x->household);
    if (!id_none(x->household))
        x->households = 1;
    if (!id_none(x->body))
        number_suggest(rq, x);
}

/* What stands alone below the body, and what of it was ticked. */
static void parts_read(struct rq *rq, struct writing *w)
{
    struct rows r = db_rows(rq->db, SQL_WEB_NEED_BELOW);

    w->part = arena_many(rq->arena, struct part, PARTS_MOST);
    db_bind_id(&r, 1, w->is->body);
    db_bind_int(&r, 2, rq->today);
    while (db_next(&r) && w->parts < PARTS_MOST) {
        struct buf name = buf_start(rq->arena);
        struct part *p = &w->part[w->parts++];

        *p = (struct part){ .need = db_id(&r, 0),
                            .title = arena_str(rq->arena, db_str(&r, 1)),
                            .number = arena_str(rq->arena, db_str(&r, 2)),
                            .body = db_id(&r, 3),
                            .household = db_id(&r, 4),
                            .sector = int_in(&r, 5),
                            .cost = int_in(&r, 6),
                            .women_first = db_int(&r, 7) == 1,
                            .tier = db_int(&r, 8) };
        buf_fmt(&name, "part.%s", id_text(rq, p->need));
        p->ticked = rq_part(rq, zstr(rq, buf_str(&name))).n > 0;
    }
    db_done(&r);
}

static void resolutions_read(struct rq *rq, struct writing *w)
{
    struct rows r = db_rows(rq->db, SQL_WEB_NEED_RESOLUTIONS);

    db_bind_id(&r, 1, w->is->body);
    choices_add(&w->resolution, &r);
}

static struct writing *writing_start(struct rq *rq)
{
    struct writing *w = arena_new(rq->arena, struct writing);
    const struct kind *k = kind_find(S("need"));
    const struct spot top = { NULL, 0, 0 };

    w->form.kind = k;
    w->is = w->form.record = arena_take(rq->arena, k->bytes);
    w->form.found = findings_start(rq->arena);
    w->form.posted = rq->page->method == PAGE_POST;
    record_blank(k->field, k->fields, w->is);
    if (!w->form.posted || !id_read(rq_part(rq, "_id"), &w->form.id) ||
        id_none(w->form.id))
        w->form.id = form_id(rq);
    if (w->form.posted)
        form_take(rq, &w->form, k->field, k->fields, &top, w->is);
    else
        suggest(rq, w->is);
    if (!id_none(w->is->body)) {
        resolutions_read(rq, w);
        if (id_none(w->is->household))
            parts_read(rq, w);
    }
    return w;
}

/* ---- the form -----------------------------------------------------------*/

static void field_at(struct rq *rq, const struct writing *w,
                     const struct field *f)
{
    const struct kind *k = w->form.kind;
    const struct spot top = { NULL, w->form.posted ? 0 : -1, 0 };

    if (f->type == FIELD_ROWS)
        form_rows(rq, &w->form, f, w->is);
    else if (!strcmp(f->name, "resolution") && w->resolution.n)
        choices_draw(rq, &w->form, f, &w->resolution, w->is->resolution);
    else
        form_labelled(rq, &w->form, f, k->field, k->fields, &top, w->is);
}

static bool in_words(const char *words, const char *name)
{
    struct str rest = str_of(words);

    while (rest.n)
        if (str_same(str_cut(&rest, ' '), str_of(name)))
            return true;
    return false;
}

static void group_draw(struct rq *rq, const struct writing *w, const char *key,
                       const char *names)
{
    html(rq, "<fieldset class=\"rows\"><legend>%s</legend><div class=\"grid\">",
         word(rq, key));
    for (struct str rest = str_of(names); rest.n;)
        field_at(rq, w, kind_field(w->form.kind, str_cut(&rest, ' ')));
    html(rq, "</div></fieldset>");
}

#define ASKED "number body household person mip raised resolution"
#define WANTED "title sector nature who non_project women_first quantity unit"
#define SERVES "households poorest women men cost"

/* Fields that others added to the kind stand at the end. */
static void rest_draw(struct rq *rq, const struct writing *w)
{
    const struct kind *k = w->form.kind;

    html(rq, "<div class=\"grid\">");
    for (int i = 0; i < k->fields; i++)
        if (k->field[i].type != FIELD_ROWS &&
            !in_words(ASKED " " WANTED " " SERVES, k->field[i].name))
            field_at(rq, w, &k->field[i]);
    html(rq, "</div>");
}

static void part_draw(struct rq *rq, const struct part *p)
{
    html(rq,
         p->ticked ? "<li><label><input type=\"checkbox\" name=\"part.%s\" "
                     "value=\"1\" checked> <bdi>%s</bdi></label> " :
                     "<li><label><input type=\"checkbox\" name=\"part.%s\" "
                     "value=\"1\"> <bdi>%s</bdi></label> ",
         id_text(rq, p->need), zstr(rq, p->title));
    html(rq, "<small><bdi>%s</bdi> · %s · ", zstr(rq, p->number),
         need_choice(rq, SECTOR_CHOICES, p->sector));
    if (id_none(p->household))
        thing_link(rq, "body", p->body);
    else
        thing_link(rq, "household", p->household);
    html(rq, " · %s</small>", need_rupees(rq, p->cost));
    if (p->women_first)
        html(rq, " <span class=\"chip\">%s</span>",
             word(rq, "field.women_first"));
    html(rq, "</li>");
}

static void parts_draw(struct rq *rq, const struct writing *w)
{
    if (!w->parts)
        return;
    html(rq,
         "<fieldset class=\"rows\"><legend>%s</legend><p>%s</p><ul "
         "class=\"ticks\">",
         word(rq, "need.merge"), word(rq, "need.merge_hint"));
    for (size_t i = 0; i < w->parts; i++)
        part_draw(rq, &w->part[i]);
    html(rq,
         "</ul><p><button name=\"_sum\" value=\"1\">%s</button></p></fieldset>",
         word(rq, "need.add_up"));
}

static void writing_draw(struct rq *rq, const struct writing *w)
{
    const struct kind *k = w->form.kind;

    frame_open(rq, word(rq, "need.new"));
    for (size_t i = 0; i < w->form.found.n; i++) {
        struct str path = w->form.found.at[i].path, name = str_cut(&path, '[');

        if (!kind_field(k, name))
            finding_draw(rq, &w->form.found.at[i]);
    }
    form_open(rq, "fact", "need", kind_word(rq, k), w->form.id);
    group_draw(rq, w, "need.who_asked", ASKED);
    group_draw(rq, w, "need.what_is_wanted", WANTED);
    parts_draw(rq, w);
    group_draw(rq, w, "need.numbers", SERVES);
    field_at(rq, w, kind_field(k, S("share")));
    if (id_none(w->is->household)) /* a household's is that of its score */
        field_at(rq, w, kind_field(k, S("band")));
    rest_draw(rq, w);
    html(rq,
         "<div class=\"tools\"><button class=\"main\">%s</button> <button "
         "name=\"_see\" value=\"1\">%s</button></div></form>",
         word(rq, "form.keep"), word(rq, "need.show_parts"));
    frame_close(rq);
}

/* A need is written down (?body=, ?household= or ?mip= of whom it is): what the
 * household's plan says is there already; a body sees what it may merge. */
PAGE(need_new, GET, "/need/new", RIGHT_KEEP)
{
    struct writing *w = writing_start(rq);

    if (rq->json)
        form_show(rq, &w->form);
    else
        writing_draw(rq, w);
}

/* ---- keeping ------------------------------------------------------------*/

static void add(int64_t *to, int64_t n)
{
    if (n != INT_NONE)
        *to = (*to == INT_NONE ? 0 : *to) + n;
}

/* What the ticked ones come to, as leaves. */
static void parts_sum(struct rq *rq, struct writing *w)
{
    struct need *x = w->is;

    x->cost = x->households = x->women = x->men = x->poorest = INT_NONE;
    for (size_t i = 0; i < w->parts; i++) {
        struct need_sum s;

        if (!w->part[i].ticked || !need_sum(rq, w->part[i].need, &s))
            continue;
        add(&x->cost, s.cost);
        add(&x->households, s.households);
        add(&x->women, s.women);
        add(&x->men, s.men);
        add(&x->poorest, s.poorest);
        x->women_first |= s.women_first > 0;
        if (x->sector < 0)
            x->sector = (int32_t)w->part[i].sector;
    }
}

static void writing_again(struct rq *rq, void *self, const struct findings *f)
{
    struct writing *w = self;

    if (rq->status == 200)
        rq->status = 422;
    w->form.found = *f;
    if (rq->json)
        form_answer_json(rq, rq->status == 503 ? "unknown" : "refused", ID_NONE,
                         f);
    else
        writing_draw(rq, w);
}

/* The same form sent twice makes the same entries. */
static struct id join_id(struct rq *rq, struct id need, struct id part)
{
    struct buf b = buf_start(rq->arena);

    id_put(&b, need);
    id_put(&b, part);
    return id_named(S("need_join"), buf_str(&b));
}

static void joins_add(struct rq *rq, const struct writing *w, struct batch *b)
{
    const struct kind *k = kind_find(S("need_join"));

    for (size_t i = 0; i < w->parts; i++) {
        char *record;
        const struct {
            const char *name;
            struct id id;
        } says[] = { { "need", w->part[i].need },
                     { "wider", w->form.id },
                     { "body", w->is->body },
                     { "resolution", w->is->resolution } };

        if (!w->part[i].ticked)
            continue;
        record = arena_take(rq->arena, k->bytes);
        record_blank(k->field, k->fields, record);
        for (size_t j = 0; j < LEN(says); j++)
            *(struct id *)(void *)(record +
                                   kind_field(k, str_of(says[j].name))->at) =
                says[j].id;
        *(day *)(void *)(record + kind_field(k, S("held"))->at) = w->is->raised;
        batch_add(rq, b, k, join_id(rq, w->form.id, w->part[i].need), record,
                  "");
    }
}

/* Keeps the need, and with it that the ticked ones are part of it. */
PAGE(need_new_go, POST, "/need/new", RIGHT_KEEP)
{
    struct writing *w = writing_start(rq);
    struct batch b = batch_start(rq, w->parts + 1);
    struct buf to = buf_start(rq->arena);

    if (rq_part(rq, "_sum").n)
        parts_sum(rq, w);
    if (rq_part(rq, "_add").n || rq_part(rq, "_see").n ||
        rq_part(rq, "_sum").n) {
        w->form.posted &= !rq_part(rq, "_sum").n;
        writing_draw(rq, w);
        return;
    }
    form_judge(rq, &w->form);
    batch_add(rq, &b, w->form.kind, w->form.id, w->is, "");
    joins_add(rq, w, &b);
    if (!findings_stop(&w->form.found))
        batch_judge(rq, &b, &w->form.found);
    if (findings_stop(&w->form.found)) {
        writing_again(rq, w, &w->form.found);
        return;
    }
    buf_fmt(&to, "/need/%s?kept=1", id_text(rq, w->form.id));
    survey_keep(rq, b.at, b.n,
                &(struct survey_send){ .to = zstr(rq, buf_str(&to)),
                                       .again = writing_again,
                                       .self = w });
}
