/* template - a sheet to fill in, or a form for paper. */
#include <stdio.h>
#include <string.h>

#include "cmd/cmd.h"
#include "import/import.h"
#include "sys/sys.h"

/* Writes a sheet to fill in: headings, and choices to pick from.
 *
 *     saath template KIND [--lang en|ur|sd] [-o FILE.xlsx]
 *     saath template KIND --blank [--lang en|ur|sd] [-o FILE.html]
 *
 * With --blank it is a page to print and fill in by hand. What is filled in
 * comes in with `saath import KIND FILE.xlsx`. Needs no database. */
COMMAND(template)
{
    bool blank = arg_flag(c, "--blank");
    const char *path = arg_value(c, "-o");
    const struct kind *k;
    struct buf page = buf_start(&c->arena);
    struct str bytes;
    enum file_trouble t;

    if (!args_end(c, "template", 1, 1))
        return EXIT_USAGE;
    k = kind_find(str_of(c->argv[0]));
    if (!k)
        return misused(c, "template", "export.no_kind", c->argv[0]);
    if (blank)
        template_blank(&page, k, c->lang);
    bytes = blank ? buf_str(&page) : template_xlsx(k, c->lang, &c->arena);
    if (!bytes.n)
        return fault(c, "export.unwritten", path ? path : "-", "");
    if (!path) {
        out_str(bytes);
        return out_end(c) ? c->status : EXIT_FAULT;
    }
    t = file_write(path, bytes, 0644);
    return t ? fault(c, "export.unwritten", path, file_trouble_text(t)) :
               c->status;
}
