/* backup - a site into a folder, and out of it. */
#include "sys/backup.h"

#include <dirent.h>
#include <stdio.h>
#include <unistd.h>

#include "attachment.sql.h"
#include "log.sql.h"
#include "sys/sys.h"

enum {
    PIECE_LINES = 10000, /* full pieces of the log never change */
    PIECE_BYTES = 32 << 20,
    PIECE_MOST = PIECE_BYTES + (1 << 20),
    MANIFEST_MOST = 64 << 20
};
static const char *const what_name[] = {
    [COPY_LOG] = "log",     [COPY_STAMPS] = "stamps", [COPY_ROOTS] = "roots",
    [COPY_PARTS] = "parts", [COPY_LOCAL] = "local",   [COPIES] = "files"
};

static bool troubled(struct site_trouble *t, const char *key, const char *path,
                     const char *why)
{
    if (t->key)
        return false;
    t->key = key;
    snprintf(t->a, sizeof t->a, "%s", path);
    snprintf(t->b, sizeof t->b, "%s", why);
    return false;
}

static bool file_troubled(struct site_trouble *t, const char *key,
                          const char *path, enum file_trouble trouble)
{
    return trouble == FILE_FINE ||
           troubled(t, key, path, file_trouble_text(trouble));
}

static const char *joined(struct arena *a, const char *one, const char *two)
{
    struct buf b = buf_start(a);

    buf_fmt(&b, "%s/%s", one, two);
    return arena_z(a, buf_str(&b));
}

static const char *piece_path(const char *folder, struct hash hash,
                              struct arena *a)
{
    struct buf b = buf_start(a);

    buf_fmt(&b, "%s/pieces/", folder);
    hash_put(&b, hash);
    return arena_z(a, buf_str(&b));
}

/* ---- pieces out ---------------------------------------------------------*/

struct writing {
    const char *folder, *files;
    struct backup *b;
    struct arena *arena;
    struct site_trouble *t;
    enum copy what;
    struct arena text; /* of the piece under way */
    struct buf piece;
    int64_t lines;
    struct hash *file; /* attachments, in the order of their entries */
    size_t n, room;
};

static void piece_add(struct backup *b, struct backup_piece p, struct arena *a)
{
    arena_room(a, b->piece, b->pieces, b->room);
    b->piece[b->pieces++] = p;
    b->lines[p.what] += p.lines;
}

/* One with that name is that piece, unless a crash left less of it. */
static bool piece_end(struct writing *w)
{
    struct str text = buf_str(&w->piece), old;
    struct backup_piece p = { w->what, sha_of(text), (int64_t)text.n,
                              w->lines };
    const char *path = piece_path(w->folder, p.hash, &w->text);
    enum file_trouble t = FILE_FINE;

    if (w->lines && (file_read(path, PIECE_MOST, &w->text, &old) != FILE_FINE ||
                     !str_same(old, text))) {
        t = file_write(path, text, 0600);
        w->b->written++;
    }
    if (w->lines)
        piece_add(w->b, p, w->arena);
    file_troubled(w->t, "backup.unwritten", path, t);
    arena_free(&w->text);
    w->piece = buf_start(&w->text);
    w->lines = 0;
    return t == FILE_FINE;
}

static bool line_put(void *self, struct str line)
{
    struct writing *w = self;

    buf_add(&w->piece, line);
    buf_char(&w->piece, '\n');
    w->lines++;
    return (w->lines < PIECE_LINES && w->piece.n < PIECE_BYTES) || piece_end(w);
}

static bool tables_write(struct writing *w, struct db *db)
{
    bool good = true;

    for (int what = 0; good && what < COPIES; what++) {
        w->what = (enum copy)what;
        good = log_copy(db, w->what, line_put, w) && piece_end(w);
    }
    return good;
}

/* ---- what the manifest says besides -------------------------------------*/

static struct str meta(struct db *db, const char *name, struct arena *a)
{
    struct rows r = db_rows(db, SQL_META_FIND);
    struct str value = { "", 0 };

    db_bind_text(&r, 1, str_of(name));
    if (db_next(&r))
        value = arena_str(a, db_str(&r, 0));
    db_done(&r);
    return value;
}

static void heads_read(struct writing *w, struct db *db)
{
    struct rows r = db_rows(db, SQL_CHAIN_ALL);
    struct backup *b = w->b;
    size_t room = 0;

    while (db_next(&r)) {
        arena_room(w->arena, b->head, b->heads, room);
        b->head[b->heads++] =
            (struct backup_head){ db_id(&r, 0), db_hash(&r, 2), db_int(&r, 1) };
    }
    db_done(&r);
}

static void names_read(struct writing *w, struct db *db)
{
    struct id after = ID_NONE;
    int64_t last = -1;

    for (size_t was = 0; last; was = w->n) {
        struct rows r = db_rows(db, SQL_ATTACHMENT_PAGE);

        db_bind_blob(&r, 1, after.b, sizeof after.b);
        db_bind_int(&r, 2, 1000);
        while (db_next(&r)) {
            arena_room(w->arena, w->file, w->n, w->room);
            after = db_id(&r, 0);
            w->file[w->n++] = db_hash(&r, 1);
        }
        db_done(&r);
        last = (int64_t)(w->n - was);
    }
}

/* All of one moment: a reader's transaction sees nothing that comes later. */
static bool snapshot_write(struct writing *w, struct db *db)
{
    struct backup *b = w->b;
    struct buf digest = buf_start(w->arena);
    bool good;

    db_begin(db);
    b->name = meta(db, "site.name", w->arena);
    b->holder = meta(db, "site.holder", w->arena);
    b->derived = meta(db, "derived", w->arena);
    heads_read(w, db);
    names_read(w, db);
    good = tables_write(w, db);
    if (good)
        log_digest(db, &digest);
    b->digest = buf_str(&digest);
    db_rollback(db);
    if (db_fault(db) != DB_FINE)
        return troubled(w->t, "site.broken", "", db_fault_text(db));
    return good;
}

/* ---- files --------------------------------------------------------------*/

static bool file_copy(const char *from, const char *to, struct hash name,
                      int64_t *written, struct site_trouble *t)
{
    struct arena a = { 0 };
    struct str bytes;
    enum file_trouble trouble = files_read(from, name, &a, &bytes);
    const char *path = files_path(to, name, &a);
    bool fresh = false;

    if (trouble == FILE_FINE) {
        trouble = files_put(to, bytes, &fresh);
        file_troubled(t, "backup.unwritten", path, trouble);
        *written += fresh;
        trouble = FILE_FINE;
    }
    arena_free(&a);
    return trouble == FILE_FINE;
}

/* Files are on the disk before their entry is, so all that the log names and
 * this site has is here by now. */
static bool files_write(struct writing *w)
{
    const char *to = joined(w->arena, w->folder, "files");

    w->what = COPIES;
    for (size_t i = 0; i < w->n && !w->t->key; i++) {
        struct buf line = buf_start(&w->text);

        if (!w->files ||
            !file_copy(w->files, to, w->file[i], &w->b->written, w->t)) {
            w->b->missing++;
            continue;
        }
        hash_put(&line, w->file[i]);
        if (!line_put(w, buf_str(&line)))
            return false;
    }
    return !w->t->key && piece_end(w);
}

/* ---- the manifest -------------------------------------------------------*/

static void member_hash(struct buf *b, const char *before, struct hash h)
{
    buf_z(b, before);
    buf_char(b, '"');
    hash_put(b, h);
    buf_char(b, '"');
}

static void member_id(struct buf *b, const char *before, struct id id)
{
    buf_z(b, before);
    buf_char(b, '"');
    if (!id_none(id))
        id_put(b, id);
    buf_char(b, '"');
}

static void member_text(struct buf *b, const char *before, struct str s)
{
    buf_z(b, before);
    buf_json(b, s);
}

static struct str manifest_text(const struct backup *b, struct arena *a)
{
    struct buf m = buf_start(a);

    buf_fmt(&m, "{\"at\":%lld,\"backup\":1", (long long)b->at);
    member_text(&m, ",\"derived\":", b->derived);
    member_id(&m, ",\"device\":", b->device);
    member_text(&m, ",\"digest\":", b->digest);
    buf_z(&m, ",\"heads\":[");
    for (size_t i = 0; i < b->heads; i++) {
        member_id(&m, i ? ",{\"device\":" : "{\"device\":", b->head[i].device);
        member_hash(&m, ",\"head\":", b->head[i].head);
        buf_fmt(&m, ",\"seq\":%lld}", (long long)b->head[i].seq);
    }
    member_text(&m, "],\"holder\":", b->holder);
    buf_fmt(&m, ",\"missing\":%lld", (long long)b->missing);
    member_text(&m, ",\"name\":", b->name);
    buf_z(&m, ",\"pieces\":[");
    for (size_t i = 0; i < b->pieces; i++) {
        const struct backup_piece *p = &b->piece[i];

        buf_fmt(&m, "%s{\"bytes\":%lld", i ? "," : "", (long long)p->bytes);
        member_hash(&m, ",\"hash\":", p->hash);
        buf_fmt(&m, ",\"lines\":%lld,\"what\":\"%s\"}", (long long)p->lines,
                what_name[p->what]);
    }
    buf_z(&m, "]}");
    return buf_str(&m);
}

/* Its last line is the hash of what stands before it. */
static bool manifest_write(struct writing *w)
{
    struct buf m = buf_start(w->arena);
    const char *path = joined(w->arena, w->folder, "manifest");
    struct str text = manifest_text(w->b, w->arena);

    buf_add(&m, text);
    buf_char(&m, '\n');
    hash_put(&m, sha_of(text));
    buf_char(&m, '\n');
    return file_troubled(w->t, "backup.unwritten", path,
                         file_write(path, buf_str(&m), 0600));
}

/* Pieces of an earlier run that this one does not name. */
static void sweep(struct writing *w)
{
    const char *folder = joined(w->arena, w->folder, "pieces");
    DIR *d = opendir(folder);
    struct dirent *e;
    struct hash h;

    while (d && (e = readdir(d))) {
        bool named = !hash_read(str_of(e->d_name), &h);

        for (size_t i = 0; !named && i < w->b->pieces; i++)
            named = hash_same(w->b->piece[i].hash, h);
        if (!named)
            unlink(joined(w->arena, folder, e->d_name));
    }
    if (d)
        closedir(d);
}

static bool folders_make(struct writing *w)
{
    const char *path[] = { w->folder, joined(w->arena, w->folder, "pieces"),
                           joined(w->arena, w->folder, "files") };

    for (size_t i = 0; i < LEN(path); i++)
        if (!file_troubled(w->t, "backup.unwritten", path[i],
                           file_folder(path[i])))
            return false;
    return true;
}

bool backup_write(struct db *db, const char *folder, const char *files,
                  struct id device, int64_t now, struct arena *a,
                  struct backup *out, struct site_trouble *t)
{
    struct writing w = {
        .folder = folder, .files = files, .b = out, .arena = a, .t = t
    };
    bool good;

    *out = (struct backup){ .at = now, .device = device };
    w.piece = buf_start(&w.text);
    good = folders_make(&w) && snapshot_write(&w, db) && files_write(&w) &&
           manifest_write(&w);
    arena_free(&w.text);
    if (good)
        sweep(&w);
    return good;
}

/* ---- reading one --------------------------------------------------------*/

static bool text_of(const struct json *j, const char *key, struct arena *a,
                    struct str *out)
{
    const struct json *v = json_member(j, key);

    if (!v || v->type != JSON_TEXT)
        return false;
    *out = json_text(v, a);
    return true;
}

static bool hash_of(const struct json *j, const char *key, struct hash *out)
{
    const struct json *v = json_member(j, key);

    return v && v->type == JSON_TEXT && hash_read(v->raw, out);
}

static bool id_of(const struct json *j, const char *key, struct id *out)
{
    const struct json *v = json_member(j, key);

    *out = ID_NONE;
    return v && v->type == JSON_TEXT && (!v->raw.n || id_read(v->raw, out));
}

static bool pieces_read(const struct json *list, struct arena *a,
                        struct backup *b)
{
    const struct json *j = list + 1;

    for (uint32_t i = 0; i < list->n; i++, j = json_next(j)) {
        struct backup_piece p = { .what = COPY_LOG };
        struct str what;

        if (!text_of(j, "what", a, &what) || !hash_of(j, "hash", &p.hash) ||
            !json_int(json_member(j, "bytes"), &p.bytes) ||
            !json_int(json_member(j, "lines"), &p.lines))
            return false;
        while (p.what < COPIES && !str_same(what, str_of(what_name[p.what])))
            p.what++;
        if (!str_same(what, str_of(what_name[p.what])))
            return false;
        piece_add(b, p, a);
    }
    return true;
}

static bool heads_in(const struct json *list, struct arena *a, struct backup *b)
{
    const struct json *j = list + 1;

    b->head = arena_many(a, struct backup_head, list->n + 1);
    for (; b->heads < list->n; b->heads++, j = json_next(j)) {
        struct backup_head *h = &b->head[b->heads];

        if (!id_of(j, "device", &h->device) || !hash_of(j, "head", &h->head) ||
            !json_int(json_member(j, "seq"), &h->seq))
            return false;
    }
    return true;
}

static bool manifest_read(struct str text, struct arena *a, struct backup *b)
{
    struct str line = str_cut(&text, '\n'), sum = str_cut(&text, '\n');
    struct hash said;
    const struct json *j, *heads, *pieces;
    int64_t version;
    size_t at;

    if (!hash_read(sum, &said) || !hash_same(said, sha_of(line)) ||
        !(j = json_read(line, a, &at)))
        return false;
    heads = json_member(j, "heads");
    pieces = json_member(j, "pieces");
    return json_int(json_member(j, "backup"), &version) && version == 1 &&
           json_int(json_member(j, "at"), &b->at) &&
           json_int(json_member(j, "missing"), &b->missing) &&
           id_of(j, "device", &b->device) && text_of(j, "name", a, &b->name) &&
           text_of(j, "holder", a, &b->holder) &&
           text_of(j, "derived", a, &b->derived) &&
           text_of(j, "digest", a, &b->digest) && heads &&
           heads->type == JSON_LIST && heads_in(heads, a, b) && pieces &&
           pieces->type == JSON_LIST && pieces_read(pieces, a, b);
}

static bool piece_read(const char *folder, const struct backup_piece *p,
                       struct arena *a, struct str *text,
                       struct site_trouble *t)
{
    const char *path = piece_path(folder, p->hash, a);
    enum file_trouble trouble = file_read(path, PIECE_MOST, a, text);

    if (trouble == FILE_FINE && !hash_same(sha_of(*text), p->hash))
        return troubled(t, "restore.damaged", path, "");
    return file_troubled(t, "restore.unread", path, trouble);
}

static bool files_good(const char *folder, struct str list, struct arena *a,
                       struct site_trouble *t)
{
    const char *files = joined(a, folder, "files");

    while (list.n) {
        struct arena one = { 0 };
        struct str bytes, line = str_cut(&list, '\n');
        struct hash name;
        enum file_trouble trouble = FILE_BROKEN;

        if (hash_read(line, &name))
            trouble = files_read(files, name, &one, &bytes);
        if (trouble != FILE_FINE)
            troubled(t,
                     trouble == FILE_BROKEN ? "restore.damaged" :
                                              "restore.unread",
                     files_path(files, name, &one), file_trouble_text(trouble));
        arena_free(&one);
        if (t->key)
            return false;
    }
    return true;
}

bool backup_read(const char *folder, struct arena *a, struct backup *out,
                 struct site_trouble *t)
{
    const char *path = joined(a, folder, "manifest");
    struct str text;
    enum file_trouble trouble = file_read(path, MANIFEST_MOST, a, &text);

    *out = (struct backup){ .at = 0 };
    if (trouble != FILE_FINE)
        return file_troubled(t, "restore.unread", path, trouble);
    if (!manifest_read(text, a, out))
        return troubled(t, "restore.damaged", path, "");
    for (size_t i = 0; i < out->pieces && !t->key; i++) {
        struct arena one = { 0 };

        if (piece_read(folder, &out->piece[i], &one, &text, t) &&
            out->piece[i].what == COPIES)
            files_good(folder, text, &one, t);
        arena_free(&one);
    }
    return !t->key;
}

/* ---- the key of its parts -----------------------------------------------*/

/* Opens the first part that lies hidden. */
static bool first_part_opens(struct str text, const struct seal *seal,
                             struct arena *a)
{
    while (text.n) {
        struct str line = str_cut(&text, '\n'), lies, plain;
        size_t at;
        const struct json *j = json_read(line, a, &at);
        const struct json *v = j ? json_member(j, "lies") : NULL;
        char *p;

        if (!v || v->type != JSON_TEXT || !str_starts(v->raw, S("01")))
            continue;
        p = arena_take(a, v->raw.n / 2);
        lies = (struct str){ p, v->raw.n / 2 };
        return hex_read(v->raw, p, lies.n) &&
               seal_reveal(seal, str_from(lies, 1), a, &plain);
    }
    return true;
}

bool backup_sealed_by(const char *folder, const struct backup *b,
                      const char *seal_path)
{
    struct seal *seal = seal_open(seal_path, false);
    struct arena a = { 0 };
    bool good = seal != NULL;

    for (size_t i = 0; good && i < b->pieces; i++) {
        struct site_trouble t = { 0 };
        struct str text;

        if (b->piece[i].what != COPY_PARTS)
            continue;
        good = piece_read(folder, &b->piece[i], &a, &text, &t) &&
               first_part_opens(text, seal, &a);
        break;
    }
    seal_close(seal);
    arena_free(&a);
    return good;
}

/* ---- a site out of it ---------------------------------------------------*/

struct reading {
    const char *folder;
    const struct backup *b;
    struct site_trouble *t;
    struct arena arena; /* of the piece under way */
    struct str rest;
    size_t next;
};

static bool line_next(void *self, enum copy *what, struct str *line)
{
    struct reading *r = self;

    while (!r->rest.n) {
        const struct backup_piece *p;

        if (r->next == r->b->pieces)
            return false;
        p = &r->b->piece[r->next++];
        arena_free(&r->arena);
        if (p->what != COPIES &&
            !piece_read(r->folder, p, &r->arena, &r->rest, r->t))
            return false;
    }
    *what = r->b->piece[r->next - 1].what;
    *line = str_cut(&r->rest, '\n');
    return true;
}

/* Entries and stamps must be those of the backup; tables that this version of
 * Saath makes in another shape cannot be. */
static bool digest_right(void *self, struct str digest)
{
    struct reading *r = self;
    struct str said = r->b->digest;
    struct buf shape = buf_start(&r->arena);
    bool all;

    log_shape(&shape);
    all = str_same(buf_str(&shape), r->b->derived);
    if (r->t->key)
        return false;
    while (said.n) {
        struct str line = str_cut(&said, '\n'), rest = digest;
        bool found = false;

        while (rest.n && !found)
            found = str_same(str_cut(&rest, '\n'), line);
        if (!found && (all || str_starts(line, S("entry ")) ||
                       str_starts(line, S("stamp "))))
            return false;
    }
    return true;
}

static bool files_restore(struct reading *r, const char *to)
{
    struct arena a = { 0 };
    const char *from = joined(&a, r->folder, "files");

    for (size_t i = 0; i < r->b->pieces && !r->t->key; i++) {
        struct str text;
        struct hash name;
        int64_t written = 0;

        if (r->b->piece[i].what != COPIES ||
            !piece_read(r->folder, &r->b->piece[i], &a, &text, r->t))
            continue;
        while (text.n && !r->t->key)
            if (hash_read(str_cut(&text, '\n'), &name) &&
                !file_copy(from, to, name, &written, r->t))
                troubled(r->t, "restore.damaged", files_path(from, name, &a),
                         "");
    }
    arena_free(&a);
    return !r->t->key;
}

bool backup_restore(const char *folder, const struct backup *b,
                    const char *address, const char *seal,
                    struct site_trouble *t)
{
    struct reading r = { .folder = folder, .b = b, .t = t };
    struct arena a = { 0 };
    const char *files = site_files_place(address, &a);
    struct site_source from = {
        .name = b->name,
        .holder = b->holder,
        .seal = seal,
        .copy = { .self = &r, .next = line_next, .right = digest_right }
    };
    bool good = site_remake(address, &from, t);

    if (good && b->lines[COPIES])
        good = files ? files_restore(&r, files) :
                       troubled(t, "site.no_state_folder", address, "");
    arena_free(&r.arena);
    arena_free(&a);
    return good;
}
