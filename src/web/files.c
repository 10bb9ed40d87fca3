/* files - what a page shows, as files that it makes itself: the links to them,
 * and the answer. Tables of pages that make none are read by tables.c. */
#include <string.h>

#include "web/paper.h"
#include "web/web.h"

const char *args_again(struct rq *rq, const char *names)
{
    struct str rest = str_of(names);
    struct buf b = buf_start(rq->arena);

    while (rest.n) {
        const char *name = arena_z(rq->arena, str_cut(&rest, ' '));

        if (rq_arg(rq, name).n)
            buf_fmt(&b, "&%s=%s", name, url_part(rq, rq_arg(rq, name)));
    }
    return zstr(rq, buf_str(&b));
}

static bool file_made(struct rq *rq, struct str format)
{
    return str_same(format, S("xlsx")) ? rq->web->xlsx != NULL :
           str_same(format, S("pdf"))  ? rq_prints(rq) :
                                         true;
}

void file_links(struct rq *rq, const char *path, const char *formats, int sheet,
                const char *args)
{
    static const struct {
        const char *format, *shown;
        bool one; /* of one table; the others hold all of the page's */
    } known[] = { { "csv", "CSV", true },
                  { "json", "JSON", true },
                  { "xlsx", "XLSX", false },
                  { "pdf", "PDF", false } };
    struct str rest = str_of(formats);

    rq->files++;
    while (rest.n) {
        struct str format = str_cut(&rest, ' ');

        for (size_t i = 0; i < LEN(known); i++) {
            struct buf b = buf_start(rq->arena);

            if (!str_same(format, str_of(known[i].format)) ||
                !file_made(rq, format))
                continue;
            buf_fmt(&b, "%s?format=%s", path, known[i].format);
            if (known[i].one && sheet > 0)
                buf_fmt(&b, "&sheet=%d", sheet);
            buf_z(&b, args);
            html(rq, "<a href=\"%s\">%s</a> ", zstr(rq, buf_str(&b)),
                 known[i].shown);
        }
    }
}

bool file_asked(struct rq *rq)
{
    struct str format = rq_arg(rq, "format");

    return str_same(format, S("csv")) ||
           (str_same(format, S("xlsx")) && rq->web->xlsx);
}

bool sheets_file(struct rq *rq, const char *what, struct str format,
                 const struct sheet *s, int n)
{
    const struct sheet **all = arena_many(rq->arena, const struct sheet *, n);
    struct buf name = buf_start(rq->arena);

    buf_fmt(&name, "%s.%s", what, zstr(rq, format));
    for (int i = 0; i < n; i++)
        all[i] = &s[i];
    if (str_same(format, S("xlsx")) && rq->web->xlsx) {
        rq_download(rq,
                    "application/vnd.openxmlformats-officedocument."
                    "spreadsheetml.sheet",
                    zstr(rq, buf_str(&name)),
                    rq->web->xlsx(all, n, rq->lang, rq->arena));
        return true;
    }
    if (str_same(format, S("pdf"))) {
        struct paper p = paper_of_sheets(rq->arena, s, n, rq->lang, rq->today);

        rq_paper(rq, zstr(rq, buf_str(&name)), &p);
        return true;
    }
    if (str_same(format, S("csv"))) {
        rq_download(rq, "text/csv; charset=utf-8", zstr(rq, buf_str(&name)),
                    S(""));
        return report_write(&rq->body, s, n, format, rq->lang);
    }
    if (rq->json) {
        rq->type = "application/json";
        return report_write(&rq->body, s, n, S("json"), rq->lang);
    }
    if (str_same(format, S("text"))) {
        rq->type = "text/plain; charset=utf-8";
        return report_write(&rq->body, s, n, format, rq->lang);
    }
    return false;
}
