/* form - a fact typed by a person, drawn from the kind's field table.
 *
 * Works without a script: rows are fields named rows.N.field, a reference is
 * typed and settled by the server, which offers what it may mean. What was
 * typed is kept until the keeper has kept it. */
#include <string.h>

#include "web/body/law.h"
#include "web/typed.h"

enum { BLANK_ROWS = 3, SELECT_MOST = 80, OFFERED = 8, NAME_BYTES = 96 };

/* ---- names of inputs ----------------------------------------------------*/

static const char *input_name(struct rq *rq, const struct spot *at, int row,
                              const char *field, const char *more)
{
    struct buf b = buf_start(rq->arena);

    if (at->rows)
        buf_fmt(&b, "%s.%d.", at->rows->name, row);
    buf_fmt(&b, "%s%s", field, more);
    return zstr(rq, buf_str(&b));
}

static struct str typed(struct rq *rq, const struct spot *at, const char *field,
                        const char *more)
{
    return rq_part(rq, input_name(rq, at, at->from, field, more));
}

static const char *path_of(struct rq *rq, const struct spot *at,
                           const char *field)
{
    struct buf b = buf_start(rq->arena);

    if (at->rows)
        buf_fmt(&b, "%s[%d].", at->rows->name, at->to);
    buf_z(&b, field);
    return zstr(rq, buf_str(&b));
}

/* ---- reading what was typed ---------------------------------------------*/

static void ref_take(struct rq *rq, struct form *form, const struct field *f,
                     const struct spot *at, struct id *out)
{
    struct str said = str_trim(typed(rq, at, f->name, ".said"));
    struct str was = str_trim(typed(rq, at, f->name, ".was"));
    const struct kind *k = f->of ? kind_find(str_of(f->of)) : NULL;
    struct found *offer;
    size_t n, same = 0;

    *out = ID_NONE;
    if (id_read(typed(rq, at, f->name, ".pick"), out))
        return;
    if (!request_part(rq->q, input_name(rq, at, at->from, f->name, ".said"))) {
        struct str id = str_trim(typed(rq, at, f->name, ""));

        if (id.n && !id_read(id, out))
            tell(&form->found, STOP, "field.not_understood",
                 path_of(rq, at, f->name));
        return;
    }
    if (!said.n)
        return;
    if (str_same(said, was) && id_read(typed(rq, at, f->name, ""), out))
        return;
    n = k ? thing_find(rq, k, said, OFFERED, &offer) : 0;
    for (size_t i = 0; i < n; i++)
        if (str_same(utf8_fold(offer[i].name, rq->arena),
                     utf8_fold(said, rq->arena))) {
            *out = offer[i].id;
            same++;
        }
    if (n == 1)
        *out = offer[0].id;
    else if (same != 1) {
        *out = ID_NONE;
        tell(&form->found, STOP, n ? "form.choose" : "form.not_found",
             path_of(rq, at, f->name));
    }
}

static bool scaled_take(struct rq *rq, const struct field *f,
                        const struct field *all, int n, struct str said,
                        void *record)
{
    int scale = field_scale(rq, f, all, n, record);
    bool inexact = false;

    if (f->type != FIELD_COUNT || scale == 0 || !str_trim(said).n)
        return field_parse(f, said, rq->arena, record);
    return decimal_read(said, scale, (void *)((char *)record + f->at),
                        &inexact) &&
           !inexact;
}

static void rows_take(struct rq *rq, struct form *form, const struct field *f,
                      void *record);

static void field_take(struct rq *rq, struct form *form, const struct field *f,
                       const struct field *all, int n, const struct spot *at,
                       void *record)
{
    void *to = (char *)record + f->at;

    if (f->type == FIELD_ROWS)
        rows_take(rq, form, f, record);
    else if (f->type == FIELD_REF)
        ref_take(rq, form, f, at, to);
    else if (f->type == FIELD_FLAG)
        *(bool *)to = typed(rq, at, f->name, "").n > 0;
    else if (!scaled_take(rq, f, all, n, typed(rq, at, f->name, ""), record))
        tell(&form->found, STOP, "field.not_understood",
             path_of(rq, at, f->name));
}

void form_take(struct rq *rq, struct form *form, const struct field *f, int n,
               const struct spot *at, void *record)
{
    record_blank(f, n, record);
    for (int pass = 0; pass < 2; pass++) {
        if (pass && at->rows) /* in whose scale the amounts are typed */
            memmove(record,
                    row_gauged(rq, form->kind, form->record, at->rows, record),
                    at->rows->child_bytes);
        for (int i = 0; i < n; i++)
            if ((f[i].type == FIELD_COUNT) == pass)
                field_take(rq, form, &f[i], f, n, at, record);
    }
}

static bool row_typed(struct rq *rq, const struct field *f, int row)
{
    struct spot at = { f, row, row };

    for (int i = 0; i < f->children; i++) {
        const char *more = f->child[i].type == FIELD_REF ? ".said" : "";

        if (str_trim(typed(rq, &at, f->child[i].name, more)).n ||
            str_trim(typed(rq, &at, f->child[i].name, "")).n ||
            typed(rq, &at, f->child[i].name, ".pick").n)
            return true;
    }
    return false;
}

int form_rows_typed(struct rq *rq, const struct field *f)
{
    int most = 0;

    for (int i = 0; i < rq->q->parts; i++) {
        struct str rest = rq->q->part[i].name;
        int64_t n;

        if (str_same(str_cut(&rest, '.'), str_of(f->name)) &&
            int_read(str_cut(&rest, '.'), &n) && n >= 0 && n < f->most &&
            n >= most)
            most = (int)n + 1;
    }
    return most;
}

static void rows_take(struct rq *rq, struct form *form, const struct field *f,
                      void *record)
{
    struct list *list = (void *)((char *)record + f->at);
    struct row_map *map = &form->map[form->maps++];
    int rows = form_rows_typed(rq, f);

    MUST(form->maps <= (int)LEN(form->map));
    *map = (struct row_map){ .field = f,
                             .blank = BLANK_ROWS,
                             .at = arena_many(rq->arena, int, rows + 1) };
    list->at = arena_array(rq->arena, (size_t)rows + 1, f->child_bytes);
    for (int row = 0; row < rows; row++) {
        struct spot at = { f, row, map->n };

        if (!row_typed(rq, f, row))
            continue;
        map->at[map->n++] = row;
        form_take(rq, form, f->child, f->children, &at,
                  (char *)list->at + list->n++ * f->child_bytes);
    }
    if (str_same(rq_part(rq, "_add"), str_of(f->name)))
        map->blank += BLANK_ROWS;
}

/* ---- judging ------------------------------------------------------------*/

static bool said_of(const struct findings *f, struct str path)
{
    for (size_t i = 0; i < f->n; i++)
        if (str_same(f->at[i].path, path))
            return true;
    return false;
}

void form_judge(struct rq *rq, struct form *form)
{
    struct findings more = findings_start(rq->arena);
    struct draft d = { .kind = str_of(form->kind->name),
                       .author = rq->who.login,
                       .id = form->id };

    if (!form->fixing)
        law_cite(rq, form->kind, form->record);
    d.body = record_body(form->kind, form->record, rq->arena);
    draft_judge(rq->db, &d, rq->today, &more);
    for (size_t i = 0; i < more.n; i++)
        if (!more.at[i].path.n || !said_of(&form->found, more.at[i].path))
            tell_ab(&form->found, more.at[i].level, more.at[i].what,
                    zstr(rq, more.at[i].path), more.at[i].a, more.at[i].b);
    if (form->fixing && !str_trim(form->why).n)
        tell(&form->found, STOP, "field.missing", "why");
}

/* ---- drawing inputs -----------------------------------------------------*/

void form_open(struct rq *rq, const char *classes, const char *draft,
               const char *title, struct id id)
{
    html(rq,
         "<form method=\"post\" class=\"%s\" autocomplete=\"off\" "
         "data-draft=\"%s\" data-title=\"%s\"><input type=\"hidden\" "
         "name=\"_csrf\" value=\"%s\"><input type=\"hidden\" name=\"_id\" "
         "value=\"%s\">",
         classes, draft, title, rq->csrf, id_text(rq, id));
    html(rq,
         "<div class=\"note draft\" role=\"status\" hidden "
         "data-found=\"%s\" data-lost=\"%s\" data-unsure=\"%s\" "
         "data-signed-out=\"%s\" data-gone=\"%s\" data-sent=\"%s\"><span>"
         "</span> <button type=\"button\" class=\"plain\" data-forget>%s"
         "</button></div>",
         word(rq, "draft.found"), word(rq, "draft.lost"),
         word(rq, "draft.unsure"), word(rq, "draft.signed_out"),
         word(rq, "draft.gone"), word(rq, "draft.sent"),
         word(rq, "draft.forget"));
}

static void label_open(struct rq *rq, const struct field *f, const char *word)
{
    html(rq, f->flags & FIELD_NEED ? "<div class=\"field need\">" :
                                     "<div class=\"field\">");
    hint_draw(rq, f);
    html(rq, "<label><span>%s</span>", word);
}

void form_label(struct rq *rq, const struct field *f)
{
    label_open(rq, f, field_word(rq, f));
}

void form_findings(struct rq *rq, const struct findings *found,
                   const char *path)
{
    struct buf b;

    for (size_t i = 0; i < found->n; i++) {
        const struct finding *f = &found->at[i];

        if (!str_same(f->path, str_of(path)))
            continue;
        b = buf_start(rq->arena);
        finding_say(&b, rq->lang, f);
        html(rq,
             f->level == STOP ?
                 "<span class=\"said stop\" role=\"alert\">%s</span>" :
                 "<span class=\"said warn\">%s</span>",
             digits_text(rq, buf_str(&b)));
    }
}

static void field_findings(struct rq *rq, const struct form *form,
                           const char *path)
{
    form_findings(rq, &form->found, path);
}

/* As it was typed, else as the record has it. */
static const char *value_text(struct rq *rq, const struct form *form,
                              const struct field *f, const struct field *all,
                              int n, const struct spot *at, const void *record)
{
    struct buf b = buf_start(rq->arena);
    int scale;

    if (form->posted && at->from >= 0)
        return zstr(rq, typed(rq, at, f->name, ""));
    if (!record || field_none(f, record))
        return "";
    scale = field_scale(rq, f, all, n, record);
    if (f->type == FIELD_COUNT && scale > 0)
        decimal_put(&b,
                    *(const int64_t *)(const void *)((const char *)record +
                                                     f->at),
                    scale);
    else
        field_print(f, record, &b);
    return zstr(rq, buf_str(&b));
}

static void option(struct rq *rq, const char *value, const char *text, bool now)
{
    html(rq,
         now ? "<option value=\"%s\" selected>%s</option>" :
               "<option value=\"%s\">%s</option>",
         value, text);
}

static void choice_input(struct rq *rq, const struct field *f, const char *name,
                         const char *value)
{
    struct str rest = str_of(f->of);

    html(rq, "<select name=\"%s\"><option value=\"\"></option>", name);
    while (rest.n) {
        struct str one = str_cut(&rest, '|');

        option(rq, zstr(rq, one), choice_say(rq, f, one),
               str_same(one, str_of(value)));
    }
    html(rq, "</select>");
}

/* Few things of a kind: all of them to choose from. */
static void thing_select(struct rq *rq, const struct kind *k, const char *name,
                         const char *value, bool by_code)
{
    struct buf sql = buf_start(rq->arena);
    struct rows r;

    buf_fmt(&sql,
            "SELECT t.entry, %s%s, t.%s FROM %s t WHERE t.counts = 1 "
            "ORDER BY 3 NULLS LAST, t.entry LIMIT %d",
            k->code ? "t." : "", k->code ? k->code : "''", k->title, k->name,
            4 * SELECT_MOST);
    html(rq, "<select name=\"%s\"><option value=\"\"></option>", name);
    r = db_text_rows(rq->db, buf_str(&sql));
    while (db_next(&r)) {
        const char *key = by_code ? zstr(rq, db_str(&r, 1)) :
                                    id_text(rq, db_id(&r, 0));

        option(rq, key, thing_name(rq, k, db_id(&r, 0)), !strcmp(key, value));
    }
    html(rq, "</select>");
}

static void offers(struct rq *rq, const struct kind *k, struct str said,
                   const char *name)
{
    struct found *offer;
    size_t n = thing_find(rq, k, said, OFFERED, &offer);

    if (!n)
        return;
    html(rq, "<fieldset class=\"offers\"><legend>%s</legend>",
         word(rq, "form.which"));
    for (size_t i = 0; i < n; i++)
        html(rq,
             "<label><input type=\"radio\" name=\"%s\" value=\"%s\"> %s "
             "<small>%s</small></label>",
             name, id_text(rq, offer[i].id), zstr(rq, offer[i].name),
             zstr(rq, offer[i].hint));
    html(rq, "</fieldset>");
}

/* Whatever it is, by its name: an id says nothing to people. */
static void any_named(struct rq *rq, struct id id)
{
    const struct kind *k = entry_kind(rq, id);

    if (k)
        html(rq, "<small>%s: <bdi>%s</bdi></small>", kind_word(rq, k),
             thing_name(rq, k, id));
}

static void ref_input(struct rq *rq, const struct form *form,
                      const struct field *f, const struct spot *at,
                      const void *record)
{
    const struct kind *k = f->of ? kind_find(str_of(f->of)) : NULL;
    struct id id = record ?
                       *(const struct id *)(const void *)((const char *)record +
                                                          f->at) :
                       ID_NONE;
    const char *name = input_name(rq, at, at->to, f->name, "");
    const char *id_said = id_none(id) ? "" : id_text(rq, id);
    const char *said;

    if (!k) {
        html(rq, "<input name=\"%s\" value=\"%s\" dir=\"ltr\">", name, id_said);
        any_named(rq, id);
        return;
    }
    if (!kind_scoped(k) && thing_count(rq, k, SELECT_MOST + 1) <= SELECT_MOST) {
        thing_select(rq, k, name, id_said, false);
        return;
    }
    said = !id_none(id) ? thing_name(rq, k, id) :
           form->posted && at->from >= 0 ?
                          zstr(rq, typed(rq, at, f->name, ".said")) :
                          "";
    html(rq,
         "<span class=\"find\" data-find=\"%s\"><input name=\"%s.said\" "
         "value=\"%s\" autocomplete=\"off\" spellcheck=\"false\"><input "
         "type=\"hidden\" name=\"%s.was\" value=\"%s\"><input type=\"hidden\" "
         "name=\"%s\" value=\"%s\"></span>",
         k->name, name, said, name, said, name, id_said);
}

/* What a text that names no single thing may mean. */
static void ref_offers(struct rq *rq, const struct form *form,
                       const struct field *f, const struct spot *at,
                       const void *record)
{
    const struct kind *k = f->of ? kind_find(str_of(f->of)) : NULL;

    if (f->type == FIELD_REF && k && form->posted && at->from >= 0 &&
        field_none(f, record))
        offers(rq, k, typed(rq, at, f->name, ".said"),
               input_name(rq, at, at->to, f->name, ".pick"));
}

static void plain_input(struct rq *rq, const struct field *f, const char *name,
                        const char *value)
{
    switch (f->type) {
    case FIELD_DAY:
        html(rq,
             "<input type=\"date\" name=\"%s\" value=\"%s\" "
             "placeholder=\"2014-12-31\">",
             name, value);
        return;
    case FIELD_MONTH:
        html(rq,
             "<input type=\"month\" name=\"%s\" value=\"%s\" "
             "placeholder=\"2014-12\">",
             name, value);
        return;
    case FIELD_DATE:
        html(rq,
             "<input name=\"%s\" value=\"%s\" dir=\"ltr\" "
             "placeholder=\"2014-12-31, 2014-12, 2014\">",
             name, value);
        return;
    case FIELD_COUNT:
    case FIELD_MONEY:
        html(rq,
             "<input name=\"%s\" value=\"%s\" inputmode=\"decimal\" "
             "dir=\"ltr\" class=\"n\" autocomplete=\"off\">",
             name, value);
        return;
    case FIELD_HASH:
    case FIELD_OBJECT:
        html(rq, "<textarea name=\"%s\" dir=\"ltr\" rows=\"2\">%s</textarea>",
             name, value);
        return;
    default:
        html(rq,
             f->most > 200 ? "<textarea name=\"%s\" rows=\"2\" "
                             "dir=\"auto\">%s</textarea>" :
                             "<input name=\"%s\" value=\"%s\" "
                             "dir=\"auto\">",
             name, value);
    }
}

void form_input(struct rq *rq, const struct field *f, const char *name,
                const char *value)
{
    if (f->type == FIELD_CHOICE)
        choice_input(rq, f, name, value);
    else if (f->type == FIELD_CODE && kind_find(str_of(f->of)))
        thing_select(rq, kind_find(str_of(f->of)), name, value, true);
    else if (f->type == FIELD_FLAG)
        html(rq,
             value[0] ? "<input type=\"checkbox\" name=\"%s\" "
                        "value=\"1\" checked>" :
                        "<input type=\"checkbox\" name=\"%s\" "
                        "value=\"1\">",
             name);
    else
        plain_input(rq, f, name, value);
}

static void input(struct rq *rq, const struct form *form, const struct field *f,
                  const struct field *all, int n, const struct spot *at,
                  const void *record)
{
    const char *name = input_name(rq, at, at->to, f->name, "");

    if (f->type == FIELD_REF) {
        ref_input(rq, form, f, at, record);
        return;
    }
    form_input(rq, f, name, value_text(rq, form, f, all, n, at, record));
}

/* ---- drawing the form ---------------------------------------------------*/

/* What belongs in a row is said once, above all of them. */
static void row_label(struct rq *rq, const struct field *f,
                      const struct spot *at, const char *word)
{
    html(rq,
         f->flags & FIELD_NEED ?
             "<div class=\"field need\"><label><span>%s</span>" :
             "<div class=\"field\"><label><span>%s</span>",
         word);
    hint_next(rq, at->rows->child, f);
}

void form_labelled_as(struct rq *rq, const char *key, const struct form *form,
                      const struct field *f, const struct field *all, int n,
                      const struct spot *at, const void *record)
{
    const char *path = path_of(rq, at, f->name);
    const char *text = key ? word(rq, key) : field_word(rq, f);

    if (at->rows)
        row_label(rq, f, at, text);
    else
        label_open(rq, f, text);
    input(rq, form, f, all, n, at, record);
    html(rq, "</label>");
    field_findings(rq, form, path);
    if (record)
        ref_offers(rq, form, f, at, record);
    html(rq, "</div>");
}

void form_labelled(struct rq *rq, const struct form *form,
                   const struct field *f, const struct field *all, int n,
                   const struct spot *at, const void *record)
{
    if (field_is_seal(f)) { /* kept by a fix that leaves the text alone */
        html(rq, "<input type=\"hidden\" name=\"%s\" value=\"%s\">",
             input_name(rq, at, at->to, f->name, ""),
             value_text(rq, form, f, all, n, at, record));
        return;
    }
    form_labelled_as(rq, NULL, form, f, all, n, at, record);
}

/* The months of a year stand across the sheet. */
static void row_draw(struct rq *rq, const struct form *form,
                     const struct field *f, const struct spot *at,
                     const void *record)
{
    bool in_months = false;

    html(rq, "<fieldset class=\"row\"><legend>%s %d</legend>",
         field_word(rq, f), at->to + 1);
    for (int i = 0; i < f->children; i++) {
        bool is_month = field_is_month(f->child[i].name);

        if (is_month && !in_months)
            html(rq, "<div class=\"months\">");
        if (!is_month && in_months)
            html(rq, "</div>");
        in_months = is_month;
        form_labelled(rq, form, &f->child[i], f->child, f->children, at,
                      record);
    }
    html(rq, in_months ? "</div></fieldset>" : "</fieldset>");
}

void form_rows(struct rq *rq, const struct form *form, const struct field *f,
               const void *record)
{
    const struct list *list = (const void *)((const char *)record + f->at);
    const struct row_map *map = NULL;
    int n = (int)list->n, blank = BLANK_ROWS;

    for (int i = 0; i < form->maps; i++)
        if (form->map[i].field == f)
            map = &form->map[i];
    if (map)
        blank = map->blank;
    html(rq, "<fieldset class=\"rows\"><legend>%s</legend>", field_word(rq, f));
    hint_rows(rq, f, NULL);
    field_findings(rq, form, f->name);
    for (int i = 0; i < n; i++)
        row_draw(rq, form, f, &(struct spot){ f, map ? map->at[i] : i, i },
                 row_gauged(rq, form->kind, record, f,
                            (const char *)list->at +
                                (size_t)i * f->child_bytes));
    for (int i = n; i < n + blank && i < f->most; i++)
        row_draw(rq, form, f, &(struct spot){ f, -1, i }, NULL);
    html(rq,
         "<button name=\"_add\" value=\"%s\" formnovalidate>%s</button>"
         "</fieldset>",
         f->name, word(rq, "form.more_rows"));
}

/* Findings that are of no field, or of one that is not shown. */
static void general_findings(struct rq *rq, const struct form *form)
{
    if (findings_stop(&form->found))
        html(rq, "<p class=\"note stop\" role=\"alert\">%s</p>",
             word(rq, "form.look"));
    for (size_t i = 0; i < form->found.n; i++) {
        struct str rest = form->found.at[i].path;
        struct str field = str_cut(&rest, '[');

        if (!kind_field(form->kind, field) && !str_same(field, S("why")))
            finding_draw(rq, &form->found.at[i]);
    }
    if (!id_none(form->there))
        html(rq, "<p><a class=\"button\" href=\"/entry/%s\">%s</a></p>",
             id_text(rq, form->there), word(rq, "postings.open"));
}

static void fix_inputs(struct rq *rq, const struct form *form)
{
    if (!form->fixing)
        return;
    html(rq,
         "<div class=\"field need\"><label><span>%s</span><input "
         "name=\"_why\" value=\"%s\" maxlength=\"500\" dir=\"auto\"></label>",
         word(rq, "form.why"), zstr(rq, form->why));
    field_findings(rq, form, "why");
    html(rq, "</div><input type=\"hidden\" name=\"_tip\" value=\"%s\">",
         id_text(rq, form->tip));
}

/* What nobody types: it follows from the rest when a new one is kept. */
static bool by_itself(const struct form *form, const struct field *f)
{
    return !form->fixing && str_same(str_of(f->name), S("bylaw")) &&
           law_fills(form->kind);
}

void form_draw(struct rq *rq, const struct form *form)
{
    const struct kind *k = form->kind;
    const struct spot top = { NULL, form->posted ? 0 : -1, 0 };

    frame_open(rq, kind_word(rq, k));
    html(rq, "<p class=\"lead\">%s</p>",
         word(rq, form->fixing ? "form.fixing" : "form.new"));
    general_findings(rq, form);
    lookalikes_draw(rq, &form->twins);
    html(rq,
         "<form method=\"post\" class=\"fact\"><input type=\"hidden\" "
         "name=\"_csrf\" value=\"%s\"><input type=\"hidden\" name=\"_id\" "
         "value=\"%s\"><div class=\"grid\">",
         rq->csrf, id_text(rq, form->id));
    for (int i = 0; i < k->fields; i++)
        if (k->field[i].type != FIELD_ROWS && !by_itself(form, &k->field[i]))
            form_labelled(rq, form, &k->field[i], k->field, k->fields, &top,
                          form->record);
    html(rq, "</div>");
    for (int i = 0; i < k->fields; i++)
        if (k->field[i].type == FIELD_ROWS)
            form_rows(rq, form, &k->field[i], form->record);
    html(rq,
         "<div class=\"grid\"><div class=\"field\"><label><span>%s</span>"
         "<input name=\"_took\" value=\"%s\" maxlength=\"80\" dir=\"auto\">"
         "</label></div>",
         word(rq, "form.took"), zstr(rq, form->took));
    fix_inputs(rq, form);
    html(rq,
         form->twins.n ? "</div><p class=\"tools\"><button class=\"main\" "
                         "name=\"_twins\" value=\"seen\">%s</button>" :
                         "</div><p class=\"tools\"><button class=\"main\">%s"
                         "</button>",
         word(rq, form->twins.n ? "twin.keep" : "form.keep"));
    if (form->fixing)
        html(rq,
             " <button class=\"danger\" name=\"_withdraw\" value=\"1\">%s"
             "</button>",
             word(rq, "form.withdraw"));
    html(rq, "</p></form>");
    frame_close(rq);
}

/* The same for a program: what the record is made of, and, for a correction,
 * what it says now and which entry or fix the correction must answer. */
static void form_json(struct rq *rq, const struct form *form)
{
    const struct kind *k = form->kind;
    struct buf *b = &rq->body;

    rq->type = "application/json";
    buf_z(b, "{\"fields\":");
    fields_json(rq, k->field, k->fields);
    if (form->fixing)
        buf_fmt(b, ",\"id\":\"%s\"", id_text(rq, form->id));
    buf_fmt(b, ",\"kind\":\"%s\"", k->name);
    if (form->fixing) {
        buf_z(b, ",\"record\":");
        buf_add(b, record_body(k, form->record, rq->arena));
        buf_fmt(b, ",\"tip\":\"%s\"", id_text(rq, form->tip));
    }
    buf_z(b, ",\"title\":");
    buf_json(b, str_of(kind_word(rq, k)));
    buf_z(b, "}\n");
}

void form_show(struct rq *rq, const struct form *form)
{
    if (rq->json)
        form_json(rq, form);
    else
        form_draw(rq, form);
}
