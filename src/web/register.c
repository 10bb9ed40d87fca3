/* register - what the pages of the register share. */
#include "web/register.h"

#include <string.h>

#include "attachment.sql.h"
#include "register.sql.h"
#include "staff.sql.h"

void *register_open(struct rq *rq, const struct kind *k, struct id *id)
{
    void *record = arena_take(rq->arena, k->bytes);

    if (!rq_id(rq, 0, id) || !row_find(rq->db, k, *id, rq->arena, record) ||
        !rq_sees(rq, k, *id)) {
        not_here(rq);
        return NULL;
    }
    if (kind_sealed(k) && rq_names(rq, k, *id)) {
        row_names(rq->db, k, *id, rq->arena, record);
        row_masks(rq->db, k, *id, rq->arena, record);
    }
    return record;
}

bool register_may(struct rq *rq, enum right right, const struct kind *k,
                  struct id id)
{
    struct scope scope;

    if (!rq_may(rq, right))
        return false;
    scope = thing_scope(rq, k, id);
    return rq_may_in(rq, right, &scope);
}

struct id rq_staff(struct rq *rq)
{
    struct rows r = db_rows(rq->db, SQL_WEB_STAFF_OF_LOGIN);
    struct id id = ID_NONE;

    db_bind_text(&r, 1, rq->who.login);
    db_bind_int(&r, 2, rq->today);
    if (db_next(&r))
        id = db_id(&r, 0);
    db_done(&r);
    return id;
}

/* ---- members of a record ------------------------------------------------*/

static const void *member_at(const struct kind *k, const void *record,
                             const char *name, enum field_type type)
{
    const struct field *f = kind_field(k, str_of(name));

    MUST(f && f->type == type);
    return (const char *)record + f->at;
}

struct str said_text(const struct kind *k, const void *record, const char *f)
{
    return *(const struct str *)member_at(k, record, f, FIELD_TEXT);
}

struct id said_id(const struct kind *k, const void *record, const char *f)
{
    return *(const struct id *)member_at(k, record, f, FIELD_REF);
}

int said_choice(const struct kind *k, const void *record, const char *f)
{
    return *(const int32_t *)member_at(k, record, f, FIELD_CHOICE);
}

int64_t said_number(const struct kind *k, const void *record, const char *f)
{
    const struct field *field = kind_field(k, str_of(f));

    MUST(field && (field->type == FIELD_COUNT || field->type == FIELD_MONEY));
    return *(const int64_t *)member_at(k, record, f, field->type);
}

day said_day(const struct kind *k, const void *record, const char *f)
{
    return *(const day *)member_at(k, record, f, FIELD_DAY);
}

struct date said_date(const struct kind *k, const void *record, const char *f)
{
    return *(const struct date *)member_at(k, record, f, FIELD_DATE);
}

/* ---- words --------------------------------------------------------------*/

const char *choice_text(struct rq *rq, const struct kind *k, const char *field,
                        int64_t at)
{
    const struct field *f = kind_field(k, str_of(field));

    MUST(f && f->type == FIELD_CHOICE);
    return choice_say(rq, f, choice_name(f->of, (int)at));
}

const char *body_word(struct rq *rq, int64_t nature, int64_t sex)
{
    const struct kind *k = kind_find(S("body"));
    struct buf b = buf_start(rq->arena);

    buf_z(&b, choice_text(rq, k, "nature", nature));
    buf_z(&b, " · ");
    buf_z(&b, choice_text(rq, k, "sex", sex));
    return zstr(rq, buf_str(&b));
}

const char *body_short(struct rq *rq, int64_t nature, int64_t sex)
{
    const struct kind *k = kind_find(S("body"));
    struct str code = choice_name(kind_field(k, S("nature"))->of, (int)nature);
    struct buf b = buf_start(rq->arena);

    buf_z(&b, word_of(rq, "short", code));
    buf_z(&b, " · ");
    buf_z(&b, choice_text(rq, k, "sex", sex));
    return zstr(rq, buf_str(&b));
}

const char *date_text(struct rq *rq, struct date d)
{
    if (d.on == DAY_NONE)
        return "";
    if (d.grain == GRAIN_DAY)
        return day_text(rq, d.on);
    if (d.grain == GRAIN_MONTH)
        return month_text(rq, month_of(d.on));
    return zstr(rq, (struct str){ month_iso(rq, month_of(d.on)), 4 });
}

void thing_link(struct rq *rq, const char *kind, struct id id)
{
    const struct kind *k = kind_find(str_of(kind));

    if (!id_none(id))
        html(rq, "<a href=\"%s\">%s</a>", thing_path(rq, k, id),
             thing_name(rq, k, id));
}

void place_line(struct rq *rq, struct id place)
{
    struct rows r = db_rows(rq->db, SQL_WEB_PLACE_LINE);

    html(rq, "<a href=\"/place/%s\">%s</a>", id_text(rq, place),
         place_name(rq, place));
    db_bind_id(&r, 1, place);
    db_bind_int(&r, 2, rq->today);
    while (db_next(&r)) {
        int col = db_str(&r, 1 + (int)rq->lang).n ? 1 + (int)rq->lang : 1;

        html(rq,
             rq->lang == LANG_EN ? ", <a href=\"/place/%s\">%s</a>" :
                                   "، <a href=\"/place/%s\">%s</a>",
             id_text(rq, db_id(&r, 0)), zstr(rq, db_str(&r, col)));
    }
}

/* ---- pieces of a page ---------------------------------------------------*/

void card_open(struct rq *rq, const char *key)
{
    html(rq, "<section class=\"card\"><h2>%s</h2>", word(rq, key));
}

void card_close(struct rq *rq)
{
    html(rq, "</section>");
}

void tile(struct rq *rq, const char *key, int64_t n, int scale,
          const char *more)
{
    html(rq,
         "<li class=\"counter\"><h2>%s</h2><p class=\"figure n\">%s</p><p "
         "class=\"parts\">%s</p></li>",
         word(rq, key), n == INT_NONE ? "–" : number_text(rq, n, scale), more);
}

/* A photograph of people is no more than a line to whoever may not see them. */
void attachments_card(struct rq *rq, const struct kind *k, struct id id)
{
    bool keeps = register_may(rq, RIGHT_KEEP, k, id);
    bool names = rq_names(rq, k, id), any = false;
    struct rows r = db_rows(rq->db, SQL_ATTACHMENT_ABOUT);

    db_bind_id(&r, 1, id);
    while (db_next(&r)) {
        const char *title = db_str(&r, 4).n ? zstr(rq, db_str(&r, 4)) :
                                              word(rq, "register.paper");

        if (!any)
            card_open(rq, "register.papers");
        if (!any)
            html(rq, "<ul class=\"links\">");
        any = true;
        if (db_int(&r, 3) && !names)
            html(rq, "<li class=\"off\"><bdi>%s</bdi>", title);
        else
            html(rq, "<li><a href=\"/attachment/%s\"><bdi>%s</bdi></a>",
                 id_text(rq, db_id(&r, 0)), title);
        html(rq, " <small>%s</small></li>", day_text(rq, (day)db_int(&r, 5)));
    }
    if (!any && !keeps)
        return;
    if (!any)
        card_open(rq, "register.papers");
    else
        html(rq, "</ul>");
    if (keeps)
        html(rq,
             "<p class=\"tools\"><a class=\"button\" href=\"/attach/%s\">%s"
             "</a></p>",
             id_text(rq, id), word(rq, "register.attach"));
    card_close(rq);
}

/* ---- JSON ---------------------------------------------------------------*/

struct keys keys_open(struct rq *rq)
{
    rq->type = "application/json";
    buf_char(&rq->body, '{');
    return (struct keys){ rq, false };
}

void keys_close(struct keys *k)
{
    buf_char(&k->rq->body, '}');
}

void key_any(struct keys *k, const char *key)
{
    buf_fmt(&k->rq->body, "%s\"%s\":", k->any ? "," : "", key);
    k->any = true;
}

void key_list(struct keys *k, const char *key)
{
    key_any(k, key);
    buf_char(&k->rq->body, '[');
}

struct keys key_item(struct rq *rq, size_t i)
{
    if (i)
        buf_char(&rq->body, ',');
    return keys_open(rq);
}

void key_list_end(struct keys *k)
{
    buf_char(&k->rq->body, ']');
}

void key_text(struct keys *k, const char *key, struct str s)
{
    key_any(k, key);
    buf_json(&k->rq->body, s);
}

void key_id(struct keys *k, const char *key, struct id id)
{
    key_any(k, key);
    if (id_none(id))
        buf_z(&k->rq->body, "null");
    else
        buf_fmt(&k->rq->body, "\"%s\"", id_text(k->rq, id));
}

void key_int(struct keys *k, const char *key, int64_t n)
{
    key_any(k, key);
    if (n == INT_NONE)
        buf_z(&k->rq->body, "null");
    else
        buf_int(&k->rq->body, n);
}

void key_day(struct keys *k, const char *key, day d)
{
    key_any(k, key);
    if (d == DAY_NONE) {
        buf_z(&k->rq->body, "null");
        return;
    }
    buf_char(&k->rq->body, '"');
    day_put(&k->rq->body, d);
    buf_char(&k->rq->body, '"');
}

/* How it is known who heads a household. */
enum head { HEAD_SAID, HEAD_WRITTEN, HEAD_ANYBODY };

static struct rows head_rows(struct rq *rq, struct id household)
{
    struct rows r = db_rows(rq->db, SQL_WEB_HEAD);

    db_bind_id(&r, 1, household);
    db_bind_int(&r, 2, rq->today);
    return r;
}

void head_ask(struct rq *rq, struct id household)
{
    struct rows r;

    if (!db_is_far(rq->db))
        return;
    r = head_rows(rq, household);
    db_ahead(&r);
}

static const char *head_read(struct rq *rq, struct id household, enum head *how)
{
    struct rows r = head_rows(rq, household);
    const char *name = "";
    bool any;

    any = db_next(&r);
    *how = any ? (enum head)db_int(&r, 3) : HEAD_ANYBODY;
    for (int i = -1; any && !name[0] && i < 3; i++)
        name = zstr(rq, db_str(&r, i < 0 ? (int)rq->lang : i));
    db_done(&r);
    return name;
}

const char *head_name(struct rq *rq, struct id household)
{
    enum head how;

    return head_read(rq, household, &how);
}

void head_say(struct rq *rq, const struct kind *k, struct id id, void *record)
{
    const struct field *f = kind_field(k, S("head"));
    const char *name;
    enum head how;

    if (strcmp(k->name, "household") != 0 || !f)
        return;
    name = head_read(rq, id, &how);
    if (how == HEAD_SAID && name[0])
        *(struct str *)((char *)record + f->at) = str_of(name);
}
