/* Any bytes as a zip, or as one part of an otherwise good workbook: a zip's
 * checksums would keep a fuzzer out of the XML for ever. */
#include <string.h>

#include "../src/import/table.h"
#include "import_zip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static struct str around(struct arena *a, unsigned which, struct str s)
{
    struct zipper z = zipper_start(a);

    if (which != 4)
        zip_rels(&z);
    else {
        zip_add(&z, "_rels/.rels", s);
        zip_add(&z, "xl/_rels/workbook.xml.rels", s);
    }
    zip_add(&z, "xl/workbook.xml", which == 3 ? s : S(BOOK("")));
    zip_add(&z, "xl/styles.xml", which == 2 ? s : S(STYLES));
    zip_add(&z, "xl/sharedStrings.xml", which == 1 ? s : S(SHARED));
    zip_add(&z, "xl/worksheets/sheet1.xml",
            which == 0 ?
                s :
                S(SHEET("<row><c t=\"s\" s=\"1\"><v>1</v></c><c s=\"2\">"
                        "<v>4</v></c></row>")));
    return zipper_end(&z);
}

static void read_all(struct table *t)
{
    for (int i = 0; i < table_sheets(t); i++) {
        struct row r;
        int last = 0;

        if (table_rows(t, i))
            while (table_next(t, &r)) {
                MUST(r.number == last + 1 && r.n <= TABLE_CELLS);
                last = r.number;
                for (int c = 0; c < r.n; c++)
                    MUST(r.cell[c].text.n == 0 || utf8_good(r.cell[c].text));
            }
        MUST(table_progress(t) >= 0 && table_progress(t) <= 1000);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena a = { 0 };
    struct str s = { (const char *)data, n };
    struct table_trouble why;
    struct table *t;

    if (n && data[0] < 5)
        s = around(&a, data[0], str_from(s, 1));
    t = table_open(s, S("a.xlsx"), &a, &why);
    MUST(t || why.code);
    if (t)
        read_all(t);
    table_close(t);
    arena_free(&a);
    return 0;
}
