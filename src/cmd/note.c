/* note - what a verb says: sentences on standard error, answers on standard
 * output, a bar while it works. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cmd/cmd.h"
#include "sys/sys.h"

/* What came from outside cannot steer the terminal. */
static void put_plain(struct buf *b, const char *z)
{
    for (; z && *z; z++)
        buf_char(b, (unsigned char)*z < ' ' || *z == 127 ? '?' : *z);
}

static struct str filled(struct cmd *c, const char *key, const char *a,
                         const char *b)
{
    struct str words = say(c->lang, key);
    struct buf out = buf_start(&c->arena);

    for (size_t i = 0; i < words.n; i++) {
        struct str rest = str_from(words, i);

        if (str_starts(rest, S("{a}")) || str_starts(rest, S("{b}"))) {
            put_plain(&out, rest.p[1] == 'a' ? a : b);
            i += 2;
        } else {
            buf_char(&out, words.p[i]);
        }
    }
    return buf_str(&out);
}

static void err_str(struct str s)
{
    fwrite(s.p, 1, s.n, stderr);
}

void note(struct cmd *c, const char *key, const char *a, const char *b)
{
    fflush(stdout);
    err_str(filled(c, key, a, b));
    err_str(S("\n"));
}

int fault(struct cmd *c, const char *key, const char *a, const char *b)
{
    note(c, key, a, b);
    return c->status = EXIT_FAULT;
}

int fault_db(struct cmd *c, const struct db *db)
{
    enum db_trouble trouble;
    const char *text = db_last_fault(db, &trouble);

    if (trouble == DB_FULL)
        return fault(c, "site.full", c->db_address, text);
    return fault(c, "cmd.fault", text, "");
}

void findings_show(struct cmd *c, struct str where, const struct findings *f)
{
    for (size_t i = 0; i < f->n; i++) {
        struct buf b = buf_start(&c->arena);

        if (where.n) {
            buf_add(&b, where);
            buf_z(&b, ": ");
        }
        if (f->at[i].path.n) {
            buf_add(&b, f->at[i].path);
            buf_z(&b, ": ");
        }
        finding_say(&b, c->lang, &f->at[i]);
        buf_char(&b, '\n');
        err_str(buf_str(&b));
    }
}

void out_str(struct str s)
{
    fwrite(s.p, 1, s.n, stdout);
}

bool out_end(struct cmd *c)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return true;
    fault(c, "cmd.no_output", strerror(errno), "");
    return false;
}

/* ---- a bar --------------------------------------------------------------*/

enum { BAR_WIDE = 30, BAR_EACH_MS = 100 };

void bar_show(void *bar, int64_t done, int64_t of)
{
    struct bar *b = bar;
    int64_t now = clock_ticks();
    char room[BAR_WIDE + 1];
    int full;

    if (!isatty(STDERR_FILENO) || of <= 0 ||
        (done < of && now - b->shown_ms < BAR_EACH_MS))
        return;
    b->shown_ms = now;
    full = (int)(done * BAR_WIDE / of);
    for (int i = 0; i < BAR_WIDE; i++)
        room[i] = i < full ? '=' : ' ';
    room[BAR_WIDE] = 0;
    fputs("\r", stderr);
    err_str(say(b->cmd->lang, b->key));
    fprintf(stderr, " [%s] %3d %%", room, (int)(done * 100 / of));
    fflush(stderr);
}

void bar_end(struct bar *b)
{
    if (b->shown_ms)
        fputs("\n", stderr);
    b->shown_ms = 0;
}
