/* phone - the field app's own page, and the line that it has on all others.
 *
 * What it says in each case stands here in the reader's language, hidden; the
 * script (app/field/start.ts) shows what is meant and knows no words. */
#include "web/web.h"

/* ---- the line -------------------------------------------------------------*/

void phone_line(struct rq *rq)
{
    const struct web_unsent *u = rq->web->unsent;

    if (!u || !rq->who.login.n)
        return;
    html(rq,
         "<div class=\"unsent%s\" id=\"unsent\" role=\"status\" "
         "data-n=\"%lld\" data-some=\"%s\" data-none=\"%s\" data-busy=\"%s\" "
         "data-away=\"%s\" data-refused=\"%s\" data-full=\"%s\" "
         "data-broken=\"%s\"><span>",
         u->n ? " waits" : "", (long long)u->n, word(rq, "phone.unsent"),
         word(rq, "phone.sent"), word(rq, "phone.sending"),
         word(rq, "phone.away"), word(rq, "phone.refused_now"),
         word(rq, "phone.full_now"), word(rq, "phone.broken_now"));
    html(rq, "%s",
         u->n ?
             word_with(rq, "phone.unsent", number_text(rq, u->n, 0),
                       u->oldest == DAY_NONE ? "" : day_text(rq, u->oldest)) :
             word(rq, "phone.sent"));
    html(rq,
         "</span> <button type=\"button\" class=\"plain\">%s</button></div>",
         word(rq, "phone.send"));
}

/* ---- the page ---------------------------------------------------------------*/

static const struct {
    const char *name, *key, *mark;
} told[] = {
    { "away", "phone.say_away", "warn" },
    { "broken", "phone.say_broken", "stop" },
    { "cleared", "phone.say_cleared", "warn" },
    { "cleared_unsent", "phone.say_cleared_unsent", "stop" },
    { "code", "phone.say_code", "stop" },
    { "full", "phone.say_full", "stop" },
    { "getting", "phone.say_getting", "good" },
    { "gone", "phone.say_gone", "stop" },
    { "later", "phone.say_later", "stop" },
    { "link", "phone.say_link", "stop" },
    { "lost", "phone.say_lost", "stop" },
    { "other_person", "phone.say_other_person", "stop" },
    { "other_site", "phone.say_other_site", "stop" },
    { "password", "phone.say_password", "stop" },
    { "pin_differs", "phone.say_pin_differs", "stop" },
    { "pin_easy", "phone.say_pin_easy", "stop" },
    { "pin_form", "phone.say_pin_form", "stop" },
    { "pin_gone", "phone.say_pin_gone", "warn" },
    { "pin_wait", "phone.say_pin_wait", "stop" },
    { "pin_wait_s", "phone.say_pin_wait_s", "stop" },
    { "pin_wrong", "phone.say_pin_wrong", "stop" },
};

static void step_open(struct rq *rq, const char *name, const char *lead)
{
    html(rq,
         "<section class=\"card narrow\" data-step=\"%s\" hidden><p "
         "class=\"lead\">%s</p>",
         name, lead);
}

static void form_open(struct rq *rq, const char *act)
{
    html(rq, "<form class=\"stack\" data-do=\"%s\" autocomplete=\"off\">", act);
}

static void form_close(struct rq *rq, const char *button)
{
    html(rq, "<button class=\"main\">%s</button></form>", button);
}

static void pin_input(struct rq *rq, const char *name, const char *label)
{
    html(rq,
         "<label>%s<input class=\"pin\" name=\"%s\" type=\"password\" "
         "inputmode=\"numeric\" minlength=\"4\" maxlength=\"6\" required "
         "autocomplete=\"off\" dir=\"ltr\"></label>",
         label, name);
}

static void go_button(struct rq *rq, const char *act, const char *label)
{
    html(rq,
         "<p><button type=\"button\" class=\"plain\" data-go=\"%s\">%s</button>"
         "</p>",
         act, label);
}

/* From the code that the office shows to the number that both sides show. */
static void enrolling(struct rq *rq)
{
    step_open(rq, "none", word(rq, "phone.none"));
    html(rq, "<ol><li>%s</li><li>%s</li><li>%s</li></ol>",
         word(rq, "phone.none_1"), word(rq, "phone.none_2"),
         word(rq, "phone.none_3"));
    form_open(rq, "link");
    html(rq,
         "<label>%s<input name=\"link\" dir=\"ltr\" inputmode=\"url\" "
         "autocapitalize=\"none\" spellcheck=\"false\" required></label>",
         word(rq, "phone.link"));
    form_close(rq, word(rq, "phone.go_on"));
    go_button(rq, "back", word(rq, "phone.back"));
    html(rq, "</section>");

    step_open(rq, "enrol", word(rq, "phone.enrol"));
    html(rq,
         "<div data-print hidden><p>%s</p><p dir=\"ltr\"><code "
         "data-fill=\"print\"></code></p></div>",
         word(rq, "phone.print"));
    form_open(rq, "enrol");
    html(rq,
         "<label>%s<input name=\"name\" maxlength=\"60\" required "
         "dir=\"auto\"></label><p>%s</p>",
         word(rq, "phone.name"), word(rq, "phone.name_hint"));
    form_close(rq, word(rq, "phone.go_on"));
    html(rq, "</section>");

    step_open(rq, "wait", word(rq, "phone.wait"));
    html(rq,
         "<p class=\"shown\" dir=\"ltr\" data-fill=\"number\"></p><p>%s</p>",
         word(rq, "phone.wait_same"));
    form_open(rq, "again");
    form_close(rq, word(rq, "phone.again"));
    html(rq, "</section>");

    step_open(rq, "refused", word(rq, "phone.refused"));
    go_button(rq, "other", word(rq, "phone.back"));
    html(rq, "</section>");
}

static void entering(struct rq *rq)
{
    step_open(rq, "first", word(rq, "phone.first"));
    html(rq, "<p><b><bdi data-fill=\"site\"></bdi></b></p>");
    form_open(rq, "first");
    html(rq,
         "<label>%s<input name=\"user\" required autocapitalize=\"none\" "
         "spellcheck=\"false\" maxlength=\"40\" autocomplete=\"off\" "
         "dir=\"ltr\"></label>",
         word(rq, "login.user"));
    html(rq,
         "<label>%s<input name=\"password\" type=\"password\" required "
         "autocomplete=\"off\" dir=\"ltr\"></label>",
         word(rq, "login.password"));
    form_close(rq, word(rq, "login.go"));
    html(rq, "</section>");

    step_open(rq, "pin", word(rq, "phone.pin"));
    form_open(rq, "pin");
    pin_input(rq, "pin", word(rq, "phone.pin_new"));
    pin_input(rq, "again", word(rq, "phone.pin_again"));
    form_close(rq, word(rq, "phone.go_on"));
    html(rq, "</section>");

    step_open(rq, "who", word(rq, "phone.who"));
    html(rq,
         "<ul class=\"people\" data-fill=\"people\" data-some=\"%s\" "
         "data-none=\"%s\"></ul>",
         word(rq, "phone.unsent"), word(rq, "phone.sent"));
    go_button(rq, "other", word(rq, "phone.other"));
    html(rq, "</section>");

    step_open(rq, "open", word(rq, "phone.open"));
    html(rq, "<p><b><bdi data-fill=\"person\"></bdi></b></p>");
    form_open(rq, "open");
    pin_input(rq, "pin", word(rq, "phone.pin_word"));
    form_close(rq, word(rq, "phone.open_go"));
    go_button(rq, "forgot", word(rq, "phone.forgot"));
    go_button(rq, "other", word(rq, "phone.other"));
    html(rq, "</section>");
}

/* Whether this program carries the app, and its languages. */
static void phone_json(struct rq *rq)
{
    rq->type = "application/json";
    buf_fmt(&rq->body, "{\"kernel\":%s,\"title\":",
            asset_here(rq, "saath.wasm") ? "true" : "false");
    buf_json(&rq->body, say(rq->lang, "phone.title"));
    buf_z(&rq->body, "}\n");
}

/* The field app: enrol this phone, sign in with a PIN, work without signal. It
 * is put on the start screen from here. */
PAGE(phone, GET, "/app/", RIGHT_NONE)
{
    if (rq->json) {
        phone_json(rq);
        return;
    }
    rq->phone = true;
    frame_open(rq, word(rq, "phone.title"));
    html(rq, "<div id=\"phone\">");
    for (size_t i = 0; i < LEN(told); i++)
        html(
            rq,
            "<p class=\"note %s\" role=\"alert\" data-say=\"%s\" hidden>%s</p>",
            told[i].mark, told[i].name, word(rq, told[i].key));
    step_open(rq, "old", word(rq, "phone.old"));
    html(rq, "</section>");
    enrolling(rq);
    entering(rq);
    step_open(rq, "busy", word(rq, "phone.busy"));
    html(rq,
         "<progress></progress></section></div><noscript><p "
         "class=\"note stop\">%s</p></noscript>",
         word(rq, "phone.old"));
    frame_close(rq);
}
