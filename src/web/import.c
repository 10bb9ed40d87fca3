/* import - a sheet of somebody's, looked at first, then taken in; and what
 * became of it.
 *
 * The web process only reads: it makes drafts and hands them to the keeper in
 * chunks that wait for others. Between the look and the yes the file travels
 * in the page itself, so nothing has to be kept for those who never say yes. */
#include <string.h>

#include "web.sql.h"
#include "web/web.h"

enum {
    SHOWN_REJECTS = 200,
    CHUNK = 100,
    NAME_MOST = 200,
    RUNS = 50,
    REJECTS_SENT = 2000
};

/* ---- the form -----------------------------------------------------------*/

/* Sheets that are not records of one kind: each needs the right to write all
 * the kinds that it makes. */
static const struct mixed {
    const char *name, *word, *kind[3];
} mixed[] = {
    { "outreach", "upload.outreach", { "filing" } },
    { "members", "upload.members", { "household", "person", "member" } },
    { "census", "upload.census", { "household", "person", "score" } },
};

static bool mixed_theirs(struct rq *rq, const struct mixed *s)
{
    for (size_t i = 0; i < LEN(s->kind) && s->kind[i]; i++)
        if (!rq_writes(rq, kind_find(str_of(s->kind[i]))))
            return false;
    return true;
}

static const struct mixed *mixed_find(struct str name)
{
    for (size_t i = 0; i < LEN(mixed); i++)
        if (str_same(name, str_of(mixed[i].name)))
            return &mixed[i];
    return NULL;
}

static void kinds_select(struct rq *rq, struct str now)
{
    html(rq, "<select name=\"kind\">");
    for (size_t i = 0; i < LEN(mixed); i++)
        if (i == 0 || mixed_theirs(rq, &mixed[i]))
            html(rq,
                 str_same(now, str_of(mixed[i].name)) ?
                     "<option value=\"%s\" selected>%s</option>" :
                     "<option value=\"%s\">%s</option>",
                 mixed[i].name, word(rq, mixed[i].word));
    for (int i = 0; i < kind_count; i++) {
        const struct kind *k = kind_index[i];

        if (!rq_writes(rq, k) || !strcmp(k->name, "fix") ||
            !strcmp(k->name, "publication"))
            continue;
        html(rq,
             str_same(now, str_of(k->name)) ?
                 "<option value=\"%s\" selected>%s</option>" :
                 "<option value=\"%s\">%s</option>",
             k->name, kind_words(rq, k));
    }
    html(rq, "</select>");
}

static void upload_form(struct rq *rq)
{
    html(rq,
         "<form class=\"card stack\" method=\"post\" action=\"/import\" "
         "enctype=\"multipart/form-data\"><input type=\"hidden\" "
         "name=\"_csrf\" value=\"%s\"><label>%s",
         rq->csrf, word(rq, "upload.kind"));
    kinds_select(rq, rq_part(rq, "kind"));
    html(rq,
         "</label><label>%s<input type=\"file\" name=\"file\" "
         "accept=\".csv,.xlsx,.jsonl,.json,.txt\" required></label><p>%s</p>"
         "<button class=\"main\">%s</button></form>",
         word(rq, "upload.file"), word(rq, "upload.dry"),
         word(rq, "upload.look"));
}

static void runs_table(struct rq *rq)
{
    struct rows r = db_rows(rq->db, SQL_WEB_RUNS);
    static const char *const head[] = { "upload.file",  "upload.who",
                                        "upload.when",  "upload.good",
                                        "upload.known", "upload.bad",
                                        "upload.queued" };

    db_bind_int(&r, 1, RUNS);
    html(rq,
         "<h2>%s</h2><div class=\"box\" tabindex=\"0\"><table "
         "class=\"sheet\"><thead><tr>",
         word(rq, "upload.runs"));
    for (size_t i = 0; i < LEN(head); i++)
        html(rq, "<th scope=\"col\">%s</th>", word(rq, head[i]));
    html(rq, "</tr></thead><tbody>");
    while (db_next(&r)) {
        html(rq,
             "<tr><th scope=\"row\"><a href=\"/import/%lld\"><bdi>%s"
             "</bdi></a></th><td>%s</td><td>%s</td>",
             (long long)db_int(&r, 0), zstr(rq, db_str(&r, 1)),
             zstr(rq, db_str(&r, 3)), time_text(rq, db_int(&r, 4)));
        for (int i = 5; i < 9; i++)
            html(rq, "<td class=\"n\">%s</td>",
                 number_text(rq, db_int(&r, i), 0));
        html(rq, "</tr>");
    }
    html(rq, "</tbody></table></div>");
}

static void import_page_draw(struct rq *rq)
{
    frame_open(rq, word(rq, "nav.import"));
    html(rq, "<p class=\"lead\">%s</p>", word(rq, "upload.lead"));
    if (rq->web->importer)
        upload_form(rq);
    else
        html(rq, "<p class=\"note\">%s</p>", word(rq, "upload.not_here"));
    html(rq, "<p><a class=\"button\" href=\"/naming\">%s</a></p>",
         word(rq, "queue.title"));
    runs_table(rq);
    frame_close(rq);
}

/* Taking in sheets: CSV, XLSX or JSON lines of any record, a register of
 * members, a census with its persons and scores, or the network's quarterly
 * workbook. A file is first looked at; nothing is kept before you
 * have seen what would become of each row. */
PAGE(import, GET, "/import", RIGHT_IMPORT)
{
    struct rows r;
    const char *comma = "";

    if (!rq->json) {
        import_page_draw(rq);
        return;
    }
    rq->type = "application/json";
    buf_z(&rq->body, "{\"runs\":[");
    r = db_rows(rq->db, SQL_WEB_RUNS);
    db_bind_int(&r, 1, RUNS);
    while (db_next(&r)) {
        buf_fmt(&rq->body, "%s{\"at\":%lld,\"bad\":%lld,\"file\":", comma,
                (long long)db_int(&r, 4), (long long)db_int(&r, 7));
        buf_json(&rq->body, db_str(&r, 1));
        buf_fmt(&rq->body, ",\"good\":%lld,\"n\":%lld,\"queued\":%lld}",
                (long long)db_int(&r, 5), (long long)db_int(&r, 0),
                (long long)db_int(&r, 8));
        comma = ",";
    }
    buf_z(&rq->body, "]}\n");
}

/* ---- what a file would do -----------------------------------------------*/

struct load {
    struct str kind, name, bytes;
    struct import_told told;
    size_t at; /* drafts sent */
    int64_t kept, known, refused;
    size_t chunk; /* of the question under way */
};

static void counts(struct rq *rq, const struct import_told *t)
{
    const struct {
        const char *key;
        int64_t n;
    } line[] = {
        { "upload.rows", t->rows },     { "upload.would", t->good },
        { "upload.known", t->known },   { "upload.bad", t->bad },
        { "upload.queued", t->queued },
    };

    html(rq, "<dl class=\"proof\">");
    for (size_t i = 0; i < LEN(line); i++)
        html(rq, "<div><dt>%s</dt><dd class=\"n\">%s</dd></div>",
             word(rq, line[i].key), number_text(rq, line[i].n, 0));
    html(rq, "</dl>");
}

static void rejects(struct rq *rq, const struct ask_reject *at, size_t n)
{
    if (!n)
        return;
    html(rq,
         "<h2>%s</h2><div class=\"box\" tabindex=\"0\"><table "
         "class=\"sheet\"><thead><tr><th scope=\"col\">%s</th><th "
         "scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s"
         "</th></tr></thead><tbody>",
         word(rq, "upload.rejects"), word(rq, "upload.line"),
         word(rq, "upload.field"), word(rq, "upload.reason"),
         word(rq, "upload.cells"));
    for (size_t i = 0; i < n && i < SHOWN_REJECTS; i++)
        html(rq,
             "<tr><th scope=\"row\"><bdi>%s</bdi> %lld</th><td><bdi>%s"
             "</bdi></td><td>%s</td><td><bdi>%s</bdi></td></tr>",
             zstr(rq, at[i].sheet), (long long)at[i].line,
             zstr(rq, at[i].field), zstr(rq, at[i].reason),
             zstr(rq, at[i].cells));
    html(rq, "</tbody></table></div>");
}

static void unknown_columns(struct rq *rq, const struct import_told *t)
{
    if (!t->unknowns)
        return;
    html(rq, "<p class=\"note warn\">%s", word(rq, "upload.unknown"));
    for (size_t i = 0; i < t->unknowns; i++)
        html(rq, i ? ", <bdi>%s</bdi>" : " <bdi>%s</bdi>",
             zstr(rq, t->unknown[i]));
    html(rq, "</p>");
}

static void look_draw(struct rq *rq, const struct load *l)
{
    frame_open(rq, word(rq, "upload.looked"));
    html(rq, "<p class=\"lead\"><bdi>%s</bdi></p>", zstr(rq, l->name));
    if (l->told.trouble)
        html(rq, "<p class=\"note stop\">%s</p>", word(rq, l->told.trouble));
    counts(rq, &l->told);
    unknown_columns(rq, &l->told);
    if (!l->told.trouble && !l->told.drafts && !l->told.rejects)
        html(rq, "<p class=\"note\">%s</p>", word(rq, "upload.nothing_new"));
    if (!l->told.trouble && l->told.drafts)
        html(rq,
             "<form method=\"post\" action=\"/import\" "
             "enctype=\"multipart/form-data\"><input type=\"hidden\" "
             "name=\"_csrf\" value=\"%s\"><input type=\"hidden\" "
             "name=\"kind\" value=\"%s\"><input type=\"hidden\" "
             "name=\"name\" value=\"%s\"><input type=\"hidden\" "
             "name=\"bytes\" value=\"%s\"><button class=\"main\">%s</button> "
             "<a class=\"button\" href=\"/import\">%s</a></form>",
             rq->csrf, zstr(rq, l->kind), zstr(rq, l->name),
             zstr(rq, base64(rq->arena, l->bytes)), word(rq, "upload.take"),
             word(rq, "upload.leave"));
    rejects(rq, l->told.reject, l->told.rejects);
    frame_close(rq);
}

/* ---- taking it in -------------------------------------------------------*/

static void chunk_send(struct rq *rq, struct load *l);

static void load_done(struct rq *rq, void *memo, bool told, struct str reply)
{
    struct load *l = memo;

    (void)reply;
    frame_open(rq, word(rq, "upload.done"));
    if (!told)
        html(rq, "<p class=\"note warn\">%s</p>", word(rq, "upload.no_run"));
    html(rq,
         "<dl class=\"proof\"><div><dt>%s</dt><dd class=\"n\">%s</dd>"
         "</div><div><dt>%s</dt><dd class=\"n\">%s</dd></div><div><dt>%s</dt>"
         "<dd class=\"n\">%s</dd></div><div><dt>%s</dt><dd class=\"n\">%s"
         "</dd></div></dl>",
         word(rq, "upload.good"), number_text(rq, l->kept, 0),
         word(rq, "upload.known"), number_text(rq, l->known, 0),
         word(rq, "upload.bad"), number_text(rq, l->told.bad + l->refused, 0),
         word(rq, "upload.queued"), number_text(rq, l->told.queued, 0));
    html(rq,
         "<p><a class=\"button\" href=\"/import\">%s</a> <a "
         "class=\"button\" href=\"/naming\">%s</a></p>",
         word(rq, "nav.import"), word(rq, "queue.title"));
    rejects(rq, l->told.reject, l->told.rejects);
    frame_close(rq);
}

static void run_send(struct rq *rq, struct load *l)
{
    struct ask_run run = { .login = rq->who.login,
                           .file = l->name,
                           .kind = l->kind,
                           .hash = sha_of(l->bytes),
                           .good = l->kept,
                           .known = l->known,
                           .bad = l->told.bad + l->refused,
                           .queued = l->told.queued,
                           .reject = l->told.reject,
                           .rejects = l->told.rejects };

    if (run.rejects > REJECTS_SENT)
        run.rejects = REJECTS_SENT;
    rq_ask(rq, ASK_KEEPER, ASK_RUN | ASK_BULK, ask_run(rq->arena, &run),
           load_done, l);
}

static void chunk_told(struct rq *rq, void *memo, bool told, struct str reply)
{
    struct load *l = memo;
    struct outcome o[CHUNK];

    if (!told || !ask_outcomes_read(reply, rq->arena, o, l->chunk)) {
        refuse(rq, 503, "upload.broken_off");
        return;
    }
    for (size_t i = 0; i < l->chunk; i++) {
        l->kept += o[i].kept == KEPT;
        l->known += o[i].kept == KEPT_KNOWN;
        l->refused += o[i].kept == KEPT_REFUSED;
    }
    l->at += l->chunk;
    chunk_send(rq, l);
}

static void chunk_send(struct rq *rq, struct load *l)
{
    l->chunk = l->told.drafts - l->at;
    if (l->chunk == 0) {
        run_send(rq, l);
        return;
    }
    if (l->chunk > CHUNK)
        l->chunk = CHUNK;
    rq_ask(rq, ASK_KEEPER, ASK_DRAFTS | ASK_BULK,
           ask_drafts(rq->arena, rq->who.login, l->told.draft + l->at,
                      l->chunk),
           chunk_told, l);
}

/* Looks at a file, or, when it comes back with a yes, takes it in. */
PAGE(import_go, POST, "/import", RIGHT_IMPORT)
{
    const struct web_importer *i = rq->web->importer;
    const struct http_part *file = request_part(rq->q, "file");
    struct load *l = arena_new(rq->arena, struct load);
    struct str bytes = rq_part(rq, "bytes");

    l->kind = rq_part(rq, "kind");
    if (!i || (!mixed_find(l->kind) && !kind_find(l->kind))) {
        not_here(rq);
        return;
    }
    if (file)
        l->name = file->filename, l->bytes = file->bytes;
    else if (bytes.n && base64_read(bytes, rq->arena, &l->bytes))
        l->name = rq_part(rq, "name");
    else {
        refuse(rq, 400, "upload.no_file");
        return;
    }
    if (l->name.n > NAME_MOST)
        l->name = str_from(l->name, l->name.n - NAME_MOST);
    i->look(i->self, rq->db, l->kind, l->name, l->bytes, rq->who.login,
            rq->lang, rq->arena, &l->told);
    if (file || l->told.trouble)
        look_draw(rq, l);
    else
        chunk_send(rq, l);
}

/* ---- one run ------------------------------------------------------------*/

static size_t rejects_read(struct rq *rq, int64_t run, struct ask_reject **out)
{
    struct rows r = db_rows(rq->db, SQL_WEB_REJECTS);
    size_t n = 0, room = 0;

    *out = NULL;
    db_bind_int(&r, 1, run);
    while (db_next(&r)) {
        arena_room(rq->arena, *out, n, room);
        (*out)[n++] = (struct ask_reject){
            arena_str(rq->arena, db_str(&r, 0)), db_int(&r, 1),
            arena_str(rq->arena, db_str(&r, 2)),
            arena_str(rq->arena, db_str(&r, 3)),
            arena_str(rq->arena, db_str(&r, 4))
        };
    }
    db_done(&r);
    return n;
}

static struct sheet rejects_sheet(struct rq *rq, const struct ask_reject *at,
                                  size_t n)
{
    static const struct column column[] = {
        { "sheet", "upload.sheet", NULL, COLUMN_TEXT, 0 },
        { "row", "upload.line", NULL, COLUMN_NUMBER, 0 },
        { "field", "upload.field", NULL, COLUMN_TEXT, 0 },
        { "reason", "upload.reason", NULL, COLUMN_TEXT, 0 },
        { "cells", "upload.cells", NULL, COLUMN_TEXT, 0 },
    };
    struct sheet s = sheet_start(rq->arena, column, (int)LEN(column));

    s.title = str_of(word(rq, "upload.rejects"));
    for (size_t i = 0; i < n; i++) {
        struct sheet_row *r = sheet_add(&s, ROW_PLAIN);

        cell_text(r, 0, at[i].sheet);
        cell_number(r, 1, at[i].line);
        cell_text(r, 2, at[i].field);
        cell_text(r, 3, at[i].reason);
        cell_text(r, 4, at[i].cells);
    }
    return s;
}

struct run {
    int64_t n, count[4]; /* good, known, bad, queued */
    struct str file;
    struct ask_reject *reject;
    size_t rejects;
};

/* The rows of a register that were not taken hold names: they are for whoever
 * brought them, and for those who may read every name. */
static bool run_theirs(struct rq *rq, struct str kind, struct str login)
{
    const struct mixed *s = mixed_find(kind);
    const struct kind *k = kind_find(s ? str_of(s->kind[0]) : kind);

    return !k || !kind_scoped(k) || str_same(login, rq->who.login) ||
           rq_may_in(rq, RIGHT_NAMES, &(struct scope){ 0 });
}

static bool run_read(struct rq *rq, struct run *out)
{
    struct rows r;
    bool found;

    if (!int_read(rq->step[0], &out->n))
        return false;
    r = db_rows(rq->db, SQL_WEB_RUN);
    db_bind_int(&r, 1, out->n);
    found = db_next(&r);
    found = found && run_theirs(rq, db_str(&r, 1), db_str(&r, 2));
    if (found) {
        out->file = arena_str(rq->arena, db_str(&r, 0));
        for (int i = 0; i < 4; i++)
            out->count[i] = db_int(&r, 4 + i);
    }
    db_done(&r);
    if (found)
        out->rejects = rejects_read(rq, out->n, &out->reject);
    return found;
}

static void run_json(struct rq *rq, const struct run *run)
{
    struct buf *b = &rq->body;

    rq->type = "application/json";
    buf_fmt(b, "{\"bad\":%lld,\"file\":", (long long)run->count[2]);
    buf_json(b, run->file);
    buf_fmt(b,
            ",\"good\":%lld,\"known\":%lld,\"n\":%lld,\"queued\":%lld,"
            "\"rejects\":[",
            (long long)run->count[0], (long long)run->count[1],
            (long long)run->n, (long long)run->count[3]);
    for (size_t i = 0; i < run->rejects; i++) {
        const struct ask_reject *one = &run->reject[i];

        buf_z(b, i ? ",{\"cells\":" : "{\"cells\":");
        buf_json(b, one->cells);
        buf_z(b, ",\"field\":");
        buf_json(b, one->field);
        buf_fmt(b, ",\"line\":%lld,\"reason\":", (long long)one->line);
        buf_json(b, one->reason);
        buf_z(b, ",\"sheet\":");
        buf_json(b, one->sheet);
        buf_char(b, '}');
    }
    buf_z(b, "]}\n");
}

/* One import: how many rows went in, and those that did not, with the reason;
 * they can be taken home as a file (?format=csv). */
PAGE(import_run, GET, "/import/*", RIGHT_IMPORT)
{
    static const char *const key[] = { "upload.good", "upload.known",
                                       "upload.bad", "upload.queued" };
    struct run run;

    if (!run_read(rq, &run)) {
        not_here(rq);
        return;
    }
    if (rq->json) {
        run_json(rq, &run);
        return;
    }
    if (file_asked(rq)) {
        struct sheet s = rejects_sheet(rq, run.reject, run.rejects);

        sheets_file(rq, "rejects", rq_arg(rq, "format"), &s, 1);
        return;
    }
    frame_open(rq, word(rq, "upload.done"));
    html(rq, "<p class=\"lead\"><bdi>%s</bdi></p><dl class=\"proof\">",
         zstr(rq, run.file));
    for (int i = 0; i < 4; i++)
        html(rq, "<div><dt>%s</dt><dd class=\"n\">%s</dd></div>",
             word(rq, key[i]), number_text(rq, run.count[i], 0));
    html(rq, "</dl>");
    if (run.rejects) {
        html(rq, "<p class=\"forms\">%s ", word(rq, "upload.rejects_file"));
        file_links(rq, "", "csv xlsx", 0, "");
        html(rq, "</p>");
    }
    rejects(rq, run.reject, run.rejects);
    frame_close(rq);
}
