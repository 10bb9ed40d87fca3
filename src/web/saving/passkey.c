/* passkey - a member's PIN and the code in her passbook: given at a meeting by
 * who keeps the books, told once, and revoked when the passbook is lost. */
#include <string.h>

#include "passkey.sql.h"
#include "web/form.h"
#include "web/paper.h"
#include "web/saving/mine.h"
#include "web/saving/saving.h"

enum { CODES_MOST = 20 };

struct passkey_page {
    struct passbook book;
    struct hash good[CODES_MOST]; /* codes of hers that open her page */
    day since[CODES_MOST];
    size_t codes;
    bool gives;
    struct str token;
};

static struct passkey_page *page_open(struct rq *rq)
{
    struct passkey_page *p = arena_new(rq->arena, struct passkey_page);
    struct rows r;

    *p = (struct passkey_page){ 0 };
    if (!passbook_open(rq, &p->book))
        return NULL;
    if (!register_may(rq, RIGHT_KEEP, kind_find(S("member")), p->book.member)) {
        refuse(rq, 403, "refuse.right");
        return NULL;
    }
    r = db_rows(rq->db, SQL_PASSKEYS_STANDING);
    db_bind_id(&r, 1, p->book.member);
    while (p->codes < CODES_MOST && db_next(&r)) {
        p->good[p->codes] = db_hash(&r, 0);
        p->since[p->codes++] = (day)db_int(&r, 2);
    }
    db_done(&r);
    return p;
}

static void act(struct rq *rq, const char *does, const char *key, bool main)
{
    html(rq,
         "<form method=\"post\"><input type=\"hidden\" name=\"_csrf\" "
         "value=\"%s\"><input type=\"hidden\" name=\"does\" value=\"%s\">",
         rq->csrf, does);
    html(rq,
         main ? "<button class=\"main\">%s</button></form>" :
                "<button>%s</button></form>",
         word(rq, key));
}

/* A member's PIN and the code in her passbook: whether she has one, a new one,
 * and taking back what was lost. For who keeps her organisation's books. */
PAGE(passkey, GET, "/passkey/*", RIGHT_KEEP)
{
    struct passkey_page *p = page_open(rq);

    if (!p)
        return;
    if (rq->json) {
        struct keys k = keys_open(rq);

        key_int(&k, "codes", (int64_t)p->codes);
        key_id(&k, "member", p->book.member);
        keys_close(&k);
        return;
    }
    frame_open(rq, word(rq, "passkey.title"));
    html(rq, "<p class=\"lead\"><bdi>%s</bdi></p><div class=\"card narrow\">",
         p->book.name);
    if (p->codes)
        html(rq, "<p>%s %s</p>", word(rq, "passkey.has"),
             day_text(rq, p->since[0]));
    else
        html(rq, "<p>%s</p>", word(rq, "passkey.none"));
    html(rq, "<p>%s</p>", word(rq, "passkey.how"));
    act(rq, "given", p->codes ? "passkey.again" : "passkey.give", true);
    if (p->codes)
        act(rq, "revoked", "passkey.lost", false);
    html(rq, "</div>");
    frame_close(rq);
}

/* ---- giving --------------------------------------------------------------*/

static void pin_told(struct rq *rq, void *memo, bool told, struct str reply)
{
    struct passkey_page *p = memo;
    struct str pin;

    if (!told || !ask_reset_told_read(reply, rq->arena, &pin)) {
        refuse(rq, 503, "refuse.again");
        return;
    }
    if (!pin.n) {
        refuse(rq, 403, "refuse.right");
        return;
    }
    frame_open(rq, word(rq, "passkey.title"));
    html(rq,
         "<p class=\"note good\" role=\"status\">%s</p><div class=\"card "
         "narrow\"><p class=\"lead\"><bdi>%s</bdi></p><p class=\"pin\"><bdi "
         "dir=\"ltr\">%s</bdi></p><p>%s</p>",
         word(rq, "passkey.made"), p->book.name, zstr(rq, pin),
         word(rq, "passkey.once"));
    if (rq_prints(rq))
        html(rq,
             "<form method=\"post\" action=\"/passkey/%s/code\"><input "
             "type=\"hidden\" name=\"_csrf\" value=\"%s\"><input "
             "type=\"hidden\" name=\"token\" value=\"%s\"><button "
             "class=\"main\">%s</button></form>",
             id_text(rq, p->book.member), rq->csrf, zstr(rq, p->token),
             word(rq, "passkey.print"));
    html(rq, "</div>");
    frame_close(rq);
}

static void kept_told(struct rq *rq, void *memo, bool told, struct str reply)
{
    struct passkey_page *p = memo;
    struct outcome o[CODES_MOST + 1];
    size_t n = p->codes + p->gives;
    struct buf to = buf_start(rq->arena);

    if (!told || !ask_outcomes_read(reply, rq->arena, o, n)) {
        refuse(rq, 503, "refuse.again");
        return;
    }
    for (size_t i = 0; i < n; i++)
        if (o[i].kept == KEPT_REFUSED) {
            refuse(rq, 422, "passkey.refused");
            return;
        }
    if (p->gives) {
        rq_ask(rq, ASK_KEEPER, ASK_RESET,
               ask_reset(rq->arena, rq->who.login,
                         member_login(rq->arena, p->book.member)),
               pin_told, p);
        return;
    }
    buf_fmt(&to, "/passkey/%s", id_text(rq, p->book.member));
    rq_goto(rq, zstr(rq, buf_str(&to)));
}

static struct draft passkey_draft(struct rq *rq, const struct passkey_page *p,
                                  const char *does, struct hash mark)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "{\"body\":\"%s\",\"does\":\"%s\",\"mark\":\"",
            id_text(rq, p->book.body), does);
    hash_put(&b, mark);
    buf_fmt(&b, "\",\"member\":\"%s\",\"on_day\":\"",
            id_text(rq, p->book.member));
    day_put(&b, rq->today);
    buf_z(&b, "\"}");
    return (struct draft){ .kind = S("passkey"),
                           .id = form_id(rq),
                           .author = rq->who.login,
                           .body = buf_str(&b),
                           .strict = true };
}

/* All that were good are so no more; then the new one, if there is one. */
static void drafts_send(struct rq *rq, struct passkey_page *p)
{
    struct draft d[CODES_MOST + 1];
    size_t n = 0;

    for (size_t i = 0; i < p->codes; i++)
        d[n++] = passkey_draft(rq, p, "revoked", p->good[i]);
    if (p->gives)
        d[n++] = passkey_draft(rq, p, "given", sha_of(p->token));
    if (!n) {
        refuse(rq, 422, "passkey.refused");
        return;
    }
    rq_ask(rq, ASK_KEEPER, ASK_DRAFTS,
           ask_drafts(rq->arena, rq->who.login, d, n), kept_told, p);
}

static void chance_told(struct rq *rq, void *memo, bool told, struct str reply)
{
    struct passkey_page *p = memo;
    struct hash chance;

    if (!told || !hash_read(reply, &chance)) {
        refuse(rq, 503, "refuse.again");
        return;
    }
    p->token = arena_str(rq->arena, (struct str){ reply.p, MINE_TOKEN });
    drafts_send(rq, p);
}

/* Gives a new PIN and a new code, and ends the old ones; or only ends them:
 * does=given or does=revoked. The PIN is shown once. */
PAGE(passkey_go, POST, "/passkey/*", RIGHT_KEEP)
{
    struct passkey_page *p = page_open(rq);

    if (!p)
        return;
    p->gives = str_same(rq_part(rq, "does"), S("given"));
    if (p->gives)
        rq_ask(rq, ASK_KEEPER, ASK_CHANCE, S("{}"), chance_told, p);
    else if (str_same(rq_part(rq, "does"), S("revoked")))
        drafts_send(rq, p);
    else
        refuse(rq, 422, "passkey.refused");
}

/* The code to glue into the passbook. Only who was just told it can print it:
 * it is kept nowhere. */
PAGE(passkey_code, POST, "/passkey/*/code", RIGHT_KEEP)
{
    struct passkey_page *p = page_open(rq);
    struct str token = rq_part(rq, "token"), address;
    struct paper_plan plan = { .size = rq_paper_size(rq, PAPER_CARD),
                               .on = rq->today };
    struct paper out;

    if (!p)
        return;
    address = paper_address(rq, "/mine/", token);
    if (!mine_token_good(token) || !address.n) {
        refuse(rq, 422, "passkey.refused");
        return;
    }
    plan.title = say(rq->lang, "passkey.title");
    out = paper_start(rq->arena, rq->lang, &plan);
    paper_title(&out, say(rq->lang, "passkey.title"));
    paper_pair_word(&out, "kind.body", str_of(p->book.body_name));
    if (p->book.number != INT_NONE)
        paper_pair_word(&out, "field.number",
                        str_of(number_all(rq, p->book.number, 0)));
    paper_qr(&out, address, S(""));
    paper_text(&out, say(rq->lang, "passkey.paper"));
    rq_paper(rq, "code.pdf", &out);
}
