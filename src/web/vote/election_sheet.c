/* election_sheet - the count of a poll: two people key each sheet without
 * seeing the other's; where they differ, both look at the paper again. */
#include <string.h>

#include "web/form.h"
#include "web/poverty/survey.h"
#include "web/vote/election.h"

struct sheet_page {
    struct election_page *e;
    const struct vote_race *race;
    int64_t round;
    const struct vote_account *account; /* NULL: no poll was held yet */
    const struct vote_sheet *own;       /* of who asks; NULL: not keyed yet */
    enum sheets_are are;
    struct tally tally; /* as it is typed */
    struct tally_row *row;
    struct id id; /* of the entry that will be */
    struct findings found;
};

/* The numbers below the candidates, by the names of the record's fields. */
static const struct sheet_figure {
    const char *name;
    size_t at;
    bool paper; /* asked of ballots only */
} figure[] = {
    { "valid", offsetof(struct tally, valid), false },
    { "rejected", offsetof(struct tally, rejected), true },
    { "spoiled", offsetof(struct tally, spoiled), true },
    { "not_returned", offsetof(struct tally, not_returned), false },
    { "unused", offsetof(struct tally, unused), true },
    { "undervotes", offsetof(struct tally, undervotes), false },
};

static int64_t *figure_of(struct tally *t, size_t i)
{
    return (int64_t *)(void *)((char *)t + figure[i].at);
}

/* Which numbers this count has: ballots only where there are any, votes left
 * over only where a ballot has several. */
static bool figure_asked(const struct sheet_page *s, size_t i)
{
    bool many = s->tally.votes_each > 1;

    if (!strcmp(figure[i].name, "undervotes"))
        return many;
    return s->tally.paper || !figure[i].paper;
}

/* ---- opening ------------------------------------------------------------*/

static const struct vote_sheet *own_sheet(struct rq *rq, const struct vote *v,
                                          struct str office, int64_t round)
{
    for (size_t i = 0; i < v->sheets; i++)
        if (v->sheet[i].round == round &&
            str_same(v->sheet[i].office, office) &&
            str_same(v->sheet[i].author, rq->who.login))
            return &v->sheet[i];
    return NULL;
}

static void tally_start(struct rq *rq, struct sheet_page *s)
{
    const struct vote *v = s->e->v;

    s->row = arena_many(rq->arena, struct tally_row, s->race->stands + 1);
    s->tally = (struct tally){
        .paper = v->method == METHOD_BALLOT,
        .roll = v->eligible,
        .present = s->account ? s->account->present : INT_NONE,
        .printed = s->account ? s->account->printed : INT_NONE,
        .issued = s->account ? s->account->issued : INT_NONE,
        .votes_each = s->race->confirm ? (int64_t)s->race->stands :
                                         poll_votes_each(v->way, s->race->open,
                                                         s->race->stands),
        .row = s->row,
        .rows = s->race->stands
    };
    for (size_t i = 0; i < LEN(figure); i++)
        *figure_of(&s->tally, i) = INT_NONE;
    for (size_t i = 0; i < s->race->stands; i++)
        s->row[i] = (struct tally_row){ s->race->standing[i]->person,
                                        INT_NONE };
}

/* Her own numbers, to be looked at again. */
static void own_take(struct sheet_page *s)
{
    const struct tally *was = &s->own->tally;

    for (size_t i = 0; i < LEN(figure); i++)
        *figure_of(&s->tally, i) = *(
            const int64_t *)(const void *)((const char *)was + figure[i].at);
    for (size_t i = 0; i < s->race->stands; i++)
        for (size_t j = 0; j < was->rows; j++)
            if (id_same(was->row[j].person, s->row[i].person))
                s->row[i].votes = was->row[j].votes;
}

/* NULL when it has answered. */
static struct sheet_page *keying_start(struct rq *rq)
{
    bool posted = rq->page->method == PAGE_POST;
    struct sheet_page *s = arena_new(rq->arena, struct sheet_page);
    struct str office = posted ? rq_part(rq, "office") : rq_arg(rq, "office");
    const struct vote_sheet *one, *other;

    s->e = election_open_to_write(rq);
    if (!s->e)
        return NULL;
    s->found = findings_start(rq->arena);
    s->race = vote_race(s->e->v, office);
    if (!s->race && !office.n && s->e->v->races)
        s->race = &s->e->v->race[0];
    if (!s->race) {
        not_here(rq);
        return NULL;
    }
    s->round = s->race->round;
    s->account = vote_account(s->e->v, s->race->office, s->round);
    s->own = own_sheet(rq, s->e->v, s->race->office, s->round);
    s->are = vote_sheets(s->e->v, s->race->office, s->round, &one, &other);
    tally_start(rq, s);
    if (s->own && !posted)
        own_take(s);
    if (!posted || !id_read(rq_part(rq, "_id"), &s->id) || id_none(s->id))
        s->id = form_id(rq);
    return s;
}

/* ---- the form -----------------------------------------------------------*/

static const char *said_text_of(struct rq *rq, const char *name, int64_t n)
{
    struct buf b = buf_start(rq->arena);

    if (rq->page->method == PAGE_POST)
        return zstr(rq, rq_part(rq, name));
    if (n == INT_NONE)
        return "";
    buf_int(&b, n);
    return zstr(rq, buf_str(&b));
}

static void number_input(struct rq *rq, const char *name, int64_t now,
                         const char *label)
{
    html(rq,
         "<input name=\"%s\" value=\"%s\" class=\"n\" inputmode=\"numeric\" "
         "dir=\"ltr\" autocomplete=\"off\" aria-label=\"%s\" required>",
         name, said_text_of(rq, name, now), label);
}

static const char *row_name(struct rq *rq, struct id person)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "votes.%s", id_text(rq, person));
    return zstr(rq, buf_str(&b));
}

static void candidates_draw(struct rq *rq, const struct sheet_page *s)
{
    for (size_t i = 0; i < s->race->stands; i++) {
        const struct vote_nomination *n = s->race->standing[i];
        struct buf path = buf_start(rq->arena);
        const char *who = election_who(rq, s->e, n->person);

        buf_fmt(&path, "tally[%zu].votes", i);
        html(rq, "<tr><th scope=\"row\">");
        symbol_draw(rq, election_symbol(s->e, n->entry));
        html(rq, " <bdi>%s</bdi></th><td class=\"n\">", who);
        number_input(rq, row_name(rq, n->person), s->row[i].votes, who);
        form_findings(rq, &s->found, zstr(rq, buf_str(&path)));
        html(rq, "</td></tr>");
    }
}

static const char *figure_word(struct rq *rq, const char *name)
{
    return word_of(rq, "tally", str_of(name));
}

static void figures_draw(struct rq *rq, struct sheet_page *s)
{
    static const char *const known[] = { "present", "printed", "issued" };
    const int64_t is[] = { s->tally.present, s->tally.printed,
                           s->tally.issued };

    for (size_t i = 0; i < LEN(known); i++)
        if (is[i] != INT_NONE)
            html(rq,
                 "<tr class=\"off\"><th scope=\"row\">%s</th><td class=\"n\">"
                 "%s</td></tr>",
                 figure_word(rq, known[i]), number_text(rq, is[i], 0));
    for (size_t i = 0; i < LEN(figure); i++) {
        if (!figure_asked(s, i))
            continue;
        html(rq, "<tr><th scope=\"row\">%s</th><td class=\"n\">",
             figure_word(rq, figure[i].name));
        number_input(rq, figure[i].name, *figure_of(&s->tally, i),
                     figure_word(rq, figure[i].name));
        form_findings(rq, &s->found, figure[i].name);
        html(rq, "</td></tr>");
    }
}

/* Those that stand beside no input. */
static void other_findings(struct rq *rq, const struct sheet_page *s)
{
    for (size_t i = 0; i < s->found.n; i++) {
        const struct finding *f = &s->found.at[i];
        bool beside = str_starts(f->path, S("tally["));

        for (size_t j = 0; j < LEN(figure); j++)
            beside |= str_same(f->path, str_of(figure[j].name)) &&
                      figure_asked(s, j);
        if (!beside)
            finding_draw(rq, f);
    }
}

static void sheet_draw_page(struct rq *rq, struct sheet_page *s)
{
    frame_open(rq, word(rq, "election.sheet"));
    election_line(rq, s->e);
    html(rq, "<p><b>%s</b> <small>%s %s</small></p>",
         election_round(rq, s->e, s->race->office, s->round),
         word(rq, "election.keyer"), zstr(rq, rq->who.login));
    if (!s->account) {
        html(rq, "<p class=\"note warn\">%s</p>",
             word(rq, "election.no_account"));
        frame_close(rq);
        return;
    }
    html(rq, "<p class=\"lead\">%s</p>",
         word(rq, s->are == SHEETS_AGREE  ? "election.sheets_agree" :
                  s->are == SHEETS_DIFFER ? "election.look_again" :
                                            "election.blind"));
    other_findings(rq, s);
    form_open(rq, "fact", "sheet", word(rq, "election.sheet"), s->id);
    html(rq,
         "<input type=\"hidden\" name=\"office\" value=\"%s\"><table "
         "class=\"tally\"><tbody>",
         zstr(rq, s->race->office));
    candidates_draw(rq, s);
    figures_draw(rq, s);
    html(rq,
         "</tbody></table><div class=\"tools\"><button class=\"main\">%s"
         "</button> <a href=\"%s\">%s</a></div></form>",
         word(rq, "form.keep"), election_path(rq, s->e, ""),
         word(rq, "election.back"));
    frame_close(rq);
}

/* What one keyer reads from the paper of a count. Nobody sees another's sheet
 * before her own is kept. */
PAGE(election_sheet, GET, "/election/*/sheet", RIGHT_KEEP)
{
    struct sheet_page *s = keying_start(rq);
    struct keys k;

    if (!s)
        return;
    if (!rq->json) {
        sheet_draw_page(rq, s);
        return;
    }
    k = keys_open(rq);
    key_int(&k, "keyed", s->own != NULL);
    key_text(&k, "office", s->race->office);
    key_int(&k, "round", s->round);
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

/* ---- reading it ---------------------------------------------------------*/

static bool number_take(struct rq *rq, const char *name, int64_t *out)
{
    struct str said = str_trim(rq_part(rq, name));
    bool inexact = false;

    if (decimal_read(said, 0, out, &inexact) && !inexact && *out >= 0)
        return true;
    *out = INT_NONE;
    return false;
}

static void sheet_take(struct rq *rq, struct sheet_page *s)
{
    for (size_t i = 0; i < s->race->stands; i++)
        if (!number_take(rq, row_name(rq, s->row[i].person), &s->row[i].votes))
            tell_row(&s->found, STOP, "tally.not_said", "tally", i, "votes");
    for (size_t i = 0; i < LEN(figure); i++)
        if (figure_asked(s, i) &&
            !number_take(rq, figure[i].name, figure_of(&s->tally, i)))
            tell(&s->found, STOP, "tally.not_said", figure[i].name);
    if (!s->found.n)
        tally_tell(&s->tally, &s->found);
}

static void figure_put(struct buf *b, const char *name, int64_t n)
{
    if (n != INT_NONE)
        buf_fmt(b, "\"%s\":%lld,", name, (long long)n);
}

/* Canonical: keys in their order. */
static struct str sheet_body(struct rq *rq, struct sheet_page *s)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "{\"election\":\"%s\",\"held\":\"", id_text(rq, s->e->id));
    day_put(&b, s->account->held);
    buf_z(&b, "\",");
    figure_put(&b, "not_returned", s->tally.not_returned);
    buf_z(&b, "\"office\":");
    buf_json(&b, s->race->office);
    buf_char(&b, ',');
    figure_put(&b, "rejected", s->tally.rejected);
    figure_put(&b, "round", s->round);
    figure_put(&b, "spoiled", s->tally.spoiled);
    buf_z(&b, "\"tally\":[");
    for (size_t i = 0; i < s->race->stands; i++)
        buf_fmt(&b, "%s{\"person\":\"%s\",\"votes\":%lld}", i ? "," : "",
                id_text(rq, s->row[i].person), (long long)s->row[i].votes);
    buf_z(&b, "],");
    figure_put(&b, "undervotes", s->tally.undervotes);
    figure_put(&b, "unused", s->tally.unused);
    buf_fmt(&b, "\"valid\":%lld}", (long long)s->tally.valid);
    return buf_str(&b);
}

static struct str again_body(struct rq *rq, struct sheet_page *s)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "{\"answers\":\"%s\",\"body\":",
            id_text(rq, form_tip(rq, s->own->entry)));
    buf_add(&b, sheet_body(rq, s));
    buf_z(&b, ",\"why\":");
    buf_json(&b, str_of(word(rq, "election.looked_again")));
    buf_char(&b, '}');
    return buf_str(&b);
}

static void sheet_again(struct rq *rq, void *self, const struct findings *f)
{
    struct sheet_page *s = self;

    if (rq->status == 200)
        rq->status = 422;
    s->found = *f;
    if (rq->json)
        form_answer_json(rq, rq->status == 503 ? "unknown" : "refused", ID_NONE,
                         f);
    else
        sheet_draw_page(rq, s);
}

/* Keeps one keyer's sheet; the second time, after a difference, what she reads
 * now. A sheet whose numbers do not add up is looked at again first. */
PAGE(election_sheet_go, POST, "/election/*/sheet", RIGHT_KEEP)
{
    struct sheet_page *s = keying_start(rq);
    struct draft *d;

    if (!s)
        return;
    d = arena_new(rq->arena, struct draft);
    if (s->account)
        sheet_take(rq, s);
    if (!s->account || s->are == SHEETS_AGREE || !(s->e->v->may & ACT_SHEET))
        tell(&s->found, STOP, "election.not_now", "");
    if (findings_stop(&s->found)) {
        sheet_again(rq, s, &s->found);
        return;
    }
    *d = (struct draft){ .kind = s->own ? S("fix") : S("sheet"),
                         .id = s->id,
                         .body = s->own ? again_body(rq, s) : sheet_body(rq, s),
                         .strict = true };
    election_keep(rq, s->e, d, 1, sheet_again, s);
}

/* ---- on the page of the election ----------------------------------------*/

static void votes_table(struct rq *rq, const struct election_page *e,
                        const struct vote_sheet *sheet)
{
    html(rq, "<table><tbody>");
    for (size_t i = 0; i < sheet->tally.rows; i++)
        html(rq,
             "<tr><th scope=\"row\"><bdi>%s</bdi></th><td class=\"n\">%s</td>"
             "</tr>",
             election_who(rq, e, sheet->tally.row[i].person),
             number_text(rq, sheet->tally.row[i].votes, 0));
    for (size_t i = 0; i < LEN(figure); i++) {
        int64_t n = *(
            const int64_t *)(const void *)((const char *)&sheet->tally +
                                           figure[i].at);

        if (n != INT_NONE)
            html(rq,
                 "<tr class=\"off\"><th scope=\"row\">%s</th><td class=\"n\">"
                 "%s</td></tr>",
                 figure_word(rq, figure[i].name), number_text(rq, n, 0));
    }
    html(rq, "</tbody></table>");
}

static void differences_draw(struct rq *rq, const struct election_page *e,
                             const struct vote_sheet *one,
                             const struct vote_sheet *other)
{
    struct tally_difference *d = arena_many(rq->arena, struct tally_difference,
                                            9 + one->tally.rows +
                                                other->tally.rows);
    size_t n = tally_differ(&one->tally, &other->tally, d);

    html(rq,
         "<p class=\"note stop\" role=\"alert\">%s</p><table><thead><tr><th>"
         "</th><th scope=\"col\" class=\"n\">%s</th><th scope=\"col\" "
         "class=\"n\">%s</th></tr></thead><tbody>",
         word(rq, "election.differ"), zstr(rq, one->author),
         zstr(rq, other->author));
    for (size_t i = 0; i < n; i++)
        html(rq,
             "<tr><th scope=\"row\"><bdi>%s</bdi></th><td class=\"n\">%s</td>"
             "<td class=\"n\">%s</td></tr>",
             id_none(d[i].person) ? figure_word(rq, d[i].figure) :
                                    election_who(rq, e, d[i].person),
             d[i].a == INT_NONE ? "–" : number_text(rq, d[i].a, 0),
             d[i].b == INT_NONE ? "–" : number_text(rq, d[i].b, 0));
    html(rq, "</tbody></table>");
}

static void sheet_button(struct rq *rq, const struct election_page *e,
                         struct str office, const char *key)
{
    html(rq,
         "<p class=\"tools\"><a class=\"button main\" "
         "href=\"%s?office=%s\">%s</a></p>",
         election_path(rq, e, "/sheet"), url_part(rq, office), word(rq, key));
}

static void round_draw(struct rq *rq, const struct election_page *e,
                       const struct vote_race *race, int64_t round)
{
    const struct vote_sheet *one = NULL, *other = NULL;
    enum sheets_are are = vote_sheets(e->v, race->office, round, &one, &other);
    bool own = own_sheet(rq, e->v, race->office, round) != NULL;
    bool may = e->keeps && (e->v->may & ACT_SHEET) && round == race->round;

    html(rq, "<h3>%s</h3>", election_round(rq, e, race->office, round));
    switch (are) {
    case SHEETS_AGREE: votes_table(rq, e, one); return;
    case SHEETS_DIFFER:
        differences_draw(rq, e, one, other);
        if (may && own)
            sheet_button(rq, e, race->office, "election.key_again");
        return;
    case SHEETS_ONE:
        html(rq, "<p class=\"note\">%s <b>%s</b></p>",
             word(rq, "election.one_sheet"), zstr(rq, one->author));
        break;
    case SHEETS_MISSING:
        html(rq, "<p class=\"note\">%s</p>", word(rq, "election.no_sheet"));
    }
    if (may && !own)
        sheet_button(rq, e, race->office, "election.key");
}

static void account_draw(struct rq *rq, const struct election_page *e,
                         const struct vote_account *a)
{
    const int64_t is[] = { a->present, a->printed, a->issued };
    static const char *const name[] = { "present", "printed", "issued" };

    html(rq, "<li><a href=\"/entry/%s\">%s</a> <small>%s",
         id_text(rq, a->entry), election_round(rq, e, a->office, a->round),
         day_text(rq, a->held));
    for (size_t i = 0; i < LEN(is); i++)
        if (is[i] != INT_NONE)
            html(rq, " · %s <b class=\"n\">%s</b>", figure_word(rq, name[i]),
                 number_text(rq, is[i], 0));
    html(rq, "</small></li>");
}

bool election_polled(const struct vote_race *r)
{
    return r->state != RACE_OPEN && (r->state != RACE_DECIDED || r->counted);
}

void election_counts(struct rq *rq, const struct election_page *e)
{
    const struct vote *v = e->v;

    if (v->state < VOTE_LIST_FINAL)
        return;
    html(rq, "<h2>%s</h2>", word(rq, "election.poll"));
    html(rq, v->accounts ? "<ul class=\"links\">" : "");
    for (size_t i = 0; i < v->accounts; i++)
        account_draw(rq, e, &v->account[i]);
    html(rq, v->accounts ? "</ul>" : "");
    if (e->keeps && (v->may & ACT_POLL))
        html(rq,
             "<p class=\"tools\"><a class=\"button\" href=\"%s\">%s</a></p>",
             election_path(rq, e, "/do/ballot_account"),
             word(rq, "election.hold_poll"));
    for (size_t i = 0; i < v->races; i++)
        for (int64_t round = 1; round <= v->race[i].round; round++)
            if (election_polled(&v->race[i]) &&
                vote_account(v, v->race[i].office, round))
                round_draw(rq, e, &v->race[i], round);
}
