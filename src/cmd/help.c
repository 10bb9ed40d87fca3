/* help - what the verbs do, out of the comments above them. */
#include <stdio.h>
#include <string.h>

#include "cmd/cmd.h"

/* The first sentence of a help, on one line. */
struct str help_first(struct arena *a, const char *help)
{
    struct buf b = buf_start(a);

    for (; *help && strncmp(help, "\n\n", 2) != 0; help++) {
        buf_char(&b, *help == '\n' ? ' ' : *help);
        if (*help == '.' && (help[1] == ' ' || help[1] == '\n'))
            break;
    }
    return buf_str(&b);
}

static void list_all(struct cmd *c)
{
    out_str(say(c->lang, "cmd.usage_all"));
    out_str(S("\n\n"));
    for (int i = 0; i < command_count; i++) {
        struct str first = help_first(&c->arena, command_about[i]);

        printf("  %-10s %.*s\n", command_index[i]->name, (int)first.n, first.p);
    }
    out_str(S("\n"));
    out_str(say(c->lang, "cmd.more_help"));
    out_str(S("\n"));
}

/* Says what the verbs do.
 *
 *     saath help [VERB]
 */
COMMAND(help)
{
    if (!args_end(c, "help", 0, 1))
        return EXIT_USAGE;
    if (c->argc == 0) {
        list_all(c);
        return out_end(c) ? EXIT_DONE : EXIT_FAULT;
    }
    for (int i = 0; i < command_count; i++)
        if (!strcmp(command_index[i]->name, c->argv[0])) {
            out_str(str_of(command_about[i]));
            out_str(S("\n"));
            return out_end(c) ? EXIT_DONE : EXIT_FAULT;
        }
    note(c, "cmd.no_verb", c->argv[0], "");
    return EXIT_USAGE;
}
