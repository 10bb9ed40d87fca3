/* web_site - a site as a browser sees it, without a socket: requests are made
 * up, what pages ask of the keeper and of the login helper is answered here.
 *
 *     struct browser b;
 *     browser_start(&b, db);
 *     browser_login(&b, "clerk");
 *     CHECK_INT(get(&b, "/list/place?q=sukkur"), 200);
 *     CHECK(has(&b, "Sukkur"));
 */
#ifndef SAATH_WEB_SITE_H
#define SAATH_WEB_SITE_H

#include "../src/report/paper.h"
#include "../src/web/field/phones.h"
#include "../src/web/saving/said.h"
#include "../src/web/web.h"
#include "log_site.h"

struct browser {
    struct site site;
    struct web web;
    struct web_kept kept[6]; /* few, so that some are forgotten */
    struct web_again again;
    char given[100000]; /* little, so that some are laid over */
    struct arena arena; /* of the last request */
    struct http_answer answer;
    struct http_pair header[16];
    int headers;
    char cookie[200]; /* "saath=TOKEN; lang=ur" */
    char csrf[80];
    bool keeper_down;
    const struct str *paper_says; /* what the paper helper answers, or NULL */
    bool paper_dies;
    int asks;      /* of the last request */
    int64_t named; /* row of the queue last settled */
    /* The keeper's side of an upload; set by who tests it (sys_files). */
    struct str (*upload)(struct browser *b, struct str payload);
    struct exchange_site us; /* for phones */
    struct phones phones;
    int login_wait_s; /* > 0: too many attempts */
};

static inline int64_t browser_now(void *self)
{
    return ((struct browser *)self)->site.now;
}

/* user 0x01 password, as plain as a test may. */
static inline struct str browser_password_ask(struct arena *a, struct str user,
                                              struct str password,
                                              struct str remote)
{
    struct buf b = buf_start(a);

    buf_add(&b, user);
    buf_char(&b, 1);
    buf_add(&b, password);
    buf_char(&b, 1);
    buf_add(&b, remote);
    return buf_str(&b);
}

static inline enum web_login browser_password_told(struct str reply,
                                                   int *wait_s)
{
    *wait_s = str_starts(reply, S("later")) ? 130 : 0;
    return str_same(reply, S("good")) ? WEB_LOGIN_GOOD :
           str_same(reply, S("bad"))  ? WEB_LOGIN_BAD :
           *wait_s                    ? WEB_LOGIN_LATER :
                                        WEB_LOGIN_BROKEN;
}

static inline void browser_start(struct browser *b, struct db *db)
{
    memset(b, 0, sizeof *b);
    site_start(&b->site, db, 1);
    b->web = (struct web){ .db = db,
                           .self = b,
                           .now = browser_now,
                           .password_ask = browser_password_ask,
                           .password_told = browser_password_told,
                           .paper = true,
                           .kept = b->kept,
                           .kepts = LEN(b->kept),
                           .again = &b->again };
    b->again.bytes = b->given;
    b->again.room = sizeof b->given;
}

static inline void browser_end(struct browser *b)
{
    web_forget(&b->web);
    site_end(&b->site);
    arena_free(&b->arena);
}

static inline void session_put(struct browser *b, struct str login,
                               struct str token)
{
    struct hash name = sha_of(token);
    struct rows r = db_text_rows(
        b->site.db,
        S("INSERT INTO session (token, "
          "login, made, used, lang) VALUES ($1, $2, $3, $3, 'en')"));

    db_bind_blob(&r, 1, name.b, sizeof name.b);
    db_bind_text(&r, 2, login);
    db_bind_int(&r, 3, b->site.now);
    db_run(&r);
}

/* ---- the keeper and the login helper ------------------------------------*/

static inline struct str keeper_drafts(struct browser *b, struct str payload)
{
    struct writer w = keeper_writer(b->site.keeper);
    struct outcome out[ASK_DRAFTS_MOST];
    struct draft *d;
    struct str login;
    size_t n;

    if (!CHECK(ask_drafts_read(payload, &b->arena, &login, &d, &n)) ||
        !CHECK(w.keep(w.self, d, n, &b->arena, out)))
        return S("");
    return ask_outcomes(&b->arena, out, n);
}

static inline struct str keeper_session(struct browser *b, struct str payload)
{
    struct buf token = buf_start(&b->arena);
    uint8_t chance[32];
    struct str login;
    enum lang lang;

    if (!CHECK(ask_session_make_read(payload, &b->arena, &login, &lang)))
        return S("");
    site_random(&b->site, chance, sizeof chance);
    buf_hex(&token, chance, sizeof chance);
    session_put(b, login, buf_str(&token));
    return ask_session_made(&b->arena, buf_str(&token));
}

static inline struct str keeper_session_end(struct browser *b,
                                            struct str payload)
{
    struct rows r;
    struct hash name;

    if (!CHECK(ask_session_end_read(payload, &b->arena, &name)))
        return S("");
    r = db_text_rows(b->site.db, S("DELETE FROM session WHERE token = $1"));
    db_bind_blob(&r, 1, name.b, sizeof name.b);
    db_run(&r);
    return S("{}");
}

static inline struct str keeper_named(struct browser *b, struct str payload)
{
    struct ask_named named;

    if (CHECK(ask_named_read(payload, &b->arena, &named)))
        b->named = named.n;
    return S("{}");
}

/* The keeper's answer when somebody asks for CNIC and phone. */
static inline struct str keeper_revealed(struct browser *b, struct str payload)
{
    const struct kind *person = kind_find(S("person"));
    struct outcome out;
    struct draft *d;
    struct str login;
    void *record;
    size_t n;

    if (!CHECK(ask_drafts_read(payload, &b->arena, &login, &d, &n)) ||
        !CHECK_INT(n, 1))
        return S("");
    keeper_begin(b->site.keeper);
    record = keeper_reveal(b->site.keeper, d, person, &b->arena, &out);
    CHECK(keeper_commit(b->site.keeper));
    return ask_revealed(&b->arena, &out, person, record);
}

/* The same judgement; the password is always "tarobika". */
static inline struct str keeper_reset(struct browser *b, struct str payload)
{
    struct entry now = { .at = b->site.now };
    struct str by, login;

    if (!CHECK(ask_reset_read(payload, &b->arena, &by, &login)))
        return S("");
    return ask_reset_told(&b->arena, log_may_reset(b->site.db, by, login,
                                                   entry_day(&now)) ?
                                         S("tarobika") :
                                         S(""));
}

/* What a member said on her own page, kept by the site itself. */
static inline struct str keeper_said(struct browser *b, struct str payload)
{
    struct entry now = { .at = b->site.now };
    struct outcome out = { .kept = KEPT_REFUSED };
    struct draft draft;
    struct said said;

    if (!CHECK(said_read(payload, &b->arena, &said)))
        return S("");
    out.found = findings_start(&b->arena);
    keeper_begin(b->site.keeper);
    if (said_draft(b->site.db, &said, keeper_holder(b->site.keeper),
                   entry_day(&now), &b->arena, &draft))
        out.kept = keeper_draft(b->site.keeper, &draft, &out.found, &out.id);
    CHECK(keeper_commit(b->site.keeper));
    return ask_outcomes(&b->arena, &out, 1);
}

/* Whose number it is; a test has set the host's mark. */
static inline struct str keeper_marks(struct browser *b, struct str payload)
{
    struct id id[ASK_MARKED_MOST];
    struct str login, said;
    size_t n;

    if (!CHECK(ask_marked_read(payload, &b->arena, &login, &said)))
        return S("");
    n = keeper_marked(b->site.keeper, said, id, LEN(id));
    return ask_marked_told(&b->arena, id, n);
}

/* Only "clerk" and "admin" exist, and their password is "right". */
static inline struct str helper(struct browser *b, struct str payload)
{
    struct str rest = payload, user = str_cut(&rest, 1);
    struct str password = str_cut(&rest, 1);
    bool known = str_same(user, S("clerk")) || str_same(user, S("admin"));

    struct id member;

    if (b->login_wait_s)
        return S("later");
    if (login_is_member(user, &member)) /* the PIN that keeper_reset tells */
        return str_same(password, S("tarobika")) ? S("good") : S("bad");
    return known && str_same(password, S("right")) ? S("good") : S("bad");
}

static inline struct str keeper_phone(struct browser *b, struct str payload)
{
    struct str reply;

    b->us = (struct exchange_site){ .db = b->site.db, .host = &b->site.host };
    memcpy(b->us.key, b->site.public, sizeof b->us.key);
    b->phones.site = &b->us;
    b->phones.keeper = b->site.keeper;
    b->phones.name = S("Sukkur");
    keeper_begin(b->site.keeper);
    reply = phones_answer(&b->phones, payload, &b->arena);
    CHECK(keeper_commit(b->site.keeper));
    return reply;
}

static inline struct str keeper_chance(struct browser *b)
{
    struct buf out = buf_start(&b->arena);
    uint8_t chance[32];

    site_random(&b->site, chance, sizeof chance);
    buf_hex(&out, chance, sizeof chance);
    return buf_str(&out);
}

/* In place of a PDF or a picture the document itself: its texts can be looked
 * for. */
static inline struct str paper_drawn(struct browser *b, struct str document)
{
    struct buf file = buf_start(&b->arena);
    struct paper_told told = { .made = PAPER_MADE, .pages = 1 };
    struct paper_reader r;

    paper_open(&r, document, &b->arena);
    buf_z(&file, r.plan.form == PAPER_PNG ? "\211PNG\r\n\032\n" : "%PDF-");
    buf_add(&file, document);
    told.file = buf_str(&file);
    return paper_reply(&b->arena, &told);
}

static inline struct str replied(struct browser *b, const struct http_ask *ask)
{
    if (ask->whom == ASK_PAPER)
        return b->paper_says ? *b->paper_says : paper_drawn(b, ask->payload);
    if (ask->whom == ASK_LOGIN)
        return helper(b, ask->payload);
    switch (ask->type & ~ASK_BULK) {
    case ASK_DRAFTS: return keeper_drafts(b, ask->payload);
    case ASK_SESSION_MAKE: return keeper_session(b, ask->payload);
    case ASK_SESSION_END: return keeper_session_end(b, ask->payload);
    case ASK_FILE: return b->upload(b, ask->payload);
    case ASK_NAMED: return keeper_named(b, ask->payload);
    case ASK_REVEAL: return keeper_revealed(b, ask->payload);
    case ASK_RESET: return keeper_reset(b, ask->payload);
    case ASK_MARKED: return keeper_marks(b, ask->payload);
    case ASK_SAID: return keeper_said(b, ask->payload);
    case ASK_CHANCE: return keeper_chance(b);
    case ASK_PHONE: return keeper_phone(b, ask->payload);
    default: return S("{}");
    }
}

/* ---- requests -----------------------------------------------------------*/

static inline void browser_header(struct browser *b, const char *name,
                                  const char *value)
{
    MUST(b->headers < (int)LEN(b->header));
    b->header[b->headers++] = (struct http_pair){ str_of(name), str_of(value) };
}

/* The status; 400 when the host would not have let it in. */
static inline int request(struct browser *b, const char *method,
                          const char *target, struct str body, const char *type)
{
    struct http_request q = { .method = str_of(method),
                              .body = body,
                              .remote = S("127.0.0.1"),
                              .arena = &b->arena };

    arena_free(&b->arena);
    memset(&b->answer, 0, sizeof b->answer);
    browser_header(b, "Host", "saath.test");
    if (b->cookie[0])
        browser_header(b, "Cookie", b->cookie);
    if (type)
        browser_header(b, "Content-Type", type);
    q.header = b->header;
    q.headers = b->headers;
    b->headers = 0;
    b->asks = 0;
    if (!request_target(&q, str_of(target)) || (type && !request_form(&q)))
        return 400;
    web_answer(&b->web, &q, &b->answer);
    while (b->answer.ask.whom != ASK_NOBODY) {
        struct http_ask ask = b->answer.ask;
        bool told = !(b->keeper_down && ask.whom == ASK_KEEPER) &&
                    !(b->paper_dies && ask.whom == ASK_PAPER);
        struct str reply = told ? replied(b, &ask) : S("");

        b->asks++;
        memset(&b->answer, 0, sizeof b->answer);
        web_resume(&b->web, &q, ask.memo, told, 0, reply, &b->answer);
    }
    both_fine(b->site.db);
    return b->answer.status;
}

static inline int get(struct browser *b, const char *target)
{
    return request(b, "GET", target, S(""), NULL);
}

static inline int get_json(struct browser *b, const char *target)
{
    size_t at;
    int status;

    browser_header(b, "Accept", "application/json");
    status = get(b, target);
    if (!CHECK(json_read(str_trim(b->answer.body), &b->arena, &at)))
        tap_quote("json", b->answer.body);
    return status;
}

/* "a=b&c=d", encoded already; the csrf word is added. */
static inline int send_form(struct browser *b, const char *target,
                            const char *form)
{
    char body[16384];

    snprintf(body, sizeof body, "%s&_csrf=%s", form, b->csrf);
    return request(b, "POST", target, str_of(body),
                   "application/x-www-form-urlencoded");
}

static inline bool has(const struct browser *b, const char *what)
{
    return b->answer.body.n > 0 &&
           memmem(b->answer.body.p, b->answer.body.n, what, strlen(what));
}

static inline struct str answer_header(const struct browser *b,
                                       const char *name)
{
    for (int i = 0; i < b->answer.headers; i++)
        if (str_same(b->answer.header[i].name, str_of(name)))
            return b->answer.header[i].value;
    return S("");
}

/* Signs in without the form, and learns the csrf word as a page tells it. */
static inline void browser_login(struct browser *b, const char *login)
{
    uint8_t chance[32];
    struct buf token = buf_start(&b->site.arena);

    site_random(&b->site, chance, sizeof chance);
    buf_hex(&token, chance, sizeof chance);
    session_put(b, str_of(login), buf_str(&token));
    snprintf(b->cookie, sizeof b->cookie, "saath=%.64s", buf_str(&token).p);
    snprintf(b->csrf, sizeof b->csrf, "%s",
             session_csrf(&b->site.arena, buf_str(&token)));
}

#endif
