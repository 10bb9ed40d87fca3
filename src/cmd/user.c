/* user - who may do what here, and their passwords. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "cmd.sql.h"
#include "cmd/cmd.h"
#include "role.sql.h"
#include "sys/sys.h"

enum { PASSWORD_LEAST = 8 };

/* ---- a password ---------------------------------------------------------*/

static bool line_read(char *room, size_t n)
{
    size_t len;

    if (!fgets(room, (int)n, stdin))
        return false;
    len = strcspn(room, "\r\n");
    room[len] = 0;
    return true;
}

/* From the terminal, unseen; else a line of standard input. */
static bool password_line(struct cmd *c, const char *key, char *room, size_t n)
{
    struct termios was, now;
    bool terminal = isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &was) == 0;
    bool good;

    if (terminal) {
        struct str words = say(c->lang, key);

        fwrite(words.p, 1, words.n, stderr);
        fflush(stderr);
        now = was;
        now.c_lflag &= ~(tcflag_t)ECHO;
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &now);
    }
    good = line_read(room, n);
    if (terminal) {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &was);
        fputs("\n", stderr);
    }
    return good;
}

static bool password_ask(struct cmd *c, char *room, size_t n)
{
    char again[PASSWORD_MOST];
    bool same = true;

    if (!password_line(c, "cmd.user.password", room, n)) {
        misused(c, "user", "cmd.user.no_password", "");
        return false;
    }
    if (isatty(STDIN_FILENO)) {
        same = password_line(c, "cmd.user.again", again, sizeof again) &&
               !strcmp(room, again);
        explicit_bzero(again, sizeof again);
    }
    if (same && strlen(room) >= PASSWORD_LEAST)
        return true;
    note(c, same ? "cmd.user.short" : "cmd.user.differ", "", "");
    c->status = EXIT_REFUSED;
    return false;
}

static void password_put(struct cmd *c, struct site *s, struct str login,
                         const char *password)
{
    if (!site_password(s, login, str_of(password))) {
        struct db *db = site_writer_db(s);

        if (db)
            fault_db(c, db);
        else
            fault(c, "cmd.keeper_lost", c->db_address, "");
    }
}

/* ---- add ----------------------------------------------------------------*/

struct user_add {
    const char *role, *name, *place, *rsp, *project, *since, *until;
};

static void member(struct buf *b, const char *key, struct str value)
{
    if (b->n > 1)
        buf_char(b, ',');
    buf_json(b, str_of(key));
    buf_char(b, ':');
    buf_json(b, value);
}

static bool member_ref(struct cmd *c, struct site *s, struct buf *b,
                       const char *kind, const char *said)
{
    struct buf hex = buf_start(&c->arena);
    struct findings f = findings_start(&c->arena);
    struct id id;

    if (!said)
        return true;
    if (!ref_read(s->db, str_of(said), kind, &c->arena, &id)) {
        tell(&f, STOP, "field.not_here", kind);
        findings_show(c, S(""), &f);
        c->status = EXIT_REFUSED;
        return false;
    }
    id_put(&hex, id);
    member(b, kind, buf_str(&hex));
    return true;
}

static struct str today_text(struct cmd *c)
{
    const struct host *host = site_host();
    struct entry now = { .at = host->now(host->self) };
    struct buf b = buf_start(&c->arena);

    day_put(&b, entry_day(&now));
    return buf_str(&b);
}

static bool access_body(struct cmd *c, struct site *s, const char *login,
                        const struct user_add *u, struct str *out)
{
    struct buf b = buf_start(&c->arena);

    buf_char(&b, '{');
    member(&b, "login", str_of(login));
    member(&b, "role", str_of(u->role));
    if (u->name)
        member(&b, "name", str_of(u->name));
    member(&b, "since", u->since ? str_of(u->since) : today_text(c));
    if (u->until)
        member(&b, "until", str_of(u->until));
    if (!member_ref(c, s, &b, "place", u->place) ||
        !member_ref(c, s, &b, "rsp", u->rsp) ||
        !member_ref(c, s, &b, "project", u->project))
        return false;
    buf_char(&b, '}');
    *out = buf_str(&b);
    return true;
}

static bool role_good(struct cmd *c, struct site *s, const char *role)
{
    struct rows r = db_rows(s->db, SQL_ROLE_HERE);
    bool good;

    db_bind_text(&r, 1, str_of(role));
    good = db_next(&r);
    db_done(&r);
    if (!good && !db_fault(s->db))
        c->status = misused(c, "--role", "cmd.user.role", role);
    return good;
}

static void user_add(struct cmd *c, struct site *s, const char *login,
                     const struct user_add *u)
{
    struct draft d = { .kind = S("access"),
                       .author = s->login,
                       .strict = true };
    char password[PASSWORD_MOST];
    struct buf id = buf_start(&c->arena);
    struct outcome out;

    if (!access_body(c, s, login, u, &d.body) ||
        !password_ask(c, password, sizeof password))
        return;
    if (site_keep(c, s, &d, &out)) {
        password_put(c, s, str_of(login), password);
        id_put(&id, out.id);
        buf_char(&id, '\n');
        out_str(buf_str(&id));
        out_end(c);
    }
    explicit_bzero(password, sizeof password);
}

static int add_run(struct cmd *c)
{
    struct user_add u = {
        .role = arg_value(c, "--role"),
        .name = arg_value(c, "--name"),
        .place = arg_value(c, "--place"),
        .rsp = arg_value(c, "--rsp"),
        .project = arg_value(c, "--project"),
        .since = arg_value(c, "--since"),
        .until = arg_value(c, "--until"),
    };
    struct site s;

    if (!args_end(c, "user", 2, 2))
        return EXIT_USAGE;
    if (!u.role)
        return misused(c, "--role", "cmd.user.role", u.role);
    if (!login_good(str_of(c->argv[1])))
        return misused(c, "user", "cmd.login", c->argv[1]);
    if (!site_open(c, &s, true))
        return c->status;
    if (role_good(c, &s, u.role))
        user_add(c, &s, c->argv[1], &u);
    site_close(&s);
    return c->status;
}

/* ---- passwd, list -------------------------------------------------------*/

static int passwd_run(struct cmd *c)
{
    char password[PASSWORD_MOST];
    struct str login;
    struct grant *g;
    struct site s;

    if (!args_end(c, "user", 2, 2))
        return EXIT_USAGE;
    if (!site_open(c, &s, true))
        return c->status;
    login = str_of(c->argv[1]);
    if (!str_same(login, s.login) && !log_grants(s.db, login, &c->arena, &g)) {
        note(c, "cmd.user.unknown", c->argv[1], "");
        c->status = EXIT_REFUSED;
    } else if ((str_same(login, c->login) || site_may(c, &s, RIGHT_ADMIN)) &&
               password_ask(c, password, sizeof password)) {
        password_put(c, &s, login, password);
    }
    explicit_bzero(password, sizeof password);
    site_close(&s);
    return c->status;
}

static void cell_ref(struct cmd *c, struct db *db, struct sheet_row *row,
                     int col, struct id id, const char *kind)
{
    if (!id_none(id))
        cell_text(row, col, ref_text(db, id, kind, &c->arena));
}

static void cell_day(struct cmd *c, struct sheet_row *row, int col,
                     struct rows *r, int from)
{
    struct buf b = buf_start(&c->arena);

    if (db_null(r, from))
        return;
    day_put(&b, (day)db_int(r, from));
    cell_text(row, col, buf_str(&b));
}

static void users_list(struct cmd *c, struct db *db, const struct output *out)
{
    static const struct column column[] = {
        { "login", "cmd.user.login", NULL, COLUMN_TEXT, 0 },
        { "name", "cmd.user.name", NULL, COLUMN_TEXT, 0 },
        { "role", "cmd.user.role_is", NULL, COLUMN_TEXT, 0 },
        { "place", "cmd.user.place", NULL, COLUMN_TEXT, 0 },
        { "rsp", "cmd.user.rsp", NULL, COLUMN_TEXT, 0 },
        { "project", "cmd.user.project", NULL, COLUMN_TEXT, 0 },
        { "since", "cmd.user.since", NULL, COLUMN_TEXT, 0 },
        { "until", "cmd.user.until", NULL, COLUMN_TEXT, 0 },
        { "password", "cmd.user.has_password", NULL, COLUMN_TEXT, 0 },
    };
    struct sheet s = sheet_start(&c->arena, column, LEN(column));
    struct rows r = db_rows(db, SQL_USER_LIST);

    while (db_next(&r)) {
        struct sheet_row *row = sheet_add(&s, ROW_PLAIN);

        cell_text(row, 0, arena_str(&c->arena, db_str(&r, 1)));
        if (!db_null(&r, 2))
            cell_text(row, 1, arena_str(&c->arena, db_str(&r, 2)));
        cell_text(row, 2, arena_str(&c->arena, db_str(&r, 3)));
        cell_ref(c, db, row, 3, db_id(&r, 4), "place");
        cell_ref(c, db, row, 4, db_id(&r, 5), "rsp");
        cell_ref(c, db, row, 5, db_id(&r, 6), "project");
        cell_day(c, row, 6, &r, 7);
        cell_day(c, row, 7, &r, 8);
        cell_text(row, 8, say(c->lang, db_null(&r, 9) ? "cmd.no" : "cmd.yes"));
    }
    if (db_fault(db))
        fault_db(c, db);
    else
        sheets_write(c, db, out, &s, 1);
}

static int list_run(struct cmd *c)
{
    return listing_run(c, "user", RIGHT_ADMIN, users_list);
}

/* Gives people access, and sets their passwords.
 *
 *     saath [-d DB] [--as USER] user add LOGIN --role ROLE [--name NAME]
 *           [--place CODE] [--rsp CODE] [--project CODE]
 *           [--since DAY] [--until DAY]
 *     saath [-d DB] [--as USER] user passwd LOGIN
 *     saath [-d DB] user list [--format text|csv|json]
 *
 * ROLE is the code of a role: administrator, head_office, monitor, manager,
 * organiser, operator, finance_officer, engineer, book_keeper, donor, auditor,
 * department_officer, viewer, or one of your own (saath list role). The password, at least 8 characters, is asked on the
 * terminal or read from standard input. A grant is an entry and is ended by a
 * fix that gives it an `until`. */
COMMAND(user)
{
    if (c->argc && !strcmp(c->argv[0], "add"))
        return add_run(c);
    if (c->argc && !strcmp(c->argv[0], "passwd"))
        return passwd_run(c);
    if (c->argc && !strcmp(c->argv[0], "list"))
        return list_run(c);
    return usage(c, "user");
}
