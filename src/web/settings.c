/* settings - how a browser wants its pages: digits, grouping, colours, keys.
 *
 * Kept in the cookie "look", four words parted by dots, so that the page for
 * signing in has them too and nothing of it is anybody's business:
 * latin|own . thousand|lakh . system|light|dark . keys|silent */
#include "web/register.h"

enum { LOOK_SECONDS = 365 * 86400 };

/* Each setting, its choices, and the words of both. */
static const struct setting {
    const char *name, *choices;
} setting[] = {
    { "digits", "latin|own" },
    { "group", "thousand|lakh" },
    { "theme", "system|light|dark" },
    { "keys", "keys|silent" },
};

struct look look_read(struct str said)
{
    struct look l = { .own = str_same(str_cut(&said, '.'), S("own")) };
    struct str theme;

    l.lakh = str_same(str_cut(&said, '.'), S("lakh"));
    theme = str_cut(&said, '.');
    l.theme = str_same(theme, S("light")) ? THEME_LIGHT :
              str_same(theme, S("dark"))  ? THEME_DARK :
                                            THEME_SYSTEM;
    l.silent = str_same(str_cut(&said, '.'), S("silent"));
    return l;
}

static int chosen(const struct rq *rq, size_t which)
{
    switch (which) {
    case 0: return rq->look.own;
    case 1: return rq->look.lakh;
    case 2: return (int)rq->look.theme;
    default: return rq->look.silent;
    }
}

static void choices_draw(struct rq *rq, const struct setting *s, int now)
{
    struct str rest = str_of(s->choices);
    struct buf key = buf_start(rq->arena);

    buf_fmt(&key, "settings.%s", s->name);
    html(rq, "<fieldset><legend>%s</legend><div class=\"choices\">",
         word_of(rq, "settings", str_of(s->name)));
    for (int i = 0; rest.n; i++) {
        struct str one = str_cut(&rest, '|');

        html(rq, "<label><input type=\"radio\" name=\"%s\" value=\"%s\"",
             s->name, zstr(rq, one));
        html(rq,
             i == now ? " checked><span>%s</span></label>" :
                        "><span>%s</span></label>",
             word_of(rq, zstr(rq, buf_str(&key)), one));
    }
    html(rq, "</div></fieldset>");
}

static void settings_json(struct rq *rq)
{
    struct keys k = keys_open(rq);

    rq->type = "application/json";
    for (size_t i = 0; i < LEN(setting); i++) {
        struct str rest = str_of(setting[i].choices), one = { 0 };

        for (int n = chosen(rq, i); n >= 0; n--)
            one = str_cut(&rest, '|');
        key_text(&k, setting[i].name, one);
    }
    keys_close(&k);
}

/* How this browser shows numbers and colours, and whether keys of one letter
 * do something. What is chosen is seen below at once. */
PAGE(settings, GET, "/settings", RIGHT_NONE)
{
    if (rq->json) {
        settings_json(rq);
        return;
    }
    frame_open(rq, word(rq, "settings.title"));
    html(rq, "<p class=\"lead\">%s</p>", word(rq, "settings.lead"));
    if (rq_arg(rq, "kept").n)
        html(rq, "<p class=\"note good\" role=\"status\">%s</p>",
             word(rq, "settings.kept"));
    html(rq,
         "<form method=\"post\" action=\"/settings\" class=\"stack\"><input "
         "type=\"hidden\" name=\"_csrf\" value=\"%s\">",
         rq->csrf);
    for (size_t i = 0; i < LEN(setting); i++)
        choices_draw(rq, &setting[i], chosen(rq, i));
    html(rq, "<div><button class=\"main\">%s</button></div></form>",
         word(rq, "settings.keep"));
    html(rq,
         "<h2>%s</h2><dl class=\"fields\"><dt>%s</dt><dd>%s</dd>"
         "<dt>%s</dt><dd><span class=\"n\">%s</span></dd>"
         "<dt>%s</dt><dd>%s</dd></dl>",
         word(rq, "settings.sample"), word(rq, "settings.sample.number"),
         number_text(rq, 1234567, 0), word(rq, "settings.sample.amount"),
         number_all(rq, 1234567825, 2), word(rq, "settings.sample.day"),
         day_text(rq, rq->today));
    html(rq, "<p><a href=\"/keys\">%s</a></p>", word(rq, "keys.title"));
    frame_close(rq);
}

/* Keeps what was chosen in this browser. What is no choice of ours is the
 * first of them. */
PAGE(settings_keep, POST, "/settings", RIGHT_NONE)
{
    struct buf b = buf_start(rq->arena);

    for (size_t i = 0; i < LEN(setting); i++) {
        struct str said = rq_part(rq, setting[i].name);
        struct str rest = str_of(setting[i].choices), first = { 0 }, one;

        for (one = str_cut(&rest, '|'), first = one;
             rest.n && !str_same(one, said);)
            one = str_cut(&rest, '|');
        if (i)
            buf_char(&b, '.');
        buf_add(&b, str_same(one, said) ? one : first);
    }
    rq_cookie(rq, "look", zstr(rq, buf_str(&b)), LOOK_SECONDS, true);
    rq_goto(rq, "/settings?kept=1");
}

/* Of the keyboard, and its word. */
static const struct stroke {
    const char *keys, *key;
} everywhere[] = {
    { "?", "keys.help" },          { "/", "keys.seek" },
    { "Ctrl K", "keys.seek" },     { "g 1 … g 9", "keys.room" },
    { "g 0", "keys.room_last" },   { "n", "keys.new" },
    { "Ctrl Enter", "keys.keep" }, { "F1", "keys.field" },
    { "Tab", "keys.tab" },         { "Esc", "keys.escape" },
};
static const struct stroke on_sheets[] = {
    { "↑ ↓ ← →", "keys.move" },
    { "Enter", "keys.down" },
    { "Ctrl Z", "keys.undo" },
};

static void strokes_draw(struct rq *rq, const struct stroke *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        html(rq,
             "<tr><th scope=\"row\"><kbd dir=\"ltr\">%s</kbd></th><td>%s</td>"
             "</tr>",
             s[i].keys, word(rq, s[i].key));
}

static void strokes_json(struct rq *rq, struct keys *k, const char *name,
                         const struct stroke *s, size_t n)
{
    key_list(k, name);
    for (size_t i = 0; i < n; i++) {
        struct keys one = key_item(rq, i);

        key_text(&one, "does", str_of(word(rq, s[i].key)));
        key_text(&one, "keys", str_of(s[i].keys));
        keys_close(&one);
    }
    key_list_end(k);
}

static void keys_json(struct rq *rq)
{
    struct keys k = keys_open(rq);

    rq->type = "application/json";
    strokes_json(rq, &k, "everywhere", everywhere, LEN(everywhere));
    strokes_json(rq, &k, "sheet", on_sheets, LEN(on_sheets));
    keys_close(&k);
}

/* The keys that do something, on every page and on sheets; also shown over a
 * page by "?". */
PAGE(keys, GET, "/keys", RIGHT_NONE)
{
    if (rq->json) {
        keys_json(rq);
        return;
    }
    frame_open(rq, word(rq, "keys.title"));
    html(rq,
         "<div class=\"box\" tabindex=\"0\"><table class=\"keyed\"><tbody>");
    strokes_draw(rq, everywhere, LEN(everywhere));
    html(rq,
         "<tr class=\"heading\"><th scope=\"rowgroup\" colspan=\"2\">%s"
         "</th></tr>",
         word(rq, "keys.sheet"));
    strokes_draw(rq, on_sheets, LEN(on_sheets));
    html(rq, "</tbody></table></div><p>%s</p>", word(rq, "keys.off"));
    frame_close(rq);
}
