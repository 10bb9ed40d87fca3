/* mkdata - files inside the program.
 *
 *     mkdata OUT.c [more] NAME=PATH...
 *
 * Gives data_table, sorted by name, and data_count (core/data.h); with "more"
 * the table data_more, for one program alone. Long string
 * literals compile in no time and, unlike .incbin, work for wasm too. What is
 * seldom used and large, font/ and demo/, is packed by zlib. */
#include "tool.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

struct member {
    char *name;
    const char *path;
};

static int by_name(const void *a, const void *b)
{
    const struct member *x = a, *y = b;

    return strcmp(x->name, y->name);
}

static void write_member(FILE *out, const struct member *m)
{
    struct text t = text_read(m->path);
    size_t whole = 0;

    if (strncmp(m->name, "font/", 5) == 0 ||
        strncmp(m->name, "demo/", 5) == 0) {
        uLongf n = compressBound(t.n);
        char *packed = tool_blank(n);

        if (compress2((Bytef *)packed, &n, (const Bytef *)t.p, t.n, 9) != Z_OK)
            tool_fail(m->path, 1, "cannot be packed");
        whole = t.n;
        t.p = packed;
        t.n = n;
    }
    fputs("    { ", out);
    out_text(out, m->name, strlen(m->name), "");
    fputs(",\n      (const unsigned char *)\n      ", out);
    out_text(out, t.p, t.n, "      ");
    fprintf(out, ",\n      %zu, %zu },\n", t.n, whole);
}

int main(int argc, char **argv)
{
    struct member *all = NULL;
    bool more = argc > 2 && strcmp(argv[2], "more") == 0;
    size_t n = 0;
    FILE *out;

    if (argc < 2)
        tool_usage("mkdata OUT.c [more] NAME=PATH...");
    for (int i = more ? 3 : 2; i < argc; i++) {
        const char *eq = strchr(argv[i], '=');

        if (!eq || eq == argv[i])
            tool_fail(argv[i], 1, "is not NAME=PATH");
        all = tool_room(all, n, sizeof *all);
        all[n++] = (struct member){ tool_copy(argv[i], (size_t)(eq - argv[i])),
                                    eq + 1 };
    }
    if (n > 1)
        qsort(all, n, sizeof *all, by_name);
    for (size_t i = 1; i < n; i++)
        if (strcmp(all[i - 1].name, all[i].name) == 0)
            tool_fail(all[i].path, 1, "its name %s is %s already", all[i].name,
                      all[i - 1].path);
    out = out_open(argv[1]);
    fprintf(out,
            "#include \"core/data.h\"\n\n"
            "const struct data_file data_%s[] = {\n",
            more ? "more" : "table");
    for (size_t i = 0; i < n; i++)
        write_member(out, &all[i]);
    fputs("    { NULL, NULL, 0, 0 }\n};\n", out);
    if (!more)
        fprintf(out, "const int data_count = %zu;\n", n);
    out_close(out, argv[1]);
    return 0;
}
