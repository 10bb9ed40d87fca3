/* paper - a document of a page as PDF or picture, drawn by the paper helper. */
#include "report/paper.h"

#include "web/paper.h"

bool rq_prints(struct rq *rq)
{
    return rq->web->paper;
}

static bool form_made(struct rq *rq, enum paper_form form)
{
    return rq_prints(rq) || (form == PAPER_PNG && rq->web->picture);
}

bool rq_makes(struct rq *rq, const char *file)
{
    bool picture = str_ends(str_of(file), S(".png"));

    return form_made(rq, picture ? PAPER_PNG : PAPER_PDF);
}

enum lang rq_paper_lang(struct rq *rq)
{
    enum lang lang = rq->lang;

    lang_read(rq_arg(rq, "lang"), &lang);
    return lang;
}

enum paper_size rq_paper_size(struct rq *rq, enum paper_size otherwise)
{
    static const char sizes[] = "a4|a4_wide|a5|roll58|card";
    int at = choice_find(sizes, rq_arg(rq, "size"));

    return at < 0 ? otherwise : (enum paper_size)at;
}

/* What is asked for, until it is drawn. */
struct printing {
    const char *file;
    enum paper_form form;
};

static void told(struct rq *rq, void *memo, bool good, struct str reply)
{
    static const char *const type[] = { "application/pdf", "image/png" };
    const struct printing *x = memo;
    struct paper_told t;

    if (!good || !paper_reply_read(reply, &t))
        refuse(rq, 503, "paper.busy");
    else if (t.made == PAPER_TOO_BIG)
        refuse(rq, 422, "paper.too_long");
    else if (t.made == PAPER_NONE)
        refuse(rq, 503, "paper.none");
    else if (t.made == PAPER_BAD)
        refuse(rq, 500, "refuse.fault");
    else
        rq_download(rq, type[x->form], x->file, t.file);
}

void rq_paper(struct rq *rq, const char *file, struct paper *p)
{
    struct printing *memo = arena_new(rq->arena, struct printing);
    struct str document;

    if (rq_sample(rq))
        paper_mark(p, say(p->lang, "sample.mark"));
    document = paper_bytes(p);

    *memo = (struct printing){ file, p->form };
    if (p->full)
        refuse(rq, 422, "paper.too_long");
    else if (!form_made(rq, p->form))
        refuse(rq, 503, "paper.none");
    else
        rq_ask(rq, ASK_PAPER, ASK_PRINT | ASK_BULK, document, told, memo);
}

struct str paper_address(struct rq *rq, const char *path, struct str last)
{
    struct str host = request_header(rq->q, "host");
    struct buf b = buf_start(rq->arena);

    for (size_t i = 0; i < host.n; i++)
        if (!((host.p[i] >= 'a' && host.p[i] <= 'z') ||
              (host.p[i] >= 'A' && host.p[i] <= 'Z') ||
              (host.p[i] >= '-' && host.p[i] <= ':' && host.p[i] != '/') ||
              host.p[i] == '[' || host.p[i] == ']'))
            return S("");
    if (!host.n || host.n > 200)
        return S("");
    buf_z(&b, rq->web->secure ? "https://" : "http://");
    buf_add(&b, host);
    buf_z(&b, path);
    buf_add(&b, last);
    return buf_str(&b);
}

/* ---- links --------------------------------------------------------------*/

static const char *const languages[] = { "English", "اردو", "سنڌي" };

void paper_links(struct rq *rq, const char *word_key, const char *room,
                 struct id id, const char *file)
{
    if (!rq_makes(rq, file))
        return;
    html(rq, "<p class=\"forms\">%s:", word(rq, word_key));
    for (int lang = LANG_EN; lang <= LANG_SD; lang++) {
        const char *name = lang_name((enum lang)lang);

        html(rq,
             " <a href=\"/%s/%s/%s?lang=%s\" lang=\"%s\" hreflang=\"%s\">%s"
             "</a>",
             room, id_text(rq, id), file, name, name, name, languages[lang]);
    }
    html(rq, "</p>");
}
