/* help - what each page and record is for, from the comments above them. */
#include <string.h>

#include "web/web.h"

/* A comment's paragraphs; its line breaks are only the width of C. */
static void paragraphs(struct rq *rq, const char *text)
{
    struct str rest = str_of(text);

    html(rq, "<div lang=\"en\" dir=\"ltr\"><p>");
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
    static const char *const type[] = { "text", "choice", "count", "money",
                                        "day",  "date",   "month", "flag",
                                        "ref",  "code",   "hash",  "object",
                                        "rows" };

    html(rq, "<div class=\"box\" tabindex=\"0\"><table><tbody>");
    for (int i = 0; i < n; i++) {
        html(rq,
             "<tr><th scope=\"row\">%s</th><td><code>%s</code></td><td>%s"
             "</td><td>%s</td></tr>",
             field_word(rq, &f[i]), f[i].name,
             word_of(rq, "type", str_of(type[f[i].type])),
             f[i].flags & FIELD_NEED ? word(rq, "help.need") : "");
        if (f[i].type == FIELD_ROWS) {
            html(rq, "<tr><td></td><td colspan=\"3\">");
            fields_table(rq, f[i].child, f[i].children);
            html(rq, "</td></tr>");
        }
    }
    html(rq, "</tbody></table></div>");
}

/* What the pages are for, and what is said of each kind of record. */
PAGE(help, GET, "/help", RIGHT_NONE)
{
    if (rq->json) {
        rq->type = "application/json";
        buf_z(&rq->body, "{\"pages\":[");
        for (int i = 0; i < page_count; i++) {
            buf_fmt(&rq->body, "%s{\"help\":", i ? "," : "");
            buf_json(&rq->body, str_of(page_about[i]));
            buf_z(&rq->body, ",\"path\":");
            buf_json(&rq->body, str_of(page_index[i]->path));
            buf_char(&rq->body, '}');
        }
        buf_z(&rq->body, "]}\n");
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
    if (k)
        frame_open(rq, kind_words(rq, k));
    else
        frame_open(rq, page_index[page]->path);
    if (k) {
        paragraphs(rq, kind_about[kind]);
        fields_table(rq, k->field, k->fields);
        html(rq, "<p><a class=\"button\" href=\"/list/%s\">%s</a></p>", k->name,
             kind_words(rq, k));
    }
    if (page >= 0)
        paragraphs(rq, page_about[page]);
    frame_close(rq);
}
