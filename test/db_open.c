/* db_open - what an address may turn out to be. */
#include <sys/stat.h>

#include "../src/base/base.h"
#include "db_both.h"

static const struct db_named named[] = {
    { .name = "one", .text = { "SELECT 1", 8 } },
};
const struct db_named *const db_named = named;
const int db_named_count = 1;

static const char schema[] = "CREATE TABLE box (k BIGINT, held TEXT);\n"
                             "INSERT INTO box VALUES (1, 'one');\n";
static const char count[] = "SELECT count(*) FROM box";

static const char *path_in(const char *folder, const char *name)
{
    static char path[2][128];
    static int turn;

    turn = !turn;
    snprintf(path[turn], sizeof path[turn], "%s/%s", folder, name);
    return path[turn];
}

static void write_file(const char *path, const void *bytes, size_t n)
{
    FILE *f = fopen(path, "w");

    MUST(f);
    MUST(fwrite(bytes, 1, n, f) == n);
    MUST(fclose(f) == 0);
}

static enum db_trouble trouble_at(const char *address, enum db_mode mode)
{
    struct db *db = db_open(address, mode);
    enum db_trouble trouble = db_fault(db);

    CHECK((trouble == DB_FINE) == !*db_fault_text(db));
    if (trouble) { /* an unopened one is inert */
        struct rows r = db_rows(db, 0);

        CHECK(!db_next(&r));
        db_begin(db);
        CHECK(!db_commit(db));
        db_forgive(db);
        CHECK_INT(db_fault(db), trouble);
    }
    db_close(db);
    return trouble;
}

static void make(const char *path)
{
    struct db *db = db_open(path, DB_MAKE);

    both_script(db, schema);
    db_close(db);
}

/* What was begun and not committed is gone with its connection. */
static void leave_in_the_middle(const char *address)
{
    struct db *db = db_open(address, DB_WRITE);
    struct rows r;

    db_begin(db);
    r = db_text_rows(db, S("INSERT INTO box VALUES (9, 'nine')"));
    db_run(&r);
    r = db_text_rows(db, S("SELECT k FROM box"));
    CHECK(db_next(&r)); /* and a cursor left open */
    both_fine(db);
    db_close(db);
    db = db_open(address, DB_WRITE);
    CHECK_INT(both_ask(db, count), 1);
    both_fine(db);
    db_close(db);
}

TEST(memory_works_and_is_gone_when_closed)
{
    for (int i = 0; i < 2; i++) {
        struct db *db = db_open(":memory:", DB_MAKE);

        CHECK(!db_is_postgres(db));
        CHECK(!db_has_table(db, "box"));
        both_script(db, schema);
        CHECK_INT(both_ask(db, count), 1);
        db_close(db);
    }
    db_close(NULL);
}

TEST(what_is_not_there_is_missing)
{
    const char *folder = both_folder();

    CHECK_INT(trouble_at(path_in(folder, "a.db"), DB_READ), DB_MISSING);
    CHECK_INT(trouble_at(path_in(folder, "a.db"), DB_WRITE), DB_MISSING);
    CHECK_INT(trouble_at(path_in(folder, "no/a.db"), DB_MAKE), DB_MISSING);
    CHECK_INT(trouble_at("", DB_MAKE), DB_MISSING);
    CHECK_INT(trouble_at("postgresql:///x?host=/nowhere/at/all", DB_READ),
              DB_MISSING);
    CHECK(trouble_at(folder, DB_READ) != DB_FINE);
    CHECK(trouble_at(folder, DB_MAKE) != DB_FINE);
    both_remove(folder);
}

TEST(a_made_file_opens_again)
{
    const char *folder = both_folder();
    const char *path = path_in(folder, "a.db");

    for (int i = 1; i <= 3; i++) {
        struct db *db = db_open(path, DB_MAKE);

        both_script(db, i == 1 ? schema : "INSERT INTO box VALUES (2, 'x')");
        db_close(db);
        db = db_open(path, i == 2 ? DB_WRITE : DB_READ);
        CHECK_INT(both_ask(db, count), i);
        db_close(db);
    }
    both_remove(folder);
}

TEST(files_that_are_not_ours_are_left_alone)
{
    static const enum db_mode mode[] = { DB_READ, DB_WRITE, DB_MAKE };
    const char *folder = both_folder();
    const char *path = path_in(folder, "a.db");
    char text[5000];
    struct db *db;

    memset(text, 'x', sizeof text);
    for (size_t i = 0; i < LEN(mode); i++) {
        write_file(path, "name,father\n", 12);
        CHECK_INT(trouble_at(path, mode[i]), DB_NOT_OURS);
        write_file(path, text, sizeof text);
        CHECK_INT(trouble_at(path, mode[i]), DB_NOT_OURS);
        unlink(path);
        db = db_open(path, DB_MAKE); /* SQLite, but of somebody else */
        both_script(db, schema);
        db_close(db);
        FILE *f = fopen(path, "r+");
        MUST(f && fseek(f, 68, SEEK_SET) == 0 && fputs("Fred", f) >= 0);
        fclose(f);
        CHECK_INT(trouble_at(path, mode[i]), DB_NOT_OURS);
        unlink(path);
    }
    write_file(path, "", 0); /* an empty file may become one */
    CHECK_INT(trouble_at(path, DB_READ), DB_NOT_OURS);
    CHECK_INT(trouble_at(path, DB_WRITE), DB_NOT_OURS);
    CHECK_INT(trouble_at(path, DB_MAKE), DB_FINE);
    both_remove(folder);
}

TEST(a_truncated_file_is_never_fine)
{
    const char *folder = both_folder();
    const char *path = path_in(folder, "a.db");
    struct stat st;

    make(path);
    MUST(stat(path, &st) == 0);
    CHECK(st.st_size >= 2 * 8192);
    for (off_t size = st.st_size - 8192; size > 0; size = size * 2 / 5) {
        for (int mode = DB_READ; mode <= DB_MAKE; mode++) {
            struct db *db;

            MUST(truncate(path, size) == 0);
            db = db_open(path, (enum db_mode)mode);
            CHECK_INT(both_ask(db, count), -1);
            CHECK(db_fault(db) == DB_BROKEN || db_fault(db) == DB_NOT_OURS);
            db_close(db);
        }
    }
    both_remove(folder);
}

TEST(what_is_not_committed_ends_with_the_connection)
{
    const char *folder = both_folder();

    make(path_in(folder, "a.db"));
    leave_in_the_middle(path_in(folder, "a.db"));
    both_remove(folder);
}

TEST(one_writer_at_a_time)
{
    const char *folder = both_folder();
    const char *path = path_in(folder, "a.db");
    struct db *a, *b;

    make(path);
    a = db_open(path, DB_WRITE);
    b = db_open(path, DB_WRITE);
    db_begin(a);
    db_begin(b);
    CHECK_INT(db_fault(b), DB_BUSY);
    CHECK(!db_commit(b));
    db_rollback(a);
    db_forgive(b);
    db_begin(b);
    CHECK(db_commit(b));
    db_close(a);
    db_close(b);
    both_remove(folder);
}

/* Root may write everywhere, so the test puts its rights aside. */
static bool as_nobody(bool yes)
{
    return geteuid() != 0 && yes ? true : seteuid(yes ? 65534 : getuid()) == 0;
}

TEST(a_file_that_may_not_be_written)
{
    const char *folder = both_folder();
    const char *path = path_in(folder, "a.db");
    struct db *db;

    make(path);
    MUST(chmod(path, 0444) == 0 && chmod(folder, 0777) == 0);
    MUST(as_nobody(true));
    CHECK_INT(trouble_at(path, DB_WRITE), DB_READ_ONLY);
    MUST(as_nobody(false));
    MUST(chmod(folder, 0555) == 0);
    MUST(as_nobody(true));
    CHECK_INT(trouble_at(path, DB_WRITE), DB_READ_ONLY);
    CHECK_INT(trouble_at(path, DB_MAKE), DB_READ_ONLY);
    CHECK_INT(trouble_at(path_in(folder, "b.db"), DB_MAKE), DB_MISSING);
    db = db_open(path, DB_READ); /* a copy on a disc still reads */
    CHECK_INT(both_ask(db, count), 1);
    both_fine(db);
    db_close(db);
    MUST(as_nobody(false));
    MUST(chmod(folder, 0755) == 0);
    both_remove(folder);
}

/* SQLite's own limit of pages stands for a disk that is full. */
TEST(a_full_disk_is_told_and_undone)
{
    const char *folder = both_folder();
    struct db *db = db_open(path_in(folder, "a.db"), DB_MAKE);
    struct rows r;

    both_script(db, schema);
    CHECK_INT(both_ask(db, "PRAGMA max_page_count = 10"), 10);
    db_begin(db);
    for (int i = 0; i < 100; i++) {
        r = db_text_rows(db, S("INSERT INTO box VALUES ($1,"
                               " replace(hex(zeroblob(2000)), '0', 'z'))"));
        db_bind_int(&r, 1, i);
        db_run(&r);
    }
    CHECK_INT(db_fault(db), DB_FULL);
    CHECK(!db_commit(db));
    db_forgive(db);
    CHECK_INT(both_ask(db, count), 1);
    both_fine(db);
    db_close(db);
    both_remove(folder);
}

TEST(postgres_has_one_keeper_and_many_readers)
{
    struct db *keeper, *reader;

    if (!both_postgres_made())
        return;
    CHECK_INT(trouble_at(both_address, DB_WRITE), DB_NOT_OURS);
    CHECK_INT(trouble_at(both_address, DB_READ), DB_NOT_OURS);
    keeper = db_open(both_address, DB_MAKE);
    both_script(keeper, schema);
    CHECK_INT(trouble_at(both_address, DB_WRITE), DB_BUSY);
    CHECK_INT(trouble_at(both_address, DB_MAKE), DB_BUSY);
    reader = db_open(both_address, DB_READ);
    CHECK_INT(both_ask(reader, count), 1);
    CHECK(db_is_postgres(reader));
    CHECK_INT(trouble_at(both_address, DB_READ), DB_FINE);
    db_close(reader);
    db_close(keeper);
    leave_in_the_middle(both_address);
    both_postgres_dropped();
}

TEST(postgres_tables_of_others_are_left_alone)
{
    struct db *db;

    if (!both_postgres_made())
        return;
    db = db_open(both_address, DB_MAKE);
    both_script(db, "DROP DOMAIN saath_mark;\nCREATE TABLE theirs (x BIGINT)");
    db_close(db);
    CHECK_INT(trouble_at(both_address, DB_MAKE), DB_NOT_OURS);
    CHECK_INT(trouble_at(both_address, DB_WRITE), DB_NOT_OURS);
    both_postgres_dropped();
    CHECK_INT(trouble_at(both_address, DB_MAKE), DB_MISSING); /* no schema */
}

/* The server may go at any time: a fault that cannot be forgiven. */
TEST(postgres_a_lost_connection_stays_lost)
{
    struct db *db;
    struct rows r;

    if (!both_postgres_made())
        return;
    db = db_open(both_address, DB_MAKE);
    both_script(db, schema);
    db_begin(db);
    both_ask(db, count);
    r = db_text_rows(db, S("SELECT pg_terminate_backend(pg_backend_pid())"));
    CHECK(!db_next(&r));
    CHECK_INT(db_fault(db), DB_BROKEN);
    CHECK(!db_commit(db));
    db_forgive(db);
    CHECK_INT(db_fault(db), DB_BROKEN);
    CHECK_INT(both_ask(db, count), -1);
    db_close(db);
    both_postgres_dropped();
}
