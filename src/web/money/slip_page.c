/* slip_page - a slip on the screen: what was booked, and ways to hand it over.
 */
#include "web/money/slip.h"
#include "web/paper.h"

static const char *const language[] = { "English", "اردو", "سنڌي" };

/* "&of=ID", or "". */
static const char *of_arg(struct rq *rq, const struct slip *s)
{
    struct buf b = buf_start(rq->arena);

    if (!id_none(s->of))
        buf_fmt(&b, "&of=%s", id_text(rq, s->of));
    return zstr(rq, buf_str(&b));
}

static void papers_draw(struct rq *rq, const struct slip *s)
{
    static const struct {
        const char *key, *file, *arg;
    } sort[] = { { "slip.a5", "slip.pdf", "" },
                 { "slip.roll", "slip.pdf", "&size=roll58" },
                 { "slip.picture", "slip.png", "" },
                 { "slip.each", "slip.pdf", "&each=1" } };
    bool many = id_none(s->of) && s->parties > 1;

    for (size_t i = 0; i < LEN(sort) - !many; i++) {
        if (!rq_makes(rq, sort[i].file))
            continue;
        html(rq, "<p class=\"forms\">%s:", word(rq, sort[i].key));
        for (int lang = LANG_EN; lang <= LANG_SD; lang++) {
            const char *name = lang_name((enum lang)lang);

            html(rq,
                 " <a href=\"/slip/%s/%s?lang=%s%s%s\" lang=\"%s\" "
                 "hreflang=\"%s\">%s</a>",
                 id_text(rq, s->entry), sort[i].file, name, sort[i].arg,
                 of_arg(rq, s), name, name, language[lang]);
        }
        html(rq, "</p>");
    }
}

static struct str text_in(struct rq *rq, const struct slip *s, enum lang lang)
{
    enum lang own = rq->lang;
    struct str text = S("");
    struct slip said;

    rq->lang = lang;
    if (slip_read(rq, s->entry, s->of, &said))
        text = slip_text(rq, &said);
    rq->lang = own;
    return text;
}

/* The button works where there are scripts; the text can be marked and copied
 * by hand where there are none. */
static void texts_draw(struct rq *rq, const struct slip *s)
{
    card_open(rq, "slip.sms");
    for (int lang = LANG_EN; lang <= LANG_SD; lang++) {
        const char *name = lang_name((enum lang)lang);
        struct str text = text_in(rq, s, (enum lang)lang);

        html(rq,
             "<div class=\"sms\"><label>%s <small>%s</small><textarea "
             "id=\"sms-%s\" rows=\"4\" readonly lang=\"%s\" dir=\"%s\">%s"
             "</textarea></label><p class=\"tools\"><button type=\"button\" "
             "data-copy=\"sms-%s\" data-done=\"%s\" hidden>%s</button> <a "
             "href=\"sms:?&amp;body=%s\">%s</a></p></div>",
             language[lang],
             word(rq, sms_parts(text) == 1 ? "slip.one_sms" : "slip.two_sms"),
             name, name, lang_right_to_left((enum lang)lang) ? "rtl" : "ltr",
             zstr(rq, text), name, word(rq, "slip.copied"),
             word(rq, "slip.copy"), url_part(rq, text), word(rq, "slip.send"));
    }
    card_close(rq);
}

static void rows_draw(struct rq *rq, const struct slip *s)
{
    listing_open(rq, "slip.whose slip.what n:slip.rs n:slip.balance");
    for (size_t i = 0; i < s->n; i++) {
        const struct slip_row *row = &s->row[i];

        html(rq, "<tr><td>");
        if (*row->name && id_none(s->of) && s->parties > 1 && !row->cash)
            html(rq, "<a href=\"/slip/%s?of=%s\"><bdi>%s</bdi></a>",
                 id_text(rq, s->entry), id_text(rq, row->owner), row->name);
        else
            html(rq, "<bdi>%s</bdi>", row->name);
        html(rq, "</td><td>%s<br><small>%s</small></td><td class=\"n\">%s</td>",
             row->head, row->what,
             slip_rupees(rq, row->amount < 0 ? -row->amount : row->amount));
        html(rq, "<td class=\"n\">%s</td></tr>",
             row->balance == INT_NONE ? "" : slip_rupees(rq, row->balance));
    }
    listing_close(rq);
}

static void term(struct rq *rq, const char *key, struct str said)
{
    if (said.n)
        html(rq, "<dt>%s</dt><dd><bdi>%s</bdi></dd>", word(rq, key),
             zstr(rq, said));
}

static void head_draw(struct rq *rq, const struct slip *s)
{
    struct buf number = buf_start(rq->arena);

    if (s->number != INT_NONE)
        buf_int(&number, s->number);
    html(rq, "<p class=\"lead\"><b>%s</b> · %s</p><dl class=\"fields\">",
         slip_what(s), day_text(rq, s->on));
    term(rq, "slip.whose", str_of(s->named));
    html(rq, "<dt>%s</dt><dd><b>%s %s</b> (%s)</dd>", word(rq, "field.amount"),
         word(rq, "slip.rs"), slip_rupees(rq, s->moved), slip_way(rq, s));
    term(rq, "field.number", buf_str(&number));
    term(rq, "slip.leaf", s->leaf);
    term(rq, "field.reference", s->reference);
    html(rq,
         "<dt>%s</dt><dd><a href=\"/paid/%s\"><bdi class=\"code\">%s</bdi></a>"
         "</dd><dt>%s</dt><dd><a href=\"/entry/%s\">%s</a></dd></dl>",
         word(rq, "slip.code"), zstr(rq, s->code), zstr(rq, s->code),
         word(rq, "slip.entry"), id_text(rq, s->entry), kind_word(rq, s->kind));
}

static void slip_json(struct rq *rq, const struct slip *s)
{
    struct keys k = keys_open(rq);

    key_text(&k, "body", str_of(s->body));
    key_text(&k, "code", s->code);
    key_id(&k, "entry", s->entry);
    key_text(&k, "leaf", s->leaf);
    key_day(&k, "on", s->on);
    key_day(&k, "reversed", s->reversed);
    key_list(&k, "rows");
    for (size_t i = 0; i < s->n; i++) {
        struct keys row = key_item(rq, i);

        key_int(&row, "amount", s->row[i].amount);
        key_int(&row, "balance", s->row[i].balance);
        key_text(&row, "event", s->row[i].event);
        key_text(&row, "head", s->row[i].code);
        key_id(&row, "party", s->row[i].party);
        keys_close(&row);
    }
    key_list_end(&k);
    key_text(&k, "text", slip_text(rq, s));
    key_int(&k, "total", s->total);
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

/* What a member holds in her hand after money moved: what was booked, what
 * stands after it, on paper, as a picture and as an SMS in three languages. Of
 * a meeting all of it, or one member's with ?of=MEMBER. */
PAGE(slip, GET, "/slip/*", RIGHT_REGISTER)
{
    struct id entry, of = ID_NONE;
    struct str said = rq_arg(rq, "of");
    struct slip s;

    if (!rq_id(rq, 0, &entry) || !rq_sees_entry(rq, entry) ||
        (said.n && !id_read(said, &of)) || !slip_read(rq, entry, of, &s)) {
        not_here(rq);
        return;
    }
    if (rq->json) {
        slip_json(rq, &s);
        return;
    }
    frame_open(rq, s.body);
    if (s.reversed != DAY_NONE)
        html(rq, "<p class=\"note warn\">%s (%s)</p>",
             word(rq, "slip.taken_back"), day_text(rq, s.reversed));
    head_draw(rq, &s);
    rows_draw(rq, &s);
    papers_draw(rq, &s);
    if (!id_none(s.of) || s.parties <= 1)
        texts_draw(rq, &s);
    frame_close(rq);
}
