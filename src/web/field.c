/* field - a record's fields as people read them. */
#include <string.h>

#include "log.sql.h"
#include "web.sql.h"
#include "web/web.h"

const char *kind_word(struct rq *rq, const struct kind *k)
{
    return word_of(rq, "kind", str_of(k->name));
}

const char *kind_words(struct rq *rq, const struct kind *k)
{
    return word_of(rq, "kinds", str_of(k->name));
}

/* What is of another type is another thing than what is elsewhere called so:
 * "field.made.rows", and what refers to a thing "field.giver.body". */
const char *field_word(struct rq *rq, const struct field *f)
{
    struct buf key = buf_start(rq->arena);
    bool refers = (f->type == FIELD_REF || f->type == FIELD_CODE) && f->of;

    buf_fmt(&key, "field.%s.%s", f->name, refers ? f->of : field_type_name(f));
    if (!str_same(say_str(rq->lang, buf_str(&key)), buf_str(&key)))
        return zstr(rq, say_str(rq->lang, buf_str(&key)));
    return word_of(rq, "field", str_of(f->name));
}

/* One person is a woman or a man; a body is of women or of men. */
const char *choice_say(struct rq *rq, const struct field *f, struct str name)
{
    MUST(f && f->type == FIELD_CHOICE && f->of);
    return word_of(rq, strcmp(f->of, "women|men") == 0 ? "one" : "choice",
                   name);
}

/* ---- indicators ---------------------------------------------------------*/

bool gauge_find(struct rq *rq, struct str code, struct gauge *out)
{
    struct rows r = db_rows(rq->db, SQL_WEB_GAUGE);
    bool kept = str_starts(code, S("kept.")), found;
    struct str part = kept ? str_from(code, 5) : code,
               base = str_cut(&part, '@'); /* "hh@CARD.23": a part of hh */

    db_bind_text(&r, 1, base);
    found = db_next(&r);
    if (found) {
        int col = db_str(&r, (int)rq->lang).n ? (int)rq->lang : 0;

        *out = (struct gauge){ .name = zstr(rq, db_str(&r, col)),
                               .scale = (int)db_int(&r, 3),
                               .widest = db_int(&r, 4) != 0 };
        if (kept) {
            struct buf b = buf_start(rq->arena);

            buf_fmt(&b, "%s (%s)", out->name, word(rq, "cutover.kept"));
            out->name = zstr(rq, buf_str(&b));
        }
        if (part.n) {
            struct buf b = buf_start(rq->arena);

            buf_fmt(&b, "%s (%s)", out->name, zstr(rq, part));
            out->name = zstr(rq, buf_str(&b));
        }
    }
    db_done(&r);
    return found;
}

/* What is counted of an indicator: an amount, where it began, and the months of
 * a plan (m07 to m06). */
static bool is_gauged(const char *name)
{
    return !strcmp(name, "amount") || !strcmp(name, "baseline") ||
           field_is_month(name);
}

bool field_is_month(const char *name)
{
    return name[0] == 'm' && name[1] >= '0' && name[1] <= '1' &&
           name[2] >= '0' && name[2] <= '9' && !name[3];
}

/* It stands in the scale of the indicator beside it. */
int field_scale(struct rq *rq, const struct field *f, const struct field *all,
                int n, const void *record)
{
    const struct field *code = field_find(all, n, S("indicator"));
    struct gauge m;

    if (field_decimals(f))
        return field_decimals(f);
    if (f->type != FIELD_COUNT || !is_gauged(f->name) || !code ||
        code->type != FIELD_CODE ||
        !gauge_find(rq,
                    *(const struct str *)(const void *)((const char *)record +
                                                        code->at),
                    &m))
        return 0;
    return m.scale;
}

static struct str code_in(const struct field *rows, const char *name,
                          const void *row)
{
    const struct field *f = field_find(rows->child, rows->children,
                                       str_of(name));

    return f && (f->type == FIELD_CODE || f->type == FIELD_TEXT) ?
               *(const struct str *)(const void *)((const char *)row + f->at) :
               S("");
}

/* Of the first row of the same code that names an indicator. */
static struct str indicator_by_code(const struct kind *k, const void *record,
                                    const struct field *but, struct str code)
{
    for (int i = 0; i < k->fields; i++) {
        const struct field *f = &k->field[i];
        const struct list *list = (const void *)((const char *)record + f->at);

        if (f->type != FIELD_ROWS || f == but)
            continue;
        for (size_t j = 0; j < list->n; j++) {
            const void *row = (const char *)list->at + j * f->child_bytes;

            if (str_same(code_in(f, "code", row), code) &&
                code_in(f, "indicator", row).n)
                return code_in(f, "indicator", row);
        }
    }
    return S("");
}

const void *row_gauged(struct rq *rq, const struct kind *k, const void *record,
                       const struct field *rows, const void *row)
{
    const struct field *f = field_find(rows->child, rows->children,
                                       S("indicator"));
    struct str code = code_in(rows, "code", row), by;
    char *copy;

    if (!f || f->type != FIELD_CODE || !code.n ||
        code_in(rows, "indicator", row).n)
        return row;
    by = indicator_by_code(k, record, rows, code);
    if (!by.n)
        return row;
    copy = arena_take(rq->arena, rows->child_bytes);
    memcpy(copy, row, rows->child_bytes);
    *(struct str *)(void *)(copy + f->at) = by;
    return copy;
}

const struct kind *entry_kind(struct rq *rq, struct id id)
{
    struct rows r = db_rows(rq->db, SQL_ENTRY_KIND);
    const struct kind *k = NULL;

    db_bind_id(&r, 1, id);
    if (!id_none(id) && db_next(&r))
        k = kind_find(db_str(&r, 0));
    db_done(&r);
    return k && rq_sees(rq, k, id) ? k : NULL;
}

/* ---- one value ----------------------------------------------------------*/

static const char *printed(struct rq *rq, const struct field *f,
                           const void *record)
{
    struct buf b = buf_start(rq->arena);

    field_print(f, record, &b);
    return zstr(rq, buf_str(&b));
}

static void code_draw(struct rq *rq, const struct field *f, struct str code)
{
    const struct kind *k = kind_find(str_of(f->of));
    struct id id = id_named(str_of(f->of), code);

    html(rq, "<a href=\"%s\">%s</a>", thing_path(rq, k, id),
         thing_name(rq, k, id));
}

static void date_draw(struct rq *rq, const struct date *d)
{
    if (d->grain == GRAIN_DAY)
        html(rq, "%s", day_text(rq, d->on));
    else if (d->grain == GRAIN_MONTH)
        html(rq, "%s", month_text(rq, month_of(d->on)));
    else
        html(rq, "%s",
             zstr(rq, (struct str){ month_iso(rq, month_of(d->on)), 4 }));
}

void field_draw(struct rq *rq, const struct field *f, const struct field *all,
                int n, const void *record)
{
    const void *at = (const char *)record + f->at;
    const struct kind *k = f->of && f->type != FIELD_CHOICE ?
                               kind_find(str_of(f->of)) :
                               NULL;

    if (field_none(f, record))
        return;
    switch (f->type) {
    case FIELD_COUNT:
    case FIELD_MONEY:
        html(rq, "<span class=\"n\">%s</span>",
             number_all(rq, *(const int64_t *)at,
                        field_scale(rq, f, all, n, record)));
        return;
    case FIELD_CHOICE:
        html(rq, "%s",
             choice_say(rq, f, choice_name(f->of, *(const int32_t *)at)));
        return;
    case FIELD_DAY: html(rq, "%s", day_text(rq, *(const day *)at)); return;
    case FIELD_MONTH:
        html(rq, "%s", month_text(rq, *(const month *)at));
        return;
    case FIELD_DATE: date_draw(rq, at); return;
    case FIELD_FLAG: html(rq, "%s", word(rq, "flag.yes")); return;
    case FIELD_REF:
        if (!k) /* of several kinds */
            k = entry_kind(rq, *(const struct id *)at);
        html(rq, "<a href=\"%s\">%s</a>",
             thing_path(rq, k, *(const struct id *)at),
             thing_name(rq, k, *(const struct id *)at));
        return;
    case FIELD_CODE: code_draw(rq, f, *(const struct str *)at); return;
    case FIELD_HASH:
    case FIELD_OBJECT:
        html(rq, "<code>%s</code>", printed(rq, f, record));
        return;
    case FIELD_TEXT:
        html(rq,
             f->flags & FIELD_SECRET ? "<bdi dir=\"ltr\">%s</bdi>" :
                                       "<bdi>%s</bdi>",
             printed(rq, f, record));
        return;
    case FIELD_ROWS: return;
    }
}

static bool is_number(const struct field *f)
{
    return f->type == FIELD_COUNT || f->type == FIELD_MONEY;
}

static void rows_draw(struct rq *rq, const struct kind *k, const void *record,
                      const struct field *f)
{
    const struct list *list = (const void *)((const char *)record + f->at);

    html(rq, "<div class=\"box\" tabindex=\"0\"><table><thead><tr>");
    for (int i = 0; i < f->children; i++)
        html(rq,
             is_number(&f->child[i]) ? "<th scope=\"col\" class=\"n\">%s</th>" :
                                       "<th scope=\"col\">%s</th>",
             field_word(rq, &f->child[i]));
    html(rq, "</tr></thead><tbody>");
    for (size_t row = 0; row < list->n; row++) {
        const void *at = row_gauged(rq, k, record, f,
                                    (const char *)list->at +
                                        row * f->child_bytes);

        html(rq, "<tr>");
        for (int i = 0; i < f->children; i++) {
            html(rq, is_number(&f->child[i]) ? "<td class=\"n\">" : "<td>");
            field_draw(rq, &f->child[i], f->child, f->children, at);
            html(rq, "</td>");
        }
        html(rq, "</tr>");
    }
    html(rq, "</tbody></table></div>");
}

bool field_is_seal(const struct field *f)
{
    return f->type == FIELD_HASH && strcmp(f->name, "sealed") == 0;
}

void record_draw(struct rq *rq, const struct kind *k, const void *record)
{
    html(rq, "<dl class=\"fields\">");
    for (int i = 0; i < k->fields; i++) {
        const struct field *f = &k->field[i];
        if (field_none(f, record) || field_is_seal(f))
            continue;
        html(rq, "<dt>%s</dt><dd>", field_word(rq, f));
        if (f->type == FIELD_ROWS)
            rows_draw(rq, k, record, f);
        else
            field_draw(rq, f, k->field, k->fields, record);
        html(rq, "</dd>");
    }
    html(rq, "</dl>");
}

/* ---- findings -----------------------------------------------------------*/

static const char *finding_text(struct rq *rq, const struct finding *f)
{
    struct buf b = buf_start(rq->arena);

    finding_say(&b, rq->lang, f);
    return digits_text(rq, buf_str(&b));
}

/* "values[3].amount" as "Values 4, Amount". */
static const char *path_text(struct rq *rq, struct str path)
{
    struct buf b = buf_start(rq->arena);
    struct str rest = path, rows = str_cut(&rest, '[');
    struct str row = str_cut(&rest, ']');
    int64_t n;

    buf_z(&b, word_of(rq, "field", rows));
    if (int_read(row, &n)) {
        buf_fmt(&b, " %lld: ", (long long)n + 1);
        buf_z(&b, word_of(rq, "field", str_from(rest, 1)));
    }
    return zstr(rq, buf_str(&b));
}

const char *finding_name(struct rq *rq, struct str what)
{
    struct buf key = buf_start(rq->arena), b = buf_start(rq->arena);
    struct str words;

    buf_z(&key, "finding.");
    buf_add(&key, what);
    words = say(rq->lang, zstr(rq, buf_str(&key)));
    for (size_t i = 0; i < words.n; i++)
        if (words.p[i] == '{' && i + 2 < words.n && words.p[i + 2] == '}') {
            buf_z(&b, "…");
            i += 2;
        } else {
            buf_char(&b, words.p[i]);
        }
    return zstr(rq, buf_str(&b));
}

void finding_draw(struct rq *rq, const struct finding *f)
{
    html(rq,
         f->level == STOP ? "<p class=\"note stop\"><b>%s</b> " :
                            "<p class=\"note warn\"><b>%s</b> ",
         word(rq, f->level == STOP ? "finding.stop" : "finding.warn"));
    if (f->path.n)
        html(rq, "<i>%s:</i> ", path_text(rq, f->path));
    html(rq, "%s</p>", finding_text(rq, f));
}

void findings_json(struct rq *rq, const struct findings *f)
{
    struct buf *b = &rq->body;

    buf_char(b, '[');
    for (size_t i = 0; i < f->n; i++) {
        const struct finding *one = &f->at[i];

        buf_fmt(b, "%s{\"a\":%lld,\"b\":%lld,\"level\":\"%s\",\"path\":",
                i ? "," : "", (long long)one->a, (long long)one->b,
                one->level == STOP ? "stop" : "warn");
        buf_json(b, one->path);
        buf_z(b, ",\"what\":");
        buf_json(b, str_of(one->what));
        buf_z(b, ",\"words\":");
        buf_json(b, str_of(finding_text(rq, one)));
        buf_char(b, '}');
    }
    buf_char(b, ']');
}

/* ---- field tables -------------------------------------------------------*/

const char *field_type_name(const struct field *f)
{
    static const char *const name[] = {
        [FIELD_TEXT] = "text",   [FIELD_CHOICE] = "choice",
        [FIELD_COUNT] = "count", [FIELD_MONEY] = "money",
        [FIELD_DAY] = "day",     [FIELD_DATE] = "date",
        [FIELD_MONTH] = "month", [FIELD_FLAG] = "flag",
        [FIELD_REF] = "ref",     [FIELD_CODE] = "code",
        [FIELD_HASH] = "hash",   [FIELD_OBJECT] = "object",
        [FIELD_ROWS] = "rows",
    };

    return name[f->type];
}

static void choices_json(struct rq *rq, const struct field *f)
{
    struct str rest = str_of(f->of);
    struct buf *b = &rq->body;
    const char *comma = "";

    buf_z(b, "\"choices\":[");
    while (rest.n) {
        struct str one = str_cut(&rest, '|');

        buf_fmt(b, "%s{\"name\":", comma);
        buf_json(b, one);
        buf_z(b, ",\"word\":");
        buf_json(b, str_of(choice_say(rq, f, one)));
        buf_char(b, '}');
        comma = ",";
    }
    buf_z(b, "],");
}

static void field_json(struct rq *rq, const struct field *f)
{
    struct buf *b = &rq->body;

    buf_char(b, '{');
    if (f->type == FIELD_ROWS) {
        buf_z(b, "\"children\":");
        fields_json(rq, f->child, f->children);
        buf_char(b, ',');
    }
    if (f->type == FIELD_CHOICE)
        choices_json(rq, f);
    buf_z(b, "\"help\":");
    buf_json(b, hint_say(rq->arena, rq->lang, f));
    buf_char(b, ',');
    if (f->least < f->most)
        buf_fmt(b, "\"least\":%lld,\"most\":%lld,", (long long)f->least,
                (long long)f->most);
    buf_z(b, "\"name\":");
    buf_json(b, str_of(f->name));
    buf_fmt(b, ",\"needed\":%s,", f->flags & FIELD_NEED ? "true" : "false");
    if (f->of && f->type != FIELD_CHOICE) {
        buf_z(b, "\"of\":");
        buf_json(b, str_of(f->of));
        buf_char(b, ',');
    }
    buf_fmt(b, "\"type\":\"%s\",\"word\":", field_type_name(f));
    buf_json(b, str_of(field_word(rq, f)));
    buf_char(b, '}');
}

void fields_json(struct rq *rq, const struct field *f, int n)
{
    buf_char(&rq->body, '[');
    for (int i = 0; i < n; i++) {
        if (i)
            buf_char(&rq->body, ',');
        field_json(rq, &f[i]);
    }
    buf_char(&rq->body, ']');
}
