/* minutes - a meeting as it was, on paper; and what it resolved as a letter to
 * whom it concerns. */
#include <string.h>

#include "karwai.sql.h"
#include "web/body/law.h"
#include "web/meeting/karwai.h"
#include "web/register.h"

enum { ROWS_MOST = 600 };

static struct str word_str(struct rq *rq, const char *key)
{
    return str_of(word(rq, key));
}

static struct str money_of(struct rq *rq, const struct rows *r, int col)
{
    return karwai_rupees(rq, db_null(r, col) ? INT_NONE : db_int(r, col));
}

/* ---- who came -------------------------------------------------------------*/

struct roll {
    struct id member[ROWS_MOST];
    const char *name[ROWS_MOST];
};

static size_t roll_read(struct rq *rq, struct id meeting, struct roll *roll)
{
    struct rows r = db_rows(rq->db, SQL_MINUTES_ATTENDANCE);
    size_t n = 0;

    db_bind_id(&r, 1, meeting);
    while (n < ROWS_MOST && db_next(&r))
        roll->member[n++] = db_id(&r, 0);
    db_done(&r);
    thing_names(rq, kind_find(S("member")), roll->member, n, roll->name);
    return n;
}

static struct str present_said(struct rq *rq, const struct rows *r)
{
    static const char *const how[] = { "paper.here", "paper.away",
                                       "paper.on_leave" };
    int present = db_null(r, 2) ? -1 : (int)db_int(r, 2);

    if (present < 0 || present >= (int)LEN(how))
        return S("");
    return word_str(rq,
                    present == 0 && db_int(r, 3) ? "paper.late" : how[present]);
}

static void attendance_put(struct rq *rq, struct id meeting, struct paper *p)
{
    const struct paper_column c[] = {
        { word_str(rq, "paper.number"), S(""), 6, ALIGN_END },
        { word_str(rq, "paper.name"), S(""), 36, ALIGN_START },
        { word_str(rq, "paper.attends"), S(""), 16, ALIGN_START },
        { word_str(rq, "paper.saves"), S(""), 14, ALIGN_END },
        { word_str(rq, "paper.repays"), S(""), 14, ALIGN_END },
        { word_str(rq, "paper.fined"), S(""), 14, ALIGN_END }
    };
    struct roll *roll = arena_new(rq->arena, struct roll);
    size_t n = roll_read(rq, meeting, roll);
    struct rows r = db_rows(rq->db, SQL_MINUTES_ATTENDANCE);

    if (n)
        paper_table(p, c, (int)LEN(c), 0, 0);
    db_bind_id(&r, 1, meeting);
    for (size_t i = 0; db_next(&r) && i < n; i++) {
        const struct str cell[] = {
            karwai_number(rq, db_null(&r, 1) ? (int64_t)i + 1 : db_int(&r, 1)),
            str_of(roll->name[i]),
            present_said(rq, &r),
            money_of(rq, &r, 4),
            money_of(rq, &r, 5),
            money_of(rq, &r, 6)
        };

        paper_row(p, ROW_PLAIN, cell);
    }
    db_done(&r);
    paper_table_end(p);
}

static void visitors_put(struct rq *rq, struct id meeting, struct paper *p)
{
    struct rows r = db_rows(rq->db, SQL_MINUTES_VISITORS);
    bool any = false;

    db_bind_id(&r, 1, meeting);
    for (; db_next(&r); any = true) {
        if (!any)
            paper_heading(p, word_str(rq, "paper.visitors"));
        paper_pair(p, db_str(&r, 0), db_str(&r, 1));
    }
    db_done(&r);
}

/* ---- resolutions ----------------------------------------------------------*/

static void person_pair(struct rq *rq, struct paper *p, const char *key,
                        struct id person)
{
    if (!id_none(person))
        paper_pair_word(p, key,
                        str_of(thing_name(rq, kind_find(S("person")), person)));
}

static void law_pair(struct rq *rq, struct paper *p, struct id bylaw)
{
    const char *name = law_name(rq, bylaw);

    if (*name)
        paper_pair_word(p, "field.bylaw", str_of(name));
}

/* "12 / 1 / 2": for, against, abstained; empty when nobody counted. */
static struct str votes_said(struct rq *rq, const struct kind *k,
                             const void *record)
{
    static const char *const vote[] = { "yes", "no", "abstain" };
    struct buf b = buf_start(rq->arena);

    for (size_t i = 0; i < LEN(vote); i++) {
        const struct field *f = kind_field(k, str_of(vote[i]));
        int64_t n = said_number(k, record, vote[i]);

        if (n == INT_NONE)
            continue;
        buf_fmt(&b, "%s%s: %lld", b.n ? lang_comma(rq->lang) : "",
                field_word(rq, f), (long long)n);
    }
    return buf_str(&b);
}

static void resolution_put(struct rq *rq, const struct kind *k,
                           const void *record, struct paper *p)
{
    struct str votes = votes_said(rq, k, record);
    int state = said_choice(k, record, "state");

    paper_text(p, said_text(k, record, "text"));
    person_pair(rq, p, "paper.proposer", said_id(k, record, "proposer"));
    person_pair(rq, p, "paper.seconder", said_id(k, record, "seconder"));
    if (votes.n)
        paper_pair_word(p, "paper.votes", votes);
    if (state >= 0)
        paper_pair_word(p, "paper.result",
                        str_of(choice_text(rq, k, "state", state)));
}

static struct str numbered(struct rq *rq, const struct kind *k,
                           const void *record)
{
    struct buf b = buf_start(rq->arena);
    int64_t n = said_number(k, record, "number");

    if (n != INT_NONE)
        buf_fmt(&b, "%lld. ", (long long)n);
    buf_add(&b, said_text(k, record, "subject"));
    return buf_str(&b);
}

static void resolutions_put(struct rq *rq, struct id meeting, struct paper *p)
{
    const struct kind *k = kind_find(S("resolution"));
    struct rows r = db_rows(rq->db, SQL_MINUTES_RESOLUTIONS);
    struct id id[60];
    size_t n = 0;

    db_bind_id(&r, 1, meeting);
    while (n < LEN(id) && db_next(&r))
        id[n++] = db_id(&r, 0);
    db_done(&r);
    if (n)
        paper_heading(p, word_str(rq, "paper.resolutions"));
    for (size_t i = 0; i < n; i++) {
        void *record = arena_take(rq->arena, k->bytes);

        if (!row_find(rq->db, k, id[i], rq->arena, record))
            continue;
        paper_bold(p, numbered(rq, k, record));
        resolution_put(rq, k, record, p);
    }
}

/* ---- minutes --------------------------------------------------------------*/

static void money_pair(struct rq *rq, struct paper *p, const char *key,
                       const struct kind *k, const void *record,
                       const char *field)
{
    int64_t n = said_number(k, record, field);

    if (n != INT_NONE)
        paper_pair_word(p, key, karwai_rupees(rq, n));
}

static void count_pair(struct rq *rq, struct paper *p, const char *key,
                       const struct kind *k, const void *record,
                       const char *field)
{
    int64_t n = said_number(k, record, field);

    if (n != INT_NONE)
        paper_pair_word(p, key, karwai_number(rq, n));
}

static void meeting_put(struct rq *rq, const struct kind *k, const void *record,
                        struct paper *p)
{
    int nature = said_choice(k, record, "nature");
    int why = said_choice(k, record, "not_held");

    paper_pair_word(p, "paper.held",
                    str_of(day_text(rq, said_day(k, record, "held"))));
    count_pair(rq, p, "paper.meeting", k, record, "number");
    if (nature >= 0)
        paper_pair_word(p, "paper.nature",
                        str_of(choice_text(rq, k, "nature", nature)));
    if (why >= 0)
        paper_pair_word(p, "paper.not_held",
                        str_of(choice_text(rq, k, "not_held", why)));
    person_pair(rq, p, "paper.chaired", said_id(k, record, "chaired"));
    count_pair(rq, p, "paper.women_came", k, record, "women");
    count_pair(rq, p, "paper.men_came", k, record, "men");
    count_pair(rq, p, "paper.quorum", k, record, "quorum_needed");
    money_pair(rq, p, "paper.saved", k, record, "total");
    law_pair(rq, p, said_id(k, record, "bylaw"));
}

static void closing_put(struct rq *rq, const struct kind *k, const void *record,
                        struct paper *p)
{
    struct str why = said_text(k, record, "difference_why");
    day next = said_day(k, record, "next_on");

    if (said_number(k, record, "boxed") != INT_NONE) {
        paper_heading(p, word_str(rq, "paper.box"));
        money_pair(rq, p, "paper.box_before", k, record, "box_before");
        money_pair(rq, p, "paper.box_spent", k, record, "spent");
        money_pair(rq, p, "paper.box_counted", k, record, "boxed");
        if (why.n)
            paper_pair_word(p, "paper.box_why", why);
    }
    if (next != DAY_NONE)
        paper_pair_word(p, "paper.next_meeting", str_of(day_text(rq, next)));
}

/* The minutes of a meeting as a PDF: who came, what was talked of and resolved,
 * the money and the box; signed by who presided and who wrote. */
PAGE(minutes_paper, GET, "/meeting/*/minutes.pdf", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("meeting"));
    struct karwai of;
    struct id id;
    const void *record;
    struct paper p;
    struct str who[3];

    rq->lang = rq_paper_lang(rq);
    record = register_open(rq, k, &id);
    if (!record)
        return;
    if (!karwai_read(rq, &of, said_id(k, record, "body"), rq->today)) {
        not_here(rq);
        return;
    }
    p = karwai_start(rq, &of, PAPER_A4, "paper.minutes");
    karwai_head(rq, &of, &p, "paper.minutes");
    meeting_put(rq, k, record, &p);
    if (said_text(k, record, "agenda").n) {
        paper_heading(&p, word_str(rq, "paper.agenda"));
        paper_text(&p, said_text(k, record, "agenda"));
    }
    attendance_put(rq, id, &p);
    visitors_put(rq, id, &p);
    resolutions_put(rq, id, &p);
    closing_put(rq, k, record, &p);
    who[0] = word_str(rq, "paper.presided");
    who[1] = word_str(rq, "paper.wrote");
    who[2] = word_str(rq, "paper.organiser");
    paper_sign(&p, who, (int)LEN(who));
    rq_paper(rq, "minutes.pdf", &p);
}

/* ---- a letter -------------------------------------------------------------*/

/* "CO-JCB-0012 / 4 / 2014": what an answer refers to. */
static struct str reference(struct rq *rq, const struct karwai *of,
                            const struct kind *k, const void *record)
{
    struct buf b = buf_start(rq->arena);
    int64_t n = said_number(k, record, "number");
    day on = said_day(k, record, "passed");
    int year, mon, mday;

    buf_add(&b, of->code);
    if (n != INT_NONE)
        buf_fmt(&b, "%s%lld", b.n ? "/" : "", (long long)n);
    if (on != DAY_NONE) {
        day_split(on, &year, &mon, &mday);
        buf_fmt(&b, "%s%d", b.n ? "/" : "", year);
    }
    return buf_str(&b);
}

/* What many offices are named in: one a line, or with a semicolon between. */
static void copies_put(struct rq *rq, struct paper *p, struct str copies)
{
    int n = 0;

    while (copies.n) {
        struct buf line = buf_start(rq->arena);
        size_t at = 0;

        while (at < copies.n && copies.p[at] != '\n' && copies.p[at] != ';')
            at++;
        buf_fmt(&line, "%d. ", n + 1);
        buf_add(&line, str_trim((struct str){ copies.p, at }));
        if (str_trim((struct str){ copies.p, at }).n) {
            if (!n++)
                paper_bold(p, word_str(rq, "paper.copies"));
            paper_text(p, buf_str(&line));
        }
        copies = str_from(copies, at + 1);
    }
}

static void letter_put(struct rq *rq, const struct karwai *of,
                       const struct kind *k, const void *record,
                       struct paper *p)
{
    const struct str who[] = { word_str(rq, "paper.president"),
                               word_str(rq, "paper.manager") };
    day on = said_day(k, record, "passed");

    paper_pair_word(p, "paper.reference", reference(rq, of, k, record));
    paper_pair_word(p, "paper.date", str_of(day_text(rq, rq->today)));
    paper_gap(p, 4);
    paper_pair_word(p, "paper.to", said_text(k, record, "addressed"));
    paper_gap(p, 4);
    paper_pair_word(p, "paper.subject", said_text(k, record, "subject"));
    paper_gap(p, 4);
    paper_text(p, word_str(rq, "paper.letter_begin"));
    paper_pair_word(p, "paper.passed", str_of(day_text(rq, on)));
    resolution_put(rq, k, record, p);
    law_pair(rq, p, said_id(k, record, "bylaw"));
    if (said_day(k, record, "due") != DAY_NONE)
        paper_pair_word(p, "paper.due",
                        str_of(day_text(rq, said_day(k, record, "due"))));
    paper_gap(p, 4);
    paper_text(p, word_str(rq, "paper.letter_end"));
    paper_sign(p, who, (int)LEN(who));
    copies_put(rq, p, said_text(k, record, "copies"));
}

/* A resolution as a letter to whom it is addressed, with copies, as a PDF. */
PAGE(letter, GET, "/resolution/*/letter.pdf", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("resolution"));
    struct karwai of;
    struct id id;
    const void *record;
    struct paper p;

    rq->lang = rq_paper_lang(rq);
    record = register_open(rq, k, &id);
    if (!record)
        return;
    if (!karwai_read(rq, &of, said_id(k, record, "body"), rq->today)) {
        not_here(rq);
        return;
    }
    p = karwai_start(rq, &of, PAPER_A4, "paper.resolution");
    karwai_head(rq, &of, &p, "paper.resolution");
    letter_put(rq, &of, k, record, &p);
    rq_paper(rq, "letter.pdf", &p);
}
