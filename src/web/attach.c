/* attach - files that belong to an entry: photographed pages, scans, papers.
 *
 * What a browser says of a file's type or name counts for nothing; its first
 * bytes do. The keeper writes it down, a page only shows what lies there. */
#include "core/attachment.h"

#include "attachment.sql.h"
#include "web/web.h"

enum { SHOWN_MOST = 200 };

struct attached {
    struct id about;
    struct hash file;
    int64_t bytes;
    int32_t type;
    bool people;
    struct str title;
};
static const struct field attached_field[] = {
    REF(attached, about, NULL, 0),   HASH(attached, file, 0),
    COUNT(attached, bytes, 0, 0, 0), CHOICE(attached, type, "", 0),
    FLAG(attached, people, 0),       TEXT(attached, title, 0, 0),
};

static bool attached_find(struct rq *rq, struct id id, struct attached *out)
{
    static const struct columns c = COLUMNS(attached);
    struct rows r = db_rows(rq->db, SQL_ATTACHMENT_FIND);
    bool there;

    record_blank(c.field, c.fields, out);
    db_bind_id(&r, 1, id);
    there = db_next(&r);
    if (there)
        columns_read(&r, &c, rq->arena, out);
    db_done(&r);
    return there;
}

/* The kind of what a file would belong to, where the asker sees it and may
 * keep something there; else it has answered. */
static bool about_read(struct rq *rq, struct id *about)
{
    const struct kind *k;
    struct seen seen;
    struct scope scope;

    if (!rq_id(rq, 0, about) || !log_see(rq->db, *about, rq->arena, &seen) ||
        !(k = kind_find(seen.entry.kind)) || !rq_sees(rq, k, *about)) {
        not_here(rq);
        return false;
    }
    scope = thing_scope(rq, k, *about);
    if (rq_may_in(rq, RIGHT_KEEP, &scope))
        return true;
    refuse(rq, 403, "refuse.right");
    return false;
}

/* ---- the list -----------------------------------------------------------*/

static void row_draw(struct rq *rq, struct rows *r)
{
    const char *id = id_text(rq, db_id(r, 0));
    struct str title = db_str(r, 4);
    const char *type = attachment_suffix((int)db_int(r, 1)) + 1;
    const char *size = number_text(rq, (db_int(r, 2) + 1023) / 1024, 0);

    if (db_int(r, 3) && !rq_names(rq, kind_find(S("attachment")), db_id(r, 0)))
        html(rq, "<li><bdi>%s</bdi> <small>%s</small></li>", zstr(rq, title),
             word(rq, "attach.people"));
    else
        html(rq,
             "<li><a href=\"/file/%s\"><bdi>%s</bdi></a> <small>%s KB · "
             "<bdi>%s</bdi> · %s</small></li>",
             id, title.n ? zstr(rq, title) : type, size, zstr(rq, db_str(r, 6)),
             day_text(rq, (day)db_int(r, 5)));
}

void attachments_draw(struct rq *rq, struct id about, bool keeps)
{
    struct rows r;
    int n = 0;

    if (!rq_may(rq, RIGHT_REGISTER))
        return;
    r = db_rows(rq->db, SQL_ATTACHMENT_ABOUT);
    db_bind_id(&r, 1, about);
    while (n < SHOWN_MOST && db_next(&r)) {
        if (n++ == 0)
            html(rq, "<section class=\"card\"><h2>%s</h2><ul>",
                 word(rq, "attach.list"));
        row_draw(rq, &r);
    }
    db_done(&r);
    if (n)
        html(rq, "</ul></section>");
    if (keeps)
        html(rq,
             "<p class=\"tools\"><a class=\"button\" href=\"/attach/%s\">%s"
             "</a></p>",
             id_text(rq, about), word(rq, "attach.title"));
}

/* ---- one more -----------------------------------------------------------*/

static void form_draw(struct rq *rq, struct id about)
{
    html(rq,
         "<form class=\"card stack\" method=\"post\" action=\"/attach/%s\" "
         "enctype=\"multipart/form-data\"><input type=\"hidden\" "
         "name=\"_csrf\" value=\"%s\"><label>%s<input type=\"file\" "
         "name=\"file\" accept=\"image/jpeg,image/png,image/webp,"
         "application/pdf\" required></label>",
         id_text(rq, about), rq->csrf, word(rq, "attach.file"));
    html(rq,
         "<label>%s<input name=\"title\" maxlength=\"160\" value=\"%s\">"
         "</label><label class=\"check\"><input type=\"checkbox\" "
         "name=\"people\" value=\"1\"> %s</label><p>%s</p><button "
         "class=\"main\">%s</button></form>",
         word(rq, "attach.what"), zstr(rq, rq_part(rq, "title")),
         word(rq, "attach.people"), word(rq, "attach.people_why"),
         word(rq, "attach.send"));
}

static void page_draw(struct rq *rq, struct id about, const struct findings *f)
{
    frame_open(rq, word(rq, "attach.title"));
    for (size_t i = 0; f && i < f->n; i++)
        finding_draw(rq, &f->at[i]);
    html(rq, "<p><a class=\"button\" href=\"/entry/%s\">%s</a></p>",
         id_text(rq, about), word(rq, "attach.back"));
    form_draw(rq, about);
    attachments_draw(rq, about, false);
    frame_close(rq);
}

/* A file that belongs to an entry: a photographed page, a scan, a paper. JPEG,
 * PNG, WebP or PDF, at most 8 MB. Say when it shows people: then only those
 * see it who may read names. */
PAGE(attach, GET, "/attach/*", RIGHT_KEEP)
{
    const struct kind *k = kind_find(S("attachment"));
    struct id about;

    if (!about_read(rq, &about))
        return;
    if (!rq->json) {
        page_draw(rq, about, NULL);
        return;
    }
    rq->type = "application/json";
    buf_z(&rq->body, "{\"fields\":");
    fields_json(rq, k->field, k->fields);
    buf_fmt(&rq->body, ",\"id\":\"%s\"}\n", id_text(rq, about));
}

static void refused(struct rq *rq, struct id about, const struct findings *f)
{
    rq->status = 422;
    if (!rq->json) {
        page_draw(rq, about, f);
        return;
    }
    rq->type = "application/json";
    buf_z(&rq->body, "{\"findings\":");
    findings_json(rq, f);
    buf_z(&rq->body, ",\"kept\":\"refused\"}\n");
}

static void attach_told(struct rq *rq, void *memo, bool told, struct str reply)
{
    const struct id *about = memo;
    struct buf to = buf_start(rq->arena);
    struct outcome o;

    if (!told || !ask_outcomes_read(reply, rq->arena, &o, 1)) {
        refuse(rq, 503, "attach.not_kept");
        return;
    }
    if (o.kept == KEPT_REFUSED) {
        refused(rq, *about, &o.found);
        return;
    }
    if (rq->json) {
        rq->status = 201;
        rq->type = "application/json";
        buf_fmt(&rq->body, "{\"id\":\"%s\",\"kept\":\"kept\"}\n",
                id_text(rq, o.id));
        return;
    }
    if (str_same(rq_part(rq, "then"), S("meeting"))) /* to key it in */
        buf_fmt(&to, "/body/%s/meeting?page=%s", id_text(rq, *about),
                id_text(rq, o.id));
    else
        buf_fmt(&to, "/attach/%s", id_text(rq, *about));
    rq_goto(rq, zstr(rq, buf_str(&to)));
}

static struct str body_of(struct rq *rq, struct id about)
{
    struct buf b = buf_start(rq->arena);
    struct str title = str_trim(rq_part(rq, "title"));

    buf_fmt(&b, "{\"about\":\"%s\"", id_text(rq, about));
    if (rq_part(rq, "people").n)
        buf_z(&b, ",\"people\":true");
    if (title.n) {
        buf_z(&b, ",\"title\":");
        buf_json(&b, title);
    }
    buf_char(&b, '}');
    return buf_str(&b);
}

/* Hands the file to the keeper, which writes it down before its entry. */
PAGE(attach_go, POST, "/attach/*", RIGHT_KEEP)
{
    const struct http_part *file = request_part(rq->q, "file");
    struct id *about = arena_new(rq->arena, struct id);
    struct findings f = findings_start(rq->arena);
    struct draft d = { .kind = S("attachment"), .strict = true };

    if (!about_read(rq, about))
        return;
    if (!file || !file->bytes.n)
        tell(&f, STOP, "field.missing", "file");
    else if (file->bytes.n > ATTACHMENT_MOST)
        tell(&f, STOP, "attachment.too_big", "file");
    else if (attachment_type(file->bytes) < 0)
        tell(&f, STOP, "attachment.not_taken", "file");
    if (f.n || !file) {
        refused(rq, *about, &f);
        return;
    }
    d.author = rq->who.login;
    d.body = body_of(rq, *about);
    rq_ask(rq, ASK_KEEPER, ASK_FILE | ASK_BULK,
           ask_file(rq->arena, rq->who.login, &d, file->bytes), attach_told,
           about);
}

/* ---- one file -----------------------------------------------------------*/

/* Pictures are shown; anything that a program opens is saved. */
static void file_send(struct rq *rq, struct id id, struct str bytes)
{
    struct buf b = buf_start(rq->arena);
    int type = attachment_type(bytes);

    buf_fmt(&b, "%s; filename=\"%s%s\"", type == 3 ? "attachment" : "inline",
            id_text(rq, id), attachment_suffix(type));
    rq_header(rq, "Content-Disposition", buf_str(&b));
    rq_header(rq, "Cache-Control", S("private, no-store"));
    rq_bytes(rq, attachment_mime(type), bytes);
}

/* The bytes of an attachment. One that shows people is for those only who may
 * read names there. */
PAGE(file, GET, "/file/*", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("attachment"));
    enum host_file there = HOST_FILE_MISSING;
    struct attached x;
    struct scope scope;
    struct str bytes = { "", 0 };
    struct id id;

    if (!rq_id(rq, 0, &id) || !attached_find(rq, id, &x) ||
        !rq_sees(rq, k, id)) {
        not_here(rq);
        return;
    }
    scope = thing_scope(rq, k, id);
    if (!rq_may_in(rq, RIGHT_REGISTER, &scope) ||
        (x.people && !rq_names(rq, k, id))) {
        refuse(rq, 403, "refuse.right");
        return;
    }
    if (rq->web->file)
        there = rq->web->file(rq->web->self, x.file, rq->arena, &bytes);
    if (there == HOST_FILE_HERE && attachment_type(bytes) >= 0)
        file_send(rq, id, bytes);
    else
        refuse(rq, 404,
               there == HOST_FILE_MISSING ? "attach.missing" : "attach.broken");
}
