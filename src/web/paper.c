/* paper - a document of a page as PDF, drawn by the paper helper. */
#include "report/paper.h"

#include "web/paper.h"

bool rq_prints(struct rq *rq)
{
    return rq->web->paper;
}

enum lang rq_paper_lang(struct rq *rq)
{
    enum lang lang = rq->lang;

    lang_read(rq_arg(rq, "lang"), &lang);
    return lang;
}

static void told(struct rq *rq, void *memo, bool good, struct str reply)
{
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
        rq_download(rq, "application/pdf", *(const char **)memo, t.pdf);
}

void rq_paper(struct rq *rq, const char *file, struct paper *p)
{
    struct str document = paper_bytes(p);
    const char **memo = arena_new(rq->arena, const char *);

    *memo = file;
    if (p->full)
        refuse(rq, 422, "paper.too_long");
    else if (!rq_prints(rq))
        refuse(rq, 503, "paper.none");
    else
        rq_ask(rq, ASK_PAPER, ASK_PRINT | ASK_BULK, document, told, memo);
}

/* ---- links --------------------------------------------------------------*/

static const char *const languages[] = { "English", "اردو", "سنڌي" };

void paper_links(struct rq *rq, const char *word_key, const char *room,
                 struct id id, const char *file)
{
    if (!rq_prints(rq))
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
