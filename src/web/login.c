/* login - in and out. The password goes to the login helper alone; the keeper
 * makes the session. */
#include "web/web.h"

#define NAME_BYTES 40
#define PASSWORD_BYTES 1024

static void login_form(struct rq *rq, struct str then, struct str name,
                       const char *trouble)
{
    frame_open(rq, word(rq, "login.title"));
    html(rq, "<div class=\"card narrow\"><p class=\"lead\">%s</p>",
         word(rq, "login.lead"));
    if (trouble)
        html(rq, "<p class=\"note stop\" role=\"alert\">%s</p>", trouble);
    html(rq,
         "<form method=\"post\" action=\"/login\" class=\"stack\">"
         "<input type=\"hidden\" name=\"then\" value=\"%s\"><input "
         "type=\"hidden\" name=\"_csrf\" value=\"%s\">",
         zstr(rq, then), rq->csrf);
    html(rq,
         "<label>%s<input name=\"user\" value=\"%s\" required "
         "autocomplete=\"username\" autocapitalize=\"none\" "
         "spellcheck=\"false\" maxlength=\"%d\" dir=\"ltr\"></label>",
         word(rq, "login.user"), zstr(rq, name), NAME_BYTES);
    html(rq,
         "<label>%s<input name=\"password\" type=\"password\" required "
         "autocomplete=\"current-password\" dir=\"ltr\"></label>",
         word(rq, "login.password"));
    html(rq, "<button class=\"main\">%s</button></form></div>",
         word(rq, "login.go"));
    frame_close(rq);
}

static void login_json(struct rq *rq)
{
    static const struct {
        const char *name, *type, *key;
    } field[] = {
        { "user", "text", "login.user" },
        { "password", "password", "login.password" },
    };
    struct buf *b = &rq->body;

    rq->type = "application/json";
    buf_z(b, "{\"csrf\":false,\"fields\":[");
    for (size_t i = 0; i < LEN(field); i++) {
        buf_fmt(b,
                "%s{\"name\":\"%s\",\"needed\":true,\"type\":\"%s\","
                "\"word\":",
                i ? "," : "", field[i].name, field[i].type);
        buf_json(b, say(rq->lang, field[i].key));
        buf_char(b, '}');
    }
    buf_z(b, "],\"login\":");
    buf_json(b, rq->who.login);
    buf_z(b, ",\"title\":");
    buf_json(b, say(rq->lang, "login.title"));
    buf_z(b, "}\n");
}

/* Signing in: the name and password of a person of this programme. Programs
 * send them as a form, without a csrf word, and keep the cookie. Who is in
 * already goes on, or signs in anew with ?again=1 before the day is over. */
PAGE(login, GET, "/login", RIGHT_NONE)
{
    if (rq->json)
        login_json(rq);
    else if (rq->who.login.n && !rq_arg(rq, "again").n)
        rq_goto(rq, zstr(rq, rq_arg(rq, "then")));
    else
        login_form(rq, rq_arg(rq, "then"), S(""), NULL);
}

static void trouble(struct rq *rq, int status, const char *text)
{
    rq->status = status;
    if (rq->json) {
        rq->type = "application/json";
        buf_z(&rq->body, "{\"error\":");
        buf_json(&rq->body, str_of(text));
        buf_z(&rq->body, "}\n");
        return;
    }
    login_form(rq, rq_part(rq, "then"), rq_part(rq, "user"), text);
}

/* Whoever keeps the register begins with her own work, others with the
 * figures; who was on the way somewhere goes there. */
static struct str first_page(struct rq *rq)
{
    struct str then = rq_part(rq, "then"), user = rq_part(rq, "user");

    if (then.n > 1 || !log_may(rq->db, user, RIGHT_KEEP, rq->today, NULL) ||
        log_may(rq->db, user, RIGHT_MANAGE, rq->today, NULL))
        return then;
    return S("/work");
}

static void login_made(struct rq *rq, void *memo, bool told, struct str reply)
{
    struct str token;

    (void)memo;
    if (!told || !ask_session_made_read(reply, rq->arena, &token)) {
        trouble(rq, 503, word(rq, "login.broken"));
        return;
    }
    rq_cookie(rq, "saath", zstr(rq, token), SESSION_SECONDS, true);
    rq_goto(rq, zstr(rq, first_page(rq)));
}

static const char *later_text(struct rq *rq, int wait_s)
{
    struct buf b = buf_start(rq->arena);
    struct str words = say(rq->lang, "login.later");

    for (size_t i = 0; i < words.n; i++)
        if (str_starts(str_from(words, i), S("{a}"))) {
            buf_int(&b, (wait_s + 59) / 60);
            i += 2;
        } else {
            buf_char(&b, words.p[i]);
        }
    return zstr(rq, buf_str(&b));
}

static void login_judged(struct rq *rq, void *memo, bool told, struct str reply)
{
    int wait_s = 0;
    enum web_login v = told ? rq->web->password_told(reply, &wait_s) :
                              WEB_LOGIN_BROKEN;
    struct buf wait = buf_start(rq->arena);

    (void)memo;
    switch (v) {
    case WEB_LOGIN_GOOD:
        rq_ask(rq, ASK_KEEPER, ASK_SESSION_MAKE,
               ask_session_make(rq->arena, rq_part(rq, "user"), rq->lang),
               login_made, NULL);
        return;
    case WEB_LOGIN_BAD: trouble(rq, 401, word(rq, "login.bad")); return;
    case WEB_LOGIN_LATER:
        buf_int(&wait, wait_s);
        rq_header(rq, "Retry-After", buf_str(&wait));
        trouble(rq, 429, later_text(rq, wait_s));
        return;
    case WEB_LOGIN_BROKEN: trouble(rq, 503, word(rq, "login.broken")); return;
    }
}

/* Takes the name and password of the sign-in form. */
PAGE(login_go, POST, "/login", RIGHT_NONE)
{
    struct str user = rq_part(rq, "user"), password = rq_part(rq, "password");
    struct id member;

    if (!rq->web->password_ask) {
        trouble(rq, 503, word(rq, "login.broken"));
        return;
    }
    if (!user.n || user.n > NAME_BYTES || !password.n ||
        password.n > PASSWORD_BYTES || login_is_member(user, &member)) {
        trouble(rq, 401, word(rq, "login.bad"));
        return;
    }
    rq_ask(rq, ASK_LOGIN, ASK_PASSWORD,
           rq->web->password_ask(rq->arena, user, password, rq->q->remote),
           login_judged, NULL);
}

static void logged_out(struct rq *rq, void *memo, bool told, struct str reply)
{
    (void)memo;
    (void)reply;
    if (!told) {
        refuse(rq, 503, "refuse.again");
        return;
    }
    rq_cookie(rq, "saath", "", 0, true);
    rq_header(rq, "Clear-Site-Data", S("\"cache\"")); /* pages with a tag */
    rq_goto(rq, "/login");
}

/* Ends the session on this browser. */
PAGE(logout, POST, "/logout", RIGHT_NONE)
{
    if (!rq->who.login.n) {
        rq_goto(rq, "/login");
        return;
    }
    rq_ask(rq, ASK_KEEPER, ASK_SESSION_END,
           ask_session_end(rq->arena, rq->who.name), logged_out, NULL);
}
