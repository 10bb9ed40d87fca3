/* Attachments: beside the log under their hash, known by their bytes, on the
 * disk before their entry; and the pages that take and show them. */
#include <sys/stat.h>
#include <unistd.h>

#include "../src/core/attachment.h"
#include "../src/sys/sys.h"
#include "attachment.sql.h"
#include "web_site.h"

#define JPEG "\xff\xd8\xff\xe0 page 17"

static struct str nothing;

/* Where the files of a test lie; NULL: there is no place for them. */
static const char *files;

static const char *folder_new(void)
{
    static char path[80];
    const char *tmp = getenv("TMPDIR");

    snprintf(path, sizeof path, "%.40s/saath-" TEMPLATE_END,
             tmp ? tmp : "/tmp");
    MUST(mkdtemp(path));
    return path;
}

static void folder_drop(const char *folder)
{
    char command[200];

    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    CHECK(system(command) == 0);
}

/* ---- what is taken -------------------------------------------------------*/

static const struct {
    struct str bytes;
    int want;
} first[] = {
    { { "\xff\xd8\xff\xe0", 4 }, 0 },
    { { "\xff\xd8\xff", 3 }, 0 },
    { { "\xff\xd8", 2 }, -1 },
    { { "\x89PNG\r\n\x1a\n", 8 }, 1 },
    { { "\x89PNG\n\x1a\n", 7 }, -1 },
    { { "RIFF\0\0\0\0WEBPVP8 ", 16 }, 2 },
    { { "RIFF\0\0\0\0WAVE", 12 }, -1 },
    { { "RIFF\0\0\0\0WEB", 11 }, -1 },
    { { "%PDF-1.4", 8 }, 3 },
    { { "%pdf-1.4", 8 }, -1 },
    { { "<svg xmlns=", 11 }, -1 },
    { { "GIF89a", 6 }, -1 },
    { { "MZ\x90", 3 }, -1 },
    { { "", 0 }, -1 },
};

TEST(a_file_is_what_its_first_bytes_say)
{
    for (size_t i = 0; i < LEN(first); i++)
        if (!CHECK_INT(attachment_type(first[i].bytes), first[i].want))
            printf("# %zu\n", i);
}

TEST(a_file_lies_under_its_hash_and_is_checked_when_read)
{
    const char *folder = folder_new();
    struct arena a = { 0 };
    struct str out, bytes = S(JPEG);
    struct hash name = sha_of(bytes);
    const char *path = files_path(folder, name, &a);
    struct stat st;
    bool fresh;

    CHECK_INT(files_read(folder, name, &a, &out), FILE_MISSING);
    CHECK_INT(files_put(folder, bytes, &fresh), FILE_FINE);
    CHECK(fresh);
    CHECK(strncmp(path + strlen(folder) + 1, path + strlen(folder) + 4, 2) ==
          0);
    CHECK(stat(path, &st) == 0 && (st.st_mode & 077) == 0);
    CHECK_INT(files_put(folder, bytes, &fresh), FILE_FINE);
    CHECK(!fresh); /* written once */
    CHECK_INT(files_read(folder, name, &a, &out), FILE_FINE);
    CHECK_STR(out, bytes);
    CHECK_INT(file_write(path, S("other bytes"), 0600), FILE_FINE);
    CHECK_INT(files_read(folder, name, &a, &out), FILE_BROKEN);
    CHECK_INT(files_put(folder, bytes, &fresh), FILE_FINE); /* mended */
    CHECK_INT(files_read(folder, name, &a, &out), FILE_FINE);
    files_remove(folder, name);
    CHECK(!files_here(folder, name));
    arena_free(&a);
    folder_drop(folder);
}

TEST(a_file_comes_in_parts_from_where_the_last_one_ended)
{
    const char *folder = folder_new();
    struct str all = S(JPEG), got;
    struct hash name = sha_of(all);
    int64_t n = (int64_t)all.n;
    struct arena a = { 0 };

    for (int64_t i = 0; i < n - 1; i++) {
        struct str one = { all.p + i, 1 };

        CHECK_INT(files_add(folder, name, n, i, one), i + 1);
        CHECK_INT(files_add(folder, name, n, i, one), i + 1); /* twice */
        CHECK(!files_here(folder, name));
    }
    CHECK_INT(files_add(folder, name, n, n - 1, S("")), n - 1);
    CHECK_INT(files_add(folder, name, n, n - 1, str_from(all, all.n - 1)), n);
    CHECK_INT(files_read(folder, name, &a, &got), FILE_FINE);
    CHECK_STR(got, all);
    files_remove(folder, name);
    CHECK_INT(files_add(folder, name, n, 0, (struct str){ all.p, 4 }), 4);
    files_remove(folder, name); /* what had come of it too */
    CHECK_INT(files_add(folder, name, n, 0, S("")), 0);
    CHECK_INT(files_add(folder, name, 0, 0, S("")), -1);
    CHECK_INT(files_add(folder, name, FILES_MOST + 1, 0, S("")), -1);
    CHECK_INT(files_add(folder, name, n, -1, S("")), -1);
    CHECK_INT(files_add("/dev/null/x", name, n, 0, all), -1);
    arena_free(&a);
    folder_drop(folder);
}

TEST(a_file_that_is_too_big_or_has_no_place_is_refused)
{
    const char *folder = folder_new();
    struct arena a = { 0 };
    size_t n = (size_t)FILES_MOST + 1;
    char *p = arena_take(&a, n);
    bool fresh;

    memset(p, 'x', n);
    CHECK_INT(files_put(folder, (struct str){ p, n }, &fresh), FILE_TOO_BIG);
    CHECK_INT(files_put(folder, (struct str){ p, n - 1 }, &fresh), FILE_FINE);
    CHECK_INT(file_write(arena_z(&a, str_of("/dev/null/x")), S("x"), 0600),
              FILE_MISSING);
    CHECK(files_put("/dev/null/x", S(JPEG), &fresh) != FILE_FINE);
    arena_free(&a);
    folder_drop(folder);
}

/* ---- the world of the pages ------------------------------------------------*/

static struct str keeper_file(struct browser *b, struct str payload)
{
    struct outcome out;
    struct draft *d;
    struct str bytes;

    if (!CHECK(ask_file_read(payload, &b->arena, &d, &bytes)))
        return S("");
    keeper_begin(b->site.keeper);
    attachment_keep(b->site.keeper, b->site.db, files, d, bytes, &b->arena,
                    &out);
    CHECK(keeper_commit(b->site.keeper));
    return ask_outcomes(&b->arena, &out, 1);
}

static enum host_file browser_file(void *self, struct hash name,
                                   struct arena *a, struct str *out)
{
    enum file_trouble t = files ? files_read(files, name, a, out) :
                                  FILE_MISSING;

    (void)self;
    return t == FILE_FINE    ? HOST_FILE_HERE :
           t == FILE_MISSING ? HOST_FILE_MISSING :
                               HOST_FILE_BROKEN;
}

static void files_start(struct browser *b, struct db *db)
{
    browser_start(b, db);
    files = folder_new();
    b->upload = keeper_file;
    b->web.file = browser_file;
}

/* ---- kept together with the entry -----------------------------------------*/

static struct outcome keep(struct browser *b, const char *body,
                           struct str bytes)
{
    struct draft d = { .kind = S("attachment"),
                       .author = S("admin"),
                       .body = str_of(body),
                       .strict = true };
    struct outcome out;

    keeper_begin(b->site.keeper);
    attachment_keep(b->site.keeper, b->site.db, files, &d, bytes,
                    &b->site.arena, &out);
    CHECK(keeper_commit(b->site.keeper));
    return out;
}

static struct id somewhere(struct browser *b)
{
    return draft(&b->site, "alias",
                 with(&b->site, "{\"place\":\"%1\",\"name\":\"Sakhar\"}",
                      id_named(S("place"), S("pk723")), ID_NONE, ID_NONE));
}

static const char *about(struct browser *b, struct id id, const char *more)
{
    struct buf body = buf_start(&b->site.arena);

    buf_z(&body, "{\"about\":\"");
    id_put(&body, id);
    buf_char(&body, '"');
    buf_z(&body, more);
    buf_char(&body, '}');
    return arena_z(&b->site.arena, buf_str(&body));
}

SITE(the_keeper_says_itself_what_the_bytes_are)
{
    struct browser b;
    struct outcome o;
    struct seen seen;
    struct id entry;
    struct buf want;

    files_start(&b, db);
    entry = somewhere(&b);
    o = keep(&b, about(&b, entry, ",\"bytes\":7,\"type\":\"pdf\""), S(JPEG));
    CHECK_INT(o.kept, KEPT);
    CHECK(files_here(files, sha_of(S(JPEG))));
    CHECK(log_see(db, o.id, &b.site.arena, &seen));
    want = buf_start(&b.site.arena);
    buf_fmt(&want, "\"bytes\":%d", (int)strlen(JPEG));
    CHECK(memmem(seen.entry.body.p, seen.entry.body.n, want.p, want.n));
    CHECK(memmem(seen.entry.body.p, seen.entry.body.n, "\"jpeg\"", 6));
    o = keep(&b, about(&b, entry, ""), S("MZ a program"));
    CHECK_INT(o.kept, KEPT_REFUSED);
    CHECK(!files_here(files, sha_of(S("MZ a program"))));
    /* About nothing that is here: no entry, and the file goes again. */
    o = keep(&b, about(&b, id_named(S("place"), S("none")), ""),
             S(JPEG " another"));
    CHECK_INT(o.kept, KEPT_REFUSED);
    CHECK(!files_here(files, sha_of(S(JPEG " another"))));
    /* But not one that an entry names. */
    o = keep(&b, about(&b, id_named(S("place"), S("none")), ""), S(JPEG));
    CHECK_INT(o.kept, KEPT_REFUSED);
    CHECK(files_here(files, sha_of(S(JPEG))));
    folder_drop(files);
    files = NULL;
    o = keep(&b, about(&b, entry, ""), S(JPEG));
    CHECK_INT(o.kept, KEPT_REFUSED); /* never an entry without its file */
    browser_end(&b);
}

static int get_file(struct browser *b, struct id id)
{
    struct buf t = buf_start(&b->site.arena);

    buf_z(&t, "/file/");
    id_put(&t, id);
    return get(b, arena_z(&b->site.arena, buf_str(&t)));
}

/* ---- destroyed ------------------------------------------------------------*/

static void forget(void *self, struct hash name)
{
    (void)self;
    files_remove(files, name);
}

static void erase(struct browser *b, struct id attachment)
{
    draft(&b->site, "erasure",
          with(&b->site, "{\"about\":\"%1\",\"why\":\"her wish\"}", attachment,
               ID_NONE, ID_NONE));
}

/* Not before the erasure is kept, and not while another names the same file. */
SITE(an_erased_attachment_leaves_no_file)
{
    struct browser b;
    struct id face, twice, other;

    files_start(&b, db);
    b.site.host.forget = forget;
    face = keep(&b, about(&b, somewhere(&b), ",\"people\":true"),
                S(JPEG " face"))
               .id;
    other = keep(&b, about(&b, somewhere(&b), ""), S(JPEG " page")).id;
    twice = keep(&b, about(&b, other, ""), S(JPEG " face")).id;
    browser_login(&b, "admin");
    CHECK_INT(get_file(&b, face), 200);
    erase(&b, face);
    CHECK(keeper_shred(b.site.keeper));
    CHECK(files_here(files, sha_of(S(JPEG " face"))));
    CHECK_INT(get_file(&b, face), 404);
    CHECK_INT(get_file(&b, twice), 200);
    erase(&b, twice);
    CHECK(files_here(files, sha_of(S(JPEG " face"))));
    CHECK(keeper_shred(b.site.keeper));
    CHECK(!files_here(files, sha_of(S(JPEG " face"))));
    CHECK(files_here(files, sha_of(S(JPEG " page"))));
    CHECK_INT(get_file(&b, other), 200);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM meta WHERE name = 'shred'"),
              0);
    browser_end(&b);
    folder_drop(files);
    files = NULL;
}

/* What exchanges, backups and checks of files go by. */
SITE(what_was_erased_is_asked_of_no_office)
{
    struct browser b;
    struct rows r;
    struct id face, page;
    int n = 0;

    files_start(&b, db);
    b.site.host.forget = forget;
    face = keep(&b, about(&b, somewhere(&b), ""), S(JPEG " face")).id;
    page = keep(&b, about(&b, face, ""), S(JPEG " page")).id;
    erase(&b, face);
    r = db_rows(db, SQL_ATTACHMENT_PAGE);
    db_bind_blob(&r, 1, ID_NONE.b, sizeof ID_NONE.b);
    db_bind_int(&r, 2, 10);
    while (db_next(&r))
        n += CHECK(id_same(db_id(&r, 0), page));
    db_done(&r);
    CHECK_INT(n, 1);
    browser_end(&b);
    folder_drop(files);
    files = NULL;
}

/* ---- the pages -----------------------------------------------------------*/

static int upload(struct browser *b, struct id id, const char *name,
                  struct str bytes, const char *people)
{
    struct buf body = buf_start(&b->site.arena);
    char target[64];

    buf_fmt(&body,
            "--XX\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n"
            "%s\r\n--XX\r\nContent-Disposition: form-data; name=\"people\""
            "\r\n\r\n%s\r\n--XX\r\nContent-Disposition: form-data; "
            "name=\"file\"; filename=\"%s\"\r\nContent-Type: image/jpeg\r\n"
            "\r\n",
            b->csrf, people, name);
    buf_add(&body, bytes);
    buf_z(&body, "\r\n--XX--\r\n");
    snprintf(target, sizeof target, "/attach/");
    {
        struct buf t = buf_start(&b->site.arena);

        id_put(&t, id);
        strncat(target, arena_z(&b->site.arena, buf_str(&t)), 40);
    }
    return request(b, "POST", target, buf_str(&body),
                   "multipart/form-data; boundary=XX");
}

static struct id last_attachment(struct db *db)
{
    struct rows r = db_text_rows(
        db, S("SELECT entry FROM attachment ORDER BY signed DESC, entry "
              "LIMIT 1"));
    struct id id = db_next(&r) ? db_id(&r, 0) : ID_NONE;

    db_done(&r);
    return id;
}

SITE(a_picture_goes_up_and_comes_down_as_it_was)
{
    struct browser b;
    struct id entry, file;

    files_start(&b, db);
    entry = somewhere(&b);
    browser_login(&b, "admin");
    CHECK_INT(upload(&b, entry, "page.pdf", S(JPEG), ""), 303);
    file = last_attachment(db);
    CHECK_INT(get_file(&b, file), 200);
    CHECK_STR(b.answer.type, S("image/jpeg"));
    CHECK_STR(b.answer.body, S(JPEG));
    CHECK(str_starts(answer_header(&b, "Content-Disposition"),
                     S("inline; filename=\"")));
    CHECK_STR(answer_header(&b, "Cache-Control"), S("private, no-store"));
    CHECK_INT(upload(&b, entry, "page.jpg", S("<script>"), ""), 422);
    CHECK_INT(upload(&b, entry, "page.jpg", nothing, ""), 422);
    CHECK_INT(upload(&b, id_named(S("place"), S("none")), "a", S(JPEG), ""),
              404);
    b.keeper_down = true;
    CHECK_INT(upload(&b, entry, "page.jpg", S(JPEG " 2"), ""), 503);
    b.keeper_down = false;
    files_remove(files, sha_of(S(JPEG)));
    CHECK_INT(get_file(&b, file), 404);
    CHECK(has(&b, "next exchange of files"));
    CHECK_INT(get_file(&b, entry), 404); /* an entry, and no attachment */
    browser_end(&b);
    folder_drop(files);
}

/* A donor sees registers, never people; a viewer neither. */
SITE(pictures_of_people_are_for_those_who_read_names)
{
    static const struct {
        const char *role;
        int open, people;
    } told[] = { { "operator", 200, 200 },
                 { "donor", 200, 403 },
                 { "viewer", 403, 403 } };
    struct browser b;
    struct id entry, open, people;

    files_start(&b, db);
    entry = somewhere(&b);
    open = keep(&b, about(&b, entry, ""), S(JPEG)).id;
    people = keep(&b, about(&b, entry, ",\"people\":true"), S(JPEG " us")).id;
    for (size_t i = 0; i < LEN(told); i++) {
        struct buf body = buf_start(&b.site.arena);

        buf_fmt(&body,
                "{\"login\":\"%s\",\"name\":\"X\",\"role\":\"%s\","
                "\"since\":\"2010-01-01\"}",
                told[i].role, told[i].role);
        draft(&b.site, "access", arena_z(&b.site.arena, buf_str(&body)));
        browser_login(&b, told[i].role);
        CHECK_INT(get_file(&b, open), told[i].open);
        if (!CHECK_INT(get_file(&b, people), told[i].people))
            printf("# %s\n", told[i].role);
    }
    browser_end(&b);
    folder_drop(files);
}
