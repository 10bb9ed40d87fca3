/* meeting_photo - the photographed page of a register beside the sheet that is
 * keyed in from it. It stays with the meeting. */
#include "core/attachment.h"
#include "meeting.sql.h"
#include "web/meeting/meeting.h"

enum { PAGES_MOST = 24 };

struct photo {
    struct id id;
    const char *title;
};

/* Pages of the body that no meeting was keyed from yet; of a meeting that is
 * corrected, its own. Pages with names are for who may read names there. */
static size_t photos_read(struct rq *rq, const struct sitting *s,
                          struct photo *out)
{
    struct rows r = db_rows(rq->db, s->fixing ? SQL_WEB_MEETING_PHOTOS :
                                                SQL_WEB_MEETING_PAGES);
    size_t n = 0;

    db_bind_id(&r, 1, s->fixing ? s->meeting : s->hall.id);
    while (n < PAGES_MOST && db_next(&r))
        if (!db_int(&r, 2) || s->hall.names)
            out[n++] = (struct photo){ db_id(&r, 0),
                                       db_str(&r, 1).n ?
                                           zstr(rq, db_str(&r, 1)) :
                                           word(rq, "meeting.page") };
    db_done(&r);
    return n;
}

/* Which one is keyed in: as it was chosen; of a correction the first. */
static struct id chosen(struct rq *rq, const struct sitting *s,
                        const struct photo *photo, size_t n)
{
    struct str said = s->posted ? rq_part(rq, "_page") : rq_arg(rq, "page");
    struct id id;

    if (id_read(said, &id))
        for (size_t i = 0; i < n; i++)
            if (id_same(photo[i].id, id))
                return id;
    return s->fixing && n ? photo[0].id : ID_NONE;
}

static const char *page_link(struct rq *rq, const struct sitting *s,
                             struct id page)
{
    struct buf b = buf_start(rq->arena);

    if (s->fixing)
        buf_fmt(&b, "/meeting/%s/edit", id_text(rq, s->meeting));
    else
        buf_fmt(&b, "/body/%s/meeting", id_text(rq, s->hall.id));
    buf_fmt(&b, "?page=%s", id_text(rq, page));
    return zstr(rq, buf_str(&b));
}

static void links(struct rq *rq, const struct sitting *s,
                  const struct photo *photo, size_t n)
{
    html(rq, "<ul class=\"links\">");
    for (size_t i = 0; i < n; i++)
        html(rq, "<li><a href=\"%s\"><bdi>%s</bdi></a></li>",
             page_link(rq, s, photo[i].id), photo[i].title);
    html(rq, "</ul>");
}

/* One is photographed now, or was before. */
static void offer(struct rq *rq, const struct sitting *s,
                  const struct photo *photo, size_t n)
{
    html(rq,
         "<details class=\"card\"><summary>%s</summary><p class=\"lead\">%s"
         "</p>",
         word(rq, "meeting.from_page"), word(rq, "meeting.from_page_lead"));
    if (n)
        links(rq, s, photo, n);
    html(rq,
         "<form class=\"stack\" method=\"post\" action=\"/attach/%s\" "
         "enctype=\"multipart/form-data\"><input type=\"hidden\" "
         "name=\"_csrf\" value=\"%s\"><input type=\"hidden\" name=\"then\" "
         "value=\"meeting\"><input type=\"hidden\" name=\"people\" value=\"1\">"
         "<label>%s<input type=\"file\" name=\"file\" accept=\"image/jpeg,"
         "image/png,image/webp\" required></label><button>%s</button></form>"
         "</details>",
         id_text(rq, s->hall.id), rq->csrf, word(rq, "meeting.page"),
         word(rq, "meeting.take_page"));
}

void page_open(struct rq *rq, struct sitting *s)
{
    struct photo photo[PAGES_MOST];
    size_t n = photos_read(rq, s, photo);

    s->page = chosen(rq, s, photo, n);
    if (id_none(s->page)) {
        if (!s->fixing)
            offer(rq, s, photo, n);
        return;
    }
    html(rq,
         "<div class=\"beside\"><aside class=\"pictured\"><label "
         "class=\"check\"><input type=\"checkbox\" data-large> %s</label>"
         "<div class=\"pane\" tabindex=\"0\"><img src=\"/file/%s\" alt=\"%s\">"
         "</div>",
         word(rq, "meeting.large"), id_text(rq, s->page),
         word(rq, "meeting.page"));
    if (n > 1)
        links(rq, s, photo, n);
    html(rq, "</aside><div>");
}

void page_keep(struct rq *rq, const struct sitting *s)
{
    if (!id_none(s->page))
        html(rq, "<input type=\"hidden\" name=\"_page\" value=\"%s\">",
             id_text(rq, s->page));
}

void page_close(struct rq *rq, const struct sitting *s)
{
    if (!id_none(s->page))
        html(rq, "</div></div>");
}

/* ---- it stays with the meeting ------------------------------------------*/

void page_draft(struct rq *rq, struct sitting *s, struct draft *d)
{
    const struct kind *k = kind_find(S("attachment"));
    void *record = arena_take(rq->arena, k->bytes);
    struct photo photo[PAGES_MOST];
    size_t n = s->fixing ? 0 : photos_read(rq, s, photo);
    struct id page = s->fixing ? ID_NONE : chosen(rq, s, photo, n);
    struct buf b = buf_start(rq->arena);

    if (id_none(page) || !row_find(rq->db, k, page, rq->arena, record))
        return;
    *(struct id *)(void *)((char *)record +
                           kind_field(k, S("about"))->at) = s->id;
    buf_add(&b, record_body(k, record, rq->arena));
    draft_next(s, d, "attachment", id_beside(rq, s->id, "page", S("")), &b,
               OF_PAGE);
}
