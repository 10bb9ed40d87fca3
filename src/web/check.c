/* check - what waits for the asker's yes, and giving it; which figures a page
 * shows; what was checked of an entry, and who may. */
#include <stdlib.h>
#include <string.h>

#include "check.sql.h"
#include "oversight.sql.h"
#include "verdict.sql.h"
#include "web/today.h"

enum { SHOWN = 200, CHOSEN_MOST = 1000 };

/* ---- all figures, or those that are checked -----------------------------*/

int rq_figures(struct rq *rq)
{
    int figures = choice_find(REPORT_FIGURES, rq_arg(rq, "figures"));

    return figures < 0 ? FIGURES_ALL : figures;
}

const char *figures_arg(struct rq *rq)
{
    return rq_figures(rq) == FIGURES_CHECKED ? "&figures=checked" : "";
}

static bool overseen(struct rq *rq)
{
    struct rows r = db_rows(rq->db, SQL_OVERSIGHT_ANY);
    bool any = db_next(&r);

    db_done(&r);
    return any;
}

/* This page with the other figures; everything else as it was asked. */
static const char *figures_link(struct rq *rq, int figures)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "?figures=%s", figures == FIGURES_CHECKED ? "checked" : "all");
    for (int i = 0; i < rq->q->args; i++) {
        const struct http_pair *p = &rq->q->arg[i];

        if (!str_same(p->name, S("figures")) && !str_same(p->name, S("page")))
            buf_fmt(&b, "&%s=%s", url_part(rq, p->name),
                    url_part(rq, p->value));
    }
    return zstr(rq, buf_str(&b));
}

void figures_switch(struct rq *rq)
{
    static const char *const key[] = { "figures.all", "figures.checked" };
    int now = rq_figures(rq);

    if (now == FIGURES_ALL && !overseen(rq))
        return; /* nothing need be checked: they are the same */
    html(rq, "<nav class=\"tabs\" aria-label=\"%s\"><ul>",
         word(rq, "figures.which"));
    for (int i = FIGURES_ALL; i <= FIGURES_CHECKED; i++)
        html(rq,
             i == now ? "<li><a href=\"%s\" aria-current=\"page\">%s</a></li>" :
                        "<li><a href=\"%s\">%s</a></li>",
             figures_link(rq, i), word(rq, key[i]));
    html(rq, "</ul></nav>");
    if (now == FIGURES_CHECKED)
        html(rq, "<p class=\"note\">%s</p>", word(rq, "figures.note"));
}

/* ---- what waits for the asker -------------------------------------------*/

struct waits {
    const struct kind *kind;
    struct id entry, place, group; /* group: its body, or its place */
    day signed_on;
    struct str author;
    int64_t amount;
};
struct waiting {
    struct waits *at;
    size_t n, room;
    bool more; /* than are shown */
};

static struct id ref_named(const struct kind *k, const void *record,
                           const char *name)
{
    const struct field *f = kind_field(k, str_of(name));

    if (!f || f->type != FIELD_REF)
        return ID_NONE;
    return *(const struct id *)(const void *)((const char *)record + f->at);
}

static struct waits *waiting_add(struct rq *rq, struct waiting *w,
                                 struct id entry)
{
    for (size_t i = 0; i < w->n; i++)
        if (id_same(w->at[i].entry, entry))
            return NULL; /* two rules name it */
    arena_room(rq->arena, w->at, w->n, w->room);
    return &w->at[w->n++];
}

/* One rule of oversight, as far as one grant reaches. */
struct reach {
    const struct kind *kind;
    struct str role;
    bool limited;
    int64_t most;
    day since, until;
};

static void reach_read(struct rq *rq, const struct reach *o,
                       const struct grant *g, struct waiting *w)
{
    struct rows r = db_rows(rq->db, SQL_CHECK_WAITING);
    int n = 0;

    db_bind_text(&r, 1, str_of(o->kind->name));
    db_bind_int(&r, 2, o->since);
    db_bind_int(&r, 3, o->until);
    if (o->limited)
        db_bind_int(&r, 4, o->most);
    db_bind_id(&r, 5, g->scope.place);
    db_bind_id(&r, 6, g->scope.rsp);
    db_bind_id(&r, 7, g->scope.project);
    db_bind_text(&r, 8, rq->who.login);
    db_bind_int(&r, 9, SHOWN + 1);
    while (db_next(&r)) {
        struct waits *one;

        if (n++ == SHOWN) {
            w->more = true;
            continue;
        }
        one = waiting_add(rq, w, db_id(&r, 0));
        if (!one)
            continue;
        *one = (struct waits){ .kind = o->kind,
                               .entry = db_id(&r, 0),
                               .signed_on = (day)db_int(&r, 1),
                               .author = arena_str(rq->arena, db_str(&r, 2)),
                               .place = db_id(&r, 3),
                               .amount = db_null(&r, 4) ? INT_NONE :
                                                          db_int(&r, 4) };
    }
}

/* Rules for roles that the asker holds, of kinds that she may see. */
static size_t reaches_read(struct rq *rq, struct reach *out, size_t most)
{
    struct rows r = db_rows(rq->db, SQL_OVERSIGHT_ALL);
    size_t n = 0;

    while (n < most && db_next(&r)) {
        const struct kind *k = kind_find(db_str(&r, 0));

        if (!k)
            continue;
        out[n++] = (struct reach){ .kind = k,
                                   .role = arena_str(rq->arena, db_str(&r, 1)),
                                   .limited = !db_null(&r, 2),
                                   .most = db_int(&r, 2),
                                   .since = (day)db_int(&r, 3),
                                   .until = db_null(&r, 4) ?
                                                INT32_MAX :
                                                (day)db_int(&r, 4) };
    }
    db_done(&r);
    return n;
}

static int waits_order(const void *a, const void *b)
{
    const struct waits *x = a, *y = b;
    int order = strcmp(x->kind->name, y->kind->name);

    if (!order)
        order = id_order(x->group, y->group);
    if (!order)
        order = (x->signed_on < y->signed_on) - (x->signed_on > y->signed_on);
    return order ? order : id_order(x->entry, y->entry);
}

static int newest_order(const void *a, const void *b)
{
    const struct waits *x = a, *y = b;
    int order = (x->signed_on < y->signed_on) - (x->signed_on > y->signed_on);

    return order ? order : id_order(x->entry, y->entry);
}

static void groups_find(struct rq *rq, struct waiting *w)
{
    for (size_t i = 0; i < w->n; i++) {
        struct waits *one = &w->at[i];
        void *record = arena_take(rq->arena, one->kind->bytes);

        if (row_find(rq->db, one->kind, one->entry, rq->arena, record))
            one->group = ref_named(one->kind, record, "body");
        if (id_none(one->group))
            one->group = one->place;
    }
}

static struct waiting waiting_read(struct rq *rq)
{
    struct waiting w = { .n = 0 };
    struct reach reach[64];
    struct grant *g;
    size_t grants = log_grants(rq->db, rq->who.login, rq->arena, &g);
    size_t n = reaches_read(rq, reach, LEN(reach));

    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < grants; j++)
            if (str_same(g[j].role, reach[i].role) &&
                rights_hold(g[j].rights, RIGHT_CHECK) &&
                rights_hold(g[j].rights, kind_reads(reach[i].kind)) &&
                grant_open(&g[j], rq->today))
                reach_read(rq, &reach[i], &g[j], &w);
    if (w.n)
        qsort(w.at, w.n, sizeof *w.at, newest_order);
    if (w.n > SHOWN) {
        w.more = true;
        w.n = SHOWN;
    }
    groups_find(rq, &w);
    if (w.n)
        qsort(w.at, w.n, sizeof *w.at, waits_order);
    return w;
}

size_t checks_waiting(struct rq *rq, bool *more)
{
    struct waiting w = waiting_read(rq);

    *more = w.more;
    return w.n;
}

/* ---- an entry in one line -----------------------------------------------*/

/* "present 20 · absent 5", or how many rows there are. */
static void rows_line(struct rq *rq, const struct field *f, const void *record)
{
    const struct list *list = (const void *)((const char *)record + f->at);
    const struct field *c = NULL;
    struct str rest;

    for (int i = 0; i < f->children && !c; i++)
        if (f->child[i].type == FIELD_CHOICE)
            c = &f->child[i];
    if (!list->n)
        return;
    if (!c) {
        html(rq, " · %s <b class=\"n\">%zu</b>", field_word(rq, f), list->n);
        return;
    }
    rest = str_of(c->of);
    for (int32_t choice = 0; rest.n; choice++) {
        struct str name = str_cut(&rest, '|');
        size_t n = 0;

        for (size_t i = 0; i < list->n; i++)
            n += *(const int32_t *)(const void *)((const char *)list->at +
                                                  i * f->child_bytes + c->at) ==
                 choice;
        if (n)
            html(rq, " · %s <b class=\"n\">%zu</b>",
                 word_of(rq, "choice", name), n);
    }
}

static bool in_line(const struct field *f)
{
    return f->type == FIELD_COUNT || f->type == FIELD_MONEY ||
           f->type == FIELD_CHOICE || f->type == FIELD_ROWS ||
           (f->flags & FIELD_KEY) != 0;
}

/* What a checker looks at: when, who, how many, how much. */
static void line_draw(struct rq *rq, const struct waits *w)
{
    const struct kind *k = w->kind;
    void *record = arena_take(rq->arena, k->bytes);

    if (!row_find(rq->db, k, w->entry, rq->arena, record))
        return;
    for (int i = 0; i < k->fields; i++) {
        const struct field *f = &k->field[i];

        if (!in_line(f) || field_none(f, record) ||
            (f->type == FIELD_REF &&
             id_same(ref_named(k, record, f->name), w->group)))
            continue;
        if (f->type == FIELD_ROWS) {
            rows_line(rq, f, record);
            continue;
        }
        html(rq, " · %s <b>", field_word(rq, f));
        field_draw(rq, f, k->field, k->fields, record);
        html(rq, "</b>");
    }
    if (w->amount != INT_NONE &&
        field_none(kind_field(k, str_of(k->amount)), record))
        html(rq, " · %s <b class=\"n\">%s</b>",
             field_word(rq, kind_field(k, str_of(k->amount))),
             number_text(rq, w->amount, 2));
}

static void group_head(struct rq *rq, const struct waits *w)
{
    bool body = !id_same(w->group, w->place);

    html(rq, "<h3>");
    if (body)
        html(rq, "<a href=\"%s\">%s</a> <small>%s</small>",
             thing_path(rq, kind_find(S("body")), w->group),
             thing_name(rq, kind_find(S("body")), w->group),
             place_name(rq, w->place));
    else if (!id_none(w->place))
        html(rq, "<a href=\"/place/%s\">%s</a>", id_text(rq, w->place),
             place_name(rq, w->place));
    html(rq, "</h3>");
}

static void waiting_draw(struct rq *rq, const struct waiting *w)
{
    for (size_t i = 0; i < w->n; i++) {
        const struct waits *one = &w->at[i], *last = i ? one - 1 : NULL;
        bool kind = !last || last->kind != one->kind;
        bool group = kind || !id_same(last->group, one->group);

        if (last && group)
            html(rq, "</ul>");
        if (kind)
            html(rq, "<h2>%s</h2>", kind_words(rq, one->kind));
        if (group) {
            group_head(rq, one);
            html(rq, "<ul class=\"plain\">");
        }
        html(rq,
             "<li><label class=\"pick\"><input type=\"checkbox\" name=\"e\" "
             "value=\"%s\"> <a href=\"/entry/%s\">%s</a></label> <small>"
             "<bdi>%s</bdi>",
             id_text(rq, one->entry), id_text(rq, one->entry),
             day_text(rq, one->signed_on), zstr(rq, one->author));
        line_draw(rq, one);
        html(rq, "</small></li>");
    }
    html(rq, "</ul>");
}

static void waiting_json(struct rq *rq, const struct waiting *w)
{
    struct buf *b = &rq->body;

    rq->type = "application/json";
    buf_fmt(b, "{\"more\":%s,\"waiting\":[", w->more ? "true" : "false");
    for (size_t i = 0; i < w->n; i++) {
        const struct waits *one = &w->at[i];

        buf_fmt(b, "%s{", i ? "," : "");
        if (one->amount != INT_NONE)
            buf_fmt(b, "\"amount\":%lld,", (long long)one->amount);
        buf_z(b, "\"author\":");
        buf_json(b, one->author);
        buf_fmt(b, ",\"entry\":\"%s\",\"kind\":\"%s\",\"signed\":\"",
                id_text(rq, one->entry), one->kind->name);
        day_put(b, one->signed_on);
        buf_z(b, "\"}");
    }
    buf_z(b, "]}\n");
}

static void check_form(struct rq *rq, const struct waiting *w)
{
    html(rq,
         "<form method=\"post\" action=\"/check\"><input type=\"hidden\" "
         "name=\"_csrf\" value=\"%s\">",
         rq->csrf);
    waiting_draw(rq, w);
    html(rq,
         "<div class=\"stack\"><button class=\"main\" name=\"says\" "
         "value=\"yes\">%s</button><label>%s<input name=\"why\" "
         "maxlength=\"300\"></label><button name=\"says\" value=\"no\">%s"
         "</button></div></form>",
         word(rq, "checks.yes"), word(rq, "checks.why"), word(rq, "checks.no"));
}

/* What waits for your yes: records that must be checked by your post, within
 * your reach and your limit, that are not your own. Choose some, or all of
 * them; yes, or no with the reason, which returns them to their writer. */
PAGE(check, GET, "/check", RIGHT_CHECK)
{
    struct waiting w = waiting_read(rq);

    if (rq->json) {
        waiting_json(rq, &w);
        return;
    }
    frame_open(rq, word(rq, "checks.title"));
    if (rq_arg(rq, "kept").n)
        html(rq, "<p class=\"note good\" role=\"status\">%s</p>",
             word(rq, "checks.kept"));
    html(rq, "<p class=\"lead\">%s</p>",
         word(rq, w.n ? "checks.lead" : "checks.none"));
    if (w.more)
        html(rq, "<p class=\"note\">%s</p>", word(rq, "checks.more"));
    if (w.n)
        check_form(rq, &w);
    html(rq, "<p class=\"tools\"><a href=\"/oversight\">%s</a></p>",
         word(rq, "oversight.title"));
    frame_close(rq);
}

/* ---- saying it ----------------------------------------------------------*/

/* The verdict as a form's parts say it; empty when nothing was chosen. */
static struct str verdict_body(struct rq *rq, struct str says, size_t *n)
{
    struct str why = str_trim(rq_part(rq, "why"));
    struct buf b = buf_start(rq->arena);

    *n = 0;
    buf_z(&b, "{\"entries\":[");
    for (int i = 0; i < rq->q->parts; i++) {
        const struct http_part *p = &rq->q->part[i];
        struct id id;

        if (!str_same(p->name, S("e")) || !id_read(p->bytes, &id))
            continue;
        buf_z(&b, *n ? ",{\"entry_id\":\"" : "{\"entry_id\":\"");
        id_put(&b, id);
        buf_z(&b, "\"}");
        ++*n;
    }
    buf_z(&b, "],\"says\":");
    buf_json(&b, says);
    if (why.n) {
        buf_z(&b, ",\"why\":");
        buf_json(&b, why);
    }
    buf_char(&b, '}');
    return buf_str(&b);
}

static void check_refused(struct rq *rq, const struct findings *f)
{
    rq->status = 422;
    if (rq->json) {
        rq->type = "application/json";
        buf_z(&rq->body, "{\"findings\":");
        findings_json(rq, f);
        buf_z(&rq->body, "}\n");
        return;
    }
    frame_open(rq, word(rq, "checks.title"));
    for (size_t i = 0; i < f->n; i++)
        finding_draw(rq, &f->at[i]);
    html(rq,
         "<p class=\"tools\"><a class=\"button\" href=\"/check\">%s</a></p>",
         word(rq, "checks.back"));
    frame_close(rq);
}

static void check_said(struct rq *rq, void *memo, bool told, struct str reply)
{
    struct outcome o;

    (void)memo;
    if (!told || !ask_outcomes_read(reply, rq->arena, &o, 1))
        refuse(rq, 503, "refuse.again");
    else if (o.kept == KEPT_REFUSED)
        check_refused(rq, &o.found);
    else
        rq_goto(rq, "/check?kept=1");
}

/* Says yes to what was chosen, or no with the reason: one entry over all. */
PAGE(check_go, POST, "/check", RIGHT_CHECK)
{
    struct str says = rq_part(rq, "says");
    struct draft d = { .kind = S("verdict"),
                       .author = rq->who.login,
                       .strict = true };
    size_t n;

    d.body = verdict_body(rq, says, &n);
    if (!n || n > CHOSEN_MOST ||
        (!str_same(says, S("yes")) && !str_same(says, S("no")))) {
        refuse(rq, 422, "checks.choose");
        return;
    }
    rq_ask(rq, ASK_KEEPER, ASK_DRAFTS,
           ask_drafts(rq->arena, rq->who.login, &d, 1), check_said, NULL);
}

/* ---- of one entry -------------------------------------------------------*/

static const char *role_name(struct rq *rq, struct rows *r, int code)
{
    int col = code + 1 + (int)rq->lang;

    if (db_str(r, col).n)
        return zstr(rq, db_str(r, col));
    return zstr(rq, db_str(r, db_str(r, code + 1).n ? code + 1 : code));
}

static void who_may(struct rq *rq, const struct kind *k, day signed_on)
{
    struct rows r = db_rows(rq->db, SQL_OVERSIGHT_OF);

    db_bind_text(&r, 1, str_of(k->name));
    db_bind_int(&r, 2, signed_on);
    html(rq, "<p>%s</p><ul>", word(rq, "checks.who"));
    while (db_next(&r)) {
        html(rq, "<li>%s", role_name(rq, &r, 0));
        if (!db_null(&r, 5))
            html(rq, " <small>%s <b class=\"n\">%s</b></small>",
                 word(rq, "field.most"), number_text(rq, db_int(&r, 5), 2));
        html(rq, "</li>");
    }
    html(rq, "</ul>");
}

void checks_draw(struct rq *rq, const struct kind *k, struct id entry,
                 day signed_on)
{
    static const char *const key[] = { "checks.waits", "checks.is_yes",
                                       "checks.is_no" };
    static const char *const nature[] = { "warn", "good", "stop" };
    struct rows r = db_rows(rq->db, SQL_CHECKING_STATE);
    int64_t state;

    db_bind_id(&r, 1, entry);
    state = k && db_next(&r) ? db_int(&r, 0) : CHECK_FREE;
    db_done(&r);
    if (state == CHECK_FREE)
        return;
    html(rq,
         "<section class=\"card\"><h2>%s</h2><p class=\"note %s\">%s</p><ul>",
         word(rq, "checks.check"), nature[state], word(rq, key[state]));
    r = db_rows(rq->db, SQL_VERDICT_ABOUT);
    db_bind_id(&r, 1, entry);
    while (db_next(&r))
        html(rq,
             "<li><a href=\"/entry/%s\">%s</a> <small><bdi>%s</bdi> · %s"
             "</small> <q>%s</q></li>",
             id_text(rq, db_id(&r, 0)),
             word(rq, db_int(&r, 1) ? "choice.no" : "choice.yes"),
             zstr(rq, db_str(&r, 2)), day_text(rq, (day)db_int(&r, 3)),
             zstr(rq, db_str(&r, 4)));
    html(rq, "</ul>");
    who_may(rq, k, signed_on);
    html(rq, "</section>");
}

size_t returned_to(struct rq *rq, struct returned *out, size_t most)
{
    struct rows r = db_rows(rq->db, SQL_VERDICT_RETURNED);
    size_t n = 0;

    db_bind_text(&r, 1, rq->who.login);
    while (n < most && db_next(&r)) {
        const struct kind *k = kind_find(db_str(&r, 1));

        if (k)
            out[n++] =
                (struct returned){ .kind = k,
                                   .entry = db_id(&r, 0),
                                   .signed_on = (day)db_int(&r, 2),
                                   .verdict = db_id(&r, 3),
                                   .by = arena_str(rq->arena, db_str(&r, 4)),
                                   .on = (day)db_int(&r, 5),
                                   .why = arena_str(rq->arena, db_str(&r, 6)) };
    }
    db_done(&r);
    return n;
}

/* ---- the rules ----------------------------------------------------------*/

static void oversight_json(struct rq *rq, struct rows *r)
{
    struct buf *b = &rq->body;
    const char *comma = "";

    rq->type = "application/json";
    buf_z(b, "{\"oversight\":[");
    while (db_next(r)) {
        buf_fmt(b, "%s{\"entry\":\"%s\",", comma, id_text(rq, db_id(r, 5)));
        if (!db_null(r, 2))
            buf_fmt(b, "\"most\":%lld,", (long long)db_int(r, 2));
        buf_z(b, "\"record\":");
        buf_json(b, db_str(r, 0));
        buf_z(b, ",\"role\":");
        buf_json(b, db_str(r, 1));
        buf_z(b, ",\"since\":\"");
        day_put(b, (day)db_int(r, 3));
        if (!db_null(r, 4)) {
            buf_z(b, "\",\"until\":\"");
            day_put(b, (day)db_int(r, 4));
        }
        buf_z(b, "\"}");
        comma = ",";
    }
    buf_z(b, "]}\n");
}

static void rule_row(struct rq *rq, struct rows *r)
{
    const struct kind *k = kind_find(db_str(r, 0));
    struct id role = id_named(S("role"), db_str(r, 1));

    html(rq,
         "<tr><th scope=\"row\"><a href=\"/entry/%s\">%s</a></th><td>%s</td>"
         "<td class=\"n\">%s</td>",
         id_text(rq, db_id(r, 5)),
         k ? kind_words(rq, k) : zstr(rq, db_str(r, 0)),
         thing_name(rq, kind_find(S("role")), role),
         db_null(r, 2) ? word(rq, "oversight.any") :
                         number_text(rq, db_int(r, 2), 2));
    html(rq, "<td>%s</td><td>%s</td></tr>", day_text(rq, (day)db_int(r, 3)),
         db_null(r, 4) ? "" : day_text(rq, (day)db_int(r, 4)));
}

/* Which records need a second person's yes, of which post, up to what amount,
 * and from which day on. */
PAGE(oversight, GET, "/oversight", RIGHT_SEE)
{
    struct rows r = db_rows(rq->db, SQL_OVERSIGHT_ALL);

    if (rq->json) {
        oversight_json(rq, &r);
        return;
    }
    frame_open(rq, word(rq, "oversight.title"));
    html(rq,
         "<p class=\"lead\">%s</p><div class=\"box\" tabindex=\"0\"><table "
         "class=\"sheet\"><thead><tr><th scope=\"col\">%s</th><th "
         "scope=\"col\">%s</th><th scope=\"col\" class=\"n\">%s</th><th "
         "scope=\"col\">%s</th><th scope=\"col\">%s</th></tr></thead><tbody>",
         word(rq, "oversight.lead"), word(rq, "field.record"),
         word(rq, "field.role"), word(rq, "field.most"),
         word(rq, "field.since"), word(rq, "field.until"));
    while (db_next(&r))
        rule_row(rq, &r);
    html(rq, "</tbody></table></div>");
    if (rq_may(rq, RIGHT_ADMIN))
        html(rq,
             "<p class=\"tools\"><a class=\"button\" "
             "href=\"/new/oversight\">%s</a></p>",
             word(rq, "oversight.add"));
    frame_close(rq);
}
