/* main - what stands before the verb, and which verb it is. */
#include <stdlib.h>
#include <string.h>

#include "cmd/cmd.h"

static const struct command *command_find(const char *name)
{
    for (int i = 0; i < command_count; i++)
        if (!strcmp(command_index[i]->name, name))
            return command_index[i];
    return NULL;
}

/* -d, --as and --lang may stand anywhere. */
static bool globals_take(struct cmd *c)
{
    const char *lang = arg_value(c, "--lang"), *as = arg_value(c, "--as");
    const char *env = getenv("SAATH_DB");

    c->db_address = arg_value(c, "-d");
    if (!c->db_address)
        c->db_address = env && *env ? env : "saath.db";
    if (as)
        c->login = str_of(as);
    if (as && !*as)
        return misused(c, "--as", "cmd.no_value", "") == EXIT_DONE;
    if (lang && !lang_read(str_of(lang), &c->lang))
        return misused(c, "--lang", "cmd.lang", lang) == EXIT_DONE;
    return true;
}

static int run(struct cmd *c)
{
    const struct command *verb;
    const char *name;

    if (!globals_take(c))
        return c->status;
    if (!c->argc)
        return usage(c, NULL);
    name = c->argv[0];
    c->argc--;
    c->argv++;
    if (!strcmp(name, "--help") || !strcmp(name, "-h"))
        name = "help";
    verb = command_find(name);
    if (verb && arg_flag(c, "--help")) { /* `saath demo --help` */
        c->argv[-1] = (char *)(uintptr_t)verb->name;
        c->argv--;
        c->argc = 1;
        verb = command_find("help");
    }
    if (verb)
        return verb->run(c);
    note(c, "cmd.no_verb", name, "");
    return EXIT_USAGE;
}

int main(int argc, char **argv)
{
    struct cmd c = { .argc = argc - 1, .argv = argv + (argc > 0) };
    int status;

    if (argc < 1)
        return EXIT_USAGE;
    status = run(&c);
    arena_free(&c.arena);
    return status;
}
