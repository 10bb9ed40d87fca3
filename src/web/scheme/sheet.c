/* sheet - the village sheet: who received what, what it cost, what is still open.
 * It hangs in the village before a tranche; whoever objects says so in time. */
#include "core/card.h"
#include "web/paper.h"
#include "web/scheme/works.h"
#include "works.sql.h"

/* The page and the paper say the same rows: a table is told to one of them. */
struct teller {
    struct rq *rq;
    struct paper *p; /* NULL: the page */
};

static struct str word_str(struct rq *rq, const char *key)
{
    return str_of(word(rq, key));
}

static void part_open(const struct teller *t, const char *key)
{
    if (t->p)
        paper_heading(t->p, word_str(t->rq, key));
    else
        card_open(t->rq, key);
}

static void part_close(const struct teller *t)
{
    if (!t->p) /* on paper the next heading brings its own space */
        card_close(t->rq);
}

static void pair_tell(const struct teller *t, const char *key,
                      const char *value)
{
    if (t->p)
        paper_pair_word(t->p, key, str_of(value));
    else
        term(t->rq, key, value);
}

/* Three columns: words, words, rupees. */
static void table_open(const struct teller *t, const char *one, const char *two,
                       const char *three)
{
    struct rq *rq = t->rq;

    if (t->p) {
        const struct paper_column c[] = {
            { word_str(rq, one), S(""), 40, ALIGN_START },
            { word_str(rq, two), S(""), 40, ALIGN_START },
            { word_str(rq, three), S(""), 20, ALIGN_END }
        };

        paper_table(t->p, c, (int)LEN(c), 0, 0);
        return;
    }
    html(rq,
         "<div class=\"scroll\"><table><thead><tr><th>%s</th><th>%s</th><th "
         "class=\"n\">%s</th></tr></thead><tbody>",
         word(rq, one), word(rq, two), word(rq, three));
}

static void table_row(const struct teller *t, const char *one, const char *two,
                      const char *three)
{
    const struct str cell[] = { str_of(one), str_of(two), str_of(three) };

    if (t->p)
        paper_row(t->p, ROW_PLAIN, cell);
    else
        html(t->rq,
             "<tr><td><bdi>%s</bdi></td><td><bdi>%s</bdi></td><td "
             "class=\"n\">%s</td></tr>",
             one, two, three);
}

static void table_close(const struct teller *t)
{
    if (t->p)
        paper_table_end(t->p);
    else
        html(t->rq, "</tbody></table></div>");
}

static const char *two_texts(struct rq *rq, const char *a, const char *b)
{
    struct buf out = buf_start(rq->arena);

    buf_z(&out, a);
    if (*a && *b)
        buf_char(&out, ' ');
    buf_z(&out, b);
    return zstr(rq, buf_str(&out));
}

static const char *named(struct rq *rq, const char *kind, struct id id)
{
    return id_none(id) ? "" : thing_name(rq, kind_find(str_of(kind)), id);
}

/* ---- what stands on it --------------------------------------------------*/

static void head_tell(const struct teller *t, const struct site_of *x)
{
    struct rq *rq = t->rq;
    const struct kind *k = x->kind;

    if (!t->p)
        html(rq, "<dl class=\"fields\">");
    pair_tell(t, "kind.scheme", zstr(rq, said_text(k, x->record, "title")));
    if (!t->p) /* it is at the head of the paper: the sheet is to be one page */
        pair_tell(t, "field.number",
                  zstr(rq, said_text(k, x->record, "number")));
    pair_tell(t, "field.type", works_type(rq, x->type));
    pair_tell(t, "field.place",
              named(rq, "place", said_id(k, x->record, "place")));
    pair_tell(t, "kind.body", named(rq, "body", said_id(k, x->record, "body")));
    pair_tell(t, "field.rsp", named(rq, "rsp", said_id(k, x->record, "rsp")));
    pair_tell(t, "field.stage", works_stage(rq, x->s.stage));
    pair_tell(t, "works.done", works_percent(rq, x->s.progress));
    if (said_number(k, x->record, "households") != INT_NONE)
        pair_tell(t, "field.households",
                  number_text(rq, said_number(k, x->record, "households"), 0));
    pair_tell(t, "works.programme", rupees(rq, x->s.programme));
    pair_tell(t, "works.community", rupees(rq, x->s.community));
    pair_tell(t, "works.paid", rupees(rq, x->s.paid));
    pair_tell(t, "works.contributed", rupees(rq, x->s.contributed));
    pair_tell(t, "works.unspent", rupees(rq, works_unspent(&x->s)));
    if (!t->p)
        html(rq, "</dl>");
}

static const char *money_words(struct rq *rq, const struct rows *r)
{
    int64_t what = db_int(r, 0);

    return two_texts(rq, works_money_word(rq, what),
                     what == M_TRANCHE ? number_text(rq, db_int(r, 5), 0) :
                     what == M_SHARE   ? works_choice(rq,
                                                      "cash|labour|land|material",
                                                      int_in(r, 5)) :
                                         zstr(rq, db_str(r, 4)));
}

/* Each sum that came or went, but wages: these stand by person below. */
static void money_tell(const struct teller *t, const struct site_of *x)
{
    struct rows r = db_rows(t->rq->db, SQL_WEB_WORKS_MONEY);
    bool any = false;

    db_bind_id(&r, 1, x->id);
    while (db_next(&r)) {
        if (db_int(&r, 0) == M_WAGE || db_int(&r, 8))
            continue;
        if (!any) {
            part_open(t, "works.money");
            table_open(t, "field.held", "works.what", "award.rupees");
        }
        table_row(t, day_text(t->rq, (day)db_int(&r, 2)),
                  money_words(t->rq, &r), rupees(t->rq, int_in(&r, 3)));
        any = true;
    }
    db_done(&r);
    if (!any)
        return;
    table_close(t);
    part_close(t);
}

static void workers_tell(const struct teller *t, const struct site_of *x)
{
    struct rq *rq = t->rq;
    struct rows r = db_rows(rq->db, SQL_WEB_WORKS_WORKERS);
    bool any = false;

    db_bind_id(&r, 1, x->id);
    while (db_next(&r)) {
        if (!any) {
            part_open(t, "works.workers");
            table_open(t, "kind.person", "field.days", "award.rupees");
        }
        table_row(t,
                  db_null(&r, 0) ? zstr(rq, db_str(&r, 1)) :
                                   named(rq, "person", db_id(&r, 0)),
                  two_texts(rq, number_text(rq, db_int(&r, 2), 2),
                            db_int(&r, 4) ? word(rq, "field.poor") : ""),
                  rupees(rq, db_int(&r, 3)));
        any = true;
    }
    db_done(&r);
    if (!any)
        return;
    table_close(t);
    part_close(t);
}

/* A committee on one line: who sits on it, and who of them keeps its money. */
struct seated {
    int64_t part;
    struct buf who, keeps;
};

static struct seated seated_start(struct rq *rq, int64_t part)
{
    return (struct seated){ part, buf_start(rq->arena), buf_start(rq->arena) };
}

static void seated_add(struct buf *b, const char *name)
{
    if (b->n)
        buf_z(b, " · ");
    buf_z(b, name);
}

static void seated_tell(const struct teller *t, const struct seated *s)
{
    if (s->part >= 0)
        table_row(t, works_choice(t->rq, WORKS_ROLES, s->part),
                  zstr(t->rq, buf_str(&s->who)),
                  zstr(t->rq, buf_str(&s->keeps)));
}

static void seats_tell(const struct teller *t, const struct site_of *x)
{
    struct rq *rq = t->rq;
    struct rows r = db_rows(rq->db, SQL_WEB_WORKS_SEATS);
    struct seated s = seated_start(rq, -1);

    db_bind_id(&r, 1, x->id);
    while (db_next(&r)) {
        const char *name = named(rq, "person", db_id(&r, 4));

        if (s.part < 0) {
            part_open(t, "works.committees");
            table_open(t, "works.part", "kind.person", "works.treasurer");
        }
        if (s.part != db_int(&r, 0)) {
            seated_tell(t, &s);
            s = seated_start(rq, db_int(&r, 0));
        }
        seated_add(&s.who, name);
        if (db_int(&r, 6))
            seated_add(&s.keeps, name);
    }
    db_done(&r);
    seated_tell(t, &s);
    if (s.part < 0)
        return;
    table_close(t);
    part_close(t);
}

/* All that was objected, and how it stands. */
static void objections_tell(const struct teller *t, const struct site_of *x)
{
    struct rq *rq = t->rq;
    struct rows r = db_rows(rq->db, SQL_WEB_WORKS_OBJECTIONS);
    bool any = false;

    part_open(t, "kinds.scheme_objection");
    db_bind_id(&r, 1, x->id);
    for (; db_next(&r); any = true) {
        if (!any)
            table_open(t, "field.held", "works.says", "field.settled");
        table_row(t, day_text(rq, (day)db_int(&r, 1)), zstr(rq, db_str(&r, 2)),
                  db_null(&r, 5) ? word(rq, "works.open") :
                                   day_text(rq, (day)db_int(&r, 5)));
    }
    db_done(&r);
    if (any)
        table_close(t);
    else if (t->p)
        paper_text(t->p, word_str(rq, "works.no_objection"));
    else
        html(rq, "<p>%s</p>", word(rq, "works.no_objection"));
    part_close(t);
}

/* Until when an objection holds the next tranche up: the sheet's day and the
 * window of the type. */
static day window_ends(const struct site_of *x)
{
    day posted = DAY_NONE;
    int64_t window = 0;

    for (size_t i = 0; i < x->n; i++) {
        const struct works_fact *f = &x->f[i];

        if (f->what == WORKS_SELF && f->b != INT_NONE)
            window = f->b;
        if (f->what == WORKS_PAPER && str_same(f->code, S("village_sheet")) &&
            (x->s.paid_on == DAY_NONE || f->on_day >= x->s.paid_on) &&
            (posted == DAY_NONE || f->on_day < posted))
            posted = f->on_day;
    }
    return posted == DAY_NONE ? DAY_NONE : (day)(posted + window);
}

static void sheet_tell(const struct teller *t, const struct site_of *x)
{
    head_tell(t, x);
    money_tell(t, x);
    workers_tell(t, x);
    seats_tell(t, x);
    objections_tell(t, x);
}

static void wall_json(struct rq *rq, const struct site_of *x)
{
    struct keys k = keys_open(rq);

    key_int(&k, "community", x->s.community);
    key_int(&k, "contributed", x->s.contributed);
    key_id(&k, "id", x->id);
    key_day(&k, "object_until", window_ends(x));
    key_int(&k, "objections", x->s.open);
    key_int(&k, "paid", x->s.paid);
    key_int(&k, "programme", x->s.programme);
    key_int(&k, "unspent", works_unspent(&x->s));
    key_int(&k, "wages", x->s.wages);
    keys_close(&k);
}

/* The village sheet of a scheme: who received what, what it cost, which
 * objections are open, and until when one may object. */
PAGE(scheme_sheet, GET, "/scheme/*/sheet", RIGHT_REGISTER)
{
    struct teller t = { rq, NULL };
    struct site_of x;
    day ends;

    if (!works_open(rq, &x))
        return;
    if (rq->json) {
        wall_json(rq, &x);
        return;
    }
    ends = window_ends(&x);
    frame_open(rq, word(rq, "works.sheet"));
    html(rq, "<p class=\"lead\"><a href=\"/scheme/%s\"><bdi>%s</bdi></a></p>",
         id_text(rq, x.id), zstr(rq, said_text(x.kind, x.record, "title")));
    paper_links(rq, "works.sheet", "scheme", x.id, "sheet.pdf");
    if (ends != DAY_NONE)
        html(rq, "<p><span class=\"chip\">%s %s</span></p>",
             word(rq, "works.object_until"), day_text(rq, ends));
    else if (register_may(rq, RIGHT_KEEP, x.kind, x.id))
        html(rq,
             "<p class=\"tools\"><a class=\"button main\" href=\"/new/"
             "scheme_paper?scheme=%s&amp;paper=village_sheet&amp;held=%s\">%s"
             "</a></p>",
             id_text(rq, x.id), day_iso(rq, rq->today), word(rq, "works.hang"));
    sheet_tell(&t, &x);
    if (register_may(rq, RIGHT_KEEP, x.kind, x.id))
        html(rq,
             "<p class=\"tools\"><a class=\"button\" href=\"/new/"
             "scheme_objection?scheme=%s&amp;held=%s\">%s</a></p>",
             id_text(rq, x.id), day_iso(rq, rq->today),
             word(rq, "kind.scheme_objection"));
    frame_close(rq);
}

/* The same for the wall of the village, with who signs that it hung there. */
PAGE(scheme_sheet_paper, GET, "/scheme/*/sheet.pdf", RIGHT_REGISTER)
{
    struct site_of x;
    struct paper p;
    struct teller t = { rq, &p };
    struct paper_plan plan;
    struct str who[3];
    day ends;

    rq->lang = rq_paper_lang(rq);
    if (!works_open(rq, &x))
        return;
    plan = (struct paper_plan){ .size = rq_paper_size(rq, PAPER_A4),
                                .title = word_str(rq, "works.sheet"),
                                .head = said_text(x.kind, x.record, "number"),
                                .on = rq->today };
    p = paper_start(rq->arena, rq->lang, &plan);
    paper_title(&p, plan.title);
    sheet_tell(&t, &x);
    ends = window_ends(&x);
    paper_bold(&p, word_str(rq, "works.how_to_object"));
    paper_pair_word(&p, "works.object_until",
                    ends == DAY_NONE ? S("") : str_of(day_text(rq, ends)));
    who[0] = word_str(rq, "works.sign_head");
    who[1] = word_str(rq, "works.sign_audit");
    who[2] = word_str(rq, "works.sign_rsp");
    paper_sign(&p, who, (int)LEN(who));
    rq_paper(rq, "sheet.pdf", &p);
}
