/* ways - the menu: rooms, and the pages of the room one is in. */
#include "web/ways.h"
#include <string.h>

enum room {
    TODAY,
    PEOPLE,
    BODIES,
    MONEY,
    PLANS,
    GROW,
    VOTES,
    FIGURES,
    OFFICE,
    HELP,
    ROOMS
};

static const char *const room_key[ROOMS] = {
    "nav.room.today",  "nav.room.people", "nav.room.bodies", "nav.room.money",
    "nav.room.plans",  "nav.room.grow",   "nav.room.votes",  "nav.room.figures",
    "nav.room.office", "nav.room.help",
};

/* Where one can go, its word, and what else lies behind it: first steps of
 * paths, and kinds as "list/KIND", parted by a blank. Who may go there is said
 * by the page. The order is that of the menu. */
static const struct way {
    enum room room;
    const char *path, *key, *behind;
} way[] = {
    { TODAY, "/", "nav.home", "" },
    { TODAY, "/work", "nav.work", "" },
    { TODAY, "/check", "nav.check", "" },
    { TODAY, "/calendar", "nav.calendar", "" },
    { TODAY, "/radar", "nav.radar", "" },
    { TODAY, "/tour", "nav.tour", "list/tour list/visit" },
    { TODAY, "/backlog", "nav.backlog", "" },
    { PEOPLE, "/list/person", "kinds.person", "person erase" },
    { PEOPLE, "/list/household", "kinds.household", "household" },
    { PEOPLE, "/poverty", "nav.poverty", "answer answered list/score" },
    { PEOPLE, "/left-out", "nav.left", "" },
    { PEOPLE, "/selections", "selection.title",
      "selection eligible decision list/selection list/decision" },
    { PEOPLE, "/list/survey", "kinds.survey", "survey recheck" },
    { PEOPLE, "/questionnaires", "nav.questionnaires", "questionnaire" },
    { PEOPLE, "/twins", "twins.title", "" },
    { PEOPLE, "/consents", "consents.title", "" },
    { BODIES, "/list/body", "nav.bodies", "body lso" },
    { BODIES, "/list/member", "kinds.member", "" },
    { BODIES, "/list/meeting", "kinds.meeting", "meeting" },
    { BODIES, "/list/resolution", "kinds.resolution", "resolution" },
    { BODIES, "/offices", "posts.title", "" },
    { BODIES, "/pending", "nav.pending", "" },
    { BODIES, "/maturity", "nav.maturity", "assess assessment" },
    { MONEY, "/books", "nav.books", "slip list/voucher list/account" },
    { MONEY, "/savings", "saving.title",
      "passbook passkey share settle list/deposit list/withdrawal list/sharing "
      "list/settlement list/welfare_gift list/member_opening" },
    { MONEY, "/loans", "nav.loans", "loan list/loan list/mip list/repayment" },
    { MONEY, "/cif", "nav.cif", "list/capital" },
    { MONEY, "/funds", "nav.funds", "agreement expense list/agreement" },
    { MONEY, "/endowment", "report.endowment", "list/placement list/board" },
    { MONEY, "/list/transfer", "kinds.transfer", "transfer" },
    { MONEY, "/awards", "nav.awards", "award delivery list/award" },
    { MONEY, "/houses", "kinds.house", "house list/house" },
    { MONEY, "/insurance", "insurance.title", "insured claim list/insured" },
    { MONEY, "/trainees", "nav.trainees", "trainee list/trainee" },
    { MONEY, "/leaves", "nav.leaves", "list/leaf_book list/leaf_void" },
    { MONEY, "/hand", "nav.hand", "list/banking" },
    { PLANS, "/needs", "nav.needs",
      "need mip list/need list/need_join list/need_change list/need_answer" },
    { PLANS, "/list/ranking", "kinds.ranking", "ranking list/contrast" },
    { PLANS, "/list/portfolio", "kinds.portfolio",
      "portfolio list/feasibility list/feasible_gate" },
    { PLANS, "/plans", "nav.plans",
      "plan list/plan list/plan_item list/plan_step" },
    { PLANS, "/schemes", "kinds.scheme",
      "scheme list/scheme list/scheme_step list/scheme_paper list/estimate "
      "list/certificate list/scheme_tranche list/scheme_objection" },
    { PLANS, "/linkages", "kinds.linkage", "linkage list/linkage list/agency" },
    { PLANS, "/jdc", "kinds.joint_committee", "jdc list/joint_committee" },
    { PLANS, "/relief", "kinds.disaster",
      "relief relieflist list/disaster list/damage list/relief_list "
      "list/relief_given list/frozen_roster" },
    { GROW, "/trainings", "nav.trainings",
      "training list/training list/training_need list/attendance_sheet "
      "list/training_cost" },
    { GROW, "/crps", "kinds.crp",
      "crp list/crp list/crp_task list/crp_check list/crp_fee" },
    { GROW, "/awareness", "kinds.awareness",
      "list/awareness list/commitment_check" },
    { GROW, "/advocacy", "kinds.advocacy", "list/advocacy list/advocacy_step" },
    { GROW, "/livelihood", "nav.livelihood",
      "nrm list/nrm list/survival list/activity_kind" },
    { GROW, "/enterprises", "kinds.enterprise",
      "enterprise sale_order list/enterprise list/sale_order list/sale "
      "list/production list/quality_check" },
    { GROW, "/trades", "kinds.joint_trade", "trade list/joint_trade" },
    { GROW, "/schools", "kinds.school",
      "school literacy list/school list/enrolment list/literacy" },
    { GROW, "/health-workers", "kinds.health_worker",
      "health_worker list/health_worker list/health_report" },
    { VOTES, "/elections", "nav.elections", "election list/election" },
    { VOTES, "/complaints", "nav.complaints", "complaint list/complaint" },
    { VOTES, "/complaints/new", "complaint.take_down", "" },
    { VOTES, "/socialaudit", "kinds.socialaudit", "list/socialaudit" },
    { VOTES, "/disclosures", "kinds.disclosure",
      "beneficiaries list/disclosure" },
    { FIGURES, "/outreach", "nav.outreach", "postings place list/place" },
    { FIGURES, "/map", "map.title", "" },
    { FIGURES, "/trend", "chart.trend", "" },
    { FIGURES, "/progress", "report.progress", "list/narrative" },
    { FIGURES, "/workplan", "report.workplan", "list/workplan" },
    { FIGURES, "/list/target", "kinds.target", "" },
    { FIGURES, "/logframe", "report.logframe", "list/logframe" },
    { FIGURES, "/goals", "report.goals", "list/goal list/goal_link" },
    { FIGURES, "/reports", "nav.reports", "report" },
    { FIGURES, "/pivots", "kinds.pivot", "pivot list/pivot" },
    { FIGURES, "/cutover", "nav.cutover", "list/cutover" },
    { OFFICE, "/list/staff", "nav.staff", "staff handover handed habits" },
    { OFFICE, "/list/unit", "kinds.unit", "unit" },
    { OFFICE, "/oversight", "oversight.title", "list/oversight" },
    { OFFICE, "/import", "nav.import", "naming" },
    { OFFICE, "/devices", "nav.devices", "device list/device" },
    { OFFICE, "/phones", "nav.phones", "" },
    { OFFICE, "/peers", "nav.peers", "" },
    { OFFICE, "/users", "nav.users", "password list/access" },
    { OFFICE, "/reveals", "reveals.title", "" },
    { OFFICE, "/list", "nav.lists", "entry waiting marked attach file" },
    { HELP, "/help", "nav.help", "" },
    { HELP, "/start", "start.title", "guide.pdf" },
    { HELP, "/glossary", "glossary.title", "" },
    { HELP, "/settings", "settings.title", "" },
    { HELP, "/keys", "keys.title", "" },
    { HELP, "/result", "result.title", "" },
    { HELP, "/receipt", "complaint.receipt", "" },
    { HELP, "/paid", "paid.title", "" },
};

/* Where the records of a group are, of which no way says more. */
static const struct {
    const char *group;
    enum room room;
} group_room[] = {
    { "people", PEOPLE }, { "poverty", PEOPLE },  { "body", BODIES },
    { "money", MONEY },   { "fund", MONEY },      { "award", MONEY },
    { "vote", VOTES },    { "trust", VOTES },     { "land", FIGURES },
    { "plan", FIGURES },  { "need", PLANS },      { "scheme", PLANS },
    { "linkage", PLANS }, { "relief", PLANS },    { "learn", GROW },
    { "live", GROW },     { "network", FIGURES },
};

struct here {
    const struct way *way; /* NULL: one of the room's other pages */
    int room;              /* ROOMS: in none */
    bool exact;            /* the way itself, not what lies behind it */
};

/* ---- where a path lies ------------------------------------------------------*/

/* The path itself, or something below it. */
static bool begins(struct str path, struct str with)
{
    return str_starts(path, with) &&
           (path.n == with.n || path.p[with.n] == '/');
}

/* A form to write one of a kind lies where the list of them lies. */
static struct str listed(struct str path)
{
    if (str_starts(path, S("new/")))
        return str_from(path, 4);
    if (str_starts(path, S("edit/")))
        return str_from(path, 5);
    if (str_starts(path, S("list/")))
        return str_from(path, 5);
    return (struct str){ 0 };
}

/* How much of the path (without its first slash) is said here; 0: nothing. */
static size_t said_by(const struct way *w, struct str path, struct str kind)
{
    struct str rest = str_of(w->behind);
    struct str own = str_from(str_of(w->path), 1);
    size_t best = 0;

    if (own.n && begins(path, own))
        best = own.n;
    if (kind.n && str_starts(own, S("list/")) && begins(kind, str_from(own, 5)))
        best = own.n;
    while (rest.n) {
        struct str one = str_cut(&rest, ' ');
        bool is = str_starts(one, S("list/")) ?
                      kind.n && begins(kind, str_from(one, 5)) :
                      begins(path, one);

        if (is && one.n > best)
            best = one.n;
    }
    return best;
}

static enum room kind_room(struct str kind)
{
    const struct kind *k = kind_find(str_cut(&kind, '/'));

    for (size_t i = 0; k && k->group && i < LEN(group_room); i++)
        if (!strcmp(k->group, group_room[i].group))
            return group_room[i].room;
    return OFFICE;
}

/* Of several ways the one that says most of the path: the list of bodies is not
 * also "all lists". */
static struct here find_here(struct str path)
{
    struct here h = { NULL, ROOMS, false };
    struct str kind;
    size_t best = 0;

    if (path.n == 1)
        return (struct here){ way, TODAY, true };
    path = str_from(path, 1);
    kind = listed(path);
    for (size_t i = 0; i < LEN(way); i++) {
        size_t n = said_by(&way[i], path, kind);

        if (n > best) {
            h.way = &way[i];
            best = n;
        }
    }
    if (kind.n && best <= 4)
        return (struct here){ NULL, (int)kind_room(kind), false };
    if (h.way) {
        h.room = (int)h.way->room;
        h.exact = str_same(path, str_from(str_of(h.way->path), 1));
    }
    return h;
}

const char *ways_room(struct str path)
{
    struct here h = find_here(path);

    return h.room == ROOMS ? NULL : room_key[h.room];
}

/* ---- who may go there -------------------------------------------------------*/

/* The page behind each way; NULL: there is none. Found once for all pages that
 * this process draws: it is the same as long as the program runs. */
static const struct page *page_behind(size_t i)
{
    static const struct page *behind[LEN(way)];
    static bool found;

    for (size_t w = 0; !found && w < LEN(way); w++)
        for (int p = 0; p < page_count; p++)
            if (page_index[p]->method == PAGE_GET &&
                !strcmp(page_index[p]->path, way[w].path))
                behind[w] = page_index[p];
    found = true;
    return behind[i];
}

static bool may(struct rq *rq, size_t i)
{
    struct str path = str_of(way[i].path);
    const struct page *p;

    if (str_starts(path, S("/list/"))) {
        const struct kind *k = kind_find(str_from(path, 6));

        return k && rq_sees_kind(rq, k);
    }
    p = page_behind(i);
    return p && (p->right == RIGHT_NONE || rq_may(rq, p->right));
}

/* ---- drawing ----------------------------------------------------------------*/

static void link_draw(struct rq *rq, const char *path, const char *key,
                      const char *current)
{
    html(rq, "<li><a href=\"%s\"", path);
    if (current)
        html(rq, " aria-current=\"%s\"", current);
    html(rq, ">%s</a></li>", word(rq, key));
}

/* On a phone one row of them is seen, and all after a touch: a box that is
 * ticked, so that it works without a script too. */
static void rooms_draw(struct rq *rq, const struct here *h, const bool *open)
{
    int last = ROOMS;

    html(rq,
         "<nav class=\"ways\" aria-label=\"%s\"><input type=\"checkbox\" "
         "id=\"more-ways\" aria-label=\"%s\"><label for=\"more-ways\" "
         "aria-hidden=\"true\">☰</label><ul>",
         word(rq, "nav.menu"), word(rq, "nav.more"));
    for (size_t i = 0; i < LEN(way); i++)
        if (open[i] && (int)way[i].room != last) {
            last = (int)way[i].room;
            link_draw(rq, way[i].path, room_key[last],
                      last == h->room ? "true" : NULL);
        }
    html(rq, "</ul></nav>");
}

/* A row of one page would say the room twice. */
static void pages_draw(struct rq *rq, const struct here *h, const bool *open)
{
    size_t n = 0;

    for (size_t i = 0; i < LEN(way); i++)
        n += open[i] && (int)way[i].room == h->room;
    if (n < 2)
        return;
    html(rq, "<nav class=\"ways pages\" aria-label=\"%s\"><ul>",
         word(rq, room_key[h->room]));
    for (size_t i = 0; i < LEN(way); i++)
        if (open[i] && (int)way[i].room == h->room)
            link_draw(rq, way[i].path, way[i].key,
                      &way[i] != h->way ? NULL :
                      h->exact          ? "page" :
                                          "true");
    html(rq, "</ul></nav>");
}

void ways_draw(struct rq *rq)
{
    struct here h = find_here(rq->q->path);
    bool open[LEN(way)];

    for (size_t i = 0; i < LEN(way); i++)
        open[i] = may(rq, i);
    rooms_draw(rq, &h, open);
    pages_draw(rq, &h, open);
}
