/* load - lines of another log, in any order, as often as they come. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cmd.sql.h"
#include "cmd/cmd.h"
#include "sys/bundle.h"

enum { PIECE = 2000, PIECE_BYTES = 4 << 20 };

struct loading {
    struct cmd *cmd;
    struct site site;
    FILE *in, *rejects;
    const char *name, *reject_name, *files;
    int64_t line_no; /* of the first line of the piece */
    int64_t read, size;
    struct str line[PIECE];
    int64_t number[PIECE];
    size_t n, bytes;
    struct arena arena; /* of the piece */
    struct site_counts counts;
    struct bar bar;
    bool broken; /* a file of theirs */
};

/* Bad lines go to a file beside, and to standard error with their reason. */
static void refused(void *self, size_t i, const struct findings *f)
{
    struct loading *l = self;
    struct buf where = buf_start(&l->arena);

    buf_fmt(&where, "%s:%lld", l->name, (long long)l->number[i]);
    bar_end(&l->bar);
    findings_show(l->cmd, buf_str(&where), f);
    if (!l->rejects)
        l->rejects = fopen(l->reject_name, "w");
    if (l->rejects) {
        struct buf b = buf_start(&l->arena);

        for (size_t j = 0; j < f->n; j++) {
            buf_add(&b, buf_str(&where));
            buf_z(&b, ": ");
            finding_say(&b, l->cmd->lang, &f->at[j]);
            buf_char(&b, '\n');
        }
        buf_add(&b, l->line[i]);
        buf_char(&b, '\n');
        fwrite(b.p, 1, b.n, l->rejects);
    }
}

static bool piece_send(struct loading *l)
{
    bool good = !l->n ||
                site_lines(&l->site, l->line, l->n, &l->counts, refused, l);

    l->n = l->bytes = 0;
    arena_free(&l->arena);
    if (l->size)
        bar_show(&l->bar, l->read, l->size);
    return good;
}

/* A line that is longer than an entry can be is no entry: its beginning is
 * enough to say so. */
static bool lines_send(struct loading *l)
{
    char *text = NULL;
    size_t room = 0;
    ssize_t n;
    bool good = true;

    while (good && (n = getline(&text, &room, l->in)) >= 0) {
        struct str line = { text, (size_t)n };

        l->read += n;
        l->line_no++;
        if (line.n && line.p[line.n - 1] == '\n')
            line.n--;
        if (!str_trim(line).n)
            continue;
        if (line.n > ENTRY_MAX + 1)
            line.n = ENTRY_MAX + 1;
        l->number[l->n] = l->line_no;
        l->line[l->n++] = arena_str(&l->arena, line);
        l->bytes += line.n;
        if (l->n == PIECE || l->bytes >= PIECE_BYTES)
            good = piece_send(l);
    }
    free(text);
    return good && piece_send(l);
}

/* ---- afterwards ---------------------------------------------------------*/

static const char *number(struct cmd *c, int64_t n)
{
    struct buf b = buf_start(&c->arena);

    buf_int(&b, n);
    return arena_z(&c->arena, buf_str(&b));
}

static void waiting_show(struct loading *l)
{
    struct rows r = db_rows(l->site.db, SQL_WAITING_REASONS);

    while (db_next(&r)) {
        struct buf key = buf_start(&l->cmd->arena);

        buf_z(&key, "cmd.load.waits.");
        buf_add(&key, db_str(&r, 0));
        note(l->cmd, arena_z(&l->cmd->arena, buf_str(&key)),
             number(l->cmd, db_int(&r, 1)), "");
    }
}

/* Those that an attachment names, from the folder that came along. */
static bool files_take(struct loading *l)
{
    struct cmd *c = l->cmd;
    const char *to = site_files_place(c->db_address, &c->arena);
    struct bundle_count n;

    if (!l->files)
        return true;
    if (!to || !bundle_copy(l->site.db, l->files, to, true, &n)) {
        fault(c, "backup.unwritten", to ? to : "", "");
        return false;
    }
    note(c, "cmd.files.copied", number(c, n.copied), number(c, n.there));
    if (n.missing)
        note(c, "cmd.files.missing", number(c, n.missing), "");
    if (n.broken)
        note(c, "cmd.files.broken", number(c, n.broken), l->files);
    l->broken = n.broken > 0;
    return true;
}

static int load(struct loading *l)
{
    struct cmd *c = l->cmd;
    int64_t roots = 0;
    bool fresh, good = site_is_new(&l->site, &fresh) && lines_send(l);

    if (good && fresh)
        good = site_adopt(&l->site, &roots);
    bar_end(&l->bar);
    if (ferror(l->in))
        return fault(c, "cmd.no_file", l->name, strerror(errno));
    if (!good && site_writer_db(&l->site))
        return fault_db(c, site_writer_db(&l->site));
    if (!good)
        return fault(c, "cmd.keeper_lost", c->db_address, "");
    if (roots)
        note(c, "cmd.load.adopted", number(c, roots), "");
    note(c, "cmd.load.counts", number(c, l->counts.kept),
         number(c, l->counts.known));
    waiting_show(l);
    if (!files_take(l))
        return c->status;
    if (!l->counts.refused)
        return l->broken ? EXIT_REFUSED : EXIT_DONE;
    note(c, "cmd.load.refused", number(c, l->counts.refused), l->reject_name);
    return EXIT_REFUSED;
}

static bool input_open(struct loading *l, const char *name)
{
    struct buf b = buf_start(&l->cmd->arena);
    struct stat st;
    bool in = !strcmp(name, "-");

    l->name = in ? "stdin" : name;
    buf_fmt(&b, "%s.reject", l->name);
    l->reject_name = arena_z(&l->cmd->arena, buf_str(&b));
    l->in = in ? stdin : fopen(name, "r");
    if (l->in && fstat(fileno(l->in), &st) == 0 && S_ISDIR(st.st_mode)) {
        fclose(l->in);
        l->in = NULL;
        errno = EISDIR;
    }
    if (!l->in) {
        fault(l->cmd, "cmd.no_file", name, strerror(errno));
        return false;
    }
    if (!in)
        l->size = st.st_size;
    return true;
}

/* Takes lines of another log, as `log` prints them.
 *
 *     saath [-d DB] load FILE|- [--files FOLDER]
 *
 * What is there already is passed over. An entry whose stamp, device,
 * reference or right has not come yet waits, and says so. Lines that are no
 * entries go to FILE.reject with the reason. FOLDER holds attachments, as
 * `log --files` copied them: those that an entry names are taken. The first log that a new site is
 * given brings its devices along as trusted. */
COMMAND(load)
{
    const char *files = arg_value(c, "--files");
    struct loading *l;
    int status;

    if (!args_end(c, "load", 1, 1))
        return EXIT_USAGE;
    l = arena_new(&c->arena, struct loading);
    l->cmd = c;
    l->files = files;
    l->bar = (struct bar){ .cmd = c, .key = "cmd.load.bar" };
    if (!input_open(l, c->argv[0]))
        return c->status;
    if (site_open(c, &l->site, true)) {
        status = load(l);
        site_close(&l->site);
    } else {
        status = c->status;
    }
    if (l->rejects && fclose(l->rejects) != 0)
        status = fault(c, "cmd.no_file", l->reject_name, strerror(errno));
    if (l->in != stdin)
        fclose(l->in);
    arena_free(&l->arena);
    return status;
}
