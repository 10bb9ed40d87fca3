/* format - sheets in the form that was asked for, to where it was asked. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cmd/cmd.h"
#include "sys/paper.h"
#include "sys/sys.h"

static const char *const format_name[] = { "text", "csv",  "json",
                                           "html", "xlsx", "pdf" };

bool output_read(struct cmd *c, struct output *out)
{
    const char *said = arg_value(c, "--format");

    *out = (struct output){ FORMAT_TEXT, arg_value(c, "-o") };
    if (!said)
        return true;
    for (size_t i = 0; i < LEN(format_name); i++)
        if (!strcmp(said, format_name[i])) {
            out->format = (enum format)i;
            return true;
        }
    misused(c, "--format", "cmd.format", said);
    return false;
}

static struct str xlsx_of(struct cmd *c, const struct sheet *s, int n)
{
    const struct sheet *all[SHEETS_MOST];

    MUST(n <= (int)LEN(all));
    for (int i = 0; i < n; i++)
        all[i] = &s[i];
    return sheet_xlsx(all, n, c->lang, &c->arena);
}

/* Empty: it could not be made, and has been said. */
static struct str pdf_of(struct cmd *c, struct db *db, const struct sheet *s,
                         int n)
{
    static const char *const why[] = { "refuse.fault", "refuse.fault",
                                       "paper.too_long", "paper.none" };
    const struct host *host = site_host();
    struct entry now = { .at = host->now(host->self) };
    struct paper p = paper_of_sheets(&c->arena, s, n, c->lang, entry_day(&now));
    struct paper_told told = { .made = PAPER_TOO_BIG };
    bool drawn;

    if (db && log_sample(db))
        paper_mark(&p, say(c->lang, "sample.mark"));
    drawn = p.full || paper_make(paper_bytes(&p), &c->arena, &told);

    if (told.made == PAPER_MADE && drawn)
        return told.file;
    fault(c, "cmd.fault", "pdf",
          arena_z(&c->arena,
                  say(c->lang, drawn ? why[told.made] : "paper.busy")));
    return S("");
}

void sheets_write(struct cmd *c, struct db *db, const struct output *out,
                  const struct sheet *s, int n)
{
    bool binary = out->format == FORMAT_XLSX || out->format == FORMAT_PDF;
    struct buf b = buf_start(&c->arena);
    struct str bytes;
    enum file_trouble t;

    if (binary && !out->file && isatty(STDOUT_FILENO)) {
        misused(c, "--format",
                out->format == FORMAT_PDF ? "paper.terminal" : "cmd.terminal",
                "");
        return;
    }
    if (!binary)
        MUST(report_write(&b, s, n, str_of(format_name[out->format]), c->lang));
    bytes = out->format == FORMAT_XLSX ? xlsx_of(c, s, n) :
            out->format == FORMAT_PDF  ? pdf_of(c, db, s, n) :
                                         buf_str(&b);
    if (out->format == FORMAT_XLSX && !bytes.n)
        fault(c, "cmd.fault", "xlsx", "");
    if (binary && !bytes.n)
        return;
    if (!out->file) {
        out_str(bytes);
        out_end(c);
        return;
    }
    t = file_write(out->file, bytes, 0644);
    if (t != FILE_FINE)
        fault(c, "cmd.no_file", out->file, file_trouble_text(t));
}

int listing_run(struct cmd *c, const char *verb, enum right right,
                void (*list)(struct cmd *c, struct db *db,
                             const struct output *out))
{
    struct output out;
    struct site s;

    if (!output_read(c, &out) || !args_end(c, verb, 1, 1))
        return EXIT_USAGE;
    if (!site_open(c, &s, false))
        return c->status;
    if (site_may(c, &s, right))
        list(c, s.db, &out);
    site_close(&s);
    return c->status;
}
