/* help - what each page and record is for: in English the comments above them,
 * in Urdu and Sindhi the words page.NAME and about.KIND. */
#include <string.h>

#include "web/web.h"

/* In the reader's language; in English when nobody said it in that. */
static struct str told(struct rq *rq, const char *group, const char *name,
                       const char *english, bool *own)
{
    struct buf key = buf_start(rq->arena);
    struct str said;

    buf_fmt(&key, "%s.%s", group, name);
    said = say_str(rq->lang, buf_str(&key));
    *own = rq->lang != LANG_EN && !str_same(said, buf_str(&key));
    return *own ? said : str_of(english);
}

static struct str page_told(struct rq *rq, int at, bool *own)
{
    return told(rq, "page", page_index[at]->name, page_about[at], own);
}

static struct str kind_told(struct rq *rq, int at, bool *own)
{
    return told(rq, "about", kind_index[at]->name, kind_about[at], own);
}

/* A comment's paragraphs; its line breaks are only the width of C. */
static void paragraphs(struct rq *rq, struct str rest, bool own)
{
    html(rq, own || rq->lang == LANG_EN ? "<div class=\"told\"><p>" :
                                          "<div class=\"told\" lang=\"en\" "
                                          "dir=\"ltr\"><p>");
    while (rest.n) {
        struct str line = str_cut(&rest, '\n');

        if (line.n)
            html(rq, "%s ", zstr(rq, line));
        else
            html(rq, "</p><p>");
    }
    html(rq, "</p></div>");
}

static void fields_table(struct rq *rq, const struct field *f, int n)
{
    html(rq, "<div class=\"box\" tabindex=\"0\"><table><tbody>");
    for (int i = 0; i < n; i++) {
        html(rq,
             "<tr><th scope=\"row\">%s</th><td>%s</td><td>%s</td><td>%s</td>"
             "<td><code>%s</code></td></tr>",
             field_word(rq, &f[i]),
             zstr(rq, hint_say(rq->arena, rq->lang, &f[i])),
             word_of(rq, "type", str_of(field_type_name(&f[i]))),
             f[i].flags & FIELD_NEED ? word(rq, "help.need") : "", f[i].name);
        if (f[i].type == FIELD_ROWS) {
            html(rq, "<tr><td></td><td colspan=\"4\">");
            fields_table(rq, f[i].child, f[i].children);
            html(rq, "</td></tr>");
        }
    }
    html(rq, "</tbody></table></div>");
}

/* ---- as JSON ------------------------------------------------------------*/

static void page_json(struct rq *rq, int at)
{
    const struct page *p = page_index[at];
    struct buf *b = &rq->body;
    bool own;

    buf_z(b, "{\"help\":");
    buf_json(b, page_told(rq, at, &own));
    buf_fmt(b,
            ",\"method\":\"%s\",\"name\":\"%s\",\"path\":\"%s\","
            "\"right\":",
            p->method == PAGE_POST ? "POST" : "GET", p->name, p->path);
    buf_json(b, p->right == RIGHT_NONE ? S("") :
                                         choice_name(RIGHT_CHOICES, p->right));
    buf_char(b, '}');
}

static void kind_json(struct rq *rq, int at, bool fields)
{
    const struct kind *k = kind_index[at];
    struct buf *b = &rq->body;
    bool own;

    buf_char(b, '{');
    if (fields) {
        buf_z(b, "\"fields\":");
        fields_json(rq, k->field, k->fields);
        buf_char(b, ',');
    }
    buf_z(b, "\"help\":");
    buf_json(b, kind_told(rq, at, &own));
    buf_fmt(b, ",\"kind\":\"%s\",\"title\":", k->name);
    buf_json(b, str_of(kind_words(rq, k)));
    buf_char(b, '}');
}

static void help_json(struct rq *rq)
{
    rq->type = "application/json";
    buf_z(&rq->body, "{\"kinds\":[");
    for (int i = 0; i < kind_count; i++) {
        buf_z(&rq->body, i ? "," : "");
        kind_json(rq, i, false);
    }
    buf_z(&rq->body, "],\"pages\":[");
    for (int i = 0; i < page_count; i++) {
        buf_z(&rq->body, i ? "," : "");
        page_json(rq, i);
    }
    buf_z(&rq->body, "]}\n");
}

/* A kind and a page may have one name; -1: there is none. */
static void help_one_json(struct rq *rq, int kind, int page)
{
    rq->type = "application/json";
    buf_char(&rq->body, '{');
    if (kind >= 0) {
        buf_z(&rq->body, "\"kind\":");
        kind_json(rq, kind, true);
    }
    if (page >= 0) {
        buf_z(&rq->body, kind >= 0 ? ",\"page\":" : "\"page\":");
        page_json(rq, page);
    }
    buf_z(&rq->body, "}\n");
}

/* ---- the pages ----------------------------------------------------------*/

/* What the pages are for, and what is said of each kind of record. */
PAGE(help, GET, "/help", RIGHT_NONE)
{
    if (rq->json) {
        help_json(rq);
        return;
    }
    frame_open(rq, word(rq, "nav.help"));
    html(rq, "<p class=\"lead\">%s</p><h2>%s</h2><ul class=\"links big\">",
         word(rq, "help.lead"), word(rq, "help.records"));
    for (int i = 0; i < kind_count; i++)
        html(rq, "<li><a href=\"/help/%s\">%s</a></li>", kind_index[i]->name,
             kind_words(rq, kind_index[i]));
    html(rq, "</ul><h2>%s</h2><ul class=\"links big\">",
         word(rq, "help.pages"));
    for (int i = 0; i < page_count; i++)
        if (page_index[i]->method == PAGE_GET)
            html(rq, "<li><a href=\"/help/%s\"><code>%s</code></a></li>",
                 page_index[i]->name, page_index[i]->path);
    html(rq, "</ul>");
    frame_close(rq);
}

/* Help on one page or one kind of record. */
PAGE(help_one, GET, "/help/*", RIGHT_NONE)
{
    const struct kind *k = kind_find(rq->step[0]);
    int page = -1, kind = -1;
    struct str text;
    bool own;

    for (int i = 0; i < page_count; i++)
        if (str_same(str_of(page_index[i]->name), rq->step[0]))
            page = i;
    for (int i = 0; i < kind_count; i++)
        if (kind_index[i] == k)
            kind = i;
    if (page < 0 && !k) {
        not_here(rq);
        return;
    }
    if (rq->json) {
        help_one_json(rq, kind, page);
        return;
    }
    if (k)
        frame_open(rq, kind_words(rq, k));
    else
        frame_open(rq, page_index[page]->path);
    if (k) {
        text = kind_told(rq, kind, &own);
        paragraphs(rq, text, own);
        fields_table(rq, k->field, k->fields);
        html(rq, "<p><a class=\"button\" href=\"/list/%s\">%s</a></p>", k->name,
             kind_words(rq, k));
    }
    if (page >= 0) {
        text = page_told(rq, page, &own);
        paragraphs(rq, text, own);
    }
    frame_close(rq);
}
