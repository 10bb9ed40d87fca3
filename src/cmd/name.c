/* name - the places that sheets name and nobody knows. */
#include <stdio.h>
#include <string.h>

#include "cmd/cmd.h"
#include "import/import.h"

enum { PROPOSALS = 5 };

static void proposals_put(struct buf *b, struct finder *f,
                          const struct naming_row *row, struct db *db,
                          struct arena *a)
{
    struct proposal p[PROPOSALS];
    size_t n = finder_propose(f, row->said, (int)row->level, row->within, a,
                              PROPOSALS, p);

    for (size_t i = 0; i < n; i++) {
        buf_z(b, i ? ", " : "\t");
        buf_add(b, p[i].name);
        buf_z(b, " (");
        buf_add(b, ref_text(db, p[i].place, "place", a));
        buf_z(b, " ");
        id_put(b, p[i].place);
        buf_char(b, ')');
    }
}

static void names_list(struct cmd *c, struct site *s)
{
    struct naming_row *row;
    size_t n = naming_list(s->db, &c->arena, &row);
    struct finder *f = n ? finder_open(s->db, &c->arena) : NULL;

    for (size_t i = 0; i < n; i++) {
        struct buf b = buf_start(&c->arena);

        if (row[i].n)
            buf_int(&b, row[i].n);
        else
            buf_char(&b, '-');
        buf_char(&b, '\t');
        buf_add(&b, row[i].said);
        buf_char(&b, '\t');
        buf_add(&b, row[i].within_name);
        buf_char(&b, '\t');
        buf_int(&b, row[i].rows_waiting);
        buf_char(&b, '\t');
        buf_add(&b, row[i].source);
        proposals_put(&b, f, &row[i], s->db, &c->arena);
        buf_char(&b, '\n');
        out_str(buf_str(&b));
    }
    if (db_fault(s->db))
        fault_db(c, s->db);
}

static void name_settle(struct cmd *c, struct site *s)
{
    struct findings f = findings_start(&c->arena);
    struct naming_row row;
    struct id place;
    struct naming_mark mark = { &row, ID_NONE };
    int64_t moved = 0;
    struct buf b = buf_start(&c->arena);

    if (!naming_read(s->db, str_of(c->argv[0]), &c->arena, &row)) {
        note(c, "naming.no_such", c->argv[0], "");
        c->status = EXIT_REFUSED;
        return;
    }
    if (!ref_read(s->db, str_of(c->argv[1]), "place", &c->arena, &place)) {
        note(c, "naming.no_place", c->argv[1], "");
        c->status = EXIT_REFUSED;
        return;
    }
    if (!naming_settle(s->db, s->writer, &row, place, s->login, &c->arena, &f,
                       &moved)) {
        findings_show(c, str_of(c->argv[0]), &f);
        c->status = EXIT_REFUSED;
        if (!f.n)
            fault_db(c, s->db);
        return;
    }
    findings_show(c, str_of(c->argv[0]), &f);
    mark.place = place;
    s->local(s->self, naming_strike, &mark);
    buf_int(&b, moved);
    note(c, "naming.settled", arena_z(&c->arena, row.said),
         arena_z(&c->arena, buf_str(&b)));
}

/* Names of places that imports could not find: lists them, or settles one.
 *
 *     saath [-d DB] name
 *     saath [-d DB] name N PLACE
 *
 * The list gives number, name as printed, the place around it, how many
 * filings wait, where it stood, and proposals. N is the number, or the name
 * itself; PLACE is a code or an id. What was settled is remembered as an
 * alias, and the filings that wait move to the place. */
COMMAND(name)
{
    struct site s;

    if (!args_end(c, "name", 0, 2))
        return EXIT_USAGE;
    if (c->argc == 1)
        return usage(c, "name");
    if (!site_open(c, &s, c->argc == 2))
        return c->status;
    if (site_may(c, &s, c->argc == 2 ? RIGHT_IMPORT : RIGHT_SEE)) {
        if (c->argc == 2)
            name_settle(c, &s);
        else
            names_list(c, &s);
    }
    site_close(&s);
    return out_end(c) ? c->status : EXIT_FAULT;
}
