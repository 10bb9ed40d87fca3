/* glossary - the field's terms, each in three languages and what it means. */
#include "web/register.h"

/* Words: glossary.KEY and glossary.KEY.means. In the order in which a
 * newcomer meets them. */
static const char *const term[] = {
    "rsp",    "mobilisation", "household", "settlement", "co",      "vo",
    "lso",    "terms",        "office",    "crp",        "saving",  "psc",
    "band",   "dialogue",     "mip",       "vdp",        "cif",     "ig",
    "cpi",    "passbook",     "quorum",    "maturity",   "dormant", "outreach",
    "filing", "finding",      "fix",       "sealed",     "verdict", "cutover",
};

static struct str said(struct rq *rq, size_t i, enum lang lang,
                       const char *more)
{
    struct buf key = buf_start(rq->arena);

    buf_fmt(&key, "glossary.%s%s", term[i], more);
    return say(lang, arena_z(rq->arena, buf_str(&key)));
}

static void glossary_json(struct rq *rq)
{
    struct keys k = keys_open(rq);

    rq->type = "application/json";
    key_list(&k, "terms");
    for (size_t i = 0; i < LEN(term); i++) {
        struct keys one = key_item(rq, i);

        key_text(&one, "en", said(rq, i, LANG_EN, ""));
        key_text(&one, "means", said(rq, i, rq->lang, ".means"));
        key_text(&one, "sd", said(rq, i, LANG_SD, ""));
        key_text(&one, "ur", said(rq, i, LANG_UR, ""));
        keys_close(&one);
    }
    key_list_end(&k);
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

/* What the words of the field mean, in English, Urdu and Sindhi. */
PAGE(glossary, GET, "/glossary", RIGHT_NONE)
{
    if (rq->json) {
        glossary_json(rq);
        return;
    }
    frame_open(rq, word(rq, "glossary.title"));
    html(rq, "<p class=\"lead\">%s</p><dl class=\"terms\">",
         word(rq, "glossary.lead"));
    for (size_t i = 0; i < LEN(term); i++) {
        html(rq, "<div class=\"card\" id=\"%s\"><dt>%s</dt><dd>%s</dd><dd>",
             term[i], zstr(rq, said(rq, i, rq->lang, "")),
             zstr(rq, said(rq, i, rq->lang, ".means")));
        for (int lang = LANG_EN; lang <= LANG_SD; lang++)
            if ((enum lang)lang != rq->lang)
                html(rq, "<small lang=\"%s\" dir=\"%s\">%s</small> ",
                     lang_name((enum lang)lang),
                     lang_right_to_left((enum lang)lang) ? "rtl" : "ltr",
                     zstr(rq, said(rq, i, (enum lang)lang, "")));
        html(rq, "</dd></div>");
    }
    html(rq, "</dl>");
    frame_close(rq);
}
