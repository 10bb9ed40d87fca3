/* erase - what identifies somebody is destroyed for good: her sealed part, that
 * of every record that is the same person, her name where it stands as the head
 * of her household, photographs and papers of hers. */
#include <string.h>

#include "privacy.sql.h"
#include "web/form.h"
#include "web/register.h"

enum { ERASED_MOST = 190, PHOTOS_MOST = 100 };

struct erase {
    struct id person;
    struct id what[ERASED_MOST];
    const struct kind *kind[ERASED_MOST];
    size_t n;
    struct id photo[PHOTOS_MOST];
    const char *title[PHOTOS_MOST];
    size_t photos;
};

static void what_add(struct erase *e, const struct kind *k, struct id id)
{
    for (size_t i = 0; i < e->n; i++)
        if (id_same(e->what[i], id))
            return;
    if (e->n == ERASED_MOST)
        return;
    e->kind[e->n] = k;
    e->what[e->n++] = id;
}

/* She is its head by relation, or by her name in any script. */
static bool is_head(struct rq *rq, struct rows *r)
{
    struct str head = utf8_fold(db_str(r, 1), rq->arena);
    bool is = !db_null(r, 5) && db_int(r, 5) == 0;

    for (int col = 2; col <= 4 && !is; col++)
        is = db_str(r, col).n &&
             str_same(head, utf8_fold(db_str(r, col), rq->arena));
    return is;
}

static void heads_find(struct rq *rq, struct erase *e, struct id person)
{
    struct rows r = db_rows(rq->db, SQL_WEB_HEADS_OF);

    db_bind_id(&r, 1, person);
    while (db_next(&r))
        if (is_head(rq, &r))
            what_add(e, kind_find(S("household")), db_id(&r, 0));
}

static void photos_find(struct rq *rq, struct erase *e, struct id about)
{
    struct rows r = db_rows(rq->db, SQL_WEB_PHOTOGRAPHS_OF);

    db_bind_id(&r, 1, about);
    while (db_next(&r) && e->photos < PHOTOS_MOST) {
        e->photo[e->photos] = db_id(&r, 0);
        e->title[e->photos++] = zstr(rq, db_str(&r, 1));
        what_add(e, kind_find(S("attachment")), db_id(&r, 0));
    }
    db_done(&r);
}

/* NULL when it has answered: nobody here, or not by this asker. */
static struct erase *erase_find(struct rq *rq)
{
    const struct kind *k = kind_find(S("person"));
    struct erase *e = arena_new(rq->arena, struct erase);
    struct scope s;
    size_t persons;
    struct rows r;

    *e = (struct erase){ .n = 0 };
    if (rq_id(rq, 0, &e->person)) {
        r = db_rows(rq->db, SQL_WEB_RECORDS_OF);
        db_bind_id(&r, 1, e->person);
        while (db_next(&r))
            what_add(e, k, db_id(&r, 0));
    }
    s = thing_scope(rq, k, e->person);
    if (!e->n || !rq_may_in(rq, RIGHT_ADMIN, &s)) {
        not_here(rq);
        return NULL;
    }
    persons = e->n;
    for (size_t i = 0; i < persons; i++) {
        heads_find(rq, e, e->what[i]);
        photos_find(rq, e, e->what[i]);
    }
    return e;
}

static void erase_json(struct rq *rq, const struct erase *e)
{
    rq->type = "application/json";
    buf_fmt(&rq->body, "{\"id\":\"%s\",\"needed\":[\"why\"],\"what\":[",
            id_text(rq, form_id(rq)));
    for (size_t i = 0; i < e->n; i++)
        buf_fmt(&rq->body, "%s\"%s\"", i ? "," : "", id_text(rq, e->what[i]));
    buf_z(&rq->body, "]}\n");
}

static void what_draw(struct rq *rq, const struct erase *e)
{
    html(rq, "<p>%s</p><ul class=\"links\">", word(rq, "erase.what"));
    for (size_t i = 0; i < e->n; i++)
        if (strcmp(e->kind[i]->name, "attachment") != 0)
            html(rq, "<li>%s <bdi>%s</bdi></li>", kind_word(rq, e->kind[i]),
                 thing_name(rq, e->kind[i], e->what[i]));
    html(rq, "</ul><p>%s</p>", word(rq, "erase.stays"));
    if (!e->photos)
        return;
    html(rq, "<p class=\"note warn\">%s</p><ul class=\"links\">",
         word(rq, "erase.photographs"));
    for (size_t i = 0; i < e->photos; i++)
        html(rq, "<li><a href=\"/entry/%s\"><bdi>%s</bdi></a></li>",
             id_text(rq, e->photo[i]),
             e->title[i][0] ? e->title[i] : word(rq, "register.paper"));
    html(rq, "</ul>");
}

static void erase_ask(struct rq *rq, const struct erase *e, const char *trouble)
{
    frame_open(rq, word(rq, "erase.title"));
    html(rq, "<p class=\"lead\"><bdi>%s</bdi></p>",
         thing_name(rq, kind_find(S("person")), e->person));
    if (trouble)
        html(rq, "<p class=\"note stop\" role=\"alert\">%s</p>", trouble);
    html(rq, "<div class=\"card\">");
    what_draw(rq, e);
    html(rq,
         "<form method=\"post\" class=\"stack\"><input type=\"hidden\" "
         "name=\"_csrf\" value=\"%s\"><label>%s<input name=\"why\" required "
         "maxlength=\"300\" dir=\"auto\"></label><label><input "
         "type=\"checkbox\" name=\"sure\" value=\"yes\" required> %s</label>"
         "<button class=\"danger\">%s</button></form></div>",
         rq->csrf, word(rq, "field.why"), word(rq, "erase.sure"),
         word(rq, "erase.go"));
    frame_close(rq);
}

/* What identifies a person is to be destroyed: says what that is and what
 * stays, and asks why. */
PAGE(erase, GET, "/erase/*", RIGHT_ADMIN)
{
    struct erase *e = erase_find(rq);

    if (!e)
        return;
    if (rq->json)
        erase_json(rq, e);
    else
        erase_ask(rq, e, NULL);
}

static void erase_refused(struct rq *rq, const struct erase *e, int status,
                          const char *key)
{
    rq->status = status;
    if (rq->json)
        refuse(rq, status, key);
    else
        erase_ask(rq, e, word(rq, key));
}

static void erase_told(struct rq *rq, void *memo, bool told, struct str reply)
{
    const struct erase *e = memo;
    struct outcome *o = arena_many(rq->arena, struct outcome, e->n);
    struct findings none = findings_start(rq->arena);

    if (!told || !ask_outcomes_read(reply, rq->arena, o, e->n)) {
        erase_refused(rq, e, 503, "refuse.again");
        return;
    }
    for (size_t i = 0; i < e->n; i++)
        if (o[i].kept == KEPT_REFUSED) {
            erase_refused(rq, e, 422, "erase.refused");
            return;
        }
    if (rq->json) {
        rq->status = 201;
        form_answer_json(rq, "kept", o[0].id, &none);
        return;
    }
    frame_open(rq, word(rq, "erase.title"));
    html(rq, "<p class=\"note good\" role=\"status\">%s</p>",
         word(rq, "erase.done"));
    html(rq, "<p><a class=\"button\" href=\"/consents\">%s</a></p>",
         word(rq, "consents.title"));
    frame_close(rq);
}

/* Destroys it: an erasure of each record, with the reason. */
PAGE(erase_go, POST, "/erase/*", RIGHT_ADMIN)
{
    struct erase *e = erase_find(rq);
    struct str why = str_trim(rq_part(rq, "why"));
    struct draft *d;

    if (!e)
        return;
    if (!why.n || !rq_part(rq, "sure").n) {
        erase_refused(rq, e, 422, "erase.why_missing");
        return;
    }
    d = arena_many(rq->arena, struct draft, e->n);
    for (size_t i = 0; i < e->n; i++) {
        struct buf b = buf_start(rq->arena);

        buf_fmt(&b, "{\"about\":\"%s\",\"why\":", id_text(rq, e->what[i]));
        buf_json(&b, why);
        buf_char(&b, '}');
        d[i] = (struct draft){ .kind = S("erasure"),
                               .author = rq->who.login,
                               .body = buf_str(&b),
                               .id = form_id(rq),
                               .strict = true };
    }
    rq_ask(rq, ASK_KEEPER, ASK_DRAFTS,
           ask_drafts(rq->arena, rq->who.login, d, e->n), erase_told, e);
}
