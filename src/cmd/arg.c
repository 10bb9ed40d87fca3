/* arg - words after the verb: options are taken out, the rest must fit. */
#include <string.h>

#include "cmd/cmd.h"

/* Closes the gap of `n` words at `i`. */
static void arg_drop(struct cmd *c, int i, int n)
{
    memmove(c->argv + i, c->argv + i + n,
            sizeof *c->argv * (size_t)(c->argc - i - n));
    c->argc -= n;
}

const char *arg_value(struct cmd *c, const char *name)
{
    size_t n = strlen(name);

    for (int i = 0; i < c->argc && strcmp(c->argv[i], "--") != 0; i++) {
        char *word = c->argv[i], *value;

        if (strncmp(word, name, n) != 0)
            continue;
        if (word[n] == '=' && word[1] == '-') {
            arg_drop(c, i, 1);
            return word + n + 1;
        }
        if (word[n] || i + 1 == c->argc)
            continue;
        value = c->argv[i + 1];
        arg_drop(c, i, 2);
        return value;
    }
    return NULL;
}

bool arg_flag(struct cmd *c, const char *name)
{
    for (int i = 0; i < c->argc && strcmp(c->argv[i], "--") != 0; i++)
        if (!strcmp(c->argv[i], name)) {
            arg_drop(c, i, 1);
            return true;
        }
    return false;
}

/* "-" alone stands for standard input and is no option. */
bool args_end(struct cmd *c, const char *verb, int least, int most)
{
    bool words = false;

    for (int i = 0; i < c->argc; i++) {
        const char *word = c->argv[i];

        if (!words && !strcmp(word, "--")) {
            words = true;
            arg_drop(c, i--, 1);
        } else if (!words && word[0] == '-' && word[1]) {
            misused(c, word, "cmd.no_option", verb);
            usage(c, verb);
            return false;
        }
    }
    if (c->argc >= least && c->argc <= most)
        return true;
    usage(c, verb);
    return false;
}

/* The lines of a verb's help that are set in: how it is used. */
static void usage_of(struct cmd *c, const char *help)
{
    struct str rest = str_of(help);

    while (rest.n) {
        struct str line = str_cut(&rest, '\n');

        if (str_starts(line, S("    ")))
            note(c, "cmd.usage", arena_z(&c->arena, str_trim(line)), "");
    }
}

int usage(struct cmd *c, const char *verb)
{
    if (!verb)
        note(c, "cmd.usage_all", "", "");
    for (int i = 0; verb && i < command_count; i++)
        if (!strcmp(command_index[i]->name, verb))
            usage_of(c, command_about[i]);
    return c->status = EXIT_USAGE;
}

int misused(struct cmd *c, const char *where, const char *key, const char *a)
{
    struct buf b = buf_start(&c->arena);

    buf_z(&b, where);
    note(c, key, a, arena_z(&c->arena, buf_str(&b)));
    return c->status = EXIT_USAGE;
}
