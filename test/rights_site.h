/* rights_site - a district with one of everything, for walks of who sees what.
 *
 * All of it lies in Sukkur (pk723) and is SRSO's and project P-ONE's. A text in
 * it that ends in a number of its own from 7000 up ("Wall 7766") may be read by
 * nobody elsewhere, with `ward_called`; CNIC, phone and names are `ward_name`.
 * Each shipped role is a login of its own name. */
#ifndef SAATH_RIGHTS_SITE_H
#define SAATH_RIGHTS_SITE_H

#include "web_site.h"

/* Said once more, so that who widens a role has to say it twice. */
static const struct post {
    const char *role, *may; /* role NULL: signed in, and no access at all */
} posted_as[] = {
    { "administrator", "see see_log write import password admin" },
    { "head_office", "see register names reveal see_log write check manage "
                     "import issue password" },
    { "monitor", "see register names see_log write check import issue" },
    { "manager", "see register names reveal see_log write keep check manage "
                 "import password" },
    { "organiser", "see register names keep" },
    { "operator", "see register names write keep import" },
    { "finance_officer", "see register see_log check" },
    { "engineer", "see register" },
    { "book_keeper", "see register names keep" },
    { "donor", "see register" },
    { "auditor", "see register reveal see_log" },
    { "department_officer", "see" },
    { "viewer", "see" },
    { "public", "" },
    { "complaint_officer", "see register names hear" },
    { "safeguarding_officer", "see register names hear shield" },
    { "accountant", "see register names see_log keep book" },
    { "finance_manager", "see register names see_log keep check manage book "
                         "issue" },
    { NULL, "" },
};

static inline bool post_may(const struct post *p, enum right right)
{
    struct str rest = str_of(p->may), name = choice_name(RIGHT_CHOICES, right);

    while (rest.n)
        if (str_same(str_cut(&rest, ' '), name))
            return true;
    return right == RIGHT_NONE;
}

static const char *const ward_name[] = {
    "Zohra Bibi",    "\xd8\xb2\xdb\x81\xd8\xb1\xd8\xa7",
    "Ghulam Nabi",   "غلام نبي",
    "45504-1234567", "0300-7654321",
    "Allah Dino",
};
static const char *const ward_called[] = {
    "Roshni Tanzeem",
    "Hur Shah",
    "Pano Unit",
    "Kamran Memon",
};

struct ward {
    struct browser b;
    struct {
        const char *name;
        struct id id;
    } thing[400];
    size_t things;
    struct {
        char text[24];
        const char *thing; /* that says it */
    } secret[400];
    size_t secrets;
};

static inline struct id ward_id(const struct ward *w, const char *name,
                                size_t n)
{
    for (size_t i = 0; i < w->things; i++)
        if (strlen(w->thing[i].name) == n && !memcmp(w->thing[i].name, name, n))
            return w->thing[i].id;
    printf("# no {%.*s} here\n", (int)n, name);
    (void)CHECK(!"a thing of the ward");
    return ID_NONE;
}

/* "{body}" stands for its id. */
static inline const char *ward_said(struct ward *w, const char *pattern)
{
    struct buf b = buf_start(&w->b.site.arena);

    for (const char *p = pattern; *p; p++) {
        const char *end = *p == '{' && p[1] >= 'a' ? strchr(p, '}') : NULL;

        if (!end) {
            buf_char(&b, *p);
            continue;
        }
        id_put(&b, ward_id(w, p + 1, (size_t)(end - p - 1)));
        p = end;
    }
    return arena_z(&w->b.site.arena, buf_str(&b));
}

static inline void ward_add(struct ward *w, const char *name, struct id id)
{
    MUST(w->things < LEN(w->thing));
    w->thing[w->things].name = name;
    w->thing[w->things++].id = id;
}

static inline bool ward_has_secret(const struct ward *w, struct str text)
{
    for (size_t i = 0; i < w->secrets; i++)
        if (str_same(str_of(w->secret[i].text), text))
            return true;
    return false;
}

/* Notes every text of a body that has a number of its own, up to its end. */
static inline void ward_secrets(struct ward *w, const char *thing,
                                const char *body)
{
    for (const char *p = body; *p; p++) {
        size_t n = strspn(p, "0123456789");
        const char *from = p;
        struct str text;

        if (!n)
            continue;
        p += n - 1;
        if (n != 4 || *from < '7' || from == body ||
            (from[-1] != ' ' && from[-1] != '-'))
            continue;
        while (from > body && from[-1] != '"')
            from--;
        text = (struct str){ from, (size_t)(p + 1 - from) };
        if (*from < 'A' || *from > 'Z' || ward_has_secret(w, text))
            continue;
        MUST(w->secrets < LEN(w->secret) && text.n < sizeof w->secret->text);
        memcpy(w->secret[w->secrets].text, text.p, text.n);
        w->secret[w->secrets++].thing = thing;
    }
}

/* A thing of kind `name`, called so too; {other} in its body is that one's id. */
static inline void ward_put(struct ward *w, const char *name, const char *body)
{
    ward_secrets(w, name, body);
    ward_add(w, name, draft(&w->b.site, name, ward_said(w, body)));
}

static inline void ward_people(struct ward *w)
{
    ward_put(w, "household",
             "{\"head\":\"Allah Dino\",\"number\":\"HH-7731\",\"place\":"
             "\"{place}\"}");
    ward_put(w, "person",
             "{\"cnic\":\"45504-1234567-8\",\"cnic_state\":\"held\",\"code\":"
             "\"PX-7732\",\"father\":\"Ghulam Nabi\","
             "\"father_sd\":\"غلام نبي\",\"household\":"
             "\"{household}\",\"name\":\"Zohra Bibi\",\"name_ur\":"
             "\"\xd8\xb2\xdb\x81\xd8\xb1\xd8\xa7\",\"phone\":\"0300-7654321\","
             "\"sex\":\"women\"}");
    ward_put(w, "consent",
             "{\"given\":\"withdrawn\",\"person\":\"{person}\",\"purpose\":"
             "\"enrolment\",\"since\":\"2014-06-07\",\"way\":\"spoken\"}");
    ward_put(w, "body",
             "{\"code\":\"CO-7733\",\"formed\":\"2013-05-01\",\"name\":"
             "\"Roshni Tanzeem\",\"nature\":\"co\",\"place\":\"{place}\","
             "\"project\":\"{project}\",\"rsp\":\"{rsp}\",\"sex\":\"women\"}");
    ward_put(w, "member",
             "{\"body\":\"{body}\",\"joined\":\"2013-05-01\",\"person\":"
             "\"{person}\"}");
    ward_put(w, "meeting",
             "{\"agenda\":\"Dues of 7737\",\"attendance\":[{\"member\":"
             "\"{member}\",\"present\":\"present\",\"saved\":10000}],\"body\":"
             "\"{body}\",\"held\":\"2014-06-01\",\"visitors\":[{\"name\":"
             "\"Visitor 7743\"}]}");
    ward_put(w, "standing",
             "{\"body\":\"{body}\",\"since\":\"2014-09-01\",\"state\":"
             "\"irregular\",\"why\":\"Split in 7739\"}");
    ward_put(w, "link",
             "{\"body\":\"{body}\",\"since\":\"2014-10-01\",\"why\":"
             "\"Moved 7740\"}");
    ward_put(w, "term",
             "{\"basis\":\"elected\",\"body\":\"{body}\",\"member\":"
             "\"{member}\",\"note\":\"Post 7781\",\"office\":\"president\","
             "\"person\":\"{person}\",\"since\":\"2014-02-01\",\"until\":"
             "\"2016-02-01\"}");
    ward_put(w, "activist",
             "{\"body\":\"{body}\",\"nature\":\"activist\",\"person\":"
             "\"{person}\",\"since\":\"2014-02-01\",\"why\":\"Chosen 7782\"}");
    ward_put(w, "deed",
             "{\"activist\":\"{activist}\",\"held\":\"2014-03-01\","
             "\"title\":\"Worked 7783\",\"what\":\"task\"}");
}

/* The papers of its life. */
static inline void ward_papers(struct ward *w)
{
    ward_put(w, "dialogue",
             "{\"body\":\"{body}\",\"held\":\"2013-04-01\",\"note\":"
             "\"Held 7791\",\"pathway\":\"CO-PATH\",\"place\":\"{place}\","
             "\"stage\":\"introduced\"}");
    ward_put(w, "partnership",
             "{\"body\":\"{body}\",\"signatories\":[{\"office\":\"PT-7792\","
             "\"party\":\"community\",\"person\":\"{person}\"}],\"state\":"
             "\"draft\",\"version\":1}");
    ward_put(w, "formation",
             "{\"body\":\"{body}\",\"held\":\"2013-05-01\","
             "\"partnership\":\"{partnership}\"}");
    ward_put(w, "bylaw",
             "{\"adopted\":\"2013-06-01\",\"body\":\"{body}\",\"clauses\":["
             "{\"number\":2,\"parameter\":\"terms_most\",\"source\":"
             "\"BY-7793\"}],\"version\":1}");
    ward_put(w, "registration",
             "{\"body\":\"{body}\",\"number\":\"RG-7794\",\"regime\":"
             "\"societies\",\"registered\":\"2013-07-01\",\"state\":"
             "\"registered\"}");
    ward_put(w, "due_return",
             "{\"due\":\"2014-01-31\",\"opinion\":\"Found 7795\","
             "\"registration\":\"{registration}\",\"what\":\"audit\"}");
    ward_put(w, "account",
             "{\"bank\":\"Bank 7796\",\"body\":\"{body}\",\"number\":"
             "\"45504-1234567-00\",\"signatories\":[{\"person\":"
             "\"{person}\"}]}");
    ward_put(w, "conveyance",
             "{\"account\":\"{account}\",\"body\":\"{body}\",\"since\":"
             "\"2014-01-02\",\"why\":\"Over 7797\"}");
    ward_add(w, "origin",
             draft(&w->b.site, "body",
                   ward_said(w, "{\"code\":\"CO-7733-A\",\"formed\":"
                                "\"2013-05-02\",\"name\":\"Roshni Tanzeem\","
                                "\"nature\":\"co\",\"place\":\"{place}\","
                                "\"project\":\"{project}\",\"rsp\":\"{rsp}\","
                                "\"sex\":\"women\"}")));
    ward_put(w, "descent",
             "{\"body\":\"{body}\",\"origin\":\"{origin}\",\"since\":"
             "\"2014-01-03\",\"way\":\"split\",\"why\":\"From 7798\"}");
    ward_put(w, "cession",
             "{\"body\":\"{origin}\",\"held\":\"2014-01-03\","
             "\"successor\":\"{body}\",\"why\":\"Ceded 7878\"}");
    ward_put(w, "delegate",
             "{\"body\":\"{origin}\",\"parent\":\"{body}\","
             "\"person\":\"{person}\",\"since\":\"2014-01-03\"}");
    ward_put(w, "committee",
             "{\"body\":\"{body}\",\"formed\":\"2014-01-04\",\"name\":"
             "\"Seats 7799\",\"nature\":\"om\",\"seats\":[{\"person\":"
             "\"{person}\",\"role\":\"head\"}]}");
}

/* What the body resolved at that meeting, what came of it, and its old books. */
static inline void ward_resolved(struct ward *w)
{
    ward_put(w, "resolution",
             "{\"addressed\":\"Deputy Commissioner, Sukkur\",\"body\":"
             "\"{body}\",\"meeting\":\"{meeting}\",\"passed\":"
             "\"2014-06-01\",\"proposer\":\"{person}\",\"state\":"
             "\"passed\",\"subject\":\"Road 7760\"}");
    ward_put(w, "followup",
             "{\"held\":\"2014-06-20\",\"resolution\":\"{resolution}\","
             "\"state\":\"answered\",\"what\":\"Step 7761\"}");
    ward_put(w, "opening",
             "{\"body\":\"{body}\",\"held\":\"2014-05-01\",\"savings\":"
             "90000,\"service\":[{\"code\":\"CIF 7762\"}]}");
}

static inline void ward_office(struct ward *w)
{
    ward_put(w, "unit",
             "{\"code\":\"UN-7734\",\"name\":\"Pano Unit\",\"nature\":"
             "\"field_unit\",\"place\":\"{place}\",\"rsp\":\"{rsp}\"}");
    ward_put(w, "staff",
             "{\"code\":\"ST-7735\",\"name\":\"Kamran Memon\",\"post\":"
             "\"social_organiser\",\"rsp\":\"{rsp}\",\"since\":\"2014-01-01\","
             "\"unit\":\"{unit}\"}");
    ward_put(w, "charge",
             "{\"bodies\":[{\"body\":\"{body}\"}],\"since\":\"2014-01-01\","
             "\"taker\":\"{staff}\",\"why\":\"Given on 7742\"}");
    ward_put(w, "tour",
             "{\"month\":\"2014-06\",\"note\":\"Plan 7754\",\"staff\":"
             "\"{staff}\",\"stops\":[{\"body\":\"{body}\",\"on_day\":"
             "\"2014-06-10\"}]}");
    ward_put(w, "visit",
             "{\"body\":\"{body}\",\"findings\":\"Seen 7755\",\"held\":"
             "\"2014-06-10\",\"made\":\"made\",\"staff\":\"{staff}\"}");
    ward_put(w, "habit",
             "{\"about\":\"late\",\"answered\":\"2014-07-01\",\"month\":"
             "\"2014-06\",\"outcome\":\"explained\",\"says\":\"Hand 7756\","
             "\"staff\":\"{staff}\"}");
    ward_put(w, "attachment",
             "{\"about\":\"{meeting}\",\"bytes\":5,\"file\":"
             "\"00112233445566778899aabbccddeeff00112233445566778899aabbccddee"
             "ff\",\"title\":\"Paper 7736\",\"type\":\"pdf\"}");
    ward_put(w, "verdict",
             "{\"entries\":[{\"entry_id\":\"{meeting}\"}],\"says\":\"no\","
             "\"why\":\"Wrong sum 7741\"}");
    ward_put(w, "reveal", "{\"about\":\"{person}\",\"why\":\"Asked by 7738\"}");
    ward_put(w, "fix",
             "{\"answers\":\"{standing}\",\"body\":{\"body\":\"{body}\","
             "\"since\":\"2014-09-01\",\"state\":\"dormant\",\"why\":"
             "\"Split in 7739\"},\"why\":\"Hur Shah\"}");
}

/* Complaints on both paths, an audit before the people, and an assessment. */
static inline void ward_trust(struct ward *w)
{
    ward_put(w, "complaint",
             "{\"body\":\"{body}\",\"channel\":\"box\",\"complainant\":"
             "\"Mai Jindo\",\"nature\":\"other\",\"number\":\"CM-7761\","
             "\"place\":\"{place}\",\"project\":\"{project}\","
             "\"received\":\"2014-11-01\",\"rsp\":\"{rsp}\",\"told\":"
             "\"x\"}");
    ward_put(w, "handling",
             "{\"complaint\":\"{complaint}\",\"done\":\"2014-11-02\","
             "\"stage\":\"acknowledged\"}");
    ward_put(w, "safeguard",
             "{\"anonymous\":true,\"channel\":\"phone\",\"nature\":"
             "\"other\",\"number\":\"SG-7763\",\"place\":\"{place}\","
             "\"project\":\"{project}\",\"received\":\"2014-11-01\","
             "\"rsp\":\"{rsp}\",\"told\":\"x\"}");
    ward_put(w, "inquiry",
             "{\"done\":\"2014-11-02\",\"safeguard\":\"{safeguard}\","
             "\"stage\":\"acknowledged\"}");
    ward_put(w, "socialaudit",
             "{\"body\":\"{body}\",\"displayed\":\"2014-09-01\",\"held\":"
             "\"2014-09-20\",\"notice\":\"2014-09-01\",\"venue\":\"Audit "
             "7765\",\"women\":9}");
    ward_put(w, "disclosure",
             "{\"body\":\"{body}\",\"item\":\"account_sheet\",\"shown\":"
             "\"2014-09-01\",\"venue\":\"Wall 7766\"}");
    ward_put(w, "assessment",
             "{\"assessors\":[{\"staff\":\"{staff}\"}],\"body\":\"{body}\","
             "\"grade\":\"D\",\"made\":\"2014-09-01\",\"improvement\":"
             "\"Weak 7767\",\"marks\":[{\"indicator\":\"books\",\"mark\":0}],"
             "\"state\":\"published\",\"score\":0,\"yardstick\":"
             "\"CI-CO-1\"}");
}

/* A survey from its scores to a decision on one of them. */
static inline void ward_poverty(struct ward *w)
{
    ward_put(w, "survey",
             "{\"card\":\"SPS-PAK-2009-002\",\"code\":\"SV-7744\",\"place\":"
             "\"{place}\",\"project\":\"{project}\",\"rsp\":\"{rsp}\","
             "\"since\":\"2014-01-01\"}");
    ward_put(w, "score",
             "{\"card\":\"SPS-PAK-2009-002\",\"held\":\"2014-02-01\","
             "\"household\":\"{household}\",\"origin\":\"a list\",\"score\":"
             "1100,\"source\":\"imported\",\"survey\":\"{survey}\"}");
    ward_put(w, "stage",
             "{\"note\":\"Note of 7745\",\"since\":\"2014-03-01\",\"state\":"
             "\"closed\",\"survey\":\"{survey}\"}");
    ward_put(w, "objection",
             "{\"held\":\"2014-03-02\",\"household\":\"{household}\","
             "\"says\":\"disputed\",\"survey\":\"{survey}\",\"why\":\"Said "
             "7746\"}");
    ward_put(
        w, "sample",
        "{\"drawn\":[{\"score\":\"{score}\"}],\"made\":\"2014-03-03\","
        "\"scores\":1,\"seed\":\"4315facb33a426d49557bbac0d880a7e7fb8b321de"
        "cca680ca2de030033aa5db\",\"share\":100,\"survey\":\"{survey}\"}");
    ward_put(w, "backcheck",
             "{\"answers\":{\"q1\":\"C\",\"q10\":\"A\",\"q2\":\"C\",\"q3\":"
             "\"B\",\"q4\":\"B\",\"q5\":\"A\",\"q6\":\"B\",\"q7\":\"A\",\"q8\":"
             "\"A\",\"q9\":\"B\"},\"held\":\"2014-03-04\",\"note\":\"Again "
             "7747\",\"score\":\"{score}\",\"survey\":\"{survey}\"}");
    ward_put(w, "product",
             "{\"code\":\"GRANT\",\"least\":0,\"project\":\"{project}\","
             "\"ranked\":true,\"rsp\":\"{rsp}\",\"since\":\"2014-01-01\","
             "\"title\":\"A grant\",\"upto\":1100,\"whom\":\"household\"}");
    ward_put(
        w, "decision",
        "{\"household\":\"{household}\",\"made\":\"2014-04-01\",\"note\":"
        "\"Given 7748\",\"product\":\"{product}\",\"score\":\"{score}\","
        "\"verdict\":\"eligible\",\"why\":{\"on\":\"2014-04-01\",\"parts\":"
        "[],\"rule\":\"GRANT 2014-01-01\",\"score\":\"{score}\","
        "\"verdict\":\"eligible\"}}");
    ward_put(w, "selection",
             "{\"chosen\":[{\"household\":\"{household}\",\"rank\":1,\"score\":"
             "\"{score}\"}],\"made\":\"2014-04-02\",\"note\":\"List 7749\","
             "\"place\":\"{place}\",\"places\":1,\"product\":\"{product}\","
             "\"ranked\":1}");
}

/* A form about each kind of thing. */
static inline void ward_forms(struct site *s)
{
    static const char *const about[] = { "household", "person", "body",
                                         "place" };

    for (size_t i = 0; i < LEN(about); i++) {
        struct buf b = buf_start(&s->arena);

        buf_fmt(&b,
                "{\"about\":\"%s\",\"access\":\"open\",\"code\":\"F-%s\","
                "\"purpose\":\"form\",\"questions\":[{\"code\":\"a\","
                "\"text\":\"t\",\"type\":\"text\"}],\"title\":\"A form\"}",
                about[i], about[i]);
        draft(s, "questionnaire", arena_z(&s->arena, buf_str(&b)));
    }
}

/* One of them, answered. */
static inline struct id ward_response(struct ward *w, const char *about,
                                      struct id id)
{
    struct site *s = &w->b.site;
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b, "{\"answers\":{\"a\":\"x\"},\"%s\":\"", about);
    id_put(&b, id);
    buf_fmt(&b,
            "\",\"held\":\"2014-06-01\",\"questionnaire\":\"F-%s\","
            "\"round\":\"Round %s\"}",
            about, !strcmp(about, "body") ? "7753" : "7750");
    /* Who answers for a body is of its RSP, all others are of none. */
    ward_secrets(w, !strcmp(about, "body") ? "body" : "response",
                 !strcmp(about, "body") ? "\"Round 7753\"" : "\"Round 7750\"");
    return draft(s, "response", arena_z(&s->arena, buf_str(&b)));
}

/* What became of the household and of her in it. */
static inline void ward_life(struct ward *w)
{
    ward_put(w, "fate",
             "{\"household\":\"{household}\",\"since\":\"2014-08-01\","
             "\"state\":\"present\",\"why\":\"Fate 7751\"}");
    ward_put(w, "residence",
             "{\"household\":\"{household}\",\"person\":\"{person}\","
             "\"since\":\"2013-01-01\",\"why\":\"work\"}");
    ward_add(w, "neighbour",
             draft(&w->b.site, "person",
                   ward_said(w, "{\"household\":\"{household}\",\"name\":"
                                "\"Mai Bhagi\",\"sex\":\"women\"}")));
    ward_add(w, "gone",
             draft(&w->b.site, "person",
                   ward_said(w, "{\"household\":\"{household}\",\"name\":"
                                "\"Mai Bhagi\",\"sex\":\"women\"}")));
    ward_put(w, "erasure", "{\"about\":\"{gone}\",\"why\":\"Asked 7879\"}");
    ward_put(w, "merger",
             "{\"apart\":true,\"person\":\"{neighbour}\",\"same_as\":"
             "\"{person}\",\"since\":\"2014-08-02\",\"why\":\"Same 7752\"}");
    ward_forms(&w->b.site);
    ward_add(w, "response",
             ward_response(w, "household", ward_id(w, "household", 9)));
    ward_response(w, "person", ward_id(w, "person", 6));
    ward_response(w, "body", ward_id(w, "body", 4));
    ward_response(w, "place", ward_id(w, "place", 5));
}

static inline void ward_vote(struct ward *w)
{
    ward_put(w, "election",
             "{\"body\":\"{body}\",\"bylaw\":\"{bylaw}\",\"called\":"
             "\"2014-09-01\",\"counting\":\"plurality\",\"method\":\"hands\","
             "\"reason\":\"term\",\"seat\":[{\"office\":\"president\","
             "\"seats\":1}],\"venue\":\"Polled at 7790\"}");
    ward_put(w, "roll",
             "{\"drawn\":\"2014-09-03\",\"election\":\"{election}\","
             "\"voter\":[{\"eligible\":true,\"person\":\"{person}\"}]}");
    ward_put(w, "protest",
             "{\"about\":\"roll\",\"election\":\"{election}\",\"held\":"
             "\"2014-09-04\",\"person\":\"{person}\",\"says\":"
             "\"Protest 7791\"}");
    ward_put(w, "briefing",
             "{\"election\":\"{election}\",\"held\":\"2014-09-05\",\"note\":"
             "\"Briefed 7794\",\"women\":4}");
    ward_put(w, "nomination",
             "{\"consent\":true,\"election\":\"{election}\",\"filed\":"
             "\"2014-09-06\",\"office\":\"president\",\"person\":"
             "\"{person}\"}");
    ward_put(w, "scrutiny",
             "{\"election\":\"{election}\",\"held\":\"2014-09-07\","
             "\"nomination\":\"{nomination}\",\"verdict\":\"accepted\","
             "\"why\":\"Judged 7792\"}");
    ward_put(w, "ballot_account",
             "{\"election\":\"{election}\",\"held\":\"2014-09-20\","
             "\"present\":1,\"round\":1}");
    ward_put(w, "sheet",
             "{\"election\":\"{election}\",\"held\":\"2014-09-20\","
             "\"office\":\"president\",\"round\":1,\"tally\":[{\"person\":"
             "\"{person}\",\"votes\":1}],\"valid\":1}");
    ward_put(
        w, "declaration",
        "{\"digest\":\"7777777777777777777777777777777777777777777777777777"
        "777777777777\",\"election\":\"{election}\",\"held\":"
        "\"2014-09-21\",\"note\":\"Declared 7797\",\"round\":1,"
        "\"winner\":[{\"office\":\"president\",\"person\":\"{person}\","
        "\"rule\":\"unopposed\"}]}");
    ward_put(w, "appeal",
             "{\"election\":\"{election}\",\"grounds\":\"Appeal 7793\","
             "\"held\":\"2014-09-22\",\"person\":\"{person}\"}");
    ward_put(w, "handover",
             "{\"election\":\"{election}\",\"held\":\"2014-09-23\",\"item\":"
             "[{\"note\":\"Handed 7796\",\"what\":\"books\"}]}");
    ward_put(w, "annulment",
             "{\"election\":\"{election}\",\"held\":\"2014-09-24\",\"why\":"
             "\"Void 7795\"}");
}

/* Its receipt book, and cash that somebody collected and handed in. */
static inline void ward_receipts(struct ward *w)
{
    ward_put(w, "leaf_book",
             "{\"body\":\"{body}\",\"from_serial\":1,\"issued_on\":"
             "\"2014-06-01\",\"person\":\"{person}\",\"prefix\":"
             "\"Leaf 7811/\",\"upto_serial\":9,\"what\":\"receipt\"}");
    ward_put(w, "leaf_void",
             "{\"held\":\"2014-06-06\",\"leaf_book\":\"{leaf_book}\","
             "\"serial\":2,\"what\":\"void\",\"why\":\"Torn 7812\"}");
    ward_put(w, "banking",
             "{\"amount\":781300,\"book\":\"{body}\",\"held\":"
             "\"2014-06-07\",\"leaf\":\"Leaf 7811/1\",\"note\":"
             "\"Banked 7813\",\"taker\":\"{person}\"}");
}

/* What was written in its books by hand. */
static inline void ward_books(struct ward *w)
{
    ward_put(w, "voucher",
             "{\"book\":\"{body}\",\"held\":\"2014-06-05\",\"line\":["
             "{\"amount\":7801,\"credit\":\"box\",\"debit\":"
             "\"stationery\"}],\"note\":\"Bought 7801\",\"number\":1}");
    ward_put(w, "cash_count",
             "{\"amount\":780200,\"book\":\"{body}\",\"held\":"
             "\"2014-06-30\",\"note\":\"Counted 7802\"}");
    ward_put(w, "bank_statement",
             "{\"account\":\"{account}\",\"balance\":0,\"held\":"
             "\"2014-06-30\",\"note\":\"Stated 7803\"}");
    ward_put(w, "closing",
             "{\"book\":\"{body}\",\"heads\":[{\"device\":\"{body}\","
             "\"seq\":1}],\"held\":\"2013-05-02\",\"month\":\"2013-04\","
             "\"note\":\"Shut 7836\"}");
    ward_put(w, "reversal",
             "{\"held\":\"2014-07-05\",\"reverses\":\"{voucher}\","
             "\"why\":\"Typed 7837\"}");
}

/* A loan of hers, step by step. */
static inline void ward_loans(struct ward *w)
{
    ward_put(
        w, "mip",
        "{\"activity\":\"livestock\",\"cost\":1000000,\"household\":"
        "\"{household}\",\"made\":\"2014-02-01\",\"member\":"
        "\"{member}\",\"person\":\"{person}\",\"wanted\":1000000,\"what\":\"Plan 7821\"}");
    ward_put(w, "loan_group",
             "{\"body\":\"{body}\",\"formed\":\"2014-01-01\",\"name\":"
             "\"Circle 7822\",\"one\":[{\"member\":\"{member}\"}]}");
    ward_put(w, "fund",
             "{\"body\":\"{body}\",\"class\":\"community\",\"code\":"
             "\"CIF\",\"since\":\"2013-06-01\",\"title\":\"Fund 7829\"}");
    ward_put(w, "capital",
             "{\"amount\":5000000,\"fund\":\"{fund}\",\"held\":"
             "\"2014-01-01\",\"reference\":\"Grant 7828\",\"way\":"
             "\"box\"}");
    ward_put(w, "loan_product",
             "{\"code\":\"CIF-WARD\",\"method\":\"qard\",\"period\":"
             "\"month\",\"source\":\"fund\",\"title\":\"CIF\",\"whose\":"
             "\"community\"}");
    ward_put(w, "loan",
             "{\"applied\":\"2014-03-01\",\"asked\":1000000,\"body\":"
             "\"{body}\",\"circle\":\"{loan_group}\",\"fund\":\"{fund}\","
             "\"instalments\":10,\"lender\":\"{body}\",\"member\":"
             "\"{member}\",\"mip\":\"{mip}\",\"number\":\"Ln-7823\","
             "\"person\":\"{person}\",\"product\":\"CIF-WARD\",\"purpose\":"
             "\"livestock\"}");
    ward_put(w, "appraisal",
             "{\"body\":\"{body}\",\"held\":\"2014-03-02\",\"loan\":"
             "\"{loan}\",\"note\":\"Weighed 7824\",\"says\":\"yes\","
             "\"tier\":\"co\"}");
    ward_put(w, "approval",
             "{\"body\":\"{body}\",\"held\":\"2014-03-03\",\"loan\":"
             "\"{loan}\",\"note\":\"Agreed 7825\",\"says\":\"yes\"}");
    ward_put(w, "disbursement",
             "{\"amount\":1000000,\"goods\":\"Goats 7826\",\"held\":"
             "\"2014-03-04\",\"loan\":\"{loan}\",\"way\":\"box\"}");
    ward_put(w, "utilisation",
             "{\"held\":\"2014-04-01\",\"loan\":\"{loan}\",\"note\":"
             "\"Looked 7827\",\"result\":\"used\"}");
    ward_put(w, "repayment",
             "{\"amount\":100000,\"held\":\"2014-05-04\",\"loan\":"
             "\"{loan}\",\"reference\":\"Repaid 7831\",\"way\":\"box\"}");
    ward_put(w, "collection",
             "{\"amount\":50000,\"body\":\"{body}\",\"held\":"
             "\"2014-06-04\",\"parts\":[{\"amount\":50000,\"loan\":"
             "\"{loan}\"}],\"reference\":\"Round 7832\",\"way\":\"box\"}");
    ward_put(w, "rescheduling",
             "{\"first_due\":\"2014-08-04\",\"held\":\"2014-07-04\","
             "\"instalments\":4,\"loan\":\"{loan}\",\"resolution\":"
             "\"{resolution}\",\"why\":\"Anew 7833\"}");
    ward_put(w, "writeoff",
             "{\"amount\":100,\"approver\":\"{staff}\",\"held\":"
             "\"2014-12-04\",\"loan\":\"{loan}\",\"why\":\"Lost 7834\"}");
    ward_put(w, "provision",
             "{\"amount\":100,\"book\":\"{body}\",\"held\":"
             "\"2014-12-31\",\"note\":\"Aside 7835\",\"regime\":"
             "\"SBP-MFB-2006\"}");
}

/* What she saved, drew and got of a profit. */
static inline void ward_savings(struct ward *w)
{
    ward_put(w, "member_opening",
             "{\"body\":\"{body}\",\"held\":\"2013-06-01\",\"member\":"
             "\"{member}\",\"regular\":787100}");
    ward_put(w, "deposit",
             "{\"amount\":787200,\"body\":\"{body}\",\"held\":"
             "\"2014-05-01\",\"member\":\"{member}\",\"reference\":"
             "\"Brought 7872\",\"what\":\"voluntary\"}");
    ward_put(w, "withdrawal",
             "{\"amount\":1000,\"body\":\"{body}\",\"held\":"
             "\"2014-05-02\",\"member\":\"{member}\",\"reference\":"
             "\"Drew 7873\",\"what\":\"voluntary\"}");
    ward_put(w, "sharing",
             "{\"body\":\"{body}\",\"held\":\"2014-06-30\",\"part\":"
             "[{\"amount\":900,\"member\":\"{member}\"}],\"reference\":"
             "\"Shared 7874\",\"amount\":900,\"what\":\"profit\"}");
    ward_put(w, "welfare_gift",
             "{\"amount\":787500,\"body\":\"{body}\",\"held\":"
             "\"2014-07-01\",\"what\":\"paid_in\",\"why\":\"Gave 7875\"}");
    ward_put(w, "settlement",
             "{\"body\":\"{body}\",\"held\":\"2014-12-01\",\"member\":"
             "\"{member}\",\"nominee\":\"Heir 7876\",\"reference\":"
             "\"Closed 7877\",\"regular\":100,\"why\":\"left\"}");
}

/* A donor's money and the RSP's endowment; a loan from one body to another. */
static inline void ward_funds(struct ward *w)
{
    ward_put(w, "agreement",
             "{\"amount\":10000000,\"currency\":\"PKR\",\"donor\":\"Donor "
             "7861\",\"fund\":\"{donor_fund}\",\"line\":[{\"amount\":"
             "10000000,\"code\":\"1\",\"title\":\"All\"}],\"number\":"
             "\"Agreed 7862\",\"rsp\":\"{rsp}\",\"since\":\"2014-01-01\","
             "\"title\":\"Promise 7863\",\"until\":\"2014-12-31\"}");
    ward_put(w, "tranche",
             "{\"agreement\":\"{agreement}\",\"amount\":5000000,\"held\":"
             "\"2014-02-01\",\"reference\":\"Came 7864\"}");
    ward_put(w, "commitment",
             "{\"agreement\":\"{agreement}\",\"amount\":1000000,\"held\":"
             "\"2014-02-02\",\"line\":\"1\",\"what\":\"Ordered 7865\"}");
    ward_put(w, "expense",
             "{\"agreement\":\"{agreement}\",\"amount\":400000,\"fund\":"
             "\"{donor_fund}\",\"head\":\"stationery\",\"held\":"
             "\"2014-02-03\",\"line\":\"1\",\"rsp\":\"{rsp}\",\"what\":"
             "\"Paper 7866\"}");
    ward_put(w, "placement",
             "{\"act\":\"invest\",\"amount\":100,\"bank\":\"Bank 7867\","
             "\"fund\":\"{donor_fund}\",\"held\":\"2014-02-04\"}");
    ward_put(w, "board",
             "{\"held\":\"2014-02-05\",\"number\":\"1\",\"rsp\":\"{rsp}\","
             "\"subject\":\"Resolved 7868\",\"text\":\"That it is.\"}");
    ward_put(w, "transfer",
             "{\"amount\":100,\"giver\":\"{body}\",\"held\":\"2014-06-06\","
             "\"nature\":\"loan\",\"note\":\"Lent 7869\",\"taker_rsp\":"
             "\"{rsp}\"}");
}

/* What people were taught, by whom, what they promised and what they ask for. */
static inline void ward_learn(struct ward *w)
{
    ward_put(w, "training_need",
             "{\"body\":\"{body}\",\"held\":\"2014-01-10\",\"note\":\"Need "
             "8301\",\"place\":\"{place}\",\"rsp\":\"{rsp}\",\"topics\":[{"
             "\"topic\":\"Minutes 8302\",\"women\":5}]}");
    ward_put(w, "training",
             "{\"code\":\"TR-1\",\"days\":2,\"kind\":\"CMST\",\"need\":"
             "\"{training_need}\",\"participants\":[{\"body\":\"{body}\","
             "\"days\":2,\"person\":\"{person}\",\"sex\":\"women\"}],"
             "\"place\":\"{place}\",\"rsp\":\"{rsp}\",\"since\":"
             "\"2014-02-01\",\"title\":\"Course 8303\",\"trainer\":\"Taught "
             "8304\",\"until\":\"2014-02-02\",\"venue\":\"Hall 8305\"}");
    ward_put(w, "attendance_sheet",
             "{\"attendance\":[{\"person\":\"{person}\",\"present\":"
             "\"present\",\"sex\":\"women\"}],\"held\":\"2014-02-01\",\"note\":"
             "\"Came 8306\",\"hall\":\"Part 8307\",\"training\":"
             "\"{training}\"}");
    ward_put(w, "training_cost",
             "{\"amount\":50000,\"held\":\"2014-02-02\",\"note\":\"Tea "
             "8308\",\"training\":\"{training}\",\"what\":\"boarding\"}");
    ward_put(w, "crp",
             "{\"activist\":\"{activist}\",\"body\":\"{body}\",\"cadre\":"
             "\"cadre_crp\",\"note\":\"Walks 8309\",\"person\":\"{person}\","
             "\"place\":\"{place}\",\"rsp\":\"{rsp}\",\"since\":"
             "\"2014-01-01\",\"topics\":[{\"topic\":\"Topic 8310\"}]}");
    ward_put(w, "crp_task",
             "{\"crp\":\"{crp}\",\"fee\":50000,\"held\":\"2014-03-01\","
             "\"nature\":\"mobilising\",\"what\":\"Task 8311\"}");
    ward_put(w, "crp_check",
             "{\"held\":\"2014-03-05\",\"note\":\"Seen 8312\",\"quality\":"
             "\"fair\",\"task\":\"{crp_task}\"}");
    ward_put(w, "crp_fee",
             "{\"amount\":50000,\"crp\":\"{crp}\",\"held\":\"2014-03-06\","
             "\"note\":\"Paid 8313\",\"payer\":\"{body}\",\"task\":"
             "\"{crp_task}\",\"way\":\"box\"}");
    ward_put(w, "awareness",
             "{\"body\":\"{body}\",\"commitments\":[{\"due\":\"2014-05-01\","
             "\"what\":\"Promise 8314\"}],\"crp\":\"{crp}\",\"held\":"
             "\"2014-03-10\",\"note\":\"Session 8315\",\"place\":\"{place}\","
             "\"rsp\":\"{rsp}\",\"toolkit\":\"CAT\",\"topic\":\"health\","
             "\"women\":12}");
    ward_put(w, "commitment_check",
             "{\"awareness\":\"{awareness}\",\"held\":\"2014-05-02\",\"kept\":"
             "\"partly\",\"note\":\"Half 8316\",\"number\":1}");
    ward_put(w, "advocacy",
             "{\"body\":\"{body}\",\"issue\":\"Issue 8317\",\"place\":"
             "\"{place}\",\"rsp\":\"{rsp}\",\"sector\":\"health\",\"since\":"
             "\"2014-04-01\",\"title\":\"Doctor 8318\",\"whom\":\"Office "
             "8319\"}");
    ward_put(w, "advocacy_step",
             "{\"action\":\"letter\",\"advocacy\":\"{advocacy}\",\"held\":"
             "\"2014-04-10\",\"said\":\"Answer 8320\",\"what\":\"Letter "
             "8321\"}");
}

/* What the body builds and keeps: a scheme, and everything said of it. */
static inline void ward_works(struct ward *w)
{
    ward_put(w, "scheme",
             "{\"body\":\"{body}\",\"held\":\"2014-05-01\",\"households"
             "\":30,\"lat\":27701234,\"lon\":68801234,\"note\":\"Built 8"
             "200\",\"number\":\"S-8201\",\"place\":\"{place}\",\"projec"
             "t\":\"{project}\",\"resolution\":\"{resolution}\",\"rsp\":"
             "\"{rsp}\",\"title\":\"Drain 8202\",\"type\":\"culvert\"}");
    ward_put(w, "scheme_step",
             "{\"held\":\"2014-05-02\",\"note\":\"Looked at 8203\",\"sch"
             "eme\":\"{scheme}\",\"stage\":\"appraised\"}");
    ward_put(w, "scheme_paper",
             "{\"held\":\"2014-05-02\",\"note\":\"Paper 8204\",\"paper\""
             ":\"survey\",\"scheme\":\"{scheme}\"}");
    ward_put(w, "estimate",
             "{\"held\":\"2014-05-03\",\"line\":[{\"amount\":100000,\"co"
             "de\":\"1\",\"item\":\"Brick 8205\",\"payer\":\"programme\""
             "}],\"scheme\":\"{scheme}\"}");
    ward_put(w, "scheme_environment",
             "{\"answer\":[{\"question\":\"trees\"}],\"held\":\"2014-05-"
             "03\",\"note\":\"Trees 8206\",\"scheme\":\"{scheme}\"}");
    ward_put(w, "scheme_committee",
             "{\"committee\":\"{committee}\",\"held\":\"2014-05-04\",\"n"
             "ote\":\"Seats 8207\",\"part\":\"implementation\",\"scheme"
             "\":\"{scheme}\"}");
    ward_put(w, "measurement",
             "{\"held\":\"2014-05-06\",\"line\":[{\"code\":\"1\",\"quant"
             "ity\":100}],\"note\":\"Measured 8208\",\"scheme\":\"{schem"
             "e}\"}");
    ward_put(w, "certificate",
             "{\"held\":\"2014-05-07\",\"note\":\"Certified 8209\",\"sch"
             "eme\":\"{scheme}\",\"work\":[{\"done\":5000,\"line\":\"1\""
             "}]}");
    ward_put(w, "scheme_tranche",
             "{\"amount\":50000,\"held\":\"2014-05-05\",\"note\":\"Chequ"
             "e 8210\",\"number\":1,\"scheme\":\"{scheme}\"}");
    ward_put(w, "contribution",
             "{\"amount\":10000,\"held\":\"2014-05-05\",\"nature\":\"mat"
             "erial\",\"scheme\":\"{scheme}\",\"what\":\"Sand 8211\"}");
    ward_put(w, "wage",
             "{\"amount\":10000,\"days\":200,\"held\":\"2014-05-06\",\"s"
             "cheme\":\"{scheme}\",\"sheet\":\"Muster 8212\"}");
    ward_put(w, "scheme_spending",
             "{\"amount\":10000,\"held\":\"2014-05-06\",\"scheme\":\"{sc"
             "heme}\",\"what\":\"Cement 8213\"}");
    ward_put(w, "scheme_return",
             "{\"amount\":1000,\"held\":\"2014-05-08\",\"note\":\"Back 8"
             "214\",\"scheme\":\"{scheme}\"}");
    ward_put(w, "scheme_objection",
             "{\"held\":\"2014-05-08\",\"says\":\"Floods 8215\",\"scheme"
             "\":\"{scheme}\"}");
    ward_put(w, "scheme_answer",
             "{\"answer\":\"Dug 8216\",\"held\":\"2014-05-09\",\"objecti"
             "on\":\"{scheme_objection}\"}");
    ward_put(w, "scheme_handover",
             "{\"held\":\"2014-05-10\",\"note\":\"Kept 8217\",\"scheme\""
             ":\"{scheme}\"}");
    ward_put(w, "om_collection",
             "{\"amount\":1000,\"held\":\"2014-06-10\",\"note\":\"Fees 8"
             "218\",\"scheme\":\"{scheme}\"}");
    ward_put(w, "scheme_check",
             "{\"found\":\"Cracked 8219\",\"held\":\"2014-11-10\",\"mont"
             "hs\":6,\"scheme\":\"{scheme}\",\"works\":\"partly\"}");
}

/* What her household was given: an asset, a house, a card, a trade. */
static inline void ward_awards(struct ward *w)
{
    ward_put(w, "award",
             "{\"amount\":3000000,\"body\":\"{body}\",\"decision\":"
             "\"{decision}\",\"held\":\"2014-05-01\",\"household\":"
             "\"{household}\",\"nature\":\"in_kind\",\"person\":"
             "\"{person}\",\"product\":\"{product}\",\"rsp\":\"{rsp}\","
             "\"what\":\"Given 7841\"}");
    ward_put(w, "procurement",
             "{\"committee\":\"{committee}\",\"held\":\"2014-05-02\","
             "\"items\":[{\"amount\":2900000,\"award\":\"{award}\"}],"
             "\"quotes\":[{\"amount\":2900000,\"supplier\":\"Bought "
             "7842\"}],\"rsp\":\"{rsp}\",\"taken\":1,\"what\":\"Goats\"}");
    ward_put(w, "delivery",
             "{\"amount\":2900000,\"award\":\"{award}\",\"goods\":"
             "\"Handed 7843\",\"held\":\"2014-05-03\",\"procurement\":"
             "\"{procurement}\",\"receiver\":\"{person}\"}");
    ward_put(w, "followup_visit",
             "{\"award\":\"{award}\",\"held\":\"2014-08-03\",\"months\":"
             "3,\"note\":\"Fares 7844\",\"result\":\"alive\"}");
    ward_put(w, "house",
             "{\"approved\":11000000,\"held\":\"2014-05-01\","
             "\"household\":\"{household}\",\"land\":\"deed\","
             "\"land_proof\":\"Plot 7845\",\"plan\":\"HOUSE-4\","
             "\"product\":\"{product}\",\"rsp\":\"{rsp}\",\"titled\":"
             "\"{person}\"}");
    ward_put(w, "house_stage",
             "{\"found\":\"Cracks 7846\",\"held\":\"2014-06-01\","
             "\"house\":\"{house}\",\"inspected\":\"2014-06-01\","
             "\"stage\":\"plinth\"}");
    ward_put(w, "policy",
             "{\"insurer\":\"An insurer\",\"member_limit\":2500000,"
             "\"nature\":\"health\",\"number\":\"POL-1\",\"premium\":"
             "100000,\"rsp\":\"{rsp}\",\"since\":\"2014-01-01\","
             "\"until\":\"2014-12-31\"}");
    ward_put(
        w, "insured",
        "{\"body\":\"{body}\",\"held\":\"2014-02-01\",\"household\":\"{household}\","
        "\"members\":[{\"person\":\"{person}\"}],\"number\":\"Card "
        "7847\",\"policy\":\"{policy}\",\"rsp\":\"{rsp}\","
        "\"subsidy\":100000}");
    ward_put(w, "claim",
             "{\"admitted\":\"2014-03-01\",\"billed\":500000,\"diagnosis\":"
             "\"Fever 7851\",\"hospital\":\"Ward 7848\",\"insured\":"
             "\"{insured}\",\"person\":\"{person}\",\"policy\":"
             "\"{policy}\"}");
    ward_put(w, "premium",
             "{\"amount\":100000,\"held\":\"2014-03-02\",\"households\":1,"
             "\"payer\":\"{body}\",\"policy\":\"{policy}\",\"reference\":"
             "\"Premium 7852\",\"rsp\":\"{rsp}\"}");
    ward_put(w, "trainee",
             "{\"days\":90,\"held\":\"2014-02-01\",\"household\":"
             "\"{household}\",\"institute\":\"An institute\",\"person\":"
             "\"{person}\",\"rsp\":\"{rsp}\",\"trade\":\"Trade 7849\"}");
    ward_put(w, "stipend",
             "{\"amount\":200000,\"goods\":\"Tools 7850\",\"held\":"
             "\"2014-03-01\",\"nature\":\"toolkit\",\"trainee\":"
             "\"{trainee}\"}");
}

/* A year's plan, a project's frame, a month in words. */
static inline void ward_target(struct ward *w)
{
    ward_put(w, "workplan",
             "{\"lines\":[{\"activity\":\"Wall 8601\",\"indicator\":\"co\","
             "\"m12\":3}],\"place\":\"{place}\",\"rsp\":\"{rsp}\","
             "\"title\":\"Wall 8602\",\"year\":2014}");
    ward_put(w, "logframe",
             "{\"place\":\"{place}\",\"project\":\"{project}\",\"rsp\":"
             "\"{rsp}\",\"since\":\"2014-07\",\"steps\":[{\"amount\":40,"
             "\"code\":\"1.1\",\"evidence\":\"Wall 8603\",\"indicator\":"
             "\"co\",\"level\":\"output\",\"statement\":\"Wall 8604\"}],"
             "\"title\":\"Wall 8605\",\"version\":1}");
    ward_put(w, "narrative",
             "{\"achieved\":\"Wall 8606\",\"hard\":\"Wall 8607\","
             "\"of_month\":\"2014-12\",\"place\":\"{place}\",\"rsp\":"
             "\"{rsp}\"}");
}

/* What was asked for, what it became part of, what was said to it, and the plan
 * that it stands in. */
static inline void ward_need(struct ward *w)
{
    ward_put(w, "need",
             "{\"body\":\"{body}\",\"cost\":4000000,\"mip\":\"{mip}\","
             "\"nature\":\"private\",\"number\":\"Nd-8001\",\"raised\":"
             "\"2014-02-10\",\"sector\":\"water\",\"title\":\"Pump 8002\","
             "\"who\":\"helped\"}");
    ward_put(w, "need_join",
             "{\"held\":\"2014-03-01\",\"need\":\"{need}\",\"why\":\"Alone "
             "8003\"}");
    ward_put(w, "need_change",
             "{\"cost\":4100000,\"held\":\"2014-04-01\",\"need\":\"{need}\","
             "\"version\":2,\"why\":\"Dearer 8004\"}");
    ward_put(w, "need_answer",
             "{\"body\":\"{body}\",\"held\":\"2014-05-01\",\"need\":"
             "\"{need}\",\"says\":\"deferred\",\"tier\":\"co\",\"why\":"
             "\"Later 8005\"}");
    ward_put(w, "plan",
             "{\"body\":\"{body}\",\"code\":\"Vp-8006\",\"since\":"
             "\"2014-07-01\",\"tier\":\"village\",\"title\":\"Plan 8007\","
             "\"until\":\"2019-06-30\",\"version\":1}");
    ward_put(w, "plan_item",
             "{\"held\":\"2014-08-01\",\"need\":\"{need}\",\"plan\":"
             "\"{plan}\",\"position\":1,\"who_does\":\"Chair 8008\"}");
    ward_put(w, "plan_step",
             "{\"before_whom\":\"Committee 8009\",\"held\":\"2014-09-01\","
             "\"plan\":\"{plan}\",\"stage\":\"ranked\"}");
}

/* What its body asked of a department, and what a flood did to her household.
 */
static inline void ward_linkage(struct ward *w)
{
    ward_put(w, "agency",
             "{\"code\":\"OFFICE\",\"name\":\"An office\",\"nature\":"
             "\"district\"}");
    ward_put(w, "linkage",
             "{\"agency\":\"{agency}\",\"body\":\"{body}\",\"due\":"
             "\"2014-06-30\",\"issue\":\"Asked 8501\",\"promised\":"
             "\"2014-03-01\",\"post\":\"Post 8502\",\"requested\":"
             "\"2014-02-01\",\"sector\":\"water\"}");
    ward_put(w, "linkage_step",
             "{\"answer\":\"Said 8503\",\"held\":\"2014-07-02\","
             "\"linkage\":\"{linkage}\",\"stage\":\"answered\"}");
    ward_put(w, "joint_committee",
             "{\"forum\":\"joint_development\",\"place\":\"{place}\","
             "\"rsp\":\"{rsp}\",\"seats\":[{\"agency\":\"{agency}\"},{"
             "\"body\":\"{body}\"}],\"since\":\"2013-01-01\",\"title\":"
             "\"Forum 8504\"}");
    ward_put(w, "joint_meeting",
             "{\"committee\":\"{joint_committee}\",\"decisions\":[{"
             "\"agency\":\"{agency}\",\"due\":\"2014-05-01\",\"what\":"
             "\"Decided 8505\"}],\"held\":\"2014-04-01\",\"venue\":"
             "\"Hall 8506\"}");
    ward_put(w, "joint_step",
             "{\"held\":\"2014-05-02\",\"joint_meeting\":"
             "\"{joint_meeting}\",\"note\":\"Waited 8507\",\"number\":1,"
             "\"state\":\"reminded\"}");
    ward_put(w, "disaster",
             "{\"code\":\"FLOOD\",\"nature\":\"flood\",\"place\":"
             "\"{place}\",\"since\":\"2014-08-10\",\"title\":\"A flood\"}");
    ward_put(w, "disaster_phase",
             "{\"disaster\":\"{disaster}\",\"held\":\"2014-08-10\","
             "\"phase\":\"relief\"}");
    ward_put(w, "frozen_roster",
             "{\"disaster\":\"{disaster}\",\"held\":\"2014-08-10\","
             "\"households\":[{\"household\":\"{household}\"}],\"part\":1,"
             "\"place\":\"{place}\"}");
    ward_put(w, "damage",
             "{\"disaster\":\"{disaster}\",\"held\":\"2014-08-15\","
             "\"house\":\"fully\",\"household\":\"{household}\",\"note\":"
             "\"Wall 8508\"}");
    ward_put(w, "relief_list",
             "{\"agency\":\"{agency}\",\"criteria\":\"Those 8509\","
             "\"disaster\":\"{disaster}\",\"held\":\"2014-08-16\","
             "\"households\":[{\"household\":\"{household}\"}],\"place\":"
             "\"{place}\",\"what\":\"tent\"}");
    ward_put(w, "relief_given",
             "{\"agency\":\"{agency}\",\"disaster\":\"{disaster}\","
             "\"held\":\"2014-08-17\",\"household\":\"{household}\","
             "\"goods\":\"Tent 8510\",\"on_list\":\"{relief_list}\","
             "\"quantity\":1,\"rsp\":\"{rsp}\",\"what\":\"tent\"}");
}

/* Plants, a group from order to payout, trading together, a school, readers and
 * a health worker. */
static inline void ward_live(struct ward *w)
{
    ward_put(w, "activity_kind",
             "{\"code\":\"ward_plants\",\"nature\":\"plants\",\"title\":"
             "\"Plants\",\"unit\":\"plants\"}");
    ward_put(w, "nrm",
             "{\"activity\":\"ward_plants\",\"body\":\"{body}\",\"held\":"
             "\"2014-02-10\",\"parts\":[{\"household\":\"{household}\","
             "\"quantity\":5}],\"quantity\":200,\"species\":\"Neem 8401\","
             "\"women\":9}");
    ward_put(w, "survival",
             "{\"alive\":150,\"held\":\"2014-05-10\",\"months\":3,\"note\":"
             "\"Alive 8402\",\"nrm\":\"{nrm}\"}");
    ward_put(w, "enterprise",
             "{\"artisans\":[{\"person\":\"{person}\"}],\"body\":"
             "\"{body}\",\"formed\":\"2014-01-10\",\"name\":\"Rilli 8403\","
             "\"trade\":\"Rilli\"}");
    ward_put(w, "sale_order",
             "{\"buyer\":\"Shop 8404\",\"due\":\"2014-05-01\","
             "\"enterprise\":\"{enterprise}\",\"held\":\"2014-03-01\","
             "\"item\":\"Rilli\",\"price\":100,\"quantity\":10}");
    ward_put(w, "production",
             "{\"held\":\"2014-04-01\",\"made\":[{\"person\":\"{person}\","
             "\"quantity\":10}],\"note\":\"Made 8405\",\"sale_order\":"
             "\"{sale_order}\"}");
    ward_put(w, "quality_check",
             "{\"held\":\"2014-04-02\",\"lines\":[{\"passed\":10,"
             "\"person\":\"{person}\"}],\"note\":\"Looked 8406\","
             "\"sale_order\":\"{sale_order}\"}");
    ward_put(w, "sale",
             "{\"amount\":1000,\"buyer\":\"Fair 8407\",\"enterprise\":"
             "\"{enterprise}\",\"held\":\"2014-05-01\",\"item\":\"Rilli\","
             "\"margin\":100,\"payouts\":[{\"amount\":900,\"person\":"
             "\"{person}\"}],\"quantity\":10,\"sale_order\":"
             "\"{sale_order}\"}");
    ward_put(w, "joint_trade",
             "{\"agreed_price\":100,\"body\":\"{body}\",\"held\":"
             "\"2014-06-01\",\"item\":\"Urea 8408\",\"market_price\":120,"
             "\"nature\":\"purchase\",\"parts\":[{\"amount\":100,"
             "\"person\":\"{person}\",\"quantity\":100}],\"quantity\":100,"
             "\"supplier\":\"Dealer 8409\",\"unit\":\"bag\"}");
    ward_put(w, "school",
             "{\"body\":\"{body}\",\"level\":\"primary\",\"name\":"
             "\"School 8411\",\"opened\":\"2014-04-01\",\"pupils\":"
             "\"girls\"}");
    ward_put(w, "enrolment",
             "{\"boys\":3,\"girls\":30,\"held\":\"2014-04-10\",\"note\":"
             "\"Enrolled 8412\",\"school\":\"{school}\"}");
    ward_put(w, "literacy",
             "{\"body\":\"{body}\",\"held\":\"2014-01-10\",\"learners\":[{"
             "\"person\":\"{person}\"}],\"name\":\"Centre 8413\",\"women\":"
             "9}");
    ward_put(w, "health_worker",
             "{\"body\":\"{body}\",\"cadre\":\"tba\",\"person\":"
             "\"{person}\",\"registered\":\"Card 8414\",\"since\":"
             "\"2014-01-10\"}");
    ward_put(w, "health_report",
             "{\"births\":4,\"health_worker\":\"{health_worker}\",\"month\":"
             "\"2014-05\",\"note\":\"Born 8415\"}");
}

/* Two needs in an order, that order beside another, a gate, a choice. */
static inline void ward_rank(struct ward *w)
{
    ward_add(w, "second_need",
             draft(&w->b.site, "need",
                   ward_said(w,
                             "{\"body\":\"{body}\",\"cost\":3000000,\"nature\":"
                             "\"public\",\"number\":\"Nd-8101\",\"raised\":"
                             "\"2014-02-11\",\"sector\":\"road\",\"title\":"
                             "\"Path 8102\",\"who\":\"helped\"}")));
    ward_put(w, "ranking",
             "{\"body\":\"{body}\",\"held\":\"2014-06-01\",\"men_present\":9,"
             "\"method\":\"meeting\",\"note\":\"Order 8103\",\"option\":[{"
             "\"need\":\"{need}\",\"place\":1},{\"need\":\"{second_need}\","
             "\"place\":2}],\"women_present\":9}");
    ward_add(w, "second_ranking",
             draft(&w->b.site, "ranking",
                   ward_said(w, "{\"body\":\"{body}\",\"held\":\"2014-06-02\","
                                "\"men_present\":9,\"method\":\"meeting\","
                                "\"note\":\"Order 8104\",\"option\":[{"
                                "\"need\":\"{need}\",\"place\":1},{\"need\":"
                                "\"{second_need}\",\"place\":2}],"
                                "\"women_present\":9}")));
    ward_put(w, "contrast",
             "{\"against\":\"{second_ranking}\",\"held\":\"2014-06-03\","
             "\"note\":\"The same 8105\",\"pairs\":1,\"ranking\":"
             "\"{ranking}\",\"row\":[{\"here\":1,\"need\":\"{need}\",\"there\":"
             "1,\"why\":\"unmoved\"},{\"here\":2,\"need\":\"{second_need}\","
             "\"there\":2,\"why\":\"unmoved\"}],\"swapped\":0}");
    ward_put(w, "feasibility",
             "{\"gate\":\"technical\",\"held\":\"2014-06-04\",\"need\":"
             "\"{need}\",\"note\":\"Salt water 8106\",\"result\":\"fail\","
             "\"would_change\":\"A second bore 8107\"}");
    ward_put(w, "portfolio",
             "{\"body\":\"{body}\",\"bound\":5,\"budget\":4000000,"
             "\"candidate\":[{\"cost\":4000000,\"need\":\"{need}\","
             "\"taken_up\":true,\"value\":5}],\"held\":\"2014-06-05\",\"note\":"
             "\"Chosen 8108\",\"title\":\"Year 8109\",\"value\":5,\"worth_by\":"
             "\"households\"}");
}

/* The code in a passbook: what is kept of it is a hash. */
static inline void ward_pivot(struct ward *w)
{
    ward_put(
        w, "passkey",
        "{\"body\":\"{body}\",\"does\":\"given\",\"mark\":"
        "\"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
        "\",\"member\":\"{member}\",\"on_day\":\"2014-12-01\",\"why\":"
        "\"Lost at 8190\"}");
}

static inline void ward_start(struct ward *w, struct db *db)
{
    struct site *s = &w->b.site;

    memset(w, 0, sizeof *w);
    browser_start(&w->b, db);
    ward_add(w, "place", id_named(S("place"), S("pk723")));
    ward_add(w, "rsp", id_named(S("rsp"), S("SRSO")));
    draft(s, "project",
          "{\"code\":\"P-ONE\",\"name\":\"One\",\"nature\":\"core\"}");
    draft(s, "project",
          "{\"code\":\"P-TWO\",\"name\":\"Two\",\"nature\":\"core\"}");
    ward_add(w, "project", id_named(S("project"), S("P-ONE")));
    ward_put(w, "alias", "{\"name\":\"Sakkhar\",\"place\":\"{place}\"}");
    ward_put(w, "filing",
             "{\"as_of\":\"2014-12\",\"place\":\"{place}\",\"rsp\":\"{rsp}\","
             "\"values\":[{\"amount\":9,\"indicator\":\"uc\"},{\"amount\":1200,"
             "\"indicator\":\"hh\"}]}");
    ward_people(w);
    ward_resolved(w);
    ward_papers(w);
    ward_office(w);
    ward_trust(w);
    ward_poverty(w);
    ward_life(w);
    ward_awards(w);
    ward_learn(w);
    ward_vote(w);
    ward_books(w);
    ward_receipts(w);
    ward_loans(w);
    ward_savings(w);
    ward_add(w, "donor_fund",
             draft(s, "fund",
                   with(s,
                        "{\"class\":\"donor\",\"code\":\"D\",\"donor\":\"x\","
                        "\"rsp\":\"%1\",\"since\":\"2013-01-01\",\"title\":"
                        "\"Fund 7860\"}",
                        id_named(S("rsp"), S("SRSO")), ID_NONE, ID_NONE)));
    ward_funds(w);
    ward_need(w);
    ward_works(w);
    ward_linkage(w);
    ward_live(w);
    ward_put(w, "access",
             "{\"login\":\"hers\",\"place\":\"{place}\",\"role\":\"organiser\","
             "\"since\":\"2014-01-01\"}");
    ward_target(w);
    ward_rank(w);
    ward_pivot(w);
}

/* Somebody of that role; `limit` is more of the body: ",\"place\":...". */
static inline void ward_grant(struct ward *w, const char *login,
                              const char *role, const char *limit)
{
    struct buf b = buf_start(&w->b.site.arena);

    buf_fmt(&b, "{\"login\":\"%s\"%s,\"role\":\"%s\",\"since\":\"2014-01-01\"}",
            login, limit, role);
    draft(&w->b.site, "access", arena_z(&w->b.site.arena, buf_str(&b)));
}

#endif
