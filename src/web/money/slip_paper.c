/* slip_paper - a slip on paper: A5, the roll of a slip printer, a picture. */
#include "web/money/slip.h"
#include "web/paper.h"

static void pair(struct rq *rq, struct paper *p, const char *key,
                 struct str said)
{
    if (said.n)
        paper_pair(p, str_of(word(rq, key)), said);
}

static struct str rupees_said(struct rq *rq, paisa v)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "%s %s", word(rq, "slip.rs"), slip_rupees(rq, v));
    return buf_str(&b);
}

/* What it was made of, and what stands after it. */
static void rows_put(struct rq *rq, const struct slip *s, struct paper *p)
{
    bool named = id_none(s->of) && s->parties > 1;
    /* Numbers end at the right, whichever way people read. */
    enum paper_align ends = lang_right_to_left(rq->lang) ? ALIGN_START :
                                                           ALIGN_END;
    const struct paper_column c[] = {
        { str_of(word(rq, "slip.what")), S(""), 40, ALIGN_START },
        { str_of(word(rq, "slip.rs")), S(""), 22, ends },
        { str_of(word(rq, "slip.balance")), S(""), 26, ends }
    };

    paper_table(p, c, (int)LEN(c), 0, 0);
    for (size_t i = 0; i < s->n; i++) {
        const struct slip_row *row = &s->row[i];
        struct buf what = buf_start(rq->arena);
        struct str cell[3] = { S(""), S(""), S("") };

        if (named && *row->name)
            buf_fmt(&what, "%s: ", row->name);
        buf_fmt(&what, "%s", row->head);
        cell[0] = buf_str(&what);
        cell[1] = str_of(
            slip_rupees(rq, row->amount < 0 ? -row->amount : row->amount));
        if (row->balance != INT_NONE)
            cell[2] = str_of(slip_rupees(rq, row->balance));
        paper_row(p, ROW_PLAIN, cell);
    }
    paper_table_end(p);
}

static void slip_put(struct rq *rq, const struct slip *s, struct paper *p)
{
    const struct str who[] = { str_of(word(rq, "slip.gave")),
                               str_of(word(rq, "slip.took")) };
    struct str check = paper_address(rq, "/paid/", s->code);
    struct buf amount = buf_start(rq->arena), number = buf_start(rq->arena);

    paper_title(p, str_of(s->body));
    paper_bold(p, str_of(slip_what(s)));
    if (s->reversed != DAY_NONE)
        paper_bold(p, str_of(word(rq, "slip.taken_back")));
    pair(rq, p, "slip.whose", str_of(s->named));
    pair(rq, p, "slip.day", str_of(day_text(rq, s->on)));
    buf_add(&amount, rupees_said(rq, s->moved));
    buf_fmt(&amount, " (%s)", slip_way(rq, s));
    pair(rq, p, "field.amount", buf_str(&amount));
    if (s->number != INT_NONE)
        buf_int(&number, s->number);
    pair(rq, p, "field.number", buf_str(&number));
    pair(rq, p, "slip.leaf", s->leaf);
    pair(rq, p, "field.reference", s->reference);
    paper_gap(p, 2);
    rows_put(rq, s, p);
    paper_gap(p, 2);
    paper_qr(p, check, S(""));
    pair(rq, p, "slip.code", s->code);
    paper_small(p, str_of(word(rq, "slip.check_it")));
    paper_sign(p, who, (int)LEN(who));
}

static struct paper slip_start(struct rq *rq, const struct slip *s,
                               enum paper_size size, enum paper_form form)
{
    const struct paper_plan plan = { .size = size,
                                     .form = form,
                                     .title = str_of(word(rq, "slip.title")),
                                     .head = s->code,
                                     .on = rq->today };

    return paper_start(rq->arena, rq->lang, &plan);
}

/* One for each member, to cut apart. */
static void slips_put(struct rq *rq, const struct slip *all, struct paper *p)
{
    for (size_t i = 0; i < all->parties; i++) {
        struct slip one;

        if (!slip_read(rq, all->entry, all->party[i], &one))
            continue;
        paper_together(p);
        slip_put(rq, &one, p);
        paper_apart(p);
        if (i + 1 < all->parties)
            paper_cut(p);
    }
}

/* The slip that the address asks for; false when it has answered. */
static bool slip_asked(struct rq *rq, struct slip *s)
{
    struct id entry, of = ID_NONE;
    struct str said = rq_arg(rq, "of");

    rq->lang = rq_paper_lang(rq);
    if (rq_id(rq, 0, &entry) && rq_sees_entry(rq, entry) &&
        (!said.n || id_read(said, &of)) && slip_read(rq, entry, of, s))
        return true;
    not_here(rq);
    return false;
}

/* A slip as a PDF: A5, or with ?size=roll58 as wide as a slip printer's roll;
 * with ?each=1 one for each member on A4, to cut apart. */
PAGE(slip_paper, GET, "/slip/*/slip.pdf", RIGHT_REGISTER)
{
    bool each = rq_arg(rq, "each").n > 0;
    struct slip s;
    struct paper p;

    if (!slip_asked(rq, &s))
        return;
    p = slip_start(rq, &s, each ? PAPER_A4 : rq_paper_size(rq, PAPER_A5),
                   PAPER_PDF);
    if (each && s.parties)
        slips_put(rq, &s, &p);
    else
        slip_put(rq, &s, &p);
    rq_paper(rq, "slip.pdf", &p);
}

/* A slip as a small picture, to send to whoever has no printer near. */
PAGE(slip_picture, GET, "/slip/*/slip.png", RIGHT_REGISTER)
{
    struct slip s;
    struct paper p;

    if (!slip_asked(rq, &s))
        return;
    p = slip_start(rq, &s, rq_paper_size(rq, PAPER_ROLL58), PAPER_PNG);
    slip_put(rq, &s, &p);
    rq_paper(rq, "slip.png", &p);
}
