/* import - sheets of other people into facts. */
#include <stdio.h>
#include <string.h>

#include "cmd/cmd.h"
#include "import/import.h"
#include "import/table.h"
#include "sys/sys.h"

/* What the file is, where it is not records of one kind. */
enum mixed { MIXED_RECORDS, MIXED_MEMBERS, MIXED_CENSUS, MIXED_OUTREACH };

struct importing {
    struct cmd *c;
    struct site *s;
    const char *path;
    enum mixed mixed;
    struct str card;    /* of a census; may be empty */
    struct buf rejects; /* the reject file being made */
    struct arena arena; /* of one line */
};

/* "file:row: field: message" */
static void bad_show(void *self, const struct import_bad *b)
{
    struct importing *i = self;
    struct buf line = buf_start(&i->arena);

    buf_fmt(&line, "%s:%d: ", i->path, b->row);
    if (b->field.n) {
        buf_add(&line, b->field);
        buf_z(&line, ": ");
    }
    finding_say(&line, i->c->lang, &b->why);
    if (b->said.n) {
        buf_z(&line, ": ");
        buf_add(&line, b->said);
    }
    note(i->c, "import.line", arena_z(&i->arena, buf_str(&line)), "");
    if (!i->rejects.n)
        reject_head(&i->rejects, i->c->lang);
    reject_line(&i->rejects, i->c->lang, b);
    arena_free(&i->arena);
}

static void note_show(void *self, const struct import_note *n)
{
    struct importing *i = self;
    struct buf line = buf_start(&i->arena);

    buf_z(&line, i->path);
    if (n->sheet.n) {
        buf_z(&line, " [");
        buf_add(&line, n->sheet);
        buf_char(&line, ']');
    }
    if (n->row)
        buf_fmt(&line, ":%d", n->row);
    buf_z(&line, ": ");
    buf_add(&line, say(i->c->lang, n->what));
    if (n->text.n) {
        buf_z(&line, ": ");
        buf_add(&line, n->text);
    }
    note(i->c, "import.line", arena_z(&i->arena, buf_str(&line)), "");
    arena_free(&i->arena);
}

static void count_part(struct importing *i, struct buf *b, const char *key,
                       int64_t n)
{
    if (!n)
        return;
    buf_z(b, ", ");
    buf_int(b, n);
    buf_char(b, ' ');
    buf_add(b, say(i->c->lang, key));
}

static void count_show(struct importing *i, const struct import_count *n,
                       bool dry)
{
    struct buf b = buf_start(&i->arena);

    buf_fmt(&b, "%s: ", i->path);
    if (dry) {
        buf_add(&b, say(i->c->lang, "import.dry"));
        buf_z(&b, ": ");
    }
    buf_int(&b, n->rows);
    buf_char(&b, ' ');
    buf_add(&b, say(i->c->lang, "import.rows"));
    count_part(i, &b, "import.kept", n->kept);
    count_part(i, &b, "import.fixed", n->fixed);
    count_part(i, &b, "import.known", n->known);
    count_part(i, &b, "import.queued", n->queued);
    count_part(i, &b, "import.marked", n->marked);
    count_part(i, &b, "import.formulas", n->formulas);
    count_part(i, &b, "import.bad", n->bad);
    note(i->c, "import.line", arena_z(&i->arena, buf_str(&b)), "");
    arena_free(&i->arena);
}

static void rejects_write(struct importing *i)
{
    struct buf path = buf_start(&i->c->arena);
    enum file_trouble t;

    buf_fmt(&path, "%s.reject.csv", i->path);
    t = file_write(arena_z(&i->c->arena, buf_str(&path)), buf_str(&i->rejects),
                   0644);
    note(i->c, t ? "import.no_reject_file" : "import.reject_file",
         arena_z(&i->c->arena, buf_str(&path)), "");
}

static void fault_show(struct importing *i)
{
    struct db *db = site_keeper(i->s) ? site_writer_db(i->s) : NULL;

    if (db_fault(i->s->db))
        fault_db(i->c, i->s->db);
    else if (db && db_fault(db))
        fault_db(i->c, db);
    else
        fault(i->c, "cmd.keeper_lost", i->c->db_address, "");
}

static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

static bool mixed_import(const struct importing *i, const struct import *how,
                         const struct kind *k, struct import_file file,
                         struct import_count *count)
{
    switch (i->mixed) {
    case MIXED_MEMBERS: return import_members(how, file, count);
    case MIXED_CENSUS: return import_census(how, i->card, file, count);
    case MIXED_OUTREACH: return import_outreach(how, file, count);
    default: return import_records(how, k, file, count);
    }
}

/* One file; false after a fault. */
static bool file_import(struct importing *i, const struct import *how,
                        const struct kind *k)
{
    struct arena bytes = { 0 };
    struct import_file file = { .name = str_of(file_name(i->path)) };
    struct import_count count;
    enum file_trouble t = file_read(i->path, TABLE_BYTES, &bytes, &file.bytes);
    bool good;

    if (t) {
        fault(i->c, "import.unreadable", i->path, file_trouble_text(t));
        arena_free(&bytes);
        return false;
    }
    i->rejects = buf_start(&bytes);
    good = mixed_import(i, how, k, file, &count);
    if (how->progress)
        bar_end(how->progress_self);
    if (!good && !count.bad)
        fault_show(i);
    else
        count_show(i, &count, how->dry);
    if (count.bad && i->c->status == EXIT_DONE)
        i->c->status = EXIT_REFUSED;
    if (count.bad && !how->dry)
        rejects_write(i);
    arena_free(&bytes);
    return i->c->status != EXIT_FAULT;
}

struct matches {
    struct column_said *at;
    size_t n;
};

static void matches_write(void *memo, struct db *db)
{
    const struct matches *m = memo;

    for (size_t i = 0; i < m->n; i++)
        column_remember(db, &m->at[i]);
}

/* --column "Heading=field", as often as wanted. */
static bool matches_take(struct cmd *c, const char *kind, struct matches *m)
{
    const char *said;

    m->at = arena_many(&c->arena, struct column_said, 256);
    while (m->n < 256 && (said = arg_value(c, "--column"))) {
        struct str rest = str_of(said);
        size_t at = rest.n;

        while (at && rest.p[at - 1] != '=')
            at--;
        if (!at) {
            misused(c, "--column", "import.column_said", said);
            return false;
        }
        m->at[m->n++] = (struct column_said){ str_of(kind),
                                              { rest.p, at - 1 },
                                              str_from(rest, at) };
    }
    return true;
}

static void files_import(struct cmd *c, struct site *s, const struct kind *k,
                         enum mixed mixed, struct str card, bool dry)
{
    const struct host *h = site_host();
    struct bar bar = { .cmd = c, .key = "import.bar" };
    struct importing i = { .c = c, .s = s, .mixed = mixed, .card = card };
    struct import how = { .db = s->db,
                          .writer = s->writer,
                          .login = s->login,
                          .now = h->now(h->self),
                          .dry = dry,
                          .alone = site_keeper(s) != NULL,
                          .lang = c->lang,
                          .self = &i,
                          .bad = bad_show,
                          .note = note_show,
                          .progress = bar_show,
                          .progress_self = &bar,
                          .local_self = s->self,
                          .local = s->local };
    struct entry now = { .at = how.now };

    how.today = entry_day(&now);
    for (int n = 1; n < c->argc; n++) {
        i.path = c->argv[n];
        if (!file_import(&i, &how, k))
            break;
    }
    arena_free(&i.arena);
}

static enum mixed mixed_of(const char *said)
{
    return !strcmp(said, "members")  ? MIXED_MEMBERS :
           !strcmp(said, "census")   ? MIXED_CENSUS :
           !strcmp(said, "outreach") ? MIXED_OUTREACH :
                                       MIXED_RECORDS;
}

/* Takes sheets in: csv, xlsx or json lines.
 *
 *     saath [-d DB] import KIND FILE... [--dry-run]
 *           [--column 'HEADING=FIELD']...
 *     saath [-d DB] import members FILE...
 *     saath [-d DB] import census FILE... [--card CODE]
 *     saath [-d DB] import outreach FILE.xlsx...
 *
 * KIND is a kind of record; its columns are named like its fields or as the
 * forms call them. A heading that is neither is listed and left out, unless
 * --column says what it means; that is remembered. With `outreach` the file
 * is the network's quarterly workbook. With `members` each row is a person in
 * a body (columns body, number, household, name, father, sex, joined ...): her
 * household and person are made with the membership. With `census` each row is
 * a household, or one of its persons with the household's columns repeated
 * (number, place, lat, lon, faith ...; name, father, sex, born, relation ...;
 * survey, card, held, enumerator and either score with its origin or an answer
 * for each question code); a JSON line is a household with its "persons" and
 * "answers". There a bad person is refused alone, bad answers with their
 * score; a household that cannot be taken with all its rows. Good rows go in.
 * Bad rows are listed as file:row: field: message and written to
 * FILE.reject.csv; then the exit status is 1. A place that nobody knows waits, see `saath name`. The same
 * file again changes nothing; a corrected one makes fixes. --dry-run only
 * says what would happen. */
COMMAND(import)
{
    bool dry = arg_flag(c, "--dry-run");
    struct matches m = { 0 };
    const char *card = arg_value(c, "--card");
    const struct kind *k = NULL;
    enum mixed mixed;
    struct site s;

    if (!matches_take(c, c->argc ? c->argv[0] : "", &m) ||
        !args_end(c, "import", 2, 10000))
        return EXIT_USAGE;
    mixed = mixed_of(c->argv[0]);
    if (mixed == MIXED_RECORDS) {
        k = kind_find(str_of(c->argv[0]));
        if (!k)
            return misused(c, "import", "import.no_kind", c->argv[0]);
    }
    if (!site_open(c, &s, !dry || m.n > 0))
        return c->status;
    if (site_may(c, &s, RIGHT_IMPORT)) {
        if (m.n && !s.local(s.self, matches_write, &m))
            fault_db(c, s.db);
        else
            files_import(c, &s, k, mixed, str_of(card), dry);
    }
    site_close(&s);
    return c->status;
}
