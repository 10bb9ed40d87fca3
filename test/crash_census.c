/* crash_census - an import of a census is killed at random moments, over and
 * over, until one comes through: nothing is there twice, nothing is missing.
 *
 * The child imports the file from its beginning, as an office would that finds
 * its machine switched on again. The parent kills it (SIGKILL) after a while
 * that chance picks. SAATH_TEST_ROUNDS (default 12) times on each database,
 * then it is left alone. */
#include <signal.h>
#include <sys/wait.h>

#include "../bench/village.h"
#include "../src/import/import.h"
#include "log_site.h"

enum { HOUSEHOLDS = 1200 };

struct sheets {
    struct arena arena;
    struct str places, census;
    long persons;
};

static void sheets_make(struct sheets *s)
{
    struct chance c = { 7 };
    struct buf places = buf_start(&s->arena), census = buf_start(&s->arena);
    struct id above = id_named(S("place"), S("pk72302"));

    village_places(&places, HOUSEHOLDS, &above, 1);
    s->persons = village_sheet(&census, &c, 0, HOUSEHOLDS);
    s->places = buf_str(&places);
    s->census = buf_str(&census);
}

static void bad_say(void *self, const struct import_bad *b)
{
    *(int *)self += 1;
    printf("# row %d, %.*s: %s\n", b->row, (int)b->field.n, b->field.p,
           b->why.what);
}

static struct import import_of(struct site *s, int *bads)
{
    return (struct import){ .db = s->db,
                            .writer = keeper_writer(s->keeper),
                            .login = S("admin"),
                            .today = day_of(2016, 12, 31),
                            .now = s->now,
                            .self = bads,
                            .bad = bad_say };
}

static struct import_count take(struct site *s, const struct sheets *sheets)
{
    int bads = 0;
    struct import i = import_of(s, &bads);
    struct import_count n;

    bool good;

    good = import_records(&i, kind_find(S("place")),
                          (struct import_file){ S("p.csv"), sheets->places },
                          &n) &&
           import_census(&i, S(""),
                         (struct import_file){ S("c.csv"), sheets->census },
                         &n);
    if (!CHECK(good))
        printf("# %s %s\n", keeper_trouble(s->keeper), db_fault_text(s->db));
    return n;
}

static void open_again(struct site *s)
{
    struct db *db = db_open(both_address, DB_WRITE);

    for (int i = 0; i < 400 && db_fault(db) == DB_BUSY; i++) {
        db_close(db); /* the server has not noticed the death yet */
        usleep(5000);
        db = db_open(both_address, DB_WRITE);
    }
    site_again(s, db, 1);
    s->now = 1483100000;            /* December 2016 */
    s->chance = (uint64_t)getpid(); /* other salts each time */
}

static void shut(struct site *s)
{
    struct db *db = s->db;

    site_end(s);
    db_close(db);
}

/* True when the child was killed before it had done. */
static bool killed_after(const struct sheets *sheets, useconds_t micro)
{
    pid_t child = fork();
    struct site s;
    int status;

    MUST(child >= 0);
    if (child == 0) {
        open_again(&s);
        take(&s, sheets);
        _exit(0);
    }
    usleep(micro);
    kill(child, SIGKILL);
    MUST(waitpid(child, &status, 0) == child);
    return WIFSIGNALED(status);
}

static int64_t ask(struct site *s, const char *sql)
{
    return both_ask(s->db, sql);
}

static bool tell_line(void *self, struct str line)
{
    (void)self;
    printf("# %.*s\n", (int)line.n, line.p);
    return true;
}

static void look(struct site *s, const struct sheets *sheets)
{
    CHECK_INT(ask(s, "SELECT count(*) FROM household"), HOUSEHOLDS);
    CHECK_INT(ask(s, "SELECT count(*) FROM person"), sheets->persons);
    CHECK_INT(ask(s, "SELECT count(*) FROM score WHERE score IS NOT NULL"),
              HOUSEHOLDS);
    CHECK_INT(ask(s, "SELECT count(*) FROM person_sealed"), sheets->persons);
    CHECK_INT(ask(s, "SELECT count(*) FROM (SELECT DISTINCT household, code "
                     "FROM person) d"),
              sheets->persons);
    CHECK_INT(ask(s, "SELECT count(*) FROM (SELECT DISTINCT place, number "
                     "FROM household) d"),
              HOUSEHOLDS);
    CHECK_INT(
        ask(s,
            "SELECT count(*) FROM entry WHERE kind = 'fix' AND author <> 'saath'"),
        0);
    CHECK_INT(log_verify(s->db, &s->host, tell_line, NULL), 0);
}

static void rounds(void)
{
    const char *said = getenv("SAATH_TEST_ROUNDS");
    int most = said && atoi(said) > 0 ? atoi(said) : 12, kills = 0;
    struct chance c = { 11 };
    struct sheets sheets = { 0 };
    struct import_count n;
    struct site s;
    struct db *db = db_open(both_address, DB_MAKE);

    sheets_make(&sheets);
    log_make(db);
    both_fine(db);
    db_close(db);
    for (int i = 0; i < most; i++)
        kills += killed_after(&sheets, (useconds_t)chance_below(&c, 500000));
    printf("# %d of %d killed\n", kills, most);
    CHECK(kills > 0);
    open_again(&s);
    take(&s, &sheets);
    look(&s, &sheets);
    n = take(&s, &sheets);
    CHECK_INT(n.kept + n.fixed + n.bad, 0);
    CHECK_INT(n.known, 2 * HOUSEHOLDS + sheets.persons);
    shut(&s);
    arena_free(&sheets.arena);
}

TEST(an_import_that_is_killed_goes_on_without_a_double_on_sqlite)
{
    const char *folder = both_folder();

    snprintf(both_address, sizeof both_address, "%s/a.db", folder);
    rounds();
    both_remove(folder);
}

TEST(an_import_that_is_killed_goes_on_without_a_double_on_postgres)
{
    if (!both_postgres_made())
        return;
    rounds();
    both_postgres_dropped();
}
