/* report - tables for people, out of the figures. */
#include <stdio.h>
#include <string.h>

#include "cmd/cmd.h"

static int reports_list(struct cmd *c)
{
    for (int i = 0; i < report_count; i++) {
        struct str rest = str_of(report_about[i]);
        struct str first = str_cut(&rest, '\n');

        printf("%-12s %.*s\n", report_index[i]->name, (int)first.n, first.p);
    }
    return out_end(c) ? EXIT_DONE : EXIT_FAULT;
}

static void report(struct cmd *c, struct site *s, const struct report *r,
                   const struct asking *a, const struct output *out)
{
    struct findings f = findings_start(&c->arena);
    struct sheet sheet[SHEETS_MOST];
    struct question q;
    int n;

    if (!site_may(c, s, r->right) || !asking_read(c, s->db, a, &q))
        return;
    db_begin(s->db); /* one moment for all of it */
    n = report_knows(r, &q, &f) ? r->make(s->db, &q, &c->arena, sheet, &f) : 0;
    if (db_fault(s->db)) {
        fault_db(c, s->db);
        db_rollback(s->db);
        return;
    }
    db_rollback(s->db);
    findings_show(c, str_of(r->name), &f);
    if (findings_stop(&f))
        c->status = EXIT_REFUSED;
    else
        sheets_write(c, s->db, out, sheet, n);
}

/* Prints a report; without a name, lists which there are.
 *
 *     saath [-d DB] report
 *     saath [-d DB] report NAME [--as-of YYYY-MM|YYYY-MM-DD]
 *           [--period month|quarter|fy|project|FROM..TO] [--place CODE]
 *           [--by province|district|taluka|uc|rsp] [--rsp CODE]
 *           [--project CODE] [--sheet N] [--publication ID] [--lakh] [--groups]
 *           [--figures all|checked] [--banding CODE] [--card CODE]
 *           [--line CODE] [--book CODE] [--fund CODE|own] [--head CODE]
 *           [--format text|csv|json|html|xlsx|pdf] [-o FILE]
 *
 * As of the last month there are figures of, unless said; books and loans are
 * also known by the day, at whose end they are told. A period ends with
 * the as-of month; the fiscal year begins in July, the project's year as its
 * donor has it. csv is one sheet: the first, or the one of --sheet. --lakh
 * groups digits by lakh and crore; --groups counts groups with COs, and their
 * members with CO members, as NRSP publishes them; --figures checked leaves out
 * what waits for a second person's yes, or was returned to its writer.
 * --banding names a programme's bands of poverty, --card a scorecard, --line a
 * poverty line of the card, for reports that have them. --book names a body or an
 * RSP whose books are asked for, --fund one of its funds or its own money,
 * --head one head of account. --lang en|ur|sd is the language. */
COMMAND(report)
{
    const struct report *r;
    struct output out;
    struct asking a;
    struct site s;

    asking_take(c, &a);
    if (!output_read(c, &out) || !args_end(c, "report", 0, 1))
        return EXIT_USAGE;
    if (c->argc == 0)
        return reports_list(c);
    r = report_find(str_of(c->argv[0]));
    if (!r)
        return misused(c, "report", "cmd.no_report", c->argv[0]);
    if (!site_open(c, &s, false))
        return c->status;
    report(c, &s, r, &a, &out);
    site_close(&s);
    return c->status;
}
