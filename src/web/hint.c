/* hint - what belongs in a field: from which paper, in what unit, and why.
 *
 * Words, the first that there is: hint.KIND.FIELD; hint.FIELD.TYPE, where TYPE
 * is what a reference names, or the field's type; hint.FIELD, or
 * pick.KIND of a reference and help.rows of rows. The months of a plan's year
 * are the field "m". On a form it lies folded beside the label, and the input
 * names it as its description. */
#include "web/form.h"

static bool within(const struct field *f, const struct field *table, int n)
{
    uintptr_t at = (uintptr_t)f, from = (uintptr_t)table;

    return at >= from && at < from + (uintptr_t)n * sizeof *table;
}

/* The kind that a field belongs to, itself or in a row. */
static const struct kind *kind_around(const struct field *f)
{
    for (int i = 0; i < kind_count; i++) {
        const struct kind *k = kind_index[i];

        if (within(f, k->field, k->fields))
            return k;
        for (int j = 0; j < k->fields; j++)
            if (within(f, k->field[j].child, k->field[j].children))
                return k;
    }
    return NULL;
}

/* The word "a.b.c"; empty where there is none. */
static struct str said(struct arena *a, enum lang lang, const char *group,
                       const char *first, const char *second)
{
    struct buf key = buf_start(a);
    struct str text;

    buf_fmt(&key, second ? "%s.%s.%s" : "%s.%s", group, first, second);
    text = say_str(lang, buf_str(&key));
    return str_same(text, buf_str(&key)) ? S("") : text;
}

struct str hint_say(struct arena *a, enum lang lang, const struct field *f)
{
    const struct kind *k = kind_around(f);
    bool refers = (f->type == FIELD_REF || f->type == FIELD_CODE) && f->of;
    const char *name = field_is_month(f->name) ? "m" : f->name;
    struct str text = { 0 };

    if (k)
        text = said(a, lang, "hint", k->name, name);
    if (!text.n)
        text = said(a, lang, "hint", name, refers ? f->of : field_type_name(f));
    if (!text.n && !refers)
        text = said(a, lang, "hint", name, NULL);
    if (!text.n && refers)
        text = said(a, lang, "pick", f->of, NULL);
    if (!text.n && f->type == FIELD_ROWS)
        text = said(a, lang, "help", "rows", NULL);
    return text;
}

void hint_draw(struct rq *rq, const struct field *f)
{
    struct str text = hint_say(rq->arena, rq->lang, f);

    rq->hint = 0;
    if (!text.n)
        return;
    rq->hint = ++rq->hints;
    html(rq,
         "<details class=\"hint\"><summary tabindex=\"-1\" aria-label=\"%s: "
         "%s\">?</summary><p id=\"h%d\">%s</p></details>",
         word(rq, "help.ask"), field_word(rq, f), rq->hint, zstr(rq, text));
}

void hint_rows(struct rq *rq, const struct field *rows, const struct field *but)
{
    html(rq,
         "<details class=\"hints\"><summary tabindex=\"-1\">%s</summary><p>%s"
         "</p><dl>",
         word(rq, "help.columns"),
         zstr(rq, hint_say(rq->arena, rq->lang, rows)));
    rq->hint_rows = rq->hints;
    for (int i = 0; i < rows->children; i++) {
        const struct field *f = &rows->child[i];
        struct str text = hint_say(rq->arena, rq->lang, f);

        rq->hints++;
        if (text.n && f != but)
            html(rq, "<dt>%s</dt><dd id=\"h%d\">%s</dd>", field_word(rq, f),
                 rq->hints, zstr(rq, text));
    }
    html(rq, "</dl></details>");
}

void hint_next(struct rq *rq, const struct field *child, const struct field *f)
{
    rq->hint = hint_say(rq->arena, rq->lang, f).n ?
                   rq->hint_rows + (int)(f - child) + 1 :
                   0;
}
