/* result - a result as anyone may check it: by the short code that stands on
 * the notice, against the log. */
#include <string.h>

#include "web/vote/election.h"

static const char *checked_class(enum notice_says c)
{
    return c == NOTICE_STANDS                            ? "good" :
           c == NOTICE_NOT_A_CODE || c == NOTICE_UNKNOWN ? "warn" :
                                                           "stop";
}

static void ask_form(struct rq *rq, struct str said)
{
    html(rq,
         "<form class=\"filter\" method=\"get\" action=\"/result\"><label>%s"
         "<input name=\"code\" value=\"%s\" dir=\"ltr\" autocomplete=\"off\" "
         "spellcheck=\"false\" maxlength=\"40\" "
         "placeholder=\"7KQ2-M9XD-4TBA-0WEF\"></label><button>%s</button>"
         "</form>",
         word(rq, "result.code"), zstr(rq, said), word(rq, "result.check"));
}

/* The office's title, as the reader says it. */
static void winner_draw(struct rq *rq, const struct office_kinds *offices,
                        const struct vote_winner *w)
{
    const struct office_kind *o = office_find(offices, w->office);
    const struct kind *person = kind_find(S("person"));
    bool named = rq_names(rq, person, w->person);

    html(rq,
         "<tr><th scope=\"row\">%s</th><td><b><bdi>%s</bdi></b></td><td "
         "class=\"n\">%s</td></tr>",
         o ? o->title : zstr(rq, w->office),
         named ? thing_name(rq, person, w->person) :
                 word(rq, "result.as_on_notice"),
         w->votes == INT_NONE ? "–" : number_text(rq, w->votes, 0));
}

static const struct vote_declaration *declared_in(const struct vote_check *c)
{
    for (size_t i = 0; c->v && i < c->v->declarations; i++)
        if (id_same(c->v->declaration[i].entry, c->declaration))
            return &c->v->declaration[i];
    return NULL;
}

static const char *hash_text(struct rq *rq, struct hash h)
{
    struct buf b = buf_start(rq->arena);

    hash_put(&b, h);
    return zstr(rq, buf_str(&b));
}

static void proof_draw(struct rq *rq, const struct vote_check *c)
{
    html(rq,
         "<details><summary>%s</summary><dl class=\"proof\"><dt>%s</dt><dd>"
         "<bdi>%s</bdi></dd><dt>%s</dt><dd><bdi>%s</bdi></dd></dl><p>%s</p>"
         "</details>",
         word(rq, "result.proof"), word(rq, "result.whole_code"),
         hash_text(rq, c->digest), word(rq, "result.entry_hash"),
         hash_text(rq, c->entry),
         word(rq, c->covered ? "result.covered" : "result.not_covered"));
}

/* Its name for who may see the register; what it is and where, for all. */
static void body_draw(struct rq *rq, struct id body)
{
    const struct kind *k = kind_find(S("body"));
    void *record = arena_take(rq->arena, k->bytes);

    if (!row_find(rq->db, k, body, rq->arena, record))
        return;
    html(rq, "<h2>%s</h2><p>%s · %s</p>",
         rq_sees(rq, k, body) ? thing_name(rq, k, body) :
                                body_word(rq, said_choice(k, record, "nature"),
                                          said_choice(k, record, "sex")),
         body_short(rq, said_choice(k, record, "nature"),
                    said_choice(k, record, "sex")),
         place_name(rq, said_id(k, record, "place")));
}

static void result_draw(struct rq *rq, const struct vote_check *c)
{
    const struct vote_declaration *d = declared_in(c);
    const struct office_kinds *offices = office_kinds(rq);

    html(rq, "<p class=\"note %s\" role=\"status\">%s</p>",
         checked_class(c->says),
         word_of(rq, "result", choice_name(NOTICE_NAMES, (int)c->says)));
    if (c->says < NOTICE_ALTERED)
        return;
    if (c->v)
        body_draw(rq, c->v->body);
    html(rq, "<p class=\"lead\">%s %s</p>", word(rq, "election.declared_on"),
         day_text(rq, c->held));
    if (d) {
        listing_open(rq, "election.office election.elected n:field.votes");
        for (size_t i = 0; i < d->winners; i++)
            winner_draw(rq, offices, &d->winner[i]);
        listing_close(rq);
    }
    proof_draw(rq, c);
}

static void result_json(struct rq *rq, const struct vote_check *c)
{
    struct keys k = keys_open(rq);

    key_text(&k, "checked", choice_name(NOTICE_NAMES, (int)c->says));
    if (c->says >= NOTICE_ALTERED) {
        key_int(&k, "covered", c->covered);
        key_id(&k, "declaration", c->declaration);
        key_text(&k, "digest", str_of(hash_text(rq, c->digest)));
        key_day(&k, "held", c->held);
    }
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

static void result_page_draw(struct rq *rq, struct str said)
{
    struct vote_check c = { .says = NOTICE_NOT_A_CODE };

    if (said.n)
        c = vote_check(rq->db, said, rq->today, rq->arena);
    if (said.n && c.says == NOTICE_NOT_A_CODE)
        rq->status = 404;
    if (rq->json) {
        result_json(rq, &c);
        return;
    }
    frame_open(rq, word(rq, "result.title"));
    html(rq, "<p class=\"lead\">%s</p>", word(rq, "result.lead"));
    ask_form(rq, said);
    if (said.n)
        result_draw(rq, &c);
    frame_close(rq);
}

/* Asks for the short code of a result, as it stands on the notice. */
PAGE(result_ask, GET, "/result", RIGHT_NONE)
{
    result_page_draw(rq, str_trim(rq_arg(rq, "code")));
}

/* What the log says to a short code: whether the result stands as it was
 * declared, was annulled since, or is not the one that was signed. */
PAGE(result, GET, "/result/*", RIGHT_NONE)
{
    struct str code = str_trim(rq->step[0]);

    if (code.n)
        result_page_draw(rq, code);
    else
        not_here(rq);
}
