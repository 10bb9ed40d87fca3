/* pivot_ask - what a pivot may be asked, and what it was asked.
 *
 * Rows, columns and values are fields of the kind's own table, never text that
 * somebody typed: a name that is not among them is refused. */
#include <string.h>

#include "web/list/pivot.h"

static const char *const levels[] = { "province", "district", "taluka", "uc" };

/* ---- what there is ------------------------------------------------------*/

static void dim_add(struct rq *rq, struct pivot_ask *a, const struct filter *f,
                    enum pivot_step step, const char *at)
{
    struct pivot_dim *d = &a->dim[a->dims];
    struct buf name = buf_start(rq->arena);

    if (a->dims == PIVOT_DIMS)
        return;
    a->dims++;
    buf_fmt(&name, "%s%s%s", f->arg + 2, at[0] ? "@" : "", at);
    *d = (struct pivot_dim){ .f = f->f,
                             .by = f->by,
                             .step = step,
                             .level = step == PIVOT_LEVEL ?
                                          choice_find(LIST_LEVELS, str_of(at)) :
                                          -1,
                             .name = zstr(rq, buf_str(&name)),
                             .base = f->arg + 2 };
}

static void months_add(struct rq *rq, struct pivot_ask *a,
                       const struct filter *f)
{
    dim_add(rq, a, f, PIVOT_MONTH, "month");
    dim_add(rq, a, f, PIVOT_YEAR, "year");
    dim_add(rq, a, f, PIVOT_FISCAL, "fiscal");
}

/* People are no headings: they are counted, and named by the lists. */
static void dims_of(struct rq *rq, struct pivot_ask *a, const struct filter *f)
{
    const struct kind *of = f->f->type == FIELD_REF && f->f->of ?
                                kind_find(str_of(f->f->of)) :
                                NULL;

    if (f->f->type == FIELD_DAY || f->f->type == FIELD_DATE ||
        f->f->type == FIELD_MONTH)
        months_add(rq, a, f);
    else if (f->f->type == FIELD_CHOICE || f->f->type == FIELD_CODE)
        dim_add(rq, a, f, PIVOT_SELF, "");
    if (of && !strcmp(of->name, "place"))
        for (size_t i = 0; i < LEN(levels); i++)
            dim_add(rq, a, f, PIVOT_LEVEL, levels[i]);
    if (of && !kind_sealed(of) && !of->bars && rq_sees_kind(rq, of))
        dim_add(rq, a, f, PIVOT_SELF, "");
}

static const struct pivot_dim *dim_find(const struct pivot_ask *a,
                                        struct str name)
{
    for (int i = 0; i < a->dims; i++)
        if (str_same(str_of(a->dim[i].name), name))
            return &a->dim[i];
    return NULL;
}

bool pivot_sums(const struct field *f)
{
    return (f->type == FIELD_COUNT || f->type == FIELD_MONEY) &&
           !(f->flags & (FIELD_SEALED | FIELD_DEGREES | FIELD_EXCHANGE)) &&
           !(f->type == FIELD_COUNT && !strcmp(f->name, "amount"));
}

bool pivot_counts(const struct field *f)
{
    return (f->type == FIELD_REF && f->of) || f->type == FIELD_CODE;
}

/* ---- what was asked -----------------------------------------------------*/

static bool value_read(struct rq *rq, struct pivot_ask *a)
{
    struct str said = rq_arg(rq, "of"), field = said,
               what = str_cut(&field, ':');

    if (!said.n || str_same(said, S("count")))
        return true;
    a->value = kind_field(a->kind, field);
    a->of = str_same(what, S("sum")) ? PIVOT_SUM : PIVOT_DISTINCT;
    return a->value && (a->of == PIVOT_SUM ? pivot_sums(a->value) :
                                             str_same(what, S("distinct")) &&
                                                 pivot_counts(a->value));
}

/* The districts; else what there is first. */
static const struct pivot_dim *dim_usual(const struct pivot_ask *a)
{
    for (int i = 0; i < a->dims; i++)
        if (a->dim[i].step == PIVOT_LEVEL &&
            str_ends(str_of(a->dim[i].name), S("@district")))
            return &a->dim[i];
    return a->dims ? &a->dim[0] : NULL;
}

static bool side_read(struct rq *rq, struct pivot_ask *a, int side)
{
    struct str said = rq_arg(rq, side ? "cols" : "rows");
    const struct pivot_dim *d = said.n ? dim_find(a, said) :
                                side   ? NULL :
                                         dim_usual(a);

    if (d)
        a->side[side] = *d;
    return d || !said.n;
}

static bool sign_used(struct rq *rq, char sign)
{
    for (int i = 0; i < rq->q->args; i++) {
        struct str name = rq->q->arg[i].name;

        if (name.n > 2 && name.p[0] == sign && name.p[1] == '.')
            return true;
    }
    return false;
}

/* Two signs that no filter of this question has: cells narrow by these. */
static bool signs_choose(struct rq *rq, struct pivot_ask *a)
{
    int n = 0;

    for (const char *sign = &LIST_SIGNS[1]; *sign && n < 2; sign++)
        if (!sign_used(rq, *sign))
            a->sign[n++] = *sign;
    return n == 2;
}

void pivot_read(struct rq *rq, const struct kind *k, struct pivot_ask *out)
{
    struct filter all[LIST_FILTERS];
    int n = list_filters(rq, k, 'f', all, LIST_FILTERS);

    *out = (struct pivot_ask){ .kind = k };
    for (int i = 0; i < n; i++)
        dims_of(rq, out, &all[i]);
    out->state_in = !rq_arg(rq, "state").n;
    list_seek(rq, k, &out->seek);
    if (out->state_in)
        seek_cond(&out->seek, (struct cond){ .type = COND_COUNTS });
    /* Each is read, whether or not the one before was good. */
    out->good = side_read(rq, out, 0);
    out->good = side_read(rq, out, 1) && out->good;
    out->good = value_read(rq, out) && out->good;
    out->good = signs_choose(rq, out) && out->good;
}

/* ---- its links ----------------------------------------------------------*/

/* Is it a filter of the list: a field's, words, a state? */
static bool filters(struct str name, bool words)
{
    return str_starts(name, S("f.")) || list_cell_arg(name) ||
           str_same(name, S("state")) || (words && str_same(name, S("q")));
}

static void arg_put(struct rq *rq, struct buf *b, const struct http_pair *p)
{
    buf_fmt(b, "%s%s=%s", b->n ? "&" : "", url_part(rq, p->name),
            url_part(rq, p->value));
}

static void filters_put(struct rq *rq, struct buf *b, bool words)
{
    for (int i = 0; i < rq->q->args; i++)
        if (rq->q->arg[i].value.n && filters(rq->q->arg[i].name, words))
            arg_put(rq, b, &rq->q->arg[i]);
}

struct str pivot_asked(struct rq *rq, bool words)
{
    static const char *const own[] = { "rows", "cols", "of" };
    struct buf b = buf_start(rq->arena);

    filters_put(rq, &b, words);
    for (size_t i = 0; i < LEN(own); i++)
        if (rq_arg(rq, own[i]).n)
            arg_put(rq, &b,
                    &(struct http_pair){ str_of(own[i]), rq_arg(rq, own[i]) });
    return buf_str(&b);
}

/* The first and the last month of a heading. */
static void months_of(const struct pivot_dim *d, int64_t n, month *from,
                      month *to)
{
    *from = d->step == PIVOT_MONTH ?
                (month)n :
                month_of(day_of((int)n, d->step == PIVOT_YEAR ? 1 : 7, 1));
    *to = *from + (d->step == PIVOT_MONTH ? 0 : 11);
}

static void range_put(struct buf *b, const struct pivot_dim *d, char sign,
                      int64_t n)
{
    month from, to;

    months_of(d, n, &from, &to);
    buf_fmt(b, "&%c.%s.from=", sign, d->base);
    if (d->f->type == FIELD_MONTH)
        month_put(b, from);
    else
        day_put(b, month_first(from));
    buf_fmt(b, "&%c.%s.to=", sign, d->base);
    if (d->f->type == FIELD_MONTH)
        month_put(b, to);
    else
        day_put(b, month_end(to));
}

static void key_put(struct rq *rq, struct buf *b, const struct pivot_dim *d,
                    char sign, const struct pivot_key *key)
{
    if (!d->f)
        return;
    if (key->type == PIVOT_NONE) {
        buf_fmt(b, "&%c.%s.none=%s", sign, d->base,
                d->step == PIVOT_LEVEL ?
                    zstr(rq, choice_name(LIST_LEVELS, d->level)) :
                    "self");
        return;
    }
    if (d->step == PIVOT_MONTH || d->step == PIVOT_YEAR ||
        d->step == PIVOT_FISCAL) {
        range_put(b, d, sign, key->n);
        return;
    }
    buf_fmt(b,
            d->step == PIVOT_SELF && key->type == PIVOT_ID ? "&%c.%s.at=" :
                                                             "&%c.%s=",
            sign, d->base);
    if (key->type == PIVOT_ID)
        id_put(b, key->id);
    else if (key->type == PIVOT_TEXT)
        buf_z(b, url_part(rq, key->text));
    else
        buf_z(b, url_part(rq, choice_name(d->f->of, (int)key->n)));
}

struct str pivot_path(struct rq *rq, const struct pivot_ask *a,
                      const struct pivot_key *row, const struct pivot_key *col)
{
    struct buf b = buf_start(rq->arena), args = buf_start(rq->arena);

    filters_put(rq, &args, true);
    buf_fmt(&b, "/list/%s?", a->kind->name);
    buf_add(&b, buf_str(&args));
    if (a->state_in)
        buf_fmt(&b, "%sstate=in", args.n ? "&" : "");
    if (row)
        key_put(rq, &b, &a->side[0], a->sign[0], row);
    if (col)
        key_put(rq, &b, &a->side[1], a->sign[1], col);
    return buf_str(&b);
}

/* ---- in words -----------------------------------------------------------*/

static const char *step_word(struct rq *rq, const struct pivot_dim *d)
{
    switch (d->step) {
    case PIVOT_LEVEL:
        return word_of(rq, "choice", choice_name(LIST_LEVELS, d->level));
    case PIVOT_MONTH: return word(rq, "pivot.month");
    case PIVOT_YEAR: return word(rq, "pivot.year");
    case PIVOT_FISCAL: return word(rq, "pivot.fiscal");
    default: return "";
    }
}

const char *pivot_dim_word(struct rq *rq, const struct pivot_ask *a,
                           const struct pivot_dim *d)
{
    struct buf b = buf_start(rq->arena);
    const char *step;

    if (!d->f)
        return word(rq, "pivot.all");
    step = step_word(rq, d);
    if (d->by && kind_field(a->kind, str_of(d->f->name)))
        buf_fmt(&b, "%s: ", field_word(rq, d->by));
    buf_fmt(&b, "%s%s%s", field_word(rq, d->f), step[0] ? ": " : "", step);
    return zstr(rq, buf_str(&b));
}

const char *pivot_value_word(struct rq *rq, const struct pivot_ask *a)
{
    struct buf b = buf_start(rq->arena);

    if (a->of == PIVOT_COUNT)
        return kind_words(rq, a->kind);
    buf_fmt(&b, "%s: %s", field_word(rq, a->value),
            word(rq, a->of == PIVOT_SUM ? "pivot.sum" : "pivot.distinct"));
    return zstr(rq, buf_str(&b));
}

static const char *year_word(struct rq *rq, int64_t n, bool fiscal)
{
    struct buf b = buf_start(rq->arena);

    buf_int(&b, n);
    if (fiscal)
        buf_fmt(&b, "-%d%d", (int)((n + 1) / 10 % 10), (int)((n + 1) % 10));
    return zstr(rq, buf_str(&b));
}

const char *pivot_key_word(struct rq *rq, const struct pivot_dim *d,
                           const struct pivot_key *key)
{
    if (!d->f)
        return word(rq, "pivot.all");
    if (key->type == PIVOT_NONE)
        return word(rq, "pivot.unsaid");
    if (d->step == PIVOT_MONTH)
        return month_text(rq, (month)key->n);
    if (d->step == PIVOT_YEAR || d->step == PIVOT_FISCAL)
        return year_word(rq, key->n, d->step == PIVOT_FISCAL);
    if (key->type == PIVOT_ID)
        return thing_name(rq, kind_find(str_of(d->f->of)), key->id);
    if (key->type == PIVOT_TEXT)
        return thing_name(rq, kind_find(str_of(d->f->of)),
                          id_named(str_of(d->f->of), key->text));
    return choice_say(rq, d->f, choice_name(d->f->of, (int)key->n));
}

/* What one filter says: "Taluka: Rohri". */
static void chip(struct rq *rq, const struct filter *f, struct str more,
                 struct str said)
{
    struct id id;

    html(rq, "<span class=\"chip\">%s", field_word(rq, f->f));
    if (str_same(more, S(".none"))) {
        html(rq, ": %s</span>", word(rq, "pivot.unsaid"));
        return;
    }
    if (str_same(more, S(".from")) || str_same(more, S(".to")))
        html(rq, " %s",
             word(rq, str_same(more, S(".to")) ? "list.until" : "list.from"));
    if (f->f->type == FIELD_CHOICE && choice_find(f->f->of, said) >= 0)
        html(rq, ": %s</span>", choice_say(rq, f->f, said));
    else if (f->f->type == FIELD_REF && f->f->of &&
             thing_read(rq, f->f->of, said, &id) && !id_none(id) &&
             (!kind_scoped(kind_find(str_of(f->f->of))) ||
              rq_sees(rq, kind_find(str_of(f->f->of)), id)))
        html(rq, ": <bdi>%s</bdi></span>",
             thing_name(rq, kind_find(str_of(f->f->of)), id));
    else
        html(rq, ": <bdi>%s</bdi></span>", zstr(rq, said));
}

static void chips_of(struct rq *rq, const struct filter *f, bool *any)
{
    static const char *const more[] = { "", ".from", ".to", ".none", ".at" };

    for (size_t i = 0; i < LEN(more); i++) {
        struct buf name = buf_start(rq->arena);
        struct str said;

        buf_fmt(&name, "%s%s", f->arg, more[i]);
        said = str_trim(rq_arg(rq, zstr(rq, buf_str(&name))));
        if (!said.n)
            continue;
        html(rq, *any ? " " : "<p class=\"chips\">");
        *any = true;
        chip(rq, f, str_of(more[i]), said);
    }
}

void pivot_chips(struct rq *rq, const struct kind *k, const char *signs)
{
    struct filter all[LIST_FILTERS];
    bool any = false;

    for (; *signs; signs++) {
        int n = list_filters(rq, k, *signs, all, LIST_FILTERS);

        for (int i = 0; i < n; i++)
            chips_of(rq, &all[i], &any);
    }
    if (any)
        html(rq, "</p>");
}
