/* karwai - the register of a body on paper: the sheet for its next month, and
 * the list of its members. */
#include "web/meeting/karwai.h"

#include "karwai.sql.h"
#include "web/money/book.h"
#include "web/register.h"

enum {
    MEETINGS_MOST = 4,
    LINE_MM = 9, /* a row that somebody writes in */
    AGENDA_LINES = 4,
    TALK_LINES = 8,
    VISITOR_ROWS = 3,
    RESOLUTION_ROWS = 3
};

/* ---- reading ------------------------------------------------------------*/

static void members_read(struct rq *rq, struct karwai *k, day on)
{
    struct rows r = db_rows(rq->db, SQL_KARWAI_MEMBERS);

    k->member = arena_many(rq->arena, struct karwai_member, KARWAI_MEMBERS);
    db_bind_id(&r, 1, k->id);
    db_bind_int(&r, 2, on);
    while (k->members < KARWAI_MEMBERS && db_next(&r))
        k->member[k->members++] = (struct karwai_member){
            .entry = db_id(&r, 0),
            .number = int_in(&r, 1),
            .joined = { (day)db_int(&r, 2), (int8_t)db_int(&r, 3) },
            .house = zstr(rq, db_str(&r, 4)),
            .saved = int_in(&r, 5),
            .came = int_in(&r, 6),
            .repaid = int_in(&r, 7),
            .name = "",
            .father = ""
        };
    db_done(&r);
}

/* The same members in the same order. */
static void names_read(struct rq *rq, struct karwai *k, day on)
{
    struct rows r = db_rows(rq->db, SQL_KARWAI_NAMES);
    size_t i = 0;

    db_bind_id(&r, 1, k->id);
    db_bind_int(&r, 2, on);
    for (; db_next(&r) && i < k->members; i++) {
        struct karwai_member *m = &k->member[i];

        if (!id_same(m->entry, db_id(&r, 0)))
            break;
        m->name = zstr(rq, own_text(rq->lang, db_str(&r, 1), db_str(&r, 2),
                                    db_str(&r, 3)));
        m->father = zstr(rq, own_text(rq->lang, db_str(&r, 4), db_str(&r, 5),
                                      db_str(&r, 6)));
    }
    db_done(&r);
}

static void last_read(struct rq *rq, struct karwai *k)
{
    struct rows r = db_rows(rq->db, SQL_KARWAI_LAST);

    k->last.held = k->last.next_on = DAY_NONE;
    k->last.boxed = k->last.number = INT_NONE;
    db_bind_id(&r, 1, k->id);
    if (db_next(&r)) {
        k->last.held = (day)db_int(&r, 0);
        k->last.next_on = day_in(&r, 1);
        k->last.boxed = int_in(&r, 2);
        k->last.number = int_in(&r, 3);
        k->last.meetings = db_int(&r, 4);
    }
    db_done(&r);
    r = db_rows(rq->db, SQL_KARWAI_CARRIED);
    k->carried.held = DAY_NONE;
    db_bind_id(&r, 1, k->id);
    if (db_next(&r)) {
        k->carried.held = (day)db_int(&r, 0);
        k->carried.savings = int_in(&r, 1);
        k->carried.meetings = int_in(&r, 2);
    }
    db_done(&r);
}

bool karwai_read(struct rq *rq, struct karwai *k, struct id body, day on)
{
    const struct kind *kind = kind_find(S("body"));
    void *record = arena_take(rq->arena, kind->bytes);

    *k = (struct karwai){ .kind = kind, .id = body, .record = record };
    if (!row_find(rq->db, kind, body, rq->arena, record))
        return false;
    k->name = thing_name(rq, kind, body);
    k->place = place_name(rq, said_id(kind, record, "place"));
    k->rsp = rsp_name(rq, said_id(kind, record, "rsp"));
    k->code = said_text(kind, record, "code");
    members_read(rq, k, on);
    if (rq_names(rq, kind, body))
        names_read(rq, k, on);
    last_read(rq, k);
    return true;
}

bool karwai_open(struct rq *rq, struct karwai *k, day on)
{
    struct id body;

    rq->lang = rq_paper_lang(rq);
    return register_open(rq, kind_find(S("body")), &body) &&
           karwai_read(rq, k, body, on);
}

/* ---- what all of them have ------------------------------------------------*/

struct str karwai_rupees(struct rq *rq, int64_t amount)
{
    struct buf b = buf_start(rq->arena);

    if (amount == INT_NONE)
        return S("");
    buf_z(&b, number_all(rq, amount, 2));
    if (amount % 100 && amount % 10 == 0)
        buf_char(&b, '0'); /* "223.50" */
    return buf_str(&b);
}

struct str karwai_number(struct rq *rq, int64_t n)
{
    return n == INT_NONE ? S("") : str_of(number_text(rq, n, 0));
}

struct paper karwai_start(struct rq *rq, const struct karwai *k,
                          enum paper_size size, const char *title)
{
    struct buf head = buf_start(rq->arena);
    struct paper_plan plan = { .size = size,
                               .title = str_of(word(rq, title)),
                               .on = rq->today };

    buf_z(&head, k->name);
    if (k->code.n)
        buf_fmt(&head, " – %s", zstr(rq, k->code));
    plan.head = buf_str(&head);
    return paper_start(rq->arena, rq->lang, &plan);
}

void karwai_head(struct rq *rq, const struct karwai *k, struct paper *p,
                 const char *title)
{
    struct buf name = buf_start(rq->arena);

    buf_z(&name, k->name);
    buf_fmt(&name, " (%s)",
            body_word(rq, said_choice(k->kind, k->record, "nature"),
                      said_choice(k->kind, k->record, "sex")));
    if (k->code.n)
        paper_qr(p, k->code, k->code);
    paper_title(p, str_of(word(rq, title)));
    paper_pair_word(p, "paper.body", buf_str(&name));
    if (k->code.n)
        paper_pair_word(p, "paper.code", k->code);
    paper_pair_word(p, "paper.place", str_of(k->place));
    paper_pair_word(p, "paper.rsp", str_of(k->rsp));
}

/* ---- the sheet of next month ----------------------------------------------*/

/* How often it meets in a month, by its own rhythm. */
static int meetings_in_month(const struct karwai *k)
{
    static const int often[] = { 4, 2, 1, 1, 1 };
    int meets = said_choice(k->kind, k->record, "meets");

    return meets < 0 ? 1 : often[meets];
}

/* A day to be written by hand, never broken at its strokes (U+2060). */
#define DATE_BLANK "__/\xe2\x81\xa0__/\xe2\x81\xa0____"

/* "No. 13, 3 June 2014": what is known of it, the rest a line. */
static struct str meeting_said(struct rq *rq, const struct karwai *k, int i,
                               month m)
{
    struct buf b = buf_start(rq->arena);

    buf_z(&b, word(rq, "paper.meeting"));
    if (k->last.number != INT_NONE)
        buf_fmt(&b, " %lld", (long long)k->last.number + i + 1);
    buf_z(&b, ": ");
    if (i == 0 && k->last.next_on != DAY_NONE && month_of(k->last.next_on) == m)
        buf_z(&b, day_text(rq, k->last.next_on));
    else
        buf_z(&b, DATE_BLANK);
    return buf_str(&b);
}

static int attendance_columns(struct rq *rq, const struct karwai *k,
                              struct paper_column *c, int meetings, month m)
{
    const char *const first[] = { "paper.number", "paper.name", "paper.father",
                                  "paper.saved_so_far" };
    const int wide[] = { 5, 24, 22, 13 };
    int n = 0;

    for (; n < (int)LEN(first); n++)
        c[n] = (struct paper_column){ .title = str_of(word(rq, first[n])),
                                      .wide = wide[n],
                                      .align = n % 3 ? ALIGN_START :
                                                       ALIGN_END };
    for (int i = 0; i < meetings; i++) {
        struct str over = meeting_said(rq, k, i, m);

        c[n++] = (struct paper_column){ str_of(word(rq, "paper.attends")), over,
                                        9, ALIGN_CENTRE };
        c[n++] = (struct paper_column){ str_of(word(rq, "paper.saves")), over,
                                        12, ALIGN_END };
    }
    c[n++] = (struct paper_column){ str_of(word(rq, "paper.repays")), S(""), 12,
                                    ALIGN_END };
    c[n++] = (struct paper_column){ str_of(word(rq, "paper.fined")), S(""), 9,
                                    ALIGN_END };
    c[n++] = (struct paper_column){ str_of(word(rq, "paper.thumb")), S(""), 18,
                                    ALIGN_START };
    return n;
}

static void attendance_put(struct rq *rq, const struct karwai *k,
                           struct paper *p, int meetings, month m)
{
    struct paper_column c[4 + 2 * MEETINGS_MOST + 3];
    struct str cell[LEN(c)] = { { "", 0 } };
    int n = attendance_columns(rq, k, c, meetings, m);

    paper_table(p, c, n, LINE_MM, 80);
    for (size_t i = 0; i < k->members; i++) {
        const struct karwai_member *x = &k->member[i];

        cell[0] = karwai_number(rq, x->number == INT_NONE ? (int64_t)i + 1 :
                                                            x->number);
        cell[1] = str_of(x->name);
        cell[2] = str_of(x->father);
        cell[3] = karwai_rupees(rq, x->saved);
        paper_row(p, ROW_PLAIN, cell);
    }
    for (int i = 0; i < 4; i++)
        cell[i] = S("");
    for (int i = 0; i < 3; i++) /* who joins */
        paper_row(p, ROW_PLAIN, cell);
    cell[1] = str_of(word(rq, "paper.total"));
    paper_row(p, ROW_TOTAL, cell);
    paper_table_end(p);
    paper_small(p, str_of(word(rq, "paper.attends_how")));
}

/* What was resolved before and waits for an answer. */
static void open_put(struct rq *rq, const struct karwai *k, struct paper *p)
{
    struct rows r = db_rows(rq->db, SQL_KARWAI_OPEN);
    const struct paper_column c[] = {
        { str_of(word(rq, "paper.number")), S(""), 8, ALIGN_END },
        { str_of(word(rq, "paper.subject")), S(""), 50, ALIGN_START },
        { str_of(word(rq, "paper.passed")), S(""), 18, ALIGN_START },
        { str_of(word(rq, "paper.to")), S(""), 34, ALIGN_START },
        { str_of(word(rq, "paper.due")), S(""), 18, ALIGN_START }
    };
    bool any = false;

    db_bind_id(&r, 1, k->id);
    while (db_next(&r)) {
        const struct str cell[] = { karwai_number(rq, int_in(&r, 0)),
                                    db_str(&r, 1),
                                    str_of(day_text(rq, day_in(&r, 2))),
                                    db_str(&r, 3),
                                    str_of(day_text(rq, day_in(&r, 4))) };

        if (!any) {
            paper_heading(p, str_of(word(rq, "paper.open_resolutions")));
            paper_table(p, c, (int)LEN(c), 0, 0);
        }
        any = true;
        paper_row(p, ROW_PLAIN, cell);
    }
    db_done(&r);
    paper_table_end(p);
}

static void blank_table(struct rq *rq, struct paper *p,
                        const char *const *word_key, const int *wide, int n,
                        int rows)
{
    struct paper_column c[8];
    struct str cell[8] = { { "", 0 } };

    MUST(n <= (int)LEN(c));
    for (int i = 0; i < n; i++)
        c[i] = (struct paper_column){ .title = str_of(word(rq, word_key[i])),
                                      .wide = wide[i] };
    paper_table(p, c, n, LINE_MM, 0);
    while (rows--)
        paper_row(p, ROW_PLAIN, cell);
    paper_table_end(p);
}

/* The box: what lay in it, came, was spent; then it is counted. */
static void box_put(struct rq *rq, const struct karwai *k, struct paper *p,
                    bool first)
{
    static const char *const line[] = { "paper.box_before",  "paper.box_came",
                                        "paper.box_spent",   "paper.box_should",
                                        "paper.box_counted", "paper.box_why" };

    paper_heading(p, str_of(word(rq, "paper.box")));
    for (size_t i = 0; i < LEN(line); i++)
        paper_pair_word(p, line[i],
                        i == 0 && first ? karwai_rupees(rq, k->last.boxed) :
                                          S(""));
}

static void proceedings_put(struct rq *rq, const struct karwai *k,
                            struct paper *p, int i, month m)
{
    static const char *const resolved[] = { "paper.number", "paper.resolution",
                                            "paper.proposer", "paper.seconder",
                                            "paper.yes_no" };
    static const int resolved_wide[] = { 7, 60, 22, 22, 14 };
    static const char *const visitors[] = { "paper.visitor", "paper.office",
                                            "paper.signature" };
    static const int visitors_wide[] = { 40, 40, 30 };
    const struct str who[] = { str_of(word(rq, "paper.president")),
                               str_of(word(rq, "paper.manager")),
                               str_of(word(rq, "paper.organiser")) };

    paper_break(p);
    paper_heading(p, meeting_said(rq, k, i, m));
    paper_pair_word(p, "paper.chaired", S(""));
    paper_pair_word(p, "paper.came_counted", S(""));
    if (i == 0)
        open_put(rq, k, p);
    paper_bold(p, str_of(word(rq, "paper.agenda")));
    paper_lines(p, AGENDA_LINES);
    paper_bold(p, str_of(word(rq, "paper.talk")));
    paper_lines(p, TALK_LINES);
    paper_bold(p, str_of(word(rq, "paper.resolutions")));
    blank_table(rq, p, resolved, resolved_wide, (int)LEN(resolved),
                RESOLUTION_ROWS);
    paper_bold(p, str_of(word(rq, "paper.visitors")));
    blank_table(rq, p, visitors, visitors_wide, (int)LEN(visitors),
                VISITOR_ROWS);
    paper_together(p);
    box_put(rq, k, p, i == 0);
    paper_pair_word(p, "paper.next_meeting", S(""));
    paper_sign(p, who, (int)LEN(who));
    paper_apart(p);
}

/* The code of the month that was closed last: it is copied into the minutes
 * book, where nobody can change it without being seen. */
static void code_put(struct rq *rq, const struct karwai *k, struct paper *p)
{
    struct buf b = buf_start(rq->arena);
    month m = MONTH_NONE;
    struct str code = book_code(rq, k->id, &m);

    if (!code.n)
        return;
    buf_fmt(&b, "%s: ", month_text(rq, m));
    buf_add(&b, code);
    paper_pair_word(p, "paper.month_code", buf_str(&b));
}

/* The karwai register of a body for a month (?month=, else the next one), as a
 * PDF to write in: its members with what they have saved so far, a sheet for
 * each meeting, its code as a square. ?lang=ur or sd chooses the language. */
PAGE(karwai, GET, "/body/*/karwai.pdf", RIGHT_REGISTER)
{
    month m = rq_month(rq, "month", month_of(rq->today) + 1);
    struct karwai k;
    struct paper p;
    int meetings;

    if (m < month_of(DAY_FIRST) || m > month_of(DAY_LAST))
        m = month_of(rq->today) + 1;
    if (!karwai_open(rq, &k, rq->today))
        return;
    meetings = meetings_in_month(&k);
    p = karwai_start(rq, &k, meetings > 2 ? PAPER_A4_WIDE : PAPER_A4,
                     "paper.karwai");
    karwai_head(rq, &k, &p, "paper.karwai");
    paper_pair_word(&p, "paper.month", str_of(month_text(rq, m)));
    paper_pair_word(&p, "paper.agreed_saving",
                    karwai_rupees(rq, said_number(k.kind, k.record, "saving")));
    code_put(rq, &k, &p);
    attendance_put(rq, &k, &p, meetings, m);
    for (int i = 0; i < meetings; i++)
        proceedings_put(rq, &k, &p, i, m);
    rq_paper(rq, "karwai.pdf", &p);
}

/* ---- the list of members --------------------------------------------------*/

static void totals_put(struct rq *rq, const struct karwai *k, struct paper *p,
                       struct str *cell)
{
    int64_t saved = 0, repaid = 0;

    for (size_t i = 0; i < k->members; i++) {
        saved += k->member[i].saved == INT_NONE ? 0 : k->member[i].saved;
        repaid += k->member[i].repaid == INT_NONE ? 0 : k->member[i].repaid;
    }
    for (int i = 0; i < 8; i++)
        cell[i] = S("");
    cell[1] = str_of(word(rq, "paper.total"));
    cell[6] = karwai_rupees(rq, saved);
    cell[7] = karwai_rupees(rq, repaid);
    paper_row(p, ROW_TOTAL, cell);
}

static void list_put(struct rq *rq, const struct karwai *k, struct paper *p)
{
    const struct paper_column c[] = {
        { str_of(word(rq, "paper.number")), S(""), 6, ALIGN_END },
        { str_of(word(rq, "paper.name")), S(""), 26, ALIGN_START },
        { str_of(word(rq, "paper.father")), S(""), 24, ALIGN_START },
        { str_of(word(rq, "paper.household")), S(""), 14, ALIGN_START },
        { str_of(word(rq, "paper.joined")), S(""), 18, ALIGN_START },
        { str_of(word(rq, "paper.came_times")), S(""), 10, ALIGN_END },
        { str_of(word(rq, "paper.saved_so_far")), S(""), 15, ALIGN_END },
        { str_of(word(rq, "paper.repaid_so_far")), S(""), 15, ALIGN_END }
    };
    struct str cell[LEN(c)];

    paper_table(p, c, (int)LEN(c), 0, 0);
    for (size_t i = 0; i < k->members; i++) {
        const struct karwai_member *x = &k->member[i];

        cell[0] = karwai_number(rq, x->number == INT_NONE ? (int64_t)i + 1 :
                                                            x->number);
        cell[1] = str_of(x->name);
        cell[2] = str_of(x->father);
        cell[3] = str_of(x->house);
        cell[4] = str_of(date_text(rq, x->joined));
        cell[5] = karwai_number(rq, x->came);
        cell[6] = karwai_rupees(rq, x->saved);
        cell[7] = karwai_rupees(rq, x->repaid);
        paper_row(p, ROW_PLAIN, cell);
    }
    totals_put(rq, k, p, cell);
    paper_table_end(p);
}

/* The members of a body as a PDF, like their pass-books laid side by side:
 * since when, how often they came, what each has saved and paid back. */
PAGE(members_paper, GET, "/body/*/members.pdf", RIGHT_REGISTER)
{
    struct karwai k;
    struct paper p;

    if (!karwai_open(rq, &k, rq->today))
        return;
    p = karwai_start(rq, &k, PAPER_A4, "paper.members");
    karwai_head(rq, &k, &p, "paper.members");
    paper_pair_word(&p, "paper.as_of", str_of(day_text(rq, rq->today)));
    paper_pair_word(&p, "paper.meetings_held",
                    karwai_number(rq, k.last.meetings));
    if (k.carried.held != DAY_NONE)
        paper_pair_word(&p, "paper.carried",
                        karwai_rupees(rq, k.carried.savings));
    list_put(rq, &k, &p);
    rq_paper(rq, "members.pdf", &p);
}

void karwai_card(struct rq *rq, struct id body)
{
    if (!rq_prints(rq))
        return;
    card_open(rq, "paper.print");
    paper_links(rq, "paper.print_karwai", "body", body, "karwai.pdf");
    paper_links(rq, "paper.print_members", "body", body, "members.pdf");
    paper_links(rq, "paper.print_cards", "body", body, "cards.pdf");
    card_close(rq);
}
